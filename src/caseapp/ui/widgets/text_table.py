"""A table of plain words: fixed row height, one line chosen at a time, read by a screen reader as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import tone_colours
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.painting import metrics

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TICK = int(Qt.ItemDataRole.CheckStateRole)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, width in pixels (0 = what is left) and whether it holds numbers."""

    heading: str
    width: int = 0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its words, the id behind it, a tone for all of it, and a longer tip."""

    cells: tuple[str, ...]
    id: int = 0
    tone: str = ""
    tip: str = ""


class _Model(QAbstractTableModel):
    """Lines of words, each with a tick in front where ``ticks`` is given."""

    ticked = Signal()

    def __init__(self, columns: Sequence[Column], *, ticks: bool) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: tuple[Line, ...] = ()
        self.ticks = ticks
        self.ids: set[int] = set()

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].heading
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return self._side(section)
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        line = self.lines[index.row()]
        if role == _DISPLAY:
            return line.cells[index.column()]
        if role == _TICK and self.ticks and index.column() == 0:
            return Qt.CheckState.Checked if line.id in self.ids else Qt.CheckState.Unchecked
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return line.tip or line.cells[index.column()]
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return self._side(index.column())
        if role == int(Qt.ItemDataRole.ForegroundRole) and line.tone:
            tokens = current_tokens()
            colour = tokens.text3 if line.tone == "faint" else tone_colours(tokens, line.tone)[0]
            return QColor(colour)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.ticks and index.column() == 0 else flags

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _TICK or not self.ticks:
            return False
        self.ids ^= {self.lines[index.row()].id}
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def _side(self, section: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[section].number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class TextTable(QTableView):
    """The table; a double click or Enter is ``activated``; the words of column ``wrap`` may take several lines.

    Signals:
        ticked: the tick of a line was set or taken away, by mouse or space; only with ``ticks``.
    """

    ticked = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], *, row_height: int = 28, wrap: int = -1, ticks: bool = False
    ) -> None:
        super().__init__()
        self._wrapped, self._row_height = wrap, row_height
        self._model = _Model(columns, ticks=ticks)
        self._model.ticked.connect(self.ticked)
        self.setModel(self._model)
        rows.name(self, name)
        self.setShowGrid(False)
        self.setWordWrap(wrap >= 0)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(row_height)
        for section, column in enumerate(columns):
            if column.width:
                header.resizeSection(section, column.width)
            else:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, the one chosen before chosen again."""
        before = self.chosen()
        self._model.set_lines(lines)
        self._fit_wrapped()
        again = next((i for i, line in enumerate(lines) if before and line.id == before.id), None)
        if again is not None:
            self.selectRow(again)
        elif lines:
            self.setCurrentIndex(self._model.index(0, 0))
            self.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew at the new width."""
        super().resizeEvent(event)
        self._fit_wrapped()

    def _fit_wrapped(self) -> None:
        """Give each row the height of its words in the wrapped column, reckoned from the font, never measured."""
        if self._wrapped < 0:
            return
        fm = metrics(13)
        width = max(60, self.columnWidth(self._wrapped) - 20)
        for row, line in enumerate(self._model.lines):
            needed = -(-fm.horizontalAdvance(line.cells[self._wrapped]) // width)
            self.setRowHeight(row, self._row_height + max(0, needed - 1) * fm.height())

    def lines(self) -> tuple[Line, ...]:
        """Return what is shown."""
        return self._model.lines

    def set_ticks(self, ids: Iterable[int]) -> None:
        """Tick the lines with these ids alone."""
        self._model.ids = set(ids)
        self.viewport().update()

    def ticks(self) -> list[Line]:
        """Return the lines that are ticked, in order."""
        return [line for line in self._model.lines if line.id in self._model.ids]

    def chosen(self) -> Line | None:
        """Return the chosen line, None when there is none."""
        found = self.selectionModel().selectedRows()
        return self._model.lines[found[0].row()] if found else None

    def choose(self, line_id: int) -> None:
        """Choose the line with this id."""
        for row, line in enumerate(self._model.lines):
            if line.id == line_id:
                self.selectRow(row)
