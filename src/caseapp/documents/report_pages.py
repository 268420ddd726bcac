"""Tables 二, 三 and 四 of the annual report as a PDF, each on a page of A4 of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from caseapp.documents.fonts import Fonts, Missing, MissingGlyph, bundled
from caseapp.documents.grids import grid_marks, words_of
from caseapp.documents.page import HEIGHT, MM, WIDTH, Anchor, Mark, Page
from caseapp.documents.press import Sheet
from caseapp.documents.rows import line_of, run_of
from caseapp.documents.wording import one_line
from caseapp.law.report_form import Grid

_SIDE, _HEAD_TOP, _TITLE_TOP, _GRID_TOP, _FOOT = 20 * MM, 18 * MM, 27 * MM, 42 * MM, 15 * MM
_HEAD_SIZE, _TITLE_SIZE, _SMALL = 12.0, 18.0, 10.5
_MANY = 12
"""Columns from which on a table lies on its side."""
_TALL = 20
"""Rows from which on its type is small."""


@dataclass(frozen=True, slots=True)
class TablesHead:
    """What stands around the tables.

    Attributes:
        name: of the whole, above each table.
        organ: who reports, "" while the profile is empty.
        made: the day the pages are made.
        state: whether the numbers are a draft or closed.
        unit: what is counted, by the place of the table.
    """

    name: str
    organ: str
    year: int
    made: date
    state: str
    unit: tuple[str, ...] = ("", "单位：件", "单位：件")


def tables_sheet(head: TablesHead, grids: Sequence[Grid], fonts: Fonts | None = None) -> Sheet:
    """Return the tables as one PDF; the same numbers, day and fonts give the same bytes.

    Args:
        head: what stands around them.
        grids: tables 二, 三 and 四.
        fonts: those of an office with fonts of its own, None for the bundled ones.

    Raises:
        MissingGlyph: a character has no font.
    """
    from caseapp.documents.drawing import draw
    from caseapp.documents.pdffile import Info

    fonts = fonts or bundled()
    organ = one_line(head.organ)
    _require_glyphs(fonts, organ, one_line(head.name))
    pages = [_page(fonts, head, organ, grid, at, len(grids)) for at, grid in enumerate(grids)]
    day = (head.made.year, head.made.month, head.made.day)
    pdf = draw(fonts, pages, Info(head.name, organ, day))
    text = "\n".join(line for grid in grids for line in _text(grid))
    return Sheet(pdf, sha256(pdf).hexdigest(), len(pages), f"{head.name}\n{text}\n")


def _page(fonts: Fonts, head: TablesHead, organ: str, grid: Grid, at: int, count: int) -> Page:
    on_side = len(grid.widths) >= _MANY
    width, height = (HEIGHT, WIDTH) if on_side else (WIDTH, HEIGHT)
    marks: list[Mark] = [
        _set(fonts, one_line(head.name), "kai", _HEAD_SIZE, width / 2, _HEAD_TOP, 0.5, room=width - 2 * _SIDE),
        _set(fonts, grid.title, "title", _TITLE_SIZE, width / 2, _TITLE_TOP, 0.5),
    ]
    if head.unit[at]:
        marks.append(_set(fonts, head.unit[at], "body", _SMALL, width - _SIDE, _GRID_TOP - 1.6 * _SMALL, 1.0))
    size, least = (9.5, 19.0) if grid.rows >= _TALL else (11.0 if on_side else 12.0, 30.0)
    drawn, _ = grid_marks(fonts, grid, _SIDE, _GRID_TOP, width - 2 * _SIDE, size, least)
    marks += drawn
    foot = height - _FOOT - _SMALL
    left = "　".join(part for part in (f"填报单位：{organ}" if organ else "", f"年度：{head.year}") if part)
    right = f"制表日期：{head.made.year}年{head.made.month}月{head.made.day}日　{head.state}"
    marks += [
        _set(fonts, left, "body", _SMALL, _SIDE, foot - 1.6 * _SMALL, 0.0, room=width / 2 - _SIDE),
        _set(fonts, right, "body", _SMALL, width - _SIDE, foot - 1.6 * _SMALL, 1.0),
        _set(fonts, f"第{at + 1}页　共{count}页", "body", _SMALL, width / 2, foot, 0.5),
    ]
    return Page(tuple(marks), (Anchor(grid.title, _TITLE_TOP),), width, height)


def _set(
    fonts: Fonts, text: str, role: str, size: float, x: float, top: float, along: float, room: float = WIDTH
) -> Mark:
    """Return a line with a place along it (0 its beginning, 1 its end) at x, smaller where it would not fit."""
    line = line_of(fonts, text, role, size)
    if line.right > room:
        size *= room / line.right
        line = line_of(fonts, text, role, size)
    return run_of(line, x - along * line.right, top, size, role)


def _text(grid: Grid) -> list[str]:
    """Return the words of a grid, one row a line."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(words_of(cell).replace("\n", ""))
    return [grid.title, *(" ".join(words) for _, words in sorted(rows.items()))]


def _require_glyphs(fonts: Fonts, organ: str, name: str) -> None:
    found: list[Missing] = fonts.missing("body", organ, "机关名称") or fonts.missing("kai", name, "机关名称")
    if found:
        raise MissingGlyph(found)
