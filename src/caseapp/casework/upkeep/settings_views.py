"""What 设置 shows: people, calendar years, kept copies, and where the record stands."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from caseapp.casework.letters.typefaces import FontChoice, font_choices
from caseapp.casework.office import Done, Office, copies_folder, save_person
from caseapp.casework.upkeep.backups import kept_copies
from caseapp.casework.upkeep.calendars import YearState, check_calendar, year_states
from caseapp.casework.upkeep.disks import on_share


@dataclass(frozen=True, slots=True)
class Person:
    """One of the people of the office; ``here`` is the one at the desk."""

    id: int
    name: str
    department: str
    post: str
    here: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """One kept copy of the record: size in bytes."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Everything 设置 shows.

    Attributes:
        profile: the fields of 机关信息 by key.
        advice: what the calendar needs.
        on_share: whether the record stands on a network share.
    """

    profile: dict[str, str]
    people: list[Person]
    years: list[YearState]
    advice: list[str]
    copies: list[Copy]
    record: Path
    folder: Path
    fonts: list[FontChoice]
    on_share: bool


def settings_view(office: Office, today: date) -> SettingsView:
    """Return everything 设置 shows."""
    record = office.record.path
    return SettingsView(
        profile=asdict(office.profile),
        people=[Person(p.id, p.name, p.department, p.post, p.name == office.who) for p in office.people()],
        years=year_states(office),
        advice=check_calendar(office, today),
        copies=[Copy(*row) for row in kept_copies(record)],
        record=record,
        folder=copies_folder(record),
        fonts=font_choices(office),
        on_share=on_share(record),
    )


def sit_down(office: Office, person_id: int) -> Done:
    """Put another person of the list at the desk."""
    person = next(p for p in office.people() if p.id == person_id)
    return save_person(office, person.name, person.department, person.post)
