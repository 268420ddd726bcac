from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from caseapp.documents.fonts import MissingGlyph
from caseapp.documents.pictures import page_count, page_picture, page_png
from caseapp.documents.press import typeset
from caseapp.documents.templates import load_templates, parse
from documents.letter_samples import full_context
from documents.pdf_reading import baselines, characters, rules, text_of

ALL = sorted(load_templates())
LONG = "请公开2015年至2025年全市分县（市、区）规模以上工业企业单位数、工业总产值和从业人员平均人数，" * 215


def made(template_id: str, **case):
    template = load_templates()[template_id]
    return typeset(template, full_context(template, **case))


@pytest.mark.parametrize("template_id", ALL)
def test_every_template_prints_what_it_says_on_a4_with_all_fonts_inside(template_id):
    sheet = made(template_id)
    assert without_page_numbers(text_of(sheet.pdf), sheet.pages) == expected_text(sheet.text)
    assert sheet.sha256 == hashlib.sha256(sheet.pdf).hexdigest()
    assert sheet.pages == page_count(sheet.pdf)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        assert pdf.Root.Lang == "zh-CN"
        for page in pdf.pages:
            assert [round(float(v) / 72 * 25.4, 1) for v in page.MediaBox] == [0, 0, 210, 297]
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
                assert "/ToUnicode" in font


def without_page_numbers(text: str, pages: int) -> str:
    for number in range(1, pages + 1):
        text = text.replace(f"—{number}—", "")
    return text


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


@pytest.mark.parametrize("template_id", ALL)
def test_every_kind_passes_the_pdfa_2b_checker_of_pikepdf_and_has_no_fault_of_syntax(template_id, tmp_path):
    pytest.importorskip("jsonschema")
    pytest.importorskip("referencing")
    import pikepdf.pdfa as pdfa

    path = tmp_path / "letter.pdf"
    path.write_bytes(made(template_id).pdf)
    report = pdfa.validate_written(path, "2b")
    assert report.passed, report.findings
    with pikepdf.open(path) as pdf:  # what qpdf --check says
        assert pdf.check_pdf_syntax() == []


def test_two_processes_write_the_same_bytes():
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from documents.test_press import made\n"
        "print(made('reply_partial').sha256, made('review_form').sha256)"
    )
    root = Path(__file__).parents[2]
    written = {
        subprocess.run([sys.executable, "-c", code, str(root / "src"), str(root / "tests")], check=True,
                       capture_output=True, text=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert written == {f"{made('reply_partial').sha256} {made('review_form').sha256}\n"}


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
    assert request in without_page_numbers(text_of(sheet.pdf), sheet.pages)


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
        assert str(pdf.docinfo["/Subject"]) == "济统依复〔2026〕118号"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261124000000+08'00'"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:description"] == "济统依复〔2026〕118号"
            assert metadata["dc:language"] == {"zh-CN"}


def test_a_long_document_has_bookmarks_that_lead_to_their_pages():
    with pikepdf.open(io.BytesIO(made("clock_statement").pdf)) as pdf:
        assert "/Outlines" not in pdf.Root
    lines = "{% for k in range(20) %}正文\n{% endfor %}"
    source = f"{HEADED}#标题 处理说明\n{{% for n in range(4) %}}#一级 第{{{{ n }}}}部分\n{lines}{{% endfor %}}"
    sheet = typeset(parse("made.txt", source), {"office": {"name": "济宁市统计局"}})
    assert sheet.pages == 5
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["处理说明", "第0部分", "第1部分", "第2部分", "第3部分"]
        pages = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
        assert pages == [0, 0, 1, 2, 3]


HEADED = """+++
id = "made"
version = "1"
title = "处理说明"
kind = "form"
head = "general"
guide = "试样"
+++
"""


def test_the_general_format_has_its_red_head_and_numbers_every_page():
    sheet = typeset(parse("made.txt", HEADED + "#标题 处理说明\n正文\n"),
                    {"office": {"name": "济宁市统计局"}, "letter": {"number": "济统办〔2026〕7号"}})
    boxes = characters(sheet.pdf)
    name, rule = boxes[:6], rules(sheet.pdf)
    assert min(box.top for box in name) == pytest.approx(37 + 35, abs=0.3)
    assert [(round(r.left, 1), round(r.right, 1)) for r in rule] == [(28.0, 184.0)]
    found = baselines(sheet.pdf)
    joined = "".join(c for c, _, _ in found)
    number, title = found[joined.index("济统办")], found[joined.index("处理说明")]
    assert rule[0].top - (number[2] + 0.12 * 16 / 72 * 25.4) == pytest.approx(4.0, abs=0.3)
    left = characters(sheet.pdf, loose=True)[6].left
    right = characters(sheet.pdf, loose=True)[6 + len("济统办〔2026〕7号") - 1].right
    assert (left + right) / 2 == pytest.approx(106.0, abs=0.3)
    assert title[2] - 0.88 * 22 / 72 * 25.4 - rule[0].bottom == pytest.approx(2 * 10.227, abs=0.3)
    assert "—1—" in text_of(sheet.pdf)


def test_the_lit_slot_is_found_in_a_preview_and_leaves_the_words_as_they_are():
    template = load_templates()["reply_partial"]
    plain = typeset(template, full_context(template))
    for slot in template.slots:
        lit = typeset(template, full_context(template), lit=slot.name)
        assert text_of(lit.pdf) == text_of(plain.pdf)
        assert lit.pages == plain.pages
        if slot.type != "choice":
            assert lit.spot is not None, slot.name
    assert plain.spot is None


def test_marks_of_light_typed_by_somebody_are_dropped():
    sheet = made("receipt", applicant="甲\ufdd2乙\ufdd3丙")
    assert "甲乙丙：" in sheet.text


def test_pictures_have_the_width_asked_for():
    pdf = made("receipt").pdf
    assert page_png(pdf, 0, 600).startswith(b"\x89PNG")
    picture = page_picture(pdf, 0, 600)
    assert (picture.width, picture.height) == (600, 849)
    assert len(picture.data) == 849 * picture.stride
