"""The annual workbook for the office lead: the national tables, checks, figures, charts, cases and text of a year.

The form is that of 国办公开办函〔2021〕30号, for 2019 and 2020 of 〔2019〕60号; its cells hold plain numbers, so that
they can be copied into the platform the report is handed in by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.law.annual import AnnualTables, Row
from caseapp.law.annual_checks import Check
from caseapp.law.proactive import Form2
from caseapp.law.report_form import grids_of, lines_of_form
from caseapp.sheets.annual_charts import channels_of, fill_charts, months_of, outcomes_of
from caseapp.sheets.annual_checks import comparisons, fill_checks
from caseapp.sheets.annual_figures import FigureBlock, fill_figures
from caseapp.sheets.annual_tables import TABLE2, TABLE3, TABLE4, fill_table2, fill_table3, fill_table4
from caseapp.sheets.annual_words import ClosingLines, fill_closing, fill_text
from caseapp.sheets.cells import Value
from caseapp.sheets.files import replacing
from caseapp.sheets.ledger_out import fill_ledger

if TYPE_CHECKING:
    from openpyxl import Workbook

CHECKS, FIGURES, CHARTS, BY_ROW, LEDGER, TEXT, CLOSING = (
    "勾稽检查", "渠道与时限", "图表", "逐行申请", "年度台账", "年报文字", "封存与更正"
)
_OLD_FORM = "　本年度适用国办公开办函〔2019〕60号试行格式，（六）其他处理不分项。"

_WIDEST = 28
"""Half-width characters of a column in the lists, so that they print in readable type."""


@dataclass(frozen=True, slots=True)
class SheetLines:
    """A sheet of lines under headings, with its title."""

    title: str
    columns: tuple[str, ...]
    lines: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class AnnualData:
    """Everything the workbook says.

    Attributes:
        organ: full name of the office, "" while the profile is empty.
        rows: the 25 rows of today's form.
        table2: cell key to number typed; last_table2: that of the year before, {} where it is not known.
        last_carried: row 25 of the year before as reported, None where nobody said it.
        figures: the figures beside the tables; notes: sentences under them.
        channels: reported heading to requests received.
        months: requests received and requests closed, twelve numbers each.
        by_row: the cases behind each row of table 三; ledger: every case of the year.
        text: the words of the report.
        closing: None while the year is open.
    """

    organ: str
    tables: AnnualTables
    rows: tuple[Row, ...]
    form2: Form2
    table2: Mapping[str, str]
    last_table2: Mapping[str, str]
    last_carried: tuple[int, ...] | None
    checks: tuple[Check, ...]
    figures: tuple[FigureBlock, ...]
    notes: tuple[str, ...]
    channels: Mapping[str, int]
    months: tuple[Sequence[int], Sequence[int]]
    by_row: SheetLines
    ledger: SheetLines
    text: str
    closing: ClosingLines | None = None

    @property
    def year(self) -> int:
        """The year."""
        return self.tables.year


def write_annual(path: Path, data: AnnualData) -> None:
    """Write the workbook; an older file at `path` is replaced whole or left as it was.

    Raises:
        SheetError: the file cannot be written.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    first = workbook.active
    assert first is not None
    workbook.remove(first)
    _tables(workbook, data)
    fill_figures(workbook.create_sheet(FIGURES), data.year, data.figures, data.notes)
    _charts(workbook, data)
    for name, sheet in ((BY_ROW, data.by_row), (LEDGER, data.ledger)):
        made = workbook.create_sheet(name)
        fill_ledger(
            made, sheet.columns, sheet.lines, sheet.title, widest=_WIDEST, landscape=name == LEDGER
        )
    fill_text(workbook.create_sheet(TEXT), data.text)
    if data.closing is not None:
        fill_closing(workbook.create_sheet(CLOSING), data.year, data.closing)
    workbook.properties.creator = data.organ
    workbook.properties.title = f"{data.year} 年政府信息公开工作年度报告数据"
    with replacing(path) as part:
        workbook.save(part)


def _tables(workbook: Workbook, data: AnnualData) -> None:
    grids = grids_of(data.tables, data.rows, data.form2, data.table2)
    fill_table2(workbook.create_sheet(TABLE2), grids[0], _footnote(data, ""))
    fill_table3(workbook.create_sheet(TABLE3), grids[1], _footnote(data, "　单位：件", old=True))
    fill_table4(workbook.create_sheet(TABLE4), grids[2], _footnote(data, "　单位：件"))
    lines = lines_of_form(data.year, data.rows)
    pairs = list(comparisons(grids, lines, data.form2, data.last_carried, data.last_table2))
    fill_checks(workbook.create_sheet(CHECKS), data.checks, pairs)


def _charts(workbook: Workbook, data: AnnualData) -> None:
    lines = [line for line in lines_of_form(data.year, data.rows) if 3 <= line.rows[0] <= 23]
    outcomes = ((line.short_label, line.cells(data.tables.table3)[-1]) for line in lines)
    fill_charts(
        workbook.create_sheet(CHARTS),
        data.year,
        months_of(*data.months),
        channels_of(list(data.channels.items())),
        outcomes_of(outcomes),
    )


def _footnote(data: AnnualData, unit: str, *, old: bool = False) -> str:
    office = f"填报单位：{data.organ}　" if data.organ else ""
    state = f"　{data.closing.on} 封存" if data.closing else "　草表，数字随台账变化"
    return f"{office}年度：{data.year}{unit}{state}{_OLD_FORM if old and data.year < 2021 else ''}"
