"""Tables 二, 三 and 四 as sheets: the official form cell by cell, plain numbers, a zero written as 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseapp.law.report_form import HEAD as HEAD_CELL
from caseapp.law.report_form import LABEL as LABEL_CELL
from caseapp.law.report_form import NUMBER, Cell, Grid
from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, print_on_a4
from caseapp.sheets.placing import LINE, block, lines_in, set_heights, set_widths

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TABLE2, TABLE3, TABLE4 = "表二", "表三", "表四"
FIRST_ROW = 2
"""Sheet row of the first row of a grid; the title stands above it."""
_LOOKS = {HEAD_CELL: HEAD, LABEL_CELL: LABEL, NUMBER: BODY}
_WIDTHS3 = (5.0, 15.0, 35.0, 8.0, 9.0, 9.0, 7.0, 7.0, 7.0, 8.0)
_LEAST, _HEAD_LEAST = 25.0, 22.0
_BLANK_WORDS = "底色为黄的格子还没有填，零应当填 0，不能空着或者画斜线。"
YELLOW = "FFFFF2A8"


def place_of(cell: Cell) -> str:
    """Return where a cell of a grid stands on its sheet, for example ``D5`` or ``A2:C4``."""
    from openpyxl.utils import get_column_letter

    first = f"{get_column_letter(cell.column + 1)}{cell.row + FIRST_ROW}"
    if cell.rows == cell.columns == 1:
        return first
    last = f"{get_column_letter(cell.column + cell.columns)}{cell.row + cell.rows - 1 + FIRST_ROW}"
    return f"{first}:{last}"


def corner_of(cell: Cell) -> str:
    """Return the upper left place of a cell on its sheet."""
    return place_of(cell).partition(":")[0]


def fill_table2(sheet: Worksheet, grid: Grid, footnote: str) -> None:
    """Fill 表二; a blank is yellow until a number stands in it."""
    widths = [30.0, *[60.0 / (len(grid.widths) - 1)] * (len(grid.widths) - 1)]
    _fill(sheet, grid, widths, footnote if not grid.blanks else f"{footnote}　{_BLANK_WORDS}")
    set_heights(sheet, dict.fromkeys(range(FIRST_ROW, FIRST_ROW + grid.rows), 30.0))
    _flag_blanks(sheet, [cell for cell in grid.cells if cell.kind == NUMBER])
    print_on_a4(sheet, landscape=False, one_page=True)


def fill_table3(sheet: Worksheet, grid: Grid, footnote: str) -> None:
    """Fill 表三, which prints on one upright page."""
    _fill(sheet, grid, _WIDTHS3, footnote)
    sheet.freeze_panes = f"D{FIRST_ROW + grid.head}"
    print_on_a4(sheet, landscape=False, one_page=True)


def fill_table4(sheet: Worksheet, grid: Grid, footnote: str) -> None:
    """Fill 表四, which prints on one page on its side."""
    _fill(sheet, grid, [8.0] * 15, footnote)
    set_heights(sheet, {FIRST_ROW: 24, FIRST_ROW + 1: 24, FIRST_ROW + 2: 34, FIRST_ROW + 3: 30})
    print_on_a4(sheet, landscape=True, one_page=True)


def _fill(sheet: Worksheet, grid: Grid, widths: Sequence[float], footnote: str) -> None:
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(n + 1) for n in range(len(widths))]
    block(sheet, f"A1:{letters[-1]}1", grid.title, TITLE)
    heights = {1: 36.0} | {
        row + FIRST_ROW: _HEAD_LEAST if row < grid.head else _LEAST for row in range(grid.rows)
    }
    for cell in grid.cells:
        # openpyxl writes a Decimal as a number, like any other
        block(sheet, place_of(cell), cell.value, _LOOKS[cell.kind])  # type: ignore[arg-type]
        room = sum(widths[cell.column : cell.column + cell.columns])
        if cell.rows == 1 and isinstance(cell.value, str):
            wanted = lines_in(cell.value, room) * LINE + 4
            heights[cell.row + FIRST_ROW] = max(heights[cell.row + FIRST_ROW], wanted)
    under = FIRST_ROW + grid.rows + 1
    block(sheet, f"A{under}:{letters[-1]}{under}", footnote, NOTE)
    heights[under] = lines_in(footnote, sum(widths) * 10.5 / 9) * 13.0 + 4
    set_widths(sheet, dict(zip(letters, widths, strict=True)))
    set_heights(sheet, heights)


def _flag_blanks(sheet: Worksheet, cells: Sequence[Cell]) -> None:
    """Colour the cells nobody filled; the colour goes when a number comes."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", start_color=YELLOW, end_color=YELLOW)
    for cell in cells:
        rule = FormulaRule(formula=[f"ISBLANK({corner_of(cell)})"], fill=fill)
        sheet.conditional_formatting.add(place_of(cell), rule)
