"""Tables 二, 三 and 四 as the national form prints them: every cell with its place, its span and what stands in it.

国办公开办函〔2021〕30号; for 2019 and 2020 the trial form of 〔2019〕60号, whose （六）其他处理 is one line. Workbook,
Word draft and PDF draw the same grid, so that they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm
from typing import TypeAlias

from caseapp.law.annual import COLUMNS, DISPUTE_COLUMNS, AnnualTables, Row
from caseapp.law.disputes import DISPUTE_GROUPS
from caseapp.law.proactive import Form2, Section

HEAD, LABEL, NUMBER = "head", "label", "number"
TITLE2 = "二、主动公开政府信息情况"
TITLE3 = "三、收到和处理政府信息公开申请情况"
TITLE4 = "四、政府信息公开行政复议、行政诉讼情况"
FIRST_NEW_FORM = 2021
"""The first year whose （六）其他处理 is subdivided."""

Value: TypeAlias = "str | int | Decimal | None"

_BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_OUTCOMES = "三、本年度办理结果"
_REST = range(21, 24)
_OUTER = (1, 2, 25)
_GROUP = re.compile("（[三四五六]）")
_WIDTHS3 = (8.6, 14.6, 47.4, 12.0, 14.2, 14.2, 12.0, 12.0, 10.0, 11.0)
"""So that every heading breaks evenly: two lines of three characters, or one of four."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid.

    Attributes:
        row, column: its place, from 0; rows, columns: how many it spans.
        value: words, a number, or None for a number nobody gave.
        kind: HEAD, LABEL or NUMBER.
    """

    row: int
    column: int
    value: Value
    kind: str = NUMBER
    rows: int = 1
    columns: int = 1


    @property
    def text(self) -> str:
        """Its words for a narrow column: the number of a group, （三）, has a line of its own."""
        words = "" if self.value is None else str(self.value)
        return words.replace("）", "）\n", 1) if self.rows > 1 and _GROUP.match(words) else words


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of the report.

    Attributes:
        title: its heading in the report.
        widths: of the columns, relative.
        rows: how many there are; head: how many of them are headings above the numbers.
    """

    title: str
    widths: tuple[float, ...]
    rows: int
    head: int
    cells: tuple[Cell, ...]

    @property
    def blanks(self) -> int:
        """How many numbers are missing."""
        return sum(cell.kind == NUMBER and cell.value is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Line:
    """One number row of table 三 as a year's form prints it.

    Attributes:
        number: counted from 1 in the form of the year.
        rows: the rows of today's form it sums up.
    """

    number: int
    label: str
    group: str
    rows: tuple[int, ...]

    @property
    def full_label(self) -> str:
        """The label with its group."""
        return f"{self.group}{self.label}" if self.group else self.label

    @property
    def short_label(self) -> str:
        """The label without its number and its explanation, for a chart or a list."""
        bare = re.sub(r"^(?:\d\.|（.）|[一二四]、)", "", self.label).removesuffix("政府信息公开申请数量")
        words = re.split("[（、]", bare)[0]
        return f"{words}（{self.group[3:]}）" if words == "其他" else words

    def cells(self, table3: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
        """Return the seven numbers of the line."""
        return tuple(sum(table3[row][column] for row in self.rows) for column in range(len(COLUMNS)))


def lines_of_form(year: int, rows: Sequence[Row]) -> tuple[Line, ...]:
    """Return the number rows of table 三 in the form of a year.

    Args:
        year: of the report.
        rows: the 25 rows of today's form.
    """
    found: list[Line] = []
    for row in rows:
        if year < FIRST_NEW_FORM and row.number in _REST:
            if row.number == _REST[0]:
                found.append(Line(len(found) + 1, row.group, "", tuple(_REST)))
            continue
        found.append(Line(len(found) + 1, row.label, row.group, (row.number,)))
    return tuple(found)


def table2_grid(form: Form2, values: Mapping[str, str]) -> Grid:
    """Return table 二 with the numbers typed, None where a cell is blank."""
    width = lcm(*(len(section.columns) for section in form.sections))
    cells: list[Cell] = []
    at = 0
    for section in form.sections:
        span = width // len(section.columns)
        cells.append(Cell(at, 0, section.title, HEAD, columns=width + 1))
        cells.append(Cell(at + 1, 0, "信息内容", HEAD))
        cells += [Cell(at + 1, 1 + n * span, name, HEAD, columns=span) for n, name in enumerate(section.columns)]
        for place, row in enumerate(section.rows, start=at + 2):
            cells.append(Cell(place, 0, row, LABEL))
            cells += [
                Cell(place, 1 + n * span, _number(values.get(form.key(section, row, n), "")), columns=span)
                for n in range(len(section.columns))
            ]
        at += 2 + len(section.rows)
    return Grid(TITLE2, (3.0, *[6.0 / width] * width), at, 0, tuple(cells))


def stock_rows(form: Form2) -> list[tuple[Section, str, int]]:
    """Return section, row name and grid row of the rows of table 二 whose 现行有效 follows from last year's."""
    found: list[tuple[Section, str, int]] = []
    at = 0
    for section in form.sections:
        if section.stock:
            found += [(section, row, at + 2 + place) for place, row in enumerate(section.rows)]
        at += 2 + len(section.rows)
    return found


def _number(text: str) -> Value:
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


def table3_grid(tables: AnnualTables, rows: Sequence[Row]) -> Grid:
    """Return table 三 in the form of its year."""
    lines = lines_of_form(tables.year, rows)
    cells = _head3()
    first = 3
    for line in lines:
        at = first + line.number - 1
        cells += _label3(line, lines, at)
        cells += [Cell(at, 3 + n, number) for n, number in enumerate(line.cells(tables.table3))]
    inner = [line for line in lines if line.rows[0] not in _OUTER]
    cells.append(Cell(first + inner[0].number - 1, 0, _OUTCOMES, HEAD, rows=len(inner)))
    return Grid(TITLE3, _WIDTHS3, first + len(lines), first, tuple(cells))


def _head3() -> list[Cell]:
    return [
        Cell(0, 0, _BALANCE, LABEL, rows=3, columns=3),
        Cell(0, 3, "申请人情况", HEAD, columns=7),
        Cell(1, 3, COLUMNS[0], HEAD, rows=2),
        Cell(1, 4, "法人或其他组织", HEAD, columns=5),
        *(Cell(2, 4 + n, name, HEAD) for n, name in enumerate(COLUMNS[1:6])),
        Cell(1, 9, COLUMNS[6], HEAD, rows=2),
    ]


def _label3(line: Line, lines: Sequence[Line], at: int) -> list[Cell]:
    if line.rows[0] in _OUTER:
        return [Cell(at, 0, line.label, LABEL, columns=3)]
    if not line.group:
        return [Cell(at, 1, line.label, LABEL, columns=2)]
    cells = [Cell(at, 2, line.label, LABEL)]
    alike = [other for other in lines if other.group == line.group]
    if alike[0] is line:
        cells.append(Cell(at, 1, line.group, LABEL, rows=len(alike)))
    return cells


def table4_grid(tables: AnnualTables) -> Grid:
    """Return table 四, one row of fifteen numbers."""
    cells = [
        Cell(0, 0, "行政复议", HEAD, columns=5),
        Cell(0, 5, "行政诉讼", HEAD, columns=10),
        Cell(1, 5, "未经复议直接起诉", HEAD, columns=5),
        Cell(1, 10, "复议后起诉", HEAD, columns=5),
    ]
    for place, group in enumerate(DISPUTE_GROUPS):
        for n, name in enumerate(DISPUTE_COLUMNS):
            column = place * 5 + n
            cells.append(Cell(2, column, name, HEAD) if place else Cell(1, column, name, HEAD, rows=2))
            cells.append(Cell(3, column, tables.table4[group][n]))
    return Grid(TITLE4, (1.0,) * 15, 4, 3, tuple(cells))


def grids_of(tables: AnnualTables, rows: Sequence[Row], form2: Form2, values: Mapping[str, str]) -> tuple[Grid, ...]:
    """Return tables 二, 三 and 四 of a year."""
    return table2_grid(form2, values), table3_grid(tables, rows), table4_grid(tables)
