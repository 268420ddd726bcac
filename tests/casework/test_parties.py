"""Joint applicants, agents, oral requests and the parts of an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.casework.handling import consulting
from caseapp.casework.ledger.lists import today_rows
from caseapp.casework.office import Office, Refused
from caseapp.casework.paper import mailing
from caseapp.casework.receiving.parties import Address, address_hint, address_parts, joint_applicants, joint_words
from caseapp.casework.receiving.registration import amend_registration
from caseapp.law.errors import LawRefusal
from caseapp.store.errors import StaleRecord
from casework.offices import D, at, new_office, register

TODAY = D("2026-11-02")
JOINT = "李四 370811199001010014 13900000001；王五"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "region", "rest"),
    [
        ("山东省济宁市任城区红星中路19号", "山东省济宁市任城区", "红星中路19号"),
        ("济宁市任城区红星中路19号", "济宁市任城区", "红星中路19号"),
        ("山东省 济宁市 任城区 古槐路", "山东省济宁市任城区", "古槐路"),
        ("北京市海淀区中关村大街1号", "北京市海淀区", "中关村大街1号"),
        ("山东省曲阜市静轩路", "山东省曲阜市", "静轩路"),
        ("山东省济宁市市中区太白路", "山东省济宁市市中区", "太白路"),
        ("江苏省沭阳县南关路", "江苏省沭阳县", "南关路"),
        ("新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒市某路", "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒市", "某路"),
        ("济宁市市场街5号", "济宁市", "市场街5号"),
        ("红星中路19号市场监管所", "", "红星中路19号市场监管所"),
        ("小区路5号", "", "小区路5号"),
        ("任城区红星中路", "", "任城区红星中路"),
        ("济宁市", "", "济宁市"),
        ("", "", ""),
    ],
)
def test_province_city_and_county_come_apart_where_an_address_begins_with_them(text, region, rest):
    assert address_parts(text) == Address(region, rest)


def test_an_address_without_city_is_hinted_at_and_registered_all_the_same(office):
    assert "省、市" in address_hint("", "红星中路19号")
    assert not address_hint("山东省济宁市", "红星中路19号")
    assert not address_hint("", "")
    row = at(office, register(office, address="红星中路19号"), "2026-11-02").row
    assert (row.region, row.address) == ("", "红星中路19号")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("李四", [("李四", "", "")]),
        ("李四 13900000001 37081119900101001x", [("李四", "37081119900101001X", "13900000001")]),
        ("李四；王五、阿依 古丽", [("李四", "", ""), ("王五", "", ""), ("阿依 古丽", "", "")]),
    ],
)
def test_joint_applicants_are_read_as_they_are_typed(text, found):
    assert [tuple(other.values()) for other in joint_applicants(text)] == found
    assert joint_applicants(joint_words(joint_applicants(text))) == joint_applicants(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13900000001", "没有写姓名"),
        ("李四 13900000001 未知", "看不明白"),
        ("李四；李四", "写了两次"),
        ("、".join(f"某{n:02}" for n in range(21)), "最多 20 名"),
        ("李\x07四", "控制字符"),
    ],
)
def test_joint_applicants_that_cannot_be_read_are_refused_and_nothing_is_registered(office, text, said):
    with pytest.raises(Refused, match=said):
        register(office, joint=text)
    assert office.record.case_ids() == []


def test_several_on_one_form_are_one_case_and_every_letter_names_them_all(office):
    case = at(office, register(office, applicant="张三", joint=JOINT), "2026-11-02")
    assert [other["name"] for other in case.row.joint] == ["李四", "王五"]
    receipt = case.documents[0]
    assert receipt.data["case"]["applicant"] == "张三、李四、王五"
    assert receipt.data["case"]["several"] is True
    assert len(office.record.index_ids()) == 1
    for name in ("李四", "王五", "ls"):
        assert office.record.index_ids(office_filter(name)) == [case.id], name


def office_filter(text):
    from caseapp.store.rows import IndexFilter

    return IndexFilter(text=text)


def test_the_applicant_is_not_a_joint_applicant_of_itself(office):
    with pytest.raises(Refused, match="已经是申请人"):
        register(office, applicant="张三", joint="张三")


def test_a_third_party_is_told_neither_joint_applicant_nor_agent(office):
    case_id = register(office, applicant="张三", joint="李四", agent="赵律师", mandate="yes")
    for name in ("李四", "赵律师"):
        with pytest.raises(Refused, match=f"写到了申请人的“{name}”"):
            consulting.consult_third_party(
                office, case_id, TODAY, "某某公司", f"{name}申请的产值", "商业秘密", TODAY
            )


def test_the_letter_to_an_agent_goes_to_the_agent_at_the_whole_address(office):
    case_id = register(
        office, agent="赵律师", agent_phone="0537-7", agent_id="X1", mandate="yes", address="山东省济宁市任城区某街2号"
    )
    sheet = mailing.mailing_view(office, case_id, 0, TODAY)
    assert (sheet.mailing.receiver, sheet.mailing.phone) == ("赵律师", "0537-7")
    assert sheet.mailing.address == "山东省济宁市任城区某街2号"


def test_an_agent_without_a_mandate_is_a_matter_of_the_day_until_it_is_asked_for(office):
    case_id = register(office, agent="赵律师", mandate="no")
    (row,) = today_rows(office, TODAY)
    assert (row.headline, row.verb) == ("代理人没有委托书", "ask_clarification")
    case = at(office, case_id, "2026-11-02")
    amend_registration(office, case_id, case.row.version, {"mandate": "yes"}, "当日补交", TODAY)
    (row,) = today_rows(office, TODAY)
    assert row.headline != "代理人没有委托书"


def test_an_oral_request_is_written_down_for_the_applicant_to_sign(office):
    with pytest.raises(Refused, match="口头提出的原因"):
        register(office, channel="oral")
    case = at(office, register(office, channel="oral", difficulty="书写有困难"), "2026-11-02")
    assert [d.template for d in case.documents] == ["oral_request", "receipt"]
    assert case.documents[0].data["slots"] == {"written_by": "张敏", "difficulty": "书写有困难"}
    assert case.state.on("received") == TODAY


def test_what_was_registered_is_changed_with_a_reason_and_the_old_words_stay(office):
    case_id = register(office, applicant="王吉吉")
    case = at(office, case_id, "2026-11-02")
    given = {"applicant": "王喆", "phone": "0537-2", "joint": "李四"}
    amend_registration(office, case_id, case.row.version, given, "抄错姓名", TODAY)
    after = at(office, case_id, "2026-11-02")
    assert (after.row.applicant, after.row.phone, after.row.applicants) == ("王喆", "0537-2", "王喆、李四")
    (fact,) = [f for f in after.facts if f.kind == "amended"]
    assert fact.detail["changes"] == {
        "申请人": ["王吉吉", "王喆"],
        "联系电话": ["0537-0000001", "0537-2"],
        "共同申请人": ["", "李四"],
    }
    assert office.record.index_ids(office_filter("王喆")) == [case_id]


@pytest.mark.parametrize(
    ("given", "reason", "said"),
    [
        ({"phone": "1"}, "", "更改原因"),
        ({"phone": "0537-0000001"}, "核对", "没有改动"),
        ({"applicant": " "}, "核对", "“申请人”没有填写"),
        ({"channel": "pigeon"}, "核对", "申请渠道应当是"),
        ({"request": "字" * 10_001}, "核对", "超过了 10000 字"),
    ],
)
def test_a_change_that_cannot_be_leaves_the_case_as_it_was(office, given, reason, said):
    case_id = register(office)
    before = at(office, case_id, "2026-11-02")
    with pytest.raises(LawRefusal, match=said):
        amend_registration(office, case_id, before.row.version, given, reason, TODAY)
    assert at(office, case_id, "2026-11-02") == before


def test_two_windows_saving_one_case_lose_nothing(office):
    case_id = register(office)
    version = at(office, case_id, "2026-11-02").row.version
    amend_registration(office, case_id, version, {"phone": "1"}, "甲窗口", TODAY)
    with pytest.raises(StaleRecord, match="已经被别人修改"):
        amend_registration(office, case_id, version, {"phone": "2"}, "乙窗口", TODAY)
    assert at(office, case_id, "2026-11-02").row.phone == "1"
