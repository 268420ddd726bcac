"""One case as the rules see it: its row and facts from the record, and all that is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseapp.casework.office import Done, Office, Refused
from caseapp.law.casestate import CaseState, is_history
from caseapp.law.clock import Clock, run_clock
from caseapp.law.facts import FACT_KINDS, Fact, first, in_order, last
from caseapp.law.outcomes import Outcome
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS
from caseapp.law.permits import require
from caseapp.law.review import ReviewState, Signature, check_chain, review_state
from caseapp.law.rounds import ORDER, came_after, first_reply, this_reply
from caseapp.law.sequence import check_sequence
from caseapp.law.stages import current_stage, next_step
from caseapp.law.status import Status, status_of
from caseapp.store.change import Change
from caseapp.store.rows import AttachmentRow, CaseRow, DocumentRow, FactRow, IndexRow, ReviewRow

# The stage in the index of a case that needs nothing more: archived, or imported history.
FILED = "已归档"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything derived for one day.

    Attributes:
        row: what was registered.
        facts: the effective facts in order; all_facts keeps the superseded and void ones. ``state.facts`` leaves out
            what belongs to replies before an order to reply anew.
        state, clock, outcome, status: derived, never stored.
    """

    row: CaseRow
    facts: tuple[Fact, ...]
    all_facts: tuple[FactRow, ...]
    state: CaseState
    clock: Clock | None
    outcome: Outcome | None
    status: Status
    review: ReviewRow | None
    documents: tuple[DocumentRow, ...]
    attachments: tuple[AttachmentRow, ...]

    @property
    def id(self) -> int:
        """The case's id in the record."""
        return self.row.id

    @property
    def department(self) -> str:
        """承办科室: the one the case was last handed to, else as registered."""
        handed = last(self.facts, "transferred")
        return str(handed.detail["department"]) if handed else self.row.department

    @property
    def reply(self) -> DocumentRow | None:
        """The finalised reply in force, None before; a reply before an order to reply anew is not it."""
        replies = [d for d in self.reply_versions if not d.voided]
        return replies[-1] if replies else None

    @property
    def reply_versions(self) -> list[DocumentRow]:
        """Every frozen version of the reply under way, those taken back included."""
        order = last(self.facts, ORDER)
        earlier = {
            row.document_id
            for row in self.all_facts
            if order is not None
            and row.kind == "finalised"
            and not came_after(Fact(row.kind, row.on, id=row.id), order)
        }
        return [d for d in self.documents if d.template.startswith("reply_") and d.id not in earlier]

    @property
    def touched(self) -> date | None:
        """The day anything was last recorded."""
        return max((row.recorded_at.date() for row in self.all_facts), default=None)


def effective(rows: Iterable[FactRow]) -> tuple[Fact, ...]:
    """Return the facts that stand: superseded and void ones left out, in order."""
    rows = list(rows)
    gone = {row.supersedes for row in rows if row.supersedes is not None}
    standing = [row for row in rows if row.id not in gone and row.kind != "void"]
    return tuple(in_order(Fact(r.kind, r.on, r.label, r.detail, r.id) for r in standing))


def load_case(office: Office, case_id: int, today: date) -> CaseFile:
    """Return a case as it stands on ``today``.

    Raises:
        UnknownRow: no such case.
    """
    record = office.record
    return build_case(
        office,
        record.case(case_id),
        record.facts(case_id),
        record.reviews(case_id),
        today,
        documents=record.documents(case_id),
        attachments=record.attachments(case_id),
    )


def find_case(office: Office, number: str, today: date) -> CaseFile:
    """Return the case with this 登记编号.

    Raises:
        Refused: there is none.
    """
    row = office.record.case_by_number(number.strip())
    if row is None:
        raise Refused(f"没有登记编号为“{number}”的申请，请核对编号。")
    return load_case(office, row.id, today)


