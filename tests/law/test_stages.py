"""The events × stages matrix: at each point of a case's life exactly these verbs are allowed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp import resources
from caseapp.law.casestate import CaseState
from caseapp.law.clock import run_clock
from caseapp.law.facts import Fact, in_order
from caseapp.law.permits import VERBS, NotAllowed, require, verb_states
from caseapp.law.review import ReviewState
from caseapp.law.rounds import this_reply
from caseapp.law.stages import current_stage, next_step, stage_bar
from law.lawbook import CALENDAR, PERIODS, D

OUTCOMES = resources.load_outcomes()
PASSED = ReviewState(True, (), D("2026-11-10"), None)
OPEN = ReviewState(False, ("缺分管领导签字",), None, None)
BASE = ["arrived", "received", "registered"]
ALWAYS = {"dispute", "answer_correction", "hold_secret"}
HANDLING = {
    "ask_clarification",
    "transfer",
    "consult",
    "notice_fee",
    "extend",
    "delay",
    "withdraw",
    "decide_outcome",
    "ask_reasons",
} | ALWAYS
DETAILS = {
    "clarification_sent": {"term": 15},
    "extended": {"days": 5, "awaits_notice": True},
    "reasons_given": {"acceptable": True},
    "third_party_replied": {"agrees": False},
    "served": {"way": "post"},
    "reconsideration_decided": {"result": "纠正"},
    "redo_ordered": {"days": 20, "unit": "working", "decision": "行政复议决定书", "decision_fact": 11},
}
SERVED = ["outcome_decided", "submitted", "signed_off", "finalised", "sealed", "served"]


def state(*kinds: str, outcome: str = "", review: ReviewState | None = None) -> CaseState:
    day = D("2026-11-02")
    facts = []
    for number, kind in enumerate(kinds, start=1):
        facts.append(Fact(kind, day, "", DETAILS.get(kind, {}), number))
    clock = None
    if "received" in kinds:
        clock = run_clock(day, facts, CALENDAR, PERIODS, day)
    chosen = OUTCOMES["withdrawn"] if "withdrawn" in kinds else OUTCOMES[outcome] if outcome else None
    return CaseState(this_reply(in_order(facts)), clock, chosen, review)


# point in the case's life -> facts, outcome, review, next step, stage, the verbs allowed (all of them)
MATRIX = {
    "unconfirmed": (
        ["arrived", "registered"],
        "",
        None,
        "confirm_receipt",
        "接收",
        {"confirm_receipt", "transfer", "split", "withdraw"} | ALWAYS,
    ),
    "registered": (BASE, "", None, "decide_outcome", "办理", HANDLING | {"split"}),
    "waiting for 补正": (
        [*BASE, "clarification_sent"],
        "",
        None,
        "receive_clarification",
        "办理",
        HANDLING - {"ask_clarification", "extend"} | {"receive_clarification"},
    ),
    "补正 received": (
        [*BASE, "clarification_sent", "clarification_received"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING - {"ask_clarification"},
    ),
    "consulting": ([*BASE, "third_party_sent"], "", None, "record_opinion", "办理", HANDLING | {"record_opinion"}),
    "waiting for a fee": (
        [*BASE, "fee_noticed"],
        "",
        None,
        "record_payment",
        "办理",
        HANDLING - {"notice_fee", "extend"} | {"record_payment"},
    ),
    "extended, the applicant not told": (
        [*BASE, "extended"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING - {"extend"} | {"tell_extension"},
    ),
    "extended and told": (
        [*BASE, "extended", "extension_told"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING - {"extend"},
    ),
    "handed to a 科室": (
        [*BASE, "transferred"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING | {"chase", "record_feedback", "split"},
    ),
    "the 科室 has reported": (
        [*BASE, "transferred", "chased", "department_replied"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING | {"split"},
    ),
    "reasons asked of an excessive applicant": (
        [*BASE, "reasons_asked"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING - {"ask_reasons"} | {"receive_reasons"},
    ),
    "reasons given": (
        [*BASE, "reasons_asked", "reasons_given"],
        "",
        None,
        "decide_outcome",
        "办理",
        HANDLING - {"ask_reasons"},
    ),
    "disclosing outcome, no review": (
        [*BASE, "outcome_decided"],
        "provided",
        None,
        "review",
        "审查",
        HANDLING | {"review", "refer_review"},
    ),
    "review not signed": (
        [*BASE, "outcome_decided"],
        "provided",
        OPEN,
        "review",
        "审查",
        HANDLING | {"review", "refer_review"},
    ),
    "put to the organ that can determine it": (
        [*BASE, "outcome_decided", "review_referred"],
        "provided",
        OPEN,
        "review",
        "审查",
        HANDLING | {"review", "record_referral"},
    ),
    "disclosed against an objection": (
        [*BASE, "third_party_sent", "third_party_replied", "outcome_decided"],
        "provided",
        PASSED,
        "submit",
        "答复",
        HANDLING | {"review", "submit", "notify_third_party"},
    ),
    "an objection that is followed": (
        [*BASE, "third_party_sent", "third_party_replied", "outcome_decided"],
        "third_party_rights",
        None,
        "submit",
        "答复",
        HANDLING | {"review", "refer_review", "submit"},
    ),
    "the third party told of the disclosure": (
        [*BASE, "third_party_sent", "third_party_replied", "outcome_decided", "third_party_told"],
        "provided",
        PASSED,
        "submit",
        "答复",
        HANDLING | {"review", "submit"},
    ),
    "final against an objection": (
        [*BASE, "third_party_sent", "third_party_replied", *SERVED[:4]],
        "provided",
        PASSED,
        "attach_sealed",
        "送达",
        {"withdraw", "transfer", "attach_sealed", "notify_third_party"} | ALWAYS,
    ),
    "review passed": (
        [*BASE, "outcome_decided"],
        "provided",
        PASSED,
        "submit",
        "答复",
        HANDLING | {"review", "submit"},
    ),
    "outcome without review": (
        [*BASE, "outcome_decided"],
        "not_existing",
        None,
        "submit",
        "答复",
        HANDLING | {"submit"},
    ),
    "a refusal asks for review but does not need it": (
        [*BASE, "outcome_decided"],
        "forbidden_by_law",
        None,
        "submit",
        "答复",
        HANDLING | {"review", "refer_review", "submit"},
    ),
    "submitted": (
        [*BASE, "outcome_decided", "submitted"],
        "provided",
        PASSED,
        "sign_off",
        "答复",
        HANDLING | {"review", "sign_off"},
    ),
    "signed off": (
        [*BASE, "outcome_decided", "submitted", "signed_off"],
        "provided",
        PASSED,
        "finalise",
        "答复",
        HANDLING | {"review", "finalise"},
    ),
    "final": (
        [*BASE, "outcome_decided", "submitted", "signed_off", "finalised"],
        "provided",
        PASSED,
        "attach_sealed",
        "送达",
        {"withdraw", "transfer", "attach_sealed"} | ALWAYS,
    ),
    "sealed": (
        [*BASE, "outcome_decided", "submitted", "signed_off", "finalised", "sealed"],
        "provided",
        PASSED,
        "serve",
        "送达",
        {"withdraw", "transfer", "serve"} | ALWAYS,
    ),
    "served": (
        [*BASE, "outcome_decided", "submitted", "signed_off", "finalised", "sealed", "served"],
        "provided",
        PASSED,
        "archive",
        "归档",
        {"serve", "record_return", "archive"} | ALWAYS,
    ),
    "mail returned": ([*BASE, *SERVED, "returned"], "provided", PASSED, "serve", "送达", {"serve"} | ALWAYS),
    "corrected by 复议": (
        [*BASE, *SERVED, "reconsideration_filed", "reconsideration_decided"],
        "provided",
        PASSED,
        "order_reply",
        "归档",
        {"serve", "record_return", "order_reply"} | ALWAYS,
    ),
    "ordered to reply anew: no 补正, fee, extension or delay": (
        [*BASE, *SERVED, "reconsideration_filed", "reconsideration_decided", "redo_ordered"],
        "",
        None,
        "decide_outcome",
        "办理",
        {"transfer", "consult", "withdraw", "decide_outcome", "ask_reasons"} | ALWAYS,
    ),
    "archived": (
        [*BASE, "outcome_decided", "submitted", "signed_off", "finalised", "sealed", "served", "archived"],
        "provided",
        PASSED,
        None,
        "归档",
        ALWAYS,
    ),
    "withdrawn": ([*BASE, "withdrawn"], "", None, "archive", "归档", {"archive"} | ALWAYS),
}


@pytest.mark.parametrize("point", list(MATRIX))
def test_exactly_these_verbs_are_allowed(point: str) -> None:
    kinds, outcome, review, step, stage, allowed = MATRIX[point]
    found = state(*kinds, outcome=outcome, review=review)
    assert {v.verb for v in verb_states(found) if v.allowed} == allowed
    assert next_step(found) == step
    assert current_stage(found) == stage
    for verb in verb_states(found):
        assert verb.allowed or verb.reason.endswith("。")


@pytest.mark.parametrize("point", list(MATRIX))
def test_printing_allows_forbids_and_moves_nothing(point: str) -> None:
    kinds, outcome, review, step, stage, allowed = MATRIX[point]
    found = state(*kinds, "printed", outcome=outcome, review=review)
    assert {v.verb for v in verb_states(found) if v.allowed} == allowed
    assert (next_step(found), current_stage(found)) == (step, stage)


def test_history_from_a_ledger_passes_no_gate() -> None:
    found = state("received", "imported", "outcome_decided", "served", outcome="provided")
    found = replace(found, clock=None)
    assert next_step(found) is None
    assert {v.verb for v in verb_states(found) if v.allowed} == {"dispute"}


def test_a_refusal_names_the_verb_and_the_reason() -> None:
    with pytest.raises(NotAllowed, match="不能登记送达：答复书还没有定稿"):
        require(state(*BASE), "serve")


def test_the_stage_bar_has_seven_stages_with_their_days() -> None:
    bar = stage_bar(state(*MATRIX["final"][0], outcome="provided", review=PASSED))
    assert [(s.name, s.state) for s in bar] == [
        ("接收", "done"),
        ("登记", "done"),
        ("办理", "done"),
        ("审查", "done"),
        ("答复", "done"),
        ("送达", "current"),
        ("归档", "ahead"),
    ]
    assert bar[3].on == D("2026-11-10")


def test_a_review_the_outcome_does_not_need_is_no_tick_on_the_bar() -> None:
    bar = stage_bar(state(*BASE, "outcome_decided", outcome="not_existing"))
    assert [s.state for s in bar] == ["done", "done", "done", "skipped", "current", "ahead", "ahead"]


def test_every_verb_has_words() -> None:
    assert all(VERBS.values())
