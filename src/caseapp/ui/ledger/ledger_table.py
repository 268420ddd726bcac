"""The ledger's table: fixed rows, badges, several lines selected at once, columns as the user orders and sizes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from caseapp.casework.ledger.ledger_fields import EMPTY, FIELDS, KEY, PLACE, usual
from caseapp.ui.ledger.ledger_layout import NARROWEST, Layout, bounded
from caseapp.ui.ledger.ledger_model import RIGHT_ALIGNED, LedgerModel, unsortable
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import LEDGER_ROW_HEIGHT
from caseapp.ui.widgets import painting, rows

_STRETCH = "request"
_LEAST = 200
"""Pixels the content of the request has at least, where it takes the room that is left."""
_FAINT = frozenset({"applicant_class", "channel"})


class LedgerDelegate(QStyledItemDelegate):
    """Paints one cell; the status as a badge."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        tokens = current_tokens()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        table = self.parent()
        assert isinstance(table, LedgerTable)
        if chosen:
            painter.fillRect(rect, QColor(tokens.accent_weak))
            if table.horizontalHeader().visualIndex(index.column()) == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        model = index.model()
        assert isinstance(model, LedgerModel)
        key = FIELDS[index.column()].key
        line = model.line(index.row())
        inner = rect.adjusted(8, 0, -8, -1)
        if key == "status" and line is not None:
            middle, room = inner.center().y() + 1, inner.width()
            painting.badge(painter, inner.left(), middle, str(line.cells[key]), line.tone, tokens, room=room)
            return
        words = str(index.data() or "")
        ink = tokens.text3 if words == EMPTY else tokens.text2 if key in _FAINT else tokens.text
        align = painting.RIGHT if key in RIGHT_ALIGNED else painting.LEFT
        weight = 500 if key == KEY else 400
        painting.write(painter, inner, words, ink, pixels=13, weight=weight, align=align)


