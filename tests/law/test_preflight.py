"""定稿前自查: each fault is found by exactly its check; a sound letter has no finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp import resources
from caseapp.law.letter_facts import BLOCK, WARN, LetterFacts
from caseapp.law.preflight import passed_checks, preflight
from caseapp.law.review import ReviewState
from law.lawbook import D

OUTCOMES = resources.load_outcomes()
SOUND = LetterFacts(
    outcome=OUTCOMES["provided"],
    decided=D("2026-11-20"),
    today=D("2026-11-20"),
    due=D("2026-11-30"),
    clock_state="running",
    signed_off=D("2026-11-20"),
    review=ReviewState(True, (), D("2026-11-19"), None),
    review_stale=False,
    blank_slots=(),
    remedy_problem="",
    missing_glyphs="",
    consulted=False,
    third_party_agreed=False,
    consulting=False,
    clarified=False,
    searched=False,
    request_blank=False,
    phone="0537-0000000",
    address="某某路1号",
    organ="济宁市统计局",
)


def test_a_sound_letter_has_no_finding_and_passes_every_check() -> None:
    assert preflight(SOUND) == []
    assert len(passed_checks(SOUND)) == 24


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"review": None}, "review_missing", BLOCK),
        ({"review": ReviewState(False, ("缺分管领导签字",), None, None)}, "review_missing", BLOCK),
        ({"outcome": OUTCOMES["forbidden_by_law"], "review": None}, "review_not_asked", WARN),
        ({"review": ReviewState(True, (), D("2026-11-21"), None)}, "review_late", BLOCK),
        ({"review_stale": True}, "review_stale", BLOCK),
        ({"decided": D("2026-11-21"), "signed_off": None}, "dated_ahead", BLOCK),
        ({"signed_off": D("2026-11-20"), "decided": D("2026-11-19")}, "dated_before_sign_off", BLOCK),
        ({"due": D("2026-11-19")}, "overdue", WARN),
        ({"due": D("2026-11-20")}, "due_today", WARN),
        ({"blank_slots": ("提供的材料",)}, "blank_slot", BLOCK),
        ({"remedy_problem": "没有填写起诉法院"}, "remedy_incomplete", BLOCK),
        ({"missing_glyphs": "缺字 U+1F600"}, "missing_glyph", BLOCK),
        ({"outcome": OUTCOMES["not_existing"], "review": None}, "no_search", BLOCK),
        ({"outcome": OUTCOMES["third_party_rights"]}, "no_consultation", BLOCK),
        (
            {"outcome": OUTCOMES["third_party_rights"], "consulted": True, "third_party_agreed": True},
            "third_party_agreed",
            BLOCK,
        ),
        ({"review": ReviewState(True, (), D("2026-11-19"), None, "部分公开")}, "review_disagrees", BLOCK),
        ({"outcome": OUTCOMES["unclear_after_clarification"], "review": None}, "no_clarification", BLOCK),
        ({"consulting": True}, "consulting", WARN),
        ({"clock_state": "waiting_clarification"}, "waiting", WARN),
        ({"outcome": OUTCOMES["fee_lapsed"], "review": None}, "not_lapsed", BLOCK),
        ({"request_blank": True}, "request_blank", BLOCK),
        ({"organ": " "}, "no_organ", BLOCK),
        ({"phone": ""}, "no_contact", BLOCK),
    ],
)
def test_each_fault_is_found_by_exactly_its_check(changes: dict, code: str, level: str) -> None:
    assert [(f.code, f.level) for f in preflight(replace(SOUND, **changes))] == [(code, level)]


def test_blocking_findings_come_first() -> None:
    found = preflight(replace(SOUND, due=D("2026-11-19"), request_blank=True))
    assert [f.level for f in found] == [BLOCK, WARN]
