"""The Word copy says what the printed page says, on the page of the standard, and holds text as text."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from caseapp.documents.press import typeset
from caseapp.documents.templates import load_templates, parse
from caseapp.documents.word import word_copy
from documents.letter_samples import full_context

ALL = sorted(load_templates())
HEADER = """+++
id = "probe"
version = "1"
title = "样张"
kind = "{kind}"
guide = ""
+++
"""


def made(template_id: str, **case):
    template = load_templates()[template_id]
    return opened(word_copy(template, full_context(template, **case)))


def opened(data: bytes):
    return Document(io.BytesIO(data))


def probe(text: str, kind: str = "notice", **context):
    return opened(word_copy(parse("probe.txt", HEADER.format(kind=kind) + text), context))


def words(document) -> str:
    """Return every word of a document in reading order, white space left out."""
    head = document.sections[0].first_page_header.paragraphs
    body = [text for part in document.iter_inner_content() for text in _texts(part)]
    return "".join("".join([*(p.text for p in head), *body]).split())


def _texts(part: Paragraph | Table) -> list[str]:
    if isinstance(part, Paragraph):
        return [part.text]
    cells = (p for row in part._tbl.tr_lst for cell in row.tc_lst for p in cell.p_lst)
    return [Paragraph(p, part).text for p in cells]


def styled(document, name):
    (found,) = [p for p in document.paragraphs if p.style.name == name]
    return found


def indent(paragraph):
    return dict(paragraph._p.pPr.find(qn("w:ind")).items())


@pytest.mark.parametrize("template_id", ALL)
def test_every_template_says_in_word_what_it_says_in_print(template_id):
    template = load_templates()[template_id]
    context = full_context(template)
    assert words(opened(word_copy(template, context))) == "".join(typeset(template, context).text.split())


@pytest.mark.parametrize("template_id", ALL)
def test_every_template_is_written_with_nothing_given(template_id):
    assert len(opened(word_copy(load_templates()[template_id], {})).sections) == 1


def test_the_page_is_a4_with_the_margins_of_the_standard():
    section = made("reply_partial").sections[0]
    assert [round(v.mm, 1) for v in (section.page_width, section.page_height)] == [210.0, 297.0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(v.mm, 1) for v in margins] == [37.0, 35.0, 28.0, 26.0]


@pytest.mark.parametrize(
    ("name", "font", "half_points"),
    [
        ("公文标题", "方正小标宋简体", "44"),
        ("公文正文", "仿宋_GB2312", "32"),
        ("主送机关", "仿宋_GB2312", "32"),
        ("一级标题", "黑体", "32"),
        ("二级标题", "楷体_GB2312", "32"),
        ("附件标识", "黑体", "32"),
        ("页码", "宋体", "28"),
        ("抄送", "仿宋_GB2312", "28"),
    ],
)
def test_styles_carry_the_fonts_and_sizes_of_the_standard_and_no_bold(name, font, half_points):
    style = made("reply_partial").styles[name]
    run = style.element.rPr
    assert run.find(qn("w:rFonts")).get(qn("w:eastAsia")) == font
    assert run.find(qn("w:sz")).get(qn("w:val")) == half_points
    assert style.font.bold is False


def test_text_is_set_in_times_with_a_fixed_line_and_two_characters_indent():
    document = made("reply_partial")
    body = document.styles["公文正文"]
    assert body.element.rPr.find(qn("w:rFonts")).get(qn("w:ascii")) == "Times New Roman"
    spacing = body.element.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert indent_of_style(body) == {"firstLineChars": "200", "firstLine": "640"}
    assert indent_of_style(document.styles["主送机关"]) == {}


def indent_of_style(style):
    return {key.split("}")[1]: value for key, value in style.element.pPr.find(qn("w:ind")).items()}


def test_the_language_is_chinese_and_quotation_marks_take_the_chinese_font():
    document = probe("甲“乙”丙\n")
    language = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    (run,) = styled(document, "公文正文").runs
    assert run._r.rPr.find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia"


def test_a_letter_has_a_red_head_with_its_rules_and_the_number_flush_right():
    document = made("reply_partial")
    (name,) = document.sections[0].first_page_header.paragraphs
    assert (name.text, name.style.name) == ("济宁市统计局", "发文机关标志")
    assert str(name.style.font.color.rgb) == "FF0000"
    rule = name._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (rule.get(qn("w:val")), rule.get(qn("w:color"))) == ("thickThinSmallGap", "FF0000")
    number = styled(document, "发文字号")
    assert number.text == "济统依复〔2026〕118号"
    assert document.paragraphs[0].text == number.text
    assert number.style.element.pPr.find(qn("w:jc")).get(qn("w:val")) == "right"


def test_a_form_has_no_head_and_no_rule_at_its_foot():
    section = made("review_form").sections[0]
    assert [p.text for p in section.first_page_header.paragraphs] in ([], [""])
    assert section.first_page_footer.paragraphs[0]._p.pPr.find(qn("w:pBdr")) is None


def test_pages_are_numbered_from_the_second_on_odd_at_the_right_even_at_the_left():
    document = made("reply_partial")
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line._p.find(qn("w:fldSimple")).get(qn("w:instr")) == " PAGE "
        assert indent(line)[qn(f"w:{side}Chars")] == "100"
    assert "PAGE" not in section.first_page_footer._element.xml


def test_the_date_ends_four_characters_from_the_edge_and_the_name_stands_centred_over_it():
    document = probe("#署名 济宁市统计局 | 2026年11月24日\n")
    name, day = styled(document, "署名"), styled(document, "成文日期")
    assert indent(day)[qn("w:rightChars")] == "400"
    assert indent(name)[qn("w:rightChars")] == "450"  # 6 characters over 7
    assert name.paragraph_format.space_before.pt == pytest.approx(57.9, abs=0.1)


def test_a_name_longer_than_the_date_ends_two_characters_from_the_edge():
    document = probe("#署名 某某市某某区统计局普查中心办公室 | 2026年11月24日\n")
    assert indent(styled(document, "署名"))[qn("w:rightChars")] == "200"
    assert indent(styled(document, "成文日期"))[qn("w:rightChars")] == "650"  # 16 characters over 7


def test_several_attachments_hang_under_the_first_name():
    document = probe("#附件 甲表\n#附件 乙表\n")
    first, second = [p for p in document.paragraphs if p.style.name == "附件说明"]
    assert (first.text, second.text) == ("附件：1. 甲表", "2. 乙表")
    assert (indent(first)[qn("w:hangingChars")], indent(second)[qn("w:hangingChars")]) == ("400", "100")


def test_headings_stand_in_the_outline():
    document = probe("#一级 一、甲\n#二级 （一）乙\n")
    for name, level in (("一级标题", "1"), ("二级标题", "2")):
        assert styled(document, name).style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == level


def test_a_page_break_begins_the_next_part_on_a_new_page():
    document = probe("甲\n#分页\n#附件页 附件\n")
    assert styled(document, "附件标识").paragraph_format.page_break_before is True


def test_copies_stand_at_the_foot_of_the_page():
    frame = styled(probe("甲\n#抄送 某某局\n"), "抄送")._p.pPr.find(qn("w:framePr"))
    assert (frame.get(qn("w:yAlign")), frame.get(qn("w:vAnchor"))) == ("bottom", "margin")


def test_a_table_keeps_its_widths_spans_heights_and_repeats_its_header():
    document = probe("#表 1 3 | 10.5\n#表头 甲 | 乙\n#行 !丙 | 丁\n#行 @30 [2] 戊 // 签名：己\n", "form")
    (table,) = document.tables
    assert [round(column.width.mm) for column in table.columns] == [39, 117]
    head, row, last = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert row._tr.trPr.find(qn("w:tblHeader")) is None
    assert last.height.mm == pytest.approx(30, abs=0.1)
    assert last._tr.tc_lst[0].grid_span == 2
    assert [p.style.name for p in head.cells[0].paragraphs] == ["表头10.5磅"]
    assert [p.text for p in last.cells[0].paragraphs] == ["戊", "签名：己"]


def test_markup_and_braces_in_what_people_typed_stay_text():
    typed = "#署名 甲 | 乙 {{ office.name }} {% raw %} <b>粗</b> &amp; ]]> \\n"
    assert f"申请公开“{typed}”" in "".join(p.text for p in made("receipt", request=typed).paragraphs)


def test_control_characters_and_surrogates_are_left_out_and_rare_characters_kept():
    text = "".join(p.text for p in made("receipt", request="甲\x00\x0b\x1f乙\ud800𬱟䶮\uffff丙").paragraphs)
    assert "甲" in text
    assert "乙𬱟䶮丙" in text


def test_the_same_facts_give_the_same_bytes_and_no_hour():
    template = load_templates()["reply_partial"]
    first, second = (word_copy(template, full_context(template), "说明") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_the_properties_name_the_letter_its_organ_and_what_the_copy_is():
    template = load_templates()["reply_partial"]
    found = opened(word_copy(template, full_context(template), "可编辑副本")).core_properties
    assert found.title == "政府信息部分公开答复书 济统依复〔2026〕118号"
    assert (found.author, found.comments, found.language) == ("济宁市统计局", "可编辑副本", "zh-CN")
    assert f"{found.created:%Y-%m-%d %H:%M}" == "2026-11-24 00:00"


def test_a_name_longer_than_a_property_may_be_is_written_whole_on_the_page():
    name = "某" * 300
    document = probe("甲\n", office={"name": name})
    assert document.sections[0].first_page_header.paragraphs[0].text == name
    assert len(document.core_properties.author) == 255
