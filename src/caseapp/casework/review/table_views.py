"""What a checked table looks like to a window or a command: plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from caseapp.material.control_grid import Roles, place_of
from caseapp.material.control_model import ARTICLE, Settings
from caseapp.sheets.raw import Raw

KIND_LABELS: dict[str, str] = {
    "few": "单位过少",
    "dominance": "一个单位占比过大",
    "estimate": "可以估计最大的单位",
    "full": "全部单位都在一格",
    "zero": "没有单位在这一格",
}
GIVEN_BACK = "只隐去不安全的数时，可以由合计或者已公开的表相减得出"
COLUMN_LABELS: dict[str, str] = {
    "value": "数据",
    "count": "单位数",
    "largest": "最大单位",
    "second": "次大单位",
    "share": "占比",
    "other": "不检查",
}
"""What a column may be made."""
STATE_LABELS: dict[str, str] = {
    "safe": "可以公开",
    "primary": "不安全，隐去",
    "complementary": "为保护其他数隐去",
    "released": "已经公开",
    "exposed": "不安全，能被推算出来",
}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet as it stands in its file.

    Attributes:
        sheet: its number, from 1. sheets: how many the file has.
        grid: its rows from the first of the sheet, blank ones too.
    """

    name: str
    sheet: int
    sheets: int
    grid: tuple[tuple[Raw, ...], ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of the table, ready to show.

    Attributes:
        row, column: in the grid, from 0. place: as a spreadsheet names it. text: what stands in it.
        role: head, label, value, count, inner (最大单位值 and the like, never given out), other.
        state: safe, primary, complementary, released (public elsewhere), exposed; "" where nothing is checked.
        kinds: of what makes it unsafe, keys of KIND_LABELS. reasons: in words, each a sentence.
        low, high: what the released copy leaves possible, None unless hidden; high is inf where nothing bounds it.
        needed_low, needed_high: what that interval must reach at least.
    """

    row: int
    column: int
    place: str
    text: str
    role: str
    state: str = ""
    kinds: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    needed_low: float | None = None
    needed_high: float | None = None

    @property
    def interval(self) -> str:
        """What a reader of the released copy can still say about a hidden cell."""
        if self.low is None or self.high is None:
            return ""
        return f"{self.low:.10g} 以上" if self.high == inf else f"{self.low:.10g} 至 {self.high:.10g}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number in no table that is the difference of ours and one already public, and why it is unsafe."""

    name: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table after its check.

    Attributes:
        title: of the table. cells: every cell of the sheet, by row.
        findings: how many reasons were found. numbers: how many were checked.
        optimal: whether no cheaper choice of cells protects all.
        releasable: whether the copy may be written.
        sentence: the result in words. remarks: what the handler should know besides.
        article: the provisions relied on.
    """

    title: str
    sheet: SheetTable
    roles: Roles
    settings: Settings
    cells: tuple[tuple[CellView, ...], ...]
    differences: tuple[Difference, ...]
    findings: int
    numbers: int
    optimal: bool
    releasable: bool
    sentence: str
    remarks: tuple[str, ...]
    article: str = ARTICLE

    @property
    def hidden(self) -> tuple[CellView, ...]:
        """The cells hidden in the copy: unsafe ones first."""
        return self.in_state("primary") + self.in_state("complementary")

    @property
    def inner(self) -> tuple[str, ...]:
        """Letters of the columns about single units, which are never given out."""
        columns = {*self.roles.largest.values(), *self.roles.second.values(), *self.roles.share.values()}
        return tuple(place_of(0, column)[:-1] for column in sorted(columns))

    @property
    def leaves_out(self) -> bool:
        """Whether the copy would hold less than the table."""
        return bool(self.hidden or self.inner)

    def in_state(self, state: str) -> tuple[CellView, ...]:
        """Return the cells in one state."""
        return tuple(cell for line in self.cells for cell in line if cell.state == state)
