"""年度: the national tables with drill-down and checks, closing and amending, and the workbook for the office lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QToolButton

from caseapp import resources
from caseapp.casework.ledger.lists import LedgerLine
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.year.year_closing import save_carried, save_table2, save_text
from caseapp.casework.year.year_disputes import dispute_cases
from caseapp.casework.year.year_figures import figure_cases
from caseapp.casework.year.year_out import tables_pdf, write_annual, write_report
from caseapp.casework.year.year_views import YearView, year_view
from caseapp.casework.year.yearbook import cell_cases
from caseapp.law.annual import COLUMNS, NEW
from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fact_dialog import FactDialog
from caseapp.ui.widgets.progress_line import ProgressLine
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from caseapp.ui.widgets.two_panes import TwoPanes
from caseapp.ui.words import sentence_of
from caseapp.ui.year.year_forms import amending_form, closing_form
from caseapp.ui.year.year_model import YearModel
from caseapp.ui.year.year_other import DisputesPanel, OtherPanel
from caseapp.ui.year.year_side import YearSide
from caseapp.ui.year.year_table import YearTable
from caseapp.ui.year.year_table2 import Table2Panel
from caseapp.ui.year.year_text import TextPanel

_SIDE_WIDTH = 346
_TABS = ("表二", "表三", "表四", "其他事项", "报告文字")
_FIRST = 1


class YearPage(Page):
    """The annual tables."""

    kinds = frozenset({"case", "facts", "calendar", "settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "年度")
        self._years = rows.choice([], accessible="年度")
        self._year = 0
        self._view: YearView | None = None
        self._round = 0
        self._again: Callable[[], None] | None = None
        self._labels = {row.number: row.full_label for row in resources.load_annual_rows()}
        self._draft = rows.badge("", "warn")
        self._close = rows.button("封存…")
        self._print = rows.button("打印表格…")
        self._draft_out = rows.button("报告初稿…")
        self._export = rows.button("导出年度工作簿", primary=True)
        self.progress = ProgressLine("正在写工作簿")
        self.model = YearModel()
        self.table = YearTable(self.model)
        self.table2 = Table2Panel()
        self.disputes = DisputesPanel()
        self.other = OtherPanel()
        self.text = TextPanel()
        self.side = YearSide()
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)

        self._export.setToolTip("Ctrl+E")
        self._years.setFixedWidth(110)
        self.header.insertWidget(1, self._years)
        self.header.insertLayout(2, self._build_tabs())
        self.header.insertWidget(3, self._draft, 0, Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(self._close)
        self.header.addWidget(self._print)
        self.header.addWidget(self._draft_out)
        self.header.addWidget(self._export)
        self._assemble()
        self._connect()

    def _build_tabs(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        for index, words in enumerate(_TABS):
            made = QToolButton()
            made.setObjectName("chip")
            made.setText(words)
            rows.name(made, words)
            made.setCheckable(True)
            made.setChecked(index == _FIRST)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._tabs.addButton(made, index)
            line.addWidget(made)
        return line

    def _assemble(self) -> None:
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table)
        for page in (self.table2, frame, self.disputes, self.other, self.text):
            self._stack.addWidget(page)
        self._stack.setCurrentIndex(_FIRST)
        self.body.addWidget(self.progress)
        self.body.addWidget(TwoPanes(self._stack, self.side, _SIDE_WIDTH, ("表格", "检查和明细")), 1)

    def _connect(self) -> None:
        self._draft.hide()
        self._years.currentIndexChanged.connect(self._on_year)
        self._tabs.idClicked.connect(self._stack.setCurrentIndex)
        self.table.chosen.connect(self._on_cell)
        self.table.entered_cell.connect(self.side.cases.setFocus)
        self.side.cases.opened.connect(self.shell.open_case)
        self.disputes.chosen.connect(self._on_dispute)
        self.other.chosen.connect(self._on_figure)
        self.table2.typed.connect(self._keep_table2)
        self.table2.carried.connect(self._keep_carried)
        self.text.written.connect(self._keep_text)
        self._close.clicked.connect(self.ask_close)
        self._print.clicked.connect(self.print_page)
        self._draft_out.clicked.connect(self.ask_report)
        self._export.clicked.connect(self.export)

    def refresh(self) -> None:
        """Read the years and the chosen one again."""
        today, chosen = self.desk.today(), self._year
        self.desk.ask(lambda office: year_view(office, chosen, today), self._show, owner=self)

    def primary(self) -> QPushButton:
        """Return 导出年度工作簿."""
        return self._export

    def leave(self) -> None:
        """Keep the words at once."""
        self.text.flush()

    def ask_close(self) -> None:
        """Ask to close the year, or to amend it once it is closed."""
        if self._view is None:
            return
        year = self._view.year
        FactDialog(self.shell, amending_form(year) if year.closed else closing_form(year.year), 0).open()

    def print_page(self) -> None:
        """Show tables 二, 三 and 四 on A4, to print or to save as PDF."""
        year, today = self._year, self.desk.today()
        SheetDialog(
            self.shell,
            f"{year} 年度表二、表三、表四",
            f"{year}年度表.pdf",
            lambda office: tables_pdf(office, year, today),
        ).open()

    def ask_report(self) -> None:
        """Ask where to, and write the draft of the annual report in Word."""
        self._ask_place("报告初稿", "Word 文档 (*.docx)", f"{self._year}年度报告初稿.docx", self.report_to)

    def export(self) -> None:
        """Ask where to, and write the workbook."""
        self._ask_place("导出年度工作簿", "Excel 工作簿 (*.xlsx)", f"{self._year}年度统计.xlsx", self.export_to)

    def _ask_place(self, title: str, kind: str, name: str, then: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([kind])
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()

    def report_to(self, name: str) -> None:
        """Write the draft of the report to a file."""
        path, year, today = Path(name), self._year, self.desk.today()

        def write(office: Office) -> Path:
            write_report(office, year, path, today)
            return path

        def written(place: Path) -> None:
            self.shell.notice("已写出报告初稿", f"数字已经填好，标黄的地方请补写：“{place}”。")

        self.desk.ask(write, written, owner=self, failed=self._failed)

    def export_to(self, name: str) -> None:
        """Write the workbook to a file."""
        path, year, today, bar = Path(name), self._year, self.desk.today(), self.progress
        self._export.setEnabled(False)
        bar.begin()

        def tell(done: int, total: int) -> None:
            if not bar.goes_on(done, total):
                raise Refused("已取消：没有写出，原来的文件没有改动。")

        def write(office: Office) -> Path:
            write_annual(office, year, path, today, tell)
            return path

        self.desk.ask(write, self._exported, owner=self, failed=self._failed)

    def _exported(self, path: Path) -> None:
        self.progress.end()
        self._export.setEnabled(True)
        self.shell.notice("已导出", f"{self._year} 年度工作簿写入“{path}”。")

    def _failed(self, error: Exception) -> None:
        self.progress.end()
        self._export.setEnabled(True)
        self.shell.show_refusal(error, "没有导出")

    def _show(self, view: YearView) -> None:
        year, first = view.year, self._view is None or self._view.year.year != view.year.year
        self._view, self._year = view, view.year.year
        self._years.blockSignals(True)
        self._years.clear()
        for known in view.years:
            self._years.addItem(f"{known} 年", known)
        self._years.setCurrentIndex(self._years.findData(self._year))
        self._years.blockSignals(False)
        self._show_state(view)
        self.model.set_cells(year.tables.table3)
        self.side.set_checks(year.checks)
        self.table2.set_view(view)
        self.disputes.set_year(year)
        self.other.set_view(view)
        self.text.set_year(year)
        if not self.table.currentIndex().isValid():
            self.table.choose(NEW, len(COLUMNS) - 1)
        elif first:
            self._on_cell(*self.table.place())
        elif self._again is not None:
            self._again()

    def _show_state(self, view: YearView) -> None:
        year, today = view.year, self.desk.today()
        unfinished = year.year >= today.year
        if year.closed:
            amended = f"，更正 {len(year.closed.amendments)} 次" if year.closed.amendments else ""
            rows.set_badge(self._draft, f"{year.closed.on} 封存{amended}", "ok")
        else:
            rows.set_badge(self._draft, f"草表，截至 {today:%m-%d}" if unfinished else "未封存", "warn")
        self._close.setText("更正…" if year.closed else "封存…")
        rows.block(self._close, f"{year.year} 年还没有结束，不能封存。" if unfinished and not year.closed else "")

    def _on_year(self) -> None:
        self.text.flush()
        self._year = int(self._years.currentData())
        self.refresh()

    def _on_cell(self, row: int, column: int) -> None:
        year, today = self._year, self.desk.today()
        title, words = f"第 {row} 行 × {COLUMNS[column]}", self._labels[row]
        self._list(lambda office: cell_cases(office, year, row, column, today), title, words)

    def _on_dispute(self, group: str, place: int, told: str) -> None:
        year, today = self._year, self.desk.today()
        self._list(lambda office: dispute_cases(office, year, group, place, today), "表四", told)

    def _on_figure(self, key: str, name: str) -> None:
        year, today = self._year, self.desk.today()
        self._list(lambda office: figure_cases(office, year, key, today), name, "其他事项")

    def _list(self, read: Callable[[Office], list[LedgerLine]], title: str, words: str) -> None:
        """List the cases behind the number asked for last."""
        self._round += 1
        asked, self._again = self._round, lambda: self._list(read, title, words)

        def show(lines: list[LedgerLine]) -> None:
            if asked == self._round:
                self.side.set_cases(title, words, lines)

        self.desk.ask(read, show, owner=self)

    def _keep_table2(self, typed: Mapping[str, str]) -> None:
        year = self._year
        self._keep(lambda office: save_table2(office, year, typed))

    def _keep_carried(self, cells: Sequence[str]) -> None:
        year = self._year
        self._keep(lambda office: save_carried(office, year - 1, cells))

    def _keep_text(self, text: str) -> None:
        year = self._year
        self._keep(lambda office: save_text(office, year, text))

    def _keep(self, work: Callable[[Office], Done]) -> None:
        self.desk.do(work, owner=self, failed=self._not_kept)

    def _not_kept(self, error: Any) -> None:  # noqa: ANN401 - what the worker raised
        sentence = sentence_of(error)
        if sentence is None or self._stack.currentWidget() is not self.table2:
            self.shell.show_refusal(error, "没有保存")
        else:
            self.table2.say(sentence)
