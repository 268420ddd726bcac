"""The annual tables of the office (年度): counted from the index, checked by law, frozen once a year is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from caseapp import resources
from caseapp.casework.ledger.lists import LedgerLine, ledger_page
from caseapp.casework.office import Office, Refused
from caseapp.casework.year.year_disputes import dispute_facts
from caseapp.casework.year.year_figures import Figures, count_figures, figures_of
from caseapp.law.annual import CARRIED_OUT, CLASS_IDS, AnnualTables, Counts, build_tables
from caseapp.law.annual_checks import Check, check_frozen, check_tables
from caseapp.law.annual_text import Claim, check_text, report_paragraph, text_claims
from caseapp.law.disputes import count_disputes
from caseapp.law.proactive import Form2, check_table2

FORMAT_2021, FORMAT_2019 = "2021-30", "2019-60"
TABLE2, CARRIED, TEXT, CLOSED = "year_table2:{}", "year_carried:{}", "year_text:{}", "year_closed:{}"
"""Settings of a year: table 二 as typed, row 25 of a report made elsewhere, the report's words, what was closed."""
REPORTED = "reported:{}"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction of a closed year: its day, who made it, why, and each cell with its old and new number."""

    on: str
    by: str
    reason: str
    changes: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """When and by whom a year was closed, and what was amended since."""

    on: str
    by: str
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """All the office reports of a year.

    Attributes:
        table2: cell key to number typed, as text; form2 says which cells there are.
        carried_before: row 25 of the year before as it was reported, None where nobody said it.
        paragraph: the ready sentence for the report, made from the tables.
        text: the words of the report, the paragraph where the office wrote none.
        closed: None while the year follows the ledger.
    """

    tables: AnnualTables
    checks: tuple[Check, ...]
    form2: Form2
    table2: Mapping[str, str]
    figures: Figures
    carried_before: tuple[int, ...] | None
    organ: str
    paragraph: str
    text: str
    closed: Closing | None = None

    @property
    def year(self) -> int:
        """The year."""
        return self.tables.year

    @property
    def format(self) -> str:
        """The form its tables have."""
        return FORMAT_2021 if self.year >= 2021 else FORMAT_2019

    @property
    def channels(self) -> Mapping[str, int]:
        """Reported heading to requests received."""
        return self.figures.channels

    @property
    def fees_yuan(self) -> int:
        """Information fees of the year (yuan)."""
        return self.figures.fees_yuan

    @property
    def on_time_rate(self) -> float | None:
        """按期答复率, None when nothing closed could be judged."""
        return self.figures.on_time_rate

    def claims(self, text: str) -> list[Claim]:
        """Return the numbers a text gives of what the tables count."""
        return text_claims(text, self.tables, self.channels, self.on_time_rate, self.fees_yuan)

    def as_json(self) -> dict[str, Any]:
        """Return the machine output of ``caseapp annual --json``."""
        closed = self.closed
        return {
            "year": self.year,
            "format": self.format,
            "table2": dict(self.table2),
            "table3": {str(row): list(cells) for row, cells in sorted(self.tables.table3.items())},
            "table4": {group: list(cells) for group, cells in self.tables.table4.items()},
            "checks": [asdict(check) for check in self.checks],
            "channels": dict(self.channels),
            "on_time_rate": self.on_time_rate,
            "fees_yuan": self.fees_yuan,
            "figures": self.figures.as_json(),
            "paragraph": self.paragraph,
            "text": self.text,
            "closed_on": closed.on if closed else None,
            "amendments": [
                {"on": a.on, "by": a.by, "reason": a.reason, "changes": [list(change) for change in a.changes]}
                for a in (closed.amendments if closed else ())
            ],
        }


def count_year(office: Office, year: int) -> Year:
    """Return the tables, checks and figures of a year: as the ledger counts them, or as they were when it was closed.

    Raises:
        YearOutOfRange: no table exists for such a year. Refused: the record has no case in or before it.
    """
    live = count_live(office, year)
    kept = office.record.setting(CLOSED.format(year))
    if not kept:
        return live
    frozen = _frozen(live, kept)
    return replace(frozen, checks=(*frozen.checks, check_frozen(frozen.tables, live.tables)))


def count_live(office: Office, year: int) -> Year:
    """Return a year as the ledger counts it now, whether it is closed or not.

    Raises:
        YearOutOfRange: no table exists for such a year. Refused: the record has no case in or before it.
    """
    form = resources.load_table2(year)
    record = office.record
    span = record.years()
    if span is not None and year < span[0]:
        raise Refused(f"记录从 {span[0]} 年开始，没有 {year} 年的申请。")
    counts = Counts(
        received=record.count_received(year),
        carried_in=record.count_carried_in(year),
        closed=record.count_closed(year),
        carried_out=record.count_carried_out(year),
        disputes=count_disputes(year, dispute_facts(office)),
        last_carried_out=carried_before(office, year),
        unconfirmed=record.unconfirmed_numbers(year),
        misdated=record.misdated_numbers(year),
        withdrawn=record.withdrawn_numbers(year),
    )
    tables = build_tables(year, counts)
    table2 = record.setting(TABLE2.format(year), {}) or {}
    last2 = (record.setting(TABLE2.format(year - 1), {}) or {}) if year - 1 >= 2021 else {}
    figures = count_figures(office, year)
    organ = office.profile.name
    paragraph = report_paragraph(
        organ or "本机关",
        tables,
        figures.channels,
        figures.on_time_rate,
        figures.fees_yuan,
        figures.judged - figures.on_time,
        figures.judged,
    )
    text = str(record.setting(TEXT.format(year), "") or "") or paragraph
    bare = Year(
        tables, (), form, table2, figures, counts.last_carried_out, organ, paragraph, text
    )
    checks = (*check_tables(tables, counts), *check_table2(form, table2, last2), check_text(bare.claims(text)))
    return replace(bare, checks=checks)


def snapshot(year: Year) -> dict[str, Any]:
    """Return what is kept of a year when it is closed or amended, as JSON values."""
    whole = year.as_json()
    return {key: whole[key] for key in ("table2", "table3", "table4", "figures", "paragraph", "text")}


def _frozen(live: Year, kept: Mapping[str, Any]) -> Year:
    table3 = {int(row): tuple(cells) for row, cells in kept["table3"].items()}
    table4 = {group: tuple(cells) for group, cells in kept["table4"].items()}
    tables = AnnualTables(live.year, table3, table4)
    amendments = tuple(
        Amendment(a["on"], a["by"], a["reason"], tuple((w, b, n) for w, b, n in a["changes"]))
        for a in kept["amendments"]
    )
    counts = Counts({}, {}, {}, {}, {}, live.carried_before)
    frozen = replace(
        live,
        tables=tables,
        table2=kept["table2"],
        figures=figures_of(kept["figures"]),
        paragraph=kept["paragraph"],
        text=kept["text"],
        closed=Closing(kept["on"], kept["by"], amendments),
    )
    checks = check_tables(tables, counts)
    text = check_text(frozen.claims(frozen.text))
    return replace(frozen, checks=(*checks, *(c for c in live.checks if c.id.startswith("table2")), text))


def carried_before(office: Office, year: int) -> tuple[int, ...] | None:
    """Return row 25 of the year before as reported: closed here, typed, or exported; None where nobody said it."""
    record, before = office.record, year - 1

    def kept(key: str) -> list[int] | None:
        found: list[int] | None = (record.setting(key.format(before)) or {}).get("table3", {}).get(str(CARRIED_OUT))
        return found

    cells = kept(CLOSED) or record.setting(CARRIED.format(before)) or kept(REPORTED)
    return tuple(int(cell) for cell in cells) if cells else None


def cell_cases(office: Office, year: int, row: int, column: int, today: date) -> list[LedgerLine]:
    """Return the cases behind one cell of table 三; column 0..5 is a class, 6 the 总计."""
    applicant_class = CLASS_IDS[column] if column < len(CLASS_IDS) else None
    return ledger_page(office, office.record.case_ids_for_cell(year, row, applicant_class), today)


def years_known(office: Office, today: date) -> list[int]:
    """Return the years a table can be made for, latest first; this year is always among them."""
    span = office.record.years()
    first = max(2019, min(span[0] if span else today.year, today.year))
    return list(range(max(today.year, span[1] if span else today.year), first - 1, -1))
