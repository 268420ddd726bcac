"""The ledger's table: fixed rows, badges, a bar at the selected line, widths the user keeps."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
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

from caseapp.ui import painting, rows
from caseapp.ui.ledger_model import COLUMNS, RIGHT_ALIGNED, LedgerModel
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import LEDGER_ROW_HEIGHT

_WIDE = 1500
_STRONG = frozenset({"number"})
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
        if chosen:
            painter.fillRect(rect, QColor(tokens.accent_weak))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        model = index.model()
        assert isinstance(model, LedgerModel)
        column = COLUMNS[index.column()]
        line = model.line(index.row())
        inner = rect.adjusted(8, 0, -8, -1)
        if column.key == "status" and line is not None:
            middle, room = inner.center().y() + 1, inner.width()
            painting.badge(painter, inner.left(), middle, line.status, line.tone, tokens, room=room)
            return
        words = str(index.data() or "")
        ink = tokens.text3 if words == "—" else tokens.text2 if column.key in _FAINT else tokens.text
        align = painting.RIGHT if column.key in RIGHT_ALIGNED else painting.LEFT
        weight = 500 if column.key in _STRONG else 400
        painting.write(painter, inner, words, ink, pixels=13, weight=weight, align=align)


class LedgerTable(QTableView):
    """The table.

    Signals:
        opened: case id; Enter or double click.
        sort_wanted: SQL column and whether descending.
        scrolled: the visible lines changed.
        person_wanted: name of an applicant whose page is wanted.
    """

    opened = Signal(int)
    sort_wanted = Signal(str, bool)
    scrolled = Signal()
    person_wanted = Signal(str)

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self._lines = model
        self._chosen_columns: set[str] | None = None
        self.setModel(model)
        self.setItemDelegate(LedgerDelegate(self))
        rows.name(self, "台账", "上下键选择，回车打开案件")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LEDGER_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(31)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(48)
        for section, column in enumerate(COLUMNS):
            if column.width:
                self.setColumnWidth(section, column.width)
            else:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        header.sortIndicatorChanged.connect(self._on_sort)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.doubleClicked.connect(self._open_index)
        self._show_columns()

    def columns_shown(self) -> set[str]:
        """Return the keys of the columns shown: as chosen, else by the room there is."""
        if self._chosen_columns is not None:
            return self._chosen_columns
        return {column.key for column in COLUMNS if column.shown or self.width() >= _WIDE}

    def choose_columns(self, keys: set[str] | None) -> None:
        """Show these columns; None leaves it to the room there is."""
        self._chosen_columns = keys
        self._show_columns()

    def show_sort(self, sort: str, descending: bool) -> None:
        """Point the arrow of the heading, without asking again."""
        section = next((i for i, column in enumerate(COLUMNS) if column.sort == sort), 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(section, order)
        header.blockSignals(False)

    def visible_span(self) -> tuple[int, int]:
        """Return first and last visible row, counted from 1; (0, 0) when there is none."""
        count = self._lines.rowCount()
        if not count:
            return 0, 0
        last = self.rowAt(self.viewport().height() - 1)
        return self.rowAt(0) + 1, (last if last >= 0 else count - 1) + 1

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

    def _show_columns(self) -> None:
        shown = self.columns_shown()
        for section, column in enumerate(COLUMNS):
            self.setColumnHidden(section, column.key not in shown)

    def _on_sort(self, section: int, order: Qt.SortOrder) -> None:
        self.sort_wanted.emit(COLUMNS[section].sort, order == Qt.SortOrder.DescendingOrder)

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._lines.case_id(index.row()))
