"""The open office: one record, the person at the desk, and the rules in force; every verb takes it first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from caseapp import resources
from caseapp.law.calendar import WorkCalendar
from caseapp.law.errors import LawRefusal
from caseapp.law.outcomes import Outcomes
from caseapp.law.periods import Periods
from caseapp.law.remedies import RemedyOffices, RemedyRules
from caseapp.law.review import Checklist
from caseapp.store.backup import copy_before_upgrade
from caseapp.store.engine import is_there
from caseapp.store.errors import StoreError
from caseapp.store.record import Record
from caseapp.store.rows import PersonRow

RecordTrouble: TypeAlias = StoreError
COPIES = "备份"


def copies_folder(record: Path) -> Path:
    """Return the folder the kept copies of a record stand in."""
    return record.parent / COPIES


class Refused(LawRefusal):
    """Input a verb cannot take; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Profile:
    """机关信息: what letters print and the annual report names; every field is a setting.

    Attributes:
        code_reply: 机关代字 of replies; code_notice: of procedural letters.
        reconsideration_organ, superior, court, online_channel: for the remedy clause.
        fee_payment: 缴费方式, printed on the 收费通知书.
        platform_name: the office's own name for its platform, under which the channel is reported.
    """

    name: str = ""
    code_reply: str = ""
    code_notice: str = ""
    foi_unit: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    contact: str = ""
    reconsideration_organ: str = ""
    superior: str = ""
    court: str = ""
    online_channel: str = ""
    platform_name: str = "网络平台"
    fee_payment: str = ""

    def remedy_offices(self) -> RemedyOffices:
        """Return the part the remedy clause needs."""
        return RemedyOffices(self.reconsideration_organ, self.superior, self.court, self.online_channel)


PROFILE_LABELS: dict[str, str] = {
    "name": "机关名称",
    "code_reply": "答复书代字",
    "code_notice": "告知书代字",
    "foi_unit": "政府信息公开工作机构",
    "address": "办公地址",
    "postcode": "邮政编码",
    "phone": "联系电话",
    "contact": "联系人",
    "reconsideration_organ": "行政复议机关",
    "superior": "上一级主管部门",
    "court": "起诉法院",
    "online_channel": "网上申请行政复议渠道",
    "platform_name": "网络平台名称",
    "fee_payment": "缴费方式",
}
REQUIRED_PROFILE = ("name", "code_reply", "code_notice", "address", "phone", "reconsideration_organ", "court")


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb did: the case, what kinds of thing changed, the letters it made.

    Attributes:
        changed: kinds for open views to refresh by: case, facts, documents, attachments, review, settings, calendar.
        note: a sentence on what was left out though the verb was done, "" mostly.
    """

    case_id: int
    changed: frozenset[str]
    document_ids: tuple[int, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Office:
    """One open record with the rules; used by one thread at a time.

    Attributes:
        who: the person acting, written into every journal line.
        now: gives the moment for the journal; app and command line hand in the system clock.
    """

    record: Record
    who: str
    now: Callable[[], datetime]
    calendar: WorkCalendar
    periods: Periods
    outcomes: Outcomes
    remedies: RemedyRules

    @classmethod
    def open(
        cls, path: Path | str, *, who: str = "", now: Callable[[], datetime] = datetime.now, create: bool = False
    ) -> Office:
        """Open the record at ``path`` with the shipped rules and the imported calendars.

        A record of an earlier version is copied, and the copy checked, before it is brought to this one.

        Raises:
            StoreError: the record cannot be opened; the sentence says why.
        """
        path = Path(path)
        if cls.is_there(path) and path.stat().st_size:
            copy_before_upgrade(path, copies_folder(path))
        record = Record.open(path, create=create)
        office = cls(
            record=record,
            who=who or str(record.setting("last_person", "")) or "经办人",
            now=now,
            calendar=resources.load_calendar(),
            periods=resources.load_periods(),
            outcomes=resources.load_outcomes(),
            remedies=resources.load_remedies(),
        )
        office.reload_calendar()
        return office

    @staticmethod
    def is_there(path: Path) -> bool:
        """Tell whether a record stands at a place.

        Raises:
            StoreError: its folder may not be looked into by this user.
        """
        return is_there(path)

    def close(self) -> None:
        """Close the record."""
        self.record.close()

    def reload_calendar(self) -> None:
        """Lay the calendars imported into the record over the shipped one."""
        imported = [(row.year, row.source, row.days) for row in self.record.calendars()]
        self.calendar = resources.extend_calendar(resources.load_calendar(), imported)

    @property
    def checklist(self) -> Checklist:
        """The 保密审查检查单 new sheets are answered by."""
        from caseapp.casework.review.own_checklist import checklist_in_use

        return checklist_in_use(self)

    def checklist_of(self, version: str) -> Checklist:
        """Return the 保密审查检查单 a sheet was answered by."""
        from caseapp.casework.review.own_checklist import checklist_of

        return checklist_of(self, version)

    @property
    def profile(self) -> Profile:
        """The office profile as last saved."""
        saved: dict[str, Any] = self.record.setting("profile", {}) or {}
        known = {field.name for field in fields(Profile)}
        return Profile(**{key: str(value) for key, value in saved.items() if key in known})

    def people(self) -> list[PersonRow]:
        """Return the active people of the office."""
        return [person for person in self.record.people() if person.active]


def save_profile(office: Office, profile: Profile, *, complete: bool = True) -> Done:
    """Save 机关信息.

    Raises:
        Refused: a field the letters need is empty, or a value is overlong.
    """
    cleaned = replace(profile, **{f.name: getattr(profile, f.name).strip() for f in fields(Profile)})
    for key, label in PROFILE_LABELS.items():
        value = getattr(cleaned, key)
        if complete and key in REQUIRED_PROFILE and not value:
            raise Refused(f"“{label}”没有填写，文书上要印这一项。")
        if len(value) > 100 or "\n" in value:
            raise Refused(f"“{label}”应当在 100 字以内，不能换行。")
    values = {f.name: getattr(cleaned, f.name) for f in fields(Profile)}
    with office.record.change("保存机关信息", office.who, office.now()) as change:
        change.set_setting("profile", values)
    return Done(0, frozenset({"settings"}))


def save_person(office: Office, name: str, department: str = "", post: str = "") -> Done:
    """Put a person on the list of the office, and make them the one at the desk.

    Raises:
        Refused: no name, or an overlong one.
    """
    name = name.strip()
    if not name or len(name) > 30:
        raise Refused("姓名应当填写，且不超过 30 字。")
    known = next((p for p in office.record.people() if p.name == name), None)
    row = PersonRow(known.id if known else 0, name, department.strip(), post.strip())
    office.who = name
    with office.record.change("登记人员", office.who, office.now()) as change:
        change.put_person(row)
        change.set_setting("last_person", name)
    return Done(0, frozenset({"settings"}))
