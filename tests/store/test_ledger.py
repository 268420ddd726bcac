from __future__ import annotations

import random
from datetime import date

import pytest

from caseapp.store import ledger as store_ledger
from caseapp.store.bulk import put_index
from caseapp.store.ledger import SORTABLE
from caseapp.store.rows import CaseRow, IndexCounts, IndexFilter
from store.store_rows import line


@pytest.fixture
def ledger(record, at):
    """Four cases: two open ones, one of them waiting without a due date, and two closed ones."""
    lines = [
        line(1, applicant="李诚", due=date(2021, 3, 29), search="李诚 年鉴 100%"),
        line(2, applicant="王芳", due=None, state="waiting", search="王芳 月报 50_50"),
        line(
            3,
            applicant="赵喆",
            applicant_class="commercial",
            channel="mail",
            due=None,
            open=False,
            stage="closed",
            outcome="granted",
            row=3,
            closed_on=date(2021, 3, 10),
            used_days=7,
            on_time=True,
            handler="孙堃",
            search=r"赵喆 企业名录 a\b",
        ),
        line(
            4,
            year=2020,
            applicant="钱某",
            due=date(2020, 12, 1),
            provisional=True,
            search="钱某 人均收入 ABC",
        ),
    ]
    with record.change("登记", "张敏", at) as change:
        for row in lines:
            change.add_case(CaseRow(number=row.number))
        change.put_index_many(lines)
    return record


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (IndexFilter(), [1, 2, 3, 4]),
        (IndexFilter(year=2021), [1, 2, 3]),
        (IndexFilter(open=True), [1, 2, 4]),
        (IndexFilter(open=False), [3]),
        (IndexFilter(stage="closed"), [3]),
        (IndexFilter(outcome="granted"), [3]),
        (IndexFilter(channel="mail"), [3]),
        (IndexFilter(applicant_class="commercial"), [3]),
        (IndexFilter(handler="孙堃"), [3]),
        (IndexFilter(due_before=date(2021, 1, 1)), [4]),
        (IndexFilter(due_before=date(2021, 3, 29)), [4]),
        (IndexFilter(due_before=date(2021, 3, 30)), [1, 4]),
        (IndexFilter(year=2021, open=True, text="月报"), [2]),
        (IndexFilter(text="年鉴"), [1]),
        (IndexFilter(text="李诚 年鉴"), [1]),
        (IndexFilter(text="李诚 月报"), []),
        (IndexFilter(text="abc"), [4]),
        (IndexFilter(text="100%"), [1]),
        (IndexFilter(text="%"), [1]),
        (IndexFilter(text="_"), [2]),
        (IndexFilter(text="\\"), [3]),
        (IndexFilter(text="'; DROP TABLE cases; --"), []),
    ],
)
def test_a_filter_holds_what_it_says(ledger, wanted, ids):
    assert ledger.index_ids(wanted) == ids


@pytest.mark.parametrize(
    ("sort", "descending", "ids"),
    [
        ("number", False, [1, 2, 3, 4]),
        ("number", True, [4, 3, 2, 1]),
        ("due", False, [4, 1, 2, 3]),
        ("due", True, [1, 4, 2, 3]),
        ("closed_on", False, [3, 1, 2, 4]),
        ("year", False, [4, 1, 2, 3]),
        ("year", True, [3, 2, 1, 4]),
    ],
)
def test_cases_without_a_value_come_last_and_equal_ones_in_order(ledger, sort, descending, ids):
    assert ledger.index_ids(None, sort, descending) == ids


@pytest.mark.parametrize("column", SORTABLE)
def test_every_column_sorts_through_an_index(ledger, column):
    sql = f'EXPLAIN QUERY PLAN SELECT case_id FROM case_index ORDER BY "{column}", case_id'
    plan = " ".join(row[3] for row in ledger._database.lines(sql))
    assert "TEMP B-TREE" not in plan
    assert len(ledger.index_ids(None, column)) == 4


