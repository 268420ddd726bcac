"""提醒: the notice at start, and the due dates as a file for the office's own calendar."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.icsfile import write_ics
from caseapp.casework.office import Office
from caseapp.ui.frame import tray
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.save_file import ask_place

_LIST = "要办的事都在“今日”，每天打开就能看到；关机几天也不会漏，期限按当天的状态推算，不靠定时提醒。"
_FILE = (
    "把在办申请的期限、补正告知期、征求意见期和申请人的期限存成日历文件（.ics），可以导入单位日历或者手机。"
    "文件中只有登记编号和日期，没有申请人信息；期限有变动时重新导出，再导入会替换原来的。"
)


class RemindersTab(QWidget):
    """Two kinds of reminders outside the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.notice = QCheckBox("打开程序时在任务栏提醒今天要办和 5 个工作日内到期的件数")
        rows.name(self.notice, "打开程序时在任务栏提醒")
        self.notice.setChecked(tray.wanted(shell.settings))
        self._export = rows.button("导出日历文件…", primary=True)
        self.said = rows.words("", "secondary", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(rows.words(_LIST, "reason", wrap=True))
        layout.addWidget(self.notice)
        layout.addWidget(rows.rule())
        layout.addWidget(rows.words(_FILE, "reason", wrap=True))
        line = QHBoxLayout()
        line.addWidget(self._export)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.said)
        layout.addStretch(1)
        self.notice.toggled.connect(self._choose)
        self._export.clicked.connect(self._ask)

    def primary(self) -> QPushButton:
        """Return 导出日历文件."""
        return self._export

    def export(self, place: str) -> None:
        """Write the calendar file."""
        today, path = self._shell.desk.today(), Path(place)

        def work(office: Office) -> tuple[int, Path]:
            return write_ics(office, path, today), path

        self._shell.desk.ask(work, self._written, owner=self, failed=self._shell.show_refusal)

    def _choose(self, yes: bool) -> None:
        tray.choose(self._shell.settings, yes)

    def _ask(self) -> None:
        ask_place(self, "导出日历文件", f"依申请公开期限 {self._shell.desk.today()}.ics", self.export)

    def _written(self, done: tuple[int, Path]) -> None:
        count, path = done
        self.said.setText(f"已把 {count} 个日期存到“{path}”。")
