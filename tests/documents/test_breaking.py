from __future__ import annotations

import random
from itertools import pairwise

import pytest

from caseapp.documents.breaking import Column, break_lines

# the body column of GB/T 9704-2012: 156 mm, 28 characters of 16 pt
BODY = Column(width=442.205, size=16.0, pitch=15.793, first=31.586)
NARROW = Column(width=80.0, size=16.0, pitch=16.0)

MAY_NOT_BEGIN = "，。、；：？！）》」』】〕”’"
MAY_NOT_END = "（《「『【〔“‘"
KEPT = ["98.6%", "1,286", "V3.6.2", "2026年10月21日", "〔2026〕118号", "0537-2200000", "GDP", "2025年"]
HAN = "依法公开政府信息统计数据工业总产值企业名录申请人应当自收到本答复之日起向济宁市人民提出行政复议"
PAIRS = ["（）", "《》", "“”", "「」", "【】", "〔〕", "‘’"]


def em(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def words(rng: random.Random, least: int, most: int) -> str:
    return "".join(rng.choice(HAN) for _ in range(rng.randint(least, most)))


def paragraph(rng: random.Random) -> str:
    parts: list[str] = []
    for _ in range(rng.randint(5, 60)):
        part = words(rng, 1, 9)
        kind = rng.random()
        if kind < 0.15:
            pair = rng.choice(PAIRS)
            part = pair[0] + part + pair[1]
        elif kind < 0.2:
            outer, inner = rng.choice(PAIRS), rng.choice(PAIRS)
            part = outer[0] + words(rng, 0, 5) + inner[0] + part + inner[1] + outer[1]
        elif kind < 0.35:
            part += rng.choice(KEPT)
        parts.append(part + (rng.choice("，。、；：？！") if rng.random() < 0.4 else ""))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(40))
def test_random_paragraphs_break_lawfully_and_fill_every_line(seed):
    rng = random.Random(seed)
    for _ in range(5):
        text = paragraph(rng)
        lines = break_lines(text, BODY, em)
        assert "".join(line.text for line in lines) == text
        for line in lines:
            assert line.text[0] not in MAY_NOT_BEGIN
            assert line.last or line.text[-1] not in MAY_NOT_END
            assert line.right <= 442.205 + 0.01
            assert list(line.xs) == sorted(line.xs)
            if not line.last:
                assert line.right == pytest.approx(442.205, abs=0.02)


@pytest.mark.parametrize("seed", range(20))
def test_kept_runs_are_never_torn(seed):
    rng = random.Random(seed)
    run = rng.choice(KEPT)
    text = words(rng, 15, 40) + run + words(rng, 20, 40)
    assert any(run in line.text for line in break_lines(text, BODY, em))


def test_a_plain_line_holds_twenty_eight_characters_on_the_grid():
    lines = break_lines("统" * 82, BODY, em)
    assert [len(line.text) for line in lines] == [26, 28, 28]
    assert lines[0].xs[0] == pytest.approx(31.586, abs=0.001)
    steps = {round(b - a, 2) for a, b in pairwise(lines[1].xs)}
    assert steps == {15.79}


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [("甲》（乙", 1), ("甲》，乙", 1), ("甲”。乙", 1), ("甲（《乙", 1), ("甲，“乙", 1), ("甲。乙", 0), ("甲？（乙", 0)],
)
def test_adjacent_marks_are_squeezed_by_half_a_character(text, squeezed):
    column = Column(width=500.0, size=16.0, pitch=16.0, justify=False)
    assert break_lines(text, column, em)[0].right == pytest.approx(len(text) * 16 - 8 * squeezed)


def test_a_closing_mark_at_the_line_end_gives_up_its_white_to_stay():
    column = Column(width=72.0, size=16.0, pitch=16.0)
    lines = break_lines("甲乙丙丁，戊己", column, em)
    assert lines[0].text == "甲乙丙丁，"
    assert lines[0].right == pytest.approx(72.0)


def test_english_words_break_at_spaces_and_the_space_is_dropped():
    lines = break_lines("open data for all people of the city", NARROW, em)
    assert [line.text for line in lines] == ["open data", "for all", "people of", "the city"]


@pytest.mark.parametrize(
    "text",
    ["https://tjj.jining.gov.cn/art/2026/11/24/art_24516_2803356.html", "A" * 300, "“" * 60, "。" * 60, "9" * 5000],
    ids=["address", "letters", "opening", "closing", "digits"],
)
def test_nothing_is_ever_wider_than_its_column(text):
    for column in (BODY, NARROW):
        lines = break_lines(text, column, em)
        assert "".join(line.text for line in lines) == text
        assert all(line.right <= column.width + 0.01 for line in lines)


def test_an_empty_paragraph_has_no_lines():
    assert break_lines("", BODY, em) == []
