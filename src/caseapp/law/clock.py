"""The statutory clock (答复期限): due date, state and what they rest on, derived from facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.calendar import WorkCalendar
from caseapp.law.counting import Counting, Span
from caseapp.law.doubts import Note, doubtful_extension, notes_of, strict_due, untold_at_end
from caseapp.law.facts import Fact
from caseapp.law.history import History, read_history
from caseapp.law.periods import Periods
from caseapp.law.rounds import WORKING, Order


@dataclass(frozen=True, slots=True)
class Clock:
    """The state of a case's reply period on a day.

    Attributes:
        due: last day for the reply, None while 补正 or a fee is awaited.
        provisional: the date may still move (unpublished calendar, running consultation).
        base: the day counting starts after: receipt, the last restart, or the day a decision ordered a reply.
        excluded_working_days: working days taken out before the due date.
        extended_working_days: the extension in force (working days).
        state: running, waiting_clarification, waiting_fee, consulting, closed or abandoned.
        closed: the day the reply was served or the request withdrawn.
        strict_due: the date a court may hold against a doubtful restart or exclusion, None where there is none.
        waiting_until: last day of the applicant's term while something is awaited from the applicant.
        clarification_due: last day of the seven working days for the 补正 notice.
        spans: the intervals taken out.
        asking: party and label of the consultations still running.
        on_time: None while open or where no period ran; an extension the applicant was not told of does not count.
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
    asking: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    history: History

    @property
    def target(self) -> int:
        """The days to count after ``base``: 20 and the extension, or what a decision set; 0 where it names a day."""
        return self.history.order.days if self.history.order else 20 + self.extended_working_days

    @property
    def counts_working_days(self) -> bool:
        """False where a decision set calendar days or a day."""
        order = self.history.order
        return order is None or (order.until is None and order.unit == WORKING)


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
        ExtensionTooLate, SetDateWrong, OrderedPeriodWrong, DateOutOfCalendar: the facts cannot be; the sentence says
            why.
    """
    periods.refuse_older(received)
    history = read_history(received, facts)
    calendar.index(received)
    as_of = max(today, history.latest or received, received)
    if history.closed:
        as_of = history.closed
    counting = Counting(history, calendar, periods, as_of)
    return _clock_of_order(counting, history.order) if history.order else _clock(counting, strict)


def _clock(counting: Counting, strict: bool) -> Clock:
    history, calendar, periods = counting.history, counting.calendar, counting.periods
    restarts = history.restarts()
    base = restarts[-1][0] if restarts else history.received
    doubt = doubtful_extension(counting, strict)
    extended = counting.extension_after(base if restarts else None)
    spans = counting.spans(base, bool(restarts), counting.as_of)
    due, excluded = counting.reach(base, periods.days("reply") + extended, spans)
    for _, until in history.delays:
        due = max(due, until)
    state, waiting = _state(counting, spans)
    closed = history.closed
    strict_day = strict_due(counting, base, due)
    shown: date | None = None if state in ("waiting_clarification", "waiting_fee", "abandoned") else due
    if closed and counting.awaited(closed):
        shown = None
    judged = strict_day if strict_day and untold_at_end(counting) else shown
    named = any(until == due for _, until in history.delays)
    provisional = shown is not None and (
        (not named and calendar.touches_unsettled(base, shown)) or (closed is None and any(s.running for s in spans))
    )
    return Clock(
        due=shown,
        provisional=provisional,
        base=base,
        excluded_working_days=excluded,
        extended_working_days=extended,
        state=state,
        closed=closed,
        on_time=None if closed is None or judged is None or shown is None else closed <= judged,
        strict_due=strict_day,
        waiting_until=waiting,
        clarification_due=_clarification_due(counting),
        spans=spans,
        asking=_asking(counting, base if restarts else None),
        notes=(*notes_of(counting, base, strict_day), *doubt),
        history=history,
    )


def _clock_of_order(counting: Counting, order: Order) -> Clock:
    """Return the clock of a reply a decision ordered: its period is the decision's own, and nothing moves it."""
    due, closed = order.due(counting.calendar), counting.history.closed
    text = f"{order.decision}责令答复，期限由决定确定，不适用延期、补正和征求意见的扣除"
    return Clock(
        due=due,
        provisional=order.is_unsettled(counting.calendar),
        base=order.on,
        excluded_working_days=0,
        extended_working_days=0,
        state="closed" if closed else "running",
        closed=closed,
        on_time=None if closed is None else closed <= due,
        strict_due=None,
        waiting_until=None,
        clarification_due=_clarification_due(counting),
        spans=(),
        asking=_asking(counting, order.on),
        notes=(Note("ordered", text),),
        history=counting.history,
    )


def _asking(counting: Counting, since: date | None) -> tuple[tuple[str, str], ...]:
    if counting.history.closed:
        return ()
    return tuple(
        (item.party, item.label)
        for item in counting.history.consultations
        if (since is None or item.sent >= since)
        and item.ended(counting.calendar, counting.periods, counting.as_of) is None
    )


def _clarification_due(counting: Counting) -> date:
    return counting.calendar.add(counting.history.received, counting.periods.days("clarification_notice"))


def _state(counting: Counting, spans: tuple[Span, ...]) -> tuple[str, date | None]:
    h = counting.history
    if h.closed:
        return "closed", None
    waiting = counting.awaited(counting.as_of)
    if waiting == "补正" and h.clarification_sent:
        until = counting.calendar.add(h.clarification_sent, h.clarification_term)
        return ("abandoned" if counting.as_of > until else "waiting_clarification"), until
    if waiting == "缴费" and h.fee_noticed:
        until = counting.calendar.add(h.fee_noticed, counting.periods.days("fee"))
        return ("abandoned" if counting.as_of > until else "waiting_fee"), until
    return ("consulting" if any(s.running for s in spans) else "running"), None
