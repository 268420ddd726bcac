"""What is near a request being registered: the same applicant, words alike, one phone or address; never itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import reply_draft
from caseapp.casework.office import Office
from caseapp.casework.receiving.near import SAME, WORDS, answered_before, begin_repeated, near_requests
from caseapp.casework.receiving.same_person import ADDRESS, IDENTITY, PHONE, alike_cases
from caseapp.store.rows import IndexFilter
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


HOME = "山东省济宁市任城区洸河路12号2单元301室"


@pytest.mark.parametrize(
    "written",
    [HOME, "任城区洸河路１２号２单元３０１室", "济宁市 任城区 洸河路 12 号 2 单元 301 室"],
)
def test_another_name_at_the_same_address_is_shown_however_it_is_written(office: Office, written: str) -> None:
    register(office, applicant="周七", phone="", address=HOME, request="统计执法检查的程序", arrived=D("2026-10-20"))
    register(office, applicant="周七", phone="", address=HOME, request="统计违法举报的程序", arrived=D("2026-10-21"))
    found = near_requests(office, "吴八", "", "别的事项", DAY, address=written)
    assert [(near.why, near.applicant) for near in found.requests] == [(ADDRESS, "周七")]
    assert near_requests(office, "周七", "", "别的事项", DAY, address=written).requests[0].why == SAME


@pytest.mark.parametrize("other", ["任城区洸河路12号2单元302室", "任城区", "", "济宁市兖州区洸河路12号2单元301室"])
def test_another_house_is_not_the_same_address(office: Office, other: str) -> None:
    register(office, applicant="周七", phone="", address=HOME, request="统计执法检查的程序")
    assert near_requests(office, "吴八", "", "别的事项", DAY, address=other).requests == ()


def test_a_city_that_contradicts_is_another_address(office: Office) -> None:
    register(office, applicant="周七", phone="", address="济南市市中区经七路1号")
    assert near_requests(office, "吴八", "", "别的事项", DAY, address="枣庄市市中区经七路1号").requests == ()
    found = near_requests(office, "吴八", "", "别的事项", DAY, address="山东省济南市市中区经七路1号")
    assert [near.why for near in found.requests] == [ADDRESS]


def test_the_same_words_from_the_same_address_say_both(office: Office) -> None:
    register(office, applicant="周七", phone="", address=HOME, request=ASKED)
    found = near_requests(office, "吴八", "", ASKED, DAY, address=HOME)
    assert f"{WORDS}、{ADDRESS}" in [near.why for near in found.requests]


def test_a_phone_is_the_same_with_hyphen_country_code_or_among_others(office: Office) -> None:
    register(office, applicant="周七", phone="0537-2345678、13700000003", request="统计执法检查的程序")
    for phone in ("05372345678", "０５３７－２３４５６７８", "+86 13700000003"):
        assert (PHONE, False, "") in told(office, "吴八", phone, "别的事项")


def test_one_identity_number_finds_the_other_names(office: Office) -> None:
    register(office, applicant="周七", phone="", address="", id_number="37089919910412002x")
    found = alike_cases(office, id_number="370899 19910412 002X", but="吴八")
    assert [(line.applicant, shared) for line, shared in found] == [("周七", (IDENTITY,))]


def test_a_long_request_does_not_hide_the_phone_from_the_search(office: Office) -> None:
    own = register(office, applicant="周七", phone="0537-2345678", request="产量" * 4000)
    assert office.record.index_ids(IndexFilter(text="0537-2345678")) == [own]


def test_nobody_is_found_by_where_they_live_in_the_ledger_search(office: Office) -> None:
    register(office, applicant="周七", phone="", address=HOME, request="统计执法检查的程序")
    assert office.record.index_ids(IndexFilter(text="洸河路")) == []


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
