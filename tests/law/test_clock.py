"""The statutory clock: rules of 条例第三十条至第三十五条, one row a rule, expectations written by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseapp.law.clock import run_clock
from caseapp.law.counting import ExtensionOutOfRange, ExtensionTooLate, SecondExtension
from caseapp.law.facts import Fact, UnknownFactKind, WrongDate, parse_fact
from caseapp.law.history import AnswerWithoutQuestion, AskedTwice, FactBeforeReceipt, SetDateWrong
from caseapp.law.periods import OlderLaw
from law.lawbook import CALENDAR, PERIODS, D, clock

VECTORS = Path(__file__).parents[1] / "data" / "deadline_vectors.csv"


def test_vectors_20_and_20_plus_20_and_the_older_row_refused() -> None:
    with VECTORS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["received"] < "2019-05-15":
                with pytest.raises(OlderLaw, match="修订前的条例"):
                    clock(row["received"])
                continue
            assert str(clock(row["received"]).due) == row["20wd"]
            on = CALENDAR.add(D(row["received"]), 3)
            assert str(clock(row["received"], f"extended:{on}:20").due) == row["20wd+20wd"]


# received, facts, today, due, state, excluded, extended, provisional
STORIES = [
    ("2026-11-23", [], "2026-11-23", "2026-12-21", "running", 0, 0, False),
    ("2026-12-03", [], "2026-12-03", "2026-12-31", "running", 0, 0, True),
    ("2026-12-04", [], "2026-12-04", "2027-01-04", "running", 0, 0, True),
    # 补正: waiting, restart, lapse
    ("2026-11-02", ["clarification_sent:2026-11-10:15"], "2026-11-12", None, "waiting_clarification", 0, 0, False),
    (
        "2026-11-02",
        ["clarification_sent:2026-11-10:15", "clarification_received:2026-11-16"],
        "2026-11-16",
        "2026-12-14",
        "running",
        0,
        0,
        False,
    ),
    ("2026-11-02", ["clarification_sent:2026-11-03:5"], "2026-11-11", None, "abandoned", 0, 0, False),
    # third party: opinion before lapse; lapse after 15 working days; still running
    (
        "2026-10-08",
        ["third_party_sent:2026-10-21", "third_party_received:2026-10-23", "third_party_replied:2026-11-11"],
        "2026-11-23",
        "2026-11-25",
        "running",
        15,
        0,
        False,
    ),
    (
        "2026-10-08",
        ["third_party_sent:2026-10-21", "third_party_received:2026-10-23"],
        "2026-11-23",
        "2026-11-27",
        "running",
        17,
        0,
        False,
    ),
    (
        "2026-10-08",
        ["third_party_sent:2026-10-21", "third_party_received:2026-10-23"],
        "2026-10-28",
        "2026-11-11",
        "consulting",
        5,
        0,
        True,
    ),
    # overlapping consultations are a union
    (
        "2026-10-08",
        [
            "third_party_sent:2026-10-21",
            "third_party_received:2026-10-21",
            "third_party_replied:2026-10-30",
            "organ_sent:2026-10-28",
            "organ_received:2026-10-28",
            "organ_replied:2026-11-04",
        ],
        "2026-11-23",
        "2026-11-18",
        "running",
        10,
        0,
        False,
    ),
    # a second consultation of the same kind is numbered
    (
        "2026-10-08",
        [
            "third_party_sent:2026-10-21",
            "third_party_replied:2026-10-23",
            "third_party_sent#2:2026-10-26",
            "third_party_withdrawn#2:2026-10-27",
        ],
        "2026-11-23",
        "2026-11-09",
        "running",
        3,
        0,
        False,
    ),
    # a restart forgets earlier exclusions and extensions
    (
        "2026-10-08",
        [
            "third_party_sent:2026-10-09",
            "third_party_replied:2026-10-19",
            "extended:2026-10-20:10",
            "clarification_sent:2026-10-21:15",
            "clarification_received:2026-11-02",
        ],
        "2026-11-02",
        "2026-11-30",
        "running",
        0,
        0,
        False,
    ),
    # fee: waiting, paid = restart
    ("2026-10-08", ["fee_noticed:2026-10-20"], "2026-10-21", None, "waiting_fee", 0, 0, False),
    (
        "2026-10-08",
        ["fee_noticed:2026-10-20", "fee_paid:2026-10-26"],
        "2026-10-26",
        "2026-11-23",
        "running",
        0,
        0,
        False,
    ),
    ("2026-09-04", ["fee_noticed:2026-09-08"], "2026-10-20", None, "abandoned", 0, 0, False),
    # extension and art 35 delay
    ("2026-10-26", ["extended:2026-11-20:7"], "2026-11-23", "2026-12-02", "running", 0, 7, False),
    ("2026-10-26", ["excess_delay:2026-11-20:2026-12-15"], "2026-11-23", "2026-12-15", "running", 0, 0, False),
    # closed
    ("2026-10-08", ["served:2026-10-30"], "2026-11-23", "2026-11-04", "closed", 0, 0, False),
    ("2026-10-08", ["withdrawn:2026-10-12"], "2026-11-23", "2026-11-04", "closed", 0, 0, False),
]


@pytest.mark.parametrize(("received", "facts", "today", "due", "state", "excluded", "extended", "provisional"), STORIES)
def test_stories(
    received: str,
    facts: list[str],
    today: str,
    due: str | None,
    state: str,
    excluded: int,
    extended: int,
    provisional: bool,
) -> None:
    found = clock(received, *facts, today=today)
    assert (str(found.due) if found.due else None) == due
    assert found.state == state
    assert found.excluded_working_days == excluded
    assert found.extended_working_days == extended
    assert found.provisional is provisional


@pytest.mark.parametrize(("served", "on_time"), [("2026-11-03", True), ("2026-11-04", True), ("2026-11-05", False)])
def test_on_time_is_judged_by_service_on_the_day_before_the_day_itself_and_the_day_after(
    served: str, on_time: bool
) -> None:
    assert clock("2026-10-08", f"served:{served}").on_time is on_time


def test_a_consultation_running_across_a_restart_takes_nothing_out_after_it() -> None:
    found = clock(
        "2026-10-08",
        "third_party_sent:2026-10-26",
        "third_party_replied:2026-11-11",
        "clarification_sent:2026-10-13:15",
        "clarification_received:2026-11-02",
        today="2026-11-23",
    )
    assert (str(found.due), found.excluded_working_days) == ("2026-11-30", 0)
    assert [note.code for note in found.notes] == ["consultation_before_restart"]


def test_a_consultation_begun_on_the_last_day_takes_nothing_out() -> None:
    found = clock("2026-10-08", "third_party_sent:2026-11-04", "third_party_replied:2026-11-10", today="2026-11-23")
    assert (str(found.due), found.excluded_working_days) == ("2026-11-04", 0)


def test_an_extension_on_the_day_of_a_restart_belongs_to_the_new_period() -> None:
    facts = ("clarification_sent:2026-10-13:15", "clarification_received:2026-11-02", "extended:2026-11-02:5")
    assert str(clock("2026-10-08", *facts).due) == "2026-12-07"
    with pytest.raises(SecondExtension):
        clock("2026-10-08", *facts, "extended:2026-11-03:5")


def test_a_case_closed_while_something_was_awaited_is_not_judged() -> None:
    found = clock("2026-10-08", "clarification_sent:2026-10-13:5", "served:2026-11-20")
    assert (found.state, found.due, found.on_time) == ("closed", None, None)


def test_the_first_posting_keeps_counting_when_a_letter_is_served_again() -> None:
    found = clock("2026-10-08", "served:2026-11-20", "served:2026-11-04")
    assert found.closed == D("2026-11-04")
    assert found.on_time is True


def test_a_late_clarification_notice_shows_the_strict_date_beside_the_reset_one() -> None:
    found = clock("2026-10-08", "clarification_sent:2026-10-22:15", "clarification_received:2026-10-30")
    assert found.due == D("2026-11-27")
    assert found.strict_due == D("2026-11-04")
    assert [note.code for note in found.notes] == ["late_clarification"]


def test_ordinary_mail_confirmed_after_the_day_it_arrived_shows_the_strict_date() -> None:
    facts = [Fact("arrived", D("2026-10-08"), detail={"channel": "ordinary_mail"})]
    found = run_clock(D("2026-10-12"), facts, CALENDAR, PERIODS, D("2026-10-12"))
    assert found.due == D("2026-11-09")
    assert found.strict_due == D("2026-11-04")


def test_a_platform_request_counts_from_the_confirmation_and_has_no_stricter_date() -> None:
    facts = [Fact("arrived", D("2026-10-08"), detail={"channel": "platform"})]
    found = run_clock(D("2026-10-12"), facts, CALENDAR, PERIODS, D("2026-10-12"))
    assert (found.strict_due, found.notes) == (None, ())


def test_asking_a_third_party_what_the_statistics_law_forbids_anyway_shows_the_strict_date() -> None:
    facts = [
        parse_fact("third_party_sent:2026-10-21"),
        parse_fact("third_party_replied:2026-11-11"),
        Fact("outcome_decided", D("2026-11-12"), detail={"outcome": "forbidden_by_law"}),
    ]
    found = run_clock(D("2026-10-08"), facts, CALENDAR, PERIODS, D("2026-11-12"))
    assert (str(found.due), str(found.strict_due)) == ("2026-11-25", "2026-11-04")
    assert [note.code for note in found.notes] == ["needless_consultation"]


def test_a_letter_never_known_to_be_received_warns_after_15_working_days() -> None:
    assert clock("2026-10-08", "third_party_sent:2026-10-12", today="2026-11-02").notes == ()
    late = clock("2026-10-08", "third_party_sent:2026-10-12", today="2026-11-03")
    assert [note.code for note in late.notes] == ["consultation_unreceived"]


@pytest.mark.parametrize(
    ("received", "facts", "error", "words"),
    [
        ("2026-10-08", ["extended:2026-10-09:0"], ExtensionOutOfRange, "1 至 20"),
        ("2026-10-08", ["extended:2026-10-09:21"], ExtensionOutOfRange, "1 至 20"),
        ("2026-10-08", ["extended:2026-10-09:5", "extended:2026-10-12:5"], SecondExtension, "只能延长一次"),
        ("2026-10-08", ["extended:2026-11-05:5"], ExtensionTooLate, "2026-11-04 已过"),
        ("2026-10-08", ["clarification_sent:2026-10-09:15", "extended:2026-10-12:5"], ExtensionTooLate, "等待补正"),
        ("2026-10-08", ["served:2026-10-07"], FactBeforeReceipt, "早于收到申请之日"),
        ("2026-10-08", ["clarification_received:2026-10-09"], AnswerWithoutQuestion, "还没有告知补正"),
        ("2026-10-08", ["clarification_sent:2026-10-09:5", "clarification_sent:2026-10-12:5"], AskedTwice, "一次性"),
        ("2026-10-08", ["fee_paid:2026-10-09"], AnswerWithoutQuestion, "还没有发出收费通知"),
        ("2026-10-08", ["third_party_replied:2026-10-09"], AnswerWithoutQuestion, "还没有向第三方"),
        (
            "2026-10-08",
            ["third_party_sent:2026-10-20", "third_party_replied:2026-10-19"],
            AnswerWithoutQuestion,
            "还没有向第三方",
        ),
        ("2026-10-08", ["excess_delay:2026-10-09:2026-12-05"], SetDateWrong, "工作日"),
    ],
)
def test_refusals(received: str, facts: list[str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        clock(received, *facts)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("nonsense:2026-10-09", UnknownFactKind),
        ("served:2026-02-30", WrongDate),
        ("served:", WrongDate),
        ("extended:2026-10-09:ten", WrongDate),
        ("extended:2026-10-09", WrongDate),
        ("excess_delay:2026-10-09", WrongDate),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_fact(text)
