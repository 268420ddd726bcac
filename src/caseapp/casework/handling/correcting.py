"""Corrections: a wrong fact is superseded or taken back with a reason, never edited; disputes are recorded here too."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseapp.casework.casefile import effective
from caseapp.casework.handling.handover import transfer_slip
from caseapp.casework.handling.searching import search_sheet
from caseapp.casework.letters.notices import MORE_DOCUMENTS
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.paper.filing import file_sheets
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.clock import run_clock
from caseapp.law.facts import FACT_KINDS, Fact
from caseapp.law.parties import CHANNELS
from caseapp.law.rounds import ORDER
from caseapp.store.rows import FactRow

FIXED = frozenset({"registered", "imported", "void", "split_from", "split_off", "amended"})
"""Facts that are neither corrected nor taken back alone."""
# Facts whose day is printed on a letter of their own.
_LETTERS = frozenset({"clarification_sent", "third_party_sent", "extended"})
# Facts that came to have one: those recorded before it did are corrected freely.
_LETTERS_SINCE = frozenset(
    {"reasons_asked", "organ_sent", "fee_noticed", "excess_delay", "third_party_told", "review_referred", "withdrawn"}
    | {"correction_answered"}
)
# Facts with a form of the house, which a correction makes anew.
_SHEETS = frozenset({"transferred", "searched", "archived"})
# What a finalised reply quotes: corrected only before it, or after it has gone out.
_QUOTED = frozenset(
    {
        "received",
        "clarification_sent",
        "clarification_received",
        "third_party_sent",
        "third_party_replied",
        "organ_sent",
        "organ_replied",
        "extended",
    }
)


def correct_fact(
    office: Office, case_id: int, fact_id: int, on: date, reason: str, today: date, detail: dict[str, Any] | None = None
) -> Done:
    """Supersede a fact by one with another day or detail; the old one stays visible in the journal.

    Raises:
        Refused: no reason, or the fact cannot be corrected. LawRefusal: the history would no longer be possible.
    """
    reason = clean(reason, "更正原因", 500, required=True)
    with working(office, case_id, "", "更正事实", today) as work:
        old = next((f for f in work.case.facts if f.id == fact_id), None)
        if old is None or old.kind in FIXED:
            raise Refused("这条记录不能更正。")
        _refuse_printed(old.kind, {f.kind for f in _same_reply(work, old)})
        row = next(r for r in work.case.all_facts if r.id == fact_id)
        sheet = old.kind in _SHEETS and not row.detail.get("organ")
        if old.kind in _LETTERS or (bool(_documents(row)) and not sheet and old.kind in _LETTERS_SINCE | _SHEETS):
            raise Refused(f"“{FACT_KINDS[old.kind]}”的日期印在发出的文书上，不能直接更正；请作废后重新办理。")
        if old.kind == "outcome_decided" and detail:
            raise Refused("改变办理结果请用“判断办理结果”。")
        merged = {**row.detail, **(detail or {})}
        if merged.get("result") != row.detail.get("result"):
            _refuse_decision(work, old)
        if old.kind in ("received", "excess_delay", "redo_ordered"):
            _recheck(work, old, on, merged)
        document = row.document_id
        if sheet and _documents(row):
            work.check_day(old.kind, on)
            _void_documents(work, row, reason)
            document = _made_anew(work, old.kind, on, merged)
        work.add_fact(old.kind, on, merged, label=old.label, supersedes=fact_id, reason=reason, document_id=document)
    return work.done()


def void_fact(office: Office, case_id: int, fact_id: int, reason: str, today: date) -> Done:
    """Take a fact back with a reason, and void the letter it made; the number of that letter stays visible.

    Raises:
        Refused: no reason, or the fact cannot be taken back. LawRefusal: a later fact rests on it.
    """
    reason = clean(reason, "作废原因", 500, required=True)
    with working(office, case_id, "", "作废事实", today) as work:
        old = next((f for f in work.case.facts if f.id == fact_id), None)
        if old is None or old.kind in FIXED:
            raise Refused("这条记录不能作废。")
        if old.kind == "received" and not CHANNELS[work.case.row.channel].confirmed:
            raise Refused("这一渠道以收件之日为收到申请之日，收到日有误请更正日期，不能作废。", "条例第三十一条")
        _refuse_decision(work, old)
        standing = _same_reply(work, old)
        _refuse_printed(old.kind, {f.kind for f in standing} - {old.kind})
        row = next(r for r in work.case.all_facts if r.id == fact_id)
        _refuse_underneath(old.kind, {f.kind for f in standing if f.id != fact_id})
        work.add_fact("void", today, supersedes=fact_id, reason=reason)
        if old.kind in _LETTERS | _LETTERS_SINCE | _SHEETS | {"finalised"}:
            _void_documents(work, row, reason)
        kinds = {f.kind for f in effective(office.record.facts(case_id))}
        if not kinds & {"arrived", "received"}:
            raise Refused("收件和收到申请不能都作废；本件登记有误时请更正日期。")
    return work.done()


def _documents(row: FactRow) -> list[int]:
    """Return every document a fact made."""
    own = [row.document_id] if row.document_id else []
    return [*own, *(int(document) for document in row.detail.get(MORE_DOCUMENTS, ()))]


def _void_documents(work: Working, row: FactRow, reason: str) -> None:
    """Void what a fact made; the numbers of letters stay visible."""
    for document in _documents(row):
        work.change.void_document(document, reason)
        work.changed.add("documents")


def _made_anew(work: Working, kind: str, on: date, detail: dict[str, Any]) -> int | None:
    """Freeze the form of a corrected fact and return it; what else it made is put into ``detail``."""
    work.refresh()
    if kind == "transferred":
        return transfer_slip(work, on, detail)
    if kind == "searched":
        return search_sheet(work, on, detail)
    detail[MORE_DOCUMENTS] = file_sheets(work, on, detail)
    return None


def _refuse_decision(work: Working, fact: Fact) -> None:
    """Refuse to take away the decision an order to reply rests on."""
    if any(f.kind == ORDER and f.detail.get("decision_fact") == fact.place for f in work.case.facts):
        raise Refused("“责令重新答复”以这一决定为前提，请先作废“责令重新答复”。")


def _same_reply(work: Working, fact: Fact) -> tuple[Fact, ...]:
    """Return the facts of the reply a fact belongs to: the one under way, or an earlier one."""
    now = work.case.state.facts
    return now if fact in now else work.case.facts


_RESTS_ON: dict[str, tuple[str, ...]] = {
    "received": ("clarification_sent", "third_party_sent", "organ_sent", "fee_noticed", "extended", "outcome_decided"),
    "review_signed": ("finalised",),
    "outcome_decided": ("submitted", "signed_off", "finalised", "third_party_told"),
    "third_party_replied": ("third_party_told",),
    "submitted": ("signed_off", "finalised"),
    "signed_off": ("finalised",),
    "finalised": ("sealed", "served"),
    "sealed": ("served",),
    "served": ("archived", "returned"),
    "extended": ("extension_told",),
    "transferred": ("department_replied",),
    "reasons_asked": ("reasons_given",),
    "redo_ordered": ("outcome_decided", "review_signed", "submitted", "signed_off", "finalised", "served"),
    "withdrawn": ("archived",),
}


def _recheck(work: Working, old: Fact, on: date, detail: dict[str, Any]) -> None:
    """Refuse a correction under which an extension or a set day would not have been in order."""
    facts = [Fact(f.kind, on, f.label, detail, f.id, f.root) if f.id == old.id else f for f in work.case.facts]
    received = next(f.on for f in facts if f.kind == "received")
    run_clock(received, facts, work.office.calendar, work.office.periods, work.today)


def _refuse_printed(kind: str, standing: set[str]) -> None:
    if kind == "finalised" and "finalised" in standing:
        raise Refused("成文日期印在答复书上，不能直接更正；请作废定稿，再重新定稿。")
    if kind in _QUOTED and "finalised" in standing and "served" not in standing:
        raise Refused(f"定稿的答复书引用了“{FACT_KINDS[kind]}”，请先作废定稿，更正后重新定稿。")


def _refuse_underneath(kind: str, others: set[str]) -> None:
    for later in _RESTS_ON.get(kind, ()):
        if later in others:
            raise Refused(f"“{FACT_KINDS[later]}”以“{FACT_KINDS[kind]}”为前提，请先作废“{FACT_KINDS[later]}”。")
