"""The office's calendar: what is published, import of a notice, and which open cases it moves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseapp import resources
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.law.calendar import REST, WORK, WorkCalendar
from caseapp.law.notice_text import parse_notice_text
from caseapp.law.notices import FIRST_YEAR, LAST_YEAR, SOURCE_MARK, Notice, parse_notice
from caseapp.store.rows import CalendarRow, IndexFilter

PLAIN_FILE = "calendar.json"
_LARGEST = 1_000_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class YearState:
    """One year of the calendar, with its days and sources.

    Attributes:
        state: 已导入, 随程序提供 or 未公布; 已修订 is added where more than one notice made the year.
        published: whether its notice is known.
    """

    year: int
    state: str
    published: bool
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A closed case that an import makes on time or late: ``before`` and ``after`` are 按期 (True) or 逾期 (False)."""

    number: str
    applicant: str
    closed_on: date
    before: bool
    after: bool


def year_states(office: Office) -> list[YearState]:
    """Return the years from 2019 to the one after the last published."""
    imported = {row.year for row in office.record.calendars()}
    calendar, found = office.calendar, []
    for year in range(FIRST_YEAR, min(calendar.last_published + 1, LAST_YEAR) + 1):
        days = [d for d in calendar.days.values() if d.notice_year == year]
        sources = calendar.sources.get(year, ())
        state = "已导入" if year in imported else "随程序提供" if sources else "未公布"
        if len(sources) > 1:
            state += "，已修订"
        rest = sum(1 for d in days if d.kind == REST)
        work = sum(1 for d in days if d.kind == WORK)
        found.append(YearState(year, state, bool(sources), rest, work, sources))
    return found


def read_notice_file(path: Path, *, year: int | None = None, source: str = "") -> list[Notice]:
    """Return the notices of a file, UTF-8 or GBK: CSV, JSON, or a notice in its own words when ``year`` is given.

    ``source`` names the notice in place of what the file says of itself; several are joined by ``；``.

    Raises:
        Refused: the file cannot be read. NoticeUnreadable: its content is not a whole notice.
    """
    text = _text_of(path)
    fixed = resources.load_calendar().fixed
    if year is not None:
        return [type_notice(year, source, text)]
    notices = parse_notice(path.name, text, fixed)
    return [Notice(n.year, source.strip(), n.days) for n in notices] if source.strip() else notices


def type_notice(year: int, source: str, text: str) -> Notice:
    """Return the notice typed in its own words.

    Raises:
        Refused: no source, or a year the calendar does not hold. NoticeUnreadable: naming the line.
    """
    source = " ".join(source.split())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"“年份”应当在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")
    if not source or len(source) > 200:
        raise Refused("“依据”应当写明通知的文号或网址，不超过 200 字。")
    return parse_notice_text(year, source, text, resources.load_calendar().fixed)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(f"“{path.name}”太大，不像是放假安排，没有导入。")
        data = path.read_bytes()
    except OSError:
        raise Refused(f"读不到文件“{path.name}”，请检查路径。") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"“{path.name}”的文字编码无法识别，请另存为 UTF-8。")


def foresee_import(office: Office, notices: list[Notice], today: date) -> list[Moved]:
    """Return the open cases whose due date or 暂定 mark the notices change; nothing is stored."""
    ids = office.record.index_ids(IndexFilter(open=True))
    before = {case.id: case for case in cases_of(office, ids, today)}
    with _as_if(office, notices):
        after = cases_of(office, ids, today)
    moved = []
    for case in after:
        was = before[case.id]
        if was.clock is None or case.clock is None:
            continue
        if (was.clock.due, was.clock.provisional) != (case.clock.due, case.clock.provisional):
            moved.append(
                Moved(
                    number=case.row.number,
                    applicant=case.row.applicant,
                    before=was.clock.due,
                    after=case.clock.due,
                    before_provisional=was.clock.provisional,
                    after_provisional=case.clock.provisional,
                )
            )
    return moved


def foresee_judged(office: Office, notices: list[Notice], today: date) -> list[Judged]:
    """Return the closed cases the notices make on time or late; nothing is stored.

    Only cases whose period touches a day that changes are derived, and judged as the ledger and the annual report do:
    a case ordered to reply anew by its first reply.
    """
    old, new = office.calendar, _extended(office, notices)
    named = {*old.days, *new.days, *old.fixed}
    changed = [day for day in named if old.is_working(day) != new.is_working(day)]
    if not changed:
        return []
    ids = office.record.closed_across(min(changed), max(changed))
    before = [index_of(office, case) for case in cases_of(office, ids, today)]
    with _as_if(office, notices):
        after = [index_of(office, case) for case in cases_of(office, ids, today)]
    return [
        Judged(now.number, now.applicant, now.closed_on, was.on_time, now.on_time)
        for was, now in zip(before, after, strict=True)
        if now.closed_on and was.on_time is not None and now.on_time is not None and was.on_time != now.on_time
    ]


def import_calendar(office: Office, notices: list[Notice], today: date) -> Done:
    """Keep notices in the record, derive every case anew, and leave the days as a plain file beside it.

    Raises:
        StoreError: the record cannot be written; nothing was imported.
    """
    try:
        with office.record.change("导入放假安排", office.who, office.now()) as change:
            for row in _merged(office, notices):
                change.put_calendar(row)
            office.reload_calendar()
            ids = office.record.case_ids()
            for start in range(0, len(ids), _BATCH):
                change.put_index_many(
                    index_of(office, case)
                    for case in cases_of(office, ids[start : start + _BATCH], today)
                    if not case.voided
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


@contextmanager
def _as_if(office: Office, notices: list[Notice]) -> Iterator[None]:
    """Let the office reckon with the notices for a while."""
    kept = office.calendar
    office.calendar = _extended(office, notices)
    try:
        yield
    finally:
        office.calendar = kept


def _extended(office: Office, notices: list[Notice]) -> WorkCalendar:
    rows = {row.year: row for row in (*office.record.calendars(), *_merged(office, notices))}
    imported = [(row.year, row.source, row.days) for row in rows.values()]
    return resources.extend_calendar(resources.load_calendar(), imported)


def _merged(office: Office, notices: Iterable[Notice]) -> list[CalendarRow]:
    """Return the rows to keep: the days of the new notice, its source after those imported for the year before."""
    earlier = {row.year: row.source for row in office.record.calendars()}
    rows = []
    for notice in notices:
        sources = [*earlier.get(notice.year, "").split(SOURCE_MARK), *notice.source.split(SOURCE_MARK)]
        days = {day.day.isoformat(): f"{day.kind} {day.name}" for day in notice.days}
        rows.append(CalendarRow(notice.year, SOURCE_MARK.join(dict.fromkeys(filter(None, sources))), None, days))
    return rows
