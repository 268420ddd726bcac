"""保密审查: the checklist's verdict, its conclusion and the chain of signatures."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import resources
from caseapp.law.review import (
    ReviewIncomplete,
    SheetAnswers,
    Signature,
    SignatureOutOfOrder,
    check_conclusion,
    check_signature,
    review_state,
)

LIST = resources.load_checklist()
D = date.fromisoformat
ALL_NO = {item.id: "否" for item in LIST.items} | {"K23": "不涉及", "K24": "是"}
FOUR = [
    Signature(role, name, "同意", D("2026-11-20"))
    for role, name in (("handler", "甲"), ("department", "乙"), ("reviewer", "丙"), ("deputy", "丁"))
]


def test_the_sheet_has_k1_to_k24_in_seven_groups_and_six_signers() -> None:
    assert [item.id for item in LIST.items] == [f"K{n}" for n in range(1, 25)]
    assert len({item.group for item in LIST.items}) == 7
    assert [s.role for s in LIST.signers if s.required] == ["handler", "department", "reviewer", "deputy"]


@pytest.mark.parametrize(
    ("item", "answer", "against"),
    [
        ("K1", "是", True),
        ("K1", "否", False),
        ("K20", "是", True),
        ("K21", "是", False),
        ("K22", "是", False),
        ("K23", "否", True),
        ("K23", "不涉及", False),
        ("K24", "否", True),
        ("K24", "是", False),
    ],
)
def test_each_check_has_its_own_polarity(item: str, answer: str, against: bool) -> None:
    found = [i.id for i in LIST.against({**ALL_NO, item: answer})]
    assert (item in found) is against


def test_a_whole_signed_open_review_is_passed() -> None:
    state = review_state(LIST, SheetAnswers(ALL_NO, {}, {}, "公开"), FOUR)
    assert state.passed
    assert state.missing == ()
    assert state.last_signed == D("2026-11-20")


@pytest.mark.parametrize(
    ("answers", "notes", "conclusion", "signatures", "words"),
    [
        ({**ALL_NO, "K9": ""}, {}, "公开", FOUR, "1 项未答"),
        ({**ALL_NO, "K9": "是"}, {}, "部分公开", FOUR, "K9 没有写说明"),
        (ALL_NO, {}, "", FOUR, "没有审查结论"),
        (ALL_NO, {}, "公开", FOUR[:3], "缺分管领导签字"),
    ],
)
def test_what_lacks_is_named(answers: dict, notes: dict, conclusion: str, signatures: list, words: str) -> None:
    state = review_state(LIST, SheetAnswers(answers, notes, {}, conclusion), signatures)
    assert not state.passed
    assert words in "；".join(state.missing)


@pytest.mark.parametrize("conclusion", ["不予公开", "报主管部门或保密部门"])
def test_a_review_that_closes_the_material_never_lets_a_disclosing_reply_out(conclusion: str) -> None:
    assert not review_state(LIST, SheetAnswers(ALL_NO, {}, {}, conclusion), FOUR).passed


@pytest.mark.parametrize(
    ("answers", "conclusion", "words"),
    [
        ({**ALL_NO, "K9": "是"}, "公开", "K9 不利于公开"),
        ({**ALL_NO, "K9": ""}, "公开", "1 项没有回答"),
        (ALL_NO, "也许", "之一"),
    ],
)
def test_a_conclusion_the_answers_do_not_bear_is_refused(answers: dict, conclusion: str, words: str) -> None:
    with pytest.raises(ReviewIncomplete, match=words):
        check_conclusion(LIST, answers, conclusion)


@pytest.mark.parametrize(
    ("given", "role", "name", "on", "words"),
    [
        ([], "department", "乙", "2026-11-20", "请先登记承办人的签字"),
        (FOUR[:1], "department", "乙", "2026-11-19", "依次进行"),
        (FOUR[:2], "department", "乙", "2026-11-20", "不能重复登记"),
        (FOUR[:2], "reviewer", "甲", "2026-11-20", "不能是本件经办人"),
        ([], "somebody", "戊", "2026-11-20", "没有“somebody”"),
    ],
)
def test_a_signature_out_of_the_chain_is_refused(given: list, role: str, name: str, on: str, words: str) -> None:
    with pytest.raises(SignatureOutOfOrder, match=words):
        check_signature(LIST, given, Signature(role, name, "同意", D(on)), handler="甲", concluded=True)


def test_the_optional_places_may_be_left_out_but_keep_their_order() -> None:
    check_signature(LIST, FOUR[:3], Signature("deputy", "丁", "同意", D("2026-11-21")), handler="甲", concluded=True)
    with pytest.raises(SignatureOutOfOrder):
        check_signature(LIST, FOUR, Signature("leader", "己", "同意", D("2026-11-19")), handler="甲", concluded=True)


def test_nobody_signs_an_unconcluded_sheet() -> None:
    with pytest.raises(ReviewIncomplete):
        check_signature(LIST, [], FOUR[0], handler="甲", concluded=False)
