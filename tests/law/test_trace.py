"""A result explains itself: the trace names every day."""

from __future__ import annotations

from datetime import timedelta

from caseapp.law.trace import COUNTED, EVENT, EXCLUDED, grouped, trace
from law.lawbook import CALENDAR, PERIODS, D, clock


def test_every_day_between_receipt_and_due_date_stands_in_the_trace_once() -> None:
    found = clock(
        "2026-09-04",
        "third_party_sent:2026-09-10",
        "third_party_received:2026-09-11",
        "third_party_replied:2026-09-22",
        "extended:2026-09-23:5",
        today="2026-10-20",
    )
    steps = trace(found, CALENDAR, PERIODS)
    days = [s.day for s in steps if s.kind != EVENT]
    assert found.due == D("2026-10-28")
    assert days == [D("2026-09-05") + timedelta(days=n) for n in range((found.due - D("2026-09-04")).days)]
    assert sum(1 for s in steps if s.kind == COUNTED) == 25
    excluded = [s for s in steps if s.kind == EXCLUDED]
    assert [s.day.isoformat() for s in excluded][:2] == ["2026-09-11", "2026-09-14"]
    assert len(excluded) == found.excluded_working_days == 9
    assert {s.article for s in excluded} == {"条例第三十三条第三款"}
    assert D("2026-09-20") in [s.day for s in excluded]


def test_the_grouped_rows_say_it_as_the_design_board_does() -> None:
    found = clock(
        "2026-10-08",
        "third_party_sent:2026-10-21",
        "third_party_received:2026-10-23",
        "third_party_replied:2026-11-11",
        today="2026-11-23",
    )
    rows = [r for r in grouped(trace(found, CALENDAR, PERIODS), CALENDAR) if r.kind != EVENT]
    assert [(str(r.first), str(r.last), r.count) for r in rows] == [
        ("2026-10-09", "2026-10-21", 10),
        ("2026-10-22", "2026-10-23", 10),
        ("2026-10-24", "2026-11-11", 10),
        ("2026-11-12", "2026-11-25", 20),
    ]
    assert rows[0].text == "计入；10-10 为上班日；其余周末为休息日"


def test_a_waiting_clock_tells_what_is_awaited_and_counts_nothing() -> None:
    steps = trace(clock("2026-11-02", "clarification_sent:2026-11-10:15"), CALENDAR, PERIODS)
    assert [s.kind for s in steps] == [EVENT, EVENT]
    assert "至 2026-12-01" in steps[-1].text


def test_a_provisional_date_says_so_in_its_conclusion() -> None:
    steps = trace(clock("2026-12-04"), CALENDAR, PERIODS)
    assert steps[-1].text.endswith("（暂定：放假安排尚未公布）")
