"""Which cells to hide so that no unsafe one can be inferred, and the proof that it holds."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from caseapp.material.control_model import Equation, Finding, Settings, Table, unsafe_cells
from caseapp.material.control_search import Interval, Search
from caseapp.material.control_solver import Attack


@dataclass(frozen=True, slots=True)
class Suppression:
    """What to hide, and what is known of the rest.

    Attributes:
        primary: unsafe cells; complementary: hidden so that the first cannot be reckoned back.
        intervals: of every hidden cell.
        given_back: unsafe cells that sums give back when no more than the unsafe ones is hidden.
        exposed: unsafe cells that cannot be protected whatever is hidden, or are not by the handler's own choice.
        optimal: whether no cheaper choice protects them (exact search finished).
        proved: whether every need was shown to hold by an alternative table that fits all that is published.
    """

    findings: tuple[Finding, ...]
    primary: frozenset[int]
    complementary: frozenset[int]
    intervals: tuple[Interval, ...]
    given_back: frozenset[int]
    exposed: frozenset[int]
    optimal: bool
    proved: bool


def levels(table: Table, findings: tuple[Finding, ...], settings: Settings) -> dict[int, tuple[float, float]]:
    """Return how far each unsafe cell must be able to deviate, down and up.

    A value: the protection percent of it, at least its unit, and down no further than 0. A number of units too small:
    up to the threshold, so that nobody can tell it is below. A full group: down by one; an empty one: up by one.
    Against the single unit of a part of the cell the rest of the cell must be as uncertain.
    """
    found: dict[int, tuple[float, float]] = {}
    for finding in findings:
        cell = table.cells[finding.cell]
        if cell.is_count:
            pair = {"few": (0.0, max(1.0, settings.min_units - cell.value)), "full": (1.0, 0.0)}.get(
                finding.kind, (0.0, 1.0)
            )
        else:
            level = max(settings.protection / 100 * cell.value, cell.unit)
            pair = (min(level, cell.value), level)
        down, up = found.get(finding.cell, (0.0, 0.0))
        found[finding.cell] = (max(down, pair[0]), max(up, pair[1]))
    return found


def suppress(
    table: Table,
    settings: Settings,
    going: Callable[[], bool] = lambda: True,
    hidden: AbstractSet[int] | None = None,
) -> Suppression:
    """Return what to hide of a table and the proof (统计法第二十八条).

    Args:
        table: the numbers and their sums.
        settings: what counts as unsafe and as protected.
        going: asked again and again; the work stops when it says no.
        hidden: the handler's own choice of cells to hide, which is checked instead of one being sought.

    Raises:
        MaterialError: stopped, or the time ran out before any set of cells was found that protects all.
    """
    findings = unsafe_cells(table, settings)
    wanted = levels(table, findings, settings)
    weights = _weights(table, settings)
    unsafe = {cell for cell in wanted if table.cells[cell].standing != "released"}
    own = None if hidden is None else {cell for cell in hidden if table.cells[cell].standing == "shown"}
    exposed, given_back = set(wanted) - unsafe, set[int]()
    gone = set[int]() if own is None else set(own)
    optimal, intervals = own is None, list[Interval]()
    parts = [part for part in _parts(table) if (unsafe | gone).intersection(part[0])]
    for cells, equations in parts:
        part = Search(table, settings, weights, Attack(table, cells, equations), wanted, going)
        alone = unsafe.intersection(cells)
        given_back |= part.given_back(alone)
        if own is None:
            chosen = part.choose(alone, settings.seconds / len(parts))
        else:
            chosen = part.with_unshown(own.intersection(cells) & weights.keys())
        exposed |= part.exposed | {need.cell for need in part.failing(chosen)}
        optimal = optimal and part.optimal
        gone |= chosen
        intervals += part.intervals(chosen)
    shown = {cell for cell in gone if table.cells[cell].standing == "shown"}
    return Suppression(
        findings,
        frozenset(gone & unsafe),
        frozenset(shown - unsafe),
        tuple(sorted(intervals, key=lambda one: one.cell)),
        frozenset(given_back),
        frozenset(exposed),
        optimal,
        not exposed,
    )


def _weights(table: Table, settings: Settings) -> dict[int, float]:
    """Return the cost of hiding each cell that may be hidden."""
    total = sum(cell.value for cell in table.cells) or 1.0
    weights = {}
    for index, cell in enumerate(table.cells):
        # A value of no units at all is known to be 0 by everybody who sees the number of units.
        if cell.standing == "released" or (not cell.is_count and cell.count == 0):
            continue
        if cell.standing == "unshown":
            weights[index] = 0.0
        else:
            weights[index] = 1 + cell.value / total if settings.goal == "cells" else cell.value / total + 1e-6
    return weights


def _parts(table: Table) -> list[tuple[list[int], list[Equation]]]:
    """Return the connected parts of a table."""
    leader = list(range(len(table.cells)))

    def top(cell: int) -> int:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for equation in table.equations:
        for part in equation.parts:
            leader[top(part)] = top(equation.total)
    cells: dict[int, list[int]] = {}
    for cell in range(len(table.cells)):
        cells.setdefault(top(cell), []).append(cell)
    sums: dict[int, list[Equation]] = {}
    for equation in table.equations:
        sums.setdefault(top(equation.total), []).append(equation)
    return [(found, sums.get(head, [])) for head, found in cells.items()]
