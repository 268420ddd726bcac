"""What is near a request being registered: the same applicant, words alike, the same phone; never the case itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework import replying
from caseapp.casework.drafting import reply_draft
from caseapp.casework.near import PHONE, SAME, WORDS, answered_before, begin_repeated, near_requests
from caseapp.casework.office import Office
from casework.offices import D, at, finalise, new_office, register, to_sign_off

DAY = D("2026-11-10")
ASKED = "请提供2025年任城区粮食总产量，谢谢"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    register(opened, applicant="王喆", phone="13800000001", request="申请公开二〇二五年任城区粮食产量")
    register(opened, applicant="李四", phone="13900000002", request="申请公开2025年任城区粮食总产量的数据")
    register(opened, applicant="李四", phone="13900000002", request="申请公开2019年任城区粮食总产量的数据")
    register(opened, applicant="王喆", phone="13800000001", request="部门预算中的会议费", arrived=D("2026-10-12"))
    yield opened
    opened.close()


def told(office: Office, applicant: str, phone: str = "", request: str = ASKED) -> list[tuple[str, bool, str]]:
    found = near_requests(office, applicant, phone, request, DAY)
    return [(near.why, near.likely, near.difference) for near in found.requests]


def test_the_same_request_of_anybody_comes_first_and_other_years_say_so(office: Office) -> None:
    found = told(office, "赵六")
    assert found[:2] == [(WORDS, True, ""), (WORDS, True, "")]
    assert (WORDS, False, "年份不同") in found


def test_the_applicant_is_counted_by_year_and_month_and_shown_whatever_was_asked(office: Office) -> None:
    found = near_requests(office, "王喆", "", ASKED, DAY)
    assert (found.this_year, found.this_month) == (2, 1)
    assert [(near.why, near.likely) for near in found.requests][:2] == [(SAME, True), (WORDS, True)]
    assert (SAME, False) in [(near.why, near.likely) for near in found.requests]


def test_another_name_on_the_same_phone_is_shown(office: Office) -> None:
    assert (PHONE, False, "") in told(office, "王小喆", "13800000001", "别的事项，与产量无关")


def test_a_case_is_not_near_itself(office: Office) -> None:
    own = office.record.case_ids()[0]
    found = near_requests(office, "王喆", "13800000001", "申请公开二〇二五年任城区粮食产量", DAY, except_case=own)
    assert own not in {near.case_id for near in found.requests}


def test_what_the_new_request_lacks_is_marked(office: Office) -> None:
    found = near_requests(office, "赵六", "", "申请公开2025年任城区粮食总产量", DAY)
    pieces = next(near.pieces for near in found.requests if near.applicant == "李四" and near.likely)
    assert [text for text, new in pieces if new] == ["的数据"]


@pytest.mark.parametrize("request_", ["", "。", "<b>{{", "a" * 10_000, "𬱟"])
def test_any_words_can_be_asked_about(office: Office, request_: str) -> None:
    near_requests(office, "", "", request_, DAY)


def test_the_reply_to_a_repeated_request_begins_with_the_earlier_one(office: Office) -> None:
    first = office.record.case_ids()[0]
    second = register(office, applicant="王喆", request="请提供2025年任城区粮食产量")
    assert answered_before(office, at(office, second, "2026-11-10"), DAY) == ()
    to_sign_off(office, first, "provided", "2026-11-05")
    finalise(office, first, "provided", "2026-11-05")
    (near,) = answered_before(office, at(office, second, "2026-11-10"), DAY)
    replying.decide_outcome(office, second, "repeated", DAY, "重复申请", DAY)
    begin_repeated(office, second, near)
    draft = reply_draft(office, at(office, second, "2026-11-10"))
    assert draft.slots["earlier_number"] == near.reply_number == "济统依复〔2026〕1号"
    assert draft.slots["earlier_date"] == "2026-11-05"
    assert "相同的政府信息" in draft.slots["same"]
