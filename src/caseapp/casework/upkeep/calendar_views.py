"""What the calendar page shows: the days of a year, a notice while it is typed, and what an import would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep.calendars import (
    Judged,
    Moved,
    foresee_import,
    foresee_judged,
    read_notice_file,
    type_notice,
)
from caseapp.law.calendar import REST, NoticeDay, weekday_name
from caseapp.law.notice_text import read_notice_text
from caseapp.law.notices import FIRST_YEAR, LAST_YEAR, Notice

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One named day of a year.

    Attributes:
        notice_year: the year whose notice names it; None for a 法定节日 of an unpublished year.
        note: what is unusual about it, "" mostly.
    """

    day: date
    weekday: str
    kind: str
    name: str
    notice_year: int | None
    note: str


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """A holiday notice read on trial, the open cases it would move, and the closed ones it would judge otherwise."""

    notices: list[Notice]
    moved: list[Moved]
    judged: list[Judged]


@dataclass(frozen=True, slots=True)
class Festival:
    """The days of one festival in words: 休息日 as spans with their number, and 上班日."""

    name: str
    rest: str
    work: str


@dataclass(frozen=True, slots=True)
class TypedReading:
    """What a notice says while it is typed.

    Attributes:
        problems: a sentence each, in the order of the lines.
        lack: what the year still lacks, "" when it is whole or problems come first.
    """

    festivals: list[Festival]
    problems: list[str]
    lack: str


def year_days(office: Office, year: int) -> list[NamedDay]:
    """Return the named days of a year in order.

    That is what its notice names (a day of another year included), the days of the year that stand in another year's
    notice, and, while the year is 未公布, its 法定节日 (《全国年节及纪念日放假办法》).
    """
    calendar = office.calendar
    found = {day.day: _named(day, year) for day in calendar.days.values() if year in (day.notice_year, day.day.year)}
    if year not in calendar.sources:
        for day, name in calendar.fixed.items():
            if day.year == year and day not in found:
                note = "法定节日；当年放假安排未公布"
                found[day] = NamedDay(day, weekday_name(day), REST, name, None, note)
    return [found[day] for day in sorted(found)]


def _named(day: NoticeDay, year: int) -> NamedDay:
    note = ""
    if day.notice_year != year:
        note = f"由 {day.notice_year} 年的放假安排规定"
    elif day.day.year != year:
        note = f"{day.day.year} 年的日子，由 {year} 年的放假安排规定"
    return NamedDay(day.day, weekday_name(day.day), day.kind, day.name, day.notice_year, note)


def notice_wanted(office: Office, today: date) -> str:
    """Return one sentence asking for a notice that is due: this year's, or from 1 December next year's; else ""."""
    last = office.calendar.last_published
    if last < today.year:
        return f"{last + 1} 年的放假安排还没有导入，{today.year} 年的期限都是暂定的，请导入或者录入国务院办公厅的通知。"
    if last == today.year and today.month == _DECEMBER and last < LAST_YEAR:
        return f"{last + 1} 年的放假安排还没有导入，跨年的期限都是暂定的，请导入或者录入国务院办公厅的通知。"
    return ""


def plan_notice(office: Office, path: Path, today: date) -> NoticePlan:
    """Read a notice file and say what it would change; nothing is stored.

    Raises:
        Refused, NoticeUnreadable: the file is no whole notice.
    """
    return _plan(office, read_notice_file(path), today)


def plan_typed(office: Office, year: int, source: str, text: str, today: date) -> NoticePlan:
    """Read a typed notice and say what it would change; nothing is stored.

    Raises:
        Refused, NoticeUnreadable: the words are no whole notice.
    """
    return _plan(office, [type_notice(year, source, text)], today)


def _plan(office: Office, notices: list[Notice], today: date) -> NoticePlan:
    return NoticePlan(notices, foresee_import(office, notices, today), foresee_judged(office, notices, today))


def read_typed(office: Office, year: int, text: str) -> TypedReading:
    """Return what the typed words say so far, festival by festival, to be held against the paper.

    Raises:
        Refused: a year the calendar does not hold.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"“年份”应当在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")
    reading = read_notice_text(year, text, office.calendar.fixed)
    festivals = []
    for name in dict.fromkeys(item.day.name for item in reading.found):
        days = [item.day for item in reading.found if item.day.name == name]
        rest = sorted({day.day for day in days if day.kind == REST})
        work = sorted({day.day for day in days if day.kind != REST})
        count = f"，共 {len(rest)} 天" if rest else ""
        festivals.append(Festival(name, _spans(rest, year) + count, "、".join(_words(day, year) for day in work)))
    return TypedReading(festivals, [sentence for _, sentence in reading.problems], reading.lack)


def _spans(days: list[date], year: int) -> str:
    """Write days as spans: 02-05 周五 至 02-11 周四."""
    said = []
    for _, run in groupby(enumerate(days), key=lambda item: item[1].toordinal() - item[0]):
        span = [day for _, day in run]
        ends = [span[0]] if len(span) == 1 else [span[0], span[-1]]
        said.append(" 至 ".join(_words(day, year) for day in ends))
    return "、".join(said) or "—"


def _words(day: date, year: int) -> str:
    return f"{day:%m-%d} {weekday_name(day)}" if day.year == year else f"{day} {weekday_name(day)}"
