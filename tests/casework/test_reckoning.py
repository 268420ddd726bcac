"""The printed pages of reckoning, and the mark 暂定 behind a date a letter quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.handling import procedure
from caseapp.casework.letters.letters import typeset_context
from caseapp.casework.letters.reckoning import moves_sheet, reckoning_sheet, save_sheet, sheet_page
from caseapp.casework.letters.slots import template_of
from caseapp.casework.office import Refused
from caseapp.casework.upkeep.calendars import Moved
from caseapp.law.calendar import REST, WORK, NoticeDay
from caseapp.law.notices import Notice
from casework.offices import D, at, new_office, register

EXPECTED = Path(__file__).parents[1] / "data" / "clock_statement.txt"
LONG = "（该日期按已公布的放假安排推算，国务院办公厅公布新的放假安排后以重新推算的为准）"


@pytest.fixture
def office(tmp_path):
    office = new_office(tmp_path / "office.caseapp")
    yield office
    office.close()


def overlapping(office):
    """补正, two overlapping consultations and an extension over the holidays of 2026."""
    case_id = register(office, "2026-08-03", channel="post", arrived=D("2026-08-03"))
    day = D("2026-08-06")
    procedure.ask_clarification(office, case_id, day, "年份不明", ["年份"], 15, "", day)
    procedure.receive_clarification(office, case_id, D("2026-08-17"), "2025年", D("2026-08-17"))
    day = D("2026-08-20")
    procedure.consult_third_party(office, case_id, day, "某某公司", "产值", "商业秘密", day)
    procedure.record_consultation(office, case_id, "third_party", "received", D("2026-08-24"), D("2026-08-24"))
    procedure.consult_organ(office, case_id, D("2026-08-27"), "某某局", "某函〔2026〕1号", D("2026-08-27"))
    procedure.record_consultation(office, case_id, "organ", "received", D("2026-08-31"), D("2026-08-31"))
    for party, on in (("third_party", "2026-09-08"), ("organ", "2026-09-14")):
        procedure.record_consultation(office, case_id, party, "replied", D(on), D(on), agrees=True)
    procedure.extend(office, case_id, D("2026-09-21"), 15, "需要逐件审查", "刘建国", D("2026-09-21"))
    return case_id


def test_the_statement_of_a_case_with_everything_reads_as_agreed(office):
    sheet = reckoning_sheet(office, overlapping(office), D("2026-09-22"))
    assert sheet.text == EXPECTED.read_text(encoding="utf-8")
    assert sheet.pages == 4


def test_the_same_facts_give_the_same_page(office):
    case_id = register(office)
    first, second = (reckoning_sheet(office, case_id, D("2026-11-03")) for _ in range(2))
    assert first.pdf == second.pdf


def test_an_unconfirmed_request_has_no_statement(office):
    case_id = register(office, channel="email", confirmed=None)
    with pytest.raises(Refused, match="法定收到日尚未确认"):
        reckoning_sheet(office, case_id, D("2026-11-03"))


def test_a_confirmed_request_says_who_confirmed_and_how(office):
    case_id = register(
        office, channel="email", confirmed=D("2026-11-02"), confirmed_by="张敏", confirmed_how="电话确认"
    )
    text = reckoning_sheet(office, case_id, D("2026-11-03")).text
    assert "以双方确认之日为收到申请之日（条例第三十一条第（三）项）。确认：张敏，电话确认" in text


def test_a_statement_over_the_year_end_is_provisional_and_names_the_missing_notice(office):
    case_id = register(office, "2026-12-03", channel="post", arrived=D("2026-12-03"))
    text = reckoning_sheet(office, case_id, D("2026-12-04")).text
    assert "2026-12-31（周四）（暂定）" in text
    assert "2027 年\t放假安排未公布" in text


def test_a_withdrawn_request_awaits_no_service(office):
    case_id = register(office)
    procedure.withdraw(office, case_id, D("2026-11-05"), "不再需要", D("2026-11-05"))
    text = reckoning_sheet(office, case_id, D("2026-11-06")).text
    assert "送达\t申请已撤回" in text
    assert "申请人于 2026-11-05 撤回申请，办理终结。" in text


def test_the_signature_never_stands_alone_on_a_page(office):
    case_id = register(office)
    procedure.ask_clarification(office, case_id, D("2026-11-03"), "不明", ["年份"], 10, "", D("2026-11-03"))
    assert reckoning_sheet(office, case_id, D("2026-11-04")).pages == 1


def test_the_list_of_moved_cases_names_the_notice_and_marks_what_stays_provisional(office):
    days = (NoticeDay(D("2027-01-01"), REST, "元旦", 2027), NoticeDay(D("2027-01-03"), WORK, "元旦", 2027))
    moved = [Moved("2026-001", "王喆", D("2026-12-31"), D("2027-01-04"), True, False)]
    sheet = moves_sheet(office, [Notice(2027, "https://www.gov.cn/n.htm", days)], moved, D("2026-12-01"))
    assert "2027\thttps://www.gov.cn/n.htm\t1 天\t1 天" in sheet.text
    assert "1\t2026-001\t王喆\t2026-12-31（暂定）\t2027-01-04" in sheet.text


def test_a_sheet_is_shown_and_saved_whole(office, tmp_path):
    sheet = moves_sheet(office, [], [], D("2026-12-01"))
    picture = sheet_page(sheet, 0, 300)
    assert (picture.width, len(picture.data)) == (300, picture.height * picture.stride)
    assert save_sheet(sheet, tmp_path / "清单.pdf").read_bytes() == sheet.pdf
    with pytest.raises(OSError, match="清单"):
        save_sheet(sheet, tmp_path / "没有" / "清单.pdf")


def printed(office, case_id, template, today):
    document = [d for d in at(office, case_id, today).documents if d.template == template][-1]
    sheet = typeset_context(office, template_of(office, template), document.data)
    assert sheet.sha256 == document.sha256
    return sheet.text.replace("\n", "")


def test_a_letter_that_quotes_a_date_of_an_unpublished_year_says_so(office):
    case_id = register(office, "2026-12-07", channel="post", arrived=D("2026-12-07"))
    day = D("2026-12-14")
    procedure.extend(office, case_id, day, 10, "逐件审查", "刘建国", day)
    text = printed(office, case_id, "extension_notice", "2026-12-14")
    assert f"延长至2027年1月19日{LONG}。" in text
    assert "答复期限至2027年1月5日（暂定）届满" in text


def test_a_settled_date_is_printed_bare(office):
    case_id = register(office)
    procedure.ask_clarification(office, case_id, D("2026-11-03"), "不明", ["年份"], 10, "", D("2026-11-03"))
    assert "截止日期为2026年11月17日，" in printed(office, case_id, "clarification_notice", "2026-11-03")


def test_a_term_that_ends_in_the_last_days_of_december_is_provisional(office):
    case_id = register(office, "2026-12-07", channel="post", arrived=D("2026-12-07"))
    day = D("2026-12-09")
    procedure.ask_clarification(office, case_id, day, "不明", ["年份"], 15, "", day)
    assert f"截止日期为2026年12月30日{LONG}，" in printed(office, case_id, "clarification_notice", "2026-12-09")


def test_an_extension_made_while_a_consultation_runs_says_the_date_moves_with_it(office):
    case_id = register(office)
    procedure.consult_organ(office, case_id, D("2026-11-04"), "某某局", "", D("2026-11-04"))
    procedure.extend(office, case_id, D("2026-11-06"), 5, "逐件审查", "刘建国", D("2026-11-06"))
    text = printed(office, case_id, "extension_notice", "2026-11-06")
    assert "（征求意见尚未结束，该日期以征求意见结束后重新推算的为准）" in text
