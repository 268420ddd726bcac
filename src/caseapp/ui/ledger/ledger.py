"""台账: all cases; search, conditions, columns, files in and out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton

from caseapp.casework.ledger.ledger_out import list_sheet
from caseapp.casework.ledger.ledger_views import Drop, LedgerAround, Picked, Wanted, ledger_around, wanted_ids
from caseapp.casework.ledger.past_imports import PastImport, last_import
from caseapp.casework.ledger.saved_views import SavedView
from caseapp.ui.frame.shell import Shell
from caseapp.ui.ledger.columns_dialog import ColumnsDialog
from caseapp.ui.ledger.ledger_empty import EmptyLedger
from caseapp.ui.ledger.ledger_filter import FilterLine
from caseapp.ui.ledger.ledger_foot import LedgerFoot
from caseapp.ui.ledger.ledger_import import ImportDialog
from caseapp.ui.ledger.ledger_layout import Layout, keep_layout, read_layout
from caseapp.ui.ledger.ledger_model import PAGE, LedgerModel
from caseapp.ui.ledger.ledger_send import LedgerSend
from caseapp.ui.ledger.ledger_table import LedgerTable
from caseapp.ui.ledger.view_menu import ViewMenu
from caseapp.ui.page import Page
from caseapp.ui.paper.batch_dialog import BatchDialog
from caseapp.ui.register.applicant_dialog import open_applicant
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.sheet_dialog import SheetDialog

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
        self.send = LedgerSend(shell, self)
        self.filter = FilterLine()
        self._columns = _chip("列…", "选择列", "选择显示哪些列，调整顺序和排序")
        self.views = ViewMenu(shell, self._as_view)
        self.model = LedgerModel(self.desk)
        self.table = LedgerTable(self.model)
        self.foot = LedgerFoot()
        self._printing = QMenu(self)
        self._empty = EmptyLedger()
        self._stack = QStackedWidget()

        self._undo.hide()
        self.header.addWidget(self._undo)
        self.header.addWidget(self._import)
        self.header.addWidget(self._public)
        self.header.addWidget(self.send.button)
        self._assemble()
        self._restore()

        self._import.clicked.connect(self.choose_import)
        self._public.setToolTip("导出一年的依申请公开目录：只列予以公开、部分公开的，不含申请人和个人信息")
        self._public.clicked.connect(self.ask_public)
        self._undo.clicked.connect(self.ask_undo)
        self.send.button.clicked.connect(self.export)
        self._printing.addAction("台账清单（A4 横向）…", self.print_list)
        self._printing.addAction("各件的文书…", self.print_documents)
        self.filter.changed.connect(self._ask)
        self.table.opened.connect(shell.open_case)
        self.table.person_wanted.connect(partial(open_applicant, shell))
        self.table.sort_wanted.connect(self._on_sort)
        self.table.scrolled.connect(self._show_span)
        self.table.picked.connect(self._on_picked)
        self.table.unsorted.connect(self.foot.say)
        self.table.arranged.connect(self._keep)
        self.foot.export_wanted.connect(self.export_selected)
        self.foot.print_wanted.connect(self.print_page)
        self._columns.clicked.connect(self.choose_columns)
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
        inner.addWidget(self.table, 1)
        inner.addWidget(rows.rule())
        inner.addWidget(self.foot)
        self._stack.addWidget(frame)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)

    def _restore(self) -> None:
        self.table.use_layout(read_layout(self.shell.settings))

    def refresh(self) -> None:
        """Read the ledger again."""
        self.views.read()
        self._ask()
        self.desk.ask(last_import, self._show_last_import, owner=self)
        self.table.setFocus()

    def primary(self) -> QPushButton:
        """Return what the page wants done: export, or a way out of an empty ledger."""
        return self.send.button if self._stack.currentIndex() == 0 else self._empty.primary()

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
        self.table.use_layout(Layout(view.columns, view.widths))
        self._keep()
        self.filter.set_wanted(view.wanted)

    def _as_view(self) -> SavedView:
        layout = self.table.layout_now()
        return SavedView(
            "", self.filter.wanted, self._sort, self._descending, self.table.columns_shown(), dict(layout.widths)
        )

    def choose_columns(self) -> None:
        """Ask which columns are shown, in which order, and by which the cases are sorted."""
        shown = self.table.columns_shown()
        dialog = ColumnsDialog(self.shell, shown, self._sort, self._descending, self.table.width())
        dialog.chosen.connect(self._take_columns)
        dialog.open()

    def _take_columns(self, keys: tuple[str, ...], sort: str, descending: bool) -> None:
        widths = self.table.layout_now().widths if keys else {}
        self.table.use_layout(Layout(keys, widths))
        self._keep()
        self.table.setFocus()
        if (sort, descending) != (self._sort, self._descending):
            self._on_sort(sort, descending)

    def _keep(self) -> None:
        """Keep columns, order and widths for the next time."""
        keep_layout(self.shell.settings, self.table.layout_now())

    def leave(self) -> None:
        """Remember the sort."""
        settings = self.shell.settings
        settings.setValue(f"{_SETTINGS}/sort", self._sort)
        settings.setValue(f"{_SETTINGS}/descending", "true" if self._descending else "false")

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
        """Ask what is exported of what the conditions hold, and where to."""
        self.send.choose(self._picked(()), self._around.found if self._around else 0)

    def export_selected(self) -> None:
        """Ask what is exported of the selected cases, and where to."""
        self.send.choose(self._picked(self.table.selected_ids()), 0)

    def print_page(self) -> None:
        """Ask what is printed of the selected cases: a list, or their documents."""
        if self.table.selected_spans():
            self.foot.popup(self._printing)

    def print_list(self) -> None:
        """Show the list of the selected cases as it is printed, with the columns shown."""
        ids, keys, today = self.table.selected_ids(), self.table.columns_shown(), self.desk.today()
        name = f"台账清单-{today:%Y%m%d}.pdf"
        SheetDialog(self.shell, "台账清单", name, lambda office: list_sheet(office, ids, keys, today)).open()

    def print_documents(self) -> None:
        """Ask which documents of the selected cases are printed, and where."""
        BatchDialog(self.shell, self.table.selected_ids()).open()

    def _picked(self, ids: tuple[int, ...]) -> Picked:
        return Picked(self.filter.wanted, ids, self.table.columns_shown(), self._sort, self._descending)

    def ask_public(self) -> None:
        """Ask where the public catalogue of the year chosen, else of this one, goes to."""
        self.send.ask_public(int(self.filter.wanted.year or self.desk.today().year))

    def _on_picked(self) -> None:
        self.foot.set_selected(self.table.selected_count())

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
        others = self.model.set_ids(ids, self.desk.today())
        self.table.show_sort(self._sort, self._descending)
        if ids:
            self._stack.setCurrentIndex(0)
            if others or not self.table.selected_spans():
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
        self.foot.set_span(*self.table.visible_span(), around)

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


def _chip(words: str, accessible: str, description: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("chip")
    made.setText(words)
    made.setToolTip(description)
    rows.name(made, accessible, description)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
