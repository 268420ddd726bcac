"""The office's calendar: what is published, import of a notice, and which open cases it moves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseapp import resources
from caseapp.casework.casefile import index_of
from caseapp.casework.lists import cases_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.law.calendar import REST, WORK, NoticeDay, WorkCalendar
from caseapp.law.notices import Notice, parse_notice
from caseapp.store.rows import CalendarRow, IndexFilter

PLAIN_FILE = "calendar.json"
_LARGEST = 1_000_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class YearState:
    """One year of the calendar: 已导入, 随程序提供 or 未公布, with its days and sources."""

    year: int
    state: str
    rest_days: int
    work_days: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """An open case whose due date an import moves."""

    number: str
    applicant: str
    before: date | None
    after: date | None
    before_provisional: bool
    after_provisional: bool


def year_states(office: Office) -> list[YearState]:
    """Return the years from 2019 to the one after the last published."""
    imported = {row.year for row in office.record.calendars()}
    calendar, found = office.calendar, []
    for year in range(2019, calendar.last_published + 2):
        days = [d for d in calendar.days.values() if d.notice_year == year]
        state = "已导入" if year in imported else "随程序提供" if year in calendar.sources else "未公布"
        rest = sum(1 for d in days if d.kind == REST)
        work = sum(1 for d in days if d.kind == WORK)
        found.append(YearState(year, state, rest, work, calendar.sources.get(year, ())))
    return found


def read_notice_file(path: Path) -> list[Notice]:
    """Return the notices of a file, UTF-8 or GBK.

    Raises:
        Refused: the file cannot be read. NoticeUnreadable: its content is not a whole notice.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(f"读不到文件“{path.name}”，请检查路径。") from None
    if len(data) > _LARGEST:
        raise Refused(f"“{path.name}”太大，不像是放假安排，没有导入。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return parse_notice(path.name, data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Refused(f"“{path.name}”的文字编码无法识别，请另存为 UTF-8。")


def foresee_import(office: Office, notices: list[Notice], today: date) -> list[Moved]:
    """Return the open cases whose due date or 暂定 mark the notices change; nothing is stored."""
    ids = office.record.index_ids(IndexFilter(open=True))
    before = {case.id: case for case in cases_of(office, ids, today)}
    old = office.calendar
    office.calendar = _with(old, notices)
    try:
        after = cases_of(office, ids, today)
    finally:
        office.calendar = old
    moved = []
    for case in after:
        was = before[case.id]
        if was.clock is None or case.clock is None:
            continue
        old_key, new_key = (was.clock.due, was.clock.provisional), (case.clock.due, case.clock.provisional)
        if old_key != new_key:
            moved.append(Moved(case.row.number, case.row.applicant, *_pair(old_key, new_key)))
    return moved


def import_calendar(office: Office, notices: list[Notice], today: date) -> Done:
    """Keep notices in the record, derive every case anew, and leave the days as a plain file beside it.

    Raises:
        StoreError: the record cannot be written; nothing was imported.
    """
    try:
        with office.record.change("导入放假安排", office.who, office.now()) as change:
            for notice in notices:
                days = {day.day.isoformat(): f"{day.kind} {day.name}" for day in notice.days}
                change.put_calendar(CalendarRow(notice.year, notice.source, None, days))
            office.calendar = _with(office.calendar, notices)
            ids = office.record.case_ids()
            for start in range(0, len(ids), _BATCH):
                change.put_index_many(
                    index_of(office, case) for case in cases_of(office, ids[start : start + _BATCH], today)
                )
    finally:
        office.reload_calendar()
    note = ""
    try:
        _leave_plain_file(office)
    except OSError:
        note = f"放假安排已导入，但没有写出 {PLAIN_FILE}，命令行 caseapp due 暂时用不到它。"
    return Done(0, frozenset({"calendar", "facts"}), note=note)


def check_calendar(office: Office, today: date) -> list[str]:
    """Return what the calendar needs: from October on, next year's notice; gaps; [] when nothing."""
    calendar, said = office.calendar, []
    if calendar.last_published < today.year:
        said.append(f"{calendar.last_published + 1} 年的放假安排没有导入，{today.year} 年的期限都是暂定的。")
    elif today.month >= 10 and calendar.last_published == today.year:
        said.append(f"{today.year + 1} 年的放假安排公布后请导入；在此之前跨年的期限标为暂定。")
    return said


def plain_file(record: Path) -> Path:
    """Return where the imported days stand as a plain file beside the record."""
    return record.parent / PLAIN_FILE


def _leave_plain_file(office: Office) -> None:
    rows = office.record.calendars()
    data = {"years": [{"year": r.year, "source": r.source, "days": r.days} for r in rows]}
    target = plain_file(office.record.path)
    part = target.with_suffix(".part")
    part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(target)


def _with(calendar: WorkCalendar, notices: list[Notice]) -> WorkCalendar:
    days: list[NoticeDay] = [day for notice in notices for day in notice.days]
    return resources.extend_calendar(calendar, days, {n.year: n.source for n in notices})


def _pair(old: tuple[date | None, bool], new: tuple[date | None, bool]) -> tuple[date | None, date | None, bool, bool]:
    return old[0], new[0], old[1], new[1]
