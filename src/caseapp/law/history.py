"""Reads the procedural history out of facts and refuses what cannot be: the ground the clock stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from caseapp.law.calendar import WorkCalendar
from caseapp.law.errors import LawRefusal
from caseapp.law.facts import CLOCK_KINDS, FACT_KINDS, Fact, in_order
from caseapp.law.periods import Periods
from caseapp.law.rounds import ORDER, Order, came_after, orders_of, read_order

PARTIES = {"third_party": "第三方", "organ": "机关"}
# Facts of the record the clock reads beside those of the calculator.
_MORE_KINDS = frozenset({"extension_told", "returned", ORDER})


class FactBeforeReceipt(LawRefusal):
    """A fact dated before the request was received."""


class AnswerWithoutQuestion(LawRefusal):
    """An answer, payment or opinion that nothing had asked for."""


class AskedTwice(LawRefusal):
    """A step the law allows once."""


class SetDateWrong(LawRefusal):
    """A date set by an art 35 delay that is no working day or comes too early."""


@dataclass(slots=True)
class Consultation:
    """One consultation (征求意见) of a third party or another organ.

    Attributes:
        party: ``third_party`` or ``organ``.
        received: when the other side got the letter, None if never known.
        answered: opinion or withdrawal, None while neither came.
    """

    party: str
    label: str
    sent: date
    received: date | None = None
    answered: date | None = None
    withdrawn: bool = False

    @property
    def name(self) -> str:
        """The words of the timeline, numbered from the second of a kind."""
        return PARTIES[self.party] + (f"（第 {self.label} 次）" if self.label else "")

    def lapse(self, calendar: WorkCalendar, periods: Periods) -> date | None:
        """Return the last day for an opinion: 15 working days after receipt (条例第三十二、三十四条)."""
        if self.received is None:
            return None
        return calendar.add(self.received, periods.days(f"{self.party}_opinion"))

    def ended(self, calendar: WorkCalendar, periods: Periods, as_of: date) -> date | None:
        """Return when it ended: the earlier of opinion and lapse, None while it runs on ``as_of``."""
        lapse = self.lapse(calendar, periods)
        ends = [day for day in (self.answered, lapse) if day is not None]
        end = min(ends, default=None)
        return end if end is not None and end <= as_of else None


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension (延期): the day it was decided and its working days.

    Attributes:
        awaits_notice: True when a 告知书 was made whose way to the applicant is recorded apart.
        told: the day the applicant was told, None when not known.
    """

    on: date
    days: int
    awaits_notice: bool = False
    told: date | None = None


@dataclass(slots=True)
class History:
    """What happened to a case's clock, in order.

    Attributes:
        confirm_at_once: 平常信函, which is to be confirmed the day it arrives (条例第三十一条第二项).
        returned: days a posted reply came back; served_again: days it was served once more.
        order: the decision that ordered a reply, None for most cases; earlier_service is the reply before it.
        latest: day of the latest fact that touches the clock.
        outcome: id of the outcome decided last, "" before.
    """

    received: date
    arrived: date | None = None
    confirm_at_once: bool = False
    clarification_sent: date | None = None
    clarification_term: int = 0
    clarification_received: date | None = None
    fee_noticed: date | None = None
    fee_paid: date | None = None
    consultations: list[Consultation] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    delays: list[tuple[date, date]] = field(default_factory=list)
    served: date | None = None
    served_again: list[date] = field(default_factory=list)
    returned: list[date] = field(default_factory=list)
    order: Order | None = None
    earlier_service: date | None = None
    withdrawn: date | None = None
    latest: date | None = None
    outcome: str = ""

    @property
    def closed(self) -> date | None:
        """The day the request was dealt with: reply served, or withdrawn."""
        return min((d for d in (self.served, self.withdrawn) if d is not None), default=None)

    def restarts(self) -> list[tuple[date, str]]:
        """Return the days the clock began anew, with the provision."""
        found = []
        if self.clarification_received:
            found.append((self.clarification_received, "条例第三十条"))
        if self.fee_paid:
            found.append((self.fee_paid, "国办函〔2020〕109号"))
        return sorted(found)


def read_history(received: date, facts: Iterable[Fact]) -> History:
    """Return the history the clock facts tell.

    Raises:
        FactBeforeReceipt: a fact of the clock earlier than the receipt; a request may be registered, handed over and
            searched for before its receipt is confirmed.
        AnswerWithoutQuestion: an answer without its question, or before it.
        AskedTwice: a second 补正 notice, fee notice, or answer to the same question.
    """
    history = History(received)
    facts = in_order(facts)
    order = next(reversed(orders_of(facts)), None)
    if order is not None:
        history.order = read_order(order)
    for fact in facts:
        if fact.kind in ("arrived", "received"):
            if fact.kind == "arrived":
                history.arrived = fact.on
                history.confirm_at_once = fact.detail.get("channel") == "ordinary_mail"
            continue
        if fact.kind == "outcome_decided":
            history.outcome = str(fact.detail.get("outcome", ""))
            continue
        if fact.kind not in CLOCK_KINDS and fact.kind not in _MORE_KINDS:
            continue
        if fact.on < received:
            raise FactBeforeReceipt(
                f"“{FACT_KINDS[fact.kind]}”的日期 {fact.on} 早于收到申请之日 {received}，请核对日期。"
            )
        if order is not None and fact.kind in ("served", "returned") and not came_after(fact, order):
            history.earlier_service = min(fact.on, history.earlier_service or fact.on)
            continue
        reader = _READERS.get(fact.kind)
        if reader is not None:
            reader(history, fact)
            history.latest = max(fact.on, history.latest or fact.on)
        else:
            _read_consultation(history, fact)
            history.latest = max(fact.on, history.latest or fact.on)
    return history


