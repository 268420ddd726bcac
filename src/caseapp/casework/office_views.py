"""What the window asks about the office itself: what is missing in the profile, the status line, drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseapp.casework.office import PROFILE_LABELS, REQUIRED_PROFILE, Office, Profile


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What the status line says.

    Attributes:
        who: name and department of the person at the desk.
        last_copy: when the last copy was kept, None before the first.
        published: last year whose holidays are known.
    """

    who: str
    record: str
    organ: str
    last_copy: datetime | None
    published: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Unfinished input of a form, and when it was kept."""

    payload: dict[str, Any]
    saved_at: datetime


def missing_profile(profile: Profile) -> list[str]:
    """Return the labels of the fields letters need and the profile lacks; [] when it is complete."""
    return [PROFILE_LABELS[key] for key in REQUIRED_PROFILE if not getattr(profile, key)]


def status_line(office: Office) -> StatusLine:
    """Return what the status line says."""
    from caseapp.casework.backups import kept_copies

    copies = kept_copies(office.record.path)
    person = next((p for p in office.people() if p.name == office.who), None)
    who = f"{office.who}（{person.department}）" if person and person.department else office.who
    last = copies[0][1] if copies else None
    return StatusLine(who, str(office.record.path), office.profile.name, last, office.calendar.last_published)


def keep_draft(office: Office, key: str, payload: dict[str, Any]) -> datetime:
    """Keep the unfinished input of a form and return the moment."""
    at = office.now()
    office.record.save_draft(key, payload, at)
    return at


def kept_draft(office: Office, key: str) -> Draft | None:
    """Return the unfinished input of a form, None when there is none."""
    row = office.record.draft(key)
    return Draft(row.payload, row.saved_at) if row else None


def forget_draft(office: Office, key: str) -> None:
    """Forget the unfinished input of a form."""
    office.record.drop_draft(key)
