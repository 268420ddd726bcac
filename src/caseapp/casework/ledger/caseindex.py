"""The ledger line of a case (案件索引): the derived cache for sorting, filtering and counting, never a source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile, outcome_of, runs_no_clock
from caseapp.casework.ledger.initials import initials
from caseapp.casework.office import Office
from caseapp.casework.receiving.same_person import marks_of
from caseapp.law.clock import Clock, run_clock
from caseapp.law.facts import Fact, first, last
from caseapp.law.rounds import ORDER, first_reply, orders_of
from caseapp.law.stages import current_stage, next_step
from caseapp.store.rows import IndexRow

# The stage in the index of a case that needs nothing more: archived, or imported history.
FILED = "已归档"


def index_of(office: Office, case: CaseFile) -> IndexRow:
    """Return the ledger line of a case: the derived cache for sorting, filtering and counting."""
    row, facts = case.row, case.facts
    ordered = bool(orders_of(facts))
    counted_facts = first_reply(facts)
    clock = _first_clock(office, counted_facts) if ordered else case.clock
    outcome = outcome_of(office, counted_facts) if ordered else case.outcome
    imported = first(facts, "imported")
    received, arrived = first(facts, "received"), first(facts, "arrived")
    closed = _closed_on(counted_facts)
    counted = received.on if received else None
    paid = last(facts, "fee_paid")
    numbered = last(facts, "finalised") or imported
    reply_number = str(numbered.detail.get("number") or numbered.detail.get("reply_number", "")) if numbered else ""
    used = office.calendar.between(clock.base, closed) - clock.excluded_working_days if clock and closed else None
    year = (counted or (arrived.on if arrived else case.all_facts[0].on)).year
    disputes = _disputes(facts)
    return IndexRow(
        case_id=row.id,
        number=row.number,
        year=year,
        applicant=row.applicant,
        applicant_class=row.applicant_class,
        channel=row.channel,
        arrived=arrived.on if arrived else None,
        received=counted,
        request=row.request[:200],
        stage=FILED if next_step(case.state) is None else current_stage(case.state),
        state="imported" if case.state.imported else case.clock.state if case.clock else "unconfirmed",
        due=_latest_due(office, case),
        provisional=bool(case.clock and case.clock.provisional),
        outcome=case.outcome.id if case.outcome else "",
        row=outcome.row if outcome and closed else None,
        reply_number=reply_number,
        closed_on=closed,
        used_days=max(0, used) if used is not None else None,
        on_time=clock.on_time if clock and closed else None,
        handler=row.handler,
        department=case.department,
        open=closed is None or (ordered and not case.state.closed),
        fees_yuan=int(paid.detail.get("yuan", 0)) if paid else 0,
        **disputes,
        search=" ".join(
            part
            for part in (
                row.number,
                row.applicant,
                initials(row.applicant),
                *(f"{other['name']} {initials(other['name'])}" for other in row.joint),
                row.agent,
                reply_number,
                row.phone,
                case.department,
                marks_of(row),
                row.request,
            )
            if part
        )[:4000],
    )


def _first_clock(office: Office, facts: tuple[Fact, ...]) -> Clock | None:
    """Return the statutory clock of the reply a case ordered anew is counted by; an order never made it later."""
    own = [f for f in facts if f.kind != ORDER]
    received = first(own, "received")
    if received is None or runs_no_clock(tuple(own), received.on, office):
        return None
    ended = _closed_on(own) or received.on
    return run_clock(received.on, own, office.calendar, office.periods, ended, strict=False)


def _latest_due(office: Office, case: CaseFile) -> date | None:
    """Return the due date lists may compare with today: for a running consultation the one after its lapse.

    The clock of a running consultation moves every day; without an answer it stops moving when the opinion lapses,
    so that day's due date never calls a case overdue too early and is right from the lapse on. Where the other side
    is not known to have the letter, nothing lapses, and there is no such date.
    """
    clock = case.clock
    if clock is None or clock.state != "consulting":
        return clock.due if clock else None
    lapses = [
        c.lapse(office.calendar, office.periods)
        for c in clock.history.consultations
        if (c.party, c.label) in clock.asking
    ]
    known = [lapse for lapse in lapses if lapse is not None]
    if not known or len(known) < len(lapses):
        return None
    day = max(known)
    return run_clock(
        clock.history.received, case.facts, office.calendar, office.periods, day, strict=False
    ).due


def _closed_on(facts: Iterable[Fact]) -> date | None:
    days = [f.on for f in facts if f.kind in ("served", "withdrawn")]
    return min(days, default=None)


def _disputes(facts: tuple[Fact, ...]) -> dict[str, Any]:
    """Return the dispute columns: an undecided one is 未审结 of the year it was filed."""
    found: dict[str, Any] = {
        "reconsideration": "",
        "reconsideration_year": None,
        "suit_kind": "",
        "suit_result": "",
        "suit_year": None,
    }
    for fact in facts:
        if fact.kind.startswith("reconsideration_"):
            found["reconsideration"] = str(fact.detail.get("result", "未审结"))
            found["reconsideration_year"] = fact.on.year
        elif fact.kind.startswith("suit_"):
            found["suit_kind"] = str(fact.detail.get("kind", found["suit_kind"]))
            found["suit_result"] = str(fact.detail.get("result", "未审结"))
            found["suit_year"] = fact.on.year
    return found
