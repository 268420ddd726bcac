"""What the law tests share: the shipped rules, and short ways to write facts."""

from __future__ import annotations

from datetime import date

from caseapp import resources
from caseapp.law.clock import Clock, run_clock
from caseapp.law.facts import Fact, parse_fact

CALENDAR = resources.load_calendar()
PERIODS = resources.load_periods()
D = date.fromisoformat


def clock(received: str, *facts: str, today: str | None = None) -> Clock:
    parsed: list[Fact] = [parse_fact(text) for text in facts]
    return run_clock(D(received), parsed, CALENDAR, PERIODS, D(today or received))
