"""A table to be given out: a fresh workbook of one sheet with nothing in it but what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Value, print_on_a4, put, style, width_of
from caseapp.sheets.files import replacing

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
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.properties.creator = "依申请公开办件台"
    sheet = workbook.worksheets[0]
    sheet.title = "公开数据"
    lines: list[list[Value]] = [[title]] if title else []
    looks = [TITLE] * len(lines) + [HEAD] * len(head) + [BODY] * len(body) + [NOTE] * len(notes)
    lines += [list(line) for line in (*head, *body)]
    lines += [[note] for note in notes]
    for number, (line, look) in enumerate(zip(lines, looks, strict=True), start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place)
            put(cell, value)
            style(cell, LABEL if look is BODY and place == 1 else look)
            if look in (TITLE, NOTE):
                cell.alignment = cell.alignment.copy(wrap_text=False)
    for place in range(max((len(line) for line in (*head, *body)), default=0)):
        widest = max((width_of(str(line[place])) for line in (*head, *body) if place < len(line)), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(widest + 2, NARROWEST), WIDEST)
    print_on_a4(sheet, landscape=len(body[0]) > 6 if body else False, one_page=False)
    with replacing(path) as part:
        workbook.save(part)
