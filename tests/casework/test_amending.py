"""更正申请 (条例第四十一条): answered by a letter in the applicant's case, never a row of the annual table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from caseapp.casework.handling import amending, correcting
from caseapp.casework.office import Office, Refused, save_profile
from caseapp.casework.year.yearbook import count_year
from caseapp.law.remedies import RemedyIncomplete
from caseapp.store.rows import DocumentRow
from casework.offices import PROFILE, D, at, new_office, register
from casework.test_life import text_of

DAY = D("2026-11-12")
ASKED, FOUND = "某某名录中登记的成立日期", "登记档案记载的成立日期为2016年3月1日"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def answer(office: Office, case_id: int, result: str, **more: object) -> list[str]:
    amending.answer_correction(office, case_id, DAY, D("2026-11-05"), ASKED, result, FOUND, DAY, **more)
    return [d.template for d in letters(office, case_id)]


def letters(office: Office, case_id: int) -> list[DocumentRow]:
    return [d for d in at(office, case_id, "2026-11-12").documents if d.template != "receipt"]


# result -> letters made, words of the 告知书, words it must not have
ANSWERS = {
    amending.CORRECTED: (["correction_notice"], "已予以更正", "行政复议"),
    amending.REFUSED: (["correction_notice"], "也可以自收到本告知书之日起六个月内", "已予以更正"),
    amending.FORWARDED: (["correction_notice", "correction_forward"], "转送济宁市市场监督管理局处理", "行政复议"),
    amending.DIRECTED: (["correction_notice"], "向济宁市市场监督管理局提出", "行政复议"),
}


@pytest.mark.parametrize("result", ANSWERS)
def test_each_result_has_its_letter_and_only_a_refusal_its_remedy(office: Office, result: str) -> None:
    made, says, says_not = ANSWERS[result]
    organ = "济宁市市场监督管理局" if len(made) > 1 or result == amending.DIRECTED else ""
    case_id = register(office)
    assert answer(office, case_id, result, organ=organ) == made
    text = text_of(office, letters(office, case_id)[0].id)
    assert "2026年11月5日收到您提出的政府信息更正申请" in text
    assert says in text
    assert says_not not in text


def test_a_correction_moves_neither_the_clock_nor_the_annual_table(office: Office) -> None:
    case_id = register(office)
    before, table = at(office, case_id, "2026-11-12"), count_year(office, 2026).tables
    answer(office, case_id, amending.CORRECTED)
    after = at(office, case_id, "2026-11-12")
    assert (after.clock.due, after.outcome) == (before.clock.due, None)
    assert count_year(office, 2026).tables == table


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"result": "再说"}, "处理结果应当是予以更正、不予更正"),
        ({"result": amending.FORWARDED}, "有权更正的机关"),
        ({"received": D("2026-11-13")}, "早于收到更正申请"),
        ({"content": ""}, "“要求更正的记录”没有填写"),
        ({"reason": "核实情况（待补）"}, "还有没填的"),
    ],
)
def test_what_cannot_be_answered_is_refused_and_leaves_nothing(office: Office, change: dict, sentence: str) -> None:
    case_id = register(office)
    given = {"received": D("2026-11-05"), "content": ASKED, "result": amending.REFUSED, "reason": FOUND, **change}
    with pytest.raises(Refused, match=sentence):
        amending.answer_correction(office, case_id, DAY, today=DAY, **given)
    case = at(office, case_id, "2026-11-12")
    assert letters(office, case_id) == []
    assert "correction_answered" not in {fact.kind for fact in case.facts}


def test_a_refusal_needs_the_offices_it_names(office: Office) -> None:
    case_id = register(office)
    save_profile(office, replace(PROFILE, court=""), complete=False)
    with pytest.raises(RemedyIncomplete):
        answer(office, case_id, amending.REFUSED)


def test_an_answer_taken_back_takes_its_letters_with_it(office: Office) -> None:
    case_id = register(office)
    answer(office, case_id, amending.FORWARDED, organ="济宁市市场监督管理局")
    (fact,) = [f for f in at(office, case_id, "2026-11-12").facts if f.kind == "correction_answered"]
    correcting.void_fact(office, case_id, fact.id, "写错机关", DAY)
    assert [d.voided for d in letters(office, case_id)] == [True, True]
