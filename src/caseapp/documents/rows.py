"""Turns blocks into rows, the smallest things a page break may fall between."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseapp.documents import blocks as b
from caseapp.documents.breaking import LIT_OFF, LIT_ON, Column, Line, break_lines
from caseapp.documents.fonts import Fonts
from caseapp.documents.page import (
    ASCENT,
    BODY_SIZE,
    LEFT,
    MM,
    PITCH,
    RIGHT,
    ROW,
    SMALL_SIZE,
    TEXT_WIDTH,
    TITLE_SIZE,
    Mark,
    Ring,
    Run,
)

TITLE_ROW = 34.0
SIGNATURE_BLANKS = 2  # rows left free above the name, so that the seal rises to within a line of the text
DATE_INDENT = 4 * PITCH
SEAL_WIDTH = 42 * MM  # the usual seal of an organ, pressed over name and date
_ANCHORED = frozenset(("heading1", "heading2", "annex"))


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of the page, drawn whole.

    Attributes:
        height: of the strip, in points.
        marks: what is drawn, y counted from its top.
        keep: stays on one page with the next row.
        blank: only white; dropped at the top of a page.
        open_top: drawn when the strip above is not on the same page (table rules).
        open_bottom: drawn when the strip below is not on the same page.
        header: rows repeated at the top of a page that begins with this row.
        foot: set at the foot of its page.
        breaks: a page break falls before it.
        anchor: words of a bookmark that leads here.
        signs: it is the signature block.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    blank: bool = False
    open_top: tuple[Mark, ...] = ()
    open_bottom: tuple[Mark, ...] = ()
    header: tuple[Row, ...] = ()
    foot: bool = False
    breaks: bool = False
    anchor: str = ""
    signs: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    role: str
    first: float
    justify: bool = True
    keep: bool = False


_STYLES = {
    "body": _Style("body", 2 * PITCH),
    "heading1": _Style("hei", 2 * PITCH, keep=True),
    "heading2": _Style("kai", 2 * PITCH, keep=True),
    "addressee": _Style("body", 0.0, justify=False, keep=True),
    "annex": _Style("hei", 0.0, justify=False, keep=True),
    "left": _Style("body", 0.0, justify=False),
    "right": _Style("body", 0.0, justify=False),
    "centre": _Style("body", 0.0, justify=False),
}


def line_of(fonts: Fonts, text: str, role: str, size: float, pitch: float | None = None) -> Line:
    """Return a text as one line, however long."""
    column = Column(width=1e6, size=size, pitch=pitch or size, justify=False)
    return break_lines(text, column, fonts.width(role))[0] if text else Line("", (), 0.0, True)


def fitting_run(fonts: Fonts, text: str, top: float, room: float) -> tuple[Run, float]:
    """Return a text of the body as one line at the left, smaller where it would not fit, and its width.

    Args:
        fonts: what draws it.
        text: one line.
        top: of its em boxes.
        room: width there is, in points.
    """
    line = line_of(fonts, text, "body", BODY_SIZE, PITCH)
    size = BODY_SIZE
    if line.right > room:
        size *= room / line.right
        line = line_of(fonts, text, "body", size, PITCH * room / line.right)
    return run_of(line, 0.0, top, size, "body"), line.right


def run_of(line: Line, x: float, top: float, size: float, role: str, red: bool = False) -> Run:
    """Return the run of a line whose em boxes have their top at `top`."""
    return Run(x, top + ASCENT * size, size, role, line.text, line.xs, red, line.lit)


def rows_of(fonts: Fonts, block: b.Block, *, seal: bool = False) -> list[Row]:
    """Return the rows of one block, the blank rows the standard puts before it included.

    Args:
        fonts: what draws it.
        block: the block.
        seal: whether the place of the seal is outlined.
    """
    if isinstance(block, b.Title):
        return _title(fonts, block)
    if isinstance(block, b.Paragraph):
        return [row for text in block.text.split("\n") for row in _paragraph(fonts, text, block.kind)]
    if isinstance(block, b.Pair):
        return [_pair(fonts, block)]
    if isinstance(block, b.Attachments):
        return _attachments(fonts, block)
    if isinstance(block, b.Signature):
        return [_signature(fonts, block, seal)]
    if isinstance(block, b.Note):
        return _note(fonts, block)
    if isinstance(block, b.CopyTo):
        return _copy_to(fonts, block)
    if isinstance(block, b.PageBreak):
        return [Row(0.0, breaks=True, blank=True)]
    if isinstance(block, b.Blank):
        return [Row(ROW, blank=True)]
    from caseapp.documents.forms import table_rows

    return table_rows(fonts, block)


def _paragraph(fonts: Fonts, text: str, kind: str) -> list[Row]:
    style = _STYLES[kind]
    column = Column(TEXT_WIDTH, BODY_SIZE, PITCH, first=style.first, justify=style.justify)
    rows: list[Row] = []
    for line in break_lines(text, column, fonts.width(style.role)):
        x = LEFT
        if kind == "right":
            x = RIGHT - line.right
        elif kind == "centre":
            x = LEFT + (TEXT_WIDTH - line.right) / 2
        rows.append(Row(ROW, (run_of(line, x, 0.0, BODY_SIZE, style.role),), keep=style.keep))
    if kind in _ANCHORED and rows:
        rows[0] = replace(rows[0], anchor=_unlit_words(text))
    return rows


def _unlit_words(text: str) -> str:
    return text.replace(LIT_ON, "").replace(LIT_OFF, "")


def _title(fonts: Fonts, block: b.Title) -> list[Row]:
    rows: list[Row] = []
    for unit in block.lines:
        for line in balanced(fonts, unit, "title", TITLE_SIZE, TEXT_WIDTH):
            x = LEFT + (TEXT_WIDTH - line.right) / 2
            rows.append(Row(TITLE_ROW, (run_of(line, x, 0.0, TITLE_SIZE, "title"),), keep=True))
    if rows:
        rows[0] = replace(rows[0], anchor=_unlit_words("".join(block.lines)))
    rows.append(Row(ROW, blank=True, keep=True))
    return rows


def balanced(fonts: Fonts, text: str, role: str, size: float, width: float) -> list[Line]:
    """Return a text in as few lines as fit, all about equally long."""
    total = line_of(fonts, text, role, size).right
    count = max(1, -(-int(total) // int(width)))
    for share in (total / count + size, total / count + 3 * size, width):
        column = Column(min(share, width), size, size, justify=False)
        lines = break_lines(text, column, fonts.width(role))
        if len(lines) <= count:
            break
    return lines


def _pair(fonts: Fonts, block: b.Pair) -> Row:
    half = TEXT_WIDTH / 2
    shorter = min(line_of(fonts, text, "body", BODY_SIZE, PITCH).right for text in (block.left, block.right))
    room = TEXT_WIDTH - PITCH - min(shorter, half)
    left, _ = fitting_run(fonts, block.left, 0.0, room)
    right, width = fitting_run(fonts, block.right, 0.0, room)
    return Row(ROW, (left.moved(LEFT, 0.0), right.moved(RIGHT - width, 0.0)), keep=True)


def _attachments(fonts: Fonts, block: b.Attachments) -> list[Row]:
    rows = [Row(ROW, blank=True, keep=True)]
    label = line_of(fonts, "附件：", "body", BODY_SIZE, PITCH).right
    number = line_of(fonts, "1. 一", "body", BODY_SIZE, PITCH).xs[-1] if len(block.names) > 1 else 0.0
    hang = 2 * PITCH + label + number
    for index, text in enumerate(b.attachment_lines(block)):
        first = 2 * PITCH if index == 0 else 2 * PITCH + label
        column = Column(TEXT_WIDTH, BODY_SIZE, PITCH, first=first, rest=hang, justify=False)
        lines = break_lines(text, column, fonts.width("body"))
        rows += [Row(ROW, (run_of(line, LEFT, 0.0, BODY_SIZE, "body"),), keep=True) for line in lines]
    return [*rows[:-1], replace(rows[-1], keep=False)]


def _signature(fonts: Fonts, block: b.Signature, seal: bool) -> Row:
    """成文日期 ends four characters from the right edge, 署名 centred over it (GB/T 9704-2012, 7.3.5.1)."""
    top = SIGNATURE_BLANKS * ROW
    name, name_width = fitting_run(fonts, block.name, top, TEXT_WIDTH - 2 * PITCH)
    date, date_width = fitting_run(fonts, block.date, top + ROW, TEXT_WIDTH - DATE_INDENT)
    date_x = RIGHT - DATE_INDENT - date_width
    name_x = min(date_x + (date_width - name_width) / 2, RIGHT - name_width)
    if name_x < date_x and RIGHT - name_x - name_width < 2 * PITCH:
        name_x = RIGHT - 2 * PITCH - name_width
        date_x = name_x + (name_width - date_width) / 2
    marks: list[Mark] = [name.moved(name_x, 0.0), date.moved(date_x, 0.0)]
    if seal:
        marks.append(Ring(date_x + date_width / 2, top + ROW, SEAL_WIDTH / 2))
    return Row(top + 2 * ROW, tuple(marks), signs=True)


def _note(fonts: Fonts, block: b.Note) -> list[Row]:
    column = Column(TEXT_WIDTH, BODY_SIZE, PITCH, first=2 * PITCH, justify=False)
    lines = break_lines(f"（{block.text}）", column, fonts.width("body"))
    return [Row(ROW, (run_of(line, LEFT, 0.0, BODY_SIZE, "body"),)) for line in lines]


def _copy_to(fonts: Fonts, block: b.CopyTo) -> list[Row]:
    column = Column(TEXT_WIDTH - 2 * SMALL_SIZE, SMALL_SIZE, SMALL_SIZE, rest=3 * SMALL_SIZE)
    lines = break_lines(f"抄送：{block.text}", column, fonts.width("body"))
    marks = tuple(run_of(line, LEFT + SMALL_SIZE, 22.0 * index, SMALL_SIZE, "body")
                  for index, line in enumerate(lines))
    return [Row(22.0 * len(lines), marks, foot=True)]
