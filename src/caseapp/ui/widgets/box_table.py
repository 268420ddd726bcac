"""The list of boxes (遮盖清单): one row each, what is masked and why typed in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.casework.review.masking import Box
from caseapp.ui.theme import current_tokens
from caseapp.ui.widgets import rows

Index = QModelIndex | QPersistentModelIndex
NUMBER, PAGE, WHAT, WHY = range(4)
HEADINGS = ("编号", "页", "遮盖什么", "理由")
LONGEST = {WHAT: 100, WHY: 200}
NO_REASON = "没有理由"
_ROOT = QModelIndex()
_DISPLAY, _EDIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)


class BoxModel(QAbstractTableModel):
    """The boxes of one file, in the order they were made; their rows are their numbers.

    Signals:
        changed: a box came, went, moved, or was described.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[Box] = []

    def boxes(self) -> tuple[Box, ...]:
        """Return all of them."""
        return tuple(self._boxes)

    def lacking(self) -> list[int]:
        """Return the rows without a reason."""
        return [row for row, box in enumerate(self._boxes) if not box.why.strip()]

    def set_boxes(self, boxes: Iterable[Box]) -> None:
        """Begin with these boxes."""
        self.beginResetModel()
        self._boxes = list(boxes)
        self.endResetModel()

    def add(self, boxes: Sequence[Box]) -> None:
        """Add boxes at the end."""
        if boxes:
            count = len(self._boxes)
            self.beginInsertRows(_ROOT, count, count + len(boxes) - 1)
            self._boxes += boxes
            self.endInsertRows()
            self.changed.emit()

    def remove(self, taken: Iterable[int]) -> None:
        """Take boxes out; those after them get new numbers."""
        gone = set(taken)
        self.set_boxes(box for row, box in enumerate(self._boxes) if row not in gone)
        self.changed.emit()

    def put(self, row: int, box: Box) -> None:
        """Have another box in a row."""
        self._boxes[row] = box
        self._told(row)

    def describe(self, described: Iterable[int], what: str, why: str) -> None:
        """Say of some boxes what is masked and why; an empty word leaves what is there."""
        for row in described:
            box = self._boxes[row]
            self._boxes[row] = replace(box, what=what or box.what, why=why or box.why)
        self._told(0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._boxes)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return a heading."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return HEADINGS[section]
        if orientation == Qt.Orientation.Horizontal and role == int(Qt.ItemDataRole.TextAlignmentRole):
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return what a cell shows, or what is typed into."""
        box, column = self._boxes[index.row()], index.column()
        cells = (str(index.row() + 1), str(box.place.page + 1), box.what, box.why)
        if role == _EDIT:
            return cells[column]
        if role in (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole)):
            return cells[column] or (NO_REASON if column == WHY else "—")
        if role == int(Qt.ItemDataRole.ForegroundRole) and column == WHY and not box.why.strip():
            return QColor(current_tokens().danger)
        return None

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Take what was typed."""
        if role != _EDIT or index.column() not in LONGEST:
            return False
        box, typed = self._boxes[index.row()], str(value).strip()
        said = replace(box, what=typed) if index.column() == WHAT else replace(box, why=typed)
        if said != box:
            self.put(index.row(), said)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let two columns be typed in."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in LONGEST else flags

    def _told(self, first: int) -> None:
        if self._boxes:
            self.dataChanged.emit(self.index(first, 0), self.index(len(self._boxes) - 1, WHY))
        self.changed.emit()


class _Typing(QStyledItemDelegate):
    """Types in a cell."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("cell")
        field.setMaxLength(LONGEST[index.column()])
        field.setAutoFillBackground(True)
        rows.name(field, f"第 {index.row() + 1} 处{HEADINGS[index.column()]}")
        return field


class BoxTable(QTableView):
    """The list.

    Signals:
        chosen: other rows are chosen.
        removing: Delete was pressed.
    """

    chosen = Signal()
    removing = Signal()

    def __init__(self, model: BoxModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Typing(self))
        rows.name(self, "遮盖清单", "双击或按 F2 修改“遮盖什么”和“理由”，按 Delete 删除所选的方框。")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(28)
        for section, width in ((NUMBER, 48), (PAGE, 44), (WHAT, 116)):
            header.resizeSection(section, width)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(self._on_selected)

    def rows(self) -> list[int]:
        """Return the chosen rows in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, wanted: Sequence[int]) -> None:
        """Choose rows, the first one in sight and in focus."""
        model, selection = self.model(), QItemSelection()
        for row in wanted:
            selection.select(model.index(row, 0), model.index(row, WHY))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if wanted:
            first = model.index(wanted[0], WHY)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def edit_reason(self, row: int) -> None:
        """Begin to type the reason of a row."""
        self.choose([row])
        self.setFocus()
        self.edit(self.model().index(row, WHY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chosen; everything else types or moves."""
        if event.key() == Qt.Key.Key_Delete and self.rows():
            self.removing.emit()
        else:
            super().keyPressEvent(event)

    def _on_selected(self) -> None:
        self.chosen.emit()
