"""The list on A4 across: the head on every page, columns as wide as their words, the same bytes every time."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest

from caseapp.documents.fonts import MissingGlyph, bundled
from caseapp.documents.listing import ACROSS, DOWN, FOOT, LEFT, ROOM, Listed, TooWide, lay_out, listing
from caseapp.documents.page import Bar, Run

DAY = date(2026, 11, 23)
COLUMNS = (Listed("登记编号"), Listed("申请内容"), Listed("法定收到日", centred=True))


def lines(count: int, words: str = "2025年分县区的粮食产量") -> list[list[str]]:
    return [[f"2026-{n:03d}", words, "2026-11-02"] for n in range(1, count + 1)]


def texts(page) -> list[str]:
    return ["".join(mark.text) for mark in page.marks if isinstance(mark, Run)]


def test_the_head_and_the_page_number_stand_on_every_page() -> None:
    pages = lay_out(bundled(), "台账", "共 90 件", COLUMNS, lines(90))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        said = texts(page)
        assert [said.count(column.heading) for column in COLUMNS] == [1, 1, 1]
        assert said[-1] == f"第 {number} 页　共 {len(pages)} 页"
        assert (page.width, page.height) == (ACROSS, DOWN)
    assert ["台账" in texts(page) for page in pages] == [True, *[False] * (len(pages) - 1)]
    numbers = [text for page in pages for text in texts(page) if text.startswith("2026-") and len(text) == 8]
    assert numbers == [line[0] for line in lines(90)]


@pytest.mark.parametrize("words", ["短", "2025年分县区的粮食产量、播种面积和单位面积产量" * 20])
def test_the_table_fills_the_width_and_stays_above_the_foot(words: str) -> None:
    for page in lay_out(bundled(), "台账", "", COLUMNS, lines(40, words)):
        bars = [mark for mark in page.marks if isinstance(mark, Bar)]
        assert min(bar.x for bar in bars) == pytest.approx(LEFT, abs=1)
        assert max(bar.x + bar.width for bar in bars) == pytest.approx(LEFT + ROOM, abs=1)
        assert max(bar.y + bar.height for bar in bars) <= DOWN - FOOT + 1


def test_short_columns_keep_one_line_and_the_long_one_takes_the_rest() -> None:
    (page,) = lay_out(bundled(), "台账", "", COLUMNS, lines(2, "粮食产量" * 30))
    said = texts(page)
    assert "2026-001" in said
    assert "2026-11-02" in said


def test_a_request_longer_than_a_page_goes_on_under_the_head() -> None:
    pages = lay_out(bundled(), "台账", "", COLUMNS, lines(1, "粮食产量。" * 2000))
    assert len(pages) > 1
    assert all("申请内容" in texts(page) for page in pages)
    assert sum(text.count("粮") for page in pages for text in texts(page)) == 2000


@pytest.mark.parametrize("count", [21, 22, 51])
def test_more_columns_than_a_page_is_wide_are_refused(count: int) -> None:
    columns = [Listed(f"列{n}的名称") for n in range(count)]
    given = [["2026-11-02 粮食产量"] * count]
    if count == 21:
        assert lay_out(bundled(), "台账", "", columns, given)
    else:
        with pytest.raises(TooWide, match=f"有 {count} 列，A4 横向一页排不下，最多约 21 列"):
            lay_out(bundled(), "台账", "", columns, given)


def test_the_same_list_gives_the_same_bytes_and_its_words_can_be_read() -> None:
    first, again = (listing("济宁市统计局台账", "共 2 件", COLUMNS, lines(2), day=DAY) for _ in range(2))
    assert (first.pdf, first.sha256) == (again.pdf, again.sha256)
    assert first.text.splitlines()[2] == "登记编号\t申请内容\t法定收到日"
    assert first.text.splitlines()[3] == "2026-001\t2025年分县区的粮食产量\t2026-11-02"
    document = pypdfium2.PdfDocument(io.BytesIO(first.pdf))
    assert "2025年分县区的粮食产量" in document[0].get_textpage().get_text_range()
    document.close()


def test_a_character_without_a_font_is_named_with_its_column() -> None:
    with pytest.raises(MissingGlyph, match="“申请内容”一列中的“\U0001f600”"):
        listing("台账", "", COLUMNS, lines(1, "笑\U0001f600"), day=DAY)
