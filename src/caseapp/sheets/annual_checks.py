"""The sheet of checks (勾稽检查): what held when the table was made, and formulas that go on checking it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Look, print_on_a4, put, style

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HOLDS, FAILS = "相符", "不符"
_LETTERS = "DEFGHIJ"
_RESULT_COLUMN = "E"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: what, where, and the formulas of its two sides."""

    what: str
    where: str
    left: str
    right: str


def comparisons(columns: Sequence[str]) -> Iterator[Comparison]:
    """Yield every comparison of tables 三 and 四 (国办公开办函〔2021〕30号) on the sheets of the workbook."""
    for letter, name in zip(_LETTERS, columns, strict=True):
        cell = f"'表三'!{letter}"
        yield Comparison("第一项＋第二项＝第三项总计＋第四项", name, f"{cell}5+{cell}6", f"{cell}28+{cell}29")
    for letter, name in zip(_LETTERS, columns, strict=True):
        yield Comparison("总计＝各办理结果之和", name, f"'表三'!{letter}28", f"SUM('表三'!{letter}7:{letter}27)")
    for row in range(5, 30):
        six = f"SUM('表三'!D{row}:I{row})"
        yield Comparison("总计列＝六类申请人之和", f"表三第 {row - 4} 行", f"'表三'!J{row}", six)
    for name, first, last, total in (
        ("行政复议", "A", "D", "E"),
        ("未经复议直接起诉", "F", "I", "J"),
        ("复议后起诉", "K", "N", "O"),
    ):
        yield Comparison("表四总计＝四种结果之和", name, f"'表四'!{total}5", f"SUM('表四'!{first}5:{last}5)")
    yield Comparison("表三每格都有数字，零写 0", "175 格", "COUNT('表三'!D5:J29)", "175")
    yield Comparison("表四每格都有数字，零写 0", "15 格", "COUNT('表四'!A5:O5)", "15")


def fill_checks(sheet: Worksheet, columns: Sequence[str], checks: Sequence[tuple[str, bool, str]]) -> None:
    """Fill the sheet: first the verdicts at the time of making, then the comparisons as formulas."""
    _text(sheet, "A1", "勾稽检查", TITLE)
    sheet.merge_cells("A1:E1")
    _line(sheet, 2, ("出表时的检查", "结论", "两边数字或者说明", "", ""), (HEAD,) * 5)
    sheet.merge_cells("C2:E2")
    for row, (label, held, detail) in enumerate(checks, start=3):
        _line(sheet, row, (label, "通过" if held else "不通过", detail, "", ""), (LABEL, BODY, LABEL, LABEL, LABEL))
        sheet.merge_cells(f"C{row}:E{row}")
    start = len(checks) + 4
    _line(sheet, start, ("随表重算的检查", "位置", "左边", "右边", "结论"), (HEAD,) * 5)
    pairs = list(comparisons(columns))
    for row, pair in enumerate(pairs, start=start + 1):
        _line(sheet, row, (pair.what, pair.where, "", "", ""), (LABEL, BODY, BODY, BODY, BODY))
        sheet[f"C{row}"] = f"={pair.left}"
        sheet[f"D{row}"] = f"={pair.right}"
        sheet[f"E{row}"] = f'=IF(C{row}=D{row},"{HOLDS}","{FAILS}")'
    end = start + len(pairs)
    _summary(sheet, end + 1, f"{_RESULT_COLUMN}{start + 1}:{_RESULT_COLUMN}{end}")
    _text(sheet, f"A{end + 2}", "改动表三、表四的数字后，下半部分随即重算；上半部分是出表时的结论。", NOTE)
    sheet.merge_cells(f"A{end + 2}:E{end + 2}")
    for row in range(1, end + 3):
        sheet.row_dimensions[row].height = 34 if row == 1 else 20
    for letter, width in zip("ABCDE", (40, 18, 14, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    print_on_a4(sheet, landscape=False, one_page=False)


def _summary(sheet: Worksheet, row: int, results: str) -> None:
    _line(sheet, row, ("全部重算结论", "", "", "", ""), (HEAD,) * 5)
    sheet[f"E{row}"] = f'=IF(COUNTIF({results},"{FAILS}")=0,"通过","不通过")'


def _line(sheet: Worksheet, row: int, values: Sequence[str], looks: Sequence[Look]) -> None:
    for letter, value, look in zip("ABCDE", values, looks, strict=True):
        _text(sheet, f"{letter}{row}", value, look)


def _text(sheet: Worksheet, place: str, value: str, look: Look) -> None:
    put(sheet[place], value or None)
    style(sheet[place], look)
