"""From the grid of a sheet and the roles of its rows and columns to a table that can be checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import fsum, isnan

from caseapp.material.control_model import Cell, Equation, Table
from caseapp.material.errors import MaterialError

MAX_NUMBERS = 5_000
LARGEST = 1e12
"""Beyond it a double no longer keeps the last digits of a sum."""
DECIMALS = 6
"""Further ones are dropped, in the check and in what is given out."""
_NOTHING = frozenset({"-", "—", "－", "–", "——", "―"})
_LEFT_OUT = frozenset({"*", "**", "…", "……", "...", "×", "x", "X", "/", "\\", "#"})


@dataclass(frozen=True, slots=True)
class Total:
    """A row or column that is the sum of others."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """What the rows and columns of a grid are; all counted from 0.

    Attributes:
        rows: the rows that hold numbers. labels: columns that name them.
        values: columns of values. counts: columns of numbers of units (单位数).
        count_of: value column -> its count column.
        largest, second: value column -> column of its largest and second largest contribution (最大、次大单位值).
        share: value column -> column of the largest unit's share, in percent.
        row_totals, column_totals: which are sums of which.
        attribute_rows, attribute_columns: whether rows, or columns, of counts divide the units by a property.
        names: of the columns, as the head of the table gives them.
    """

    rows: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    counts: tuple[int, ...]
    count_of: Mapping[int, int] = field(default_factory=dict)
    largest: Mapping[int, int] = field(default_factory=dict)
    second: Mapping[int, int] = field(default_factory=dict)
    share: Mapping[int, int] = field(default_factory=dict)
    row_totals: tuple[Total, ...] = ()
    column_totals: tuple[Total, ...] = ()
    attribute_rows: bool = False
    attribute_columns: bool = True
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A number of another table that is public already: the same number of ours, or of fewer or more units.

    Attributes:
        row, column: the cell of our grid it is compared with.
        value: as published. count: units behind it, None when not known.
    """

    row: int
    column: int
    value: float
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A table, and where its cells stand in the grid: (row, column) -> index."""

    table: Table
    places: Mapping[tuple[int, int], int]


def place_of(row: int, column: int) -> str:
    """Return the name a spreadsheet gives a cell, both counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def number_in(cell: object, place: str) -> float:
    """Return the number of a cell; a dash stands for none (无此项).

    Raises:
        MaterialError: blank, text, a mark for what was left out, negative, no number, or too large.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        raise MaterialError(f"{place} 是空的，请填上数字；没有的填 0；合并的单元格请先拆开。")
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip().lstrip("'")
        if cell.strip() in _NOTHING or text in _NOTHING:
            return 0.0
        if cell.strip() in _LEFT_OUT or text in _LEFT_OUT:
            raise MaterialError(f"{place} 是“{cell.strip()}”，请用没有隐去数据的完整表格检查。")
        if not re.fullmatch(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", text):
            shown = text if len(text) <= 20 else f"{text[:20]}…"
            raise MaterialError(f"{place} 应当是数字，实际是“{shown}”，请改正，或者把这一行、列不作数据。")
        value = float(text.replace(",", ""))
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        value = LARGEST * 10 if abs(cell) > LARGEST else float(cell)
    else:
        raise MaterialError(f"{place} 不是数字，请改正，或者把这一行、列不作数据。")
    if isnan(value):
        raise MaterialError(f"{place} 不是有效的数字，请改正。")
    if value < 0:
        raise MaterialError(f"{place} 是负数，带负数的表不能用本功能检查，请人工审查。")
    if value > LARGEST:
        raise MaterialError(f"{place} 的数字超过 1 万亿，请换用大一些的计量单位。")
    return round(value, DECIMALS)


def table_of(grid: Sequence[Sequence[object]], roles: Roles, known: Sequence[Known] = ()) -> Placed:
    """Return the table a grid holds.

    Raises:
        MaterialError: a cell is no number, a total does not add up, nothing tells about units, or it is too large.
    """
    columns = sorted({*roles.values, *roles.counts})
    if not columns or not roles.rows:
        raise MaterialError("没有找到数据，请指明哪些行、哪些列是数据。")
    if len(columns) * len(roles.rows) > MAX_NUMBERS:
        raise MaterialError(f"表中有 {len(columns) * len(roles.rows)} 个数，超过 {MAX_NUMBERS} 个，请拆成几张表检查。")
    if not (roles.counts or roles.largest or roles.share):
        raise MaterialError("没有指明单位数所在的列，也没有最大单位的数，不能判断是否安全，请先指明单位数的列。")
    inner = {*roles.count_of.values(), *roles.largest.values(), *roles.second.values(), *roles.share.values()}
    numbers = {
        (row, column): number_in(grid[row][column] if column < len(grid[row]) else None, place_of(row, column))
        for row in roles.rows
        for column in sorted({*columns, *inner})
    }
    units = {column: unit_of(numbers[row, column] for row in roles.rows) for column in columns}
    places = {(row, column): number for number, (row, column) in enumerate((r, c) for r in roles.rows for c in columns)}
    cells = [_cell(grid, roles, numbers, row, column, units[column]) for row, column in places]
    equations = _sums(roles, numbers, units, places)
    for one in known:
        _add_known(one, cells, equations, places)
    return Placed(Table(tuple(cells), tuple(equations)), places)


def label_of(grid: Sequence[Sequence[object]], roles: Roles, row: int) -> str:
    """Return what names a row."""
    words = [str(grid[row][c]).strip() for c in roles.labels if c < len(grid[row]) and grid[row][c] is not None]
    return " ".join(word for word in words if word) or f"第 {row + 1} 行"


def column_name(roles: Roles, column: int) -> str:
    """Return what names a column."""
    name = roles.names[column] if column < len(roles.names) else ""
    return name or f"{place_of(0, column)[:-1]} 列"


def _cell(
    grid: Sequence[Sequence[object]],
    roles: Roles,
    numbers: Mapping[tuple[int, int], float],
    row: int,
    column: int,
    unit: float,
) -> Cell:
    name = f"{label_of(grid, roles, row)}·{column_name(roles, column)}"
    value = numbers[row, column]
    if column in roles.counts:
        _check_count(value, row, column)
        return Cell(name, value, count=int(value), is_count=True)
    count = roles.count_of.get(column)
    if count is not None:
        _check_count(numbers[row, count], row, count)
        if numbers[row, count] == 0 and value > 0:
            raise MaterialError(f"{place_of(row, column)} 有数据，{place_of(row, count)} 的单位数却是 0，请核对。")
    largest = numbers[row, roles.largest[column]] if column in roles.largest else None
    if largest is None and column in roles.share:
        largest = numbers[row, roles.share[column]] / 100 * value
    second = numbers[row, roles.second[column]] if column in roles.second else None
    if (largest or 0.0) + (second or 0.0) > value * (1 + 1e-9) + unit:
        raise MaterialError(f"{place_of(row, column)} 小于它最大单位的数，请核对。")
    return Cell(name, value, unit, int(numbers[row, count]) if count is not None else None, largest, second)


def _check_count(value: float, row: int, column: int) -> None:
    if value != int(value):
        raise MaterialError(f"{place_of(row, column)} 是单位数，应当是整数。")


def unit_of(values: Iterable[float]) -> float:
    """Return the smallest step the numbers of a column are given in."""
    most = max((-int(Decimal(repr(value)).normalize().as_tuple().exponent) for value in values), default=0)
    return float(Decimal(1).scaleb(-min(max(most, 0), DECIMALS)))


def _sums(
    roles: Roles,
    numbers: Mapping[tuple[int, int], float],
    units: Mapping[int, float],
    places: Mapping[tuple[int, int], int],
) -> list[Equation]:
    found = []
    counted = set(roles.counts)
    for total in roles.row_totals:
        for column in units:
            cells = [(row, column) for row in (total.total, *total.parts)]
            attribute = column in counted and roles.attribute_rows
            unit = 0.0 if column in counted else units[column]
            found.append(_sum(cells, numbers, unit, places, attribute))
    for total in roles.column_totals:
        bound = {total.total, *total.parts}
        if bound & counted and not bound <= counted:
            raise MaterialError("合计的组成不对：单位数只能与单位数相加，请重新指明。")
        attribute = bound <= counted and roles.attribute_columns
        unit = 0.0 if bound <= counted else max(units.get(column, 1.0) for column in bound)
        for row in roles.rows:
            cells = [(row, column) for column in (total.total, *total.parts)]
            found.append(_sum(cells, numbers, unit, places, attribute))
    return found


def _sum(
    cells: Sequence[tuple[int, int]],
    numbers: Mapping[tuple[int, int], float],
    unit: float,
    places: Mapping[tuple[int, int], int],
    attribute: bool,
) -> Equation:
    total, *parts = cells
    if not parts or any(cell not in places for cell in cells) or len(set(cells)) < len(cells):
        raise MaterialError("合计的组成不对：合计应当是表中其他数据行、数据列之和，请重新指明。")
    said, made = numbers[total], fsum(numbers[part] for part in parts)
    # Each number may be rounded by half its step; numbers of units have no step.
    if abs(said - made) > unit * (len(parts) + 1) / 2 + 1e-9 * max(said, made):
        first, last = place_of(*parts[0]), place_of(*parts[-1])
        raise MaterialError(
            f"{place_of(*total)} 的合计是 {said:.15g}，各项（{first} 至 {last}）之和是 {made:.15g}，对不上，请核对。"
        )
    return Equation(places[total], tuple(places[part] for part in parts), attribute)


def _add_known(one: Known, cells: list[Cell], equations: list[Equation], places: Mapping[tuple[int, int], int]) -> None:
    """Bind a cell to a number already public: the same, or different by units that stand in neither table."""
    index = places.get((one.row, one.column))
    if index is None:
        return
    ours = cells[index]
    apart = round(ours.value - one.value, DECIMALS)
    if abs(apart) < ours.unit / 2:
        cells[index] = replace(ours, standing="released")
        return
    count = None
    if ours.is_count:
        count = int(abs(apart))
    elif ours.count is not None and one.count is not None:
        count = abs(ours.count - one.count)
    name = f"{ours.name}与已公开数之差"
    known = len(cells)
    cells.append(Cell(f"已公开的{ours.name}", one.value, ours.unit, is_count=ours.is_count, standing="released"))
    cells.append(Cell(name, abs(apart), ours.unit, count, is_count=ours.is_count, standing="unshown"))
    total, part = (index, known) if apart > 0 else (known, index)
    equations.append(Equation(total, (part, known + 1)))
