"""工作日历: which years are published, and importing the next notice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.settings_views import SettingsView
from caseapp.ui import rows
from caseapp.ui.calendar_import import CalendarDialog
from caseapp.ui.shell import Shell
from caseapp.ui.text_table import Column, Line, TextTable

_COLUMNS = (
    Column("年份", 90),
    Column("状态", 120),
    Column("放假天数", 90, number=True),
    Column("上班日", 90, number=True),
    Column("依据"),
)


class CalendarTab(QWidget):
    """The years."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._table = TextTable("放假安排", _COLUMNS)
        self._advice = rows.words("", "caution", wrap=True)
        self._import = rows.button("导入放假安排…", primary=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._import)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        explain = "期限按国务院办公厅每年的放假安排推算。没有公布的年份只扣周末和法定节日，落在其中的期限标为“暂定”。"
        layout.addWidget(rows.words(explain, "reason", wrap=True))
        layout.addWidget(self._advice)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
        self._import.clicked.connect(self.choose)

    def primary(self) -> QPushButton:
        """Return 导入放假安排."""
        return self._import

    def set_view(self, view: SettingsView) -> None:
        """Show the years, latest first."""
        self._advice.setText("".join(view.advice))
        self._advice.setVisible(bool(view.advice))
        self._table.set_lines(
            [
                Line(
                    (
                        f"{year.year} 年",
                        year.state,
                        str(year.rest_days) if year.sources else "—",
                        str(year.work_days) if year.sources else "—",
                        "；".join(year.sources) or "—",
                    ),
                    year.year,
                    tone="" if year.sources else "warn",
                )
                for year in reversed(view.years)
            ]
        )

    def choose(self) -> None:
        """Ask for the notice file."""
        dialog = QFileDialog(self, "选择放假安排文件")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["放假安排 (*.csv *.json)", "所有文件 (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, name: str) -> CalendarDialog:
        """Read a notice on trial and show what it moves."""
        dialog = CalendarDialog(self._shell)
        dialog.open()
        dialog.read(Path(name))
        return dialog