def test_an_unknown_column_is_a_fault_of_the_program(ledger):
    for ask in (lambda: ledger.index_ids(None, "search"), lambda: ledger.index_values("phone")):
        with pytest.raises(ValueError, match="ledger"):
            ask()


def test_a_page_comes_in_the_order_asked_for(ledger):
    assert [row.applicant for row in ledger.index_page([3, 99, 1])] == ["赵喆", "李诚"]
    assert ledger.index_page([]) == []


def test_counts_stand_against_today(ledger):
    day = date(2021, 3, 29)
    assert ledger.index_counts(None, day, day) == IndexCounts(4, 3, overdue=1, due_soon=1, provisional=1)
    later = date(2021, 3, 30)
    assert ledger.index_counts(None, later, later) == IndexCounts(4, 3, overdue=2, due_soon=0, provisional=1)
    none = IndexFilter(text="没有")
    assert ledger.index_counts(none, day, day) == IndexCounts(0, 0, overdue=0, due_soon=0, provisional=0)


def test_values_of_a_column_come_once_and_in_order(ledger):
    assert ledger.index_values("handler") == ["孙堃", "张敏"]
    assert ledger.index_values("year") == [2020, 2021]


CHOICES = (
    IndexFilter(year=2021),
    IndexFilter(open=True),
    IndexFilter(open=False, handler="张敏"),
    IndexFilter(channel="post", text="粮食"),
    IndexFilter(text="粮食 产量"),
    IndexFilter(due_before=date(2021, 3, 20)),
    IndexFilter(not_stage="归档", year=2022),
)


@pytest.mark.parametrize("rare", [0, 3, 1000])
@pytest.mark.parametrize("wanted", CHOICES)
def test_the_first_page_is_the_beginning_of_the_whole_however_it_is_found(
    tmp_path, monkeypatch, new_record, wanted, rare
):
    monkeypatch.setattr(store_ledger, "RARE", rare)
    monkeypatch.setattr(store_ledger, "FRONT", 12)
    dice = random.Random(5)
    with new_record(tmp_path / "many.caseapp") as record:
        record._database.raw().execute("PRAGMA foreign_keys = OFF")  # index lines without their cases
        lines = [_any_line(dice, number) for number in range(1, 61)]
        put_index(record._database, lines)
        held = {row.case_id for row in lines if _holds(wanted, row)}
        assert record.index_counts(wanted, date(2021, 3, 20), date(2021, 3, 25)).total == len(held)
        for sort in ("number", "year", "due", "used_days", "applicant"):
            for descending in (False, True):
                whole = record.index_ids(wanted, sort, descending)
                assert set(whole) == held
                for limit in (1, 5, 100):
                    assert record.index_ids(wanted, sort, descending, limit) == whole[:limit]


def _any_line(dice, number):
    return line(
        number,
        number=f"2021-{dice.randrange(90):03d}-{number}",
        year=dice.choice((2021, 2022)),
        applicant=dice.choice("赵钱孙李"),
        open=dice.random() < 0.3,
        handler=dice.choice(("张敏", "孙堃")),
        channel=dice.choice(("post", "email")),
        stage=dice.choice(("归档", "办理")),
        due=dice.choice((None, date(2021, 3, dice.randrange(1, 31)))),
        used_days=dice.choice((None, 3, 5)),
        search=dice.choice(("粮食产量", "粮食面积", "棉花产量")),
    )


def _holds(wanted, row):
    exact = all(
        getattr(wanted, name) in (None, "") or getattr(wanted, name) == getattr(row, name)
        for name in ("year", "open", "channel", "handler")
    )
    due = wanted.due_before is None or (row.due is not None and row.due < wanted.due_before)
    stage = not wanted.not_stage or row.stage != wanted.not_stage
    return exact and due and stage and all(term in row.search for term in wanted.text.split())
