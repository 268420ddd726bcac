"""A table as disclosure control sees it: numbers, the sums that bind them, and the rules asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ARTICLE = "统计法（2024）第二十八条、统计法实施条例第二十九条"

Standing: TypeAlias = Literal["shown", "released", "unshown"]
"""In this table; public already and not to be hidden; in no table, but to be reckoned from published ones."""
Kind: TypeAlias = Literal["few", "dominance", "estimate", "full", "zero"]
Goal: TypeAlias = Literal["cells", "value"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table.

    Attributes:
        name: row and column as the office calls them.
        value: the number, not negative.
        unit: the smallest step the number is given in (0.01 for two decimals).
        count: statistical units behind it (单位数), None when not known.
        largest: contribution of the largest unit (最大单位值), in the measure of the value; second: of the next.
        is_count: whether the number is itself a number of units.
        standing: where it stands.
    """

    name: str
    value: float
    unit: float = 1.0
    count: int | None = None
    largest: float | None = None
    second: float | None = None
    is_count: bool = False
    standing: Standing = "shown"


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum everybody knows to hold: total = the parts, by cell index.

    Attributes:
        attribute: whether the parts divide the units of the total by a property, so that one part holding all of
            them tells the property of each.
    """

    total: int
    parts: tuple[int, ...]
    attribute: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers and the sums that bind them; a residual of rounding is taken as known."""

    cells: tuple[Cell, ...]
    equations: tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts as unsafe and as protected; no statute gives numbers, these are statistical practice.

    Attributes:
        min_units: fewer units than this make a number unsafe.
        dominance: percent of the value above which one unit dominates it.
        protection: percent of the value by which an interval must reach beyond it on either side; also the percent
            of the largest contribution to which the second unit must not be able to estimate it.
        hide_counts: whether a number of units below ``min_units`` is unsafe itself.
        zeros: whether a zero in an attribute group is unsafe where no part holds all units.
        insiders: whether the single unit of a hidden cell is taken to know that cell.
        goal: fewest cells, or least value, hidden.
        seconds: time to better a first answer, by dropping cells and then by the exact search; finding one may take
            three times as long.
    """

    min_units: int = 3
    dominance: float = 75.0
    protection: float = 15.0
    hide_counts: bool = True
    zeros: bool = False
    insiders: bool = True
    goal: Goal = "cells"
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a cell is unsafe, in one sentence with its article."""

    cell: int
    kind: Kind
    words: str
    article: str = ARTICLE


def unsafe_cells(table: Table, settings: Settings) -> tuple[Finding, ...]:
    """Return every reason why a number of the table identifies a unit or lets one be inferred (统计法第二十八条)."""
    found = [finding for index, cell in enumerate(table.cells) for finding in _own(index, cell, settings)]
    for equation in table.equations:
        if equation.attribute and len(equation.parts) > 1:
            found += _group(table, equation, settings)
    return tuple(sorted(set(found), key=lambda finding: (finding.cell, finding.kind)))


def _own(index: int, cell: Cell, settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    count = cell.count
    if count is not None and 0 < count < settings.min_units and (settings.hide_counts or not cell.is_count):
        left = "与已公开的数相减后只剩" if cell.standing == "unshown" else "只有"
        found.append(Finding(index, "few", f"{left} {count} 个单位，少于 {settings.min_units} 个，可以推断单个单位"))
    if cell.largest is None or cell.is_count or cell.value <= 0:
        return found
    share = 100 * cell.largest / cell.value
    if share > settings.dominance + 1e-9:
        found.append(
            Finding(index, "dominance", f"最大的一个单位占 {share:.1f}%，超过 {settings.dominance:g}%，可以推断该单位")
        )
    elif cell.second is not None:
        rest = cell.value - cell.largest - cell.second
        if rest < settings.protection / 100 * cell.largest - 1e-9 * cell.value:
            words = f"其余单位合计太小，第二大的单位可以把最大的单位估计到 {settings.protection:g}% 以内"
            found.append(Finding(index, "estimate", words))
    return found


def _group(table: Table, equation: Equation, settings: Settings) -> list[Finding]:
    whole = table.cells[equation.total].value
    if whole < 1:
        return []
    values = {part: table.cells[part].value for part in equation.parts}
    full = [part for part, value in values.items() if value == whole]
    if full:
        words = f"全部 {whole:g} 个单位都在这一格，等于公开了每一个单位的情况"
        return [Finding(part, "full", words) for part in full]
    if not settings.zeros:
        return []
    words = f"{whole:g} 个单位没有一个在这一格，等于公开了每一个单位都不是"
    return [Finding(part, "zero", words) for part, value in values.items() if value == 0]
