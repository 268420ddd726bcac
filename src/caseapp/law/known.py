"""What the facts of a case already settle of the questions that lead to its 办理结果."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from caseapp.law.calendar import WorkCalendar
from caseapp.law.casestate import CaseState
from caseapp.law.facts import Fact, last
from caseapp.law.history import PARTIES, Consultation, History
from caseapp.law.periods import Periods
from caseapp.law.permits import verb_states
from caseapp.law.questions import CONDITIONS

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Known:
    """How each matter stands in the record of a case.

    Attributes:
        clarification, fee, reasons, third_party, organ: one of the states of ``CONDITIONS``.
        words: matter -> what the record says of it.
        verbs: verb -> why it is not allowed now; allowed ones are left out.
    """

    clarification: str = "none"
    fee: str = "none"
    reasons: str = "none"
    third_party: str = "none"
    organ: str = "none"
    words: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    verbs: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def holds(self, condition: str) -> bool:
        """Tell whether a condition ``matter=state`` stands."""
        matter, _, state = condition.partition("=")
        return matter in CONDITIONS and getattr(self, matter) == state

    def says(self, condition: str) -> str:
        """Return what the record says of the matter of a condition, "" where it says nothing."""
        return self.words.get(condition.partition("=")[0], "")


def known_of(
    state: CaseState, facts: Iterable[Fact], calendar: WorkCalendar, periods: Periods, today: date
) -> Known:
    """Return what the record of a case settles.

    Args:
        state: the case.
        facts: all its effective facts, those before an order to reply anew included.
        calendar: the working days an opinion is waited for.
        periods: how many.
        today: the day.
    """
    facts = tuple(facts)
    verbs = {verb.verb: verb.reason for verb in verb_states(state) if not verb.allowed}
    if state.clock is None:
        return Known(verbs=verbs)
    found, words = {}, {}
    for matter, (standing, said) in {
        "clarification": _clarification(state),
        "fee": _fee(state),
        "reasons": _reasons(facts),
        **{
            party: _consulted(party, state, facts, lambda item: _waits(item, item.lapse(calendar, periods), today))
            for party in PARTIES
        },
    }.items():
        found[matter] = standing
        if said:
            words[matter] = said
    return Known(**found, words=words, verbs=verbs)


def _history(state: CaseState) -> History:
    assert state.clock is not None
    return state.clock.history


def _clarification(state: CaseState) -> tuple[str, str]:
    """条例第三十条; a fee asked for afterwards hides the wait."""
    history, clock = _history(state), state.clock
    assert clock is not None
    if history.clarification_received:
        return "received", f"{history.clarification_received} 收到补正"
    if history.clarification_sent is None:
        return "none", ""
    told = f"{history.clarification_sent} 已告知补正"
    if clock.state == "waiting_clarification":
        return "waiting", f"{told}，期限至 {clock.waiting_until}"
    if clock.state == "abandoned" and history.fee_noticed is None:
        return "lapsed", f"{told}，{clock.waiting_until} 期限届满"
    return "none", told


def _fee(state: CaseState) -> tuple[str, str]:
    """国办函〔2020〕109号."""
    history, clock = _history(state), state.clock
    assert clock is not None
    if history.fee_noticed is None:
        return "none", ""
    if history.fee_paid:
        return "paid", f"{history.fee_paid} 缴费"
    told = f"{history.fee_noticed} 已发收费通知"
    if clock.state == "waiting_fee":
        return "waiting", f"{told}，缴费期限至 {clock.waiting_until}"
    return ("lapsed", f"{told}，{clock.waiting_until} 期限届满") if clock.state == "abandoned" else ("none", told)


def _reasons(facts: tuple[Fact, ...]) -> tuple[str, str]:
    """条例第三十五条."""
    asked, given = last(facts, "reasons_asked"), last(facts, "reasons_given")
    if given is not None:
        acceptable = bool(given.detail.get("acceptable"))
        said = f"{given.on} 登记申请人说明的理由，审查为{'合理' if acceptable else '不合理'}"
        return ("acceptable" if acceptable else "unacceptable"), said
    return ("asked", f"{asked.on} 已要求说明理由") if asked is not None else ("none", "")


def _consulted(
    party: str, state: CaseState, facts: tuple[Fact, ...], waits: Callable[[Consultation], bool]
) -> tuple[str, str]:
    """条例第三十二、三十四条; of several opinions the one against disclosure weighs, then a silence."""
    asked = [c for c in _history(state).consultations if c.party == party and not c.withdrawn]
    name = PARTIES[party]
    if not asked:
        return "none", f"案件记录中没有征求{name}意见"
    waiting = [c for c in asked if waits(c)]
    if waiting:
        return "asking", f"{waiting[-1].sent} 发出{name}征求意见书，还没有意见，期限也没有届满"
    answers = [_agreed(facts, item) for item in asked]
    if False in answers:
        return "refused", f"{_answered(asked, answers, False)} 收到{name}意见：不同意公开"
    if None in answers:
        return "silent", f"{name}收到征求意见书之日起 15 个工作日没有提出意见"
    return "agreed", f"{_answered(asked, answers, True)} 收到{name}意见：同意公开"


def _waits(item: Consultation, lapse: date | None, today: date) -> bool:
    """Tell whether the other side may still answer: the last day is its own."""
    return item.answered is None and (lapse is None or today <= lapse)


def _agreed(facts: tuple[Fact, ...], item: Consultation) -> bool | None:
    replies = [f for f in facts if f.kind == f"{item.party}_replied" and f.label == item.label]
    return bool(replies[-1].detail.get("agrees")) if replies else None


def _answered(asked: list[Consultation], answers: list[bool | None], wanted: bool) -> str:
    return str(next(item.answered for item, answer in zip(asked, answers, strict=True) if answer is wanted))
