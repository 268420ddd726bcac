"""今日: what is minded beside the due date follows from state on the day, so that no day missed loses anything."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp import resources
from caseapp.law.agenda import dated_matters, matters
from caseapp.law.casestate import CaseState
from caseapp.law.clock import run_clock
from caseapp.law.facts import Fact, in_order, last
from caseapp.law.rounds import this_reply
from law.lawbook import CALENDAR, PERIODS, D

OUTCOMES = resources.load_outcomes()


def case(today: str, *written: tuple[Any, ...]) -> CaseState:
    facts = [
        Fact(kind, D(on), "", detail[0] if detail else {}, number)
        for number, (kind, on, *detail) in enumerate(written, start=1)
    ]
    received = last(facts, "received")
    clock = run_clock(received.on, facts, CALENDAR, PERIODS, D(today), strict=False) if received else None
    decided = any(f.kind == "outcome_decided" for f in facts)
    return CaseState(this_reply(in_order(facts)), clock, OUTCOMES["provided"] if decided else None, None)


def codes(today: str, *written: tuple[Any, ...], touched: str | None = None) -> list[str]:
    found = case(today, *written)
    return [m.code for m in matters(found, CALENDAR, PERIODS, D(today), D(touched) if touched else None)]


RECEIVED = ("received", "2026-11-02")
TERM = {"term": 5}
ASKED = ("third_party_sent", "2026-11-03")
OBJECTED = ("third_party_replied", "2026-11-10", {"agrees": False})
AGREED = ("third_party_replied", "2026-11-10", {"agrees": True})

# today, facts, what is minded: the day before it begins, its first day, its last day, the day after, a month later
TABLE = [
    # 补正告知: seven working days after 11-02 end on 11-11; minded in the last three
    ("2026-11-05", [RECEIVED], []),
    ("2026-11-06", [RECEIVED], ["clarification_notice"]),
    ("2026-11-11", [RECEIVED], ["clarification_notice"]),
    ("2026-11-12", [RECEIVED], []),
    ("2026-11-10", [RECEIVED, ("clarification_sent", "2026-11-06", {"term": 15})], []),
    ("2026-11-10", [RECEIVED, ("searched", "2026-11-05")], []),
    # disclosed against an objection: minded until the third party is told
    ("2026-11-12", [RECEIVED, ASKED, OBJECTED], []),
    ("2026-11-12", [RECEIVED, ASKED, OBJECTED, ("outcome_decided", "2026-11-12")], ["third_party_untold"]),
    ("2026-11-12", [RECEIVED, ASKED, AGREED, ("outcome_decided", "2026-11-12")], []),
    (
        "2026-11-13",
        [RECEIVED, ASKED, OBJECTED, ("outcome_decided", "2026-11-12"), ("third_party_told", "2026-11-13")],
        [],
    ),
    # a third party had the letter on 11-04: fifteen working days end on 11-25
    (
        "2026-11-17",
        [RECEIVED, ("third_party_sent", "2026-11-03"), ("third_party_received", "2026-11-04")],
        [],
    ),
    (
        "2026-11-18",
        [RECEIVED, ("third_party_sent", "2026-11-03"), ("third_party_received", "2026-11-04")],
        ["consultation_lapses"],
    ),
    (
        "2026-11-25",
        [RECEIVED, ("third_party_sent", "2026-11-03"), ("third_party_received", "2026-11-04")],
        ["consultation_lapses"],
    ),
    (
        "2026-11-26",
        [RECEIVED, ("third_party_sent", "2026-11-03"), ("third_party_received", "2026-11-04")],
        ["consultation_lapsed"],
    ),
    (
        "2026-12-28",
        [RECEIVED, ("third_party_sent", "2026-11-03"), ("third_party_received", "2026-11-04")],
        ["consultation_lapsed"],
    ),
    (
        "2026-11-26",
        [
            RECEIVED,
            ("third_party_sent", "2026-11-03"),
            ("third_party_received", "2026-11-04"),
            ("third_party_replied", "2026-11-20"),
        ],
        [],
    ),
    # never known to be received: minded after fifteen working days
    ("2026-11-24", [RECEIVED, ("organ_sent", "2026-11-03")], []),
    ("2026-11-25", [RECEIVED, ("organ_sent", "2026-11-03")], ["consultation_unreceived"]),
    # an extension nobody told the applicant of, at once
    ("2026-11-10", [RECEIVED, ("extended", "2026-11-10", {"days": 10, "awaits_notice": True})], ["extension_untold"]),
    (
        "2026-11-10",
        [
            RECEIVED,
            ("extended", "2026-11-10", {"days": 10, "awaits_notice": True}),
            ("extension_told", "2026-11-10"),
        ],
        [],
    ),
    # final on 11-13 (Friday), not served: from the next working day on
    ("2026-11-15", [RECEIVED, ("outcome_decided", "2026-11-09"), ("finalised", "2026-11-13")], []),
    ("2026-11-16", [RECEIVED, ("outcome_decided", "2026-11-09"), ("finalised", "2026-11-13")], ["unserved"]),
    # handed over on 11-04 with five working days: late from 11-12 on, quiet for three after a chase-up
    ("2026-11-11", [RECEIVED, ("transferred", "2026-11-04", TERM)], []),
    ("2026-11-12", [RECEIVED, ("transferred", "2026-11-04", TERM)], ["department_late"]),
    ("2026-11-13", [RECEIVED, ("transferred", "2026-11-04", TERM), ("chased", "2026-11-12")], []),
    ("2026-11-17", [RECEIVED, ("transferred", "2026-11-04", TERM), ("chased", "2026-11-12")], ["department_late"]),
    ("2026-11-17", [RECEIVED, ("transferred", "2026-11-04", TERM), ("department_replied", "2026-11-13")], []),
    # the office has decided, or waits for the applicant: the 科室 is not what it waits for
    ("2026-11-17", [RECEIVED, ("transferred", "2026-11-04", TERM), ("outcome_decided", "2026-11-13")], []),
    (
        "2026-11-17",
        [RECEIVED, ("transferred", "2026-11-04", TERM), ("clarification_sent", "2026-11-06", {"term": 15})],
        [],
    ),
    # reasons asked on 11-12 with five working days
    ("2026-11-19", [RECEIVED, ("reasons_asked", "2026-11-12", TERM)], []),
    ("2026-11-20", [RECEIVED, ("reasons_asked", "2026-11-12", TERM)], ["reasons_late"]),
    ("2026-11-20", [RECEIVED, ("reasons_asked", "2026-11-12", TERM), ("reasons_given", "2026-11-16")], []),
    # nothing to mind once served or withdrawn
    ("2026-11-11", [RECEIVED, ("served", "2026-11-10")], []),
    ("2026-11-11", [RECEIVED, ("withdrawn", "2026-11-10")], []),
]


@pytest.mark.parametrize(("today", "facts", "expected"), TABLE)
def test_what_a_case_needs_minded(today: str, facts: list[tuple[Any, ...]], expected: list[str]) -> None:
    assert codes(today, *facts) == expected


@pytest.mark.parametrize(
    ("today", "touched", "expected"),
    [
        ("2026-11-20", "2026-11-13", ["idle"]),
        ("2026-11-19", "2026-11-13", []),
        ("2026-12-30", "2026-11-13", ["idle"]),
    ],
)
def test_five_working_days_without_a_record_are_minded(today: str, touched: str, expected: list[str]) -> None:
    assert codes(today, RECEIVED, touched=touched) == expected


def test_waiting_for_the_applicant_is_not_idle() -> None:
    facts = [RECEIVED, ("clarification_sent", "2026-11-06", {"term": 15})]
    assert codes("2026-11-20", *facts, touched="2026-11-06") == []


def test_a_silent_third_party_is_not_consent_and_a_silent_organ_is() -> None:
    for party, words in (("third_party", "不视为同意"), ("organ", "视为同意公开")):
        found = case("2026-11-26", RECEIVED, (f"{party}_sent", "2026-11-03"), (f"{party}_received", "2026-11-04"))
        detail = matters(found, CALENDAR, PERIODS, D("2026-11-26"), None)[0].detail
        assert words in detail


def test_the_days_to_come_name_what_ends() -> None:
    found = case("2026-11-05", RECEIVED, ("third_party_sent", "2026-11-03"), ("third_party_received", "2026-11-04"))
    days = dated_matters(found, CALENDAR, PERIODS, D("2026-11-05"))
    # the opinion ends on 11-25; while it is asked, the due date is what it would be were it answered today
    assert [(str(m.day), m.text) for m in days] == [
        ("2026-11-25", "征求第三方意见期满"),
        ("2026-12-02", "答复期限（暂定）"),
    ]
