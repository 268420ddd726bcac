"""Puts rows on pages: a pure step from blocks to marks, which tests read without drawing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseapp.documents import blocks as b
from caseapp.documents.fonts import Fonts
from caseapp.documents.letterhead import Letterhead, page_number
from caseapp.documents.page import BOTTOM, ROW, TOP, Anchor, Mark, Page
from caseapp.documents.rows import Row, rows_of

TABLE_GAP = ROW / 3  # white between a table and the text that follows it
COMPANY = 2  # lines of text a signature block takes along to a new page
# Line pitches tried, of the 28.99 pt grid, before a signature goes to a page of its own (GB/T 9704-2012, 7.3.5.5).
SQUEEZES = (0.98, 0.96, 0.94, 0.92, 0.9, 0.88)
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


def lay_out(fonts: Fonts, blocks: Sequence[b.Block], head: Letterhead | None, *, seal: bool = False) -> list[Page]:
    """Return the pages of a document.

    Args:
        fonts: what draws it.
        blocks: its parts in order.
        head: letterhead of the first page; None for a form.
        seal: whether the place of the seal is outlined, for aligning it.
    """
    sheets = _squeezed(_rows(fonts, blocks, seal), head.text_top if head else TOP)
    first = 1 if (head.numbered if head else len(sheets) > 1) else 2
    pages: list[Page] = []
    for number, sheet in enumerate(sheets, start=1):
        marks: list[Mark] = list(head.marks) if head and number == 1 else []
        drawn, anchors = _draw(sheet)
        marks += drawn
        if number >= first:
            marks.append(page_number(fonts, number))
        pages.append(Page(tuple(marks), tuple(anchors)))
    return pages


def _rows(fonts: Fonts, blocks: Sequence[b.Block], seal: bool) -> list[Row]:
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
        elif isinstance(block, b.Title) and isinstance(before, b.Paragraph) and before.kind == "annex":
            rows.append(Row(ROW, blank=True, keep=True))  # the annex has its title on the third line (GB/T 9704-2012)
        rows.extend(rows_of(fonts, block, seal=seal))
        before = block
        if not isinstance(block, b.Attachments):
            text_end = len(rows)
    return rows


def _squeezed(rows: Sequence[Row], first_top: float) -> list[_Sheet]:
    """Return the pages, their lines a little closer where that saves a page that holds a signature and its company."""
    sheets = _paginate(rows, first_top)
    if len(sheets) > 1 and _lonely(sheets[-1]):
        for factor in SQUEEZES:
            closer = [replace(row, height=ROW * factor) if row.height == ROW else row for row in rows]
            found = _paginate(closer, first_top)
            if len(found) < len(sheets):
                return found
    return sheets


def _lonely(sheet: _Sheet) -> bool:
    """Return whether a page holds a signature and nothing but the rows it took along."""
    at = next((index for index, row in enumerate(sheet.rows) if row.signs), None)
    return at is not None and all(row.keep for row in sheet.rows[:at])


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


def _draw(sheet: _Sheet) -> tuple[list[Mark], list[Anchor]]:
    marks: list[Mark] = []
    anchors: list[Anchor] = []
    y = sheet.start
    for index, row in enumerate(sheet.rows):
        top = BOTTOM - row.height if row.foot else y
        parts = list(row.marks)
        if index == 0:
            parts += row.open_top
        if index == len(sheet.rows) - 1:
            parts += row.open_bottom
        marks += [mark.moved(0.0, top) for mark in parts]
        if row.anchor:
            anchors.append(Anchor(row.anchor, top))
        y += row.height
    return marks, anchors
