"""Unsafe numbers are all found, what is proposed protects them, and it is as little as can be."""

from __future__ import annotations

from functools import cache

import pytest

from caseapp.material import control_search
from caseapp.material.control_grid import Known, Placed, Roles, Total, table_of
from caseapp.material.control_model import Settings
from caseapp.material.control_suppress import Suppression, suppress
from material.control_attacker import Attacker
from material.control_tables import Made, all_thirty

THIRTY = {made.name: made for made in all_thirty()}
TOO_MANY_TO_TRY_ALL = {"nested-60"}


def roles_for(made: Made) -> Roles:
    return Roles(
        made.rows,
        (0,),
        made.values,
        made.counts,
        made.count_of,
        made.largest,
        row_totals=tuple(Total(*total) for total in made.row_totals),
        column_totals=tuple(Total(*total) for total in made.column_totals),
    )


@cache
def checked(name: str, goal: str = "cells") -> tuple[Made, Placed, Suppression]:
    made = THIRTY[name]
    placed = table_of(made.grid, roles_for(made), [Known(*known) for known in made.known])
    return made, placed, suppress(placed.table, Settings(goal=goal))


def hidden_of(placed: Placed, found: Suppression) -> set[tuple[int, int]]:
    gone = found.primary | found.complementary
    return {place for place, index in placed.places.items() if index in gone}


def test_there_are_thirty_with_something_unsafe_in_most() -> None:
    assert len(THIRTY) == 30
    assert sum(bool(made.unsafe or made.unsafe_differences) for made in THIRTY.values()) >= 25


@pytest.mark.parametrize("name", THIRTY)
def test_every_unsafe_number_is_found_and_no_other(name: str) -> None:
    made, placed, found = checked(name)
    at = {index: place for place, index in placed.places.items()}
    assert {at[f.cell] for f in found.findings if f.cell in at} == made.unsafe
    apart = {placed.table.cells[f.cell].name for f in found.findings if f.cell not in at}
    assert len(apart) == len(made.unsafe_differences)


@pytest.mark.parametrize("name", THIRTY)
def test_an_attacker_recovers_nothing_from_the_proposed_copy(name: str) -> None:
    made, placed, found = checked(name)
    assert found.proved
    assert found.exposed == frozenset()
    hidden = hidden_of(placed, found)
    for columns in (made.values, made.counts):
        attacker = Attacker(made, columns)
        assert attacker.recovered({place for place in hidden if place[1] in columns}) == []


@pytest.mark.parametrize("name", THIRTY)
def test_the_intervals_shown_are_those_an_attacker_gets(name: str) -> None:
    made, placed, found = checked(name)
    hidden = hidden_of(placed, found)
    intervals = {one.cell: one for one in found.intervals}
    for columns in (made.values, made.counts):
        attacker = Attacker(made, columns)
        for place in [place for place in hidden if place[1] in columns]:
            one = intervals[placed.places[place]]
            assert (one.low, one.high) == pytest.approx(attacker.interval(place, hidden), abs=1e-4)


@pytest.mark.parametrize("name", sorted(set(THIRTY) - TOO_MANY_TO_TRY_ALL))
def test_no_smaller_set_protects_them(name: str) -> None:
    made, _, found = checked(name)
    smallest = sum(Attacker(made, columns).smallest() for columns in (made.values, made.counts))
    assert found.optimal
    assert len(found.complementary) == smallest


@pytest.mark.parametrize("name", THIRTY)
def test_the_heuristic_alone_protects_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_search, "EXACT_CELLS", 0)
    made, placed, exact = checked(name)
    found = suppress(placed.table, Settings())
    assert found.proved
    hidden = hidden_of(placed, found)
    for columns in (made.values, made.counts):
        assert Attacker(made, columns).recovered({place for place in hidden if place[1] in columns}) == []
    assert len(found.complementary) <= len(exact.complementary) + 2


def test_asked_for_the_least_value_it_hides_no_more_of_it() -> None:
    for name in THIRTY:
        _, placed, few = checked(name)
        _, _, little = checked(name, "value")
        value = [sum(placed.table.cells[c].value for c in found.complementary) for found in (little, few)]
        assert little.proved
        assert value[0] <= value[1] + 1e-6
