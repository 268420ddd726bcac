"""台账: all cases; search, conditions, columns, files in and out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton

from caseapp.casework.catalogue import write_catalogue
from caseapp.casework.ledger_views import Drop, LedgerAround, Wanted, export_wanted, ledger_around, wanted_ids
from caseapp.casework.past_imports import PastImport, last_import
from caseapp.casework.saved_views import SavedView
from caseapp.ui import rows
from caseapp.ui.applicant_dialog import open_applicant
from caseapp.ui.ledger_empty import EmptyLedger
from caseapp.ui.ledger_filter import FilterLine
from caseapp.ui.ledger_import import ImportDialog
from caseapp.ui.ledger_model import COLUMNS, PAGE, LedgerModel
from caseapp.ui.ledger_table import LedgerTable
from caseapp.ui.page import Page
from caseapp.ui.save_file import ask_place
from caseapp.ui.shell import Shell
from caseapp.ui.view_menu import ViewMenu

_SETTINGS = "ledger"
_FIRST = 2 * PAGE
"""Cases shown at once when the conditions change; the rest follows."""


class LedgerPage(Page):
    """The ledger."""

    kinds = frozenset({"case", "facts", "review", "documents", "calendar"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "台账")
        self._sort = str(shell.settings.value(f"{_SETTINGS}/sort", "number"))
        self._descending = str(shell.settings.value(f"{_SETTINGS}/descending", "true")) == "true"
        self._around: LedgerAround | None = None
        self._asked: tuple[Wanted, str, bool] | None = None
        self._import = rows.button("导入台账")
        self._public = rows.button("公开目录…")
        self._undo = rows.button("撤销导入…")
        self._export = rows.button("导出 Excel", primary=True)
        self.filter = FilterLine()
        self._columns = _column_chip()
        self.views = ViewMenu(shell, self._as_view)
        self.model = LedgerModel(self.desk)
        self.table = LedgerTable(self.model)
        self._span = rows.words("", "secondary")
        self._hint = rows.words("↑↓ 选择　Enter 打开　右键：该申请人的全部申请", "secondary")
        self._empty = EmptyLedger()
        self._stack = QStackedWidget()

        self._export.setToolTip("Ctrl+E")
        self._undo.hide()
        self.header.addWidget(self._undo)
        self.header.addWidget(self._import)
        self.header.addWidget(self._public)
        self.header.addWidget(self._export)
        self._assemble()
        self._restore()

        self._import.clicked.connect(self.choose_import)
        self._public.setToolTip("导出一年的依申请公开目录：只列予以公开、部分公开的，不含申请人和个人信息")
        self._public.clicked.connect(self.ask_public)
        self._undo.clicked.connect(self.ask_undo)
        self._export.clicked.connect(self.export)
        self.filter.changed.connect(self._ask)
        self.table.opened.connect(shell.open_case)
        self.table.person_wanted.connect(partial(open_applicant, shell))
        self.table.sort_wanted.connect(self._on_sort)
        self.table.scrolled.connect(self._show_span)
        self._columns.menu().triggered.connect(self._on_column)
        self._empty.dropped.connect(self._on_drop)
        self.views.wanted.connect(self.use_view)
        self._empty.cleared.connect(self.filter.clear)
        self._empty.register_wanted.connect(shell.open_register)
        self._empty.import_wanted.connect(self.choose_import)

    def _assemble(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.filter, 1)
        line.addWidget(self.views)
        line.addWidget(self._columns)
        self.body.addLayout(line)
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(self._span)
        foot.addStretch(1)
        foot.addWidget(self._hint)
        inner.addWidget(self.table, 1)
        inner.addWidget(rows.rule())
        inner.addLayout(foot)
        self._stack.addWidget(frame)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)

    def _restore(self) -> None:
        kept = self.shell.settings.value(f"{_SETTINGS}/columns")
        if kept:
            self.table.choose_columns(set(str(kept).split(",")))
        widths = str(self.shell.settings.value(f"{_SETTINGS}/widths", "") or "")
        for section, text in enumerate(widths.split(",")):
            if text.isdecimal() and section < len(COLUMNS) and COLUMNS[section].width:
                self.table.setColumnWidth(section, int(text))

    def refresh(self) -> None:
        """Read the ledger again."""
        self.views.read()
        self._ask()
        self.desk.ask(last_import, self._show_last_import, owner=self)
        self.table.setFocus()

    def primary(self) -> QPushButton:
        """Return what the page wants done: export, or a way out of an empty ledger."""
        return self._export if self._stack.currentIndex() == 0 else self._empty.primary()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.filter.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.search.selectAll()

    def search_for(self, text: str) -> None:
        """Look for words through the whole ledger."""
        self.filter.set_wanted(Wanted(text=text))

    def use_view(self, view: SavedView) -> None:
        """Take up a saved view."""
        self._sort, self._descending = view.sort, view.descending
        self.table.choose_columns(set(view.columns) or None)
        self._mark_columns()
        self.filter.set_wanted(view.wanted)

    def _as_view(self) -> SavedView:
        columns = tuple(column.key for column in COLUMNS if column.key in self.table.columns_shown())
        return SavedView("", self.filter.wanted, self._sort, self._descending, columns)

    def _mark_columns(self) -> None:
        """Tick the columns shown."""
        shown = self.table.columns_shown()
        for action in self._columns.menu().actions():
            action.setChecked(action.data() in shown)

    def leave(self) -> None:
        """Remember widths, columns and sort."""
        settings = self.shell.settings
        settings.setValue(f"{_SETTINGS}/sort", self._sort)
        settings.setValue(f"{_SETTINGS}/descending", "true" if self._descending else "false")
        widths = [
            str(COLUMNS[i].width if self.table.isColumnHidden(i) else self.table.columnWidth(i))
            for i in range(len(COLUMNS))
        ]
        settings.setValue(f"{_SETTINGS}/widths", ",".join(widths))

    def choose_import(self) -> None:
        """Ask for a file, read it on trial, and import it when it is clean."""
        dialog = ImportDialog(self.shell)
        dialog.open()
        dialog.choose()

    def ask_undo(self) -> None:
        """Ask whether the last import is taken back."""
        dialog = ImportDialog(self.shell)
        dialog.open()
        dialog.ask_undo()

    def export(self) -> None:
        """Ask where to, and write what the conditions hold."""
        dialog = QFileDialog(self, "导出台账")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Excel 工作簿 (*.xlsx)", "CSV 文件 (*.csv)"])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"台账-{self.desk.today():%Y%m%d}.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, name: str) -> None:
        """Write what the conditions hold to a file."""
        path, wanted, today = Path(name), self.filter.wanted, self.desk.today()
        self._export.setEnabled(False)
        self._export.setText("正在导出…")
        self.desk.ask(
            lambda office: (path, export_wanted(office, path, wanted, today)),
            self._exported,
            owner=self,
            failed=self._export_failed,
        )

    def ask_public(self) -> None:
        """Ask where the public catalogue of the year chosen, else of this one, goes to."""
        year = int(self.filter.wanted.year or self.desk.today().year)
        ask_place(self, "导出公开目录", f"依申请公开目录-{year}.xlsx", self.public_to)

    def public_to(self, name: str) -> None:
        """Write the public catalogue to a file."""
        path, today = Path(name), self.desk.today()
        year = int(self.filter.wanted.year or today.year)
        self.desk.ask(
            lambda office: (path, write_catalogue(office, path, year, today)),
            self._exported,
            owner=self,
            failed=self._export_failed,
        )

    def _exported(self, found: tuple[Path, int]) -> None:
        self._export_ready()
        path, count = found
        self.shell.notice("已导出", f"{count} 件申请写入“{path}”。")

    def _export_failed(self, error: Exception) -> None:
        self._export_ready()
        self.shell.show_refusal(error, "没有导出")

    def _export_ready(self) -> None:
        self._export.setEnabled(True)
        self._export.setText("导出 Excel")

    def _ask(self) -> None:
        """Ask for the first ids, so that lines show at once, then for the rest and what stands around them."""
        wanted, sort, descending, today = self.filter.wanted, self._sort, self._descending, self.desk.today()
        asked = (wanted, sort, descending)
        again, self._asked = asked == self._asked, asked
        if not again:
            self.desk.ask(
                lambda office: (wanted, wanted_ids(office, wanted, sort, descending, today, _FIRST)),
                self._show,
                owner=self,
            )
        self.desk.ask(
            lambda office: (wanted, wanted_ids(office, wanted, sort, descending, today)),
            self._show if again else self._show_rest,
            owner=self,
        )
        self.desk.ask(lambda office: (wanted, ledger_around(office, wanted, today)), self._show_around, owner=self)

    def _show(self, found: tuple[Wanted, list[int]]) -> None:
        wanted, ids = found
        if wanted != self.filter.wanted:
            return
        index = self.table.currentIndex()
        before = self.model.case_id(index.row()) if index.isValid() else None
        self.model.set_ids(ids, self.desk.today())
        self.table.show_sort(self._sort, self._descending)
        if ids:
            self._stack.setCurrentIndex(0)
            self.table.selectRow(max(self.model.row_of(before), 0) if before is not None else 0)

    def _show_rest(self, found: tuple[Wanted, list[int]]) -> None:
        wanted, ids = found
        if wanted == self.filter.wanted and not self.model.set_rest(ids):
            self._show(found)

    def _show_around(self, found: tuple[Wanted, LedgerAround]) -> None:
        wanted, around = found
        if wanted != self.filter.wanted:
            return
        self._around = around
        self.filter.set_choices(around.choices)
        known = f"全库 {around.known:,} 件"
        self.subtitle.setText(f"筛选出 {around.found:,} 件，{known}" if wanted.used() else known)
        if not around.found:
            self._empty.set_state(wanted, around)
            self._stack.setCurrentIndex(1)
        self._show_span()

    def _show_span(self) -> None:
        around = self._around
        if around is None:
            return
        first, last = self.table.visible_span()
        late = f"，其中超期 {around.overdue}" if around.overdue else ""
        span = f"第 {first:,}–{last:,} 件，共 {around.found:,} 件"
        self._span.setText(f"{span}　　在办 {around.open:,}{late}，办结 {around.found - around.open:,}")

    def _show_last_import(self, last: PastImport | None) -> None:
        """Offer to undo an import of today while it can be undone; older ones are in the import dialog."""
        fresh = last is not None and not last.problem and last.at.date() == self.desk.today()
        self._undo.setVisible(fresh)
        self._undo.setToolTip(f"“{last.file}”，{last.count} 件" if last else "")

    def _on_sort(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._ask()

    def _on_drop(self, drop: Drop) -> None:
        self.filter.set_wanted(self.filter.wanted.without(drop.key))

    def _on_column(self, action: QAction) -> None:
        shown = {a.data() for a in self._columns.menu().actions() if a.isChecked()}
        self.table.choose_columns(shown)
        self.shell.settings.setValue(f"{_SETTINGS}/columns", ",".join(sorted(shown)))


def _column_chip() -> QToolButton:
    made = QToolButton()
    made.setObjectName("chip")
    made.setText("显示列…")
    rows.name(made, "显示列")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    menu = QMenu(made)
    for column in COLUMNS:
        action = menu.addAction(column.heading)
        action.setCheckable(True)
        action.setChecked(column.shown)
        action.setData(column.key)
        action.setEnabled(column.key not in ("number", "request"))
    made.setMenu(menu)
    return made
