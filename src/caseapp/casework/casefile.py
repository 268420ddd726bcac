"""One case as the rules see it: its row and facts from the record, and all that is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseapp.casework.office import Office, Refused
from caseapp.casework.review.disclosed import Sheets, sheets_of
from caseapp.law.casestate import CaseState, is_history
from caseapp.law.clock import Clock, run_clock
from caseapp.law.facts import Fact, first, in_order, last
from caseapp.law.outcomes import Item, Outcome
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS
from caseapp.law.review import ReviewState, SheetAnswers, Signature, review_state, together
from caseapp.law.rounds import orders_of, this_reply
from caseapp.law.several import several
from caseapp.law.status import Status, status_of
from caseapp.store.rows import AttachmentRow, CaseRow, DocumentRow, FactRow, ReviewRow


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
    sheets: Sheets
    documents: tuple[DocumentRow, ...]
    attachments: tuple[AttachmentRow, ...]

    @property
    def id(self) -> int:
        """The case's id in the record."""
        return self.row.id

    @property
    def voided(self) -> bool:
        """Whether every fact of the case was taken back: its import was undone, and no ledger or table has it."""
        return bool(self.all_facts) and not self.facts

    @property
    def reviews(self) -> tuple[ReviewRow, ...]:
        """The 审查表 that count for the reply under way."""
        return self.sheets.standing

    @property
    def department(self) -> str:
        """承办科室: the one the case was last handed to, else as registered."""
        handed = last((f for f in self.facts if not f.detail.get("organ")), "transferred")
        return str(handed.detail["department"]) if handed else self.row.department

    @property
    def reply(self) -> DocumentRow | None:
        """The finalised reply in force, None before; a reply before an order to reply anew is not it."""
        replies = [d for d in self.reply_versions if not d.voided]
        return replies[-1] if replies else None

    @property
    def reply_versions(self) -> list[DocumentRow]:
        """Every frozen version of the reply under way, those taken back included."""
        orders, roots = orders_of(self.facts), _roots(self.all_facts)
        earlier = {
            row.document_id
            for row in self.all_facts
            if orders and row.kind == "finalised" and roots[row.id] < orders[-1].place
        }
        return [d for d in self.documents if d.template.startswith("reply_") and d.id not in earlier]

    @property
    def touched(self) -> date | None:
        """The day anything was last recorded; printing moves nothing on and does not count."""
        return max((row.recorded_at.date() for row in self.all_facts if row.kind != "printed"), default=None)


def effective(rows: Iterable[FactRow]) -> tuple[Fact, ...]:
    """Return the facts that stand: superseded and void ones left out, in order."""
    rows = list(rows)
    gone = {row.supersedes for row in rows if row.supersedes is not None}
    standing = [row for row in rows if row.id not in gone and row.kind != "void"]
    roots = _roots(rows)
    return tuple(in_order(Fact(r.kind, r.on, r.label, r.detail, r.id, roots[r.id]) for r in standing))


def _roots(rows: Iterable[FactRow]) -> dict[int, int]:
    """Return for every fact the one it corrects in the end."""
    roots: dict[int, int] = {}
    for row in sorted(rows, key=lambda r: r.id):
        roots[row.id] = row.id if row.supersedes is None else roots.get(row.supersedes, row.id)
    return roots


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
    if received is not None and not runs_no_clock(facts, received.on, office):
        clock = run_clock(received.on, facts, office.calendar, office.periods, today, strict=False)
    now = this_reply(facts)
    outcome = outcome_of(office, now)
    attachments = tuple(attachments)
    sheets = sheets_of(reviews, attachments, facts, now)
    state = CaseState(now, clock, outcome, _reviewed(office, sheets, attachments, now), row.mandate == "no")
    return CaseFile(
        row=row,
        facts=facts,
        all_facts=fact_rows,
        state=state,
        clock=clock,
        outcome=outcome,
        status=status_of(state, office.calendar, today),
        sheets=sheets,
        documents=tuple(documents),
        attachments=attachments,
    )


def _reviewed(
    office: Office, sheets: Sheets, attachments: Iterable[AttachmentRow], now: tuple[Fact, ...]
) -> ReviewState | None:
    """Return how far the reviews of the reply are, None before the first."""
    if not sheets.standing:
        return None
    masked = {row.id for row in attachments if row.masked_from is not None}
    states = [(r.material, review_of(office, r, now, masked=r.attachment_id in masked)) for r in sheets.standing]
    return together(states, [row.name for row in sheets.uncovered])


def runs_no_clock(facts: tuple[Fact, ...], received: date, office: Office) -> bool:
    """Tell whether a case came from an old ledger closed, or from before the clock's law: no clock runs for it."""
    imported = any(fact.kind == "imported" for fact in facts)
    return is_history(facts) or (imported and received < office.periods.in_force_from)


def review_of(office: Office, review: ReviewRow, facts: Sequence[Fact], *, masked: bool) -> ReviewState:
    """Return how far a review is; its signatures are facts, void once the sheet was changed after them."""
    answered = last(facts, "review_answered")
    return review_state(
        office.checklist_of(review.checklist_version),
        sheet_answers(review),
        signatures_of(review, facts),
        masked=masked,
        referral=str(answered.detail.get("conclusion", "")) if answered else "",
    )


def sheet_answers(review: ReviewRow) -> SheetAnswers:
    """Return what a sheet says."""

    def part(name: str) -> dict[str, str]:
        return {key: str(item.get(name, "")) for key, item in review.answers.items()}

    return SheetAnswers(part("answer"), part("note"), part("handled"), review.conclusion)


def signatures_of(review: ReviewRow, facts: Iterable[Fact]) -> list[Signature]:
    """Return the signatures that stand for this review, of the reply under way."""
    return [
        Signature(f.detail["role"], f.detail["name"], f.detail.get("opinion", ""), f.on)
        for f in facts
        if f.kind == "review_signed" and f.detail.get("review_id") == review.id
    ]


def outcome_of(office: Office, facts: tuple[Fact, ...]) -> Outcome | None:
    """Return the outcome facts tell: withdrawn, or the one decided last; None before."""
    if first(facts, "withdrawn"):
        return office.outcomes["withdrawn"]
    decided = last(facts, "outcome_decided")
    if decided is None:
        return None
    outcome = office.outcomes.kept(decided.detail)
    items = items_of(office, decided.detail.get("items", ()))
    return several(items, outcome) if items else outcome


def items_of(office: Office, given: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Return the items of a decision as they are kept in its fact.

    Raises:
        UnknownOutcome: not in the taxonomy.
    """
    return [Item(str(item["asked"]), office.outcomes.kept(item)) for item in given]


def class_label(key: str) -> str:
    """Return the Chinese name of an applicant class."""
    return APPLICANT_CLASSES.get(key, key)


def channel_label(key: str) -> str:
    """Return the Chinese name of a channel."""
    return CHANNELS[key].label if key in CHANNELS else key
