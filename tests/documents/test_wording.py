from __future__ import annotations

from datetime import date

import pytest

from caseapp.documents.wording import clean, cn_date, cn_number, quoted, sentence, ticks, via


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 1, 5), "2026年1月5日"), ("2026-11-23", "2026年11月23日"),
        (None, "　　年　　月　　日"), ("近日", "近日"),
    ],
)
def test_dates_have_no_leading_zeros(value, text):
    assert cn_date(value) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"),
        (105, "一百零五"), (110, "一百一十"), (2026, "二千零二十六"),
    ],
)
def test_numbers_in_chinese(number, text):
    assert cn_number(number) == text


def test_chosen_boxes_are_ticked():
    assert ticks(["当面", "邮寄"], "邮寄") == "□当面　☑邮寄"


@pytest.mark.parametrize(
    ("raw", "text"),
    [("甲\r\n乙\r丙", "甲\n乙\n丙"), ("甲\t乙\u00a0丙", "甲 乙 丙"), ("\u202e甲\u2066\u200d", "甲"),
     ("甲\x00\x1b乙", "甲乙"), ("甲\ufdd0乙\ufffe", "甲乙"), ("甲\ud800乙", "甲乙"), ("葛\U000e0100城", "葛城")],
)
def test_text_is_cleaned_of_what_cannot_be_seen(raw, text):
    assert clean(raw) == text


@pytest.mark.parametrize(("raw", "text"), [("甲", "“甲”。"), ("甲。", "“甲。”"), (" 甲？", "“甲？”")])
def test_a_request_is_quoted_word_for_word(raw, text):
    assert quoted(raw) == text


def test_small_filters():
    assert sentence("甲。 ") == "甲"
    assert [via(c) for c in ("当面", "邮寄", "传真")] == ["当面提交的", "以邮寄方式提交的", "通过传真提交的"]
