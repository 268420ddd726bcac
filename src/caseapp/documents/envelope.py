"""Envelopes, DL and C5: recipient, sender and postcodes where the post looks for them (GB/T 1416-2003).

The upper left 90 x 26 mm, read by the sorting machine, holds the recipient's postcode alone; the strip for the bar code
(the lowest 20 mm, 55 to 160 mm from the right edge) stays empty. The place of the boxes inside that field is practice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from caseapp.documents.breaking import Column, Line, break_lines
from caseapp.documents.fonts import Fonts, Missing, MissingGlyph, bundled
from caseapp.documents.page import MM, Bar, Mark, Page
from caseapp.documents.press import Sheet
from caseapp.documents.rows import line_of, run_of
from caseapp.documents.wording import one_line

SIZES: dict[str, tuple[float, float]] = {"DL": (220.0, 110.0), "C5": (229.0, 162.0)}  # mm, as the address is read
BOX_LEFT, BOX_TOP, BOX_WIDTH, BOX_HEIGHT, BOX_GAP = 12.0, 10.0, 8.0, 10.0, 2.0
RECIPIENT_LEFT, RECIPIENT_RIGHT = 30.0, 25.0  # margins of the recipient's lines, mm
RECIPIENT_TOP = 0.30  # of the height
SENDER_LEFT, SENDER_RIGHT = 0.45, 12.0  # part of the width; mm
BARCODE = 20.0  # mm free above the lower edge
CODE_BASELINE = 9.0  # of the sender's postcode above the lower edge, mm; right of the bar code's strip
_LINE = 0.06  # thickness of a box's rule, em of a box's width
_DIGIT = 18.0
# Sizes tried until everything fits: recipient's address, name, sender.
_STEPS = ((15.0, 22.0, 12.0), (13.0, 18.0, 10.5), (11.0, 16.0, 9.0))
_LEADING = 1.45


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an envelope."""

    name: str
    address: str
    postcode: str


class EnvelopeFull(ValueError):  # noqa: N818 -- names the refusal
    """The addresses do not fit on the envelope, even in the smallest type."""

    def __init__(self) -> None:
        super().__init__("地址和名称太长，这种信封写不下；请缩短，或者改用大一号的信封、A4 面单。")


def envelope(
    size: str,
    recipient: Party,
    sender: Party,
    *,
    boxes: bool,
    day: tuple[int, int, int],
    fonts: Fonts | None = None,
) -> Sheet:
    """Return an envelope as a PDF of its own size.

    Args:
        size: key of SIZES.
        recipient: whose name is followed by 收.
        sender: the organ.
        boxes: print the six boxes too; without them the digits fall into the boxes of a preprinted envelope.
        day: the day it is made, as (year, month, day).
        fonts: those of an office with fonts of its own, None for the bundled ones.

    Raises:
        EnvelopeFull: it does not fit. MissingGlyph: a character has no font.
    """
    from caseapp.documents.drawing import draw
    from caseapp.documents.pdffile import Info

    fonts = fonts or bundled()
    recipient, sender = _cleaned(recipient), _cleaned(sender)
    _require_glyphs(fonts, recipient, sender)
    page = lay_out(fonts, size, recipient, sender, boxes=boxes)
    pdf = draw(fonts, [page], Info(f"信封（{size}）", sender.name, day))
    named = f"{recipient.name}　收"
    lines = [recipient.postcode, recipient.address, named, sender.address, sender.name, sender.postcode]
    return Sheet(pdf, sha256(pdf).hexdigest(), 1, "\n".join(line for line in lines if line) + "\n")


def lay_out(fonts: Fonts, size: str, recipient: Party, sender: Party, *, boxes: bool) -> Page:
    """Return the page of an envelope: a pure step that tests read without drawing."""
    width, height = SIZES[size]
    for address_size, name_size, sender_size in _STEPS:
        top, foot = RECIPIENT_TOP * height * MM, (height - BARCODE) * MM
        to, end = _recipient(fonts, recipient, width, top, address_size, name_size)
        of, begin = _sender(fonts, sender, width, foot, sender_size)
        if end + 2 * MM <= begin:
            code = _sender_code(fonts, sender.postcode, width, height)
            marks = (*_postcode(fonts, recipient.postcode, boxes), *to, *of, *code)
            return Page(marks, width=width * MM, height=height * MM)
    raise EnvelopeFull


