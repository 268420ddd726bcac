"""Ruled grids whose cells span rows and columns, set into a given width: the tables of the annual report on paper."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from caseapp.documents.breaking import Column, Line, break_lines
from caseapp.documents.fonts import Fonts
from caseapp.documents.page import Bar, Mark
from caseapp.documents.rows import run_of
from caseapp.law.report_form import HEAD, LABEL, Cell, Grid

RULE = 0.6
LEADING = 1.3
NARROW, WIDE = 2.0, 5.0
"""White left and right of the text of a cell, in a table of many columns and of few."""
_MANY = 8
BLANK = "未填"
_ROLES = {HEAD: "hei"}


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell broken into lines."""

    cell: Cell
    lines: tuple[Line, ...]
    role: str
    padding: float


def words_of(cell: Cell) -> str:
    """Return what a cell prints."""
    return cell.text or BLANK


def grid_marks(
    fonts: Fonts, grid: Grid, left: float, top: float, width: float, size: float, least: float
) -> tuple[list[Mark], float]:
    """Return the marks of a grid and how high it is.

    Args:
        fonts: what draws it.
        grid: the table.
        left: of its upper left corner, in points.
        top: of the same corner, downwards from the top of the page.
        width: it is stretched to.
        size: of its type.
        least: height of a row.
    """
    unit = width / sum(grid.widths)
    xs = [left, *(left + unit * reach for reach in accumulate(grid.widths))]
    padding = NARROW if len(grid.widths) > _MANY else WIDE
    cells = [_set(fonts, cell, xs, size, padding) for cell in grid.cells]
    ys = [top, *(top + reach for reach in accumulate(_heights(grid, cells, size, least)))]
    marks: list[Mark] = [
        Bar(xs[0] - RULE / 2, ys[-1] - RULE / 2, width + RULE, RULE),
        Bar(xs[-1] - RULE / 2, ys[0] - RULE / 2, RULE, ys[-1] - ys[0] + RULE),
    ]
    for each in cells:
        marks += _drawn(each, xs, ys, size)
    return marks, ys[-1] - top


def _set(fonts: Fonts, cell: Cell, xs: list[float], size: float, padding: float) -> _Set:
    role = _ROLES.get(cell.kind, "body")
    room = xs[cell.column + cell.columns] - xs[cell.column] - 2 * padding
    column = Column(room, size, size, justify=False)
    lines = [line for text in words_of(cell).split("\n") for line in break_lines(text, column, fonts.width(role))]
    return _Set(cell, tuple(lines), role, padding)


def _heights(grid: Grid, cells: list[_Set], size: float, least: float) -> list[float]:
    """Return the height of every row: what its own cells need, the last row of a high cell what is still missing."""
    heights = [least] * grid.rows
    for each in sorted(cells, key=lambda each: each.cell.rows):
        first, last = each.cell.row, each.cell.row + each.cell.rows - 1
        wanted = len(each.lines) * size * LEADING + size / 2
        heights[last] += max(0.0, wanted - sum(heights[first : last + 1]))
    return heights


def _drawn(each: _Set, xs: list[float], ys: list[float], size: float) -> list[Mark]:
    cell = each.cell
    left, right = xs[cell.column], xs[cell.column + cell.columns]
    top, bottom = ys[cell.row], ys[cell.row + cell.rows]
    marks: list[Mark] = [
        Bar(left - RULE / 2, top - RULE / 2, right - left + RULE, RULE),
        Bar(left - RULE / 2, top - RULE / 2, RULE, bottom - top + RULE),
    ]
    y = top + (bottom - top - len(each.lines) * size * LEADING) / 2 + size * (LEADING - 1) / 2
    for line in each.lines:
        x = left + each.padding if cell.kind == LABEL else left + (right - left - line.right) / 2
        marks.append(run_of(line, x, y, size, each.role, red=cell.value is None))
        y += size * LEADING
    return marks
