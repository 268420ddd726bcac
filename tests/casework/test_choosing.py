"""What the record of a case settles of the questions, and how a reasoned outcome is told afterwards."""

from __future__ import annotations

import pytest

from caseapp import resources
from caseapp.casework.case_views import case_view
from caseapp.casework.handling import procedure
from caseapp.casework.handling.choosing import choosing
from caseapp.casework.letters import replying
from caseapp.casework.letters.slots import template_of
from caseapp.law.chooser import walk
from casework.offices import D, at, lead_up, new_office, register
from law.test_chooser import REPLIES


@pytest.fixture
def office(tmp_path):
    opened = new_office(tmp_path / "r.caseapp")
    yield opened
    opened.close()


def known(office, case_id, today):
    return choosing(office, case_id, D(today)).known


def consult(office, case_id, party, *steps):
    if party == "organ":
        procedure.consult_organ(office, case_id, D("2026-11-03"), "某某局", "", D("2026-11-03"))
    else:
        procedure.consult_third_party(
            office, case_id, D("2026-11-03"), "某某公司", "产值", "商业秘密", D("2026-11-03")
        )
    for what, day, agrees in steps:
        procedure.record_consultation(office, case_id, party, what, D(day), D(day), agrees=agrees)


@pytest.mark.parametrize("party", ["third_party", "organ"])
@pytest.mark.parametrize(
    ("steps", "today", "standing"),
    [
        ((), "2026-11-20", "asking"),
        ((("received", "2026-11-04", None),), "2026-11-25", "asking"),
        # The fifteenth working day after 2026-11-04 is 11-25; it is still the other side's.
        ((("received", "2026-11-04", None),), "2026-11-26", "silent"),
        ((("received", "2026-11-04", None), ("replied", "2026-11-05", True)), "2026-11-06", "agreed"),
        ((("received", "2026-11-04", None), ("replied", "2026-11-05", False)), "2026-11-06", "refused"),
        ((("withdrawn", "2026-11-05", None),), "2026-11-06", "none"),
    ],
)
def test_a_consultation_is_settled_by_the_record(office, party, steps, today, standing):
    case_id = register(office)
    consult(office, case_id, party, *steps)
    found = known(office, case_id, today)
    assert getattr(found, party) == standing
    assert found.words[party]


@pytest.mark.parametrize(
    ("outcome", "matter", "standing"),
    [
        ("clarification_lapsed", "clarification", "lapsed"),
        ("unclear_after_clarification", "clarification", "received"),
        ("fee_lapsed", "fee", "lapsed"),
        ("excessive", "reasons", "unacceptable"),
        ("third_party_rights", "third_party", "refused"),
    ],
)
def test_a_lapse_an_answer_and_an_opinion_are_known(office, outcome, matter, standing):
    case_id = register(office)
    day, _ = lead_up(office, case_id, outcome)
    assert getattr(known(office, case_id, day), matter) == standing


def test_a_fresh_case_settles_nothing_and_refuses_the_answers_to_what_was_not_asked(office):
    found = known(office, register(office), "2026-11-03")
    assert (found.clarification, found.fee, found.reasons, found.third_party, found.organ) == ("none",) * 5
    assert found.verbs["receive_clarification"] == "还没有告知补正。"
    assert "ask_clarification" not in found.verbs


def test_the_record_answers_the_question_about_the_third_party(office):
    case_id = register(office)
    lead_up(office, case_id, "third_party_rights")
    base = choosing(office, case_id, D("2026-11-10"))
    chooser = resources.load_chooser()
    assert base.known.holds("third_party=refused")
    found = walk(chooser, {"alive": 1, "clear": 1}, on=D("2026-11-10"), known=base.known)
    assert found.question is not None
    assert found.question.id == "identity"


def test_a_reasoned_outcome_is_told_in_the_timeline_and_starts_the_next_judgement(office):
    case_id, day = register(office), D("2026-11-10")
    path = (("alive", 1), ("clear", 1), ("identity", 1), ("kind", 2))
    replying.decide_outcome(office, case_id, "petition", day, "信访", day, path=path)
    (line,) = [x for x in case_view(office, case_id, day).lines if x.kind == "outcome_decided"]
    assert "判断过程：补不补：" in line.text
    assert "是不是：处理信访、投诉、举报" in line.text
    base = choosing(office, case_id, day)
    assert (base.decided, base.reason, dict(base.answers)) == ("petition", "信访", dict(path))


@pytest.mark.parametrize(
    ("answers", "outcome", "row"),
    [(answers, outcome, row) for _, answers, outcome, row, *_ in REPLIES if outcome != "withdrawn"],
    ids=[outcome for _, _, outcome, *_ in REPLIES if outcome != "withdrawn"],
)
def test_a_case_at_its_place_is_asked_to_its_reply_and_decided(office, answers, outcome, row):
    case_id = register(office)
    day, more = lead_up(office, case_id, outcome)
    base = choosing(office, case_id, D(day))
    found = walk(resources.load_chooser(), answers, on=D(day), known=base.known)
    assert (found.outcome, found.act) == (outcome, None)
    replying.decide_outcome(office, case_id, outcome, D(day), found.draft, D(day), path=found.answers, **more)
    case = at(office, case_id, day)
    assert (case.outcome.id, case.outcome.row) == (outcome, row)
    assert template_of(office, case.outcome.letter).outcomes == (outcome,)


def test_an_outcome_chosen_from_the_list_keeps_no_path(office):
    case_id, day = register(office), D("2026-11-10")
    replying.decide_outcome(office, case_id, "petition", day, "信访", day)
    (line,) = [x for x in case_view(office, case_id, day).lines if x.kind == "outcome_decided"]
    assert "判断过程" not in line.text
    assert choosing(office, case_id, day).choice("withdrawn").remedy == "不告知救济途径"
