from __future__ import annotations

import hashlib
import io
import os

import pikepdf
import pytest

from caseapp.documents.fonts import MissingGlyph
from caseapp.documents.pictures import page_count, page_png, page_rgb
from caseapp.documents.press import merge, typeset
from caseapp.documents.templates import load_templates
from documents.letter_samples import full_context
from documents.pdf_reading import text_of

ALL = sorted(load_templates())
LONG = "请公开2015年至2025年全市分县（市、区）规模以上工业企业单位数、工业总产值和从业人员平均人数，" * 215


def made(template_id: str, **case):
    template = load_templates()[template_id]
    return typeset(template, full_context(template, **case))


@pytest.mark.parametrize("template_id", ALL)
def test_every_template_prints_what_it_says_on_a4_with_all_fonts_inside(template_id):
    sheet = made(template_id)
    assert text_of(sheet.pdf).replace("—2—", "").replace("—3—", "") == expected_text(sheet.text)
    assert sheet.sha256 == hashlib.sha256(sheet.pdf).hexdigest()
    assert sheet.pages == page_count(sheet.pdf)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        assert pdf.Root.Lang == "zh-CN"
        for page in pdf.pages:
            assert [round(float(v) / 72 * 25.4, 1) for v in page.MediaBox] == [0, 0, 210, 297]
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
                assert "/ToUnicode" in font


def expected_text(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("template_id", ALL)
def test_every_template_renders_with_nothing_given(template_id):
    assert typeset(load_templates()[template_id], {}).pages >= 1


def test_same_input_gives_the_same_bytes_whatever_was_typeset_between(monkeypatch):
    first = made("reply_partial")
    made("receipt")
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1")
    assert made("reply_partial").pdf == first.pdf


@pytest.mark.parametrize("template_id", ["reply_partial", "review_form"])
def test_files_pass_the_pdfa_2b_checker_of_pikepdf(template_id, tmp_path):
    pytest.importorskip("jsonschema")
    pytest.importorskip("referencing")
    import pikepdf.pdfa as pdfa

    path = tmp_path / "letter.pdf"
    path.write_bytes(made(template_id).pdf)
    report = pdfa.validate_written(path, "2b")
    assert report.passed, report.findings


def test_rare_characters_copy_out_as_themselves():
    text = text_of(made("reply_provided", applicant="喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟").pdf)
    assert "喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟" in text


def test_markup_typed_by_an_applicant_is_printed_literally():
    sheet = made("receipt", applicant="<b>{{7*7}}</b>", request="#分页\n#署名 甲 | 乙\n{% for x in y %}|![3]//&lt;")
    for printed in ("<b>{{7*7}}</b>", "#分页", "#署名", "{%forxiny%}|![3]//&lt;"):
        assert printed in text_of(sheet.pdf)
    assert sheet.pages == 1


def test_markup_typed_into_a_form_cell_is_printed_literally():
    sheet = made("registration_form", request="甲|乙//丙\n#行 丁", applicant="![2]戊")
    assert "甲|乙//丙" in text_of(sheet.pdf)
    assert "#行丁" in text_of(sheet.pdf)
    assert "![2]戊" in text_of(sheet.pdf)


def test_controls_and_direction_marks_never_reach_the_page():
    sheet = made("receipt", applicant="甲\u202e乙\u0000\u200b丙\ufdd07c\ufdd1丁\u2028戊")
    assert "甲乙丙7c丁 戊：" in sheet.text


@pytest.mark.parametrize("template_id", ["receipt", "reply_partial", "registration_form", "approval_form"])
def test_ten_thousand_characters_run_over_pages_without_loss(template_id):
    request = LONG[:10_000]
    sheet = made(template_id, request=request)
    assert sheet.pages > 8
    printed = text_of(sheet.pdf)
    for number in range(2, sheet.pages + 1):
        printed = printed.replace(f"—{number}—", "")
    assert request in printed


def test_a_character_no_font_has_stops_with_its_code_point_and_place():
    with pytest.raises(MissingGlyph) as caught:
        made("reply_provided", applicant="王𰻞", request="甲𱁬乙")
    assert [m.code_point for m in caught.value.missing] == ["U+30EDE", "U+3106C"]
    assert "“王𰻞：”" in str(caught.value)
    assert "U+3106C" in str(caught.value)


def test_document_information_names_the_letter():
    with pikepdf.open(io.BytesIO(made("reply_provided").pdf)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "政府信息公开申请答复书（予以公开） 济统依复〔2026〕118号"
        assert str(pdf.docinfo["/Author"]) == "济宁市统计局"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261124000000+08'00'"


def test_merge_keeps_the_pages_in_order():
    parts = [made("receipt").pdf, made("review_form").pdf]
    merged = merge(parts)
    assert page_count(merged) == sum(page_count(part) for part in parts)
    assert text_of(merged) == "".join(text_of(part) for part in parts)
    assert merge(parts) == merged


def test_pictures_have_the_width_asked_for():
    pdf = made("receipt").pdf
    assert page_png(pdf, 0, 600).startswith(b"\x89PNG")
    data, width, height = page_rgb(pdf, 0, 600)
    assert (width, height) == (600, 849)
    assert len(data) == 600 * 849 * 3
