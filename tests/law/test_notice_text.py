"""A notice in its own words: the six real ones day by day, and every slip of the pen named by line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseapp import resources
from caseapp.law.notice_text import parse_notice_text, read_notice_text
from caseapp.law.notices import NoticeUnreadable
from casework.notices_2027 import DAYS, TEXT
from law.lawbook import CALENDAR

NOTICES = Path(__file__).parents[1] / "data" / "notices"


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025, 2026])
def test_the_words_of_a_published_notice_give_exactly_its_days(year: int) -> None:
    text = (NOTICES / f"{year}.txt").read_text(encoding="utf-8")
    notice = parse_notice_text(year, "通知", text)
    rows = csv.DictReader(resources.read_text("rules/holidays.csv").splitlines())
    wanted = [(r["date"], r["kind"], r["name"]) for r in rows if r["notice_year"] == str(year)]
    assert [(d.day.isoformat(), d.kind, d.name) for d in notice.days] == sorted(wanted)
    assert {d.notice_year for d in notice.days} == {year}


def test_the_invented_notice_gives_its_days_and_keeps_its_source() -> None:
    notice = parse_notice_text(2027, "某号", TEXT, CALENDAR.fixed)
    assert (notice.year, notice.source) == (2027, "某号")
    assert [(d.kind, d.name, d.day.isoformat()) for d in notice.days] == sorted(DAYS, key=lambda item: item[2])


@pytest.mark.parametrize(
    "text",
    [
        "元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。",
        "１、元旦：　１月１日（星期四）至１月３日（星期六） 放假调休，共３天；１月４日（星期日）上班",
        "（一）元旦：1月1日-3日放假，共3天，1月4日（周日）正常上班。",
        "元旦：2026年1月1日、2日、3日放假。\r\n2026年1月4日上班。\r\n",
        "\ufeff各省、自治区、直辖市人民政府：\n\n元旦：1月1日到3日放假。1月4日上班。",
    ],
)
def test_signs_blanks_and_line_breaks_do_not_matter(text: str) -> None:
    reading = read_notice_text(2026, text)
    assert reading.problems == []
    assert [(item.day.day.isoformat(), item.day.kind) for item in reading.found] == [
        ("2026-01-01", "休息日"),
        ("2026-01-02", "休息日"),
        ("2026-01-03", "休息日"),
        ("2026-01-04", "上班日"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("元旦：1月1日（周五）至3日放假，共3天。", "的星期不对：2026年1月1日是周四，不是周五"),
        ("元旦：1月1日至3日放假，共4天。", "写的是 4 天，按起止日期是 3 天"),
        ("元旦：1月1日放假2天。", "写的是 2 天，按起止日期是 1 天"),
        ("元旦：1月3日至1日放假。", "起止颠倒：2026-01-03 至 2026-01-01"),
        ("元旦：2025年12月31日至1月2日放假。", "跨年的请写明年份"),
        ("元旦：12月31日放假。", "没有写“12月31日”的年份"),
        ("元旦：1日至3日放假。", "没有写“1日”的月份"),
        ("春节：2月30日放假。", "没有“2月30日”这一天"),
        ("春节：2月15日至3月23日放假。", "放假太长"),
        ("清明节：4月8日放假，与周末连休。", "与周末不相连"),
        ("1月1日至3日放假。", "没有写是哪个节日"),
        ("元旦：一月一日放假。", "看不懂"),
        ("元旦：1月1日可能放假。", "看不懂"),
        ("元旦：1月1日（补休）放假。", "括号看不懂"),
        ("元旦：1月1日至3日放假。1月3日上班。", "既是休息日又是上班日（另见第 2 行）"),
        ("元旦：1月1日至3日放假。1月2日放假。", "与第 2 行重复"),
        ("元旦：1月1日至3日放假。1月7日上班。", "是周三，不是周末"),
        ("元旦：2025年11月30日放假。", "不属于 2026 年的放假安排"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_by_number(line: str, words: str) -> None:
    reading = read_notice_text(2026, "国务院办公厅\n" + line)
    assert [number for number, _ in reading.problems] == [2]
    assert words in reading.problems[0][1]
    with pytest.raises(NoticeUnreadable, match=r"第 2 行.*没有导入"):
        parse_notice_text(2026, "某号", "国务院办公厅\n" + line)


def test_what_cannot_be_read_is_quoted_and_nothing_beside_it_is_lost() -> None:
    reading = read_notice_text(2026, "元旦：1月1日放假，共1天。\n清明节：四月五日放假。\n国庆节：10月1日放假。")
    assert reading.problems[0][1].startswith("第 2 行“清明节：四月五日放假”看不懂")
    assert len(reading.found) == 2


def test_a_year_without_one_of_its_festivals_is_not_whole() -> None:
    text = TEXT.replace("五、端午节：6月9日（周三）放假1天，不调休。\n", "")
    reading = read_notice_text(2027, text, CALENDAR.fixed)
    assert reading.problems == []
    assert "缺少法定节日 端午节 06-09，仍按未公布处理" in reading.lack
    with pytest.raises(NoticeUnreadable, match="端午节 06-09"):
        parse_notice_text(2027, "某号", text, CALENDAR.fixed)


def test_the_weekend_beside_a_single_day_is_no_day_of_the_notice() -> None:
    reading = read_notice_text(2024, "端午节：6月10日（周一）放假，与周末连休，共3天。")
    assert [item.day.day.isoformat() for item in reading.found] == ["2024-06-10"]
