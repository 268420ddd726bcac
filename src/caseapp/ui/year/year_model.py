"""Table 三 as a grid: 25 rows with their groups, six classes and 总计."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from caseapp import resources
from caseapp.law.annual import CARRIED_OUT, COLUMNS, NEW, TOTAL

FIRST_NUMBER = 3
ROWS, COLUMN_COUNT = 25, FIRST_NUMBER + len(COLUMNS)
RESULT_TITLE = "三、本年度办理结果"
BOLD_ROWS = frozenset({NEW, 2, TOTAL, CARRIED_OUT})
Index = QModelIndex | QPersistentModelIndex


class YearModel(QAbstractTableModel):
    """The numbers of one year."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = resources.load_annual_rows()
        self._cells: Mapping[int, tuple[int, ...]] = {}

    def set_cells(self, cells: Mapping[int, tuple[int, ...]]) -> None:
        """Show other numbers; the grid keeps its shape."""
        self._cells = cells
        self.dataChanged.emit(self.index(0, 0), self.index(ROWS - 1, COLUMN_COUNT - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return 25."""
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return 行, two columns of labels, and seven of numbers."""
        return COLUMN_COUNT

    def group(self, row: int) -> str:
        """Return the group heading that stands on a line: its first line only."""
        group = self._labels[row].group
        return group if group and self._labels[row - 1].group != group else ""

    def label(self, row: int) -> str:
        """Return the label of a line without its group."""
        return self._labels[row].label

    def grouped(self, row: int) -> bool:
        """Tell whether a line stands under a group heading."""
        return bool(self._labels[row].group)

    def number(self, row: int, column: int) -> int | None:
        """Return the number of a cell, None for label cells and before the year is read."""
        cells = self._cells.get(row + 1)
        return cells[column - FIRST_NUMBER] if cells and column >= FIRST_NUMBER else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only numbers can be chosen."""
        if index.column() < FIRST_NUMBER:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the words of a cell; a screen reader hears row and column with the number."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return str(row + 1)
            if column < FIRST_NUMBER:
                return RESULT_TITLE if column == 1 and 2 <= row < 24 else self.label(row)
            number = self.number(row, column)
            return "" if number is None else str(number)
        if role == Qt.ItemDataRole.AccessibleTextRole and column >= FIRST_NUMBER:
            return f"{self._labels[row].full_label}，{COLUMNS[column - FIRST_NUMBER]}：{self.number(row, column)}"
        if role == Qt.ItemDataRole.ToolTipRole and column == 2:
            return self._labels[row].full_label
        return None
