"""The table of a 表格披露检查: read like a spreadsheet, numbers hidden and columns named by hand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from caseapp.casework.review.table_views import COLUMN_LABELS, SheetTable
from caseapp.casework.review.tables import Roles
from caseapp.ui.review.control_grid import ControlModel
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.painting import metrics

_LEAST, _MOST, _SAMPLED = 84, 220, 200
"""Column widths in pixels, and how many rows they are taken from."""


class _Ground(QStyledItemDelegate):
    """Paints the ground of a cell, which the style sheet would leave out."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None and not option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class ControlTable(QTableView):
    """The table; Space hides a number or shows it again, a click does in the mode 隐去.

    Signals:
        column_chosen: the cell in front stands in another column.
        kind_wanted: a column is to be something else; carries column and kind.
        toggled: other cells are chosen to be hidden.
        refused: a cell that cannot be hidden was to be; carries why.
    """

    column_chosen = Signal(int)
    kind_wanted = Signal(int, str)
    toggled = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.hiding = False
        self.grid = ControlModel()
        self.setModel(self.grid)
        self.setItemDelegate(_Ground(self))
        rows.name(self, "数据表", "空格键隐去或者恢复所选的数，右键改变所在列的内容")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(27)
        header = self.horizontalHeader()
        header.setFixedHeight(28)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionClicked.connect(self._on_header)
        self.selectionModel().currentColumnChanged.connect(self._on_column)

    def show_table(self, table: SheetTable, roles: Roles | None) -> None:
        """Show a sheet with the first number in front."""
        self.grid.set_table(table, roles)
        self.clearSpans()
        fm = metrics(13, 600)
        lines = range(min(_SAMPLED, self.grid.rowCount()))
        alone = [row for row in lines if self.grid.is_title(row)]
        for row in alone if self.grid.columnCount() > 1 else ():
            self.setSpan(row, 0, 1, self.grid.columnCount())
        for column in range(self.grid.columnCount()):
            texts = [self.grid.text(row, column) for row in lines if row not in alone]
            number = self.grid.kind(column) in ("value", "count")
            heads = max((fm.horizontalAdvance(text) for text in texts), default=0) + 28
            longest = max((fm.horizontalAdvance(t) for t in texts if t[:1].isdigit()), default=0) + 86
            self.setColumnWidth(column, max(_LEAST, min(_MOST, max(heads, longest if number else 0))))
        first = next(
            ((r, c) for r in (roles.rows if roles else ()) for c in range(self.grid.columnCount())
             if self.grid.is_number(r, c)),
            (0, 0),
        )
        self.setCurrentIndex(self.grid.index(*first))

    def go_to(self, row: int, column: int) -> None:
        """Bring a cell to the front."""
        here = self.grid.index(row, column)
        self.setCurrentIndex(here)
        self.scrollTo(here, QAbstractItemView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hide or show the number in front by Space."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hide or show the number under the mouse, in the mode for it."""
        super().mouseReleaseEvent(event)
        if self.hiding and event.button() == Qt.MouseButton.LeftButton:
            here = self.indexAt(event.position().toPoint())
            if here.isValid() and here == self.currentIndex():
                self.toggle()

    def toggle(self) -> None:
        """Hide the number in front, or show it again."""
        here = self.currentIndex()
        if here.isValid() and self.grid.toggle(here.row(), here.column()):
            self.toggled.emit()
        elif here.isValid():
            self.refused.emit("只能隐去数据列、单位数列中还没有公开的数。")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the column of the cell under the mouse, or in front, may be."""
        here = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if here.isValid():
            place = self.visualRect(here).bottomLeft()
            self._open_menu(here.column(), self.viewport().mapToGlobal(place))

    def _on_header_menu(self, place: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(place)
        if column >= 0:
            self._open_menu(column, self.horizontalHeader().mapToGlobal(place))

    def _open_menu(self, column: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for kind, words in COLUMN_LABELS.items():
            action = QAction(f"这一列是{words}" if kind != "other" else "这一列不检查", menu)
            action.setCheckable(True)
            action.setChecked(self.grid.kind(column) == kind)
            action.setData((column, kind))
            group.addAction(action)
            menu.addAction(action)
        menu.triggered.connect(self._on_kind)
        menu.popup(place)

    def _on_kind(self, action: QAction) -> None:
        column, kind = action.data()
        self.kind_wanted.emit(column, kind)

    def _on_header(self, column: int) -> None:
        row = self.currentIndex().row()
        self.setCurrentIndex(self.grid.index(max(0, row), column))

    def _on_column(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.column_chosen.emit(current.column())
