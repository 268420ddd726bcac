"""重新答复: the decision's period, a clock of its own, and what belongs to which reply."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp.law.clock import Clock, run_clock
from caseapp.law.facts import Fact
from caseapp.law.rounds import OrderedPeriodWrong, first_reply, this_reply
from caseapp.law.trace import grouped, trace
from law.lawbook import CALENDAR, PERIODS, D

BEFORE = [
    Fact("received", D("2026-06-01"), id=1),
    Fact("extended", D("2026-06-10"), detail={"days": 10}, id=2),
    Fact("outcome_decided", D("2026-06-12"), id=3),
    Fact("served", D("2026-06-15"), id=4),
    Fact("archived", D("2026-06-30"), id=5),
]


def ordered(on: str = "2026-09-14", *more: Fact, **detail: Any) -> Clock:
    order = Fact("redo_ordered", D(on), detail={"decision": "行政复议决定书", **detail}, id=6)
    return run_clock(D("2026-06-01"), [*BEFORE, order, *more], CALENDAR, PERIODS, D(on))


# received, the period, due (by hand: 上班日 09-20 and 10-10, off 09-25..27 and 10-01..07)
PERIODS_SET = [
    ("2026-09-14", {"days": 20, "unit": "working"}, "2026-10-16"),
    ("2026-09-14", {"days": 15, "unit": "working"}, "2026-10-10"),
    # 10-02 lies in the holiday: rolls to 10-08
    ("2026-09-17", {"days": 15, "unit": "calendar"}, "2026-10-08"),
    ("2026-09-14", {"days": 60, "unit": "calendar"}, "2026-11-13"),
    # a day the decision names stands, though it is a Saturday off
    ("2026-09-14", {"until": "2026-10-03"}, "2026-10-03"),
]


@pytest.mark.parametrize(("on", "period", "due"), PERIODS_SET)
def test_the_decision_sets_the_period_and_nothing_else_moves_it(on: str, period: dict[str, Any], due: str) -> None:
    found = ordered(on, **period)
    assert (str(found.due), found.state, found.closed, str(found.base)) == (due, "running", None, on)
    assert (found.extended_working_days, found.excluded_working_days) == (0, 0)
    consulted = ordered(
        on, Fact("third_party_sent", D(on), id=7), Fact("third_party_received", D(on), id=8), **period
    )
    assert str(consulted.due) == due
    assert consulted.state == "running"


@pytest.mark.parametrize(("served", "on_time"), [("2026-10-15", True), ("2026-10-16", True), ("2026-10-17", False)])
def test_the_new_reply_is_judged_by_its_own_service(served: str, on_time: bool) -> None:
    found = ordered("2026-09-14", Fact("served", D(served), id=9), days=20, unit="working")
    assert (str(found.closed), found.on_time) == (served, on_time)
    assert str(found.history.earlier_service) == "2026-06-15"


@pytest.mark.parametrize(
    "period",
    [
        {},
        {"days": 0},
        {"days": 61, "unit": "working"},
        {"days": 10, "unit": "weeks"},
        {"until": "2026-09-13"},
    ],
)
def test_a_period_that_is_none_is_refused(period: dict[str, Any]) -> None:
    with pytest.raises(OrderedPeriodWrong):
        ordered(**period)


def test_a_year_end_order_is_provisional_only_where_a_notice_can_move_it() -> None:
    assert ordered("2026-12-10", days=20, unit="working").provisional
    assert not ordered("2026-12-10", until="2027-01-15").provisional
    # 2026-12-26 is a Saturday of the unsettled last week: the roll-forward may move
    assert ordered("2026-12-16", days=10, unit="calendar").provisional
    assert not ordered("2026-12-01", days=10, unit="calendar").provisional


def test_what_belongs_to_a_reply_is_told_apart_by_day_and_on_one_day_by_the_order_of_recording() -> None:
    order = Fact("redo_ordered", D("2026-06-30"), detail={"days": 20}, id=6)
    later = Fact("outcome_decided", D("2026-06-30"), id=7)
    facts = [*BEFORE, order, later]
    assert [f.id for f in this_reply(facts)] == [1, 2, 6, 7]
    assert [f.id for f in first_reply(facts)] == [1, 2, 3, 4, 5]


def test_the_trace_of_calendar_days_names_every_day_and_the_roll_forward() -> None:
    found = ordered("2026-09-17", days=15, unit="calendar")
    steps = [s for s in trace(found, CALENDAR, PERIODS) if s.day > D("2026-09-17")]
    assert [str(s.day) for s in steps][:2] == ["2026-09-18", "2026-09-19"]
    assert [s.text for s in steps if str(s.day) == "2026-10-02"] == ["计入，第 15 日"]
    assert "期限顺延" in next(s.text for s in steps if str(s.day) == "2026-10-03")
    assert steps[-1].text == "第 15 日届满，最后一日为 2026-10-08，最迟于当日答复"
    assert len({s.day for s in steps}) == 21
    rows = grouped(trace(found, CALENDAR, PERIODS), CALENDAR)
    assert "按日计入 15 日，届满日遇休息日顺延" in [r.text for r in rows]
