"""What is already public is found by what it carries and of which year (条例第三十六条第（一）项)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.law.publications import KINDS, Publication, likely

ON = date(2026, 11, 2)
WORDS = (
    "地区生产总值",
    "粮食总产量",
    "常住人口",
    "居民人均可支配收入",
    "规模以上工业增加值",
    "固定资产投资",
    "社会消费品零售总额",
)
LIST = (
    Publication(1, "《济宁统计年鉴2021》", "yearbook", "2021", place="第十篇表10-3", keywords=WORDS),
    Publication(2, "《济宁统计年鉴2025》", "yearbook", "2025", place="第十篇表10-3", keywords=WORDS),
    Publication(3, "2025年济宁市国民经济和社会发展统计公报", "bulletin", "2025", keywords=WORDS[:5]),
    Publication(4, "济宁统计月报2026年3月", "monthly", "2026-03", keywords=("规模以上工业增加值", "固定资产投资")),
    Publication(5, "济宁统计月报2025年12月", "monthly", "2025-12", keywords=("规模以上工业增加值",)),
    Publication(6, "统计执法检查结果公示", "other", "", keywords=("统计执法检查", "行政处罚决定")),
)


def ids(request: str, of: tuple[Publication, ...] = LIST) -> list[int]:
    return [fit.publication.id for fit in likely(request, of, ON)]


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("申请公开2020年全市粮食产量", [1]),
        ("请提供二〇二〇年济宁市粮食总产量，谢谢", [1]),
        ("２０２０年度全市粮食产量数据", [1]),
        ("2021年全市粮食产量", []),
        ("2024年全市GDP", [2]),
        ("2025年全市地区生产总值", [3]),
        ("2024年、2025年全市常住人口", [2, 3]),
        ("去年全市常住人口", [3]),
        ("前年全市城镇居民人均可支配收入", [2]),
        ("近两年全市固投完成额", [2]),
        ("2019年全市粮食产量", []),
        ("2024年全市工业总产值", []),
        ("2024年全市农业总产值", []),
        ("统计执法检查结果", [6]),
        ("2025年作出的行政处罚决定", [6]),
        ("局机关2025年三公经费", []),
        ("", []),
    ],
)
def test_the_year_and_the_words_of_a_request_find_what_carries_them(request_: str, found: list[int]) -> None:
    assert ids(request_) == found


@pytest.mark.parametrize(
    ("kind", "data_year"), [("yearbook", 2020), ("bulletin", 2021), ("monthly", 2021), ("other", 2021)]
)
def test_a_yearbook_of_a_year_carries_the_year_before(kind: str, data_year: int) -> None:
    book = Publication(1, "x", kind, "2021", keywords=("粮食产量",))
    assert book.data_year == data_year
    assert [year for year in (2019, 2020, 2021, 2022) if ids(f"{year}年全市粮食产量", (book,))] == [data_year]


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("2026年3月规模以上工业增加值增速", [4]),
        ("2026年1-3月固定资产投资", [4]),
        ("2026年一季度固定资产投资", [4]),
        ("2026年4月规模以上工业增加值", []),
        ("2026年规模以上工业增加值", []),
        ("2025年规模以上工业增加值", [3, 5]),
        ("2025年1-12月规模以上工业增加值", [3, 5]),
        ("2024年6月规模以上工业增加值", []),
        ("2025年3月5日印发的统计执法检查结果", [6]),
    ],
)
def test_months_are_answered_by_their_month_and_a_year_by_its_december(request_: str, found: list[int]) -> None:
    assert ids(request_) == found


@pytest.mark.parametrize(
    "request_",
    [
        "2020年某某镇粮食产量",
        "2020年李营街道常住人口",
        "2020年张家村粮食产量",
        "2024年规模以上工业增加值企业名单",
        "济宁某某有限公司2024年固定资产投资",
    ],
)
def test_what_is_finer_than_a_yearbook_is_not_answered_by_it(request_: str) -> None:
    assert ids(request_) == []
    finer = replace(LIST[0], period="", keywords=("各镇粮食产量", "街道常住人口", "村粮食产量"))
    assert bool(ids(request_, (finer,))) == ("名单" not in request_ and "公司" not in request_)


@pytest.mark.parametrize(
    "request_", ["我公司需要2020年全市粮食产量", "2020年城镇居民人均可支配收入", "2020年乡村常住人口"]
)
def test_words_that_only_look_finer_do_not_matter(request_: str) -> None:
    assert ids(request_) == [1]


@pytest.mark.parametrize(
    ("request_", "found", "itself"),
    [
        ("请提供《济宁统计年鉴2021》一本", [1], True),
        ("申请获取济宁统计年鉴2025", [2], True),
        ("申请公开济宁统计年鉴", [2], True),
        ("《济宁统计年鉴2021》中的粮食产量", [1], False),
        ("2021年济宁市统计年鉴里的常住人口", [1], False),
        ("《济宁统计年鉴2019》", [], False),
    ],
)
def test_who_wants_the_book_itself_is_told_apart(request_: str, found: list[int], itself: bool) -> None:
    fits = likely(request_, LIST, ON)
    assert [fit.publication.id for fit in fits] == found
    assert all(fit.itself == itself for fit in fits)
    assert not itself or "第三十九条第二款" in fits[0].reason


def test_without_a_year_only_the_newest_edition_is_shown() -> None:
    assert ids("全市粮食产量") == [2, 3]


def test_a_yearbook_without_keywords_is_shown_for_figures_of_its_year_and_says_so() -> None:
    bare = (replace(LIST[0], keywords=()),)
    (fit,) = likely("2020年全市粮食产量", bare, ON)
    assert fit.reason == "2021年版载 2020 年的数据；没有关键词，请查目录"
    assert ids("2020年会议纪要", bare) == []


def test_the_reason_names_the_year_the_words_and_what_is_lacking() -> None:
    (fit,) = likely("2018年至2020年全市粮食产量", LIST, ON)
    assert (fit.years, fit.lacking) == ((2020,), (2018, 2019))
    assert fit.reason == "2021年版载 2020 年的数据；不含 2018、2019 年；关键词：粮食总产量"
    (month,) = likely("2026年3月固定资产投资", LIST, ON)
    assert month.reason == "2026年3月的数据；关键词：固定资产投资"


@pytest.mark.parametrize("request_", ["a" * 10_000, "<b>{{ x }}</b>", "😀", "\x00", "近99年", "99月", "2020" * 2000])
def test_any_words_can_be_looked_for(request_: str) -> None:
    ids(request_)


def test_every_kind_has_its_word() -> None:
    assert list(KINDS.values()) == ["年鉴", "公报", "月报", "其他"]
