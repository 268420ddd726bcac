"""The annual workbook for the office lead: tables 三 and 四 as the national form has them, checks, figures, text.

The form is that of 国办公开办函〔2021〕30号; its cells hold plain numbers, a zero written as 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.sheets.annual_checks import fill_checks
from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Look, Value, print_on_a4, put, style, width_of
from caseapp.sheets.files import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TABLE3, TABLE4, CHECKS, FIGURES, TEXT = "表三", "表四", "勾稽检查", "渠道与时限", "年报文字"
FIRST_ROW = 5
"""Sheet row of number row 1 of table 三; number row n stands in sheet row n + 4."""
FIRST_CELL, LAST_CELL = "D", "J"
DISPUTE_ROW = 5
"""Sheet row of the one number row of table 四."""

_BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_OUTCOMES = "三、本年度办理结果"
_OLD_FORMAT = "本年度适用国办公开办函〔2019〕60号试行格式，（六）其他处理不分项，填报时请将最后三项合并。"


@dataclass(frozen=True, slots=True)
class AnnualData:
    """Everything the workbook says.

    Attributes:
        organ: full name of the office, "" while the profile is empty.
        columns: headings of the seven number columns of table 三.
        rows: number, label and group heading of the 25 number rows.
        table3: row number to seven numbers.
        table4: "reconsideration", "direct_suit", "suit_after_reconsideration" to five numbers each.
        checks: label, whether it held when the table was made, and its two sides in words.
        channels: reported heading to requests received.
        on_time: closed in time, and closed with a known deadline.
        fees_yuan: information fees of the year, in yuan.
        paragraph: the text on 依申请公开 for the report.
        format: "2021-30", or "2019-60" for the years 2019 and 2020.
    """

    year: int
    organ: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, str, str], ...]
    table3: Mapping[int, tuple[int, ...]]
    table4: Mapping[str, tuple[int, ...]]
    checks: tuple[tuple[str, bool, str], ...]
    channels: Mapping[str, int]
    on_time: tuple[int, int]
    fees_yuan: int
    paragraph: str
    format: str = "2021-30"


def write_annual(path: Path, data: AnnualData) -> None:
    """Write the workbook; an older file at `path` is replaced whole or left as it was.

    Raises:
        SheetError: the file cannot be written.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.title = TABLE3
    _table3(first, data)
    _table4(workbook.create_sheet(TABLE4), data)
    fill_checks(workbook.create_sheet(CHECKS), data.columns, data.checks)
    _figures(workbook.create_sheet(FIGURES), data)
    _text(workbook.create_sheet(TEXT), data)
    workbook.properties.creator = data.organ
    workbook.properties.title = f"{data.year} 年政府信息公开工作年度报告数据"
    with replacing(path) as part:
        workbook.save(part)


def _table3(sheet: Worksheet, data: AnnualData) -> None:
    _block(sheet, "A1:J1", "三、收到和处理政府信息公开申请情况", TITLE)
    _table3_head(sheet, data.columns)
    for number, label, group in data.rows:
        _table3_label(sheet, number, label, group)
        for place, value in enumerate(data.table3[number]):
            _block(sheet, f"{chr(ord(FIRST_CELL) + place)}{number + FIRST_ROW - 1}", value, BODY)
    _block(sheet, f"A{3 + FIRST_ROW - 1}:A{24 + FIRST_ROW - 1}", _OUTCOMES, HEAD)
    _block(sheet, "A31:J31", _footnote(data), NOTE)
    _widths(sheet, {"A": 5, "B": 9, "C": 36} | dict.fromkeys("DEFGHIJ", 8))
    _heights(sheet, {1: 36, 2: 22, 3: 22, 4: 34} | dict.fromkeys(range(5, 30), 25) | {8: 32, 24: 32, 25: 32, 26: 46})
    sheet.freeze_panes = f"{FIRST_CELL}{FIRST_ROW}"
    print_on_a4(sheet, landscape=False, one_page=True)


def _table3_head(sheet: Worksheet, columns: tuple[str, ...]) -> None:
    _block(sheet, "A2:C4", _BALANCE, LABEL)
    _block(sheet, "D2:J2", "申请人情况", HEAD)
    _block(sheet, "D3:D4", columns[0], HEAD)
    _block(sheet, "E3:I3", "法人或其他组织", HEAD)
    for letter, name in zip("EFGHI", columns[1:6], strict=True):
        _block(sheet, f"{letter}4", name, HEAD)
    _block(sheet, "J3:J4", columns[6], HEAD)


def _table3_label(sheet: Worksheet, number: int, label: str, group: str) -> None:
    row = number + FIRST_ROW - 1
    if number in (1, 2, 25):
        _block(sheet, f"A{row}:C{row}", label, LABEL)
    elif not group:
        _block(sheet, f"B{row}:C{row}", label, LABEL)
    else:
        _block(sheet, f"C{row}", label, LABEL)
        if label.startswith("1."):
            _block(sheet, f"B{row}:B{row + _GROUP_SIZES[group] - 1}", group, LABEL)


