"""The sheets of words: the text of the report (年报文字), and how the year was closed and amended (封存与更正)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Look, print_on_a4, width_of
from caseapp.sheets.placing import HIGHEST, LINE, block, lines_in, set_heights, set_widths

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TEXT_WIDTH = 84
_TEXT_LINE = 28.0
_PARAGRAPH = Look(font="仿宋", size=16, align="left", border=False)


@dataclass(frozen=True, slots=True)
class AmendmentLines:
    """A correction of a closed year: its day, who made it, why, and each cell with its old and new number."""

    on: str
    by: str
    reason: str
    changes: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ClosingLines:
    """When and by whom a year was closed, and what was amended since."""

    on: str
    by: str
    amendments: tuple[AmendmentLines, ...]


def fill_text(sheet: Worksheet, text: str) -> None:
    """Fill 年报文字, one paragraph a cell, as high as it needs."""
    block(sheet, "A1", "（二）依申请公开情况", TITLE)
    set_widths(sheet, {"A": _TEXT_WIDTH})
    heights, row = {1: 40.0}, 2
    for paragraph in [line.strip() for line in text.split("\n") if line.strip()]:
        # a sheet does not grow a wrapped row by itself; 16 pt type sets about half as many characters to a line
        lines = -(-width_of(paragraph) * 16 // (11 * (_TEXT_WIDTH - 2))) + 1
        height = lines * _TEXT_LINE
        rows = int(-(-height // HIGHEST))
        spot = f"A{row}" if rows == 1 else f"A{row}:A{row + rows - 1}"
        block(sheet, spot, f"　　{paragraph}", _PARAGRAPH)
        heights |= dict.fromkeys(range(row, row + rows), height / rows)
        row += rows
    block(sheet, f"A{row}", "数字取自表三、表四；信息处理费按要求写入“六、其他需要报告的事项”。", NOTE)
    set_heights(sheet, heights | {row: 24.0})
    print_on_a4(sheet, landscape=False, one_page=False)


def fill_closing(sheet: Worksheet, year: int, closing: ClosingLines) -> None:
    """Fill 封存与更正: the closing, then each amendment with its reason and its cells."""
    widths = {"A": 16, "B": 34, "C": 18, "D": 18}
    set_widths(sheet, widths)
    block(sheet, "A1:D1", f"{year} 年度表封存与更正", TITLE)
    lines: list[tuple[Sequence[str | int], Look]] = [
        (("封存日期", closing.on, "封存人", closing.by), BODY),
        (("更正次数", len(closing.amendments), "", ""), BODY),
    ]
    for number, amendment in enumerate(closing.amendments, start=1):
        lines.append(((f"更正（{number}）", amendment.on, "更正人", amendment.by), HEAD))
        lines.append((("原因", amendment.reason, "", ""), LABEL))
        lines.append((("序号", "格子", "原数", "更正后"), HEAD))
        lines += [((n, *change), BODY) for n, change in enumerate(amendment.changes, start=1)]
    heights = {1: 36.0}
    for row, (values, look) in enumerate(lines, start=2):
        heights[row] = 24.0
        if look is LABEL:
            block(sheet, f"A{row}", values[0], HEAD)
            block(sheet, f"B{row}:D{row}", values[1], LABEL)
            heights[row] = max(24.0, lines_in(str(values[1]), 34 + 18 + 18) * LINE + 8)
            continue
        for letter, value in zip("ABCD", values, strict=True):
            block(sheet, f"{letter}{row}", None if value == "" else value, look)
    last = len(lines) + 2
    words = "年度表封存后不随台账变化；更正在封存之后作出，表二至表四是更正后的数字。"
    block(sheet, f"A{last}:D{last}", words, NOTE)
    set_heights(sheet, heights | {last: 24.0})
    print_on_a4(sheet, landscape=False, one_page=False)
