"""Tables 二, 三 and 四 as PDF: three pages, every number in its cell, fonts embedded, nothing over the edge."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest
from pikepdf.pdfa import validate_written

from caseapp import resources
from caseapp.documents.fonts import MissingGlyph
from caseapp.documents.report_pages import TablesHead, tables_sheet
from caseapp.law.annual import AnnualTables
from caseapp.law.report_form import NUMBER, grids_of
from documents.pdf_reading import MM, characters, rules, text_of

# every number differs, the widest a city has
TABLE3 = {row: tuple(row * 1000 + column for column in range(7)) for row in range(1, 26)}
TABLE4 = {
    group: tuple(range(place * 100, place * 100 + 5))
    for place, group in enumerate(("reconsideration", "direct_suit", "suit_after_reconsideration"), start=1)
}
TABLE2 = {"1.2.1": "50", "1.2.2": "227", "1.2.3": "420", "4.1.1": "1234.56"}


def made(year=2023, organ="济宁市统计局", state="草表"):
    head = TablesHead(f"{organ}{year}年政府信息公开工作年度报告表", organ, year, date(2024, 1, 8), state)
    grids = grids_of(
        AnnualTables(year, TABLE3, TABLE4), resources.load_annual_rows(), resources.load_table2(year), TABLE2
    )
    return tables_sheet(head, grids), grids


@pytest.mark.parametrize("year", [2020, 2023])
def test_each_table_has_a_page_with_all_its_words_and_numbers(year):
    sheet, grids = made(year)
    pages = pypdfium2.PdfDocument(sheet.pdf)
    assert sheet.pages == len(pages) == 3
    sizes = [tuple(round(side / MM) for side in pages[n].get_size()) for n in range(3)]
    assert sizes == [(210, 297), (210, 297), (297, 210)]
    for page, grid in zip(pages, grids, strict=True):
        text = "".join(page.get_textpage().get_text_range().split())
        assert grid.title in text
        for cell in grid.cells:
            if cell.kind == NUMBER:
                assert ("未填" if cell.value is None else str(cell.value)) in text


def test_the_numbers_stand_row_by_row_in_the_order_of_the_form():
    sheet, _ = made()
    text = pypdfium2.PdfDocument(sheet.pdf)[1].get_textpage().get_text_range()
    found = [word for word in text.split() if word.isdigit() and int(word) >= 1000]
    assert found == [str(number) for row in range(1, 26) for number in TABLE3[row]]


def test_everything_keeps_inside_the_margins_and_inside_the_frame():
    sheet, _ = made()
    for page, (width, height) in enumerate(((210, 297), (210, 297), (297, 210))):
        lines = rules(sheet.pdf, page)
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        assert (left, right) == pytest.approx((20, width - 20), abs=0.3)
        bottom = max(line.bottom for line in lines)
        marks = characters(sheet.pdf, page)
        assert all(left - 0.1 <= mark.left and mark.right <= right + 0.5 for mark in marks)
        assert all(mark.bottom < height - 10 for mark in marks)
        foot = min(mark.top for mark in marks if mark.top > bottom)
        assert foot > bottom + 3


def test_no_number_touches_the_rule_beside_it():
    sheet, _ = made()
    upright = [line for line in rules(sheet.pdf, 1) if line.bottom - line.top > line.right - line.left]
    digits = [mark for mark in characters(sheet.pdf, 1) if mark.text.isdigit() and mark.left > 105]
    for mark in digits:
        for line in upright:
            if line.top < mark.top and mark.bottom < line.bottom:
                assert mark.right < line.left or mark.left > line.right


@pytest.mark.parametrize("state", ["草表", "已封存（2024-01-20，2024-03-01 更正）"])
def test_the_foot_names_organ_year_day_and_state(state):
    sheet, _ = made(state=state)
    text = text_of(sheet.pdf)
    said = "".join(f"填报单位：济宁市统计局年度：2023制表日期：2024年1月8日{state}".split())
    assert text.count(said) == 3
    assert "第2页共3页" in text


def test_every_font_is_embedded_and_the_file_is_pdf_a():
    sheet, _ = made()
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in f.DescendantFonts[0].FontDescriptor for f in fonts)
        assert len(pdf.open_outline().root) == 3


def test_the_file_passes_the_checker_of_pdf_a(tmp_path):
    sheet, _ = made()
    (tmp_path / "tables.pdf").write_bytes(sheet.pdf)
    assert validate_written(tmp_path / "tables.pdf", "2b").passed


def test_the_same_numbers_and_day_give_the_same_bytes():
    assert made()[0].sha256 == made()[0].sha256


def test_a_character_no_font_has_is_named():
    with pytest.raises(MissingGlyph, match="机关名称"):
        made(organ="济宁市𰻞局")


def test_a_long_name_is_made_to_fit():
    sheet, _ = made(organ="某某省某某自治州某某自治县人民政府办公室政务公开与信息化管理服务中心（数据局）")
    marks = characters(sheet.pdf, 1)
    assert max(mark.right for mark in marks) < 200
    assert min(mark.left for mark in marks) > 10
