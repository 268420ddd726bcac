"""Ruled tables: label and value cells that wrap, signature cells, rows that may run over pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from caseapp.documents import blocks as b
from caseapp.documents.breaking import Column, Line, break_lines
from caseapp.documents.fonts import Fonts
from caseapp.documents.page import CELL_PADDING, LEFT, MM, TEXT_WIDTH, Bar, Mark
from caseapp.documents.rows import Row, run_of

RULE = 0.6
LEADING = 1.5  # of the glyph size
WHOLE_LINES = 14  # a taller row may be broken between its lines
GUARD_LINES = 3  # lines that stay together at either end of a broken row


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell broken into lines."""

    cell: b.Cell
    x: float
    width: float
    role: str
    lines: tuple[Line, ...]
    foot: tuple[Line, ...]

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.foot)


def table_rows(fonts: Fonts, table: b.Table, left: float = LEFT, room: float = TEXT_WIDTH) -> list[Row]:
    """Return the rows of a table; a row after the header rows knows them, to repeat them on a new page.

    It begins at ``left`` and is ``room`` wide, in points. Under a header the first two rows and the last two stay
    together, so that none stands alone on a page.
    """
    rows: list[Row] = []
    header: tuple[Row, ...] = ()
    for row in table.rows:
        made = _row(fonts, row, table, left, room)
        if row.header:
            made = [replace(r, keep=True) for r in made]
            header += tuple(made)
            rows += made
        else:
            rows += [replace(r, header=header) for r in made]
    if header:
        first = next((n for n, r in enumerate(rows) if r.header), len(rows))
        for at in {first, len(rows) - 2} & set(range(first, len(rows) - 1)):
            rows[at] = replace(rows[at], keep=True)
    return rows


def _row(fonts: Fonts, row: b.TableRow, table: b.Table, left: float, room: float) -> list[Row]:
    unit = room / sum(table.widths)
    cells: list[_Set] = []
    column = 0
    x = left
    for cell in row.cells:
        width = unit * sum(table.widths[column : column + cell.span])
        cells.append(_set(fonts, cell, x, width, table.size, "hei" if row.header else "body"))
        column += cell.span
        x += width
    count = max(cell.count for cell in cells)
    if count <= WHOLE_LINES:
        return [_whole(cells, count, max(row.least_mm * MM, _height(count, table.size)), table.size)]
    return _slices(cells, count, table.size)


def _pad(size: float) -> float:
    return size / 4


def _height(count: int, size: float) -> float:
    return max(count, 1) * size * LEADING + 2 * _pad(size)


def _set(fonts: Fonts, cell: b.Cell, x: float, width: float, size: float, role: str) -> _Set:
    column = Column(width - 2 * CELL_PADDING, size, size, justify=False)
    lines = tuple(line for text in cell.text.split("\n") for line in _lines(fonts, text, column, role))
    return _Set(cell, x, width, role, lines, tuple(_lines(fonts, cell.foot, column, role)))


def _lines(fonts: Fonts, text: str, column: Column, role: str) -> list[Line]:
    return break_lines(text.rstrip(" "), column, fonts.width(role))


def _whole(cells: list[_Set], count: int, height: float, size: float) -> Row:
    marks = [*_frame(cells, height), _level(cells, 0.0), _level(cells, height)]
    for cell in cells:
        block = len(cell.lines) * size * LEADING
        top = _pad(size) if cell.foot else (height - block) / 2
        marks += _text(cell, cell.lines, top, size)
        marks += _foot(cell, height - _pad(size), size)
    return Row(height, tuple(marks))


def _slices(cells: list[_Set], count: int, size: float) -> list[Row]:
    edges = [0, *range(GUARD_LINES, count - GUARD_LINES + 1), count]
    rows: list[Row] = []
    step = size * LEADING
    pad = _pad(size)
    for first, stop in pairwise(edges):
        start, end = first == 0, stop == count
        height = (stop - first) * step + (pad if start else 0.0) + (pad if end else 0.0)
        top, low = _level(cells, 0.0), _level(cells, height)
        marks = _frame(cells, height) + ([top] if start else []) + ([low] if end else [])
        for cell in cells:
            marks += _text(cell, cell.lines[first:stop], pad if start else 0.0, size)
            if end:
                marks += _foot(cell, height - pad, size)
        rows.append(Row(height, tuple(marks), open_top=(top,), open_bottom=(low,)))
    return rows


def _text(cell: _Set, lines: tuple[Line, ...], top: float, size: float) -> list[Mark]:
    inner = size * (LEADING - 1) / 2
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        x = cell.x + CELL_PADDING
        if cell.cell.kind != "value":
            x = cell.x + (cell.width - line.right) / 2
        marks.append(run_of(line, x, top + index * size * LEADING + inner, size, cell.role))
    return marks


def _foot(cell: _Set, bottom: float, size: float) -> list[Mark]:
    inner = size * (LEADING - 1) / 2
    top = bottom - len(cell.foot) * size * LEADING
    right = cell.x + cell.width - CELL_PADDING
    return [run_of(line, right - line.right, top + i * size * LEADING + inner, size, cell.role)
            for i, line in enumerate(cell.foot)]


def _frame(cells: list[_Set], height: float) -> list[Mark]:
    xs = [cells[0].x, *(cell.x + cell.width for cell in cells)]
    return [Bar(x - RULE / 2, -RULE / 2, RULE, height + RULE) for x in xs]


def _level(cells: list[_Set], y: float) -> Bar:
    left, right = cells[0].x, cells[-1].x + cells[-1].width
    return Bar(left - RULE / 2, y - RULE / 2, right - left + RULE, RULE)
