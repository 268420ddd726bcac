"""Two thousand random paragraphs through the whole typesetter: lawful, full lines, and the same text in the PDF."""

from __future__ import annotations

import random

import pytest

from caseapp.documents import blocks as b
from caseapp.documents.breaking import Column, break_lines
from caseapp.documents.drawing import draw
from caseapp.documents.fonts import bundled
from caseapp.documents.layout import lay_out
from caseapp.documents.pdffile import Info
from documents.pdf_reading import text_of
from documents.test_breaking import HAN, KEPT, MAY_NOT_BEGIN, MAY_NOT_END, PAIRS

WIDTH = 156 / 25.4 * 72
BODY = Column(width=WIDTH, size=16.0, pitch=WIDTH / 28, first=2 * WIDTH / 28)
RARE = "喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟"
LATIN = ["GDP", "CPI", "Excel", "wang@example.cn", "https://tjj.jining.gov.cn/art/2026/11/24/index.html", "ISO 9001"]
NUMBERS = [*KEPT, "12.5‰", "3,607", "－0.3%", "第28条", "100万元", "2021—2025年", "（二）"]


def paragraph(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.randint(3, 45)):
        part = "".join(rng.choice(HAN) for _ in range(rng.randint(1, 9)))
        kind = rng.random()
        if kind < 0.14:
            pair = rng.choice(PAIRS)
            part = pair[0] + part + pair[1]
        elif kind < 0.18:
            outer, inner = rng.choice(PAIRS), rng.choice(PAIRS)
            part = outer[0] + inner[0] + part + inner[1] + outer[1]
        elif kind < 0.3:
            part += rng.choice(NUMBERS)
        elif kind < 0.36:
            part += rng.choice(LATIN)
        elif kind < 0.42:
            part += rng.choice(RARE)
        parts.append(part + (rng.choice("，。、；：？！") if rng.random() < 0.4 else ""))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(20))
def test_no_line_breaks_a_rule_overruns_or_falls_short_and_the_text_copies_out_whole(seed):
    rng = random.Random(1000 + seed)
    texts = [paragraph(rng) for _ in range(100)]
    fonts = bundled()
    for text in texts:
        lines = break_lines(text, BODY, fonts.width("body"))
        assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
        for line in lines:
            assert line.text[0] not in MAY_NOT_BEGIN, text
            assert line.right <= WIDTH + 0.01, text
            if not line.last:
                assert line.text[-1] not in MAY_NOT_END, text
                assert line.right == pytest.approx(WIDTH, abs=0.02), text
        for run in KEPT:
            assert text.count(run) == sum(line.text.count(run) for line in lines), (run, text)
    pages = lay_out(fonts, [b.Paragraph(text) for text in texts], None)
    printed = text_of(draw(fonts, pages, Info("试样", "济宁市统计局", (2026, 11, 26))))
    for number in range(1, len(pages) + 1):
        printed = printed.replace(f"—{number}—", "", 1)
    assert printed == "".join("".join(texts).split())
