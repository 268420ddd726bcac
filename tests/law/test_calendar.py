"""The three-kind calendar against its sources."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from caseapp.law.calendar import DateOutOfCalendar
from law.lawbook import CALENDAR, D

DATA = Path(__file__).parents[1] / "data"


def test_every_day_of_2019_to_2026_agrees_with_an_independent_calendar() -> None:
    day = date(2019, 1, 1)
    wrong = []
    while day <= date(2026, 12, 31):
        if CALENDAR.is_working(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize(
    ("day", "works", "words"),
    [
        ("2026-02-14", True, "上班日"),
        ("2026-02-16", False, "春节放假"),
        ("2026-10-10", True, "上班日"),
        ("2026-11-21", False, "周六，休息日"),
        ("2026-11-23", True, "周一"),
        ("2018-12-29", True, "2019 年放假安排定为上班日"),
        ("2022-12-31", False, "2023 年放假安排"),
        ("2020-02-03", True, "上班日"),
        ("2027-02-05", False, "当年放假安排未公布"),
        ("2027-02-06", False, "春节"),
    ],
)
def test_a_day_says_whether_it_works_and_why(day: str, works: bool, words: str) -> None:
    verdict = CALENDAR.verdict(D(day))
    assert verdict.works is works
    assert words in verdict.reason


def test_vectors_7_15_20_and_40_working_days_after_receipt() -> None:
    with (DATA / "deadline_vectors.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start = D(row["received"])
            for count, column in ((7, "7wd"), (15, "15wd"), (20, "20wd"), (40, "20wd+20wd")):
                assert CALENDAR.add(start, count).isoformat() == row[column], (row["received"], count)


@pytest.mark.parametrize(
    ("after", "until", "unsettled"),
    [
        ("2026-11-23", "2026-12-21", False),
        ("2026-11-27", "2026-12-24", False),
        ("2026-11-30", "2026-12-25", True),
        ("2026-12-03", "2026-12-31", True),
        ("2026-12-04", "2027-01-04", True),
        ("2025-12-20", "2026-01-20", False),
    ],
)
def test_only_unpublished_years_and_the_last_week_of_the_last_published_are_unsettled(
    after: str, until: str, unsettled: bool
) -> None:
    assert CALENDAR.touches_unsettled(D(after), D(until)) is unsettled


def test_no_bridge_and_no_working_weekend_is_guessed_for_2027() -> None:
    off = [
        d
        for d in (date(2027, 1, 1) + timedelta(days=n) for n in range(365))
        if d.weekday() < 5 and not CALENDAR.is_working(d)
    ]
    # 元旦 1-1 (Fri), 除夕 2-5 (Fri), 初二 2-8 not in the four days 2-5..2-8: 除夕、初一至初三 = 2-5..2-8 (Mon)
    assert [d.isoformat() for d in off] == [
        "2027-01-01",
        "2027-02-05",
        "2027-02-08",
        "2027-04-05",
        "2027-06-09",
        "2027-09-15",
        "2027-10-01",
    ]
    weekend = [d for d in (date(2027, 1, 1) + timedelta(days=n) for n in range(365)) if d.weekday() >= 5]
    assert not any(CALENDAR.is_working(d) for d in weekend)


@pytest.mark.parametrize("day", ["1970-01-01", "2018-11-30", "2036-01-01", "9999-12-31"])
def test_a_date_outside_the_calendar_is_refused_in_one_sentence(day: str) -> None:
    with pytest.raises(DateOutOfCalendar, match="工作日历只覆盖"):
        CALENDAR.verdict(D(day))


def test_counting_past_the_span_is_refused() -> None:
    with pytest.raises(DateOutOfCalendar):
        CALENDAR.add(date(2035, 12, 20), 30)
