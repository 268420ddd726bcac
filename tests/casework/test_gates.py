"""No gate can be got round: by correcting, by voiding, by what comes later, or by an old ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.files import attach
from caseapp.casework.handling import procedure, service
from caseapp.casework.handling.correcting import correct_fact, void_fact
from caseapp.casework.handling.disputes import record_dispute
from caseapp.casework.ledger.ledgerfiles import import_ledger
from caseapp.casework.ledger.lists import open_cases
from caseapp.casework.letters import drafting, replying
from caseapp.casework.letters.own_templates import shipped_template
from caseapp.casework.letters.slots import require_in_force
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing
from caseapp.casework.upkeep import calendars
from caseapp.casework.year.year_out import write_annual
from caseapp.casework.year.yearbook import count_year
from caseapp.law.calendar import NoticeDay
from caseapp.law.errors import LawRefusal
from caseapp.law.notices import Notice
from caseapp.law.stages import next_step
from casework.offices import PDF, SLOTS, D, at, finalise, new_office, pass_review, register, send, to_sign_off


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def served(office: Office, outcome: str = "provided") -> int:
    """A case answered on 11-10, sealed on 11-10, posted on 11-12 and filed on 11-13."""
    case_id = register(office)
    to_sign_off(office, case_id, outcome, "2026-11-10")
    finalise(office, case_id, outcome, "2026-11-10")
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-10"), D("2026-11-10"))
    service.serve(office, case_id, "post", D("2026-11-12"), D("2026-11-12"), tracking="1")
    service.archive(office, case_id, "G-1", D("2026-11-13"), D("2026-11-13"))
    return case_id


def fact_id(office: Office, case_id: int, kind: str) -> int:
    return [f.id for f in at(office, case_id, "2026-11-20").facts if f.kind == kind][-1]


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        ("served", "2026-11-09", "早于"),
        ("served", "2026-11-16", "“归档”的日期 2026-11-13 早于"),
        ("review_signed", "2026-11-11", "早于“保密审查签字”"),
        ("signed_off", "2026-11-11", "早于“签发”"),
        ("submitted", "2026-11-11", "早于“送签”"),
        ("finalised", "2026-11-11", "作废定稿"),
        ("sealed", "2026-11-13", "早于“用印”"),
    ],
)
def test_no_correction_puts_the_steps_out_of_order(office: Office, kind: str, day: str, words: str) -> None:
    case_id = served(office)
    before = office.record.journal_head()
    with pytest.raises(LawRefusal, match=words):
        correct_fact(office, case_id, fact_id(office, case_id, kind), D(day), "误", D("2026-11-20"))
    assert office.record.journal_head() == before


@pytest.mark.parametrize("kind", ["received", "review_signed", "finalised", "sealed", "served", "outcome_decided"])
def test_nothing_is_voided_from_under_what_rests_on_it(office: Office, kind: str) -> None:
    case_id = served(office)
    with pytest.raises(LawRefusal):
        void_fact(office, case_id, fact_id(office, case_id, kind), "误", D("2026-11-20"))


def test_a_notice_sent_is_not_redated(office: Office) -> None:
    case_id = register(office)
    procedure.ask_clarification(office, case_id, D("2026-11-04"), "不明", ["年份"], 15, "", D("2026-11-04"))
    with pytest.raises(LawRefusal, match="印在发出的文书上"):
        correct_fact(
            office, case_id, fact_id(office, case_id, "clarification_sent"), D("2026-11-03"), "误", D("2026-11-20")
        )


def test_material_does_not_join_a_final_reply(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10")
    finalise(office, case_id, "provided", "2026-11-10")
    with pytest.raises(LawRefusal, match="不能再增加公开件"):
        attach(office, case_id, "material", "b.txt", b"b", D("2026-11-10"), not_secret=True)


def test_a_changed_sheet_takes_back_the_sign_off_as_well(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-10")
    attach(office, case_id, "material", "b.txt", b"b", D("2026-11-10"), not_secret=True)
    pass_review(office, case_id, "2026-11-11")
    case = at(office, case_id, "2026-11-11")
    assert case.state.review.passed
    assert next_step(case.state) == "submit"


def test_a_review_that_says_partial_lets_no_full_reply_out(office: Office) -> None:
    case_id = register(office)
    today = D("2026-11-10")
    replying.decide_outcome(office, case_id, "provided", today, "", today)
    pass_review(office, case_id, "2026-11-10", conclusion="部分公开", K9="是：公开件中已去掉，含产值")
    with pytest.raises(LawRefusal, match="审查结论是“部分公开”"):
        replying.submit(office, case_id, today, "", today)


def test_the_reviewer_is_not_the_one_who_signed_as_handler(office: Office) -> None:
    case_id = register(office, handler="李四")
    today = D("2026-11-10")
    replying.decide_outcome(office, case_id, "provided", today, "", today)
    sheet = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(office, case_id, "公开件", {}, sheet, "公开", "", today)
    for role, name in (("handler", "张敏"), ("department", "刘")):
        reviewing.sign_review(office, case_id, role, name, "同意", today, today)
    with pytest.raises(LawRefusal, match="不能是本件经办人"):
        reviewing.sign_review(office, case_id, "reviewer", "张敏", "同意", today, today)


def test_a_refusal_does_not_contradict_the_third_party(office: Office) -> None:
    case_id = register(office)
    procedure.consult_third_party(office, case_id, D("2026-11-03"), "某公司", "产值", "", D("2026-11-03"))
    procedure.record_consultation(
        office, case_id, "third_party", "replied", D("2026-11-05"), D("2026-11-05"), agrees=True
    )
    to_sign_off(office, case_id, "third_party_rights", "2026-11-10")
    with pytest.raises(LawRefusal, match="同意公开"):
        finalise(office, case_id, "third_party_rights", "2026-11-10", reason="已确认")


def test_an_opinion_may_come_after_it_lapsed(office: Office) -> None:
    case_id = register(office)
    procedure.consult_third_party(office, case_id, D("2026-11-03"), "某公司", "产值", "", D("2026-11-03"))
    procedure.record_consultation(office, case_id, "third_party", "received", D("2026-11-04"), D("2026-11-04"))
    day = D("2026-12-10")
    assert at(office, case_id, "2026-12-10").state.open_consultations == ()
    procedure.record_consultation(office, case_id, "third_party", "replied", day, day, agrees=False)


def test_an_extension_after_the_due_date_needs_the_reason_it_is_recorded_late(office: Office) -> None:
    case_id = register(office)
    late = D("2026-12-07")
    with pytest.raises(LawRefusal, match="补录原因"):
        procedure.extend(office, case_id, D("2026-11-20"), 5, "材料多", "王立新", late)
    procedure.extend(office, case_id, D("2026-11-20"), 5, "材料多", "王立新", late, late_reason="当日已告知，漏登")
    assert str(at(office, case_id, "2026-12-07").clock.due) == "2026-12-07"


def test_a_delay_set_after_expiry_shows_the_strict_date(office: Office) -> None:
    case_id = register(office)
    procedure.delay(office, case_id, D("2026-12-03"), D("2026-12-21"), "件数多", D("2026-12-03"))
    clock = at(office, case_id, "2026-12-03").clock
    assert (str(clock.due), str(clock.strict_due)) == ("2026-12-21", "2026-11-30")
    assert [n.code for n in clock.notes] == ["after_expiry"]


def test_receipt_is_not_confirmed_before_arrival(office: Office) -> None:
    case_id = register(office, channel="platform")
    with pytest.raises(LawRefusal, match="早于到件日期"):
        intake.confirm_receipt(office, case_id, D("2026-11-01"), "张敏", "电话", D("2026-11-02"))


def test_a_second_service_does_not_move_the_first(office: Office) -> None:
    case_id = served(office)
    with pytest.raises(LawRefusal, match="归档；确需再次送达的，请先作废归档"):
        service.serve(office, case_id, "post", D("2026-11-13"), D("2026-11-20"), tracking="2")
    void_fact(office, case_id, fact_id(office, case_id, "archived"), "还要再次送达", D("2026-11-20"))
    with pytest.raises(LawRefusal, match="早于首次送达"):
        service.serve(office, case_id, "post", D("2026-11-11"), D("2026-11-20"), tracking="2")


def test_typed_numbers_are_skipped_by_the_counter(office: Office) -> None:
    register(office, number="2026-002")
    assert [at(office, register(office), "2026-11-02").row.number for _ in range(2)] == ["2026-001", "2026-003"]


def test_a_request_withdrawn_before_confirmation_can_be_filed_and_is_named_by_the_checks(office: Office) -> None:
    case_id = register(office, channel="platform")
    procedure.withdraw(office, case_id, D("2026-11-03"), "", D("2026-11-03"))
    case = at(office, case_id, "2026-11-03")
    assert (case.status.text, next_step(case.state)) == ("已撤回", "archive")
    assert [c.id for c in open_cases(office, D("2026-11-03"))] == [case_id]
    service.archive(office, case_id, "G", D("2026-11-04"), D("2026-11-04"))
    told = next(c for c in count_year(office, 2026).checks if c.id == "confirmed")
    assert (told.ok, told.detail) == (True, "全部；确认之前撤回，不计入：2026-001")


def test_an_open_case_from_an_old_ledger_is_finished_like_any_other(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("登记编号,申请人,申请人类别,申请渠道,收到日期\nA-1,甲,自然人,当面,2026-11-02\n", encoding="utf-8")
    import_ledger(office, path, D("2026-11-03"))
    (case_id,) = office.record.case_ids()
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    with pytest.raises(LawRefusal, match="没有申请内容"):
        finalise(office, case_id, "not_responsible", "2026-11-10")


def test_an_open_case_from_an_old_ledger_is_judged_and_filed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容\nA-1,甲,自然人,当面,2026-11-02,产值\n", encoding="utf-8"
    )
    import_ledger(office, path, D("2026-11-03"))
    (case_id,) = office.record.case_ids()
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    finalise(office, case_id, "not_responsible", "2026-11-10")
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-10"), D("2026-11-10"))
    service.serve(office, case_id, "post", D("2026-11-12"), D("2026-11-12"), tracking="1")
    case = at(office, case_id, "2026-11-12")
    assert (case.clock.on_time, next_step(case.state)) == (True, "archive")


def test_a_notice_that_moves_days_turns_no_case_into_a_refusal(office: Office) -> None:
    case_id = register(office)
    procedure.delay(office, case_id, D("2026-11-10"), D("2026-12-21"), "件数多", D("2026-11-10"))
    days = tuple(d for d in office.calendar.days.values() if d.notice_year == 2026)
    moved = (*days, NoticeDay(D("2026-12-21"), "休息日", "某日", 2026))
    calendars.import_calendar(office, [Notice(2026, "修改", moved)], D("2026-11-10"))
    clock = at(office, case_id, "2026-11-10").clock
    assert [n.code for n in clock.notes] == ["doubtful_extension"]


def test_each_outcome_keeps_a_draft_of_its_own(office: Office) -> None:
    case_id = register(office)
    today = D("2026-11-03")
    replying.decide_outcome(office, case_id, "forbidden_by_law", today, "", today)
    outcome = office.outcomes["forbidden_by_law"]
    drafting.save_reply_draft(office, case_id, outcome, drafting.ReplyDraft(SLOTS["forbidden_by_law"]))
    replying.decide_outcome(office, case_id, "not_responsible", today, "", today)
    assert drafting.reply_draft(office, at(office, case_id, "2026-11-03")).slots == {}
    replying.decide_outcome(office, case_id, "forbidden_by_law", today, "", today)
    assert drafting.reply_draft(office, at(office, case_id, "2026-11-03")).slots == SLOTS["forbidden_by_law"]


def test_table_four_of_a_past_year_does_not_change_later(office: Office) -> None:
    case_id = served(office)
    record_dispute(office, case_id, "reconsideration_filed", D("2026-12-01"), D("2026-12-01"))
    before = count_year(office, 2026).tables.table4["reconsideration"]
    record_dispute(office, case_id, "reconsideration_decided", D("2027-01-12"), D("2027-01-12"), result="维持")
    assert count_year(office, 2026).tables.table4["reconsideration"] == before == (0, 0, 0, 1, 1)
    assert count_year(office, 2027).tables.table4["reconsideration"] == (1, 0, 0, 0, 1)


def test_a_fee_counts_in_the_year_it_was_paid(office: Office) -> None:
    case_id = register(office)
    procedure.notice_fee(office, case_id, D("2026-11-10"), "pages", 109, D("2026-11-10"))
    procedure.record_payment(office, case_id, D("2026-11-12"), D("2026-11-12"))
    assert count_year(office, 2026).fees_yuan == 880


def test_the_carry_is_checked_against_what_was_handed_in(office: Office, tmp_path: Path) -> None:
    case_id = register(office)
    write_annual(office, 2026, tmp_path / "2026.xlsx", D("2027-01-18"))
    assert next(c for c in count_year(office, 2027).checks if c.id == "carry").detail == "逐列一致"
    procedure.withdraw(office, case_id, D("2026-11-20"), "", D("2027-02-01"))
    carry = next(c for c in count_year(office, 2027).checks if c.id == "carry")
    assert not carry.ok
    assert "自然人：上年 1 ≠ 本年 0" in carry.detail


def test_the_index_of_a_running_consultation_is_right_from_the_lapse_on(office: Office) -> None:
    case_id = register(office)
    procedure.consult_third_party(office, case_id, D("2026-11-03"), "某公司", "产值", "", D("2026-11-03"))
    assert office.record.index_row(case_id).due is None
    procedure.record_consultation(office, case_id, "third_party", "received", D("2026-11-04"), D("2026-11-04"))
    lapsed = at(office, case_id, "2026-12-30")
    assert office.record.index_row(case_id).due == lapsed.clock.due == D("2026-12-22")


def test_every_step_is_refused_before_the_one_it_follows(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    finalise(office, case_id, "not_responsible", "2026-11-10")
    today = D("2026-11-20")
    with pytest.raises(LawRefusal, match="早于成文日期"):
        replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-09"), today)
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-12"), today)
    with pytest.raises(LawRefusal, match="早于用印日期"):
        service.serve(office, case_id, "post", D("2026-11-11"), today, tracking="1")
    service.serve(office, case_id, "post", D("2026-11-13"), today, tracking="1")
    with pytest.raises(LawRefusal, match="早于办结日期"):
        service.archive(office, case_id, "G", D("2026-11-12"), today)


def test_sign_off_is_refused_before_it_was_submitted(office: Office) -> None:
    case_id = register(office)
    today = D("2026-11-10")
    replying.decide_outcome(office, case_id, "not_responsible", D("2026-11-05"), "", today)
    send(office, case_id, "not_responsible", "2026-11-09")
    with pytest.raises(LawRefusal, match="早于送签日期"):
        replying.sign_off(office, case_id, D("2026-11-06"), "王立新", "", today)


def test_nobody_signs_a_sheet_whose_material_changed(office: Office) -> None:
    case_id = register(office)
    today = D("2026-11-10")
    replying.decide_outcome(office, case_id, "provided", today, "", today)
    sheet = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(office, case_id, "公开件", {}, sheet, "公开", "", today)
    attach(office, case_id, "material", "b.txt", b"b", today, not_secret=True)
    with pytest.raises(LawRefusal, match="审查之后有变动"):
        reviewing.sign_review(office, case_id, "handler", "张敏", "同意", today, today)


def test_the_clarification_notice_prints_the_last_day_of_the_term(office: Office) -> None:
    from casework.test_life import text_of

    case_id = register(office)
    procedure.ask_clarification(office, case_id, D("2026-11-04"), "不明", ["年份"], 10, "", D("2026-11-04"))
    notice = at(office, case_id, "2026-11-04").documents[-1]
    assert "2026年11月18日" in text_of(office, notice.id)


@pytest.mark.parametrize(
    ("remedy", "reason", "words"), [("A", "", "写明理由"), ("X", "有争议", "写明理由"), ("none", "有争议", "不能不写")]
)
def test_the_remedy_is_changed_only_with_a_reason_and_never_left_out(
    office: Office, remedy: str, reason: str, words: str
) -> None:
    case_id = register(office)
    today = D("2026-11-10")
    with pytest.raises(LawRefusal, match=words):
        replying.decide_outcome(office, case_id, "not_existing", today, reason, today, remedy=remedy)


def test_a_changed_remedy_is_the_one_printed(office: Office) -> None:
    from casework.test_life import text_of

    case_id = register(office)
    search = {"who": "张敏", "where": "档案室", "words": "产值", "result": "无"}
    to_sign_off(office, case_id, "not_existing", "2026-11-10", search=search, remedy="A")
    finalise(office, case_id, "not_existing", "2026-11-10")
    assert "应当先自收到本答复书之日起六十日内" in text_of(office, at(office, case_id, "2026-11-10").reply.id)


def test_a_case_that_waits_only_for_filing_stands_in_the_list(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    finalise(office, case_id, "not_responsible", "2026-11-10")
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-10"), D("2026-11-10"))
    service.serve(office, case_id, "post", D("2026-11-12"), D("2026-11-12"), tracking="1")
    assert [c.id for c in open_cases(office, D("2026-11-13"))] == [case_id]
    service.archive(office, case_id, "G", D("2026-11-13"), D("2026-11-13"))
    assert open_cases(office, D("2026-11-13")) == []


@pytest.mark.parametrize(("day", "refused"), [("2020-12-31", True), ("2021-01-01", False)])
def test_a_letter_is_not_written_under_law_that_was_not_in_force(day: str, refused: bool) -> None:
    template = shipped_template("reply_fee_lapsed")
    if not refused:
        require_in_force(template, D(day))
        return
    with pytest.raises(LawRefusal, match="不适用"):
        require_in_force(template, D(day))


def test_a_reply_not_written_is_not_sent_for_signature_and_nothing_changes(office: Office) -> None:
    case_id, day = register(office), D("2026-11-10")
    replying.decide_outcome(office, case_id, "not_responsible", day, "", day)
    before = at(office, case_id, "2026-11-10").all_facts
    with pytest.raises(Refused, match="“理由”没有填写；请写好后再送签"):
        replying.submit(office, case_id, day, "", day)
    assert at(office, case_id, "2026-11-10").all_facts == before
    assert not [d for d in at(office, case_id, "2026-11-10").documents if d.template == "approval_form"]
