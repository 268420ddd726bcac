"""Reading an existing ledger: a workbook or CSV in, plain cells and a list of problems out; no rule is applied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from caseapp import resources
from caseapp.law.ledger_words import COLUMNS, NOTE, REQUIRED, SKIP
from caseapp.sheets.errors import SheetError
from caseapp.sheets.ledger_head import LedgerTable, find_table
from caseapp.sheets.raw import Raw
from caseapp.sheets.values import CellError, as_day, as_number_text, as_text

__all__ = ["COLUMNS", "LedgerFile", "LedgerTable", "Problem", "find_table", "read_ledger", "read_lines"]

DATES = frozenset({"收到日期", "办结日期"})
_NUMBERS = frozenset({"登记编号", "联系电话", "证件号码", "邮政编码"})
_TOTAL = re.compile(r"(本[年月季页]|年度|全年)?(合计|总计|小计|共计|累计)[:(]?(\d+件?)?\)?")
_FOOTNOTE = re.compile(
    r"(注|备注|说明|附注|填表|填报|制表|审核|复核|负责人|经办|联系|电话|单位|日期)[^:]{0,8}:|注\d|※|\*|(数据)?截[至止]|以上|本表|此表|第\d+页"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be taken as it is.

    Attributes:
        row: row number as the spreadsheet shows it.
        reason: a Chinese sentence naming the column.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """What was read.

    Attributes:
        rows: one dict per request, every column of `COLUMNS` in it: a date or None in the date columns,
            a text in all others, "" where nothing stands. Unknown columns are appended to 备注.
        row_numbers: for each of `rows`, its number in the file.
        unknown_columns: names of the columns that were put into 备注.
        problems: every cell that could not be taken, in order of the rows.
        remarks: what else stood in the file: totals and notes left out, hidden rows read, sheets not read.
    """

    rows: list[dict[str, str | date | None]]
    row_numbers: list[int]
    unknown_columns: list[str]
    problems: list[Problem]
    remarks: list[str] = field(default_factory=list)


def read_ledger(path: Path) -> LedgerFile:
    """Read an .xlsx or .csv ledger (UTF-8 with or without BOM, or GB18030), its header naming the columns in any order.

    Raises:
        SheetError: the file is missing, foreign, damaged or too large, or no header is in it.
    """
    table = find_table(path)
    columns = resources.load_ledger_words().guess(table.names)
    if not set(REQUIRED) <= set(columns.values()):
        raise SheetError(f"“{path.name}”里找不到表头，请在第一行写明列名，至少要有 {'、'.join(REQUIRED)}。")
    return read_lines(table, columns)


def read_lines(table: LedgerTable, columns: Mapping[str, str]) -> LedgerFile:
    """Read the rows of a table.

    Args:
        table: as found.
        columns: heading -> column of `COLUMNS`, or SKIP; a heading that is not in it goes to 备注.
    """
    targets = [columns.get(name, NOTE) for name in table.names]
    unknown = [n for n, t in zip(table.names, targets, strict=True) if n and t == NOTE and n != NOTE]
    result = LedgerFile([], [], unknown, [])
    width = len(table.names)
    targets += [NOTE] * max((len(cells) - width for _, cells in table.rows), default=0)
    names = [*table.names, *[""] * (len(targets) - width)]
    last = max((i for i, (_, cells) in enumerate(table.rows) if _dated(cells, targets)), default=-1)
    left_out: dict[str, list[int]] = {}
    for place, (number, cells) in enumerate(table.rows):
        if not any(_filled(c) and t != SKIP for c, t in zip(cells, targets, strict=False)):
            continue
        if kind := _kind(cells, targets, names, after=place > last):
            left_out.setdefault(kind, []).append(number)
            continue
        result.rows.append(_line(number, zip(names, targets, cells, strict=False), result.problems))
        result.row_numbers.append(number)
    result.remarks.extend(f"第 {_listed(numbers)} 行是{kind}，没有作为申请读入" for kind, numbers in left_out.items())
    if hidden := [number for number in result.row_numbers if number in table.hidden]:
        result.remarks.append(f"第 {_listed(hidden)} 行在表中是隐藏的，也已读入")
    if table.others:
        result.remarks.append(f"工作表“{'”“'.join(table.others)}”也像台账，没有读入，请另存为单独的文件再导入")
    return result


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:8])) + (f" 等 {len(numbers)}" if len(numbers) > 8 else "")


def _dated(cells: Sequence[Raw], targets: Sequence[str]) -> bool:
    """Tell whether a row has a day on which a request was received."""
    day = next((cell for cell, target in zip(cells, targets, strict=False) if target == "收到日期"), None)
    try:
        return _filled(day) and bool(as_day(day))
    except CellError:
        return False


def _kind(cells: Sequence[Raw], targets: Sequence[str], names: Sequence[str], *, after: bool) -> str:
    """Return what a row is that is no request: totals, a note below the table, the header once more; "" otherwise."""
    given = [_half(cell) for cell in cells if _filled(cell)]
    if given == [_half(name) for name in names if name]:
        return "重复的表头"
    if _dated(cells, targets):
        return ""
    if any(_TOTAL.fullmatch(text) for text in given[:2]):
        return "合计"
    return "表下的说明" if after and _FOOTNOTE.match(given[0]) else ""


def _half(cell: Raw) -> str:
    return "".join(unicodedata.normalize("NFKC", str(cell)).split())


def _line(
    number: int, cells: Iterable[tuple[str, str, Raw]], problems: list[Problem]
) -> dict[str, str | date | None]:
    line: dict[str, str | date | None] = dict.fromkeys(COLUMNS, "") | dict.fromkeys(DATES)
    notes: list[str] = []
    for name, column, cell in cells:
        if not _filled(cell) or column == SKIP:
            continue
        try:
            if column in DATES:
                line[column] = as_day(cell)
            elif column in _NUMBERS:
                line[column] = as_number_text(cell)
            elif column != NOTE:
                line[column] = as_text(cell)
            elif name == NOTE:
                notes.insert(0, as_text(cell))
            else:
                notes.append(f"{name or '无名列'}：{as_text(cell)}")
        except CellError as error:
            problems.append(Problem(number, f"“{name or '无名列'}”{error}"))
    line[NOTE] = "；".join(notes)
    return line


def _filled(cell: Raw) -> bool:
    return cell is not None and (isinstance(cell, (datetime, date, int, float)) or bool(cell.strip()))
