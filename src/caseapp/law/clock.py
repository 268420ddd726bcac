"""The statutory clock (答复期限): due date, state and what they rest on, derived from facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.calendar import WorkCalendar
from caseapp.law.errors import LawRefusal
from caseapp.law.facts import Fact
from caseapp.law.history import Consultation, History, SetDateWrong, read_history
from caseapp.law.periods import Periods

FORBIDDEN = "forbidden_by_law"


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
class Note:
    """Something the handler must know about the date; ``code`` names the rule."""

    code: str
    text: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The state of a case's reply period on a day.

    Attributes:
        due: last day for the reply, None while 补正 or a fee is awaited.
        provisional: the date may still move (unpublished calendar, running consultation).
        base: the day counting starts after: receipt, or the last restart.
        excluded_working_days: working days taken out before the due date.
        extended_working_days: the extension in force (working days).
        state: running, waiting_clarification, waiting_fee, consulting, closed or abandoned.
        closed: the day the reply was served or the request withdrawn.
        strict_due: the date a court may hold against a doubtful restart or exclusion, None where there is none.
        waiting_until: last day of the applicant's term while something is awaited from the applicant.
        clarification_due: last day of the seven working days for the 补正 notice.
        spans: the intervals taken out. on_time: None while open or where no period ran.
    """

    due: date | None
    provisional: bool
    base: date
    excluded_working_days: int
    extended_working_days: int
    state: str
    closed: date | None
    on_time: bool | None
    strict_due: date | None
    waiting_until: date | None
    clarification_due: date
    spans: tuple[Span, ...]
    notes: tuple[Note, ...]
    history: History

    @property
    def target(self) -> int:
        """The working days to count after ``base``: 20 and the extension."""
        return 20 + self.extended_working_days


def run_clock(
    received: date,
    facts: Iterable[Fact],
    calendar: WorkCalendar,
    periods: Periods,
    today: date,
    *,
    strict: bool = True,
) -> Clock:
    """Return the clock of a request on ``today``.

    Facts later than today are taken as given (the calculator may ask ahead); then the latest of them is the day the
    clock is read on. What stands in the record is read with ``strict`` off: a later notice may move a day under an
    extension that was in order when it was made, and that is a note, not a refusal.
    条例第三十条至第三十五条；国办函〔2020〕109号.

    Raises:
        OlderLaw, FactBeforeReceipt, AnswerWithoutQuestion, AskedTwice, SecondExtension, ExtensionOutOfRange,
        ExtensionTooLate, SetDateWrong, DateOutOfCalendar: the facts cannot be; the sentence says why.
    """
    periods.refuse_older(received)
    history = read_history(received, facts)
    calendar.index(received)
    as_of = max(today, history.latest or received, received)
    if history.closed:
        as_of = history.closed
    return _Reckoning(history, calendar, periods, as_of, strict).clock()


