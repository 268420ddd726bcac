"""Putting values into the cells of a sheet that is laid out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from caseapp.sheets.cells import Look, Value, put, style, width_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE = 14.0
"""Height of a line of 10.5 pt type, in points."""
HIGHEST = 409.0
"""Points; no spreadsheet shows a higher row."""


def block(sheet: Worksheet, cells: str, value: Value, look: Look) -> None:
    """Write a value into a cell, or into cells ("A1:C2") that are merged for it."""
    first = cells.partition(":")[0]
    put(sheet[first], value)
    if ":" not in cells:
        style(sheet[first], look)
        return
    for row in sheet[cells]:
        for cell in row:
            style(cell, look)
    sheet.merge_cells(cells)


def set_widths(sheet: Worksheet, widths: Mapping[str, float]) -> None:
    """Set the widths of columns, in half-width characters."""
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width


def set_heights(sheet: Worksheet, heights: Mapping[int, float]) -> None:
    """Set the heights of rows, in points."""
    for row, height in heights.items():
        sheet.row_dimensions[row].height = min(height, HIGHEST)


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many half-width characters."""
    return sum(max(1, -(-width_of(line) // max(1, int(width - 1)))) for line in text.split("\n"))