class LedgerTable(QTableView):
    """The table.

    Signals:
        opened: case id; Enter or double click.
        sort_wanted: SQL column and whether descending.
        unsorted: a sentence, why a column does not sort.
        scrolled: the visible lines changed.
        person_wanted: name of an applicant whose page is wanted.
        picked: other lines are selected.
        arranged: the user changed order or width of the columns.
    """

    opened = Signal(int)
    sort_wanted = Signal(str, bool)
    unsorted = Signal(str)
    scrolled = Signal()
    person_wanted = Signal(str)
    picked = Signal()
    arranged = Signal()

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self._lines = model
        self._layout = Layout()
        self._shown: tuple[str, ...] = ()
        self._sorted = ("number", True)
        self._placing = False
        self.setModel(model)
        self.setItemDelegate(LedgerDelegate(self))
        rows.name(self, "台账", "上下键移动，Shift 加上下键多选，Ctrl+A 全选，回车打开案件")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LEDGER_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(31)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(NARROWEST)
        header.sortIndicatorChanged.connect(self._on_sort)
        header.sectionMoved.connect(self._on_moved)
        header.sectionResized.connect(self._on_resized)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.doubleClicked.connect(self._open_index)
        self._show_columns()

    def columns_shown(self) -> tuple[str, ...]:
        """Return the keys of the columns shown in their order: as chosen, else by the room there is."""
        return self._layout.columns or usual(self.width())

    def layout_now(self) -> Layout:
        """Return the layout as it stands."""
        return self._layout

    def use_layout(self, layout: Layout) -> None:
        """Take up a layout."""
        self._layout = Layout(layout.columns, bounded(layout.widths))
        self._show_columns(anew=True)

    def show_sort(self, sort: str, descending: bool) -> None:
        """Point the arrow of the heading, without asking again."""
        self._sorted = (sort, descending)
        section = next((place for place, field in enumerate(FIELDS) if field.sort == sort), 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(section, order)
        header.blockSignals(False)
        header.viewport().update()

    def visible_span(self) -> tuple[int, int]:
        """Return first and last visible row, counted from 1; (0, 0) when there is none."""
        count = self._lines.rowCount()
        if not count:
            return 0, 0
        last = self.rowAt(self.viewport().height() - 1)
        return self.rowAt(0) + 1, (last if last >= 0 else count - 1) + 1

    def selected_spans(self) -> list[tuple[int, int]]:
        """Return the selected rows as spans, first and last included, from the top; never row by row."""
        spans: list[tuple[int, int]] = []
        for top, bottom in sorted((span.top(), span.bottom()) for span in self.selectionModel().selection().toList()):
            if spans and top <= spans[-1][1] + 1:
                spans[-1] = (spans[-1][0], max(bottom, spans[-1][1]))
            else:
                spans.append((top, bottom))
        return spans

    def selected_count(self) -> int:
        """Return how many cases are selected."""
        return sum(last - first + 1 for first, last in self.selected_spans())

    def selected_ids(self) -> tuple[int, ...]:
        """Return the selected cases in the order shown."""
        return tuple(case for first, last in self.selected_spans() for case in self._lines.case_ids(first, last))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other lines are selected."""
        super().selectionChanged(selected, deselected)
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen case, by the right button or the menu key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        self.selectRow(index.row())
        below = self.visualRect(index).bottomLeft()
        place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
        self.case_menu().popup(place)

    def case_menu(self) -> QMenu:
        """Return the menu of the chosen case; it frees itself when it closes."""
        menu = QMenu(self)
        menu.addAction("打开案件").triggered.connect(self._open_current)
        menu.addAction("该申请人的全部申请…").triggered.connect(self._want_person)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _open_current(self) -> None:
        self._open_index(self.currentIndex())

    def _want_person(self) -> None:
        line = self._lines.line(self.currentIndex().row())
        if line is not None:
            self.person_wanted.emit(line.applicant)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._show_columns()
        self.scrolled.emit()

    @contextmanager
    def _by_program(self) -> Iterator[None]:
        """Move and resize columns without taking it for the user's wish."""
        before, self._placing = self._placing, True
        try:
            yield
        finally:
            self._placing = before

    def _show_columns(self, *, anew: bool = False) -> None:
        """Bring the columns into their order and width."""
        shown, header = self.columns_shown(), self.horizontalHeader()
        with self._by_program():
            if anew or shown != self._shown:
                self._shown = shown
                for place, key in enumerate(shown):
                    header.moveSection(header.visualIndex(PLACE[key]), place)
                for section, field in enumerate(FIELDS):
                    self.setColumnHidden(section, field.key not in shown)
                    if field.key in shown and (wide := self._layout.widths.get(field.key, field.width)):
                        self.setColumnWidth(section, wide)
            self._stretch()

    def _stretch(self) -> None:
        """Give the content of the request the room that is left, unless its width was chosen."""
        if _STRETCH in self._layout.widths or _STRETCH not in self._shown:
            return
        taken = sum(self.columnWidth(PLACE[key]) for key in self._shown if key != _STRETCH)
        with self._by_program():
            self.setColumnWidth(PLACE[_STRETCH], max(_LEAST, self.viewport().width() - taken))

    def _on_moved(self, _section: int, _before: int, _after: int) -> None:
        if self._placing:
            return
        header = self.horizontalHeader()
        order = [FIELDS[header.logicalIndex(place)].key for place in range(header.count())]
        self._shown = tuple(key for key in order if key in self._shown)
        self._layout = Layout(self._shown, self._layout.widths)
        self._show_columns(anew=True)
        self.arranged.emit()

    def _on_resized(self, section: int, _before: int, width: int) -> None:
        key = FIELDS[section].key
        if self._placing or not width or key not in self._shown:
            return
        self._layout = Layout(self._layout.columns, {**self._layout.widths, key: width})
        if key != _STRETCH:
            self._stretch()
        self.arranged.emit()

    def _on_sort(self, section: int, order: Qt.SortOrder) -> None:
        sort = FIELDS[section].sort
        if sort:
            self.sort_wanted.emit(sort, order == Qt.SortOrder.DescendingOrder)
        else:
            self.show_sort(*self._sorted)
            self.unsorted.emit(unsortable(section))

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._lines.case_id(index.row()))
