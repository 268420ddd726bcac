"""The model of a 表格披露检查: each cell of the file, what is checked, what is unsafe, what the handler hides."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from caseapp.casework.review.table_views import COLUMN_LABELS, STATE_LABELS, SheetTable, TableView
from caseapp.casework.review.tables import Roles, head_rows, kinds_of, place_of
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import tone_colours
from caseapp.ui.widgets.painting import font

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_GROUND = int(Qt.ItemDataRole.BackgroundRole)
_TOLD = (
    int(Qt.ItemDataRole.ToolTipRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.AccessibleDescriptionRole),
)
_LOOKS = {
    "primary": ("隐去", "danger"),
    "complementary": ("另隐去", "warn"),
    "released": ("已公开", "hold"),
    "exposed": ("能推算", "danger"),
    "picked": ("拟隐去", "neutral"),
    "left": ("拟公开", "neutral"),
}
"""State -> the word in the cell and its tone."""
_WORDS = {**STATE_LABELS, "picked": "由经办人改为隐去，还没有检查", "left": "由经办人改为公开，还没有检查"}


class ControlModel(QAbstractTableModel):
    """Every cell of a sheet with what it is.

    Attributes:
        chosen: (row, column) of the numbers to hide, as the handler left them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._grid: tuple[tuple[object, ...], ...] = ()
        self._wide = 0
        self._roles: Roles | None = None
        self._kinds: dict[int, str] = {}
        self._heads: frozenset[int] = frozenset()
        self._data: frozenset[int] = frozenset()
        self._totals: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        self._view: TableView | None = None
        self._settled: frozenset[Place] = frozenset()
        self.chosen: set[Place] = set()

    def set_table(self, table: SheetTable, roles: Roles | None) -> None:
        """Show a sheet; what was chosen to be hidden is forgotten."""
        self.beginResetModel()
        self._grid = table.grid
        self._wide = max((len(line) for line in table.grid), default=0)
        self._view, self._settled, self.chosen = None, frozenset(), set()
        self._take(roles)
        self.endResetModel()

    def set_roles(self, roles: Roles) -> None:
        """Take other roles of the columns; the result of the check is void."""
        self._take(roles)
        self.chosen = {place for place in self.chosen if self.is_number(*place)}
        self.set_view(None)

    def set_view(self, view: TableView | None, chosen: set[Place] | None = None) -> None:
        """Show the result of a check of these hidden cells; None for none, what was chosen stays."""
        self._view = view
        if chosen is not None:
            self.chosen = set(chosen)
        self._settled = frozenset(self.chosen) if view is not None else frozenset()
        if self._grid and self._wide:
            last = self.index(len(self._grid) - 1, self._wide - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._wide - 1)

    def toggle(self, row: int, column: int) -> bool:
        """Hide a number, or show it again; tell whether it is one that can be hidden."""
        if not self.is_number(row, column) or self._checked(row, column) == "released":
            return False
        self.chosen ^= {(row, column)}
        here = self.index(row, column)
        self.dataChanged.emit(here, here)
        return True

    @property
    def touched(self) -> bool:
        """Whether other cells are chosen than those that were checked last."""
        return self.chosen != self._settled

    def is_number(self, row: int, column: int) -> bool:
        """Tell whether a cell is one that is checked and may be hidden."""
        return row in self._data and self._kinds.get(column) in ("value", "count")

    def is_title(self, row: int) -> bool:
        """Tell whether a row holds words in its first cell alone, outside the data: a title or a note."""
        filled = [column for column in range(self._wide) if self.text(row, column)]
        return row not in self._data and filled == [0]

    def kind(self, column: int) -> str:
        """Return what a column is: a key of COLUMN_LABELS."""
        return self._kinds.get(column, "other")

    def state(self, row: int, column: int) -> str:
        """Return the state of a number: as checked, picked or left by hand since; "" elsewhere."""
        chosen = (row, column) in self.chosen
        if chosen != ((row, column) in self._settled):
            return "picked" if chosen else "left"
        return self._checked(row, column)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows the sheet has."""
        return 0 if parent.isValid() else len(self._grid)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns the sheet has."""
        return 0 if parent.isValid() else self._wide

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the letter of a column and what it is, or the number of a row."""
        across = orientation == Qt.Orientation.Horizontal
        if role == _DISPLAY:
            return f"{place_of(0, section)[:-1]}　{self._column_words(section)}" if across else str(section + 1)
        if role == _ALIGN:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return what stands in a cell with the word of its state, its look, its tip."""
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            word, _ = _LOOKS.get(self.state(row, column), ("", ""))
            return f"{word}　{self.text(row, column)}" if word else self.text(row, column)
        if role in _TOLD:
            return self._told(row, column, role)
        if role == _ALIGN:
            number = row not in self._heads and self._kinds.get(column)
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == _FONT:
            bold = row in self._heads or row in self._totals[0] or column in self._totals[1]
            return font(13, 600 if bold or self.state(row, column) == "exposed" else 400)
        if role in (_INK, _GROUND):
            return self._colour(row, column, role)
        return None

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        raw = self._grid[row][column] if column < len(self._grid[row]) else None
        return "" if raw is None else f"{raw:.12g}" if isinstance(raw, float) else str(raw)

    def _take(self, roles: Roles | None) -> None:
        self._roles = roles
        self._kinds = kinds_of(roles) if roles else {}
        self._data = frozenset(roles.rows if roles else ())
        self._heads = frozenset(head_rows(self._grid, roles)) if roles else frozenset()  # type: ignore[arg-type]
        totals = (roles.row_totals, roles.column_totals) if roles else ((), ())
        rows_, columns = (frozenset(total.total for total in some) for some in totals)
        self._totals = (rows_, columns)

    def _checked(self, row: int, column: int) -> str:
        return self._view.cells[row][column].state if self._view else ""

    def _column_words(self, column: int) -> str:
        labels = self._roles.labels if self._roles else ()
        return "行名" if column in labels and column not in self._kinds else COLUMN_LABELS[self.kind(column)]

    def _told(self, row: int, column: int, role: int) -> str:
        """Return the tip, or what a screen reader says: the place, what the cell is, its state with the reasons."""
        state = self.state(row, column)
        parts = [_WORDS[state]] if state else []
        if self._view is not None and state == self._checked(row, column):
            cell = self._view.cells[row][column]
            parts += cell.reasons
            parts += [f"公开版的读者能推断它在 {cell.interval}"] if cell.interval else []
        if row in self._heads:
            parts.append("表头")
        elif row in self._totals[0] or column in self._totals[1]:
            parts.append("合计")
        place, text = place_of(row, column), self.text(row, column)
        if role == int(Qt.ItemDataRole.AccessibleDescriptionRole):
            return "；".join(parts)
        head = f"{place}　{text}"
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return "\n".join([head, *parts]) if parts else head
        return "，".join([head, *parts[:1]])

    def _colour(self, row: int, column: int, role: int) -> QColor | None:
        tokens = current_tokens()
        _, tone = _LOOKS.get(self.state(row, column), ("", ""))
        if tone:
            return QColor(tone_colours(tokens, tone)[role == _GROUND])
        if row in self._heads:
            return QColor(tokens.text2 if role == _INK else tokens.header)
        inner = self._kinds.get(column) in ("largest", "second", "share")
        unread = self._roles is not None and row not in self._data
        return QColor(tokens.text3) if role == _INK and (inner or unread) else None
