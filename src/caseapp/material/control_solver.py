"""Linear programs about what an attacker holds possible; HiGHS solves them.

An attacker knows every published number, every sum, and that nothing is negative. Written as deviations from the true
numbers: a published cell deviates by 0, a hidden one by at least minus its value, and every sum of deviations is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum, inf

from caseapp.material.control_model import Equation, Table

Rows = Sequence[Mapping[int, float]]
CLEARLY = 1e-9
"""Of the level asked for: a smaller deviation is none."""
ENOUGH = 1e-6
"""Of the level asked for: what a deviation may fall short of it, and a sum be off."""
_WIDE = 1e4
"""Deviations beyond so many times the level asked for are of no help."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What a program came to.

    Attributes:
        value: the optimum, inf when unbounded, None when there is no solution.
        point: the variables; duals: of the rows, empty for integer programs.
    """

    value: float | None
    point: tuple[float, ...] = ()
    duals: tuple[float, ...] = ()


def solve(
    cost: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    rows: Rows,
    bounds: Sequence[tuple[float, float]],
    *,
    maximise: bool = False,
    integer: bool = False,
    seconds: float = inf,
) -> Solved:
    """Return the optimum of a linear (or integer) program.

    Args:
        cost: one a variable.
        low: lower bound of each variable.
        high: upper bound of each variable.
        rows: coefficients by variable.
        bounds: lower and upper bound of each row.
        maximise: else minimise.
        integer: whether all variables are whole numbers.
        seconds: after which it gives up; the value is then None.
    """
    import highspy
    import numpy as np

    # The class without callbacks: the other one writes a banner to standard output.
    program = highspy._core._Highs()
    program.setOptionValue("output_flag", False)
    program.setOptionValue("threads", 1)
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance", "mip_feasibility_tolerance"):
        program.setOptionValue(name, 1e-9)
    program.setOptionValue("mip_rel_gap", 0.0)
    if seconds < inf:
        program.setOptionValue("time_limit", max(seconds, 0.01))
    count = len(cost)
    program.addVars(count, np.array(low, dtype=float), np.array(high, dtype=float))
    every = np.arange(count, dtype=np.int32)
    program.changeColsCost(count, every, np.array(cost, dtype=float))
    if integer:
        program.changeColsIntegrality(count, every, np.array([highspy.HighsVarType.kInteger] * count))
    starts = np.cumsum([0, *(len(row) for row in rows)][: len(rows)]).astype(np.int32)
    columns = np.array([column for row in rows for column in row], dtype=np.int32)
    entries = np.array([entry for row in rows for entry in row.values()], dtype=float)
    lower, upper = (np.array([pair[side] for pair in bounds], dtype=float) for side in (0, 1))
    if rows:
        program.addRows(len(rows), lower, upper, len(columns), starts, columns, entries)
    if maximise:
        program.changeObjectiveSense(highspy.ObjSense.kMaximize)
    program.run()
    status = program.getModelStatus()
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Solved(inf if maximise else -inf)
    if status != highspy.HighsModelStatus.kOptimal:
        return Solved(None)
    solution = program.getSolution()
    duals = () if integer else tuple(solution.row_dual)
    return Solved(program.getInfo().objective_function_value, tuple(solution.col_value), duals)


class Attack:
    """What can be inferred about the cells of one connected part of a table.

    Attributes:
        cells: their indices in the table. integer: whether they are numbers of units.
    """

    def __init__(self, table: Table, cells: Sequence[int], equations: Sequence[Equation]) -> None:
        self.cells = tuple(cells)
        self.integer = all(table.cells[cell].is_count for cell in cells)
        self._table = table
        self._sums = [{**dict.fromkeys(e.parts, 1.0), e.total: -1.0} for e in equations]
        self._in: dict[int, list[tuple[int, float]]] = {}
        for number, row in enumerate(self._sums):
            for cell, factor in row.items():
                self._in.setdefault(cell, []).append((number, factor))

    def _rows(self, at: Mapping[int, int]) -> tuple[list[dict[int, float]], list[int]]:
        """Return the sums restricted to some cells, by place, and which sums they are."""
        rows: dict[int, dict[int, float]] = {}
        for cell, place in at.items():
            for number, factor in self._in.get(cell, ()):
                rows.setdefault(number, {})[place] = factor
        return list(rows.values()), list(rows)

    def cut(
        self, cell: int, sign: int, level: float, hidden: AbstractSet[int], insider: int | None
    ) -> dict[int, float]:
        """Return why a cell cannot deviate by a level with only `hidden` hidden: coefficients g of a cut.

        Every set of hidden cells that lets it deviate has sum of g >= 1 (Fischetti and Salazar 2001).
        """
        free = [c for c in self.cells if c in hidden and c != insider]
        at = {c: place for place, c in enumerate(free)}
        if cell not in at:
            return {cell: 1.0}
        rows, kept = self._rows(at)
        boxes = [self._box(c, cell, sign, level) for c in free]
        cost = [float(sign) if c == cell else 0.0 for c in free]
        low, high = ([box[side] for box in boxes] for side in (0, 1))
        found = solve(cost, low, high, rows, [(0.0, 0.0)] * len(rows), maximise=True)
        reduced = dict.fromkeys(self.cells, 0.0)
        reduced[cell] = float(sign)
        for number, dual in zip(kept, found.duals, strict=False):
            for other, factor in self._sums[number].items():
                reduced[other] -= dual * factor
        factors, wanted = {}, level / self._step(level)
        for other, rest in reduced.items():
            if other != insider and abs(rest) > CLEARLY:
                least, most = self._box(other, cell, sign, level)
                factors[other] = min(max(least * rest, most * rest) / wanted, 1.0)
        return factors

    def _step(self, level: float) -> float:
        """Return what deviations are measured in: the level itself, so that tolerances are relative to it."""
        return 1.0 if self.integer else level

    def _box(self, cell: int, target: int, sign: int, level: float) -> tuple[float, float]:
        """Return the bounds of a deviation in steps."""
        step = self._step(level)
        down = -min(self._table.cells[cell].value / step, _WIDE)
        if cell != target:
            return down, _WIDE
        return (0.0, level / step) if sign > 0 else (max(down, -level / step), 0.0)

    def _holds(self, point: Sequence[float], rows: Rows) -> bool:
        return all(abs(fsum(f * point[place] for place, f in row.items())) <= ENOUGH for row in rows)

    def cheapest(
        self,
        cell: int,
        sign: int,
        level: float,
        costs: Mapping[int, float],
        insider: int | None,
        *,
        seconds: float = inf,
    ) -> frozenset[int] | None:
        """Return the cells of a cheap deviation of a cell by a level, None when hiding them all would not allow it.

        The deviation is an alternative table: it is added up again before it counts.

        Args:
            cell: the cell that must deviate.
            sign: 1 up, -1 down.
            level: how far, in the table's measure.
            costs: of each cell that may be hidden; others are not.
            insider: a cell known to the attacker.
            seconds: after which it gives up and returns None as well.
        """
        free = [c for c in self.cells if c in costs and c != insider]
        at = {c: place for place, c in enumerate(free)}
        if cell not in at:
            return None
        rows, _ = self._rows(at)
        count = len(free)
        # Up and down apart, so that either has its cost.
        doubled = [{**row, **{count + place: -factor for place, factor in row.items()}} for row in rows]
        boxes = [self._box(c, cell, sign, level) for c in free]
        low = [0.0] * (2 * count)
        high = [box[1] for box in boxes] + [-box[0] for box in boxes]
        target = at[cell] + (0 if sign > 0 else count)
        low[target] = high[target]
        if high[target] < level / self._step(level) - ENOUGH:
            return None
        cost = [max(costs[c], 1e-4) for c in free] * 2
        found = solve(cost, low, high, doubled, [(0.0, 0.0)] * len(rows), integer=self.integer, seconds=seconds)
        point = [up - down for up, down in zip(found.point[:count], found.point[count:], strict=True)]
        if found.value is None or not self._holds(point, rows):
            return None
        return frozenset(c for c, d in zip(free, point, strict=True) if abs(d) > CLEARLY)

    def interval(self, cell: int, hidden: AbstractSet[int]) -> tuple[float, float]:
        """Return the least and greatest number a hidden cell can be, given all that is published."""
        free = [c for c in self.cells if c in hidden]
        at = {c: place for place, c in enumerate(free)}
        rows, _ = self._rows(at)
        value = self._table.cells[cell].value
        scale = 1.0 if self.integer else max([self._table.cells[c].value for c in free] + [1.0])
        low, high = [-self._table.cells[c].value / scale for c in free], [inf] * len(free)
        ends = []
        for sign in (-1.0, 1.0):
            cost = [sign if c == cell else 0.0 for c in free]
            bounds = [(0.0, 0.0)] * len(rows)
            found = solve(cost, low, high, rows, bounds, maximise=True)
            if self.integer and found.value not in (None, inf):
                found = solve(cost, low, high, rows, bounds, maximise=True, integer=True)
            # Without a solution nothing is proved, and the cell is taken to be known.
            ends.append(value if found.value is None else value + sign * found.value * scale)
        return max(round(ends[0], 6), 0.0), round(ends[1], 6) if ends[1] < inf else inf
