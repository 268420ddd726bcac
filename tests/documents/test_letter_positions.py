"""Every position of 信函格式 (GB/T 9704-2012, 10.1) read back from the PDF, within 0.3 mm."""

from __future__ import annotations

from itertools import pairwise

import pytest

from caseapp.documents.press import typeset
from caseapp.documents.templates import load_templates
from documents.letter_samples import full_context
from documents.pdf_reading import Box, baselines, characters, rules

TOLERANCE = 0.3
FANG_TOP = 0.88 * 16 / 72 * 25.4  # from the top of the em box of a 3号 仿宋 character to its baseline


def near(value: float):
    return pytest.approx(value, abs=TOLERANCE)


@pytest.fixture(scope="module")
def letter() -> bytes:
    template = load_templates()["reply_provided"]
    return typeset(template, full_context(template, request="统计" * 130)).pdf


@pytest.fixture(scope="module")
def first(letter) -> list[Box]:
    return characters(letter)


def line_starting(found, text: str):
    joined = "".join(c for c, _, _ in found)
    return found[joined.index(text)]


def test_organ_name_begins_30_mm_from_the_top_and_is_centred(first):
    name = first[:6]
    assert "".join(box.text for box in name) == "济宁市统计局"
    assert min(box.top for box in name) == near(30.0)
    assert (name[0].left + name[-1].right) / 2 == near(105.0)


def test_first_double_rule_is_170_mm_wide_thick_over_thin_4_mm_under_the_name(letter, first):
    thick, thin = rules(letter)[:2]
    assert thick.top - max(box.bottom for box in first[:6]) == near(4.0)
    for rule in (thick, thin):
        assert (rule.left, rule.right) == (near(20.0), near(190.0))
    assert thick.bottom - thick.top > 2 * (thin.bottom - thin.top)


def test_second_double_rule_is_20_mm_from_the_bottom_thin_over_thick(letter):
    thin, thick = rules(letter)[2:]
    assert thick.bottom == near(277.0)
    assert (thick.left, thick.right) == (near(20.0), near(190.0))
    assert thick.bottom - thick.top > 2 * (thin.bottom - thin.top)
    assert thin.bottom < thick.top


def test_later_pages_have_no_rules(letter):
    assert rules(letter, 1) == []


def test_document_number_is_flush_right_under_the_rule(letter):
    found = baselines(letter)
    # the rule's lower edge, seven eighths of a 3号 character, then the em box
    assert line_starting(found, "济统依复")[2] == near(rules(letter)[1].bottom + 4.94 + FANG_TOP)
    number = [b for b in characters(letter, loose=True) if b.text == "号"]
    assert number[0].right == near(184.0)


def test_title_stands_two_empty_lines_under_the_number(letter):
    found = baselines(letter)
    number_top = line_starting(found, "济统依复")[2] - FANG_TOP
    title_top = line_starting(found, "政府信息公开申请答复书")[2] - 0.88 * 22 / 72 * 25.4 - 12.0
    assert title_top == near(number_top + 3 * 10.227)


def test_title_lines_are_centred(letter):
    boxes = characters(letter, loose=True)
    joined = "".join(box.text for box in boxes)
    start = joined.index("政府信息公开申请答复书")
    assert (boxes[start].left + boxes[start + 10].right) / 2 == near(106.0)


def test_addressee_is_flush_left_and_text_indents_two_characters(letter):
    found = baselines(letter)
    assert line_starting(found, "王喆")[1] == near(28.0)
    assert line_starting(found, "我局于")[1] == near(28.0 + 2 * 5.571)


def test_lines_are_one_row_apart_and_end_at_184_mm(letter):
    found = [item for item in baselines(letter) if item[0] in "统计"]
    rows = sorted({round(y, 2) for _, _, y in found if y > 130})[1:]
    assert len(rows) > 4
    assert all(b - a == near(10.227) for a, b in pairwise(rows))
    rights = [b.right for b in characters(letter, loose=True) if b.text in "统计" and b.top > 130]
    assert max(rights) == near(184.0)


def test_text_of_later_pages_begins_37_mm_from_the_top(letter):
    assert min(y for _, _, y in baselines(letter, 1)) - FANG_TOP == near(37.0)


def test_no_text_of_the_first_page_reaches_below_262_mm(letter):
    assert max(box.bottom for box in characters(letter)) < 262.0


def test_date_ends_four_characters_from_the_right_with_the_name_centred_over_it(letter):
    boxes = characters(letter, 1, loose=True)
    joined = "".join(box.text for box in boxes)
    date = boxes[joined.index("2026年11月24日") : joined.index("2026年11月24日") + 11]
    name = boxes[joined.rindex("济宁市统计局") : joined.rindex("济宁市统计局") + 6]
    assert date[-1].right == near(184.0 - 4 * 5.571)
    assert (name[0].left + name[-1].right) / 2 == near((date[0].left + date[-1].right) / 2)


def test_signature_leaves_two_rows_for_the_seal(letter):
    found = baselines(letter, 1)
    before = max(y for character, _, y in found if character == "项")  # the last attachment, 第二项
    joined = "".join(c for c, _, _ in found)
    name = found[joined.rindex("济宁市统计局")]
    assert name[2] - before == near(3 * 10.227)


def test_first_page_has_no_number_and_the_second_has_it_at_the_left(letter):
    assert all(box.bottom < 262 for box in characters(letter))
    number = [box for box in characters(letter, 1) if box.top > 265]
    assert "".join(box.text for box in number) == "—2—"
    assert number[0].top == near(269.0)
    assert baselines(letter, 1)[-5][1] == near(28.0 + 14 / 72 * 25.4)


def test_an_odd_page_has_its_number_at_the_right():
    template = load_templates()["reply_provided"]
    pdf = typeset(template, full_context(template, request="统计" * 700)).pdf
    number = [box for box in characters(pdf, 2, loose=True) if box.top > 264]
    assert "".join(box.text for box in number) == "—3—"
    assert number[-1].right == near(184.0 - 14 / 72 * 25.4)
