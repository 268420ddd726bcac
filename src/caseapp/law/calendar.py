"""The working-day calendar: every day is ordinary, 休息日 or 上班日 by the State Council notice of its year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from caseapp.law.errors import LawRefusal

REST = "休息日"
WORK = "上班日"
ORDINARY = "普通"
FIRST_DAY = date(2018, 12, 1)
LAST_DAY = date(2035, 12, 31)
_ONE_DAY = timedelta(days=1)
_WEEKDAYS = "一二三四五六日"


class DateOutOfCalendar(LawRefusal):
    """A date outside the years the calendar can speak of."""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day named by a notice (国务院办公厅放假安排), with the year of that notice."""

    day: date
    kind: str
    name: str
    notice_year: int


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """Whether a day is a working day, and why.

    Attributes:
        works: True for a working day (工作日).
        kind: REST, WORK or ORDINARY.
        reason: the Chinese words printed in a trace.
        published: False when the notice of its year is not known, so that the verdict may change.
    """

    day: date
    works: bool
    kind: str
    reason: str
    published: bool


@dataclass(frozen=True)
class WorkCalendar:
    """The three-kind calendar; days not named by a notice follow their weekday.

    Attributes:
        days: the days named by notices.
        sources: notice year to the addresses of its notice and amendments; a year without one is 未公布.
        fixed: 法定节日 of 《全国年节及纪念日放假办法》, 休息日 without any notice; used in unpublished years only.
    """

    days: Mapping[date, NoticeDay]
    sources: Mapping[int, tuple[str, ...]]
    fixed: Mapping[date, str] = field(default_factory=dict)

    @cached_property
    def last_published(self) -> int:
        """The last year whose notice is known without a gap before it."""
        year = min(self.sources, default=FIRST_DAY.year)
        while year + 1 in self.sources:
            year += 1
        return year

    @cached_property
    def _working(self) -> list[int]:
        """Ordinals of all working days of the span, ascending: counting is a look-up in this list."""
        first, last = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
        working = {o for o in range(first, last + 1) if (o + 6) % 7 < 5}
        for day in self.fixed:
            if not self.is_published(day):
                working.discard(day.toordinal())
        for day, named in self.days.items():
            (working.discard if named.kind == REST else working.add)(day.toordinal())
        return sorted(working)

    def is_published(self, day: date) -> bool:
        """Tell whether the notice of the day's own year is known."""
        return day.year in self.sources or day.year < min(self.sources, default=FIRST_DAY.year)

    def is_unsettled(self, day: date) -> bool:
        """Tell whether a later notice may still change this day.

        That is a day of an unpublished year, or 25-31 December of the last published one, since those days can
        stand in next year's notice (2018-12-29 and 2022-12-31 did).
        """
        if not self.is_published(day):
            return True
        return day.month == 12 and day.day >= 25 and day.year == self.last_published

    def verdict(self, day: date) -> DayVerdict:
        """Return whether ``day`` works and the reason in words.

        Raises:
            DateOutOfCalendar: before December 2018 or after 2035.
        """
        _check_span(day)
        weekday = "周" + _WEEKDAYS[day.weekday()]
        named = self.days.get(day)
        published = self.is_published(day)
        if named is not None:
            if named.kind == WORK:
                reason = f"{weekday}，{named.notice_year} 年放假安排定为上班日（{named.name}）"
            else:
                reason = f"{weekday}，{named.name}放假（{named.notice_year} 年放假安排）"
            return DayVerdict(day, named.kind == WORK, named.kind, reason, published)
        if day in self.fixed and not published:
            reason = f"{weekday}，{self.fixed[day]}（《全国年节及纪念日放假办法》；当年放假安排未公布）"
            return DayVerdict(day, False, REST, reason, published)
        if day.weekday() >= 5:
            return DayVerdict(day, False, REST, f"{weekday}，休息日", published)
        return DayVerdict(day, True, ORDINARY, weekday, published)

    def is_working(self, day: date) -> bool:
        """Tell whether ``day`` is a working day."""
        index = self.index(day)
        return index > 0 and self._working[index - 1] == day.toordinal()

    def index(self, day: date) -> int:
        """Return how many working days of the span lie on or before ``day`` (working days).

        Raises:
            DateOutOfCalendar: outside the span.
        """
        _check_span(day)
        return bisect_right(self._working, day.toordinal())

    def at_index(self, index: int) -> date:
        """Return the working day with this index, the inverse of ``index``.

        Raises:
            DateOutOfCalendar: the count runs past 2035.
        """
        if not 0 < index <= len(self._working):
            raise DateOutOfCalendar("推算超出了工作日历的范围（2018 年 12 月至 2035 年），请核对日期。")
        return date.fromordinal(self._working[index - 1])

    def add(self, start: date, count: int) -> date:
        """Return the ``count``-th working day after ``start``; the period begins the next day.

        Counting from the next day follows general practice (行诉解释第四十八条 as reference).
        """
        return self.at_index(self.index(start) + count)

    def on_or_after(self, day: date) -> date:
        """Return ``day`` or the first working day after it; calendar days end there (参照行诉解释第四十八条)."""
        return self.at_index(self.index(day) + (0 if self.is_working(day) else 1))

    def between(self, after: date, until: date) -> int:
        """Return the working days d with ``after`` < d <= ``until`` (0 when reversed)."""
        return max(0, self.index(until) - self.index(after))

    def touches_unsettled(self, after: date, until: date) -> bool:
        """Tell whether any day d with ``after`` < d <= ``until`` may still be changed by a notice."""
        day = max(after + _ONE_DAY, date(self.last_published, 12, 25))
        return day <= until and any(
            self.is_unsettled(date.fromordinal(o)) for o in range(day.toordinal(), until.toordinal() + 1)
        )


def _check_span(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateOutOfCalendar(f"工作日历只覆盖 2018 年 12 月至 2035 年，{day.isoformat()} 不在其中，请核对日期。")


def weekday_name(day: date) -> str:
    """Return 周一 … 周日."""
    return "周" + _WEEKDAYS[day.weekday()]