def box_left(index: int) -> float:
    """Return the left edge of a postcode box in mm, counted from 0."""
    return BOX_LEFT + index * (BOX_WIDTH + BOX_GAP)


def _postcode(fonts: Fonts, code: str, boxes: bool) -> list[Mark]:
    marks: list[Mark] = []
    if boxes:
        for index in range(6):
            marks += _frame(box_left(index), BOX_TOP, BOX_WIDTH, BOX_HEIGHT)
    for index, digit in enumerate(code[:6]):
        line = line_of(fonts, digit, "number", _DIGIT)
        above, below = fonts.ink("number", digit)
        x = (box_left(index) + BOX_WIDTH / 2) * MM - line.right / 2
        middle = (BOX_TOP + BOX_HEIGHT / 2) * MM
        run = run_of(line, x, 0.0, _DIGIT, "number")
        marks.append(run.moved(0.0, middle + (above + below) / 2 * _DIGIT - run.y))
    return marks


def _frame(left: float, top: float, width: float, height: float) -> list[Mark]:
    """Return the four rules of a red box, in mm; they lie inside it."""
    x, y, w, h = left * MM, top * MM, width * MM, height * MM
    rule = _LINE * w
    return [
        Bar(x, y, w, rule, colour="red"), Bar(x, y + h - rule, w, rule, colour="red"),
        Bar(x, y, rule, h, colour="red"), Bar(x + w - rule, y, rule, h, colour="red"),
    ]


def _recipient(
    fonts: Fonts, party: Party, width: float, top: float, size: float, name_size: float
) -> tuple[list[Mark], float]:
    """Return the recipient's address and name, and where they end."""
    left, room = RECIPIENT_LEFT * MM, (width - RECIPIENT_LEFT - RECIPIENT_RIGHT) * MM
    marks, y = _lines(_broken(fonts, party.address, size, room), left, top, size)
    y += 3 * MM
    named = _broken(fonts, f"{party.name}　收", name_size, room - 2 * name_size)
    more, y = _lines(named, left + 2 * name_size, y, name_size)
    return [*marks, *more], y


def _sender(fonts: Fonts, party: Party, width: float, foot: float, size: float) -> tuple[list[Mark], float]:
    """Return the sender's address and name, ending at ``foot`` and at the right margin, and where they begin."""
    room = (width * (1 - SENDER_LEFT) - SENDER_RIGHT) * MM
    lines = [*_broken(fonts, party.address, size, room), *_broken(fonts, party.name, size, room)]
    left = (width - SENDER_RIGHT) * MM - max((line.right for line in lines), default=0.0)
    begin = foot - len(lines) * _LEADING * size
    return _lines(lines, left, begin, size)[0], begin


def _sender_code(fonts: Fonts, code: str, width: float, height: float) -> list[Mark]:
    if not code:
        return []
    size = 12.0
    line = line_of(fonts, f"邮政编码　{code}", "body", size)
    run = run_of(line, (width - SENDER_RIGHT) * MM - line.right, 0.0, size, "body")
    return [run.moved(0.0, (height - CODE_BASELINE) * MM - run.y)]


def _broken(fonts: Fonts, text: str, size: float, room: float) -> list[Line]:
    if not text:
        return []
    return break_lines(text, Column(room, size, size, justify=False), fonts.width("body"))


def _lines(lines: Sequence[Line], left: float, top: float, size: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for line in lines:
        marks.append(run_of(line, left, top, size, "body"))
        top += _LEADING * size
    return marks, top


def _cleaned(party: Party) -> Party:
    return Party(one_line(party.name), one_line(party.address), one_line(party.postcode))


def _require_glyphs(fonts: Fonts, recipient: Party, sender: Party) -> None:
    found: list[Missing] = []
    for party, whose in ((recipient, "收件人"), (sender, "寄件人")):
        found += fonts.missing("body", party.name, f"{whose}名称")
        found += fonts.missing("body", party.address, f"{whose}地址")
        found += fonts.missing("number", party.postcode, f"{whose}邮编")
    if found:
        raise MissingGlyph(found)
