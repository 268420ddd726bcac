"""年度: the national tables with drill-down and checks, and the workbook for the office lead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QToolButton

from caseapp import resources
from caseapp.casework.lists import LedgerLine
from caseapp.casework.office import Office
from caseapp.casework.year_out import write_annual
from caseapp.casework.yearbook import Year, cell_cases, count_year, years_known
from caseapp.law.annual import COLUMNS, NEW
from caseapp.ui import rows
from caseapp.ui.page import Page
from caseapp.ui.shell import Shell
from caseapp.ui.two_panes import TwoPanes
from caseapp.ui.year_model import YearModel
from caseapp.ui.year_other import DisputesPanel, OtherPanel
from caseapp.ui.year_side import YearSide
from caseapp.ui.year_table import YearTable

_SIDE_WIDTH = 346
_TABS = ("表三", "表四", "其他事项")
Cell = tuple[int, int, int]


class YearPage(Page):
    """The annual tables."""

    kinds = frozenset({"case", "facts", "calendar", "settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "年度")
        self._years = rows.choice([], accessible="年度")
        self._year = 0
        self._cell = (NEW, len(COLUMNS) - 1)
        self._labels = {row.number: row.full_label for row in resources.load_annual_rows()}
        self._draft = rows.badge("", "warn")
        self._export = rows.button("导出年度工作簿", primary=True)
        self.model = YearModel()
        self.table = YearTable(self.model)
        self.disputes = DisputesPanel()
        self.other = OtherPanel()
        self.side = YearSide()
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)

        self._export.setToolTip("Ctrl+E")
        self._years.setFixedWidth(110)
        self.header.insertWidget(1, self._years)
        self.header.insertLayout(2, self._build_tabs())
        self.header.insertWidget(3, self._draft, 0, Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(self._export)
        self._assemble()

        self._draft.hide()
        self._years.currentIndexChanged.connect(self._on_year)
        self._tabs.idClicked.connect(self._stack.setCurrentIndex)
        self.table.chosen.connect(self._on_cell)
        self.table.entered_cell.connect(self.side.cases.setFocus)
        self.side.cases.opened.connect(shell.open_case)
        self._export.clicked.connect(self.export)

    def _build_tabs(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        for index, words in enumerate(_TABS):
            made = QToolButton()
            made.setObjectName("chip")
            made.setText(words)
            rows.name(made, words)
            made.setCheckable(True)
            made.setChecked(index == 0)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._tabs.addButton(made, index)
            line.addWidget(made)
        return line

    def _assemble(self) -> None:
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table)
        for page in (frame, self.disputes, self.other):
            self._stack.addWidget(page)
        self.body.addWidget(TwoPanes(self._stack, self.side, _SIDE_WIDTH, ("表格", "检查和明细")), 1)

    def refresh(self) -> None:
        """Read the years and the chosen one again."""
        today, chosen = self.desk.today(), self._year

        def read(office: Office) -> tuple[list[int], Year]:
            years = years_known(office, today)
            return years, count_year(office, chosen if chosen in years else _usual(years, today.month))

        self.desk.ask(read, self._show, owner=self)

    def primary(self) -> QPushButton:
        """Return 导出年度工作簿."""
        return self._export

    def export(self) -> None:
        """Ask where to, and write the workbook."""
        dialog = QFileDialog(self, "导出年度工作簿")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Excel 工作簿 (*.xlsx)"])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{self._year}年度统计.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, name: str) -> None:
        """Write the workbook to a file."""
        path, year, today = Path(name), self._year, self.desk.today()
        self._export.setEnabled(False)

        def write(office: Office) -> Path:
            write_annual(office, year, path, today)
            return path

        self.desk.ask(write, self._exported, owner=self, failed=self._failed)

    def _exported(self, path: Path) -> None:
        self._export.setEnabled(True)
        self.shell.notice("已导出", f"{self._year} 年度工作簿写入“{path}”。")

    def _failed(self, error: Exception) -> None:
        self._export.setEnabled(True)
        self.shell.show_refusal(error, "没有导出")

    def _show(self, found: tuple[list[int], Year]) -> None:
        years, year = found
        self._year = year.tables.year
        self._years.blockSignals(True)
        self._years.clear()
        for known in years:
            self._years.addItem(f"{known} 年", known)
        self._years.setCurrentIndex(self._years.findData(self._year))
        self._years.blockSignals(False)
        today = self.desk.today()
        unfinished = self._year >= today.year
        rows.set_badge(self._draft, f"草表，截至 {today:%m-%d}" if unfinished else "", "warn")
        self.model.set_cells(year.tables.table3)
        self.side.set_checks(year.checks)
        self.disputes.set_year(year)
        self.other.set_year(year)
        self._show_cell()

    def _show_cell(self) -> None:
        row, column = self._cell
        current = self.table.currentIndex()
        if current.isValid():
            self._on_cell(row, column)
        else:
            self.table.choose(row, column)

    def _on_year(self) -> None:
        self._year = int(self._years.currentData())
        self.refresh()

    def _on_cell(self, row: int, column: int) -> None:
        self._cell = (row, column)
        year, today = self._year, self.desk.today()

        def read(office: Office) -> tuple[Cell, list[LedgerLine]]:
            return (year, row, column), cell_cases(office, year, row, column, today)

        self.desk.ask(read, self._show_cases, owner=self)

    def _show_cases(self, found: tuple[Cell, list[LedgerLine]]) -> None:
        (year, row, column), lines = found
        if (year, row, column) == (self._year, *self._cell):
            self.side.set_cases(row, column, self._labels[row], lines)


def _usual(years: list[int], month: int) -> int:
    """Return the year most likely wanted: in January the one just ended, where the record has it."""
    return years[1] if month == 1 and len(years) > 1 else years[0]