@dataclass(slots=True)
class _Reckoning:
    """One reading of one history."""

    history: History
    calendar: WorkCalendar
    periods: Periods
    as_of: date
    strict: bool

    def clock(self) -> Clock:
        restarts = self.history.restarts()
        base = restarts[-1][0] if restarts else self.history.received
        doubtful = self._doubtful()
        extended = self._extension_after(base if restarts else None)
        spans = self._spans(base, bool(restarts), self.as_of)
        due, excluded = self._reach(base, self.periods.days("reply") + extended, spans)
        for _, until in self.history.delays:
            due = max(due, until)
        state, waiting = self._state(base, spans)
        closed = self.history.closed
        strict = self._strict(base, due)
        shown: date | None = None if state in ("waiting_clarification", "waiting_fee", "abandoned") else due
        if closed and self._was_waiting(closed):
            shown = None
        provisional = shown is not None and (
            self.calendar.touches_unsettled(base, shown) or (closed is None and any(s.running for s in spans))
        )
        return Clock(
            due=shown,
            provisional=provisional,
            base=base,
            excluded_working_days=excluded,
            extended_working_days=extended,
            state=state,
            closed=closed,
            on_time=None if closed is None or shown is None else closed <= shown,
            strict_due=strict,
            waiting_until=waiting,
            clarification_due=self.calendar.add(
                self.history.received, self.periods.days("clarification_notice")
            ),
            spans=spans,
            notes=(*self._notes(base, bool(restarts), strict), *doubtful),
            history=self.history,
        )

    def _reach(self, base: date, count: int, spans: Iterable[Span]) -> tuple[date, int]:
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

    def _spans(self, base: date, restarted: bool, as_of: date) -> tuple[Span, ...]:
        spans = []
        for item in self.history.consultations:
            if restarted and item.sent < base:
                continue
            end = item.ended(self.calendar, self.periods, as_of)
            article = "条例第三十三条第三款"
            until = end or max(as_of, item.sent)
            spans.append(Span(item.sent, until, f"征求{item.name}意见", article, item.party, running=end is None))
        return tuple(sorted(spans, key=lambda s: (s.after, s.until)))

    def _extension_after(self, restart: date | None) -> int:
        return sum(days for on, days in self.history.extensions if restart is None or on >= restart)

    def _doubtful(self) -> tuple[Note, ...]:
        """Return as a note what ``strict`` refuses."""
        try:
            self._check_extensions()
        except LawRefusal as refusal:
            if self.strict:
                raise
            return (Note("doubtful_extension", refusal.sentence.rstrip("。"), refusal.article),)
        return ()

    def _check_extensions(self) -> None:
        """Refuse an extension out of range, twice for one running period, or after that period ran out."""
        seen: dict[date, date] = {}
        for on, days in self.history.extensions:
            if not 1 <= days <= self.periods.days("extension"):
                raise ExtensionOutOfRange(
                    f"延长 {days} 个工作日不符合规定：延长的期限为 1 至 20 个工作日。", "条例第三十三条第二款"
                )
            waiting = self._was_waiting(on)
            if waiting:
                raise ExtensionTooLate(f"{on} 正在等待{waiting}，答复期限没有在计算，不需要延期。", "条例第三十条")
            past = [day for day, _ in self.history.restarts() if day <= on]
            base = past[-1] if past else self.history.received
            if base in seen:
                raise SecondExtension(f"{seen[base]} 已经延期一次，答复期限只能延长一次。", "条例第三十三条第二款")
            seen[base] = on
            spans = self._spans(base, bool(past), on)
            due, _ = self._reach(base, self.periods.days("reply"), spans)
            if on > due:
                raise ExtensionTooLate(
                    f"不能延期：答复期限 {due} 已过。延期须在期限届满前作出并告知申请人。", "条例第三十三条第二款"
                )
        for on, until in self.history.delays:
            if not self.calendar.is_working(until) or until <= on:
                raise SetDateWrong(
                    f"延迟答复的日期 {until} 应当是确定之日以后的工作日，请改选。", "条例第三十五条"
                )

    def _was_waiting(self, day: date) -> str:
        """Return what was awaited from the applicant on a day, "" when nothing."""
        h = self.history
        if h.clarification_sent and h.clarification_sent <= day and not _by(h.clarification_received, day):
            return "补正"
        if h.fee_noticed and h.fee_noticed <= day and not _by(h.fee_paid, day):
            return "缴费"
        return ""

    def _state(self, base: date, spans: tuple[Span, ...]) -> tuple[str, date | None]:
        h = self.history
        if h.closed:
            return "closed", None
        waiting = self._was_waiting(self.as_of)
        if waiting == "补正" and h.clarification_sent:
            until = self.calendar.add(h.clarification_sent, h.clarification_term)
            return ("abandoned" if self.as_of > until else "waiting_clarification"), until
        if waiting == "缴费" and h.fee_noticed:
            until = self.calendar.add(h.fee_noticed, self.periods.days("fee"))
            return ("abandoned" if self.as_of > until else "waiting_fee"), until
        return ("consulting" if any(s.running for s in spans) else "running"), None

    def _late_clarification(self) -> bool:
        sent = self.history.clarification_sent
        limit = self.calendar.add(self.history.received, self.periods.days("clarification_notice"))
        return sent is not None and sent > limit

    def _late_confirmation(self) -> bool:
        arrived = self.history.arrived
        if arrived is None or not self.history.confirm_at_once:
            return False
        return self.calendar.between(arrived, self.history.received) > 0

    def _needless_consultation(self) -> bool:
        """Tell whether a third party was asked though 统计法 forbids disclosure whatever it answers."""
        asked = any(item.party == "third_party" for item in self.history.consultations)
        return asked and self.history.outcome == FORBIDDEN

    def _after_expiry(self) -> date | None:
        """Return the due date that had run out when a fee was noticed or an art 35 delay was set, None in order."""
        starts = [fee for fee in (self.history.fee_noticed,) if fee] + [on for on, _ in self.history.delays]
        for on in sorted(starts):
            past = [day for day, _ in self.history.restarts() if day <= on]
            base = past[-1] if past else self.history.received
            count = self.periods.days("reply") + self._extension_after(base if past else None)
            due, _ = self._reach(base, count, self._spans(base, bool(past), on))
            if on > due:
                return due
        return None

    def _strict(self, base: date, due: date) -> date | None:
        """Return the date that holds if a doubtful restart, confirmation or exclusion is not accepted."""
        late_notice, late_confirmation = self._late_clarification(), self._late_confirmation()
        needless = self._needless_consultation()
        if expired := self._after_expiry():
            return expired
        if not (late_notice or late_confirmation or needless):
            return None
        start = base
        if late_notice and not self.history.fee_paid:
            start = self.history.received
        if late_confirmation and self.history.arrived and start == self.history.received:
            start = self.history.arrived
        restarted = start not in (self.history.received, self.history.arrived)
        spans = self._spans(start, restarted, self.as_of)
        if needless:
            spans = tuple(span for span in spans if span.party != "third_party")
        extended = self._extension_after(start if restarted else None)
        strict, _ = self._reach(start, self.periods.days("reply") + extended, spans)
        return strict if strict < due else None

    def _notes(self, base: date, restarted: bool, strict: date | None) -> Iterable[Note]:
        if self._late_clarification():
            yield Note(
                "late_clarification",
                "补正告知晚于收到申请后第 7 个工作日，重新起算可能不被认可"
                + (f"；从原收到之日推算应于 {strict} 前答复" if strict else ""),
                "条例第三十条",
            )
        if self._late_confirmation() and self.history.arrived:
            yield Note(
                "late_confirmation",
                f"{self.history.arrived} 到件，确认晚于到件之日"
                + (f"；从到件之日推算应于 {strict} 前答复" if strict else ""),
                "条例第三十一条",
            )
        if expired := self._after_expiry():
            yield Note(
                "after_expiry",
                f"收费通知或延迟期限作出时答复期限 {expired} 已过，之后的重新起算或延迟可能不被认可",
                "条例第三十三条第二款",
            )
        if self._needless_consultation():
            yield Note(
                "needless_consultation",
                "统计法禁止公开的，第三方的意见不改变结果，扣除征求意见时间可能不被认可"
                + (f"；不扣除则应于 {strict} 前答复" if strict else ""),
                "条例第三十三条第三款",
            )
        for on, days in self.history.extensions:
            if restarted and on <= base:
                yield Note(
                    "extension_lapsed",
                    f"{on} 的延期 {days} 个工作日在重新起算后不再计入（条文未写明，按通行做法）",
                )
        for item in self.history.consultations:
            yield from self._consultation_notes(item, base, restarted)

    def _consultation_notes(self, item: Consultation, base: date, restarted: bool) -> Iterable[Note]:
        if restarted and item.sent < base:
            yield Note(
                "consultation_before_restart",
                f"征求{item.name}意见始于重新起算之前，之后不再扣除；若认为仍可扣除，期限会更晚",
                "条例第三十三条第三款",
            )
            return
        if self.history.closed or item.answered or item.received:
            return
        warn_from = self.calendar.add(item.sent, self.periods.days(f"{item.party}_opinion"))
        if self.as_of > warn_from:
            yield Note(
                "consultation_unreceived",
                f"征求意见书 {item.sent} 发出后未登记{item.name}收到的日期，已超过 15 个工作日，请核实送达",
                self.periods[f"{item.party}_opinion"].article,
            )


def _by(day: date | None, limit: date) -> bool:
    return day is not None and day <= limit
