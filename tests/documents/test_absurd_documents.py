"""Documents nobody would write: they are set within the page, or refused in one sentence."""

from __future__ import annotations

import pytest

from caseapp.documents.press import typeset
from caseapp.documents.templates import TemplateError, parse
from documents.pdf_reading import characters, text_of

HEADER = """+++
id = "made"
version = "1"
title = "答复书"
kind = "notice"
guide = "试样"
[[slot]]
name = "text"
label = "正文"
type = "long"
max_length = 20000
+++
"""


def made(body: str, text: str, number: str = "", organ: str = "济宁市统计局"):
    context = {"slots": {"text": text}, "office": {"name": organ}, "letter": {"number": number}}
    return typeset(parse("made.txt", HEADER + body), context)


SIGNED = "#署名 济宁市统计局 | 2026年11月24日\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("#标题 题\n{{ slots.text }}\n" + SIGNED, "A" * 3000),
        ("#标题 题\n{{ slots.text }}\n" + SIGNED, "9" * 3000),
        ("#标题 题\n{{ slots.text }}\n" + SIGNED, "“" * 1500),
        ("#标题 {{ slots.text }}\n正文\n" + SIGNED, "长题" * 150),
        ("#标题 {{ slots.text }}\n正文\n" + SIGNED, "长题" * 1500),
        ("#标题 题\n#表 1 3\n#行 甲 | {{ slots.text }}\n" + SIGNED, "统计" * 3000),
        ("#标题 题\n文\n#附件 {{ slots.text }}\n" + SIGNED, "统计" * 400),
        ("#标题 题\n文\n#署名 {{ slots.text }} | 2026年11月24日\n", "某某" * 50),
        ("#标题 题\n#左右 {{ slots.text }} | {{ slots.text }}\n文\n" + SIGNED, "某某" * 30),
    ],
    ids=["a page of letters", "a page of digits", "a page of quotes", "a title of 300", "a title of 3,000",
         "a cell of pages", "an attachment of 800", "a signature of 100", "a pair of 60"],
)
def test_nothing_leaves_the_page_and_nothing_is_lost(body, text):
    sheet = made(body, text)
    for page in range(sheet.pages):
        boxes = [b for b in characters(sheet.pdf, page) if 45 < b.top < 262]
        assert min(b.left for b in boxes) >= 28 - 0.4
        assert max(b.right for b in boxes) <= 184 + 0.4
        assert max(b.bottom for b in boxes) <= 262 + 0.4
    printed = text_of(sheet.pdf)
    for number in range(2, sheet.pages + 1):
        printed = printed.replace(f"—{number}—", "", 1)
    assert text in printed


@pytest.mark.parametrize("head", ["letter", "general"])
def test_a_long_number_and_a_long_organ_name_grow_small_instead_of_leaving_the_page(head):
    body = HEADER.replace('kind = "notice"', f'kind = "notice"\nhead = "{head}"') + "#标题 题\n文\n"
    context = {"office": {"name": "某某市人民政府" * 14}, "letter": {"number": "某统依复〔2026〕118号" * 4}}
    boxes = characters(typeset(parse("made.txt", body), context).pdf, loose=True)
    assert min(b.left for b in boxes) >= 28 - 0.4
    assert max(b.right for b in boxes) <= 184 + 0.4


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("#表 " + "1 " * 60 + "\n#行 " + " | ".join(["甲"] * 60), "表有 60 列，最窄的一列在版心中不够一个字宽"),
        ("#表 1 1000\n#行 甲 | 乙", "最窄的一列"),
        ("#表 0 1\n#行 甲 | 乙", "应当是正数"),
        ("#表 -1 2\n#行 甲 | 乙", "应当是正数"),
        ("#表 nan 2\n#行 甲 | 乙", "应当是正数"),
        ("#表 inf 2\n#行 甲 | 乙", "应当是正数"),
        ("#表\n#行 甲 | 乙", "应当是正数"),
        ("#表 甲 乙\n#行 甲 | 乙", "各列的相对宽度"),
        ("#表 1 1 | 500\n#行 甲 | 乙", "字号应当在 6 至 22 磅之间"),
    ],
)
def test_a_table_that_cannot_be_set_is_refused(table, words):
    with pytest.raises(TemplateError, match=words):
        made("#标题 题\n" + table + "\n", "文")


def test_an_unknown_head_is_refused_by_name():
    with pytest.raises(TemplateError, match="head 只能是 letter、general"):
        parse("made.txt", HEADER.replace('kind = "notice"', 'kind = "notice"\nhead = "banner"') + "文")
