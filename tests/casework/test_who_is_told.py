"""Who is told what: letters of the OA, other organs, third parties, the applicant; what an archived file holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from caseapp.casework.files import attach
from caseapp.casework.handling import correcting, procedure, service
from caseapp.casework.office import Office, Refused, save_profile
from caseapp.casework.paper.mailing import mailing_view
from caseapp.casework.review.referring import refer_review
from caseapp.law.permits import NotAllowed
from casework.offices import PROFILE, D, at, new_office, register
from casework.test_life import text_of
from casework.test_notices import DAY, LATER, PUBLIC, objecting


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def test_a_letter_of_the_oa_keeps_its_number_and_no_other_takes_it(office: Office) -> None:
    first, second = register(office), register(office, applicant="李四")
    procedure.consult_organ(office, first, DAY, "市发展改革委", "济统函〔2026〕7号", DAY)
    numbers = [d.number for d in at(office, first, "2026-11-12").documents if d.number]
    assert numbers == ["济统函〔2026〕7号", "济统依告〔2026〕1号"]
    for case_id in (first, second):
        with pytest.raises(Refused, match="文号“济统函〔2026〕7号”已经用过"):
            procedure.consult_organ(office, case_id, DAY, "市财政局", "济统函〔2026〕7号", DAY)


def test_an_organ_that_helps_gets_a_letter_and_does_not_become_the_department(office: Office) -> None:
    case_id = register(office)
    procedure.transfer(office, case_id, DAY, "综合科", "刘建国", DAY)
    procedure.record_feedback(office, case_id, DAY, "不归本科", DAY)
    procedure.transfer(office, case_id, DAY, "市人力资源社会保障局", "", DAY, organ=True, content="核对工资数据")
    case = at(office, case_id, "2026-11-12")
    assert case.department == "综合科"
    assert case.state.handed_over.detail["department"] == "市人力资源社会保障局"
    letter = next(d for d in case.documents if d.template == "assist_letter")
    text = text_of(office, letter.id)
    assert letter.number == "济统依告〔2026〕1号"
    assert "核对工资数据" in text
    assert "视为同意" not in text
    procedure.chase(office, case_id, LATER, "", LATER)


@pytest.mark.parametrize("template", ["organ_notice", "assist_letter", "disclosure_notice", "secrecy_referral"])
def test_a_letter_to_others_says_nothing_of_who_asks(office: Office, template: str) -> None:
    case_id = register(office, applicant="王喆", phone="13900000009", id_number="370811199001010000")
    objecting(office, case_id)
    procedure.consult_organ(office, case_id, DAY, "市发展改革委", "", DAY, summary="联合通知", address="某某路9号")
    procedure.transfer(office, case_id, DAY, "市财政局", "", DAY, organ=True)
    procedure.notify_third_party(office, case_id, DAY, PUBLIC, ["咨询合同"], "使用财政资金", DAY)
    refer_review(office, case_id, DAY, "某某保密局", "某某方案", "是否涉密", DAY)
    letter = next(d for d in at(office, case_id, "2026-11-12").documents if d.template == template)
    text = text_of(office, letter.id)
    assert [private for private in ("王喆", "13900000009", "370811", "某某街2号") if private in text] == []


@pytest.mark.parametrize(
    ("template", "receiver", "address"),
    [
        ("organ_notice", "市发展改革委", "某某路9号"),
        ("disclosure_notice", "某某公司", "某某路3号"),
        ("consultation_told", "王喆", "济宁市任城区某某街2号"),
    ],
)
def test_a_letter_is_posted_to_whom_it_is_for(office: Office, template: str, receiver: str, address: str) -> None:
    case_id = register(office)
    objecting(office, case_id)
    procedure.consult_organ(office, case_id, DAY, "市发展改革委", "", DAY, address="某某路9号")
    procedure.notify_third_party(office, case_id, DAY, PUBLIC, ["咨询合同"], "使用财政资金", DAY)
    letter = next(d for d in at(office, case_id, "2026-11-12").documents if d.template == template)
    mailing = mailing_view(office, case_id, letter.id, DAY).mailing
    assert (mailing.receiver, mailing.address) == (receiver, address)


def test_the_applicant_is_told_of_a_consultation_without_the_name_of_the_third_party(office: Office) -> None:
    case_id = register(office)
    procedure.consult_third_party(office, case_id, DAY, "某某公司", "你单位产值", "商业秘密", DAY)
    told = next(d for d in at(office, case_id, "2026-11-12").documents if d.template == "consultation_told")
    text = text_of(office, told.id)
    assert "征求意见所需时间不计算在答复期限内" in text
    assert "某某公司" not in text
    assert "产值" not in text.replace("2025年全市地区生产总值", "")


def test_the_third_party_is_told_once_and_only_of_a_disclosure_it_objected_to(office: Office) -> None:
    case_id = register(office)

    def tell(label: str = "") -> None:
        procedure.notify_third_party(office, case_id, DAY, PUBLIC, ["合同"], "财政资金", DAY, label=label)

    with pytest.raises(NotAllowed, match="还没有判断办理结果"):
        tell()
    objecting(office, case_id)
    with pytest.raises(Refused, match="请选择不同意公开、还没有告知的第三方"):
        tell("2")
    with pytest.raises(Refused, match="告知日期 2026-11-03 早于"):
        procedure.notify_third_party(office, case_id, D("2026-11-03"), PUBLIC, ["合同"], "财政资金", DAY)
    tell()
    with pytest.raises(NotAllowed, match="已于 2026-11-10 告知第三方"):
        tell()
    replied = next(f for f in at(office, case_id, "2026-11-12").facts if f.kind == "third_party_replied")
    with pytest.raises(Refused, match="请先作废“告知第三方公开决定”"):
        correcting.void_fact(office, case_id, replied.id, "误登", DAY)


def test_a_third_party_served_online_is_given_the_online_channel(office: Office) -> None:
    case_id = register(office)
    objecting(office, case_id)
    procedure.notify_third_party(office, case_id, DAY, PUBLIC, ["合同"], "财政资金", DAY, served_online=True)
    letter = next(d for d in at(office, case_id, "2026-11-12").documents if d.template == "disclosure_notice")
    assert "通过互联网申请行政复议的渠道：某某网上复议平台" in text_of(office, letter.id)


def test_the_way_to_pay_comes_from_the_profile_or_is_typed(office: Office) -> None:
    save_profile(office, replace(PROFILE, fee_payment="到市财政局窗口缴纳"))
    first, second = register(office), register(office, applicant="李四")
    procedure.notice_fee(office, first, DAY, "items", 41, DAY)
    procedure.notice_fee(office, second, DAY, "pages", 31, DAY, payment="扫描所附二维码")
    texts = [
        text_of(office, next(d for d in at(office, case, "2026-11-12").documents if d.template == "fee_notice").id)
        for case in (first, second)
    ]
    assert "缴费方式：到市财政局窗口缴纳。" in texts[0]
    assert "于2026年11月向我局提出的申请累计41件" in texts[0]
    assert "第41件，每件300元，计300元" in texts[0]
    assert "以上合计4300元" in texts[0]
    assert "缴费方式：扫描所附二维码。" in texts[1]


def test_a_name_no_font_has_does_not_keep_a_step_from_being_recorded(office: Office) -> None:
    case_id = register(office, applicant="王\U000323b0")
    done = procedure.withdraw(office, case_id, DAY, "", DAY)
    assert "已登记，但没有生成文书" in done.note
    case = at(office, case_id, "2026-11-12")
    assert case.state.has("withdrawn")
    assert next(f for f in case.facts if f.kind == "withdrawn").detail["number"] == "济统依复〔2026〕1号"


def test_an_unconfirmed_request_can_be_handed_over_and_withdrawn(office: Office) -> None:
    case_id = register(office, channel="email")
    procedure.transfer(office, case_id, DAY, "综合科", "", DAY)
    procedure.withdraw(office, case_id, DAY, "", DAY)
    documents = at(office, case_id, "2026-11-12").documents
    assert [d.template for d in documents] == ["transfer_slip", "reply_withdrawn"]
    assert "尚未确认" in text_of(office, documents[0].id)
    assert "我局收到您通过电子邮件提交的" in text_of(office, documents[1].id)


def test_a_filed_case_lists_what_lies_in_it_in_binding_order(office: Office) -> None:
    case_id = register(office)
    attach(office, case_id, "other", "情况说明.txt", b"x", DAY, not_secret=True, note="补充")
    attach(office, case_id, "application", "申请表.txt", b"x", DAY, not_secret=True)
    procedure.transfer(office, case_id, DAY, "综合科", "", DAY)
    procedure.withdraw(office, case_id, DAY, "", DAY)
    service.archive(office, case_id, "XXGK-1", LATER, LATER)
    case = at(office, case_id, "2026-11-12")
    contents, note = (next(d for d in case.documents if d.template == t) for t in ("file_contents", "file_note"))
    assert [(e["place"], e["title"], e["pages"]) for e in contents.data["file"]["entries"]] == [
        (1, "政府信息公开申请接收回执", 1),
        (2, "申请表：申请表.txt", 0),
        (3, "政府信息公开申请登记表", 2),
        (4, "政府信息公开申请转办单", 1),
        (5, "政府信息公开申请终结办理告知书（撤回）", 1),
        (6, "其他：情况说明.txt", 0),
    ]
    text = text_of(office, note.id)
    assert "2026年11月2日至2026年11月12日" in text
    assert "共6件，已计页数的合计5页，另有2件的页数照实补填" in text
    filed = next(f for f in case.facts if f.kind == "archived")
    correcting.correct_fact(office, case_id, filed.id, LATER, "归档号有误", LATER, {"number": "XXGK-2"})
    kept = [d for d in at(office, case_id, "2026-11-12").documents if d.template in ("file_contents", "file_note")]
    assert [(d.template, d.voided, d.data["file"]["number"]) for d in kept] == [
        ("file_contents", True, "XXGK-1"),
        ("file_note", True, "XXGK-1"),
        ("file_contents", False, "XXGK-2"),
        ("file_note", False, "XXGK-2"),
    ]
    filed = next(f for f in at(office, case_id, "2026-11-12").facts if f.kind == "archived")
    correcting.void_fact(office, case_id, filed.id, "还要补卷", LATER)
    assert all(d.voided for d in at(office, case_id, "2026-11-12").documents if d.template.startswith("file_"))
