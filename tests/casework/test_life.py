"""One case's life through the verbs, and what each leaves in the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.files import attach
from caseapp.casework.handling import procedure, service
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.lists import open_cases, today_rows
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing
from caseapp.documents.templates import load_templates
from caseapp.law.permits import NotAllowed
from caseapp.law.stages import next_step
from casework.offices import PDF, SLOTS, D, at, finalise, lead_up, new_office, pass_review, register, send, to_sign_off


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def text_of(office: Office, document_id: int) -> str:
    import io

    import pypdfium2

    pdf = pypdfium2.PdfDocument(io.BytesIO(office.record.document_pdf(document_id)))
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return "".join(text.split())


def test_the_whole_chain_and_the_next_step_at_every_stage(office: Office) -> None:
    case_id = register(office)
    assert at(office, case_id, "2026-11-02").row.number == "2026-001"
    steps = [next_step(at(office, case_id, "2026-11-02").state)]
    procedure.ask_clarification(office, case_id, D("2026-11-04"), "年份不明", ["所需年份"], 15, "", D("2026-11-04"))
    steps.append(next_step(at(office, case_id, "2026-11-04").state))
    procedure.receive_clarification(office, case_id, D("2026-11-09"), "2025年", D("2026-11-09"))
    assert str(at(office, case_id, "2026-11-09").clock.due) == "2026-12-07"
    replying.decide_outcome(office, case_id, "provided", D("2026-11-10"), "可以公开", D("2026-11-10"))
    steps.append(next_step(at(office, case_id, "2026-11-10").state))
    pass_review(office, case_id, "2026-11-11")
    steps.append(next_step(at(office, case_id, "2026-11-11").state))
    send(office, case_id, "provided", "2026-11-12")
    steps.append(next_step(at(office, case_id, "2026-11-12").state))
    replying.sign_off(office, case_id, D("2026-11-12"), "王立新", "分管领导", D("2026-11-12"))
    steps.append(next_step(at(office, case_id, "2026-11-12").state))
    finalise(office, case_id, "provided", "2026-11-12")
    steps.append(next_step(at(office, case_id, "2026-11-12").state))
    replying.attach_sealed(office, case_id, "盖章.pdf", PDF, D("2026-11-12"), D("2026-11-12"))
    steps.append(next_step(at(office, case_id, "2026-11-12").state))
    service.serve(office, case_id, "post", D("2026-11-13"), D("2026-11-13"), tracking="XA1")
    steps.append(next_step(at(office, case_id, "2026-11-13").state))
    service.archive(office, case_id, "XXGK-1", D("2026-11-20"), D("2026-11-20"))
    steps.append(next_step(at(office, case_id, "2026-11-20").state))
    assert steps == [
        "decide_outcome",
        "receive_clarification",
        "review",
        "submit",
        "sign_off",
        "finalise",
        "attach_sealed",
        "serve",
        "archive",
        None,
    ]
    done = at(office, case_id, "2026-11-20")
    assert [d.template for d in done.documents] == [
        "receipt",
        "clarification_notice",
        "approval_form",
        "reply_provided",
        "service_receipt",
        "registration_form",
        "file_contents",
        "file_note",
    ]
    assert [d.number for d in done.documents if d.number] == ["济统依告〔2026〕1号", "济统依复〔2026〕1号"]
    assert office.record.verify_journal() == []
    assert office.record.index_row(case_id) == index_of(office, done)
    assert office.record.index_row(case_id).stage == "已归档"
    assert open_cases(office, D("2026-11-20")) == []
    reply = text_of(office, done.reply.id)
    assert "王喆" in reply
    assert "2026年11月9日收到补正材料" in reply
    assert "六十日内依法向济宁市人民政府申请行政复议，也可以" in reply
    assert "山东省统计局" not in reply


def test_two_cases_get_numbers_without_a_gap_even_when_one_registration_fails(office: Office) -> None:
    register(office)
    with pytest.raises(Refused):
        register(office, applicant="")
    second = register(office, applicant="李䶮")
    assert at(office, second, "2026-11-02").row.number == "2026-002"


@pytest.mark.parametrize("outcome", sorted(SLOTS))
def test_every_reply_of_this_version_can_be_finalised_and_carries_its_remedy(office: Office, outcome: str) -> None:
    case_id = register(office)
    day, more = lead_up(office, case_id, outcome)
    to_sign_off(office, case_id, outcome, day, **more)
    asked = office.outcomes[outcome].review == "asked"
    finalise(office, case_id, outcome, day, reason="已确认不需要审查" if asked else "")
    reply = at(office, case_id, day).reply
    text = text_of(office, reply.id)
    remedy = office.outcomes[outcome].remedy
    assert ("应当先自收到" in text) is (remedy in ("A", "mixed"))
    assert ("六个月内" in text) is (remedy in ("B", "mixed"))
    assert reply.template_version == load_templates()[reply.template].version
    assert reply.law_date == D(day)


def test_no_disclosing_reply_is_submitted_signed_or_finalised_before_its_review(office: Office) -> None:
    case_id = register(office)
    today = D("2026-11-03")
    replying.decide_outcome(office, case_id, "provided", today, "", today)
    with pytest.raises(NotAllowed, match="先审查、后公开"):
        replying.submit(office, case_id, today, "", today)
    with pytest.raises(NotAllowed, match="先审查、后公开"):
        finalise(office, case_id, "provided", "2026-11-03")


def test_a_review_signed_after_the_date_of_the_letter_stops_it(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10")
    draft = drafting.ReplyDraft(SLOTS["provided"], "post", D("2026-11-09"))
    with pytest.raises(replying.PreflightFailed, match="晚于成文日期"):
        replying.finalise(office, case_id, D("2026-11-10"), draft=draft)


def test_material_attached_after_the_review_reopens_it(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10")
    attach(office, case_id, "material", "另一份.txt", b"b", D("2026-11-10"), not_secret=True)
    with pytest.raises(replying.PreflightFailed, match="公开件在审查之后有变动"):
        finalise(office, case_id, "provided", "2026-11-10")


def test_changing_the_sheet_after_signatures_voids_them(office: Office) -> None:
    case_id = register(office)
    today = D("2026-11-03")
    replying.decide_outcome(office, case_id, "provided", today, "", today)
    pass_review(office, case_id, "2026-11-03")
    assert at(office, case_id, "2026-11-03").state.review.passed
    sheet = reviewing.answers_all(office, "否", K23="不涉及", K24="是", K9="是：含产值")
    reviewing.save_review(office, case_id, "公开件", {}, sheet, "部分公开", "", today)
    state = at(office, case_id, "2026-11-03").state.review
    assert not state.passed
    assert "缺承办人签字" in state.missing


def test_online_service_needs_the_online_channel_in_the_letter(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10")
    finalise(office, case_id, "provided", "2026-11-10", way="post")
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-10"), D("2026-11-10"))
    with pytest.raises(Refused, match="网上申请行政复议的渠道"):
        service.serve(office, case_id, "email", D("2026-11-10"), D("2026-11-10"))
    service.serve(office, case_id, "direct", D("2026-11-10"), D("2026-11-10"), receiver="王喆")


def test_a_letter_finalised_for_online_service_names_the_channel(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10", way="email")
    finalise(office, case_id, "provided", "2026-11-10", way="email")
    assert "某某网上复议平台" in text_of(office, at(office, case_id, "2026-11-10").reply.id)


def test_a_reply_taken_back_before_service_keeps_its_number_as_a_new_version(office: Office) -> None:
    from caseapp.casework.handling.correcting import void_fact

    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10")
    finalise(office, case_id, "provided", "2026-11-10")
    first = at(office, case_id, "2026-11-10")
    fact = next(f for f in first.facts if f.kind == "finalised")
    void_fact(office, case_id, fact.id, "页数写错", D("2026-11-10"))
    with pytest.raises(Refused, match="重新定稿的原因"):
        finalise(office, case_id, "provided", "2026-11-10")
    finalise(office, case_id, "provided", "2026-11-10", reason="页数写错")
    replies = [d for d in at(office, case_id, "2026-11-10").documents if d.template == "reply_provided"]
    assert [(d.number, d.version, d.voided) for d in replies] == [
        ("济统依复〔2026〕1号", 1, True),
        ("济统依复〔2026〕1号", 2, False),
    ]


def test_an_extension_prints_both_dates_and_moves_the_clock(office: Office) -> None:
    case_id = register(office)
    procedure.extend(office, case_id, D("2026-11-20"), 10, "材料多", "王立新", D("2026-11-20"))
    case = at(office, case_id, "2026-11-20")
    assert str(case.clock.due) == "2026-12-14"
    notice = text_of(office, case.documents[-1].id)
    assert "2026年11月30日" in notice
    assert "2026年12月14日" in notice


def test_a_letter_registered_and_handed_over_before_its_confirmation_counts_from_the_confirmation(
    office: Office,
) -> None:
    case_id = register(office, "2026-11-03", channel="ordinary_mail", arrived=D("2026-11-02"))
    assert next_step(at(office, case_id, "2026-11-03").state) == "confirm_receipt"
    intake.confirm_receipt(office, case_id, D("2026-11-05"), "张敏", "电话", D("2026-11-05"))
    case = at(office, case_id, "2026-11-05")
    assert str(case.clock.due) == "2026-12-03"
    assert str(case.clock.strict_due) == "2026-11-30"
    assert [d.template for d in case.documents] == ["receipt"]


def test_every_outcome_but_withdrawal_and_an_imported_other_has_its_letter(office: Office) -> None:
    assert set(office.outcomes.items) - set(SLOTS) == {"withdrawn", "other"}
    case_id = register(office)
    today = D("2026-11-03")
    for outcome in ("withdrawn", "other"):
        with pytest.raises(Refused, match="登记撤回"):
            replying.decide_outcome(office, case_id, outcome, today, "", today)


def test_today_lists_the_worst_first_with_each_next_step(office: Office) -> None:
    register(office, applicant="甲", arrived=D("2026-10-08"))
    register(office, applicant="乙", arrived=D("2026-10-26"))
    register(office, applicant="丙", arrived=D("2026-11-02"), channel="ordinary_mail")
    rows = today_rows(office, D("2026-11-23"))
    assert [(r.applicant, r.headline, r.verb) for r in rows] == [
        ("甲", "超期 13 个工作日", "decide_outcome"),
        ("丙", "须确认收到日", "confirm_receipt"),
        ("乙", "今天到期", "decide_outcome"),
    ]
