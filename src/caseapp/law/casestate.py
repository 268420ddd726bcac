"""What the rules of stages and verbs look at: one case's facts with what was derived from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.clock import Clock
from caseapp.law.disputes import Dispute, disputes_of
from caseapp.law.facts import Fact, last
from caseapp.law.outcomes import Outcome
from caseapp.law.review import ReviewState
from caseapp.law.rounds import ORDER


@dataclass(frozen=True, slots=True)
class CaseState:
    """What the rules look at.

    Attributes:
        facts: the effective facts (superseded and void ones left out); after a decision ordered a reply, of the reply
            under way only.
        clock: None while the 收到日 is not confirmed, and for imported history.
        outcome: the outcome decided last, None before.
        review: state of the review of the material, None while there is no review.
        no_mandate: whether an agent asks without a 授权委托书.
    """

    facts: tuple[Fact, ...]
    clock: Clock | None
    outcome: Outcome | None
    review: ReviewState | None
    no_mandate: bool = False

    def has(self, kind: str) -> bool:
        """Tell whether a fact of this kind stands."""
        return any(fact.kind == kind for fact in self.facts)

    def on(self, kind: str) -> date | None:
        """Return the day of the latest fact of this kind, or None."""
        found = last(self.facts, kind)
        return found.on if found else None

    @property
    def referral_waiting(self) -> str:
        """The organ a 送审 waits for, "" when it has answered or nothing was put to one (条例第十七条)."""
        sent, answered = last(self.facts, "review_referred"), last(self.facts, "review_answered")
        if sent is None or (answered is not None and (answered.on, answered.place) > (sent.on, sent.place)):
            return ""
        return str(sent.detail.get("organ") or "有关部门")

    @property
    def imported(self) -> bool:
        """History from an old ledger that passes no gates: closed there, or older than the clock reaches."""
        return is_history(self.facts) or (self.has("imported") and self.clock is None)

    @property
    def closed(self) -> bool:
        """Reply served, or request withdrawn."""
        return self.has("served") or self.has("withdrawn")

    @property
    def returned(self) -> Fact | None:
        """The return of a posted reply that was not served again since, None otherwise (domain: mail returned)."""
        back, sent = last(self.facts, "returned"), last(self.facts, "served")
        if back is None or (sent is not None and (sent.on, sent.place) > (back.on, back.place)):
            return None
        return back

    @property
    def correction(self) -> Fact | None:
        """The latest decision that corrected the organ, ordered a reply and is not acted on yet, None otherwise."""
        used = {f.detail.get("decision_fact") for f in self.facts if f.kind == ORDER}
        found = [
            f
            for f in self.facts
            if f.kind in ("reconsideration_decided", "suit_decided")
            and f.detail.get("result") == "纠正"
            and f.detail.get("orders_reply", True)
            and f.place not in used
        ]
        return max(found, key=lambda f: (f.on, f.place), default=None)

    @property
    def unanswered_dispute(self) -> Dispute | None:
        """The dispute the organ has still to answer, the one whose copy came first, None otherwise."""
        waiting = [dispute for dispute in disputes_of(self.facts) if dispute.awaits_answer]
        return min(waiting, key=lambda dispute: dispute.received or date.max, default=None)

    @property
    def handed_over(self) -> Fact | None:
        """The transfer to a 承办科室 that has not reported back, None otherwise."""
        given, answer = last(self.facts, "transferred"), last(self.facts, "department_replied")
        if given is None or (answer is not None and (answer.on, answer.place) > (given.on, given.place)):
            return None
        return given

    @property
    def untold_extension(self) -> Fact | None:
        """The extension whose notice to the applicant is not recorded yet, None otherwise (条例第三十三条第二款)."""
        given = last(self.facts, "extended")
        if given is None or not given.detail.get("awaits_notice"):
            return None
        told = last(self.facts, "extension_told")
        if told is not None and (told.on, told.place) > (given.on, given.place):
            return None
        # A restart or an order has overtaken it.
        if self.clock is not None and given.on < self.clock.base:
            return None
        return given

    @property
    def unanswered_consultations(self) -> tuple[tuple[str, str], ...]:
        """Party and label of the consultations without an opinion, lapsed ones included: it may still come."""
        if self.clock is None:
            return ()
        return tuple((c.party, c.label) for c in self.clock.history.consultations if c.answered is None)

    @property
    def open_consultations(self) -> tuple[tuple[str, str], ...]:
        """Party and label of the consultations still running."""
        return () if self.clock is None or self.closed else self.clock.asking


def is_history(facts: Iterable[Fact]) -> bool:
    """Tell whether a case came closed from an old ledger; one that came open, or was ordered anew, is no history."""
    facts = tuple(facts)
    if any(fact.kind == ORDER for fact in facts):
        return False
    return any(fact.kind == "imported" and not fact.detail.get("open", False) for fact in facts)
