"""The sheet of checks (勾稽检查): what held when the table was made, and formulas that go on checking it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.law.annual import COLUMNS
from caseapp.law.annual_checks import Check
from caseapp.law.disputes import DISPUTE_GROUPS
from caseapp.law.proactive import STANDING, Form2
from caseapp.law.report_form import NUMBER, Cell, Grid, Line, stock_rows
from caseapp.sheets.annual_tables import FIRST_ROW, corner_of
from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Look, Value, print_on_a4, put, style
from caseapp.sheets.placing import LINE, block, lines_in, set_heights, set_widths

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HOLDS, FAILS, BLANK, UNKNOWN = "相符", "不符", "未填", "未核对"
_WIDTHS = {"A": 40, "B": 26, "C": 12, "D": 12, "E": 12, "F": 12}
_LETTERS = "DEFGHIJ"
_LAST = "上年数"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: what, where, and the formulas of its two sides.

    Attributes:
        right: may name {last}, the cell with the number of the year before.
        last: that number, None where nobody said it and "" where none is needed.
        needs: cells that must hold a number before anything can be said.
        blank: the verdict while the two sides differ only because cells are blank.
    """

    what: str
    where: str
    left: str
    right: str
    last: Value | Decimal = ""
    needs: str = ""
    blank: bool = False

    def verdict(self, row: int) -> str:
        """Return the formula of its verdict, standing in a row of the sheet."""
        said = f'IF(C{row}=D{row},"{HOLDS}","{BLANK if self.blank else FAILS}")'
        if self.needs:
            said = f'IF({self.needs},{said},"{BLANK}")'
        if self.last != "":
            said = f'IF(COUNT(F{row})=0,"{UNKNOWN}",{said})'
        return f"={said}"


def comparisons(
    grids: Sequence[Grid],
    lines: Sequence[Line],
    form2: Form2,
    last_carried: Sequence[int] | None,
    last_table2: Mapping[str, str],
) -> Iterator[Comparison]:
    """Yield every comparison of tables 二, 三 and 四 on the sheets of the workbook.

    Args:
        grids: the three tables.
        lines: the number rows of table 三.
        form2: table 二 of the year.
        last_carried: row 25 of the year before as reported, None where nobody said it.
        last_table2: table 二 of the year before, {} where it is not known.
    """
    table2, table3, table4 = grids
    at = {row: FIRST_ROW + table3.head + line.number - 1 for line in lines for row in line.rows}
    new, carried, first, last, total, out = (at[row] for row in (1, 2, 3, 23, 24, 25))
    for letter, name in zip(_LETTERS, COLUMNS, strict=True):
        cell = f"'表三'!{letter}"
        sides = (f"{cell}{new}+{cell}{carried}", f"{cell}{total}+{cell}{out}")
        yield Comparison("第一项＋第二项＝第三项总计＋第四项", name, *sides)
    for letter, name in zip(_LETTERS, COLUMNS, strict=True):
        summed = f"SUM('表三'!{letter}{first}:{letter}{last})"
        yield Comparison("总计＝各办理结果之和", name, f"'表三'!{letter}{total}", summed)
    for line in lines:
        row = FIRST_ROW + table3.head + line.number - 1
        six = f"SUM('表三'!D{row}:I{row})"
        yield Comparison("总计列＝六类申请人之和", f"表三第 {line.number} 行", f"'表三'!J{row}", six)
    if last_carried is not None or any(_numbers(table3, carried - FIRST_ROW)):
        for place, (letter, name) in enumerate(zip(_LETTERS, COLUMNS, strict=True)):
            before = last_carried[place] if last_carried is not None else None
            yield Comparison("上年结转下年度＝本年上年结转", name, f"'表三'!{letter}{carried}", "{last}", before)
    yield from _disputes(table4)
    yield from _stock(form2, last_table2)
    yield from _filled(table2, table3, table4)


def _numbers(grid: Grid, row: int) -> list[object]:
    return [cell.value for cell in grid.cells if cell.kind == NUMBER and cell.row == row]


def _disputes(table4: Grid) -> Iterator[Comparison]:
    row = FIRST_ROW + table4.rows - 1
    letters = (("A", "D", "E"), ("F", "I", "J"), ("K", "N", "O"))
    for name, (first, last, total) in zip(DISPUTE_GROUPS.values(), letters, strict=True):
        summed = f"SUM('表四'!{first}{row}:{last}{row})"
        yield Comparison("表四总计＝四种结果之和", name, f"'表四'!{total}{row}", summed)


def _stock(form2: Form2, last: Mapping[str, str]) -> Iterator[Comparison]:
    for section, name, row in stock_rows(form2):
        at = row + FIRST_ROW
        before = last.get(form2.key(section, name, STANDING), "")
        cells = f"'表二'!B{at}:D{at}"
        yield Comparison(
            "现行有效＝上年＋本年制发－本年废止",
            f"表二{name}",
            f"'表二'!D{at}",
            f"{{last}}+'表二'!B{at}-'表二'!C{at}",
            int(before) if before else None,
            f"COUNT({cells})=3",
        )


