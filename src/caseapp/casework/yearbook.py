"""The annual tables of the office (年度): counted from the index, checked by law, written for the office lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseapp import resources
from caseapp.casework.lists import LedgerLine, ledger_page
from caseapp.casework.office import Office, Refused
from caseapp.law.annual import (
    CLASS_IDS,
    COLUMNS,
    AnnualTables,
    Counts,
    DisputeFact,
    build_tables,
    count_disputes,
    report_paragraph,
)
from caseapp.law.parties import CHANNELS, REPORT_CHANNELS

FORMAT_2021, FORMAT_2019 = "2021-30", "2019-60"


@dataclass(frozen=True, slots=True)
class Year:
    """All the office reports of a year.

    Attributes:
        channels: reported heading to requests received.
        on_time_rate: share of requests closed in time, None when none was judged.
        fees_yuan: information fees of the year (yuan).
        paragraph: the ready sentence for the report.
    """

    tables: AnnualTables
    channels: Mapping[str, int]
    closed_on_time: int
    closed_judged: int
    fees_yuan: int
    format: str
    organ: str
    paragraph: str

    @property
    def on_time_rate(self) -> float | None:
        """按期答复率, None when nothing closed could be judged."""
        return self.closed_on_time / self.closed_judged if self.closed_judged else None

    def as_json(self) -> dict[str, Any]:
        """Return the machine output of ``caseapp annual --json``."""
        return {
            "year": self.tables.year,
            "format": self.format,
            "table3": {str(row): list(cells) for row, cells in sorted(self.tables.table3.items())},
            "table4": {group: list(cells) for group, cells in self.tables.table4.items()},
            "checks": [
                {"id": c.id, "label": c.label, "ok": c.ok, "detail": c.detail} for c in self.tables.checks
            ],
            "channels": dict(self.channels),
            "on_time_rate": self.on_time_rate,
            "fees_yuan": self.fees_yuan,
            "paragraph": self.paragraph,
        }


def count_year(office: Office, year: int) -> Year:
    """Return the tables, checks and figures of a year.

    Raises:
        YearOutOfRange: no table exists for such a year. Refused: the record has no case in or before it.
    """
    if not 2019 <= year <= 2099:
        build_tables(year, Counts({}, {}, {}, {}, {}))
    record = office.record
    span = record.years()
    if span is not None and year < span[0]:
        raise Refused(f"记录从 {span[0]} 年开始，没有 {year} 年的申请。")
    counts = Counts(
        received=record.count_received(year),
        carried_in=record.count_carried_in(year),
        closed=record.count_closed(year),
        carried_out=record.count_carried_out(year),
        disputes=_disputes(office, year),
        last_carried_out=_last_carried_out(office, year),
        unconfirmed=record.unconfirmed_numbers(year),
        misdated=record.misdated_numbers(year),
    )
    tables = build_tables(year, counts)
    channels = _channels(office, year)
    on_time, judged = record.count_on_time(year)
    fees = sum(int(f.detail.get("yuan", 0)) for f in record.standing_facts(["fee_paid"]) if f.on.year == year)
    organ = office.profile.name
    rate = on_time / judged if judged else None
    paragraph = report_paragraph(organ or "本机关", tables, channels, rate, fees, judged - on_time, judged)
    return Year(
        tables, channels, on_time, judged, fees, FORMAT_2021 if year >= 2021 else FORMAT_2019, organ, paragraph
    )


def cell_cases(office: Office, year: int, row: int, column: int, today: date) -> list[LedgerLine]:
    """Return the cases behind one cell of table 三; column 0..5 is a class, 6 the 总计."""
    applicant_class = CLASS_IDS[column] if column < len(CLASS_IDS) else None
    return ledger_page(office, office.record.case_ids_for_cell(year, row, applicant_class), today)


def years_known(office: Office, today: date) -> list[int]:
    """Return the years a table can be made for, latest first; this year is always among them."""
    span = office.record.years()
    first = max(2019, min(span[0] if span else today.year, today.year))
    return list(range(max(today.year, span[1] if span else today.year), first - 1, -1))


def write_annual(office: Office, year: int, path: Path) -> Year:
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
        checks=tuple((c.label, c.ok, c.detail) for c in counted.tables.checks),
        channels=counted.channels,
        on_time=(counted.closed_on_time, counted.closed_judged),
        fees_yuan=counted.fees_yuan,
        paragraph=counted.paragraph,
        format=counted.format,
    )
    write(path, data)
    _keep_reported(office, counted)
    return counted


def _keep_reported(office: Office, counted: Year) -> None:
    """Keep the tables as handed in: the next year's carry-in is checked against them."""
    key, cells = f"reported:{counted.tables.year}", counted.as_json()["table3"]
    if (office.record.setting(key) or {}).get("table3") == cells:
        return
    with office.record.change(f"导出 {counted.tables.year} 年度表", office.who, office.now()) as change:
        change.set_setting(key, {"table3": cells})


def _disputes(office: Office, year: int) -> dict[str, dict[str, int]]:
    """Return table 四's results as they stood at the end of the year, from the facts themselves."""
    suits = {"direct": "direct_suit", "after": "suit_after_reconsideration"}
    kinds = ("reconsideration_filed", "reconsideration_decided", "suit_filed", "suit_decided")
    facts = []
    for row in office.record.standing_facts(kinds):
        suit = row.kind.startswith("suit_")
        group = suits[str(row.detail["kind"])] if suit else "reconsideration"
        decided = row.kind.endswith("_decided")
        facts.append(DisputeFact(row.case_id, group, row.on, decided, str(row.detail["result"])))
    return count_disputes(year, facts)


def _last_carried_out(office: Office, year: int) -> tuple[int, ...] | None:
    """Return row 25 of the year before as last exported, None when it never was."""
    kept = office.record.setting(f"reported:{year - 1}")
    if not kept:
        return None
    cells = kept.get("table3", {}).get("25")
    return tuple(int(cell) for cell in cells) if cells else None


def _channels(office: Office, year: int) -> dict[str, int]:
    """Return the reported headings in their order; the platform stands under the office's own name."""
    platform = office.profile.platform_name or "网络平台"
    names = {heading: heading or platform for heading in REPORT_CHANNELS}
    totals = dict.fromkeys(names.values(), 0)
    for channel, count in office.record.count_channels(year).items():
        heading = CHANNELS[channel].reported if channel in CHANNELS else ""
        totals[names[heading]] += count
    return totals
