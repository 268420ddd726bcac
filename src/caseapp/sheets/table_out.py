"""A table to be given out: a fresh workbook of one sheet with nothing in it but what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Look, Value, print_on_a4, put, style, width_of
from caseapp.sheets.files import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NARROWEST, WIDEST = 8, 40
"""Column widths in half-width characters."""


def write_table(
    path: Path, title: str, head: Sequence[Sequence[Value]], body: Sequence[Sequence[Value]], notes: Sequence[str]
) -> None:
    """Write a table with its title, the lines of its head, its body and notes below.

    Raises:
        SheetError: the file cannot be written; an older one is left as it was.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.properties.creator = None  # an author would have to be cleared before the file goes out
    sheet = workbook.worksheets[0]
    sheet.title = "公开数据"
    wide = max((len(line) for line in (*head, *body)), default=1)
    if title:
        _put(sheet, 1, [title, *[None] * (wide - 1)], TITLE)
        for cell in sheet[1]:
            # Centred across the columns without merging.
            cell.alignment = Alignment(horizontal="centerContinuous", vertical="center")
    looks = [(HEAD, line) for line in head] + [(BODY, line) for line in body]
    for number, (look, line) in enumerate(looks, start=2 if title else 1):
        _put(sheet, number, line, look)
    for note in notes:
        _put(sheet, sheet.max_row + 1, [note], NOTE)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(horizontal="left", vertical="center")
    for place in range(wide):
        widest = max((width_of(str(line[place])) for line in (*head, *body) if place < len(line)), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(widest + 2, NARROWEST), WIDEST)
    print_on_a4(sheet, landscape=len(body[0]) > 6 if body else False, one_page=False)
    with replacing(path) as part:
        workbook.save(part)


def _put(sheet: Worksheet, row: int, line: Sequence[Value], look: Look) -> None:
    for place, value in enumerate(line, start=1):
        cell = sheet.cell(row, place)
        put(cell, value)
        style(cell, LABEL if look is BODY and place == 1 else look)
