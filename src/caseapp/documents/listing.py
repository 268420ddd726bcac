"""A list on A4 across (横向): title, a line under it, a ruled table whose head is repeated, page numbers below."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from caseapp.documents import blocks as b
from caseapp.documents.fonts import Fonts, Missing, MissingGlyph, bundled
from caseapp.documents.forms import table_rows
from caseapp.documents.page import CELL_PADDING, HEIGHT, MM, WIDTH, Mark, Page
from caseapp.documents.press import Sheet
from caseapp.documents.rows import Row, balanced, line_of, run_of
from caseapp.documents.wording import one_line

ACROSS, DOWN = HEIGHT, WIDTH
LEFT, TOP, FOOT = 15 * MM, 20 * MM, 18 * MM
ROOM = ACROSS - 2 * LEFT
TITLE_SIZE, LINE_SIZE, NUMBER_SIZE = 18.0, 10.5, 10.5
SIZES = (10.5, 9.0, 8.0, 7.0)
"""Sizes of the table's type tried, in points, until every column is wide enough."""
LONGEST, USUAL, LEAST = 40.0, 9.0, 4.0
"""Characters of a column: no more room is asked for, a long text should have, and none may have less."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A column of the list."""

    heading: str
    centred: bool = False


class TooWide(ValueError):  # noqa: N818 -- names the refusal
    """There are more columns than a page is wide."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"有 {count} 列，A4 横向一页排不下，最多约 {most} 列，请少选几列，或者导出 Excel。")


def listing(
    title: str,
    under: str,
    columns: Sequence[Listed],
    lines: Sequence[Sequence[str]],
    *,
    day: date,
    fonts: Fonts | None = None,
) -> Sheet:
    """Typeset a list; the same input gives the same bytes.

    Args:
        title: of the list.
        under: a line between title and table.
        columns: from left to right.
        lines: a text for each column.
        day: the day it is made.
        fonts: those of an office with fonts of its own, None for the bundled ones.

    Raises:
        TooWide: too many columns. MissingGlyph: a character has no font.
    """
    from caseapp.documents.drawing import draw
    from caseapp.documents.pdffile import Info

    fonts = fonts or bundled()
    title = one_line(title)
    _require_glyphs(fonts, title, under, columns, lines)
    pages = lay_out(fonts, title, under, columns, lines)
    pdf = draw(fonts, pages, Info(title, "", (day.year, day.month, day.day)))
    words = [title, under, "\t".join(column.heading for column in columns), *("\t".join(line) for line in lines)]
    return Sheet(pdf, sha256(pdf).hexdigest(), len(pages), "\n".join(words) + "\n")


def lay_out(
    fonts: Fonts, title: str, under: str, columns: Sequence[Listed], lines: Sequence[Sequence[str]]
) -> list[Page]:
    """Return the pages of a list: a pure step that tests read without drawing."""
    size, widths = _widths(columns, lines)
    head = b.TableRow(tuple(b.Cell(column.heading, kind="label") for column in columns), header=True)
    kinds = ["centre" if column.centred else "value" for column in columns]
    body = [b.TableRow(tuple(b.Cell(text, kind=k) for text, k in zip(line, kinds, strict=True))) for line in lines]
    rows = table_rows(fonts, b.Table(widths, size, (head, *body)), LEFT, ROOM)
    marks, top = _head(fonts, title, under)
    sheets = _paginate(rows, top)
    return [
        Page((*(marks if number == 1 else ()), *drawn, _number(fonts, number, len(sheets))), (), ACROSS, DOWN)
        for number, drawn in enumerate(sheets, start=1)
    ]


def _widths(columns: Sequence[Listed], lines: Sequence[Sequence[str]]) -> tuple[float, tuple[float, ...]]:
    """Return the size of the type and the widths of the columns in points.

    A column that is short enough has its text on one line, the others share what is left alike; the type is made
    smaller where that would be too little.
    """
    wanted = [
        min(max(_ems(column.heading) / 2, *(_ems(line[place]) for line in lines)), LONGEST)
        for place, column in enumerate(columns)
    ]
    for size in SIZES:
        asked = [max(ems, LEAST) * size + 2 * CELL_PADDING + 1 for ems in wanted]
        if sum(asked) <= ROOM:
            return size, tuple(width * ROOM / sum(asked) for width in asked)
        level = _level(asked)
        least = (LEAST if size == SIZES[-1] else USUAL) * size + 2 * CELL_PADDING
        if level >= least:
            return size, tuple(min(width, level) for width in asked)
    raise TooWide(len(columns), int(ROOM / (LEAST * SIZES[-1] + 2 * CELL_PADDING)))


def _level(asked: Sequence[float]) -> float:
    """Return the width at which the columns are cut off so that together they fill the page."""
    left, count = ROOM, len(asked)
    for width in sorted(asked):
        if width >= left / count:
            break
        left, count = left - width, count - 1
    return left / max(count, 1)


def _ems(text: str) -> float:
    """Return about how wide a text is on one line, in em."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text)


def _head(fonts: Fonts, title: str, under: str) -> tuple[list[Mark], float]:
    """Return the title and the line under it, and where the table begins."""
    marks: list[Mark] = []
    y = TOP
    for line in balanced(fonts, title, "title", TITLE_SIZE, ROOM):
        marks.append(run_of(line, LEFT + (ROOM - line.right) / 2, y, TITLE_SIZE, "title"))
        y += TITLE_SIZE * 1.5
    line = line_of(fonts, under, "body", LINE_SIZE)
    marks.append(run_of(line, LEFT + ROOM - line.right, y + 2, LINE_SIZE, "body"))
    return marks, y + LINE_SIZE * 2


def _paginate(rows: Sequence[Row], first_top: float) -> list[list[Mark]]:
    """Return the marks of each page; the head of the table stands on every one."""
    pages: list[list[Row]] = [[]]
    y = first_top
    for row in rows:
        if pages[-1] and y + row.height > DOWN - FOOT:
            pages.append([*row.header])
            y = TOP + sum(above.height for above in row.header)
        pages[-1].append(row)
        y += row.height
    return [_drawn(page, TOP if number else first_top) for number, page in enumerate(pages)]


def _drawn(rows: Sequence[Row], y: float) -> list[Mark]:
    marks: list[Mark] = []
    for row in rows:
        marks += [mark.moved(0.0, y) for mark in row.marks]
        y += row.height
    marks += [mark.moved(0.0, y - rows[-1].height) for mark in rows[-1].open_bottom]
    return marks


def _number(fonts: Fonts, number: int, count: int) -> Mark:
    line = line_of(fonts, f"第 {number} 页　共 {count} 页", "body", NUMBER_SIZE)
    return run_of(line, (ACROSS - line.right) / 2, DOWN - FOOT + 4 * MM, NUMBER_SIZE, "body")


def _require_glyphs(
    fonts: Fonts, title: str, under: str, columns: Sequence[Listed], lines: Sequence[Sequence[str]]
) -> None:
    found: list[Missing] = [*fonts.missing("title", title, "标题"), *fonts.missing("body", under, "表头")]
    for place, column in enumerate(columns):
        found += fonts.missing("hei", column.heading, "表头")
        for line in lines:
            found += fonts.missing("body", line[place].replace("\n", ""), f"“{column.heading}”一列")
    if found:
        raise MissingGlyph(found)
