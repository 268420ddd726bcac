"""Envelopes: every mark where the post looks for it, read back from the PDF; what does not fit is refused."""

from __future__ import annotations

import pypdfium2
import pytest

from caseapp.documents.envelope import EnvelopeFull, Party, envelope
from caseapp.documents.fonts import MissingGlyph
from documents.pdf_reading import MM, characters, rules, text_of

ORGAN = Party("济宁市统计局", "济宁市任城区红星中路19号", "272100")
WANG = Party("王喆", "济宁市任城区某某街道某某路218号3号楼2单元1801室", "273456")
DAY = (2026, 11, 24)
SIZES = {"DL": (220, 110), "C5": (229, 162)}


def made(size="DL", recipient=WANG, sender=ORGAN, boxes=True):
    return envelope(size, recipient, sender, boxes=boxes, day=DAY)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_the_envelope(size):
    page = pypdfium2.PdfDocument(made(size).pdf)[0]
    assert [side / MM for side in page.get_size()] == pytest.approx(SIZES[size], abs=0.05)


@pytest.mark.parametrize("size", SIZES)
def test_six_boxes_stand_upper_left_inside_the_field_the_machine_reads(size):
    found = rules(made(size).pdf)
    assert len(found) == 24
    lefts = sorted({round(rule.left, 1) for rule in found if rule.right - rule.left > 5})
    assert lefts == pytest.approx([12, 22, 32, 42, 52, 62], abs=0.3)
    assert min(rule.top for rule in found) == pytest.approx(10, abs=0.3)
    assert max(rule.bottom for rule in found) == pytest.approx(20, abs=0.3)
    assert max(rule.right for rule in found) == pytest.approx(70, abs=0.3)


@pytest.mark.parametrize("boxes", [True, False])
def test_each_digit_of_the_postcode_stands_in_the_middle_of_its_box(boxes):
    digits = [c for c in characters(made(boxes=boxes).pdf) if c.bottom < 26]
    assert "".join(d.text for d in digits) == "273456"
    for index, digit in enumerate(digits):
        assert (digit.left + digit.right) / 2 == pytest.approx(16 + 10 * index, abs=0.6)  # ink is off its advance
        assert (digit.top + digit.bottom) / 2 == pytest.approx(15, abs=0.3)


def test_a_preprinted_envelope_gets_the_digits_alone():
    assert rules(made(boxes=False).pdf) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_strip_for_the_bar_code_and_the_field_of_the_machine_hold_nothing_else(size):
    width, height = SIZES[size]
    for mark in characters(made(size).pdf):
        in_strip = mark.bottom > height - 20 and width - 160 < mark.right and mark.left < width - 55
        assert not in_strip, mark
        if mark.top < 26 and mark.left < 90:
            assert mark.text in "273456"


@pytest.mark.parametrize("size", SIZES)
def test_the_sender_stands_lower_right_its_postcode_last(size):
    width, height = SIZES[size]
    marks = characters(made(size).pdf)
    code = marks[-6:]
    assert "".join(c.text for c in code) == "272100"
    assert code[-1].right == pytest.approx(width - 12, abs=0.3)
    assert code[0].bottom == pytest.approx(height - 9, abs=0.3)
    organ = next(c for c in marks if c.text == "统")
    assert organ.left > width / 2
    assert height / 2 < organ.bottom <= height - 20


def test_the_name_is_larger_than_the_address_and_followed_by_its_word():
    sheet = made()
    marks = characters(sheet.pdf, loose=True)
    name, address = next(c for c in marks if c.text == "喆"), next(c for c in marks if c.text == "楼")
    assert name.bottom - name.top > 1.3 * (address.bottom - address.top)
    assert sheet.text == (
        "273456\n济宁市任城区某某街道某某路218号3号楼2单元1801室\n王喆　收\n"
        "济宁市任城区红星中路19号\n济宁市统计局\n272100\n"
    )


def test_a_long_address_wraps_and_stays_clear_of_the_sender():
    long = Party("某某（集团）有限责任公司济宁分公司", "某" * 100, "272000")
    marks = characters(made(recipient=long).pdf)
    receiver = [c for c in marks if c.text == "某"]
    assert len({round(c.top) for c in receiver}) >= 3
    assert max(c.bottom for c in receiver) < min(c.top for c in marks if c.text == "统")
    assert max(c.right for c in receiver) <= 220 - 24.7


def test_what_does_not_fit_in_the_smallest_type_is_refused_with_a_way_out():
    with pytest.raises(EnvelopeFull, match=r"写不下；请缩短，或者改用大一号的信封、A4 面单。"):
        made(recipient=Party("某" * 200, "某" * 400, ""))


def test_rare_characters_are_drawn_and_copy_out_as_themselves():
    assert "喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟" in text_of(made(recipient=Party("喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟", "某路", "")).pdf)


def test_a_character_no_font_has_is_named_with_its_place():
    with pytest.raises(MissingGlyph, match=r"收件人名称中的“.”（U\+10FF00）"):
        made(recipient=Party("王\U0010ff00", "某路", ""))


def test_markup_is_printed_literally_and_invisible_characters_are_left_out():
    sheet = made(recipient=Party("<b>{{7*7}}</b>\u202e王", "#分页\n某路\u200b1号", ""))
    assert "<b>{{7*7}}</b>王　收" in sheet.text
    assert "#分页 某路1号" in sheet.text


def test_the_same_addresses_give_the_same_bytes():
    assert made().pdf == made().pdf
