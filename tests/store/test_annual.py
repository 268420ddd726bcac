from __future__ import annotations

from datetime import date

import pytest

from caseapp.store.rows import CaseRow, FactRow
from store.store_rows import line

# received, closed on, row of table 三, class, channel, on time, yuan
YEAR = [
    (date(2020, 12, 30), date(2021, 1, 20), 3, "person", "mail", True, 0),
    (date(2020, 12, 31), date(2020, 12, 31), 3, "person", "mail", True, 0),
    (date(2021, 1, 1), date(2021, 1, 15), 13, "person", "platform", True, 0),
    (date(2021, 5, 6), date(2021, 6, 1), 13, "company", "platform", False, 300),
    (date(2021, 12, 1), date(2021, 12, 31), 3, "person", "mail", True, 40),
    (date(2021, 12, 31), date(2022, 1, 4), 6, "person", "platform", True, 500),
    (date(2021, 12, 20), None, None, "company", "mail", None, 0),
    (date(2022, 1, 1), None, None, "person", "mail", None, 0),
    (None, None, None, "person", "mail", None, 0),
]


@pytest.fixture
def year(record, at):
    with record.change("登记", "张敏", at) as change:
        for key, (received, closed, row, kind, channel, on_time, fees) in enumerate(YEAR, 1):
            change.add_case(CaseRow(number=str(key)))
            change.put_index(
                line(
                    key,
                    received=received,
                    closed_on=closed,
                    row=row,
                    applicant_class=kind,
                    channel=channel,
                    on_time=on_time,
                    fees_yuan=fees,
                    open=closed is None,
                )
            )
    return record


def test_a_year_is_counted_row_by_row(year):
    assert year.count_carried_in(2021) == {"person": 1}
    assert year.count_received(2021) == {"person": 3, "company": 2}
    assert year.count_closed(2021) == {(3, "person"): 2, (13, "company"): 1, (13, "person"): 1}
    assert year.count_carried_out(2021) == {"person": 1, "company": 1}
    assert year.count_channels(2021) == {"platform": 3, "mail": 2}
    assert year.count_on_time(2021) == (3, 4)
    assert year.years() == (2020, 2022)


def test_what_one_year_carries_out_the_next_carries_in(year):
    assert year.count_carried_out(2020) == year.count_carried_in(2021)
    assert year.count_carried_out(2021) == year.count_carried_in(2022)


@pytest.mark.parametrize(
    ("row", "kind", "ids"),
    [
        (1, None, [3, 4, 5, 6, 7]),
        (1, "company", [4, 7]),
        (2, None, [1]),
        (3, None, [1, 5]),
        (13, "person", [3]),
        (14, None, []),
        (24, None, [1, 3, 4, 5]),
        (25, None, [6, 7]),
        (25, "person", [6]),
    ],
)
def test_a_cell_opens_the_cases_it_counts(year, row, kind, ids):
    assert year.case_ids_for_cell(2021, row, kind) == ids


def test_an_empty_year_is_all_zero(record):
    assert record.count_received(2021) == {}
    assert record.count_closed(2021) == {}
    assert record.count_on_time(2021) == (0, 0)
    assert record.years() is None


def test_standing_facts_leave_out_what_was_superseded_or_voided(record, at):
    with record.change("登记", "张敏", at) as change:
        case_id = change.add_case(CaseRow(number="1"))
        first = change.add_fact(FactRow(0, case_id, "fee_paid", date(2021, 3, 1), "", {"yuan": 100}, at, "张敏"))
        change.add_fact(FactRow(0, case_id, "fee_paid", date(2021, 3, 2), "", {"yuan": 200}, at, "张敏", first, "日期"))
        gone = change.add_fact(FactRow(0, case_id, "suit_filed", date(2021, 3, 3), "", {}, at, "张敏"))
        change.add_fact(FactRow(0, case_id, "void", date(2021, 3, 4), "", {}, at, "张敏", gone, "误"))
    assert [(f.kind, f.detail) for f in record.standing_facts(["fee_paid", "suit_filed"])] == [
        ("fee_paid", {"yuan": 200})
    ]
