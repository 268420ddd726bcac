"""What 今日 shows beside its lines: how many cases stand how, and the days the open clocks run through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.casework.ledger.lists import TodayRow, today_rows
from caseapp.casework.office import Office
from caseapp.casework.upkeep.calendar_views import notice_wanted
from caseapp.law.calendar import REST, WORK
from caseapp.law.errors import LawRefusal

SHORTEST_STRIP, LONGEST_STRIP = 28, 7 * 52
_TONE_RANK = ("danger", "warn", "hold", "ok", "neutral")


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the counts: its words, tone and number of cases."""

    label: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the calendar strip.

    Attributes:
        rest: 休息日; made_up: 上班日 by a notice; published: the notice of its year is known.
        tone: tone of the worst due date on this day, "" when none falls on it.
        words: the day's reason and what falls due, for the tooltip.
    """

    day: date
    rest: bool
    made_up: bool
    published: bool
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """The whole of 今日.

    Attributes:
        open_count: cases not yet closed.
        urgent: cases overdue or to be done today; soon: within five working days.
        notice_wanted: asks for the holiday notice that is due, "" when none is.
        has_cases: whether the record holds any case, open or not.
    """

    rows: list[TodayRow]
    groups: list[Group]
    days: list[StripDay]
    open_count: int
    urgent: int
    soon: int
    has_cases: bool
    day_words: str
    organ: str
    code_reply: str
    court_known: bool
    first_calendar_year: int
    published: int
    notice_wanted: str


def today_view(office: Office, today: date) -> TodayView:
    """Return everything 今日 shows."""
    rows = today_rows(office, today)
    ids = [row.case_id for row in rows if row.due is not None]
    starts = [line.received for line in office.record.index_page(ids) if line.received]
    groups = _groups(rows, today)
    profile = office.profile
    return TodayView(
        rows=rows,
        groups=groups,
        days=strip_days(office, rows, starts, today),
        open_count=sum(1 for row in rows if row.verb != "archive"),
        urgent=groups[0].count + groups[1].count,
        soon=groups[2].count,
        has_cases=bool(rows) or office.record.years() is not None,
        day_words=_day_words(office, today),
        organ=profile.name,
        code_reply=profile.code_reply,
        court_known=bool(profile.court),
        first_calendar_year=min(office.calendar.sources, default=today.year),
        published=office.calendar.last_published,
        notice_wanted=notice_wanted(office, today),
    )


def _groups(rows: Sequence[TodayRow], today: date) -> list[Group]:
    counts = dict.fromkeys(("late", "today", "soon", "waiting", "ample", "file"), 0)
    for row in rows:
        counts[_group_of(row, today)] += 1
    groups = [
        Group("已超期", "danger", counts["late"]),
        Group("今天必须办", "danger", counts["today"]),
        Group("5 个工作日内", "warn", counts["soon"]),
        Group("等待他人（暂停、补正、缴费）", "hold", counts["waiting"]),
        Group("期限宽裕", "neutral", counts["ample"]),
    ]
    if minded := sum(1 for row in rows if row.matters):
        groups.append(Group("另有提醒事项", "warn", minded))
    return [*groups, Group("已办结，待归档", "ok", counts["file"])] if counts["file"] else groups


def _group_of(row: TodayRow, today: date) -> str:
    if row.verb == "archive":
        return "file"
    if row.status_tone == "danger":
        return "late" if row.due and row.due < today else "today"
    return {"warn": "soon", "hold": "waiting"}.get(row.status_tone, "ample")


def strip_days(office: Office, rows: Sequence[TodayRow], starts: Sequence[date], today: date) -> list[StripDay]:
    """Return whole weeks from the oldest running clock to the farthest due date, today always among them."""
    dues: dict[date, list[TodayRow]] = {}
    for row in rows:
        if row.due is not None:
            dues.setdefault(row.due, []).append(row)
    first = min([*starts, today])
    last = max([*dues, today + timedelta(days=SHORTEST_STRIP)])
    first = max(first, last - timedelta(days=LONGEST_STRIP))
    day = first - timedelta(days=first.weekday())
    last += timedelta(days=6 - last.weekday())
    days = []
    while day <= last:
        days.append(_strip_day(office, day, dues.get(day, []), today))
        day += timedelta(days=1)
    return days


def _strip_day(office: Office, day: date, due: Sequence[TodayRow], today: date) -> StripDay:
    try:
        verdict = office.calendar.verdict(day)
    except LawRefusal as refusal:
        return StripDay(day, False, False, False, "", refusal.sentence)
    words = f"{day}　{verdict.reason}" + ("" if verdict.published else "（放假安排未公布）")
    if day == today:
        words += "\n今天"
    for row in due:
        words += f"\n{row.number} {row.applicant}：最迟当日答复" + ("（暂定）" if row.provisional else "")
    tone = min((row.tone for row in due), key=_TONE_RANK.index, default="")
    return StripDay(day, verdict.kind == REST, verdict.kind == WORK, verdict.published, tone, words)


def _day_words(office: Office, today: date) -> str:
    weekday = "一二三四五六日"[today.weekday()]
    verdict = office.calendar.verdict(today)
    kind = "上班日" if verdict.kind == WORK else "工作日" if verdict.works else "休息日"
    return f"{today.year} 年 {today.month} 月 {today.day} 日　星期{weekday}　{kind}"
