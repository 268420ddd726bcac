"""期限推算说明: every day stands once, overlapping days are taken out once, every notice is named with its source."""

from __future__ import annotations

from datetime import timedelta

from caseapp.law.statement import statement
from law.lawbook import CALENDAR, PERIODS, D, clock

WHOLE = (
    "clarification_sent:2026-08-06:15",
    "clarification_received:2026-08-17",
    "third_party_sent:2026-08-20",
    "third_party_received:2026-08-24",
    "third_party_replied:2026-09-08",
    "organ_sent:2026-08-27",
    "organ_received:2026-08-31",
    "organ_replied:2026-09-14",
    "extended:2026-09-21:15",
)


def said(received, *facts, today=None):
    return statement(clock(received, *facts, today=today), CALENDAR, PERIODS)


def test_overlapping_consultations_are_taken_out_once():
    found = said("2026-08-03", *WHOLE, today="2026-09-22")
    assert [(str(i.first), str(i.last), i.days, i.end) for i in found.intervals] == [
        ("2026-08-21", "2026-09-08", 13, "收到意见"),
        ("2026-08-28", "2026-09-14", 12, "收到意见"),
    ]
    assert (found.excluded, found.shared) == (17, 8)


def test_every_day_from_the_day_after_the_base_to_the_due_date_stands_once():
    found = said("2026-08-03", *WHOLE, today="2026-09-22")
    days = [row.first + timedelta(days=n) for row in found.days for n in range((row.last - row.first).days + 1)]
    assert days == [D("2026-08-18") + timedelta(days=n) for n in range(78)]
    assert found.days[-1].last == D("2026-11-03")
    assert found.days[-1].count == 35


def test_special_days_name_their_reason_and_neighbouring_free_days_share_a_row():
    rows = {str(row.first): row for row in said("2026-08-03", *WHOLE, today="2026-09-22").days}
    assert (rows["2026-09-20"].counted, rows["2026-09-20"].reason) == (True, "2026 年放假安排定为上班日（国庆节）")
    assert (rows["2026-10-01"].counted, str(rows["2026-10-01"].last)) == (False, "2026-10-07")
    assert rows["2026-09-25"].reason == "中秋节放假（2026 年放假安排）"
    assert rows["2026-08-28"].reason == "征求第三方意见、征求机关意见（条例第三十三条第三款）"


def test_the_conclusion_names_base_count_extension_and_exclusion():
    found = said("2026-08-03", *WHOLE, today="2026-09-22")
    assert found.conclusion == (
        "自 2026-08-17（收到补正之日）的次日起推算，第 35 个工作日为 2026-11-03，最迟于当日答复；"
        "其中延期 15 个工作日；其间扣除征求意见 17 个工作日。"
    )
    assert found.article == "条例第三十三条第二款"
    assert not any("最迟于当日答复" in event.text for event in found.events)


def test_next_day_counting_is_a_reference_and_no_article_of_the_regulations():
    grounds = said("2026-08-03", *WHOLE, today="2026-09-22").grounds
    assert [g.name for g in grounds] == [
        "条例第三十条",
        "条例第三十一条",
        "条例第三十二条",
        "条例第三十三条第二款",
        "条例第三十三条第三款",
        "条例第三十四条",
        "参照行诉解释第四十八条",
    ]
    assert "通行做法" in grounds[-1].gist


def test_a_year_with_an_amended_notice_names_both():
    (notice,) = said("2020-01-20").notices
    assert notice.year == 2020
    assert [address.rpartition("_")[2] for address in notice.addresses] == ["5454164.htm", "5472352.htm"]


def test_days_that_may_still_move_say_so_and_the_missing_notice_is_named():
    found = said("2026-12-03")
    marked = [str(row.first) for row in found.days if row.reason.endswith("（暂定）")]
    assert marked == ["2026-12-25", "2026-12-26", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"]
    assert [(n.year, len(n.addresses)) for n in found.notices] == [(2026, 1), (2027, 0)]


def test_a_waiting_case_counts_nothing_and_says_what_is_awaited():
    found = said("2026-11-02", "clarification_sent:2026-11-10:15")
    assert found.days == ()
    assert found.conclusion.startswith("正在等待申请人补正，期限至 2026-12-01")


def test_a_served_case_says_whether_it_was_in_time():
    assert said("2026-11-02", "served:2026-11-30").conclusion.endswith("答复于 2026-11-30 送达，在期限之内。")
    assert said("2026-11-02", "served:2026-12-02").conclusion.endswith("答复于 2026-12-02 送达，超过期限 2 个工作日。")


def test_a_consultation_nobody_answered_ends_with_its_fifteen_working_days():
    facts = ("third_party_sent:2026-11-03", "third_party_received:2026-11-04")
    (interval,) = said("2026-11-02", *facts, today="2026-12-01").intervals
    assert (str(interval.last), interval.days, interval.end) == ("2026-11-25", 16, "15 个工作日届满")
    (running,) = said("2026-11-02", *facts, today="2026-11-10").intervals
    assert running.end == "尚未结束"
