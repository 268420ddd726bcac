"""Calendar files that are no whole notice are refused by line; every shipped year is one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseapp import resources
from caseapp.law.notices import NoticeUnreadable, parse_notice
from casework.notices_2027 import CSV, holiday_cn
from law.lawbook import CALENDAR

FIRST_PUBLISHED = Path(__file__).parents[1] / "data" / "holidays_2020_as_first_published.csv"


def test_every_shipped_year_is_a_whole_notice() -> None:
    notices = parse_notice("holidays.csv", resources.read_text("rules/holidays.csv"), CALENDAR.fixed)
    assert [(n.year, len(n.days)) for n in notices] == [
        (2019, 31),
        (2020, 37),
        (2021, 38),
        (2022, 38),
        (2023, 34),
        (2024, 36),
        (2025, 33),
        (2026, 39),
    ]


def test_the_monday_after_the_prolonged_holiday_may_be_named_a_working_day() -> None:
    notice = next(n for n in parse_notice("h", resources.read_text("rules/holidays.csv")) if n.year == 2020)
    assert "2020-02-03" in [d.day.isoformat() for d in notice.days if d.kind == "上班日"]
    text = FIRST_PUBLISHED.read_text(encoding="utf-8") + "2020,2020-02-04,上班日,春节\n"
    with pytest.raises(NoticeUnreadable, match=r"第 36 行的 2020-02-04 是周二，不是周末"):
        parse_notice("2020.csv", text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(CSV),
        "\ufeff" + "\r\n".join(CSV) + "\r\n",
        "\n\n" + "\n\n".join(CSV) + "\n\n",
        "\n".join([CSV[0], *(",".join(f'"{cell}"' for cell in line.split(",")) for line in CSV[1:])]),
        "\n".join(line.replace(",", " , ") for line in CSV),
        holiday_cn(),
        "\ufeff" + holiday_cn().replace("\n", "\r\n"),
    ],
)
def test_marks_blank_lines_quotes_and_line_ends_do_not_matter(text: str) -> None:
    (notice,) = parse_notice("2027.csv", text, CALENDAR.fixed)
    assert notice.year == 2027
    assert sum(1 for d in notice.days if d.kind == "休息日") == 29
    assert [d.day.isoformat() for d in notice.days if d.kind == "上班日"] == [
        "2026-12-26",
        "2027-02-14",
        "2027-05-08",
        "2027-10-09",
    ]


def test_a_quoted_name_may_hold_a_comma() -> None:
    lines = [line.replace("国庆节", '"国庆节,中秋节"') for line in CSV]
    (notice,) = parse_notice("2027.csv", "\n".join(lines))
    assert notice.days[-1].name == "国庆节,中秋节"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "“2027.csv”是空文件"),
        (["  ", ""], "是空文件"),
        (CSV[:1], "中没有放假安排，仍按未公布处理"),
        (["这是一封信，不是放假安排。"], "第 1 行应当是表头"),
        (["", "a,b,c,d"], "第 2 行应当是表头"),
        ([*CSV, "2027,2027-10-01,休息日,国庆节"], r"第 35 行的 2027-10-01 与第 24 行重复"),
        ([*CSV, "2027,2027-10-02,上班日,国庆节"], r"第 35 行的 2027-10-02 既是休息日又是上班日（另见第 25 行）"),
        ([*CSV, "2027,2027-05-09,放假,劳动节"], "第 35 行的类型“放假”应当是休息日或上班日"),
        ([*CSV, "2027,2028-05-01,休息日,劳动节"], "第 35 行的 2028-05-01 不属于 2027 年"),
        ([*CSV, "2027,2026-11-30,休息日,元旦"], "第 35 行的 2026-11-30 不属于 2027 年"),
        ([*CSV, "2026,2027-05-09,上班日,劳动节"], "第 35 行的 2027-05-09 不属于 2026 年"),
        ([*CSV, "2028,2027-12-31,休息日,元旦"], "第 35 行起，2028 年的放假安排不完整：缺少法定节日 元旦 01-01"),
        ([*CSV, "1999,1999-05-01,休息日,劳动节"], "第 35 行的年份“1999”"),
        ([*CSV, "２０２７,2027-05-09,休息日,劳动节"], "第 35 行的年份"),
        ([*CSV, "2027,2027-02-30,休息日,春节"], "第 35 行的日期“2027-02-30”无法识别"),
        ([*CSV, "2027,20270508,上班日,劳动节"], "第 35 行的日期“20270508”无法识别"),
        ([*CSV, "2027,2027-W18-6,上班日,劳动节"], "第 35 行的日期“2027-W18-6”无法识别"),
        ([*CSV, "2027,2027-05-12,上班日,劳动节"], "第 35 行的 2027-05-12 是周三，不是周末"),
        ([*CSV, "2027,2027-05-09"], "第 35 行应当有 4 列"),
        ([*CSV, '2027,2027-05-09,休息日,"劳动'], "第 35 行读不下去，文件可能不完整"),
        ([*CSV, "2027,2027-05-09,休息日,"], "第 35 行没有写节日名称"),
        (CSV[:23], "缺少法定节日 国庆节 10-01、国庆节 10-02、国庆节 10-03，仍按未公布处理"),
        ([line for line in CSV if "端午" not in line], "缺少法定节日 端午节 06-09"),
        (['{"year": 2027,', ' "days": [', '  {"name": "元旦", "da'], "第 3 行读不下去"),
        (['{"year": 2027, "days": []}'], "仍按未公布处理"),
        (["[1, 2, 3]"], "带 year 和 days"),
        (["{", '"days": [],', '"year": 2099}'], "第 3 行的年份“2099”"),
        (["[" * 100_000], "不是放假安排 JSON"),
        (["{", '"year": ' + "9" * 5000 + ', "days": []}'], "不是放假安排 JSON"),
    ],
)
def test_what_is_no_whole_notice_is_refused_by_line(lines: list[str], words: str) -> None:
    with pytest.raises(NoticeUnreadable, match=words) as caught:
        parse_notice("2027.csv", "\n".join(lines), CALENDAR.fixed)
    assert str(caught.value).endswith("没有导入。")


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([{"name": "元旦", "date": "2027-13-01", "isOffDay": True}], "第 9 行的日期“2027-13-01”无法识别"),
        ([{"name": "元旦", "date": "2027-01-01", "isOffDay": 1}], "第 9 行应当有 name、date 和 isOffDay"),
        ([{"name": "元旦", "isOffDay": True}], "第 7 行的日期“None”无法识别"),
        ([{"name": "元旦", "date": "2027-01-01", "isOffDay": True}] * 2, "第 14 行的 2027-01-01 与第 9 行重复"),
        (["元旦"], "第 7 行应当有 name"),
    ],
)
def test_a_day_of_the_json_form_is_named_by_its_line_in_the_file(entries: list[dict[str, object]], words: str) -> None:
    with pytest.raises(NoticeUnreadable, match=words):
        parse_notice("2027.json", holiday_cn(entries), CALENDAR.fixed)


def test_the_json_form_names_all_its_papers() -> None:
    text = holiday_cn().replace('"https://example.invalid/2027"', '"https://a.invalid", "https://b.invalid"')
    (notice,) = parse_notice("2027.json", text)
    assert notice.source == "https://a.invalid；https://b.invalid"


def test_before_2027_a_year_must_at_least_reach_its_national_day() -> None:
    lines = csv.reader(FIRST_PUBLISHED.read_text(encoding="utf-8").splitlines())
    kept = [",".join(cells) for cells in lines if not cells[1].startswith("2020-10")]
    with pytest.raises(NoticeUnreadable, match="2020 年的放假安排不完整"):
        parse_notice("2020.csv", "\n".join(kept))
