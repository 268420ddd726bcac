"""An attacker written without the code under test: whole tables as variables, and the smallest choice by trying all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import inf

import highspy

from material.control_tables import Made, N, P

Name = tuple
"""(row, column), ("known", row, column) or ("gap", row, column)."""


class Attacker:
    """Knows what is published of one kind of number: the values, or the numbers of units."""

    def __init__(self, made: Made, columns: tuple[int, ...]) -> None:
        self.made, self.whole = made, columns == made.counts
        self.true: dict[Name, float] = {(r, c): float(made.grid[r][c]) for r in made.rows for c in columns}
        self.sums = [((t, c), [(p, c) for p in parts]) for t, parts in made.row_totals for c in columns]
        self.sums += [((r, t), [(r, p) for p in ps]) for t, ps in made.column_totals if t in columns for r in made.rows]
        self.gaps: set[Name] = set()
        for row, column, value, _ in made.known:
            if column in columns:
                gap, known = ("gap", row, column), ("known", row, column)
                self.true |= {known: float(value), gap: made.grid[row][column] - value}
                self.sums.append(((row, column), [known, gap]))
                self.gaps.add(gap)
        unsafe = {name for name in made.unsafe if name[1] in columns}
        self.unsafe = unsafe | {("gap", *name) for name in made.unsafe_differences if name[1] in columns}

    def units(self, name: Name) -> frozenset:
        """Return who stands behind a number; the missing unit of a difference stands for itself."""
        return frozenset({name}) if name[0] == "gap" else self.made.units.get(name, frozenset())

    def hideable(self) -> list[Name]:
        """Return the numbers that may be hidden; a value of no units is known to be 0."""
        return [n for n in self.true if len(n) == 2 and (self.whole or self.units(n))]

    def interval(self, name: Name, hidden: Iterable[Name], fixed: Name | None = None) -> tuple[float, float]:
        """Return the least and greatest number it can be when just these are hidden and one of them is known."""
        free = (set(hidden) | self.gaps) - {fixed}
        model = highspy.Highs()
        model.setOptionValue("output_flag", False)
        kind = highspy.HighsVarType.kInteger if self.whole else highspy.HighsVarType.kContinuous
        at = {
            n: model.addVariable(0 if n in free else true, inf if n in free else true, type=kind)
            for n, true in self.true.items()
        }
        for total, parts in self.sums:
            model.addConstr(model.qsum(at[part] for part in parts) == at[total])
        ends = []
        for solve in (model.minimize, model.maximize):
            solve(at[name])
            done = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(model.val(at[name]) if done else inf)
        return ends[0], ends[1]

    def recovered(self, hidden: set[Name]) -> list[str]:
        """Return every unsafe number that can be inferred too well, in words."""
        return [words for name in sorted(self.unsafe, key=str) if (words := self._too_well(name, hidden))]

    def _too_well(self, name: Name, hidden: set[Name]) -> str:
        true = self.true[name]
        low, high = self.interval(name, hidden)
        if self.whole:
            few = name[0] == "gap" or 0 < true < N
            wide = high >= N and high > low if few else low <= true - 1
            return "" if wide else f"{name} = {true} in {low} … {high}"
        if not self._wide(true, low, high):
            return f"{name} = {true} in {low} … {high}"
        for other in self.unsafe - {name}:
            if len(self.units(other)) != 1 or self.units(other) == self.units(name):
                continue
            low, high = self.interval(name, hidden, other)
            rest = true
            if self.units(other) < self.units(name):
                rest, low, high = (x - self.true[other] for x in (true, low, high))
            if not self._wide(rest, low, high):
                return f"{name}: the unit of {other} infers {rest} in {low} … {high}"
        return ""

    @staticmethod
    def _wide(true: float, low: float, high: float) -> bool:
        level = max(P / 100 * true, 1.0)
        return low <= true - min(level, true) + 1e-4 and high >= true + level - 1e-4

    def smallest(self) -> int:
        """Return the least number of further cells to hide, by trying every set in order of size."""
        others = [name for name in self.hideable() if name not in self.unsafe]
        start = {name for name in self.unsafe if name[0] != "gap"}
        for size in range(len(others) + 1):
            for more in combinations(others, size):
                hidden = start | set(more)
                if not self._peeled(frozenset(hidden)) & self.unsafe and not self.recovered(hidden):
                    return size
        raise AssertionError("nothing protects it")


    def _peeled(self, hidden: frozenset[Name]) -> set[Name]:
        """Return what plain subtraction gives back: a sum with one unknown left tells it."""
        left = set(hidden) | self.gaps
        found: set[Name] = set()
        again = True
        while again:
            again = False
            for total, parts in self.sums:
                unknown = [n for n in (total, *parts) if n in left]
                if len(unknown) == 1:
                    left.remove(unknown[0])
                    found.add(unknown[0])
                    again = True
        return found
