"""工作日历: which years are published, the days of each, and importing or typing the next notice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.office import Office
from caseapp.casework.upkeep.calendar_views import NamedDay, plan_notice, year_days
from caseapp.casework.upkeep.calendars import YearState
from caseapp.casework.upkeep.settings_views import SettingsView
from caseapp.casework.upkeep.updates import SUFFIX, Effect, Update, foresee_update, read_update
from caseapp.law.notices import FIRST_YEAR
from caseapp.ui.frame.shell import Shell
from caseapp.ui.settings.calendar_import import CalendarDialog
from caseapp.ui.settings.calendar_typing import TypingDialog
from caseapp.ui.settings.update_form import update_form
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fact_dialog import FactDialog
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_YEARS = (
    Column("年份", 70),
    Column("状态", 140),
    Column("放假", 56, number=True),
    Column("上班日", 62, number=True),
    Column("依据"),
)
_DAYS = (Column("日期", 96), Column("星期", 56), Column("类别", 70), Column("节日", 120), Column("说明"))


class CalendarTab(QWidget):
    """The years on the left, the days of the chosen one on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._years: dict[int, YearState] = {}
        self._wanted = FIRST_YEAR
        self._advice = rows.words("", "caution", wrap=True)
        self._table = TextTable("放假安排", _YEARS)
        self._type = rows.button("录入放假安排…")
        self._import = rows.button("导入文件…", primary=True)
        self._update = rows.button("导入更新文件…")
        self._update.setToolTip("U 盘带来的更新：放假安排、文书模板、检查单")
        self._year_words = rows.words("", "panelTitle")
        self._source = rows.words("", "reason", wrap=True)
        self._days = TextTable("所选年份的日子", _DAYS)

        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._table, 1)
        right.addWidget(self._year_words)
        right.addWidget(self._source)
        right.addWidget(self._days, 1)
        right.setSpacing(6)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._import)
        buttons.addWidget(self._type)
        buttons.addWidget(self._update)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        explain = "期限按国务院办公厅每年的放假安排推算。没有公布的年份只扣周末和法定节日，落在其中的期限标为“暂定”。"
        layout.addWidget(rows.words(explain, "reason", wrap=True))
        layout.addWidget(self._advice)
        layout.addLayout(sides, 1)
        layout.addLayout(buttons)

        self._source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._table.selectionModel().selectionChanged.connect(self._ask_days)
        self._import.clicked.connect(self.choose)
        self._type.clicked.connect(self.type_in)
        self._update.clicked.connect(self.choose_update)

    def primary(self) -> QPushButton:
        """Return 导入文件."""
        return self._import

    def set_view(self, view: SettingsView) -> None:
        """Show the years, latest first; the last published one is chosen until another is."""
        self._advice.setText("".join(view.advice))
        self._advice.setVisible(bool(view.advice))
        self._years = {year.year: year for year in view.years}
        published = [year.year for year in view.years if year.published]
        self._wanted = next((year.year for year in view.years if not year.published), max(published))
        chosen = self._table.chosen()
        self._table.set_lines([_year_line(year) for year in reversed(view.years)])
        if chosen is None:
            self._table.choose(max(published))
        self._ask_days()

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
        path = Path(name)
        dialog = CalendarDialog(self._shell, self._shell, lambda office, today: plan_notice(office, path, today))
        dialog.open()
        return dialog

    def type_in(self) -> TypingDialog:
        """Type a notice in its own words, the first unpublished year offered."""
        dialog = TypingDialog(self._shell, self._wanted)
        dialog.open()
        return dialog

    def choose_update(self) -> None:
        """Ask for an update file."""
        dialog = QFileDialog(self, "选择更新文件")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"更新文件 (*{SUFFIX})", "所有文件 (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read_update)
        dialog.open()

    def read_update(self, name: str) -> None:
        """Check an update file and show what it would change."""
        path, today = Path(name), self._shell.desk.today()

        def read(office: Office) -> tuple[Update, list[Effect]]:
            found = read_update(path)
            return found, foresee_update(office, found, today)

        self._shell.desk.ask(read, self._ask_update, owner=self, failed=self._no_update)

    def _ask_update(self, found: tuple[Update, list[Effect]]) -> None:
        FactDialog(self._shell, update_form(*found), 0).open()

    def _no_update(self, error: Exception) -> None:
        self._shell.show_refusal(error, "没有导入")

    def _ask_days(self) -> None:
        chosen = self._table.chosen()
        if chosen is not None:
            year = chosen.id
            self._shell.desk.ask(lambda office: (year, year_days(office, year)), self._show_days, owner=self)

    def _show_days(self, found: tuple[int, list[NamedDay]]) -> None:
        number, days = found
        chosen = self._table.chosen()
        if chosen is None or chosen.id != number or number not in self._years:
            return
        year = self._years[number]
        counts = f"放假 {year.rest_days} 天，上班日 {year.work_days} 天" if year.published else "放假安排未公布"
        self._year_words.setText(f"{number} 年：{counts}")
        self._source.setText(
            "依据：" + "\n".join(year.sources)
            if year.published
            else "下面只有《全国年节及纪念日放假办法》规定的法定节日；连休和上班日不作猜测。"
        )
        self._days.set_lines([_day_line(day) for day in days])


def _year_line(year: YearState) -> Line:
    cells = (
        f"{year.year} 年",
        year.state,
        str(year.rest_days) if year.published else "—",
        str(year.work_days) if year.published else "—",
        "；".join(year.sources) or "—",
    )
    return Line(cells, year.year, tone="" if year.published else "warn", tip="\n".join(year.sources))


def _day_line(day: NamedDay) -> Line:
    tone = "warn" if day.notice_year is None else ""
    return Line((f"{day.day}", day.weekday, day.kind, day.name, day.note or "—"), day.day.toordinal(), tone=tone)
