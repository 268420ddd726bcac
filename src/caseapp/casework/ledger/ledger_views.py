"""What 台账 asks: ids for a filter, its words and choices, which condition to drop, and files in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path

from caseapp.casework.ledger.ledger_out import EXPORT_KEYS, export_cases, export_ledger
from caseapp.casework.ledger.ledgerfiles import Choices, import_ledger
from caseapp.casework.office import Done, Office
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS
from caseapp.law.stages import STAGES
from caseapp.store.rows import IndexFilter

STATUSES: dict[str, str] = {"open": "在办", "late": "已超期", "closed": "已办结"} | {
    f"stage:{name}": f"{name}阶段" for name in STAGES
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of the ledger page, "" meaning any.

    Attributes:
        year: the year as text; status: key of STATUSES.
    """

    text: str = ""
    year: str = ""
    status: str = ""
    outcome: str = ""
    channel: str = ""
    applicant_class: str = ""
    handler: str = ""

    def without(self, key: str) -> Wanted:
        """Return the conditions with one dropped."""
        return replace(self, **{key: ""})

    def used(self) -> list[str]:
        """Return the names of the conditions that are set."""
        return [f.name for f in fields(self) if getattr(self, f.name)]


@dataclass(frozen=True, slots=True)
class Drop:
    """A condition that could be dropped: its words, and how many cases would then be found."""

    key: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class LedgerAround:
    """What stands around the list: counts, options, and ways out of an empty one.

    Attributes:
        found: cases the filter holds, open and overdue ones among them; known: cases in the record.
        choices: condition to its options, key to words.
        drops: only where nothing was found, the best way out first.
    """

    found: int
    open: int
    overdue: int
    known: int
    choices: Mapping[str, Mapping[str, str]]
    drops: list[Drop]


def wanted_ids(
    office: Office, wanted: Wanted, sort: str, descending: bool, today: date, limit: int | None = None
) -> list[int]:
    """Return the ids a filter holds, sorted in SQL; with ``limit`` the first ones alone."""
    return office.record.index_ids(filter_of(wanted, today), sort, descending, limit)


def ledger_around(office: Office, wanted: Wanted, today: date) -> LedgerAround:
    """Return what stands around the list of a filter."""
    record = office.record
    counts = record.index_counts(filter_of(wanted, today), today, today)
    known = record.index_counts(None, today, today).total if wanted.used() else counts.total
    choices = _choices(office)
    drops = _drops(office, wanted, choices, today) if not counts.total else []
    return LedgerAround(counts.total, counts.open, counts.overdue, known, choices, drops)


def condition_words(key: str, value: str, choices: Mapping[str, Mapping[str, str]]) -> str:
    """Return a condition as the page words it, for example 2026 年 or “粮食”."""
    return f"“{value}”" if key == "text" else choices.get(key, {}).get(value, value)


@dataclass(frozen=True, slots=True)
class Picked:
    """What leaves the ledger: cases chosen one by one, else all the conditions hold.

    Attributes:
        ids: the cases chosen, in the order shown; () for what the conditions hold.
        keys: columns in their order, () for every column.
    """

    wanted: Wanted = field(default_factory=Wanted)
    ids: tuple[int, ...] = ()
    keys: tuple[str, ...] = EXPORT_KEYS
    sort: str = "number"
    descending: bool = False


def export_picked(office: Office, path: Path, picked: Picked, today: date) -> int:
    """Write what was picked to .xlsx, .csv or .pdf and return how many cases it has.

    Raises:
        SheetError: the file cannot be written; an older one stays as it was. Refused: too much for the file.
    """
    if picked.ids:
        return export_cases(office, path, picked.ids, picked.keys, today)
    found = filter_of(picked.wanted, today)
    return export_ledger(office, path, found, today, picked.keys, picked.sort, descending=picked.descending)


def bring_ledger(office: Office, path: Path, today: date, choices: Choices | None = None) -> Done:
    """Import a ledger, all or nothing, so that open views read again.

    Raises:
        SheetError: the file cannot be read. ColumnsMissing, ImportRefused: columns not known, bad rows; nothing was
            imported.
    """
    import_ledger(office, path, today, choices=choices)
    return Done(0, frozenset({"case", "facts", "settings"}))


def filter_of(wanted: Wanted, today: date) -> IndexFilter:
    """Return the conditions as the store takes them."""
    status, _, stage = wanted.status.partition(":")
    opened = {"open": True, "late": True, "closed": False}.get(status)
    return IndexFilter(
        text=wanted.text,
        year=int(wanted.year) if wanted.year else None,
        open=opened,
        stage=stage,
        outcome=wanted.outcome,
        channel=wanted.channel,
        applicant_class=wanted.applicant_class,
        handler=wanted.handler,
        due_before=today if status == "late" else None,
    )


def _choices(office: Office) -> dict[str, dict[str, str]]:
    values = office.record.index_values
    used = values("outcome")
    return {
        "year": {str(year): f"{year} 年" for year in reversed(values("year"))},
        "status": STATUSES,
        "outcome": {key: item.label for key, item in office.outcomes.items.items() if key in used},
        "channel": {key: channel.label for key, channel in CHANNELS.items()},
        "applicant_class": APPLICANT_CLASSES,
        "handler": {name: name for name in values("handler") if name},
    }


def _drops(
    office: Office, wanted: Wanted, choices: Mapping[str, Mapping[str, str]], today: date
) -> list[Drop]:
    found = []
    for key in wanted.used():
        count = office.record.index_counts(filter_of(wanted.without(key), today), today, today).total
        found.append(Drop(key, condition_words(key, getattr(wanted, key), choices), count))
    return sorted(found, key=lambda drop: -drop.count)
