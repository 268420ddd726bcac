"""A first guess at what the rows and columns of a table are; the handler looks it over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from caseapp.material.control_grid import Roles, Total, number_in, unit_of
from caseapp.material.errors import MaterialError
from caseapp.sheets.raw import Raw

Grid = Sequence[Sequence[Raw]]

_TOTAL = re.compile(r"合计|总计|小计|共计|总数|总量|全[国省市县区]")
_COUNT = re.compile(
    r"(单位|企业|法人|机构|商户|网点|样本|调查对象|个体户|户|家|[个厂社]|公司)数|[（(][户家个][)）]|[户家]$"
)
_PEOPLE = re.compile(r"人数|从业|人口|平均|人员")
_LARGEST, _SECOND = re.compile(r"最大"), re.compile(r"次大|第二大")
_SHARE = re.compile(r"占比|比重|份额|[%％]")
_LABEL = re.compile(r"序号|代码|编码|编号|行次")
_OF_WHICH = re.compile(r"^\s*(其中|[#＃])")
_MARKS = frozenset({"*", "…", "……", "×", "x", "X"})


def guess_roles(grid: Grid) -> Roles:
    """Return the roles a table seems to have.

    Raises:
        MaterialError: nothing in it looks like data.
    """
    first = _first_data_row(grid)
    rows = tuple(row for row in range(first, len(grid)) if any(_number(cell) for cell in grid[row][1:]))
    width = max((len(grid[row]) for row in rows), default=0)
    names = _names(grid, first, width)
    numeric = [c for c in range(width) if _mostly(grid, rows, c) and not _LABEL.search(names[c])]
    if not numeric:
        raise MaterialError("没有找到数据，请指明哪些行、哪些列是数据。")
    labels = tuple(c for c in range(numeric[0]) if any(_at(grid, row, c) is not None for row in rows))
    kinds = {column: _kind(names[column]) for column in numeric}
    if "count" not in kinds.values() and _COUNT.search(_title(grid, first)):
        kinds = {column: "count" if kind == "value" else kind for column, kind in kinds.items()}
    return roles_of(grid, rows, labels, kinds, names)


def roles_of(
    grid: Grid, rows: tuple[int, ...], labels: tuple[int, ...], kinds: dict[int, str], names: tuple[str, ...]
) -> Roles:
    """Return the roles that follow from the kind of each column: value, count, largest, second or share."""
    values = tuple(column for column, kind in kinds.items() if kind == "value")
    counts = tuple(column for column, kind in kinds.items() if kind == "count")
    shown = sorted((*values, *counts))
    words = {row: "".join(str(_at(grid, row, c) or "") for c in labels) for row in rows}
    summed = [row for row in rows if not _OF_WHICH.match(words[row])]
    total_rows = {row for row in summed if _TOTAL.search(re.sub(r"\s", "", words[row]))}
    row_totals = _totals(summed, total_rows, lambda row: _vector(grid, [(row, c) for c in shown]))
    column_totals: tuple[Total, ...] = ()
    for group in _groups(values, names) + _groups(counts, names):
        named = {column for column in group if _TOTAL.search(names[column])}
        column_totals += _totals(group, named, lambda c: _vector(grid, [(row, c) for row in rows]))
    return Roles(
        rows,
        labels,
        values,
        counts,
        {value: _count_of(value, counts, names) for value in values if counts},
        _beside(kinds, "largest", values),
        _beside(kinds, "second", values),
        _beside(kinds, "share", values),
        row_totals,
        column_totals,
        names=names,
    )


def title_of(grid: Grid, roles: Roles) -> str:
    """Return the title above a table."""
    return _title(grid, roles.rows[0] if roles.rows else 0)


def head_rows(grid: Grid, roles: Roles) -> tuple[int, ...]:
    """Return the rows that name the columns."""
    return tuple(row for row in range(roles.rows[0] if roles.rows else 0) if _filled(grid[row]) > 1)


def _filled(line: Sequence[Raw]) -> int:
    return sum(cell not in (None, "") for cell in line)


def _title(grid: Grid, first: int) -> str:
    head = next((row for row in range(first) if _filled(grid[row]) > 1), first)
    return next((str(cell).strip() for line in grid[:head] for cell in line if cell and _filled(line) == 1), "")


def _at(grid: Grid, row: int, column: int) -> Raw:
    found = grid[row][column] if column < len(grid[row]) else None
    return None if found == "" else found


def _number(cell: Raw) -> bool:
    if isinstance(cell, str) and cell.strip() in _MARKS:
        return True
    try:
        number_in(cell, "")
    except MaterialError as error:
        # A negative or endless number is data all the same, and is refused by its place later.
        return isinstance(cell, (int, float)) and not isinstance(cell, bool) and bool(str(error))
    return True


def _first_data_row(grid: Grid) -> int:
    for row, line in enumerate(grid):
        cells = [cell for cell in line if cell not in (None, "")]
        numbers = [cell for cell in cells if _number(cell)]
        years = all(isinstance(cell, (int, float)) and 1949 <= cell <= 2100 for cell in numbers)
        heading = years and not (line and line[0]) and len(numbers) > 1
        if numbers and not heading and 2 * len(numbers) >= len(cells) - 1:
            return row
    raise MaterialError("没有找到数据，请指明哪些行、哪些列是数据。")


def _mostly(grid: Grid, rows: Sequence[int], column: int) -> bool:
    cells = [cell for row in rows if (cell := _at(grid, row, column)) is not None]
    return bool(cells) and 2 * sum(_number(cell) for cell in cells) > len(cells)


def _names(grid: Grid, first: int, width: int) -> tuple[str, ...]:
    """Return the column names; of a head in several lines the upper words reach over the columns to their right."""
    heads = [row for row in range(first) if _filled(grid[row]) > 1]
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in heads:
        above = ""
        for column in range(width):
            words = re.sub(r"\s", "", str(_at(grid, row, column) or ""))
            above = words or (above if row != heads[-1] else "")
            if above and above not in parts[column]:
                parts[column].append(above)
    return tuple("·".join(part) for part in parts)


def _kind(name: str) -> str:
    if _SECOND.search(name):
        return "second"
    if _LARGEST.search(name):
        return "share" if _SHARE.search(name) else "largest"
    return "count" if _COUNT.search(name) and not _PEOPLE.search(name) else "value"


def _groups(columns: Sequence[int], names: Sequence[str]) -> list[list[int]]:
    """Return columns of one measure together: those with the same last words below different upper words."""
    found: dict[str, list[int]] = {}
    for column in columns:
        _, mark, last = names[column].rpartition("·")
        found.setdefault(last if mark and _TOTAL.search(last) is None else "", []).append(column)
    return list(found.values())


def _count_of(value: int, counts: Sequence[int], names: Sequence[str]) -> int:
    upper = names[value].rpartition("·")[0]
    same = [count for count in counts if upper and names[count].rpartition("·")[0] == upper]
    before = [count for count in counts if count < value]
    return same[0] if same else (before[-1] if before else counts[0])


def _beside(kinds: dict[int, str], kind: str, values: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for column, is_kind in kinds.items():
        before = [value for value in values if value < column]
        if is_kind == kind and before:
            found[before[-1]] = column
    return found


def _vector(grid: Grid, cells: Sequence[tuple[int, int]]) -> tuple[float, ...]:
    found = []
    for row, column in cells:
        try:
            found.append(number_in(_at(grid, row, column), ""))
        except MaterialError:
            found.append(0.0)
    return tuple(found)


def _totals(lines: Sequence[int], named: set[int], vector: Callable[[int], tuple[float, ...]]) -> tuple[Total, ...]:
    """Return the sums among lines: the run below, or above, each total that adds up to it; inner sums count once."""
    if not named:
        return ()
    vectors = {line: vector(line) for line in lines}
    ways = []
    for order in (list(lines), list(reversed(lines))):
        found: dict[int, tuple[int, ...]] = {}
        for total in reversed([line for line in order if line in named]):
            if parts := _run(total, order, found, vectors):
                found[total] = parts
        ways.append(found)
    best = max(ways, key=len)
    for total in named - set(best):
        # Nothing adds up to it: take what ought to, so that the check can say by how much it does not.
        best[total] = tuple(line for line in lines if line not in named)
    return tuple(Total(total, tuple(sorted(parts))) for total, parts in sorted(best.items()) if parts)


def _run(
    total: int, order: list[int], inner: dict[int, tuple[int, ...]], vectors: dict[int, tuple[float, ...]]
) -> tuple[int, ...]:
    parts: list[int] = []
    exact: tuple[int, ...] = ()
    rounded: tuple[int, ...] = ()
    covered: set[int] = set()
    added = _Sum(vectors[total])
    for line in order[order.index(total) + 1 :]:
        if line in covered:
            continue
        ahead = list(inner.get(line, ()))
        while ahead:
            below = ahead.pop()
            covered.add(below)
            ahead += inner.get(below, ())
        parts.append(line)
        added.add(vectors[line])
        off = added.off()
        exact = tuple(parts) if off == 0 else exact
        rounded = tuple(parts) if off <= 1 else rounded
    return exact or rounded


class _Sum:
    """The parts of a total added up one by one, with what rounding every number could bring about."""

    def __init__(self, total: tuple[float, ...]) -> None:
        self._said = [Decimal(repr(value)) for value in total]
        self._sums = [Decimal(0)] * len(total)
        self._units = [_unit(value) for value in total]
        self._parts = 0

    def add(self, part: tuple[float, ...]) -> None:
        self._parts += 1
        for place, value in enumerate(part):
            self._sums[place] += Decimal(repr(value))
            self._units[place] = min(self._units[place], _unit(value))

    def off(self) -> float:
        """Return by how much the parts miss the total at worst; 1 is what rounding explains."""
        worst = 0.0
        for said, found, unit in zip(self._said, self._sums, self._units, strict=True):
            apart = float(abs(said - found))
            if apart > 1e-6:
                worst = max(worst, apart / (unit * (self._parts + 1) / 2 + 1e-6))
        return worst


@lru_cache(maxsize=4096)
def _unit(value: float) -> float:
    return unit_of((value,))