_GROUP_SIZES = {"（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5, "（六）其他处理": 3}


def _footnote(data: AnnualData) -> str:
    office = f"填报单位：{data.organ}　" if data.organ else ""
    old = f"　{_OLD_FORMAT}" if data.format == "2019-60" else ""
    return f"{office}年度：{data.year}　单位：件{old}"


def _table4(sheet: Worksheet, data: AnnualData) -> None:
    _block(sheet, "A1:O1", "四、政府信息公开行政复议、行政诉讼情况", TITLE)
    _block(sheet, "A2:E2", "行政复议", HEAD)
    _block(sheet, "F2:O2", "行政诉讼", HEAD)
    _block(sheet, "F3:J3", "未经复议直接起诉", HEAD)
    _block(sheet, "K3:O3", "复议后起诉", HEAD)
    groups = ("reconsideration", "direct_suit", "suit_after_reconsideration")
    for group, letters in zip(groups, ("ABCDE", "FGHIJ", "KLMNO"), strict=True):
        for letter, name, value in zip(letters, _RESULTS, data.table4[group], strict=True):
            _block(sheet, f"{letter}3:{letter}4" if group == groups[0] else f"{letter}4", name, HEAD)
            _block(sheet, f"{letter}{DISPUTE_ROW}", value, BODY)
    _block(sheet, "A6:O6", _footnote(data), NOTE)
    _widths(sheet, dict.fromkeys("ABCDEFGHIJKLMNO", 8))
    _heights(sheet, {1: 34, 2: 24, 3: 24, 4: 34, 5: 30})
    print_on_a4(sheet, landscape=True, one_page=True)


_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def _figures(sheet: Worksheet, data: AnnualData) -> None:
    received = sum(data.channels.values())
    in_time, judged = data.on_time
    _block(sheet, "A1:C1", f"{data.year} 年依申请公开渠道与时限", TITLE)
    lines: list[tuple[Value, Value, Value]] = [("申请渠道", "收到件数", "占比")]
    lines += [(name, count, _share(count, received)) for name, count in data.channels.items()]
    lines += [("合计", received, _share(received, received)), ("按期答复", "件数", "按期答复率")]
    lines += [("已办结且期限可查的申请", judged, None), ("其中按期答复", in_time, _share(in_time, judged))]
    lines += [("信息处理费", "金额（元）", ""), ("本年收取", data.fees_yuan, "" if data.fees_yuan else "没有收取")]
    heads = {0, len(data.channels) + 2, len(data.channels) + 5}
    for place, line in enumerate(lines):
        for letter, value in zip("ABC", line, strict=True):
            cell = f"{letter}{place + 2}"
            _block(sheet, cell, value, HEAD if place in heads else LABEL if letter == "A" else BODY)
            if isinstance(value, float):
                sheet[cell].number_format = "0.0%"
    _widths(sheet, {"A": 30, "B": 18, "C": 18})
    _heights(sheet, {1: 34} | dict.fromkeys(range(2, len(lines) + 2), 24))
    print_on_a4(sheet, landscape=False, one_page=True)


def _share(part: int, whole: int) -> Value:
    return part / whole if whole else "—"


def _text(sheet: Worksheet, data: AnnualData) -> None:
    _block(sheet, "A1", "（二）依申请公开情况", TITLE)
    _block(sheet, "A2", f"　　{data.paragraph}", _PARAGRAPH)
    _block(sheet, "A3", "数字取自表三、表四；信息处理费按要求写入“六、其他需要报告的事项”。", NOTE)
    _widths(sheet, {"A": _TEXT_WIDTH})
    # A sheet does not grow a wrapped row by itself; 16 pt type sets about half as many characters to a line.
    lines = width_of(data.paragraph) * 16 / 11 / _TEXT_WIDTH + 2
    _heights(sheet, {1: 40, 2: min(round(lines) * 28, 409), 3: 24})
    print_on_a4(sheet, landscape=False, one_page=True)


_TEXT_WIDTH = 84
_PARAGRAPH = Look(font="仿宋", size=16, align="left", border=False)


def _block(sheet: Worksheet, cells: str, value: Value, look: Look) -> None:
    """Write a value into a cell or into cells to be merged."""
    first = cells.partition(":")[0]
    put(sheet[first], value)
    if ":" not in cells:
        style(sheet[first], look)
        return
    for row in sheet[cells]:
        for cell in row:
            style(cell, look)
    sheet.merge_cells(cells)


def _widths(sheet: Worksheet, widths: Mapping[str, float]) -> None:
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width


def _heights(sheet: Worksheet, heights: Mapping[int, float]) -> None:
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height
