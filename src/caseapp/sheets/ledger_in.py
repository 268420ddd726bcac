"""Reading an existing ledger: a workbook or CSV in, plain cells and a list of problems out; no rule is applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from caseapp.sheets.errors import SheetError
from caseapp.sheets.raw import Grid, Raw, read_grid
from caseapp.sheets.values import CellError, as_day, as_text

COLUMNS: tuple[str, ...] = (
    "登记编号",
    "申请人",
    "申请人类别",
    "申请渠道",
    "收到日期",
    "申请内容",
    "办理结果",
    "办结日期",
    "答复文号",
    "送达方式",
    "联系电话",
    "复议结果",
    "诉讼类型",
    "诉讼结果",
    "备注",
)
DATES = frozenset({"收到日期", "办结日期"})
REQUIRED = ("登记编号", "申请人", "收到日期")
NOTE = "备注"
HEAD_ROWS = 10
"""How many rows from the top are looked through for the header."""


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
        rows: one dict per line that is not blank, every column of `COLUMNS` in it: a date or None in the date columns,
            a text in all others, "" where nothing stands. Unknown columns are appended to 备注.
        row_numbers: for each of `rows`, its number in the file.
        unknown_columns: names of the columns that were put into 备注.
        problems: every cell that could not be taken, in order of the rows.
    """

    rows: list[dict[str, str | date | None]]
    row_numbers: list[int]
    unknown_columns: list[str]
    problems: list[Problem]


def read_ledger(path: Path) -> LedgerFile:
    """Read an .xlsx or .csv ledger (UTF-8 with or without BOM, or GB18030), its header naming the columns in any order.

    Raises:
        SheetError: the file is missing, foreign, damaged or too large, or no header is in it.
    """
    for grid in read_grid(path):
        header = _header(grid)
        if header is not None:
            return _read(grid, *header)
    wanted = "、".join(REQUIRED)
    raise SheetError(f"“{path.name}”里找不到表头，请在第一行写明列名，至少要有 {wanted}。")


def _header(grid: Grid) -> tuple[int, list[str]] | None:
    for place, (_, cells) in enumerate(grid[:HEAD_ROWS]):
        names = ["".join(str(cell).split()) if cell is not None else "" for cell in cells]
        if set(REQUIRED) <= set(names):
            _require_once(names)
            return place, names
    return None


def _require_once(names: Sequence[str]) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise SheetError(f"表头里“{twice[0]}”出现了两次，请改成不同的列名再导入。")


def _read(grid: Grid, place: int, names: list[str]) -> LedgerFile:
    result = LedgerFile([], [], [name for name in names if name and name not in COLUMNS], [])
    for number, cells in grid[place + 1 :]:
        if any(_filled(cell) for cell in cells):
            result.rows.append(_line(number, dict(zip(names, cells, strict=False)), result.problems))
            result.row_numbers.append(number)
    return result


def _line(number: int, cells: dict[str, Raw], problems: list[Problem]) -> dict[str, str | date | None]:
    line: dict[str, str | date | None] = dict.fromkeys(COLUMNS, "") | dict.fromkeys(DATES)
    extra = []
    for name, cell in cells.items():
        if not _filled(cell):
            continue
        try:
            if name in DATES:
                line[name] = as_day(cell)
            elif name in COLUMNS:
                line[name] = as_text(cell)
            else:
                extra.append(f"{name or '无名列'}：{as_text(cell)}")
        except CellError as error:
            problems.append(Problem(number, f"“{name or '无名列'}”{error}"))
    line[NOTE] = "；".join(part for part in (str(line[NOTE]), *extra) if part)
    return line


def _filled(cell: Raw) -> bool:
    return cell is not None and (isinstance(cell, (datetime, date, int, float)) or bool(cell.strip()))
