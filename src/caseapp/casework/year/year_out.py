"""What leaves the office of a year: the workbook for the office lead, the draft of the report, the tables as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp import resources
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office
from caseapp.casework.year.yearbook import REPORTED, Year, count_year
from caseapp.law.report_form import grids_of

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet as Sheet


def write_annual(
    office: Office, year: int, path: Path, today: date, progress: Callable[[int, int], None] | None = None
) -> Year:
    """Write the annual workbook for the office lead; an existing file is replaced whole or not at all.

    Args:
        office: the open record.
        year: the year.
        path: of the workbook.
        today: the day the status of the cases is judged by.
        progress: told after each some hundred cases how many are read, and of how many.

    Raises:
        SheetError: the file cannot be written.
    """
    from caseapp.casework.year.year_workbook import annual_data
    from caseapp.sheets.annual_out import write_annual as write

    counted = count_year(office, year)
    write(path, annual_data(office, counted, today, progress))
    if today.year > year:
        _keep_reported(office, counted)
    return counted


def write_report(office: Office, year: int, path: Path, today: date) -> Year:
    """Write the draft of the annual report as .docx, whole or not at all.

    Raises:
        SheetError: the file cannot be written.
    """
    from caseapp.casework.year.year_report import DRAFT_NOTE, report_parts, report_title
    from caseapp.documents.report_word import report_copy

    counted = count_year(office, year)
    copy = report_copy(report_title(counted), report_parts(counted), counted.organ, today, DRAFT_NOTE)
    _write(copy, path)
    return counted


def write_tables(office: Office, year: int, path: Path, today: date) -> None:
    """Write tables 二, 三 and 四 of a year as PDF, whole or not at all.

    Raises:
        SheetError: the file cannot be written. MissingGlyph: a character no font has.
    """
    _write(tables_pdf(office, year, today).pdf, path)


def _write(data: bytes, path: Path) -> None:
    from caseapp.sheets.files import replacing

    with replacing(path) as part:
        part.write_bytes(data)


def tables_pdf(office: Office, year: int, today: date | None = None) -> Sheet:
    """Return tables 二, 三 and 四 of a year on A4, marked a draft until the year is closed.

    Args:
        office: the open record.
        year: the year.
        today: the day printed as the day they were made, None for the office's own clock.

    Raises:
        MissingGlyph: a character no font has.
    """
    from caseapp.documents.report_pages import TablesHead, tables_sheet

    counted = count_year(office, year)
    grids = grids_of(counted.tables, resources.load_annual_rows(), counted.form2, counted.table2)
    head = TablesHead(
        name=f"{counted.organ}{year}年政府信息公开工作年度报告表",
        organ=counted.organ,
        year=year,
        made=today or office.now().date(),
        state=_state(counted),
    )
    return tables_sheet(head, grids, office_fonts(office))


def _state(counted: Year) -> str:
    if counted.closed is None:
        return "草表"
    amended = f"，{counted.closed.amendments[-1].on} 更正" if counted.closed.amendments else ""
    return f"已封存（{counted.closed.on}{amended}）"


def _keep_reported(office: Office, counted: Year) -> None:
    """Keep the tables of a finished year as handed in: the next year's carry-in is checked against them."""
    key, cells = REPORTED.format(counted.year), counted.as_json()["table3"]
    if (office.record.setting(key) or {}).get("table3") == cells:
        return
    with office.record.change(f"导出 {counted.year} 年度表", office.who, office.now()) as change:
        change.set_setting(key, {"table3": cells})