def build_case(
    office: Office,
    row: CaseRow,
    fact_rows: Iterable[FactRow],
    reviews: Iterable[ReviewRow],
    today: date,
    *,
    documents: Iterable[DocumentRow] = (),
    attachments: Iterable[AttachmentRow] = (),
) -> CaseFile:
    """Derive a case from its stored parts; the one place where facts become clock, outcome and state."""
    fact_rows = tuple(fact_rows)
    facts = effective(fact_rows)
    received = first(facts, "received")
    clock = None
    if received is not None and not _is_history(facts, received.on, office):
        clock = run_clock(received.on, facts, office.calendar, office.periods, today, strict=False)
    now = this_reply(facts)
    outcome = _outcome(office, now)
    review = _review_now(reviews, facts, now)
    state = CaseState(now, clock, outcome, review_of(office, review, now) if review else None)
    return CaseFile(
        row=row,
        facts=facts,
        all_facts=fact_rows,
        state=state,
        clock=clock,
        outcome=outcome,
        status=status_of(state, office.calendar, today),
        review=review,
        documents=tuple(documents),
        attachments=tuple(attachments),
    )


def _review_now(
    reviews: Iterable[ReviewRow], facts: tuple[Fact, ...], now: tuple[Fact, ...]
) -> ReviewRow | None:
    """Return the latest sheet that was not signed for an earlier reply."""
    kept = {f.id for f in now}
    earlier = {f.detail.get("review_id") for f in facts if f.kind == "review_signed" and f.id not in kept}
    return max((r for r in reviews if r.id not in earlier), key=lambda r: r.id, default=None)


def _is_history(facts: tuple[Fact, ...], received: date, office: Office) -> bool:
    """Tell whether a case came from an old ledger closed, or from before the clock's law: no clock runs for it."""
    imported = any(fact.kind == "imported" for fact in facts)
    return is_history(facts) or (imported and received < office.periods.in_force_from)


def review_of(office: Office, review: ReviewRow, facts: Iterable[Fact]) -> ReviewState:
    """Return how far a review is; its signatures are facts, void once the sheet was changed after them."""
    answers = {key: str(item.get("answer", "")) for key, item in review.answers.items()}
    notes = {key: str(item.get("note", "")) for key, item in review.answers.items()}
    return review_state(office.checklist, answers, notes, review.conclusion, signatures_of(review, facts))


def signatures_of(review: ReviewRow, facts: Iterable[Fact]) -> list[Signature]:
    """Return the signatures that stand for this review, of the reply under way."""
    return [
        Signature(f.detail["role"], f.detail["name"], f.detail.get("opinion", ""), f.on)
        for f in facts
        if f.kind == "review_signed" and f.detail.get("review_id") == review.id
    ]


def _outcome(office: Office, facts: tuple[Fact, ...]) -> Outcome | None:
    if first(facts, "withdrawn"):
        return office.outcomes["withdrawn"]
    decided = last(facts, "outcome_decided")
    return office.outcomes[str(decided.detail["outcome"])] if decided else None


def index_of(office: Office, case: CaseFile) -> IndexRow:
    """Return the ledger line of a case: the derived cache for sorting, filtering and counting."""
    row, facts = case.row, case.facts
    counted_facts = first_reply(facts)
    ordered = len(counted_facts) < len(facts)
    clock = _first_clock(office, case, counted_facts) if ordered else case.clock
    outcome = _outcome(office, counted_facts) if ordered else case.outcome
    imported = first(facts, "imported")
    received, arrived = first(facts, "received"), first(facts, "arrived")
    closed = _closed_on(facts)
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
            for part in (row.number, row.applicant, row.agent, row.request, reply_number, row.phone, case.department)
            if part
        )[:4000],
    )


def _first_clock(office: Office, case: CaseFile, facts: tuple[Fact, ...]) -> Clock | None:
    """Return the clock of the first reply, by which a case ordered to reply anew is still judged and counted."""
    received, ended = first(facts, "received"), _closed_on(facts)
    if case.clock is None or received is None or ended is None:
        return case.clock
    return run_clock(received.on, facts, office.calendar, office.periods, ended, strict=False)


