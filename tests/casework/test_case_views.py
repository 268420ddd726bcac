"""What the pages of one case are told: the case in words, and what a planned fact would do."""

from __future__ import annotations

import pytest

from caseapp.casework.case_views import case_view, foresee
from caseapp.casework.handling import procedure
from caseapp.casework.handling.correcting import void_fact
from caseapp.casework.handling.outcome_views import outcome_choices
from caseapp.casework.receiving import intake
from caseapp.law.facts import Fact
from casework.offices import D, application, new_office

TODAY = D("2026-11-09")


@pytest.fixture
def office(tmp_path):
    opened = new_office(tmp_path / "r.caseapp")
    yield opened
    opened.close()


@pytest.fixture
def case_id(office):
    return intake.register(office, application(), D("2026-11-02")).case_id


@pytest.mark.parametrize(
    ("fact", "text", "refusal"),
    [
        (Fact("extended", TODAY, detail={"days": 10}), "保存后最迟 2026-12-14（周一）。", ""),
        (Fact("extended", TODAY, detail={"days": 21}), "", "延长 21 个工作日不符合规定"),
        (
            Fact("clarification_sent", TODAY, detail={"term": 15}),
            "保存后答复期限停止计算，等待申请人补正至 2026-11-30，收到后重新起算。",
            "",
        ),
        (Fact("clarification_received", TODAY), "", "还没有告知补正"),
        (Fact("third_party_sent", TODAY), "征求意见期间暂停计算", ""),
        (Fact("served", TODAY), "保存后办结于 2026-11-09，在期限之内。", ""),
        (Fact("withdrawn", D("2026-11-10")), "", "是将来的日期"),
        (Fact("transferred", TODAY), "答复期限不变：最迟 2026-11-30（周一）。", ""),
    ],
)
def test_a_planned_fact_is_told_before_it_is_saved(office, case_id, fact, text, refusal):
    seen = foresee(office, case_id, fact, TODAY)
    assert text in seen.text
    assert refusal in seen.refusal
    assert bool(seen.refusal) == bool(refusal)
    assert len(office.record.facts(case_id)) == 3


def test_every_verb_is_there_with_its_reason_or_its_hint(office, case_id):
    verbs = {verb.verb: verb for verb in case_view(office, case_id, TODAY).verbs}
    assert verbs["serve"].reason == "答复书还没有定稿，不能登记送达。"
    assert verbs["ask_clarification"].reason == "7 个工作日告知期至 11-11，须一次性告知"
    late = {verb.verb: verb for verb in case_view(office, case_id, D("2026-11-12")).verbs}
    assert late["ask_clarification"].reason == "7 个工作日告知期已于 11-11 届满，迟发的重新起算可能不被认可"


def test_a_voided_fact_stays_in_the_timeline_with_its_reason(office, case_id):
    procedure.transfer(office, case_id, D("2026-11-03"), "综合科", "刘建国", TODAY)
    fact = next(line for line in case_view(office, case_id, TODAY).lines if line.kind == "transferred")
    assert (fact.title, fact.text, fact.gone) == ("转承办科室", "综合科；刘建国；5 个工作日内反馈", "")
    void_fact(office, case_id, fact.id, "转错科室", TODAY)
    fact = next(line for line in case_view(office, case_id, TODAY).lines if line.kind == "transferred")
    assert (fact.gone, fact.fixed) == ("已作废：转错科室", True)


def test_the_neighbours_are_those_of_the_same_year(office, case_id):
    second = intake.register(office, application(applicant="李䶮"), D("2026-11-03")).case_id
    assert (case_view(office, case_id, TODAY).before, case_view(office, case_id, TODAY).after) == (0, second)
    assert (case_view(office, second, TODAY).before, case_view(office, second, TODAY).after) == (case_id, 0)


def test_an_outcome_brings_its_letter_article_row_and_remedy(office):
    choices = {choice.id: choice for choice in outcome_choices(office, TODAY)}
    chosen = choices["forbidden_by_law"]
    assert "统计法》第二十八条" in chosen.basis
    assert chosen.annual_row == "（三）不予公开：2.其他法律行政法规禁止公开"
    assert chosen.remedy == "先申请行政复议，对复议决定不服再起诉"
    assert "withdrawn" not in choices
