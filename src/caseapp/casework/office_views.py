"""What the window asks about the office itself: what is missing in the profile, the status line, drafts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from caseapp.casework.office import (
    PROFILE_LABELS,
    REQUIRED_PROFILE,
    Done,
    Office,
    Profile,
    Refused,
    save_person,
    save_profile,
)
from caseapp.casework.upkeep.disks import on_share


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What the status line says.

    Attributes:
        who: name and department of the person at the desk.
        last_copy: when the last copy was kept, None before the first.
        published: last year whose holidays are known.
        on_share: whether the record stands on a network share.
    """

    who: str
    record: str
    organ: str
    last_copy: datetime | None
    published: int
    on_share: bool


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
    from caseapp.casework.upkeep.backups import kept_copies

    copies = kept_copies(office.record.path)
    person = next((p for p in office.people() if p.name == office.who), None)
    who = f"{office.who}（{person.department}）" if person and person.department else office.who
    last = copies[0][1] if copies else None
    path = office.record.path
    return StatusLine(who, str(path), office.profile.name, last, office.calendar.last_published, on_share(path))


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


def set_up_office(office: Office, profile: Profile, name: str, department: str, post: str) -> Done:
    """Save what the first start asks: the person first, so that a missing name leaves nothing half done.

    Raises:
        Refused: a field letters need is empty, or a value is overlong.
    """
    check_profile(profile)
    save_person(office, name, department, post)
    return save_profile(office, profile)


def check_profile(profile: Profile) -> None:
    """Refuse a profile letters cannot be printed with.

    Raises:
        Refused: a field letters need is empty.
    """
    missing = missing_profile(profile)
    if missing:
        raise Refused(f"“{missing[0]}”没有填写，文书上要印这一项。")


def retire_person(office: Office, person_id: int) -> Done:
    """Take a person off the list; what they did stays under their name.

    Raises:
        Refused: no such person, or the person at the desk.
    """
    person = next((p for p in office.record.people() if p.id == person_id), None)
    if person is None:
        raise Refused("没有这个人员，请刷新后再试。")
    if person.name == office.who:
        raise Refused("现在坐在办件台前的人员不能停用，请先换成别人。")
    with office.record.change("停用人员", office.who, office.now()) as change:
        change.put_person(replace(person, active=False))
    return Done(0, frozenset({"settings"}))
