"""The ledger's model: ids first, lines by pages of fifty when they come into view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from caseapp.casework.lists import LedgerLine, ledger_page
from caseapp.ui.desk import Desk

PAGE = 50
_PATIENCE_MS = 300
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, the SQL column it sorts by, width (px; 0 stretches), whether shown on a small screen."""

    key: str
    heading: str
    sort: str
    width: int
    shown: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("number", "登记编号", "number", 96),
    Column("applicant", "申请人", "applicant", 150),
    Column("applicant_class", "类别", "applicant_class", 96),
    Column("channel", "渠道", "channel", 80, shown=False),
    Column("received", "法定收到日", "received", 92),
    Column("request", "申请内容", "request", 0),
    Column("status", "状态", "stage", 116),
    Column("due", "最迟答复日", "due", 116),
    Column("outcome", "办理结果", "row", 126),
    Column("reply_number", "答复文号", "reply_number", 144),
    Column("closed_on", "办结日期", "closed_on", 96, shown=False),
    Column("used_days", "用时", "used_days", 50),
    Column("department", "承办科室", "department", 96, shown=False),
    Column("handler", "经办人", "handler", 72, shown=False),
)
RIGHT_ALIGNED = frozenset({"used_days"})


class LedgerModel(QAbstractTableModel):
    """Ids in ledger order, and the pages fetched so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._today = desk.today()
        self._ids: list[int] = []
        self._lines: dict[int, LedgerLine] = {}
        self._asked: set[int] = set()
        self._round = 0
        self._slow = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._on_slow)

    def set_ids(self, ids: list[int], today: date) -> None:
        """Show other cases; what was fetched is forgotten."""
        self.beginResetModel()
        self._today = today
        self._ids = ids
        self._lines.clear()
        self._asked.clear()
        self._round += 1
        self._slow = False
        self.endResetModel()

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

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, -1 when the filter does not hold it."""
        return self._ids.index(case_id) if case_id in self._ids else -1

    def line(self, row: int) -> LedgerLine | None:
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
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].key in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index.row())
        key = COLUMNS[index.column()].key
        if line is None:
            return "正在读取…" if self._slow and key == "request" else ""
        words = cell_words(line, key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words if key in ("applicant", "request", "outcome", "reply_number") and words != "—" else None
        return words

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        self._timer.start()
        ids, today, turn = self._ids[page * PAGE : page * PAGE + PAGE], self._today, self._round
        self._desk.ask(
            lambda office: (turn, page, ledger_page(office, ids, today)), self._take, owner=self
        )

    def _take(self, found: tuple[int, int, list[LedgerLine]]) -> None:
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
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _on_slow(self) -> None:
        self._slow = True
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))


def cell_words(line: LedgerLine, key: str) -> str:
    """Return what a cell of a line says; an empty one is —."""
    if key == "received":
        return line.received.isoformat() if line.received else "未确认"
    if key == "due":
        return line.due_words + (" 暂定" if line.provisional and line.due_words[:1] == "2" else "")
    value = getattr(line, key)
    return "—" if value in (None, "") else str(value)