def _latest_due(office: Office, case: CaseFile) -> date | None:
    """Return the due date lists may compare with today: for a running consultation the one after its lapse.

    The clock of a running consultation moves every day; without an answer it stops moving when the opinion lapses,
    so that day's due date never calls a case overdue too early and is right from the lapse on. Where the other side
    is not known to have the letter, nothing lapses, and there is no such date.
    """
    clock = case.clock
    if clock is None or clock.state != "consulting":
        return clock.due if clock else None
    lapses = [c.lapse(office.calendar, office.periods) for c in clock.history.consultations if c.answered is None]
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


@dataclass(slots=True)
class Working:
    """One verb at work on one case, inside one transaction."""

    office: Office
    case: CaseFile
    change: Change
    today: date
    document_ids: list[int] = field(default_factory=list)
    changed: set[str] = field(default_factory=lambda: {"facts"})
    note: str = ""

    def add_fact(
        self,
        kind: str,
        on: date,
        detail: dict[str, Any] | None = None,
        *,
        label: str = "",
        supersedes: int | None = None,
        reason: str = "",
        document_id: int | None = None,
    ) -> int:
        """Append a fact after checking its day (not in the future, not before receipt)."""
        if kind != "void":
            self.check_day(kind, on)
        return self.change.add_fact(
            FactRow(
                id=0,
                case_id=self.case.id,
                kind=kind,
                on=on,
                label=label,
                detail=detail or {},
                recorded_at=self.office.now(),
                recorded_by=self.office.who,
                supersedes=supersedes,
                reason=reason,
                document_id=document_id,
            )
        )

    def check_day(self, kind: str, on: date) -> None:
        """Refuse a future day, and a day before the request came in."""
        if on > self.today:
            raise Refused(f"“{FACT_KINDS[kind]}”的日期 {on} 是将来的日期，只能登记已经发生的事。")
        start = first(self.case.facts, "arrived") or first(self.case.facts, "received")
        if start and on < start.on and kind not in ("arrived", "received", "imported"):
            raise Refused(f"“{FACT_KINDS[kind]}”的日期 {on} 早于收件日期 {start.on}，请核对日期。")

    def refresh(self) -> CaseFile:
        """Derive the case anew from what stands in the transaction, refusing what the law refuses."""
        self.case = load_case(self.office, self.case.id, self.today)
        return self.case

    def done(self) -> Done:
        """Return what the verb did."""
        return Done(self.case.id, frozenset(self.changed), tuple(self.document_ids), self.note)


@contextmanager
def working(office: Office, case_id: int, verb: str, title: str, today: date) -> Iterator[Working]:
    """Run one verb: check it is allowed, let it add facts, derive the case anew and keep all or nothing.

    Args:
        office: the open record.
        case_id: the case worked on.
        verb: key of permits.VERBS that must be allowed, or "" when the verb guards itself.
        title: the verb as the journal shows it.
        today: the day it is done.

    Raises:
        NotAllowed: the facts do not allow the verb.
        LawRefusal: what was added cannot be; nothing is kept.
    """
    with office.record.change(title, office.who, office.now(), case_id) as change:
        case = load_case(office, case_id, today)
        if verb:
            require(case.state, verb)
        work = Working(office, case, change, today)
        yield work
        case = work.refresh()
        check_sequence(case.state.facts)
        check_sequence(first_reply(case.facts))
        if case.review is not None:
            check_chain(office.checklist, signatures_of(case.review, case.state.facts))
        change.put_index(index_of(office, case))


def class_label(key: str) -> str:
    """Return the Chinese name of an applicant class."""
    return APPLICANT_CLASSES.get(key, key)


def channel_label(key: str) -> str:
    """Return the Chinese name of a channel."""
    return CHANNELS[key].label if key in CHANNELS else key
