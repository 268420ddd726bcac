"""Inner terms, told extensions, returned mail, ordered replies, the guard against a clock set back, the .ics file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caseapp.casework.case_views import case_view
from caseapp.casework.handling import correcting, disputes, procedure, service
from caseapp.casework.icsfile import due_entries, write_ics
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.lists import today_rows
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep.clockguard import ClockSetBack, refuse_set_back, set_back
from caseapp.casework.year.yearbook import count_year
from caseapp.law.counting import ExtensionTooLate
from caseapp.law.errors import LawRefusal
from caseapp.law.parties import SERVICE_WAYS
from caseapp.law.permits import NotAllowed, verb_states
from caseapp.law.stages import next_step
from casework.offices import PDF, D, at, finalise, lead_up, new_office, pass_review, register, send, to_sign_off


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def serve(office: Office, case_id: int, day: str, way: str = "post") -> None:
    service.serve(office, case_id, way, D(day), D(day), tracking="XA1", receiver="王喆")


def to_sealed(office: Office, case_id: int, day: str) -> None:
    to_sign_off(office, case_id, "provided", day)
    finalise(office, case_id, "provided", day)
    replying.attach_sealed(office, case_id, "盖章.pdf", PDF, D(day), D(day))


def to_archive(office: Office, case_id: int) -> None:
    to_sealed(office, case_id, "2026-11-12")
    serve(office, case_id, "2026-11-13")
    service.archive(office, case_id, "XXGK-1", D("2026-11-20"), D("2026-11-20"))


# received 2026-11-02: the 20th working day is 2026-11-30
@pytest.mark.parametrize("way", list(SERVICE_WAYS))
@pytest.mark.parametrize(("served", "on_time"), [("2026-11-27", True), ("2026-11-30", True), ("2026-12-01", False)])
def test_on_time_is_judged_by_the_day_of_service_whatever_the_way(
    office: Office, way: str, served: str, on_time: bool
) -> None:
    case_id = register(office)
    day = "2026-11-12"
    replying.decide_outcome(office, case_id, "provided", D("2026-11-10"), "", D("2026-11-10"))
    pass_review(office, case_id, "2026-11-11")
    send(office, case_id, "provided", day, way)
    replying.sign_off(office, case_id, D(day), "王立新", "", D(day))
    finalise(office, case_id, "provided", day, way=way)
    replying.attach_sealed(office, case_id, "盖章.pdf", PDF, D(day), D(day))
    serve(office, case_id, served, way)
    case = at(office, case_id, served)
    assert str(case.reply.made_on) == day
    assert (str(case.clock.due), str(case.clock.closed), case.clock.on_time) == ("2026-11-30", served, on_time)
    assert index_of(office, case).on_time is on_time


def test_a_transfer_has_an_inner_term_a_chase_up_and_never_moves_the_due_date(office: Office) -> None:
    case_id = register(office)
    due = at(office, case_id, "2026-11-02").clock.due
    office.now.__self__.day = D("2026-11-04")
    procedure.transfer(office, case_id, D("2026-11-04"), "综合科", "刘建国", D("2026-11-04"), term=3)
    assert [r.headline for r in today_rows(office, D("2026-11-09"))] == ["余 15 个工作日"]
    row = today_rows(office, D("2026-11-10"))[0]
    assert (row.headline, row.verb, row.step) == ("科室逾期未反馈", "chase", "催办")
    assert "综合科应于 11-09 前反馈；内部流转不停止计时" in row.reason
    procedure.chase(office, case_id, D("2026-11-10"), "电话催办", D("2026-11-10"))
    assert today_rows(office, D("2026-11-10"))[0].verb == "decide_outcome"
    procedure.record_feedback(office, case_id, D("2026-11-11"), "可以公开", D("2026-11-11"))
    assert today_rows(office, D("2026-11-20"))[0].verb == "decide_outcome"
    assert at(office, case_id, "2026-11-20").clock.due == due
    with pytest.raises(Refused, match="反馈期限应当在 1 至 20 个工作日之间"):
        procedure.transfer(office, case_id, D("2026-11-11"), "综合科", "", D("2026-11-11"), term=0)


def test_an_extension_not_told_is_minded_and_told_late_shows_the_strict_date(office: Office) -> None:
    case_id = register(office)
    day = D("2026-11-20")
    procedure.extend(office, case_id, day, 10, "需要调取历史资料", "孙秀兰", day)
    row = today_rows(office, day)[0]
    assert (row.headline, row.verb) == ("延期未告知申请人", "tell_extension")
    case = at(office, case_id, "2026-11-20")
    assert (str(case.clock.due), case.clock.strict_due) == ("2026-12-14", None)
    assert [n.code for n in case.clock.notes] == ["extension_untold"]
    late = at(office, case_id, "2026-12-01").clock
    assert (str(late.due), str(late.strict_due)) == ("2026-12-14", "2026-11-30")
    procedure.tell_extension(office, case_id, D("2026-11-24"), "post", D("2026-11-24"))
    told = at(office, case_id, "2026-12-01").clock
    assert (str(told.due), told.strict_due, told.notes) == ("2026-12-14", None, ())
    with pytest.raises(NotAllowed, match="已于 2026-11-24 告知申请人延期"):
        procedure.tell_extension(office, case_id, D("2026-11-24"), "post", D("2026-11-24"))


def test_an_extension_told_at_once_needs_nothing_more(office: Office) -> None:
    case_id = register(office)
    day = D("2026-11-20")
    procedure.extend(office, case_id, day, 10, "调取历史资料", "孙秀兰", day, told=day, told_way="direct")
    assert [f.kind for f in at(office, case_id, "2026-11-20").facts][-2:] == ["extended", "extension_told"]
    assert at(office, case_id, "2026-12-01").clock.notes == ()
    with pytest.raises(LawRefusal):
        procedure.extend(office, case_id, day, 10, "调取历史资料", "孙秀兰", day)


def test_an_extension_after_the_period_is_refused_and_changes_nothing(office: Office) -> None:
    case_id = register(office)
    day = D("2026-12-01")
    with pytest.raises(ExtensionTooLate):
        procedure.extend(office, case_id, day, 10, "调取历史资料", "孙秀兰", day, late_reason="漏记")
    assert not at(office, case_id, "2026-12-01").state.has("extended")


def test_asked_reasons_leave_the_clock_alone(office: Office) -> None:
    case_id = register(office)
    due = at(office, case_id, "2026-11-02").clock.due
    procedure.ask_reasons(office, case_id, D("2026-11-04"), 5, "本月已收到同一申请人 86 件", D("2026-11-04"))
    row = today_rows(office, D("2026-11-12"))[0]
    assert row.headline == "未说明理由"
    with pytest.raises(Refused, match="理由是否合理"):
        procedure.receive_reasons(office, case_id, D("2026-11-12"), "研究", D("2026-11-12"))
    procedure.receive_reasons(office, case_id, D("2026-11-12"), "研究", D("2026-11-12"), acceptable=False)
    assert at(office, case_id, "2026-11-12").clock.due == due


def test_returned_mail_is_served_again_and_the_first_posting_day_keeps_counting(office: Office) -> None:
    case_id = register(office)
    to_sealed(office, case_id, "2026-11-12")
    serve(office, case_id, "2026-11-30")
    service.record_return(office, case_id, D("2026-12-07"), "地址不详", D("2026-12-07"))
    case = at(office, case_id, "2026-12-07")
    assert next_step(case.state) == "serve"
    assert (str(case.clock.closed), case.clock.on_time) == ("2026-11-30", True)
    row = today_rows(office, D("2026-12-07"))[0]
    assert (row.headline, row.step) == ("退回待送达", "登记送达")
    with pytest.raises(NotAllowed, match="邮件 2026-12-07 退回，请先再次送达"):
        service.archive(office, case_id, "XXGK-1", D("2026-12-08"), D("2026-12-08"))
    with pytest.raises(NotAllowed, match="请再次送达"):
        service.record_return(office, case_id, D("2026-12-08"), "拒收", D("2026-12-08"))
    serve(office, case_id, "2026-12-09")
    case = at(office, case_id, "2026-12-09")
    assert next_step(case.state) == "archive"
    assert (str(index_of(office, case).closed_on), index_of(office, case).on_time) == ("2026-11-30", True)


def test_only_posted_replies_come_back(office: Office) -> None:
    case_id = register(office)
    to_sealed(office, case_id, "2026-11-12")
    serve(office, case_id, "2026-11-13", "direct")
    with pytest.raises(NotAllowed, match="不是邮寄送达"):
        service.record_return(office, case_id, D("2026-11-16"), "拒收", D("2026-11-16"))


def test_an_ordered_reply_begins_anew_and_the_case_is_counted_once(office: Office) -> None:
    case_id = register(office)
    to_archive(office, case_id)
    first_number = at(office, case_id, "2026-11-20").reply.number
    with pytest.raises(NotAllowed, match="还没有登记结果为“纠正”"):
        procedure.order_reply(office, case_id, D("2027-02-01"), "行政复议决定书", "", D("2027-02-01"), days=20)
    filed, decided = D("2026-12-15"), D("2027-02-01")
    disputes.record_dispute(office, case_id, "reconsideration_filed", filed, filed)
    disputes.record_dispute(office, case_id, "reconsideration_decided", decided, decided, result="纠正")
    procedure.order_reply(office, case_id, decided, "行政复议决定书", "济政复决字〔2027〕1号", decided, days=20)
    case = at(office, case_id, "2027-02-01")
    assert next_step(case.state) == "decide_outcome"
    assert case.outcome is None
    assert case.reviews == ()
    assert case.reply is None
    assert (case.clock.state, case.clock.closed, case.clock.provisional) == ("running", None, True)
    row = next(r for r in today_rows(office, decided) if r.case_id == case_id)
    assert "按决定的期限重新答复" in row.reason
    assert index_of(office, case).open is True
    # the annual table still counts the first reply, once
    year = count_year(office, 2026)
    assert (year.tables.table3[24][6], year.tables.table3[3][6], year.tables.table3[25][6]) == (1, 1, 0)
    refused = {v.verb: v.reason for v in verb_states(case.state) if not v.allowed}
    for verb in ("ask_clarification", "extend", "delay", "notice_fee"):
        assert refused[verb] == "本件按决定重新答复，期限由决定确定。"
    # the second reply: its own review, its own number
    replying.decide_outcome(office, case_id, "not_existing", D("2027-02-02"), "", D("2027-02-02"), search={"who": "张"})
    day = D("2027-02-03")
    send(office, case_id, "not_existing", "2027-02-03")
    replying.sign_off(office, case_id, day, "王立新", "", day)
    finalise(office, case_id, "not_existing", "2027-02-03")
    replying.attach_sealed(office, case_id, "盖章.pdf", PDF, day, day)
    second = at(office, case_id, "2027-02-03").reply
    assert second.number != first_number
    assert second.version == 1
    serve(office, case_id, "2027-02-04")
    case = at(office, case_id, "2027-02-04")
    assert (str(case.clock.closed), case.clock.on_time) == ("2027-02-04", True)
    assert next_step(case.state) == "archive"
    service.archive(office, case_id, "XXGK-1", D("2027-02-05"), D("2027-02-05"))
    line = index_of(office, at(office, case_id, "2027-02-05"))
    assert (str(line.closed_on), line.on_time, line.row, line.open) == ("2026-11-13", True, 3, False)
    assert count_year(office, 2027).tables.table3[24][6] == 0
    # what belongs to the reply before can still be corrected without touching the one after
    served = next(f for f in case.facts if f.kind == "served" and str(f.on) == "2026-11-13")
    correcting.correct_fact(office, case_id, served.id, D("2026-11-14"), "登记有误", D("2027-02-06"))
    assert str(index_of(office, at(office, case_id, "2027-02-06")).closed_on) == "2026-11-14"


def test_a_disclosing_second_reply_needs_a_review_of_its_own(office: Office) -> None:
    case_id = register(office)
    to_archive(office, case_id)
    day = D("2027-02-01")
    disputes.record_dispute(office, case_id, "suit_filed", day, day, suit_kind="direct")
    disputes.record_dispute(office, case_id, "suit_decided", day, day, result="纠正", suit_kind="direct")
    procedure.order_reply(office, case_id, day, "行政判决书", "", day, days=15, unit="calendar")
    replying.decide_outcome(office, case_id, "provided", day, "", day)
    with pytest.raises(NotAllowed, match="还没有保密审查"):
        replying.submit(office, case_id, day, "", day)
    pass_review(office, case_id, "2027-02-02")
    assert len({r.id for r in office.record.reviews(case_id)}) == 2
    send(office, case_id, "provided", "2027-02-02")
    old = [f for f in at(office, case_id, "2027-02-02").facts if f.kind == "review_signed"]
    assert len(old) == 2 * len({f.detail["role"] for f in old})
    assert not at(office, case_id, "2027-02-02").sheets.stale


def test_a_clock_set_back_is_told_and_writing_is_refused(office: Office) -> None:
    register(office)
    assert set_back(office, D("2026-11-02")) == ""
    assert set_back(office, D("2026-11-03")) == ""
    assert "电脑日期是 2026-11-01，记录中已有 2026-11-02 的登记" in set_back(office, D("2026-11-01"))
    with pytest.raises(ClockSetBack, match="请先核对"):
        refuse_set_back(office, D("2026-11-01"))


def test_the_calendar_file_holds_days_and_numbers_but_no_names(office: Office, tmp_path: Path) -> None:
    case_id = register(office)
    register(office, channel="email", applicant="李䶮")
    sent = D("2026-11-03")
    procedure.consult_third_party(office, case_id, sent, "某某公司", "你单位产值", "商业秘密", sent)
    record = procedure.record_consultation
    record(office, case_id, "third_party", "received", D("2026-11-04"), D("2026-11-04"))
    path = tmp_path / "期限.ics"
    today = D("2026-11-05")
    assert write_ics(office, path, today) == 3
    raw = path.read_bytes()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    text = raw.decode("utf-8").replace("\r\n ", "")
    assert [line for line in text.split("\r\n") if line.startswith(("SUMMARY", "DTSTART", "DTEND"))] == [
        "DTSTART;VALUE=DATE:20261125",
        "DTEND;VALUE=DATE:20261126",
        "SUMMARY:2026-001 征求第三方意见期满",
        "DTSTART;VALUE=DATE:20261202",
        "DTEND;VALUE=DATE:20261203",
        "SUMMARY:2026-001 答复期限（暂定）",
        "DTSTART;VALUE=DATE:20261102",
        "DTEND;VALUE=DATE:20261103",
        "SUMMARY:2026-002 待确认收到日（收件 2026-11-02）",
    ]
    assert "王喆" not in text
    assert "李䶮" not in text
    keys = [entry.key for entry in due_entries(office, today)]
    assert len(set(keys)) == len(keys)


def test_a_month_switched_off_loses_nothing(office: Office) -> None:
    """Every open case still stands in 今日, judged by its state on the day it is opened again."""
    waiting = register(office)
    sent = D("2026-11-04")
    procedure.ask_clarification(office, waiting, sent, "年份不明", ["年份"], 5, "", sent)
    running = register(office, applicant="李四")
    day, outcome = lead_up(office, running, "not_existing")
    replying.decide_outcome(office, running, "not_existing", D(day), "", D(day), **outcome)
    back = sent + timedelta(days=45)
    rows = {r.case_id: r for r in today_rows(office, back)}
    assert rows[running].headline == "超期 14 个工作日"
    assert rows[waiting].headline == "逾期未补正"
    assert [r.case_id for r in today_rows(office, back)] == [running, waiting]


def test_an_extension_after_a_restart_is_told_on_its_own(office: Office) -> None:
    case_id = register(office)
    day = D("2026-11-04")
    procedure.extend(office, case_id, day, 5, "调取资料", "孙秀兰", day, told=day, told_way="post")
    procedure.notice_fee(office, case_id, D("2026-11-05"), "pages", 52, D("2026-11-05"))
    procedure.record_payment(office, case_id, D("2026-11-10"), D("2026-11-10"))
    procedure.extend(office, case_id, D("2026-11-12"), 10, "调取资料", "孙秀兰", D("2026-11-12"))
    assert today_rows(office, D("2026-11-12"))[0].verb == "tell_extension"
    procedure.tell_extension(office, case_id, D("2026-11-13"), "post", D("2026-11-13"))
    notes = [n.code for n in at(office, case_id, "2026-11-13").clock.notes]
    assert notes == ["extension_lapsed"]


def test_an_extension_overtaken_by_a_restart_is_not_minded(office: Office) -> None:
    case_id = register(office)
    procedure.extend(office, case_id, D("2026-11-04"), 5, "调取资料", "孙秀兰", D("2026-11-04"))
    procedure.notice_fee(office, case_id, D("2026-11-05"), "pages", 52, D("2026-11-05"))
    procedure.record_payment(office, case_id, D("2026-11-10"), D("2026-11-10"))
    assert today_rows(office, D("2026-11-11"))[0].verb == "decide_outcome"


def test_a_notice_of_extension_given_while_a_consultation_moved_the_day_is_in_time(office: Office) -> None:
    case_id = register(office)
    procedure.extend(office, case_id, D("2026-11-10"), 10, "调取资料", "孙秀兰", D("2026-11-10"))
    sent = D("2026-11-11")
    procedure.consult_organ(office, case_id, sent, "市发展改革委", "", sent)
    record = procedure.record_consultation
    record(office, case_id, "organ", "replied", D("2026-11-25"), D("2026-11-25"), agrees=True)
    procedure.tell_extension(office, case_id, D("2026-12-03"), "post", D("2026-12-03"))
    found = at(office, case_id, "2026-12-03").clock
    assert (found.strict_due, found.notes) == (None, ())


def test_a_reply_under_an_extension_nobody_was_told_of_is_late_and_warned_about(office: Office) -> None:
    case_id = register(office)
    procedure.extend(office, case_id, D("2026-11-04"), 10, "调取资料", "孙秀兰", D("2026-11-04"))
    to_sign_off(office, case_id, "not_responsible", "2026-12-02")
    with pytest.raises(NotAllowed, match="延期没有登记告知申请人"):
        finalise(office, case_id, "not_responsible", "2026-12-02")
    finalise(office, case_id, "not_responsible", "2026-12-02", reason="告知书丢失")
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-12-02"), D("2026-12-02"))
    serve(office, case_id, "2026-12-03")
    assert at(office, case_id, "2026-12-03").clock.on_time is False


def test_a_fee_noticed_inside_a_delay_of_art_35_is_in_order(office: Office) -> None:
    case_id = register(office)
    procedure.delay(office, case_id, D("2026-11-10"), D("2026-12-31"), "本月 86 件", D("2026-11-10"))
    procedure.notice_fee(office, case_id, D("2026-12-10"), "pages", 52, D("2026-12-10"))
    assert at(office, case_id, "2026-12-10").clock.strict_due is None


@pytest.mark.parametrize("acceptable", [True, False])
def test_reasonable_reasons_bar_a_refusal_and_unreasonable_ones_a_delay(office: Office, acceptable: bool) -> None:
    case_id = register(office)
    day = D("2026-11-05")
    procedure.ask_reasons(office, case_id, day, 5, "本月 86 件", day)
    procedure.receive_reasons(office, case_id, day, "研究", day, acceptable=acceptable)
    if acceptable:
        with pytest.raises(Refused, match="理由合理，不能不予处理"):
            replying.decide_outcome(office, case_id, "excessive", day, "", day)
    else:
        with pytest.raises(NotAllowed, match="应当告知不予处理，不是延迟答复"):
            procedure.delay(office, case_id, day, D("2026-12-31"), "件数多", day)


def test_a_second_hand_over_on_one_day_waits_for_its_own_report(office: Office) -> None:
    case_id = register(office)
    day = D("2026-11-03")
    procedure.transfer(office, case_id, day, "甲科", "", day)
    procedure.record_feedback(office, case_id, day, "不归本科", day)
    procedure.transfer(office, case_id, day, "乙科", "", day)
    assert at(office, case_id, "2026-11-03").state.handed_over.detail["department"] == "乙科"
    procedure.chase(office, case_id, day, "", day)


def test_a_return_and_the_filing_come_after_the_last_service(office: Office) -> None:
    case_id = register(office)
    to_sealed(office, case_id, "2026-11-12")
    serve(office, case_id, "2026-11-13")
    service.record_return(office, case_id, D("2026-11-18"), "拒收", D("2026-11-18"))
    serve(office, case_id, "2026-11-20")
    with pytest.raises(Refused, match="早于最近一次送达的 2026-11-20"):
        service.record_return(office, case_id, D("2026-11-19"), "拒收", D("2026-11-23"))
    with pytest.raises(Refused, match="早于办结日期 2026-11-20"):
        service.archive(office, case_id, "G", D("2026-11-19"), D("2026-11-23"))


def test_a_voided_wrong_day_no_longer_holds_the_clock_guard(office: Office) -> None:
    case_id = register(office)
    wrong = D("2027-11-05")
    procedure.transfer(office, case_id, wrong, "甲科", "", wrong)
    assert set_back(office, D("2026-11-05"))
    handed = next(f for f in at(office, case_id, "2026-11-05").facts if f.kind == "transferred")
    correcting.void_fact(office, case_id, handed.id, "日期有误", D("2026-11-05"))
    assert set_back(office, D("2026-11-05")) == ""


def test_an_entry_of_the_calendar_file_keeps_its_identity_when_others_come_and_go(office: Office) -> None:
    case_id = register(office)
    before = {e.key: e.summary for e in due_entries(office, D("2026-11-03"))}
    sent = D("2026-11-04")
    procedure.consult_organ(office, case_id, sent, "市发展改革委", "", sent)
    after = {e.key: e.summary for e in due_entries(office, sent)}
    assert set(before) == {"2026-001-clarification", "2026-001-due"}
    assert set(after) == {"2026-001-due"}


@pytest.mark.parametrize("place", ["", "/"])
def test_a_place_that_is_no_file_is_refused_in_one_sentence(office: Office, place: str) -> None:
    with pytest.raises(Refused, match="不是文件的位置"):
        write_ics(office, Path(place), D("2026-11-05"))


def test_a_letter_changed_after_it_was_sent_for_signature_cannot_be_finalised(office: Office) -> None:
    case_id = register(office)
    day = D("2026-11-10")
    replying.decide_outcome(office, case_id, "not_responsible", day, "", day)
    outcome = at(office, case_id, "2026-11-10").outcome
    slots = {"reason": "由调查队负责", "organ": "国家统计局济宁调查队"}
    drafting.save_reply_draft(office, case_id, outcome, drafting.ReplyDraft(slots))
    replying.submit(office, case_id, day, "", day)
    replying.sign_off(office, case_id, day, "王立新", "", day)
    changed = drafting.ReplyDraft(slots | {"organ": "别的机关"})
    with pytest.raises(NotAllowed, match="内容在送签之后有改动"):
        replying.finalise(office, case_id, day, draft=changed, reason="仍要定稿")
    for kind in ("signed_off", "submitted"):
        made = next(f for f in at(office, case_id, "2026-11-10").facts if f.kind == kind)
        correcting.void_fact(office, case_id, made.id, "内容有改动", day)
    drafting.save_reply_draft(office, case_id, outcome, changed)
    replying.submit(office, case_id, day, "", day)
    replying.sign_off(office, case_id, day, "王立新", "", day)
    replying.finalise(office, case_id, day)
    assert at(office, case_id, "2026-11-10").reply.data["slots"]["organ"] == "别的机关"


def test_the_reckoning_names_a_second_service_and_the_page_says_what_is_to_be_done(office: Office) -> None:
    case_id = register(office)
    to_sealed(office, case_id, "2026-11-12")
    serve(office, case_id, "2026-11-13")
    service.record_return(office, case_id, D("2026-11-18"), "拒收", D("2026-11-18"))
    assert case_view(office, case_id, D("2026-11-19")).headline == "2026-11-18 邮件退回，须再次送达"
    serve(office, case_id, "2026-11-20")
    view = case_view(office, case_id, D("2026-11-20"))
    assert "再次送达答复" in [row.text for row in view.trace]
    assert view.headline == "2026-11-13 办结"


def test_a_delay_of_art_35_cites_its_article_and_bars_an_extension(office: Office) -> None:
    case_id = register(office)
    procedure.delay(office, case_id, D("2026-11-10"), D("2026-12-31"), "本月 86 件", D("2026-11-10"))
    view = case_view(office, case_id, D("2026-11-10"))
    assert (str(view.case.clock.due), view.case.clock.provisional) == ("2026-12-31", False)
    assert view.trace[-1].article == "条例第三十五条"
    with pytest.raises(NotAllowed, match="不再延期"):
        procedure.extend(office, case_id, D("2026-11-11"), 5, "资料多", "孙秀兰", D("2026-11-11"))


def test_an_overdue_case_stays_in_the_calendar_file(office: Office) -> None:
    register(office)
    assert [(str(e.day), e.summary) for e in due_entries(office, D("2026-12-10"))] == [
        ("2026-11-30", "2026-001 答复期限")
    ]
