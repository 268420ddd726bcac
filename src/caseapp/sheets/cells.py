"""Cells as an office wants them: text stays text, thin borders, fonts every office computer has."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from openpyxl.cell import Cell, WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

AnyCell: TypeAlias = "Cell | WriteOnlyCell"
Value: TypeAlias = "str | int | float | date | None"

BODY_FONT, TITLE_FONT = "宋体", "黑体"
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""A text that begins with one of these is taken for a formula, or hides one, where a text file is opened as a table."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text without the control characters a workbook cannot hold."""
    return _FORBIDDEN.sub("", text)


def width_of(text: str) -> int:
    """Return the width of the longest line of a text in half-width characters."""
    lines = text.splitlines() or [""]
    return max(sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line) for line in lines)


def put(cell: AnyCell, value: Value) -> None:
    """Set a cell to a value that is never a formula: a text is a text cell whatever it begins with."""
    put_value(cell, value)
    if isinstance(value, str):
        cell.number_format = "@"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def put_value(cell: AnyCell, value: Value) -> None:
    """Set the value of a cell as `put` does and leave its style alone."""
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
    else:
        cell.value = value


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: font, size in points, alignment, border."""

    font: str = BODY_FONT
    size: float = 10.5
    align: str = "center"
    border: bool = True


TITLE = Look(TITLE_FONT, 16, border=False)
HEAD = Look(TITLE_FONT)
BODY = Look()
LABEL = Look(align="left")
NOTE = Look(size=9, align="left", border=False)


def style(cell: AnyCell, look: Look) -> None:
    """Give a cell a look."""
    font, alignment, border = _styles(look)
    cell.font, cell.alignment = font, alignment
    if border:
        cell.border = border


@cache
def _styles(look: Look) -> tuple[Font, Alignment, Border | None]:
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin", color="FF000000")
    return (
        Font(name=look.font, size=look.size),
        Alignment(horizontal=look.align, vertical="center", wrap_text=True),
        Border(left=side, right=side, top=side, bottom=side) if look.border else None,
    )


def print_on_a4(sheet: Worksheet | WriteOnlyWorksheet, *, landscape: bool, one_page: bool) -> None:
    """Make a sheet print on A4, as wide as the page, with the page number below."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
