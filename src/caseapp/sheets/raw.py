"""The raw cells of a workbook or CSV file, with guards against files that are something else."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from caseapp.sheets.errors import SheetError

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

Raw: TypeAlias = "str | int | float | date | datetime | None"
Grid: TypeAlias = "list[tuple[int, list[Raw]]]"
"""Row number in the file, and the cells of the row."""

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_BLANK_ROWS = 10_000
"""A sheet formatted down to its last row is over after so many blank ones."""

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PIECE = 1024 * 1024
_TAIL = 1024
"""The longest tag looked for, so that one cut by the end of a piece is seen whole in the next."""
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells, and what a person sees of them.

    Attributes:
        name: "" for a CSV file.
        hidden: numbers of the rows that are hidden.
        merged: first column, first row, last column, last row of each merged area, columns from 0, rows from 1.
    """

    name: str
    rows: Grid
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_grid(path: Path, data: bytes | None = None) -> Iterator[Grid]:
    """Yield the cells of each sheet of a file; a CSV file has one.

    Args:
        path: of the file.
        data: its bytes, where they do not stand on the disk; ``path`` then only names them.

    Raises:
        SheetError: missing, foreign, damaged, too large, or in no known encoding.
    """
    for sheet in read_sheets(path, data):
        yield sheet.rows


def read_sheets(path: Path, data: bytes | None = None) -> Iterator[Sheet]:
    """Yield each sheet of a file; a CSV file has one.

    Raises:
        SheetError: missing, foreign, damaged, too large, or in no known encoding.
    """
    data = _bytes(path) if data is None else data
    if data.startswith(b"PK"):
        yield from _workbook(path, data)
    elif data.startswith(_OLE):
        raise SheetError(f"“{path.name}”是旧版 .xls 或者加了密码的工作簿，请另存为没有密码的 .xlsx 再导入。")
    elif path.suffix.lower() == ".xlsx":
        raise SheetError(f"“{path.name}”不是 Excel 工作簿，或者文件已经损坏，请重新导出后再导入。")
    else:
        yield Sheet("", _csv(path, data))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SheetError(f"“{path.name}”超过 50 MB，不像是台账，请检查后再导入。")
        return path.read_bytes()
    except FileNotFoundError:
        raise SheetError(f"找不到文件“{path}”，请检查路径。") from None
    except OSError as error:
        raise SheetError(f"“{path}”读不出来，请检查文件是否正被别的程序占用。") from error


def _workbook(path: Path, data: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    damaged = SheetError(f"“{path.name}”不是 Excel 工作簿，或者文件已经损坏，请重新导出后再导入。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise SheetError(f"“{path.name}”展开后超过 1 GB，不像是台账，请检查后再导入。")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [Sheet(sheet.title, _cells(path, sheet), *_looks(sheet)) for sheet in workbook.worksheets]
            workbook.close()
    except SheetError:
        raise
    except Exception as error:  # openpyxl lets whatever its XML, zip and number parsers raise come through
        raise damaged from error
    yield from sheets


def _cells(path: Path, sheet: ReadOnlyWorksheet) -> Grid:
    grid: Grid = []
    blank = 0
    # A wrong dimension in the file would cut rows off or stretch them to the last column.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        cells = [value.isoformat() if isinstance(value, time) else value for value in values]
        blank = 0 if any(cell is not None for cell in cells) else blank + 1
        if blank > MAX_BLANK_ROWS:
            break
        if not blank:
            grid.append((number, cells))
        if len(grid) > MAX_ROWS:
            raise _too_many(path)
    return grid


def _looks(sheet: ReadOnlyWorksheet) -> tuple[frozenset[int], tuple[tuple[int, int, int, int], ...]]:
    """Return the hidden rows and the merged areas, which a sheet read row by row does not tell."""
    from openpyxl.utils import column_index_from_string as column

    hidden: set[int] = set()
    merged: set[tuple[int, int, int, int]] = set()
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        kept = b""
        while piece := part.read(_PIECE):
            text = kept + piece
            for tag in _ROW.findall(text):
                number = _NUMBER.search(tag)
                if number and _HIDDEN.search(tag):
                    hidden.add(int(number[1]))
            for left, top, right, bottom in _MERGED.findall(text):
                merged.add((column(left.decode()) - 1, int(top), column(right.decode()) - 1, int(bottom)))
            kept = text[-_TAIL:]
    return frozenset(hidden), tuple(sorted(merged))


def _csv(path: Path, data: bytes) -> Grid:
    text = _decoded(path, data)
    grid: Grid = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            grid.append((number, list(cells[:MAX_COLUMNS])))
            if len(grid) > MAX_ROWS:
                raise _too_many(path)
    except csv.Error as error:
        raise SheetError(f"“{path.name}”第 {len(grid) + 1} 行的引号不成对，请改正后再导入。") from error
    return grid


def _decoded(path: Path, data: bytes) -> str:
    if b"\x00" not in data:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise SheetError(f"“{path.name}”不是 UTF-8 或者 GB18030 编码的文字，请另存为“CSV UTF-8”再导入。")


def _too_many(path: Path) -> SheetError:
    return SheetError(f"“{path.name}”超过 {MAX_ROWS} 行，请分成几个文件再导入。")
