"""The ledger (台账) as a workbook or as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.sheets.cells import (
    BODY,
    FORMULA_STARTS,
    HEAD,
    LABEL,
    TITLE,
    Look,
    Value,
    clean,
    print_on_a4,
    put,
    put_value,
    style,
    width_of,
)
from caseapp.sheets.files import replacing

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

NARROWEST, WIDEST = 6, 40
"""Column widths in half-width characters."""
PAGE_WIDTH = 240
"""Half-width characters across a page of A4 that can still be read."""
HIGHEST = 409
"""Points; no spreadsheet shows a higher row."""

_NUMBER = re.compile(r"\d{12,}[0-9Xx]?|0\d+|\d+(\.\d+)?[Ee]\d+")
"""Digits a spreadsheet would round, or take the first nought of, or read as a power of ten."""


def write_ledger(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str = "政府信息公开申请台账"
) -> None:
    """Write a ledger; the ending of `path` chooses CSV (with BOM) or a workbook.

    Dates are date cells, numbers number cells, and every str is a text cell, so that an identity number keeps its
    digits and nothing that begins with = + - @ is ever computed.

    Raises:
        SheetError: the file cannot be written; an older one is left as it was.
    """
    lines = [list(row) for row in rows]
    with replacing(path) as part:
        if path.suffix.lower() == ".csv":
            _write_csv(part, columns, lines)
        else:
            _write_workbook(part, columns, lines, title)


def _write_csv(path: Path, columns: Sequence[str], lines: list[list[Value]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([_csv_text(value) for value in line] for line in lines)


def _csv_text(value: Value) -> str:
    """Return a value so that a spreadsheet opening the file neither computes nor rounds it.

    An apostrophe goes before what would be a formula (and before an apostrophe), a tab behind what would be rounded;
    our own import takes both away again.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else str(value)
    text = clean(value)
    if text.startswith((*FORMULA_STARTS, "'")):
        return f"'{text}"
    return f"{text}\t" if _NUMBER.fullmatch(text) else text


def _write_workbook(path: Path, columns: Sequence[str], lines: list[list[Value]], title: str) -> None:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    fill_ledger(workbook.create_sheet("台账"), columns, lines, title)
    workbook.save(path)


def fill_ledger(
    sheet: WriteOnlyWorksheet | Worksheet,
    columns: Sequence[str],
    lines: Sequence[Sequence[Value]],
    title: str,
    *,
    widest: int = WIDEST,
    landscape: bool = True,
) -> None:
    """Fill an empty sheet with a ledger under its title, with a filter and a head on every page.

    Args:
        sheet: still empty.
        columns: headings.
        lines: a value for each heading.
        title: above them.
        widest: of a column, in half-width characters; longer text goes on below.
        landscape: printed on A4 on its side.
    """
    _lay_out(sheet, columns, lines, widest, landscape=landscape)
    sheet.append(_title(sheet, title, len(columns)))
    sheet.append([_cell(sheet, name, HEAD) for name in columns])
    kinds: dict[type, WriteOnlyCell] = {}
    for line in lines:
        sheet.append([_like(kinds, sheet, value) for value in line])


def _lay_out(
    sheet: WriteOnlyWorksheet | Worksheet,
    columns: Sequence[str],
    lines: Sequence[Sequence[Value]],
    widest: int,
    *,
    landscape: bool,
) -> None:
    from openpyxl.utils import get_column_letter

    shown = [[width_of(_shown(value)) for value in line] for line in lines]
    widths = [
        min(max(width_of(name) + 2, NARROWEST, *(line[place] + 2 for line in shown)), widest)
        for place, name in enumerate(columns)
    ]
    for place, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    for row, line in enumerate(shown, start=3):
        # A sheet written in one go does not grow its rows by itself when it is opened.
        deepest = max((-(-used // (width - 1)) for used, width in zip(line, widths, strict=True)), default=1)
        sheet.row_dimensions[row].height = min(max(deepest, 1) * 14 + 4, HIGHEST)
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 22
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "1:2"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{len(lines) + 2}"
    print_on_a4(sheet, landscape=landscape, one_page=False)
    # More columns than a page can show go on over further pages, the first one repeated, rather than vanish.
    room = PAGE_WIDTH if landscape else PAGE_WIDTH / 2**0.5
    sheet.page_setup.fitToWidth = max(1, round(sum(widths) / room))
    sheet.print_title_cols = "A:A" if sheet.page_setup.fitToWidth > 1 else None


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def _title(sheet: WriteOnlyWorksheet | Worksheet, title: str, count: int) -> list[WriteOnlyCell]:
    from openpyxl.styles import Alignment

    # Centred across the columns without merging, so that sorting and filtering still work.
    cells = [_cell(sheet, title if place == 0 else None, TITLE) for place in range(count)]
    for cell in cells:
        cell.alignment = Alignment(horizontal="centerContinuous", vertical="center")
    return cells


def _like(
    kinds: dict[type, WriteOnlyCell], sheet: WriteOnlyWorksheet | Worksheet, value: Value
) -> WriteOnlyCell:
    """Return a cell that borrows the style of the first of its kind: setting it anew takes 50 times as long."""
    from openpyxl.cell import WriteOnlyCell

    first = kinds.get(type(value))
    if first is None:
        kinds[type(value)] = first = _cell(sheet, value, LABEL if isinstance(value, str) else BODY)
    cell = WriteOnlyCell(sheet)
    put_value(cell, value)
    cell._style = first._style
    return cell


def _cell(sheet: WriteOnlyWorksheet | Worksheet, value: Value, look: Look) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    put(cell, value)
    style(cell, look)
    return cell
