"""重新答复: a decision of 复议 or a court that orders a reply begins another round of the same case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.law.calendar import WorkCalendar
from caseapp.law.errors import LawRefusal
from caseapp.law.facts import Fact

ORDER = "redo_ordered"
WORKING, CALENDAR = "working", "calendar"
UNITS: dict[str, str] = {WORKING: "工作日", CALENDAR: "日"}
LONGEST = 60
# What belongs to one reply; the rest of a case (receipt, consultations, searches) serves every reply.
OF_ONE_REPLY = frozenset(
    {
        "outcome_decided",
        "review_referred",
        "review_answered",
        "review_signed",
        "submitted",
        "signed_off",
        "finalised",
        "third_party_told",
        "sealed",
        "served",
        "returned",
        "archived",
    }
)


class OrderedPeriodWrong(LawRefusal):
    """A period set by a decision that is none."""


@dataclass(frozen=True, slots=True)
class Order:
    """The period a decision sets for replying anew (责令重新答复).

    Attributes:
        on: the day the organ received the decision; the period begins the next day.
        days, unit: its length in working days or calendar days, 0 where the decision names a day.
        until: the day the decision names, None where it gives a length.
        decision: what ordered it, for example 行政复议决定书.
    """

    on: date
    days: int
    unit: str
    until: date | None
    decision: str

    @property
    def nominal(self) -> date:
        """The last calendar day before any roll-forward, for a length in calendar days."""
        return self.on + timedelta(days=self.days)

    def due(self, calendar: WorkCalendar) -> date:
        """Return the last day to reply; calendar days roll to the next working day (参照行诉解释第四十八条)."""
        if self.until is not None:
            return self.until
        if self.unit == WORKING:
            return calendar.add(self.on, self.days)
        return calendar.on_or_after(self.nominal)

    def is_unsettled(self, calendar: WorkCalendar) -> bool:
        """Tell whether a later notice may still move the day."""
        if self.until is not None:
            return False
        after = self.on if self.unit == WORKING else self.nominal - timedelta(days=1)
        return calendar.touches_unsettled(after, self.due(calendar))


def read_order(fact: Fact) -> Order:
    """Return the order a fact tells.

    Raises:
        OrderedPeriodWrong: no length and no day, or a day before the decision came.
    """
    until = date.fromisoformat(str(fact.detail["until"])) if fact.detail.get("until") else None
    days, unit = int(fact.detail.get("days", 0)), str(fact.detail.get("unit", WORKING))
    if until is None and not (1 <= days <= LONGEST and unit in UNITS):
        raise OrderedPeriodWrong(f"重新答复的期限应当是 1 至 {LONGEST} 个工作日或者日，或者决定写明的日期。")
    if until is not None and until < fact.on:
        raise OrderedPeriodWrong(f"决定写明的日期 {until} 早于收到决定之日 {fact.on}，请核对。")
    number = str(fact.detail.get("number", ""))
    return Order(fact.on, days, unit, until, f"{fact.detail.get('decision', '')}{number}")


def came_after(fact: Fact, order: Fact) -> bool:
    """Tell whether a fact was recorded after an order; a correction counts as what it corrects."""
    return fact.place > order.place


def orders_of(facts: Iterable[Fact]) -> list[Fact]:
    """Return the orders to reply, in the order of recording."""
    return sorted((f for f in facts if f.kind == ORDER), key=lambda f: f.place)


def this_reply(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts of the reply under way: what belongs to replies before the latest order is left out."""
    facts = tuple(facts)
    orders = orders_of(facts)
    if not orders:
        return facts
    return tuple(f for f in facts if f.kind not in OF_ONE_REPLY or came_after(f, orders[-1]))


def first_reply(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts by which a request is counted once: those up to the order that followed its first service."""
    facts = tuple(facts)
    orders = orders_of(facts)
    served = min((f for f in facts if f.kind == "served"), key=lambda f: f.place, default=None)
    later = [order for order in orders if served is not None and came_after(order, served)]
    if later:
        facts = tuple(f for f in facts if not came_after(f, later[0]) and f.place != later[0].place)
    return this_reply(facts)