def _read_clarification_sent(history: History, fact: Fact) -> None:
    if history.clarification_sent:
        raise AskedTwice(
            f"{history.clarification_sent} 已经告知过补正。补正应当一次性告知，不能再次要求补正；补正后仍不明确的，"
            "办理结果选“补正后申请内容仍不明确”。",
            "条例第三十条",
        )
    history.clarification_sent = fact.on
    history.clarification_term = int(fact.detail.get("term", 15))


def _read_clarification_received(history: History, fact: Fact) -> None:
    if history.clarification_sent is None:
        raise AnswerWithoutQuestion("还没有告知补正，不能登记收到补正。请先登记补正告知。", "条例第三十条")
    if history.clarification_received:
        raise AskedTwice(f"{history.clarification_received} 已登记收到补正，不能重复登记；日期有误请更正原来的记录。")
    history.clarification_received = fact.on


def _read_fee_noticed(history: History, fact: Fact) -> None:
    if history.fee_noticed:
        raise AskedTwice(f"{history.fee_noticed} 已经发出收费通知，不能再发一次。", "国办函〔2020〕109号")
    history.fee_noticed = fact.on


def _read_fee_paid(history: History, fact: Fact) -> None:
    if history.fee_noticed is None:
        raise AnswerWithoutQuestion("还没有发出收费通知，不能登记缴费。请先登记收费通知。", "国办函〔2020〕109号")
    if history.fee_paid:
        raise AskedTwice(f"{history.fee_paid} 已登记缴费，不能重复登记。")
    history.fee_paid = fact.on


def _read_extended(history: History, fact: Fact) -> None:
    awaits = bool(fact.detail.get("awaits_notice", False))
    history.extensions.append(Extension(fact.on, int(fact.detail.get("days", 0)), awaits))


def _read_extension_told(history: History, fact: Fact) -> None:
    if not history.extensions:
        raise AnswerWithoutQuestion("还没有办理延期，不能登记告知延期。请先登记延期答复。", "条例第三十三条第二款")
    last_one = history.extensions[-1]
    history.extensions[-1] = replace(last_one, told=min(fact.on, last_one.told or fact.on))


def _read_excess_delay(history: History, fact: Fact) -> None:
    history.delays.append((fact.on, date.fromisoformat(str(fact.detail["until"]))))


def _read_served(history: History, fact: Fact) -> None:
    # A letter returned and sent again: the first 交邮日 keeps counting.
    if history.served is None:
        history.served = fact.on
    else:
        history.served_again.append(fact.on)


def _read_returned(history: History, fact: Fact) -> None:
    if history.served is None:
        raise AnswerWithoutQuestion("还没有登记送达，不能登记邮件退回。")
    history.returned.append(fact.on)


def _read_order(history: History, fact: Fact) -> None:
    read_order(fact)


def _read_withdrawn(history: History, fact: Fact) -> None:
    if history.withdrawn:
        raise AskedTwice(f"{history.withdrawn} 已登记申请人撤回，不能重复登记。")
    history.withdrawn = fact.on


def _read_consultation(history: History, fact: Fact) -> None:
    party, _, what = fact.kind.rpartition("_")
    same = [c for c in history.consultations if (c.party, c.label) == (party, fact.label)]
    if what == "sent":
        if same:
            raise AskedTwice(
                f"{PARTIES[party]}征求意见书已登记发出；再征求一次请另编号，例如 {party}_sent#2。", "条例第三十二条"
            )
        history.consultations.append(Consultation(party, fact.label, fact.on))
        return
    if not same or same[0].sent > fact.on:
        raise AnswerWithoutQuestion(f"还没有向{PARTIES[party]}发出征求意见书，不能登记“{FACT_KINDS[fact.kind]}”。")
    consultation = same[0]
    if what == "received":
        if consultation.received:
            raise AskedTwice(f"{consultation.received} 已登记{consultation.name}收到征求意见书，不能重复登记。")
        consultation.received = fact.on
        return
    if consultation.answered:
        raise AskedTwice(f"{consultation.answered} 已登记{consultation.name}征求意见的结束，不能重复登记。")
    consultation.answered = fact.on
    consultation.withdrawn = what == "withdrawn"


_READERS = {
    "clarification_sent": _read_clarification_sent,
    "clarification_received": _read_clarification_received,
    "fee_noticed": _read_fee_noticed,
    "fee_paid": _read_fee_paid,
    "extended": _read_extended,
    "extension_told": _read_extension_told,
    "excess_delay": _read_excess_delay,
    "served": _read_served,
    "returned": _read_returned,
    ORDER: _read_order,
    "withdrawn": _read_withdrawn,
}
