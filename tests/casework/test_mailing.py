"""Whom a letter is posted to, and which documents are posted at all."""

from __future__ import annotations

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.handling import procedure
from caseapp.casework.office import Profile, Refused, save_profile
from caseapp.casework.paper.mailing import Mailing, envelope_job, envelope_sheet, is_letter, mailing_view
from casework.offices import D, new_office, register, to_sign_off

DAY = D("2026-11-03")
APPLICANT = {"address": "济宁市某某街2号", "postcode": "272000", "phone": "0537-0000001"}


@pytest.fixture
def office(tmp_path):
    office = new_office(tmp_path / "r.caseapp", "2026-11-10")
    yield office
    office.close()


def document(office, case_id, template):
    return next(d for d in load_case(office, case_id, D("2026-11-10")).documents if d.template == template)


def test_a_letter_goes_to_the_applicant(office):
    case_id = register(office, **APPLICANT)
    view = mailing_view(office, case_id, document(office, case_id, "receipt").id, DAY)
    assert view.mailing == Mailing("王喆", "济宁市某某街2号", "272000", "0537-0000001")
    assert (view.whom, view.document) == ("申请人", "政府信息公开申请接收回执")


def test_a_letter_goes_to_the_agent_when_there_is_one(office):
    view = mailing_view(office, register(office, agent="李某（律师）", **APPLICANT), 0, DAY)
    assert (view.mailing.receiver, view.whom) == ("李某（律师）", "申请人 王喆 的代理人")


def test_a_third_party_is_asked_at_its_own_address_and_the_applicant_is_not_named(office):
    case_id = register(office, **APPLICANT)
    procedure.consult_third_party(office, case_id, DAY, "某某公司", "产值", "商业秘密", DAY, address="某市某路9号")
    letter = document(office, case_id, "third_party_notice")
    view = mailing_view(office, case_id, letter.id, DAY)
    assert (view.mailing, view.whom) == (Mailing("某某公司", "某市某路9号"), "第三方")
    sheet = envelope_sheet(office, case_id, "A4", view.mailing, DAY, document_id=letter.id)
    assert "政府信息公开第三方征求意见书　济统依告〔2026〕1号" in sheet.text
    assert "王喆" not in sheet.text


def test_an_inner_form_is_not_posted(office):
    case_id = register(office)
    to_sign_off(office, case_id, "already_public", "2026-11-10")
    form = document(office, case_id, "approval_form")
    assert not is_letter(form)
    assert is_letter(document(office, case_id, "receipt"))
    with pytest.raises(Refused, match="是内部表单，不寄出，不需要信封。"):
        mailing_view(office, case_id, form.id, DAY)


@pytest.mark.parametrize("size", ["DL", "C5", "A4"])
def test_an_envelope_is_one_page_on_its_own_paper(office, size):
    case_id = register(office)
    mailing = Mailing("王" * 100, "某" * 20, "272000")
    sheet = envelope_sheet(office, case_id, size, mailing, DAY, boxes=True)
    job = envelope_job(sheet, size, "2026-001")
    assert sheet.pages == 1
    assert (job.paper.width, job.paper.height) == {"DL": (220, 110), "C5": (229, 162), "A4": (210, 297)}[size]
    assert "王" not in job.title


def test_addresses_too_long_for_an_envelope_are_refused(office):
    with pytest.raises(Refused, match="这种信封写不下"):
        envelope_sheet(office, register(office), "DL", Mailing("王" * 100, "某" * 120), DAY)


def test_an_office_without_an_address_is_sent_to_its_settings(office):
    case_id = register(office)
    save_profile(office, Profile(name="济宁市统计局"), complete=False)
    with pytest.raises(Refused, match="请到“设置—机关信息”补填"):
        envelope_sheet(office, case_id, "DL", Mailing("王喆", "某路"), DAY)
