"""Counting of the reply period: how far a number of working days reaches, and what is taken out on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.calendar import WorkCalendar
from caseapp.law.errors import LawRefusal
from caseapp.law.history import History, SetDateWrong
from caseapp.law.periods import Periods


class SecondExtension(LawRefusal):
    """A second extension of the same period."""


class ExtensionOutOfRange(LawRefusal):
    """An extension that is not 1 to 20 working days."""


class ExtensionTooLate(LawRefusal):
    """An extension after the period ran out, or while no period runs."""


@dataclass(frozen=True, slots=True)
class Span:
    """Working days that do not count: those d with ``after`` < d <= ``until``."""

    after: date
    until: date
    text: str
    article: str
    party: str
    running: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """One history to be counted, as known on a day."""

    history: History
    calendar: WorkCalendar
    periods: Periods
    as_of: date

    def reach(self, base: date, count: int, spans: Iterable[Span]) -> tuple[date, int]:
        """Return the day ``count`` working days after base outside the spans, and the days left out before it."""
        index = self.calendar.index
        start = index(base)
        due = start + count
        done = start
        for span in sorted(spans, key=lambda s: (s.after, s.until)):
            low, high = max(index(span.after), done), index(span.until)
            if low < due and high > low:
                due += high - low
                done = high
        return self.calendar.at_index(due), due - start - count

    def spans(self, base: date, restarted: bool, as_of: date) -> tuple[Span, ...]:
        """Return the consultations that take days out of a period begun on ``base`` (条例第三十三条第三款)."""
        spans = []
        for item in self.history.consultations:
            if restarted and item.sent < base:
                continue
            end = item.ended(self.calendar, self.periods, as_of)
            article = "条例第三十三条第三款"
            until = end or max(as_of, item.sent)
            spans.append(Span(item.sent, until, f"征求{item.name}意见", article, item.party, running=end is None))
        return tuple(sorted(spans, key=lambda s: (s.after, s.until)))

    def extension_after(self, restart: date | None) -> int:
        """Return the working days of the extension that counts after a restart, 0 for none."""
        return sum(e.days for e in self.history.extensions if restart is None or e.on >= restart)

    def restart_before(self, day: date) -> date | None:
        """Return the last restart on or before a day, None when the period still runs from receipt."""
        return max((on for on, _ in self.history.restarts() if on <= day), default=None)

    def due_on(self, day: date, *, extended: bool = True) -> date:
        """Return the due date as it stood on a day, with or without the extension decided by then."""
        restart = self.restart_before(day)
        base = restart or self.history.received
        days = self.periods.days("reply")
        if extended:
            days += sum(e.days for e in self.history.extensions if e.on <= day and (not restart or e.on >= restart))
        due = self.reach(base, days, self.spans(base, restart is not None, day))[0]
        return max([due, *(until for on, until in self.history.delays if on < day)])

    def check_extensions(self) -> None:
        """Refuse an extension out of range, twice for one running period, or after that period ran out.

        Raises:
            ExtensionOutOfRange, ExtensionTooLate, SecondExtension: 条例第三十三条第二款; 一次为限 is practice.
            SetDateWrong: the day of a delayed reply (条例第三十五条) is no working day, or not after its setting.
        """
        seen: dict[date, date] = {}
        for item in self.history.extensions:
            if not 1 <= item.days <= self.periods.days("extension"):
                raise ExtensionOutOfRange(
                    f"延长 {item.days} 个工作日不符合规定：延长的期限为 1 至 20 个工作日。", "条例第三十三条第二款"
                )
            waiting = self.awaited(item.on)
            if waiting:
                raise ExtensionTooLate(
                    f"{item.on} 正在等待{waiting}，答复期限没有在计算，不需要延期。", "条例第三十条"
                )
            base = self.restart_before(item.on) or self.history.received
            if base in seen:
                raise SecondExtension(f"{seen[base]} 已经延期一次，答复期限只能延长一次。", "条例第三十三条第二款")
            seen[base] = item.on
            due = self.due_on(item.on, extended=False)
            if item.on > due:
                raise ExtensionTooLate(
                    f"不能延期：答复期限 {due} 已过。延期须在期限届满前作出并告知申请人。", "条例第三十三条第二款"
                )
        for on, until in self.history.delays:
            if not self.calendar.is_working(until) or until <= on:
                raise SetDateWrong(
                    f"延迟答复的日期 {until} 应当是确定之日以后的工作日，请改选。", "条例第三十五条"
                )

    def awaited(self, day: date) -> str:
        """Return what was awaited from the applicant on a day, "" when nothing."""
        h = self.history
        if h.clarification_sent and h.clarification_sent <= day and not _by(h.clarification_received, day):
            return "补正"
        if h.fee_noticed and h.fee_noticed <= day and not _by(h.fee_paid, day):
            return "缴费"
        return ""


def _by(day: date | None, limit: date) -> bool:
    return day is not None and day <= limit
