"""Pages compared with the pictures kept of them, and their places read back, within 0.3 mm (GB/T 9704-2012).

After a wanted change: ``CASEAPP_GOLDEN=1 pytest tests/documents/test_page_images.py``, then look at every picture.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from caseapp.documents.press import Sheet, typeset
from documents.pdf_reading import Box, baselines, characters, rules
from documents.sample_documents import documents

GOLDEN = Path(__file__).parent / "golden" / "pages"
DPI = 60
PAGES = {"one": 1, "three": 3, "form": 1}
TOLERANCE = 0.3
ROW, COLUMN = 225 / 22, 156 / 28  # mm
FANG_TOP = 0.88 * 16 / 72 * 25.4


def near(value: float):
    return pytest.approx(value, abs=TOLERANCE)


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    return {name: typeset(*given) for name, given in documents().items()}


def picture(pdf: bytes, page: int) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[page].render(scale=DPI / 72).to_pil().convert("L")


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, count in PAGES.items() for page in range(count)])
def test_a_page_looks_as_it_did(sheets, tmp_path, name, page):
    drawn = picture(sheets[name].pdf, page)
    kept = GOLDEN / f"{name}-{page + 1}.png"
    if os.environ.get("CASEAPP_GOLDEN"):
        kept.parent.mkdir(exist_ok=True)
        drawn.save(kept, optimize=True)
    before = Image.open(kept)
    assert drawn.size == before.size
    differing = ImageChops.difference(drawn, before).point(lambda value: 255 if value > 48 else 0).getbbox()
    if differing is not None:
        drawn.save(tmp_path / kept.name)
    assert differing is None, f"{kept.name} differs within {differing} at {DPI} dpi; the new one is in {tmp_path}"


@pytest.mark.parametrize("name", PAGES)
def test_the_samples_have_their_pages(sheets, name):
    assert sheets[name].pages == PAGES[name]


def found(boxes: list[Box], text: str) -> list[Box]:
    at = "".join(box.text for box in boxes).index(text)
    return boxes[at : at + len(text)]


def test_margins_hold_on_every_page(sheets):
    for name, count in PAGES.items():
        for page in range(count):
            boxes = [b for b in characters(sheets[name].pdf, page, loose=True) if b.top < 262]
            first = page == 0 and name != "form"
            head = [b for b in boxes if b.top > 45] if first else boxes
            assert min(b.left for b in head) >= 28 - TOLERANCE
            assert max(b.right for b in head) <= 184 + TOLERANCE
            assert max(b.bottom for b in boxes) <= 262 + TOLERANCE
            # the box of an advance begins a little above the em box
            assert min(b.top for b in boxes) >= (30 if first else 37) - TOLERANCE - 1.2


def test_the_letterhead_of_the_three_page_letter(sheets):
    pdf = sheets["three"].pdf
    boxes, lines = characters(pdf), rules(pdf)
    name = boxes[:6]
    assert min(box.top for box in name) == near(30)
    assert lines[0].top - max(box.bottom for box in name) == near(4)
    assert [(r.left, r.right) for r in lines] == [(near(20), near(190))] * 4
    assert lines[3].bottom == near(277)
    number = found(characters(pdf, loose=True), "济统依复〔2026〕118号")
    assert number[-1].right == near(184)
    assert rules(pdf, 1) == []


def test_title_addressee_and_body_lines_stand_on_their_rows(sheets):
    places = baselines(sheets["three"].pdf)
    text = "".join(c for c, _, _ in places)
    number = places[text.index("济统依复〔")][2] - FANG_TOP
    title = places[text.index("济宁市统计局", 6)][2] - 0.88 * 22 / 72 * 25.4
    assert title == near(number + 3 * ROW)
    boxes = found(characters(sheets["three"].pdf, loose=True), "关于王喆䶮申请公开规模")
    whole = [b for b in characters(sheets["three"].pdf, loose=True) if abs(b.top - boxes[0].top) < 2]
    assert (whole[0].left + whole[-1].right) / 2 == near(106)
    assert places[text.index("王喆䶮：")][1] == near(28)
    body = places[text.index("我局于")]
    assert body[1] == near(28 + 2 * COLUMN)
    rows = sorted({round(y, 1) for c, x, y in places if y >= body[2] - 0.1 and y < 262 and abs(x - 28) < 0.2})
    assert len(rows) > 3
    assert all((b - a) / ROW == pytest.approx(round((b - a) / ROW), abs=0.03) for a, b in pairwise(rows))


def test_signature_note_and_page_number_of_the_second_page(sheets):
    boxes = characters(sheets["three"].pdf, 1, loose=True)
    date = found(boxes, "2026年11月24日")
    name = found(boxes, "济宁市统计局2")[:6]
    assert date[-1].right == near(184 - 4 * COLUMN)
    assert (name[0].left + name[-1].right) / 2 == near((date[0].left + date[-1].right) / 2)
    places = baselines(sheets["three"].pdf, 1)
    text = "".join(c for c, _, _ in places)
    note = places[text.index("（联系人")]
    day = places[text.index("2026年11月24日")]
    assert note[2] - day[2] == near(ROW)
    assert note[1] == near(28 + 2 * COLUMN)
    number = [b for b in characters(sheets["three"].pdf, 1) if b.top > 264]
    assert "".join(b.text for b in number) == "—2—"
    assert number[0].top == near(262 + 7)
    assert characters(sheets["three"].pdf, 1, loose=True)[-3].left == near(28 + 14 / 72 * 25.4)


def test_the_annex_begins_a_page_with_its_mark_its_title_and_its_table(sheets):
    pdf = sheets["three"].pdf
    places = baselines(pdf, 2)
    text = "".join(c for c, _, _ in places)
    assert places[0][1:] == (near(28), near(37 + FANG_TOP))
    third_line = 37 + 2 * ROW + 0.88 * 22 / 72 * 25.4
    assert places[text.index("分县（市、区）规模")][2] == near(third_line)
    title = found(characters(pdf, 2, loose=True), "分县（市、区）规模以上工业主要指标")
    assert (title[0].left + title[-1].right) / 2 == near(106)
    frame = rules(pdf, 2)
    assert min(r.left for r in frame) == near(28)
    assert max(r.right for r in frame) == near(184)
    cuts = sorted({round(r.left, 1) for r in frame if r.right - r.left < 1})
    assert [near(x) for x in (28, 28 + 156 * 2 / 7, 28 + 156 * 3 / 7, 28 + 156 * 5 / 7, 184)] == cuts
    assert text.count("任城区") == 5
    copy = places[text.index("抄送")]
    assert copy[1] == near(28 + 14 / 72 * 25.4)


def test_the_form_has_its_title_centred_and_its_table_over_the_full_width(sheets):
    pdf = sheets["form"].pdf
    boxes = characters(pdf, loose=True)
    title = [b for b in boxes if abs(b.top - boxes[0].top) < 1]
    assert (title[0].left + title[-1].right) / 2 == near(106)
    frame = rules(pdf)
    assert min(r.left for r in frame) == near(28)
    assert max(r.right for r in frame) == near(184)
    assert max(r.bottom for r in frame) <= 262 + TOLERANCE
