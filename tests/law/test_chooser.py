"""The chooser: every reply of domain 3.3 by a path written by hand, every path to its end, faulty files by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from caseapp import resources
from caseapp.law.chooser import Walk, WrongAnswer, path_words, refuse_wrong, walk
from caseapp.law.known import Known
from caseapp.law.permits import VERBS
from caseapp.law.questions import STEPS

D = date.fromisoformat
TODAY = D("2026-11-23")
CHOOSER = resources.load_chooser()
OUTCOMES = resources.load_outcomes()

# The shortest honest answers on the way to a place.
CLEAR = {"alive": 1, "clear": 1, "identity": 1}
REQUEST = {**CLEAR, "kind": 1, "repeat": 1, "frequency": 1, "book": 1}
OURS = {**REQUEST, "holder": 1}
HELD = {**OURS, "published": 1, "exists": 1}
NOT_BARRED = {**HELD, "must_not": 1}
OPEN = {**NOT_BARRED, "third": 1}
WHOLE = {"split": 2}

# R, answers, outcome, row of table 三 (domain 1.4), remedy class, words of the draft
REPLIES: list[tuple[str, dict[str, int], str, int, str, str]] = [
    ("R1", {**OPEN, "may_withhold": 1, "form": 1, "fee": 1}, "provided", 3, "B", "第三十六条第（二）项"),
    ("R2", {**OURS, "published": 2}, "already_public", 3, "B", "第三十六条第（一）项"),
    (
        "R3",
        {**HELD, "must_not": 3, "law_kind": 1, "split": 1, "form": 1, "fee": 1},
        "partial",
        4,
        "mixed",
        "第三十七条",
    ),
    ("R4", {**HELD, "must_not": 2, **WHOLE}, "state_secret", 5, "A", "第十四条"),
    (
        "R5",
        {**HELD, "must_not": 3, "law_kind": 1, **WHOLE},
        "forbidden_by_law",
        6,
        "A",
        "《中华人民共和国统计法》第二十八条",
    ),
    ("R6", {**HELD, "must_not": 4, **WHOLE}, "three_safeties", 7, "A", "第十四条"),
    (
        "R7",
        {**NOT_BARRED, "third": 2, "third_opinion": 4, "public_interest": 1, **WHOLE},
        "third_party_rights",
        8,
        "A",
        "第十五条、第三十二条",
    ),
    ("R8", {**OPEN, "may_withhold": 2, "must_disclose": 1, **WHOLE}, "internal_affairs", 9, "A", "第十六条第一款"),
    ("R9", {**OPEN, "may_withhold": 3, "must_disclose": 1, **WHOLE}, "process_information", 10, "A", "第十六条第二款"),
    ("R10", {**OPEN, "may_withhold": 4, "must_disclose": 1, **WHOLE}, "enforcement_file", 11, "A", "第十六条第二款"),
    ("R11", {**OPEN, "may_withhold": 5}, "special_query", 12, "B", "第三十六条第（七）项"),
    ("R12", {**OURS, "published": 1, "exists": 3}, "not_existing", 13, "B", "第三十六条第（四）项"),
    ("R13", {**REQUEST, "holder": 4}, "not_responsible", 13, "B", "第三十六条第（五）项"),
    ("R14", {**OURS, "published": 1, "exists": 4}, "needs_making", 14, "B", "第三十八条"),
    ("R15", {"alive": 1, "clear": 5}, "unclear_after_clarification", 15, "B", "第二十九条、第三十条"),
    ("R16", {**CLEAR, "kind": 2}, "petition", 16, "B", "第三十九条第一款"),
    ("R17", {**CLEAR, "kind": 1, "repeat": 2}, "repeated", 17, "B", "第三十六条第（六）项"),
    ("R18", {**CLEAR, "kind": 1, "repeat": 1, "frequency": 1, "book": 2}, "publication", 18, "B", "第三十九条第二款"),
    ("R19", {**CLEAR, "kind": 1, "repeat": 1, "frequency": 4}, "excessive", 19, "B", "第三十五条"),
    ("R20", {**CLEAR, "kind": 3}, "reconfirmation", 20, "B", "条例没有单独条款"),
    ("R21", {"alive": 1, "clear": 4}, "clarification_lapsed", 21, "B", "第三十条"),
    ("R22", {"alive": 4}, "fee_lapsed", 22, "B", "第四十二条、国办函〔2020〕109号"),
    ("R23", {"alive": 2}, "withdrawn", 23, "none", "撤回"),
]


def went(answers: dict[str, int], known: Known | None = None, on: str = "2026-11-23") -> Walk:
    return walk(CHOOSER, answers, on=D(on), known=known)


@pytest.mark.parametrize(
    ("reply", "answers", "outcome", "row", "remedy", "words"), REPLIES, ids=[reply[0] for reply in REPLIES]
)
def test_every_reply_is_reached_with_its_row_remedy_and_article(
    reply: str, answers: dict[str, int], outcome: str, row: int, remedy: str, words: str
) -> None:
    found = went(answers)
    assert found.outcome == outcome
    assert (OUTCOMES[outcome].row, OUTCOMES[outcome].remedy) == (row, remedy)
    assert words in found.draft
    assert found.concluded
    assert dict(found.answers) == answers
    assert (found.act.verb if found.act else "") == ("withdraw" if reply == "R23" else "")


def test_the_table_above_names_the_23_replies_and_every_outcome_with_a_letter() -> None:
    assert [reply for reply, *_ in REPLIES] == [f"R{number}" for number in range(1, 24)]
    assert {outcome for _, _, outcome, *_ in REPLIES} == {o.id for o in OUTCOMES.items.values() if o.letter}


# act, answers, verb, provision
ACTS: list[tuple[str, dict[str, int], str, str]] = [
    ("ask_clarification", {"alive": 1, "clear": 2}, "ask_clarification", "条例第三十条"),
    ("ask_clarification", {"alive": 1, "clear": 1, "identity": 2}, "ask_clarification", "条例第三十条"),
    ("receive_clarification", {"alive": 1, "clear": 3}, "receive_clarification", "条例第三十条"),
    ("record_payment", {"alive": 3}, "record_payment", "109号"),
    ("register_apart", {**CLEAR, "kind": 4}, "", ""),
    ("correct_record", {**CLEAR, "kind": 5}, "answer_correction", "条例第四十一条"),
    ("ask_reasons", {**CLEAR, "kind": 1, "repeat": 1, "frequency": 2}, "ask_reasons", "条例第三十五条"),
    ("receive_reasons", {**CLEAR, "kind": 1, "repeat": 1, "frequency": 3}, "receive_reasons", "条例第三十五条"),
    ("delay", {**CLEAR, "kind": 1, "repeat": 1, "frequency": 5}, "delay", "条例第三十五条"),
    ("consult", {**REQUEST, "holder": 3, "organ_opinion": 1}, "consult", "第三十四条"),
    ("record_opinion", {**REQUEST, "holder": 3, "organ_opinion": 2}, "record_opinion", "第三十四条"),
    ("transfer", {**OURS, "published": 1, "exists": 2}, "transfer", "第三十六条第（四）项"),
    ("consult", {**NOT_BARRED, "third": 2, "third_opinion": 1}, "consult", "第三十二条"),
    ("record_opinion", {**NOT_BARRED, "third": 2, "third_opinion": 2}, "record_opinion", "第三十二条"),
    ("notice_fee", {**OPEN, "may_withhold": 1, "form": 1, "fee": 3}, "notice_fee", "条例第四十二条"),
]


@pytest.mark.parametrize(("act", "answers", "verb", "article"), ACTS)
def test_what_must_come_first_is_an_act_and_no_outcome(
    act: str, answers: dict[str, int], verb: str, article: str
) -> None:
    found = went(answers)
    assert found.act is not None
    assert (found.act.id, found.act.verb, found.outcome, found.draft) == (act, verb, "", "")
    assert article in found.act.article
    assert VERBS.get(verb, found.act.label) == found.act.label


def all_walks(answers: dict[str, int], known: Known | None = None) -> Iterator[Walk]:
    """Yield the walk of every way to answer on from here."""
    found = went(answers, known)
    if found.question is None:
        yield found
        return
    open_offers = [offer for offer in found.offers if not offer.blocked]
    assert open_offers, f"nothing can be answered at {found.question.id}"
    for offer in open_offers:
        yield from all_walks({**answers, found.question.id: offer.number}, known)


def test_no_path_ends_without_an_answer_and_the_steps_keep_their_order() -> None:
    walks = list(all_walks({}))
    assert 1000 < len(walks) < 10_000
    for found in walks:
        assert found.outcome or found.act
        places = [STEPS.index(step.question.step) for step in found.path]
        assert places == sorted(places)
        assert found.step == "怎么答"
        assert all("{" not in step.reason for step in found.path)
        assert len(found.draft) < 2000
        assert bool(found.draft) is bool(found.outcome)
    giving = [w for w in walks if w.outcome in ("provided", "partial")]
    assert giving
    for found in giving:
        assert list(dict.fromkeys(step.question.step for step in found.path)) == list(STEPS[:-1])
    reached = {w.outcome for w in walks} - {""}
    assert {OUTCOMES[key].id for key in reached} == {o.id for o in OUTCOMES.items.values() if o.letter}
    assert {key for key in reached if ":" in key} == {"forbidden_by_law:unpublished", "forbidden_by_law:other_law"}
    assert {w.act.id for w in walks if w.act} == set(CHOOSER.acts)


@pytest.mark.parametrize(
    "known",
    [
        Known(),
        Known(clarification="waiting", words={"clarification": "已告知补正"}),
        Known(clarification="lapsed", words={"clarification": "期限届满"}),
        Known(clarification="received"),
        Known(fee="waiting", words={"fee": "已发收费通知"}),
        Known(fee="lapsed", words={"fee": "期限届满"}),
        Known(fee="paid", words={"fee": "缴费"}),
        *(Known(reasons=state) for state in ("asked", "acceptable", "unacceptable")),
        *(Known(third_party=s, words={"third_party": "x"}) for s in ("asking", "agreed", "refused", "silent")),
        *(Known(organ=s, words={"organ": "x"}) for s in ("asking", "agreed", "refused", "silent")),
        # Every act refused, as where a decision ordered the reply.
        Known(verbs=dict.fromkeys(VERBS, "不能办。"), third_party="silent", words={"third_party": "x"}),
    ],
)
def test_whatever_the_record_settles_there_is_always_an_answer(known: Known) -> None:
    assert all(found.outcome or found.act for found in all_walks({}, known))


def test_every_answer_gives_its_reason_with_a_provision_and_what_is_usage_says_so() -> None:
    free = {("alive", 1), ("alive", 2)}
    for question in CHOOSER.questions.values():
        for number, answer in enumerate(question.answers, 1):
            cites = any(word in answer.reason for word in ("条例", "国办函", "{basis}"))
            assert cites or (question.id, number) in free, (question.id, number)
            if answer.practice:
                act = CHOOSER.acts[answer.act]
                assert "通行做法" in answer.reason + act.text


@pytest.mark.parametrize(("on", "article"), [("2024-09-12", "第二十五条"), ("2024-09-13", "第二十八条")])
def test_the_statistics_law_is_cited_by_its_article_of_the_day(on: str, article: str) -> None:
    found = went({**HELD, "must_not": 3, "law_kind": 1, **WHOLE}, on=on)
    assert f"《中华人民共和国统计法》{article}" in found.draft


# What a newcomer at a statistics office is told (domain 1.4, 4, 6).
HINTS = [
    ({**OURS}, "published", 2, "页码"),
    ({**OURS}, "published", 2, "不是第三十九条第二款"),
    ({**CLEAR, "kind": 1, "repeat": 1, "frequency": 1}, "book", 1, "第三十六条第（一）项"),
    ({**HELD, "must_not": 3}, "law_kind", 1, "不必再征求第三方意见"),
    ({**HELD, "must_not": 3}, "law_kind", 2, "通行做法"),
    ({**HELD, "must_not": 3}, "law_kind", 3, "公布日期"),
    ({**REQUEST}, "holder", 5, "公布机关"),
    ({**OURS, "published": 1}, "exists", 3, "检索范围"),
]


@pytest.mark.parametrize(("answers", "question", "number", "words"), HINTS)
def test_a_statistics_hint_stands_beside_its_answer(
    answers: dict[str, int], question: str, number: int, words: str
) -> None:
    found = went(answers)
    assert found.question is not None
    assert found.question.id == question
    assert words in found.offers[number - 1].hint


def test_a_hint_of_the_ground_goes_with_the_conclusion() -> None:
    assert "公布日期" in went({**HELD, "must_not": 3, "law_kind": 3, **WHOLE}).hint


def test_a_rule_that_requires_disclosure_wins_over_article_16() -> None:
    found = went({**OPEN, "may_withhold": 3, "must_disclose": 2, "form": 1, "fee": 1})
    assert found.outcome == "provided"
    assert "从其规定" in found.draft


def test_public_interest_wins_over_the_third_party() -> None:
    opinion = {**NOT_BARRED, "third": 2, "third_opinion": 4, "public_interest": 2}
    found = went({**opinion, "may_withhold": 1, "form": 1, "fee": 1})
    assert found.outcome == "provided"
    assert "书面告知第三方" in found.draft


def test_what_the_record_settles_is_answered_by_it_and_cannot_be_answered_otherwise() -> None:
    known = Known(third_party="agreed", words={"third_party": "2026-11-10 收到第三方意见：同意公开"})
    found = went({**NOT_BARRED, "third": 2}, known)
    assert found.question is not None
    assert found.question.id == "may_withhold"
    assert found.path[-1].settled == "2026-11-10 收到第三方意见：同意公开"
    answers = {**NOT_BARRED, "third": 2, "third_opinion": 4}
    with pytest.raises(WrongAnswer, match="由案件记录确定：2026-11-10"):
        refuse_wrong(CHOOSER, went(answers, known), answers, known)


# answers, known, words of the refusal
BLOCKED = [
    ({"alive": 1, "clear": 5}, Known(), "没有登记收到补正"),
    ({"alive": 1, "clear": 4}, Known(), "补正期限没有届满"),
    ({"alive": 4}, Known(), "缴费期限没有届满"),
    ({"alive": 1}, Known(fee="waiting", words={"fee": "缴费期限至 2026-12-01"}), "缴费期限至 2026-12-01"),
    ({"alive": 1, "clear": 2}, Known(verbs={"ask_clarification": "已一次性告知补正。"}), "已一次性告知补正"),
    ({**CLEAR, "kind": 1, "repeat": 1, "frequency": 4}, Known(), "理由不合理"),
    ({**CLEAR, "kind": 1, "repeat": 1, "frequency": 4}, Known(reasons="acceptable"), "理由不合理"),
    ({"nothing": 1}, Known(), "没有“nothing”这个问题"),
    ({"alive": 9}, Known(), "回答是 1 至 4"),
    ({"alive": 1, "fee": 1}, Known(), "走不到问题“fee”"),
]


@pytest.mark.parametrize(("answers", "known", "words"), BLOCKED)
def test_an_answer_the_case_does_not_allow_is_refused_with_its_reason(
    answers: dict[str, int], known: Known, words: str
) -> None:
    found = went(answers, known)
    assert not found.outcome
    with pytest.raises(WrongAnswer, match=words):
        refuse_wrong(CHOOSER, found, answers, known)


def test_kept_answers_are_told_step_by_step_and_unknown_ones_left_out() -> None:
    words = path_words(CHOOSER, [["clear", 1], ["kind", 2], ["gone", 1], ["kind", 99]])
    assert words == "补不补：看得出，能据此查找；是不是：处理信访、投诉、举报（借申请的形式提出）"
    assert path_words(CHOOSER, None) == ""
