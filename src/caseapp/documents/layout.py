"""Puts rows on pages: a pure step from blocks to marks, which tests read without drawing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseapp.documents import blocks as b
from caseapp.documents.fonts import Fonts
from caseapp.documents.letterhead import Letterhead, page_number
from caseapp.documents.page import BOTTOM, ROW, TOP, Mark, Page
from caseapp.documents.rows import Row, rows_of

TABLE_GAP = ROW / 3  # white between a table and the text that follows it
COMPANY = 2  # lines of text a signature block takes along to a new page
_TOLERANCE = 0.01


@dataclass(slots=True)
class _Sheet:
    """A page being filled."""

    start: float
    rows: list[Row]

    def used(self) -> float:
        return sum(row.height for row in self.rows)

    def fits(self, row: Row) -> bool:
        return self.start + self.used() + row.height <= BOTTOM + _TOLERANCE


def lay_out(fonts: Fonts, blocks: Sequence[b.Block], head: Letterhead | None) -> list[Page]:
    """Return the pages of a document.

    Args:
        fonts: what draws it.
        blocks: its parts in order.
        head: 信函格式 letterhead of the first page; None for a form.
    """
    sheets = _paginate(_rows(fonts, blocks), head.text_top if head else TOP)
    pages: list[Page] = []
    for number, sheet in enumerate(sheets, start=1):
        marks: list[Mark] = list(head.marks) if head and number == 1 else []
        marks += _draw(sheet)
        if number > 1:
            marks.append(page_number(fonts, number))
        pages.append(Page(tuple(marks)))
    return pages


def _rows(fonts: Fonts, blocks: Sequence[b.Block]) -> list[Row]:
    """Return all rows, a signature bound to the last lines of the text so that it never stands alone on a page."""
    rows: list[Row] = []
    text_end = 0
    before: b.Block | None = None
    for block in blocks:
        if isinstance(block, b.Signature):
            for index in range(max(0, text_end - COMPANY), len(rows)):
                rows[index] = replace(rows[index], keep=True)
        elif isinstance(block, (b.Note, b.CopyTo)) and rows:
            rows[-1] = replace(rows[-1], keep=True)
        elif isinstance(block, b.Paragraph) and isinstance(before, b.Table):
            rows.append(Row(TABLE_GAP, blank=True))
        rows.extend(rows_of(fonts, block))
        before = block
        if not isinstance(block, b.Attachments):
            text_end = len(rows)
    return rows


def _paginate(rows: Sequence[Row], first_top: float) -> list[_Sheet]:
    sheets = [_Sheet(first_top, [])]
    for row in rows:
        sheet = sheets[-1]
        if row.breaks:
            if sheet.rows:
                sheets.append(_Sheet(TOP, []))
            continue
        if not sheet.fits(row):
            sheet = _turn(sheets, row)
        if row.blank and not sheet.rows and len(sheets) > 1:
            continue
        sheet.rows.append(row)
    if not sheets[-1].rows and len(sheets) > 1:
        sheets.pop()
    return sheets


def _turn(sheets: list[_Sheet], row: Row) -> _Sheet:
    """Begin a new page, taking along the rows that must stay with the next one."""
    old = sheets[-1]
    cut = len(old.rows)
    while cut and old.rows[cut - 1].keep:
        cut -= 1
    if not cut:
        cut = len(old.rows)
    moved = old.rows[cut:]
    del old.rows[cut:]
    while moved and moved[0].blank:
        moved.pop(0)
    new = _Sheet(TOP, [*(row.header if not moved else moved[0].header), *moved])
    sheets.append(new)
    return new


def _draw(sheet: _Sheet) -> list[Mark]:
    marks: list[Mark] = []
    y = sheet.start
    for index, row in enumerate(sheet.rows):
        top = BOTTOM - row.height if row.foot else y
        parts = list(row.marks)
        if index == 0:
            parts += row.open_top
        if index == len(sheet.rows) - 1:
            parts += row.open_bottom
        marks += [mark.moved(0.0, top) for mark in parts]
        y += row.height
    return marks
