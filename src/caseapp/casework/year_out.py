"""What leaves the office of a year: the workbook for the office lead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseapp import resources
from caseapp.casework.office import Office
from caseapp.casework.yearbook import REPORTED, Year, count_year
from caseapp.law.annual import COLUMNS


def write_annual(office: Office, year: int, path: Path, today: date) -> Year:
    """Write the annual workbook for the office lead; an existing file is replaced whole or not at all.

    Raises:
        SheetError: the file cannot be written.
    """
    from caseapp.sheets.annual_out import AnnualData
    from caseapp.sheets.annual_out import write_annual as write

    counted = count_year(office, year)
    data = AnnualData(
        year=year,
        organ=counted.organ,
        columns=COLUMNS,
        rows=tuple((r.number, r.label, r.group) for r in resources.load_annual_rows()),
        table3=counted.tables.table3,
        table4=counted.tables.table4,
        checks=tuple((c.label, c.ok, c.detail) for c in counted.checks),
        channels=counted.channels,
        on_time=(counted.figures.on_time, counted.figures.judged),
        fees_yuan=counted.fees_yuan,
        paragraph=counted.paragraph,
        format=counted.format,
    )
    write(path, data)
    if today.year > year:
        _keep_reported(office, counted)
    return counted


def _keep_reported(office: Office, counted: Year) -> None:
    """Keep the tables of a finished year as handed in: the next year's carry-in is checked against them."""
    key, cells = REPORTED.format(counted.year), counted.as_json()["table3"]
    if (office.record.setting(key) or {}).get("table3") == cells:
        return
    with office.record.change(f"导出 {counted.year} 年度表", office.who, office.now()) as change:
        change.set_setting(key, {"table3": cells})
