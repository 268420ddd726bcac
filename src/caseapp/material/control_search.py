"""The search in one connected part of a table: a heuristic that always ends, and an exact one for small parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import NamedTuple

from caseapp.material.control_model import Settings, Table
from caseapp.material.control_solver import Attack, solve
from caseapp.material.errors import MaterialError

EXACT_CELLS = 400
"""A connected part of a table with more cells is given to the heuristic alone."""
_PATIENCE = 3
"""A first set that protects all may take so many times the time of a better one; without it there is no answer."""
_TOO_LONG = "这张表太大，在限定的时间内算不完，请把它拆成几张表，或者放宽时间。"


class Need(NamedTuple):
    """What must hold for one unsafe cell.

    Attributes:
        cell: its index. sign: 1 or -1. level: how far it must be able to deviate that way, in the table's measure.
        insider: the hidden cell whose single unit is the attacker, None for the public.
    """

    cell: int
    sign: int
    level: float
    insider: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """What the published numbers leave open about a hidden cell.

    Attributes:
        low, high: the least and greatest possible number; high is inf where nothing bounds it.
        needed_low, needed_high: what it must reach at least; both the value itself for a complementary cell.
    """

    cell: int
    low: float
    high: float
    needed_low: float
    needed_high: float


class Search:
    """The search in one connected part of a table."""

    def __init__(
        self,
        table: Table,
        settings: Settings,
        weights: Mapping[int, float],
        attack: Attack,
        wanted: Mapping[int, tuple[float, float]],
        going: Callable[[], bool],
    ) -> None:
        self._table, self._attack, self._going = table, attack, going
        self._weights = {cell: weights[cell] for cell in attack.cells if cell in weights}
        self._free = {cell for cell in self._weights if table.cells[cell].standing == "unshown"}
        self._wanted = {cell: wanted[cell] for cell in attack.cells if cell in self._weights and cell in wanted}
        knows = settings.insiders and not attack.integer
        knowing = [cell for cell in self._wanted if knows and table.cells[cell].count == 1]
        self._above = _wholes(table, attack.cells)
        self._protection = settings.protection / 100
        self._needs = [
            Need(cell, sign, level, insider)
            for cell in self._wanted
            for insider in (None, *(other for other in knowing if not self._same_unit(other, cell)))
            for sign, level in zip((-1, 1), self._levels(cell, insider), strict=True)
            if level > 0
        ]
        self._shown: dict[tuple[int, int], list[tuple[float, frozenset[int]]]] = {}
        self._cuts: list[dict[int, float]] = []
        self.exposed: set[int] = set()
        self.optimal = False

    def choose(self, primary: AbstractSet[int], seconds: float) -> set[int]:
        """Return the cells to hide, the unsafe ones among them; `seconds` are for bettering a first answer."""
        start = self.with_unshown(primary)
        grown = self._grow(start, monotonic() + _PATIENCE * seconds)
        begun, exact = monotonic(), len(self._attack.cells) <= EXACT_CELLS
        good = self._prune(grown, start, begun + (seconds / 2 if exact else seconds))
        return self._search(good, start, begun + seconds) if exact else good

    def with_unshown(self, cells: AbstractSet[int]) -> set[int]:
        """Return cells together with those that stand in no table, which are hidden anyway."""
        return set(cells) | self._free

    def given_back(self, hidden: AbstractSet[int]) -> set[int]:
        """Return the unsafe cells that anybody can reckon back when just these are hidden."""
        whole = self.with_unshown(hidden)
        return {need.cell for need in self._needs if need.insider is None and not self._holds(need, whole)}

    def _same_unit(self, one: int, other: int) -> bool:
        """Tell whether two cells stand for one unit: the same cell, or a part and its whole both of a single unit."""
        if one == other:
            return True
        related = other in self._above[one] or one in self._above[other]
        return related and self._table.cells[other].count == 1

    def _levels(self, cell: int, insider: int | None) -> tuple[float, float]:
        """Return how far a cell must be able to deviate; for the unit of a part of it, the rest of it must."""
        if insider is None or cell not in self._above[insider]:
            return self._wanted[cell]
        whole = self._table.cells[cell]
        rest = max(whole.value - self._table.cells[insider].value, 0.0)
        level = max(self._protection * rest, whole.unit)
        return min(level, rest), level

    def _ask(self) -> None:
        if not self._going():
            raise MaterialError("检查已经停止。")

    def failing(self, hidden: AbstractSet[int]) -> list[Need]:
        """Return the needs that do not hold with these cells hidden; cuts for each are kept."""
        return [need for need in self._needs if not self._holds(need, hidden)]

    def intervals(self, hidden: AbstractSet[int]) -> list[Interval]:
        """Return the interval of every hidden cell."""
        found = []
        for cell in sorted(hidden):
            value = self._table.cells[cell].value
            down, up = self._wanted.get(cell, (0.0, 0.0))
            found.append(Interval(cell, *self._attack.interval(cell, hidden), value - down, value + up))
        return found

    def _holds(self, need: Need, hidden: AbstractSet[int]) -> bool:
        known = self._shown.setdefault((need.cell, need.sign), [])
        if any(far >= need.level and support <= hidden and need.insider not in support for far, support in known):
            return True
        support = self._attack.cheapest(*need[:3], dict.fromkeys(hidden, 1.0), need.insider)
        if support is not None:
            known.append((need.level, support))
            return True
        cut = self._attack.cut(*need[:3], hidden, need.insider)
        if sum(factor for cell, factor in cut.items() if cell in hidden) >= 1 - 1e-6:
            # The cut does not tell: at least one more cell has to be hidden.
            cut = {cell: 1.0 for cell in self._weights if cell not in hidden}
        self._cuts.append({cell: factor for cell, factor in cut.items() if cell in self._weights})
        return False

    def _grow(self, hidden: set[int], deadline: float) -> set[int]:
        """Add the cells of a cheap deviation for every need that does not hold (the heuristic)."""
        hidden = set(hidden)
        for need in sorted(self._needs, key=lambda one: -one.level):
            if monotonic() > deadline:
                raise MaterialError(_TOO_LONG)
            self._ask()
            if self._holds(need, hidden):
                continue
            costs = {cell: 0.0 if cell in hidden else weight for cell, weight in self._weights.items()}
            path = self._attack.cheapest(*need[:3], costs, need.insider, seconds=max(deadline - monotonic(), 0.1))
            if path is None and monotonic() > deadline:
                raise MaterialError(_TOO_LONG)
            if path is None:
                self.exposed.add(need.cell)
            else:
                hidden |= path
        self._needs = [need for need in self._needs if need.cell not in self.exposed]
        return hidden

    def _prune(self, hidden: set[int], start: AbstractSet[int], deadline: float) -> set[int]:
        """Show again what need not be hidden, the dearest first."""
        for cell in sorted(hidden - start, key=lambda one: -self._weights[one]):
            if monotonic() > deadline:
                break
            self._ask()
            if all(self._holds(need, hidden - {cell}) for need in self._needs):
                hidden = hidden - {cell}
        return hidden

    def _search(self, good: set[int], start: AbstractSet[int], deadline: float) -> set[int]:
        """Return the cheapest set: cover all cuts, check, add the cuts of what fails, again."""
        cells = list(self._weights)
        at = {cell: place for place, cell in enumerate(cells)}
        low = [1.0 if cell in start else 0.0 for cell in cells]
        cost = [self._weights[cell] for cell in cells]
        best = sum(self._weights[cell] for cell in good)
        while (left := deadline - monotonic()) > 0:
            self._ask()
            rows = [{at[cell]: factor for cell, factor in cut.items()} for cut in self._cuts]
            found = solve(cost, low, [1.0] * len(cells), rows, [(1.0, inf)] * len(rows), integer=True, seconds=left)
            if found.value is None:
                break
            if found.value >= best - 1e-9 * max(best, 1.0):
                self.optimal = True
                break
            chosen = {cell for cell, y in zip(cells, found.point, strict=True) if y > 0.5}
            if not self.failing(chosen):
                self.optimal = True
                return chosen
        return good


def _wholes(table: Table, cells: Sequence[int]) -> dict[int, set[int]]:
    """Return of each cell the totals it goes into, directly or not."""
    direct: dict[int, set[int]] = {cell: set() for cell in cells}
    for equation in table.equations:
        for part in equation.parts:
            if part in direct:
                direct[part].add(equation.total)
    found: dict[int, set[int]] = {}
    for cell in cells:
        reached, ahead = set(), list(direct[cell])
        while ahead:
            whole = ahead.pop()
            if whole not in reached:
                reached.add(whole)
                ahead += direct[whole]
        found[cell] = reached
    return found
