"""Where there is no lp: page pictures through Qt, A4 and envelope at true scale, copies and range as asked."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtPrintSupport import QPrinter

from caseapp.casework.office import Refused
from caseapp.casework.paper.mailing import SIZES
from caseapp.casework.paper.printers import A4, PrintOptions
from caseapp.documents.envelope import Party, envelope
from caseapp.documents.pictures import page_count, page_strips
from caseapp.documents.press import typeset
from caseapp.documents.templates import load_templates
from caseapp.ui.paper.raster_print import paint, send_pictures
from documents.letter_samples import full_context

FINE = 1200  # measured finer than it is judged
TWO_PIXELS = 2 * 25.4 / 300


@pytest.fixture(scope="module")
def letter():
    template = load_templates()["reply_partial"]
    return typeset(template, full_context(template)).pdf


def printed(tmp_path, pdf, options, paper=A4):
    place = tmp_path / "out.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(place))
    paint(printer, pdf, "2026-001 答复书", options, paper)
    return pypdfium2.PdfDocument(str(place))


def widest_mm(page, top, bottom):
    """Return width and left edge in mm of the widest red line between two heights, both in mm."""
    image = page.render(scale=FINE / 72).to_pil().convert("RGB")
    red, green, _ = image.split()
    ruled = ImageChops.multiply(red.point(lambda v: 255 * (v > 150)), green.point(lambda v: 255 * (v < 100))).tobytes()
    best = (0, 0)
    for y in range(int(top * FINE / 25.4), int(bottom * FINE / 25.4), 3):
        row = ruled[y * image.width : (y + 1) * image.width]
        for line in re.finditer(b"\xff+", row):
            best = max(best, (len(line[0]), line.start()))
    return best[0] * 25.4 / FINE, best[1] * 25.4 / FINE


def test_a_letter_is_a4_and_its_170_mm_rule_is_true_to_two_pixels(qapp, tmp_path, letter):
    found = printed(tmp_path, letter, PrintOptions("x", pages="1"))
    assert len(found) == 1
    assert found[0].get_size() == pytest.approx((210 * 72 / 25.4, 297 * 72 / 25.4), abs=0.7)
    assert widest_mm(found[0], 30, 60) == pytest.approx((170, 20), abs=TWO_PIXELS)


def test_an_envelope_lies_as_its_address_is_read(qapp, tmp_path):
    party = Party("王喆", "济宁市任城区某某路1号", "272000")
    sheet = envelope("DL", party, party, boxes=True, day=(2026, 11, 24))
    found = printed(tmp_path, sheet.pdf, PrintOptions("x"), SIZES["DL"][1])
    assert found[0].get_size() == pytest.approx((220 * 72 / 25.4, 110 * 72 / 25.4), abs=1.5)
    width, left = widest_mm(found[0], 9, 21)
    assert width == pytest.approx(8, abs=TWO_PIXELS)
    assert min(abs(left - (12 + box * 10)) for box in range(6)) <= TWO_PIXELS


def test_the_strips_of_a_page_join_without_a_gap(letter):
    strips = list(page_strips(letter, 0, 300, most=500))
    assert [s.top for s in strips] == list(range(0, 3508, 500))
    assert [s.height for s in strips] == [500] * 7 + [8]
    assert all(len(s.rgb) == s.width * s.height * 3 for s in strips)
    whole = next(iter(page_strips(letter, 0, 300, most=9999)))
    joined = b"".join(s.rgb for s in strips)
    assert len(joined) == len(whole.rgb)
    one, other = (Image.frombytes("L", (whole.width * 3, whole.height), rgb) for rgb in (joined, whole.rgb))
    assert ImageChops.difference(one, other).getextrema()[1] <= 16  # smoothing at the seams alone


def test_all_pages_come_when_no_range_is_asked(qapp, tmp_path, letter):
    assert len(printed(tmp_path, letter, PrintOptions("x"))) == page_count(letter)


def test_a_printer_that_is_gone_is_told(qapp, letter):
    with pytest.raises(Refused, match="打印机“没有这台”不存在或者已被移除，没有打印；请另选一台打印机。"):
        send_pictures(letter, "答复书", PrintOptions("没有这台"), A4)
