"""One verb at work on one case, inside one transaction: all or nothing, the case derived anew at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile, load_case, signatures_of
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.law.facts import FACT_KINDS, first
from caseapp.law.permits import require
from caseapp.law.review import check_chain
from caseapp.law.rounds import OF_ONE_REPLY, first_reply, orders_of
from caseapp.law.sequence import check_sequence
from caseapp.store.change import Change
from caseapp.store.rows import FactRow


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
            if supersedes is None:
                self._check_round(kind, on)
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

    def _check_round(self, kind: str, on: date) -> None:
        """Refuse a fact of the reply under way dated before the decision that ordered it."""
        orders = orders_of(self.case.facts)
        if orders and kind in OF_ONE_REPLY and on < orders[-1].on:
            raise Refused(
                f"“{FACT_KINDS[kind]}”的日期 {on} 早于收到责令答复决定之日 {orders[-1].on}，请核对日期。"
            )

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
        if case.voided:
            raise Refused(f"“{case.row.number}”的导入已经撤销，不能再办理。")
        if verb:
            require(case.state, verb)
        work = Working(office, case, change, today)
        yield work
        case = work.refresh()
        check_sequence(case.state.facts)
        check_sequence(first_reply(case.facts))
        for sheet in case.reviews:
            check_chain(office.checklist_of(sheet.checklist_version), signatures_of(sheet, case.state.facts))
        change.put_index(index_of(office, case))
