"""A year of 65 invented cases: every result row, class, carry and trap, each cell as a person wrote it down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.casework.office import Office
from caseapp.casework.year.year_disputes import dispute_cases
from caseapp.casework.year.year_figures import figure_cases
from caseapp.casework.year.yearbook import Year, cell_cases, count_year
from caseapp.law.disputes import DISPUTE_GROUPS
from casework.golden import TODAY, golden_office, lines

EXPECTED = json.loads((Path(__file__).parents[1] / "data" / "golden_year.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = golden_office(tmp_path_factory.mktemp("golden") / "golden.caseapp")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def year(office: Office) -> Year:
    return count_year(office, 2025)


def test_the_ledger_is_large_enough_and_says_why_each_case_is_there() -> None:
    assert len(lines()) >= 60
    assert all(line[4] for line in lines())


@pytest.mark.parametrize("row", range(1, 26))
def test_every_cell_of_table_three_is_the_one_written_by_hand(year: Year, row: int) -> None:
    assert list(year.tables.table3[row]) == EXPECTED["2025"]["table3"][str(row)]


@pytest.mark.parametrize("group", DISPUTE_GROUPS)
def test_every_cell_of_table_four_is_the_one_written_by_hand(year: Year, group: str) -> None:
    assert list(year.tables.table4[group]) == EXPECTED["2025"]["table4"][group]


def test_no_column_is_without_a_number_and_every_result_row_counts(year: Year) -> None:
    assert all(any(year.tables.table3[row][column] for row in range(3, 24)) for column in range(7))
    assert all(year.tables.table3[row][6] for row in range(3, 24))


@pytest.mark.parametrize("row", range(1, 26))
def test_every_number_opens_exactly_its_cases(office: Office, year: Year, row: int) -> None:
    for column in range(7):
        assert len(cell_cases(office, 2025, row, column, TODAY)) == year.tables.table3[row][column]


def test_the_numbers_of_table_four_open_their_cases(office: Office) -> None:
    def numbers(group: str, place: int) -> list[str]:
        return [line.number for line in dispute_cases(office, 2025, group, place, TODAY)]

    shared = [line[0] for line in lines() if "#S1" in line[3]]
    assert len(shared) == 2
    assert numbers("reconsideration", 3) == shared
    assert numbers("suit_after_reconsideration", 4) == ["G-002"]
    assert numbers("direct_suit", 0) == []


def test_the_following_year_begins_where_this_one_ended(office: Office) -> None:
    following = count_year(office, 2026)
    assert list(following.tables.table3[1]) == EXPECTED["2026"]["1"]
    assert list(following.tables.table3[2]) == EXPECTED["2026"]["2"] == EXPECTED["2025"]["table3"]["25"]


def test_only_what_the_office_must_type_is_pending(year: Year) -> None:
    assert [check.id for check in year.checks if not check.ok] == ["carry", "table2"]
    assert year.figures.judged - year.figures.on_time == 1
    assert (year.figures.extended, year.figures.clarified, year.figures.redone, year.figures.corrected) == (1, 1, 2, 2)


@pytest.mark.parametrize(
    ("key", "count"), [("late", 1), ("extended", 1), ("clarified", 1), ("redone", 2), ("month:12", 3), ("fees", 0)]
)
def test_the_figures_beside_the_tables_open_their_cases(office: Office, key: str, count: int) -> None:
    assert len(figure_cases(office, 2025, key, TODAY)) == count
