"""The ledger's model: ids first, lines by pages of fifty when they come into view."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from caseapp.casework.ledger.ledger_cells import PROVISIONAL
from caseapp.casework.ledger.ledger_fields import EMPTY, FIELDS, NUMBER, TEXT, shown_words
from caseapp.casework.ledger.ledger_pages import LedgerRow, ledger_rows
from caseapp.ui.desk import Desk

PAGE = 50
_PATIENCE_MS = 300
Index = QModelIndex | QPersistentModelIndex


RIGHT_ALIGNED = frozenset(field.key for field in FIELDS if field.kind == NUMBER)
_TOLD = frozenset(field.key for field in FIELDS if field.kind == TEXT)
"""Columns whose words may be longer than they are wide: the whole stands in the tooltip."""


class LedgerModel(QAbstractTableModel):
    """Ids in ledger order, and the pages fetched so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._today = desk.today()
        self._ids: list[int] = []
        self._lines: dict[int, LedgerRow] = {}
        self._asked: set[int] = set()
        self._round = 0
        self._slow = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._on_slow)

    def set_ids(self, ids: list[int], today: date) -> bool:
        """Show cases, what was fetched is forgotten; return whether they are others than before.

        The same once more keep what is selected of them.
        """
        same = ids == self._ids
        if not same:
            self.beginResetModel()
        self._today = today
        self._ids = ids
        self._lines.clear()
        self._asked.clear()
        self._round += 1
        self._slow = False
        if not same:
            self.endResetModel()
        elif ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(FIELDS) - 1))
        return not same

    def set_rest(self, ids: list[int]) -> bool:
        """Add the cases after those shown; return False where what is shown is not their beginning any more."""
        shown = len(self._ids)
        if ids[:shown] != self._ids:
            return False
        if len(ids) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
            self._ids = ids
            self._asked.discard((shown - 1) // PAGE)
            self.endInsertRows()
        return True

    def case_id(self, row: int) -> int:
        """Return the case of a row."""
        return self._ids[row]

    def case_ids(self, first: int, last: int) -> list[int]:
        """Return the cases from a row to another, both included."""
        return self._ids[first : last + 1]

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, -1 when the filter does not hold it."""
        return self._ids.index(case_id) if case_id in self._ids else -1

    def line(self, row: int) -> LedgerRow | None:
        """Return the line of a row, None while its page is on the way."""
        found = self._lines.get(row)
        if found is None:
            self._ask(row // PAGE)
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return len(FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return FIELDS[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return heading_help(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if FIELDS[section].key in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index.row())
        key = FIELDS[index.column()].key
        if line is None:
            return "正在读取…" if self._slow and key == "request" else ""
        words = cell_words(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return words if key in _TOLD and words != EMPTY else None
        return words

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        self._timer.start()
        ids, today, turn = self._ids[page * PAGE : page * PAGE + PAGE], self._today, self._round
        self._desk.ask(
            lambda office: (turn, page, ledger_rows(office, ids, (), today)), self._take, owner=self
        )

    def _take(self, found: tuple[int, int, list[LedgerRow]]) -> None:
        turn, page, lines = found
        if turn != self._round:
            return
        self._timer.stop()
        by_id = {line.case_id: line for line in lines}
        first = page * PAGE
        last = min(first + PAGE, len(self._ids)) - 1
        for row in range(first, last + 1):
            if (line := by_id.get(self._ids[row])) is not None:
                self._lines[row] = line
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(FIELDS) - 1))

    def _on_slow(self) -> None:
        self._slow = True
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(FIELDS) - 1))


def cell_words(line: LedgerRow, section: int) -> str:
    """Return what a cell of a line says; an empty one is —."""
    field = FIELDS[section]
    return shown_words(field, line.cells[field.key]).replace(PROVISIONAL, " 暂定")


def heading_help(section: int) -> str:
    """Return what the heading of a column tells when asked: its whole name, and whether it sorts."""
    field = FIELDS[section]
    return f"{field.heading}：单击排序，再次单击倒序" if field.sort else unsortable(section)


def unsortable(section: int) -> str:
    """Return the sentence that a column does not sort."""
    return f"“{FIELDS[section].heading}”由办理经过得出，不能排序；可以按登记编号、法定收到日、最迟答复日等列排序"