def _filled(*tables: Grid) -> Iterator[Comparison]:
    for name, grid in zip(("表二", "表三", "表四"), tables, strict=True):
        cells = [cell for cell in grid.cells if cell.kind == NUMBER]
        counted = "+".join(f"COUNT('{name}'!{spot})" for spot in _areas(cells))
        count = len(cells)
        yield Comparison(
            f"{name}每格都有数字，零写 0", f"{count} 格", counted, str(count), blank=name == "表二"
        )


def _areas(cells: Sequence[Cell]) -> list[str]:
    """Return the rows of cells as areas; rows of the same columns that follow each other are one."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    areas: list[tuple[int, int, str, str]] = []
    for row, found in sorted(rows.items()):
        places = [corner_of(cell) for cell in sorted(found, key=lambda cell: cell.column)]
        left, right = (place.rstrip("0123456789") for place in (places[0], places[-1]))
        if areas and areas[-1][1:] == (row - 1, left, right):
            areas[-1] = (areas[-1][0], row, left, right)
        else:
            areas.append((row, row, left, right))
    return [f"{left}{first + FIRST_ROW}:{right}{last + FIRST_ROW}" for first, last, left, right in areas]


def fill_checks(sheet: Worksheet, checks: Sequence[Check], pairs: Sequence[Comparison]) -> None:
    """Fill the sheet: first the verdicts at the time of making, then the comparisons as formulas."""
    from openpyxl.worksheet.pagebreak import Break

    block(sheet, "A1:F1", "勾稽检查", TITLE)
    set_widths(sheet, _WIDTHS)
    heights = {1: 34.0}
    _line(sheet, 2, ("出表时的检查", "结论", "两边数字或者说明", "", "", ""), (HEAD,) * 6)
    sheet.merge_cells("C2:F2")
    room = sum(_WIDTHS[letter] for letter in "CDEF")
    for row, check in enumerate(checks, start=3):
        said = "通过" if check.ok else "待核对" if check.pending else "不通过"
        _line(sheet, row, (check.label, said, check.detail, "", "", ""), (LABEL, BODY, *(LABEL,) * 4))
        sheet.merge_cells(f"C{row}:F{row}")
        heights[row] = max(20.0, lines_in(check.detail, room) * LINE + 6)
    start = len(checks) + 4
    _line(sheet, start, ("随表重算的检查", "位置", "左边", "右边", "结论", _LAST), (HEAD,) * 6)
    for row, pair in enumerate(pairs, start=start + 1):
        _line(sheet, row, (pair.what, pair.where, "", "", "", ""), (LABEL, *(BODY,) * 5))
        sheet[f"C{row}"] = f"={pair.left}"
        sheet[f"D{row}"] = f"={pair.right.replace('{last}', f'F{row}')}"
        sheet[f"E{row}"] = pair.verdict(row)
        if pair.last not in ("", None):
            sheet[f"F{row}"] = pair.last
    end = start + len(pairs)
    _summary(sheet, end + 1, f"E{start + 1}:E{end}")
    words = "改动表二、表三、表四的数字后，下半部分随即重算；上半部分是出表时的结论。上年数不知道的，填入后一并核对。"
    block(sheet, f"A{end + 2}:F{end + 2}", words, NOTE)
    # the comparisons fill the second page
    heights |= dict.fromkeys(range(start, end + 3), 15.0) | {2: 20.0}
    sheet.row_breaks.append(Break(id=start - 1))
    set_heights(sheet, heights)
    _mark_failures(sheet, f"B3:B{start - 2}", f"E{start + 1}:E{end + 1}")
    sheet.freeze_panes = "A2"
    print_on_a4(sheet, landscape=False, one_page=False)


def _summary(sheet: Worksheet, row: int, results: str) -> None:
    _line(sheet, row, ("全部重算结论", "", "", "", "", ""), (HEAD,) * 6)
    undone = f'COUNTIF({results},"{BLANK}")+COUNTIF({results},"{UNKNOWN}")'
    sheet[f"E{row}"] = f'=IF(COUNTIF({results},"{FAILS}")>0,"不通过",IF({undone}>0,"待核对","通过"))'


def _mark_failures(sheet: Worksheet, *areas: str) -> None:
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill

    for area in areas:
        for words, colour in ((FAILS, "FFF8CBAD"), ("不通过", "FFF8CBAD"), (BLANK, "FFFFF2A8"), (UNKNOWN, "FFFFF2A8"),
                              ("待核对", "FFFFF2A8")):
            fill = PatternFill("solid", start_color=colour, end_color=colour)
            rule = CellIsRule(operator="equal", formula=[f'"{words}"'], fill=fill, font=Font(bold=True))
            sheet.conditional_formatting.add(area, rule)


def _line(sheet: Worksheet, row: int, values: Sequence[str], looks: Sequence[Look]) -> None:
    for letter, value, look in zip("ABCDEF", values, looks, strict=True):
        put(sheet[f"{letter}{row}"], value or None)
        style(sheet[f"{letter}{row}"], look)
