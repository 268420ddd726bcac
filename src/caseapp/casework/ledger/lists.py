"""Read models of the lists: 今日 (open cases, worst first) and the ledger page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from caseapp.casework.casefile import CaseFile, build_case, channel_label, class_label
from caseapp.casework.ledger.caseindex import FILED
from caseapp.casework.office import Office
from caseapp.casework.receiving.parties import applicant_words
from caseapp.law.agenda import Matter, matters
from caseapp.law.permits import VERBS
from caseapp.law.stages import next_step
from caseapp.store.rows import IndexFilter, IndexRow

LedgerFilter: TypeAlias = IndexFilter


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One line of 今日: what is due, why, and the one next step.

    Attributes:
        headline: 余 2 个工作日 …; tone: danger, warn, hold, ok, neutral.
        due_line: the second line under the headline.
        verb, step: key and words of the next step.
        status_tone: tone of the due date alone, by which the counts are made.
        matters: how many things beside the due date need minding.
    """

    case_id: int
    number: str
    applicant: str
    request: str
    headline: str
    tone: str
    due_line: str
    reason: str
    provisional: bool
    due: date | None
    verb: str
    step: str
    status_tone: str
    matters: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of 台账, in the words the screen shows."""

    case_id: int
    number: str
    applicant: str
    applicant_class: str
    channel: str
    received: date | None
    request: str
    status: str
    tone: str
    due: date | None
    due_words: str
    provisional: bool
    outcome: str
    reply_number: str
    closed_on: date | None
    used_days: int | None
    department: str
    handler: str


def open_cases(office: Office, today: date) -> list[CaseFile]:
    """Return every case that still needs the office, derived for today: not yet closed, or not yet archived."""
    ids = office.record.index_ids(IndexFilter(not_stage=FILED))
    return [case for case in cases_of(office, ids, today) if next_step(case.state) is not None]


def cases_of(office: Office, ids: Sequence[int], today: date) -> list[CaseFile]:
    """Return cases by id, derived for today, without their letters and files."""
    record = office.record
    rows = record.cases(ids)
    facts = record.facts_of_many(ids)
    reviews = record.reviews_of_many(ids)
    material = record.material_of_many(ids)
    return [
        build_case(office, rows[i], facts.get(i, []), reviews.get(i, ()), today, attachments=material.get(i, ()))
        for i in ids
        if i in rows
    ]


def today_rows(office: Office, today: date) -> list[TodayRow]:
    """Return the lines of 今日, worst first."""
    found = []
    for case in open_cases(office, today):
        minded = matters(case.state, office.calendar, office.periods, today, case.touched)
        urgency = min([case.status.urgency, *(m.urgency for m in minded)])
        found.append((urgency, case.row.number, _today_row(office, case, minded)))
    return [row for _, _, row in sorted(found, key=lambda item: item[:2])]


def _today_row(office: Office, case: CaseFile, minded: Sequence[Matter]) -> TodayRow:
    status = case.status
    worst = minded[0] if minded and minded[0].urgency <= status.urgency else None
    verb = (worst.verb if worst else "") or next_step(case.state) or ""
    clock = case.clock
    provisional = bool(clock and clock.provisional)
    due = clock.due if clock and not case.state.closed else None
    reason = case.status.reason
    if clock and due and not case.state.closed:
        reason = _grounds(case, verb) or reason
    second = f"应于 {due:%m-%d} 答复" if due and due.year == clock_year(case) else f"应于 {due} 答复" if due else ""
    if clock and clock.state == "consulting":
        second = case.status.reason.partition("；")[2] or second
    if not second:
        second = status.reason if len(status.reason) < 20 else ""
    if worst is not None:
        second = second or status.text
    reason = "；".join([*(m.detail for m in minded), *([reason] if reason else [])])
    return TodayRow(
        case_id=case.id,
        number=case.row.number,
        applicant=applicant_words(case.row),
        request=" ".join(case.row.request.split()),
        headline=worst.text if worst else status.text,
        tone=worst.tone if worst and worst.tone != "neutral" else status.tone,
        due_line=second,
        reason=reason,
        provisional=provisional and not case.state.closed,
        due=due,
        verb=verb,
        step=VERBS.get(verb, ""),
        status_tone=status.tone,
        matters=len(minded),
    )


def clock_year(case: CaseFile) -> int:
    """Return the year the case was received in, by which short dates are written."""
    return case.clock.history.received.year if case.clock else 0


def _grounds(case: CaseFile, verb: str) -> str:
    """Say in one line what the date rests on and where the case stands."""
    clock = case.clock
    assert clock is not None
    parts = []
    h = clock.history
    if h.order:
        parts.append(f"{h.order.on:%m-%d} 收到{h.order.decision}，按决定的期限重新答复")
    if clock.state == "consulting":
        parts.append("征求意见中，期限暂停")
    elif clock.excluded_working_days:
        parts.append(f"已扣除征求意见 {clock.excluded_working_days} 个工作日")
    if h.clarification_received and not h.order:
        parts.append(f"{h.clarification_received:%m-%d} 收到补正，重新起算")
    if h.fee_paid and not h.order:
        parts.append(f"{h.fee_paid:%m-%d} 缴费，重新起算")
    if clock.extended_working_days:
        parts.append(f"已延期 {clock.extended_working_days} 个工作日")
    if not parts and h.arrived and h.arrived != h.received:
        parts.append(f"{h.arrived:%m-%d} 到件，{h.received:%m-%d} 确认，从确认之日起算")
    if clock.provisional and clock.state != "consulting":
        parts.append("期限暂定：放假安排未公布")
    standing = {
        "decide_outcome": "尚未判断办理结果",
        "review": "保密审查未通过：" + "、".join(case.state.review.missing[:2]) if case.state.review else "待保密审查",
        "submit": "待送签",
        "sign_off": "已送签，待签发",
        "finalise": "已签发，待定稿",
        "attach_sealed": "已定稿，待用印",
        "serve": "盖章件已存入，未送达；以送达日为准，成文日期不算",
    }.get(verb, "")
    if standing:
        parts.append(standing)
    return "；".join(parts)


def ledger_ids(office: Office, wanted: IndexFilter, sort: str, descending: bool) -> list[int]:
    """Return the ids of the cases a filter holds, sorted in SQL."""
    return office.record.index_ids(wanted, sort, descending)


def ledger_page(office: Office, ids: Sequence[int], today: date) -> list[LedgerLine]:
    """Return the lines of one page of ids, their status judged against today."""
    derived = {case.id: case for case in cases_of(office, ids, today)}
    return [_ledger_line(office, row, derived[row.case_id]) for row in office.record.index_page(ids)]


def _ledger_line(office: Office, row: IndexRow, case: CaseFile) -> LedgerLine:
    clock = case.clock
    due = clock.due if clock else None
    words = due.isoformat() if due else "—"
    if clock and clock.closed is None:
        words = {
            "waiting_clarification": "补正后重计",
            "waiting_fee": "缴费后重计",
            "consulting": "暂停",
            "abandoned": "—",
        }.get(clock.state, words)
    return LedgerLine(
        case_id=row.case_id,
        number=row.number,
        applicant=applicant_words(case.row),
        applicant_class=class_label(row.applicant_class),
        channel=channel_label(row.channel),
        received=row.received,
        request=" ".join(row.request.split()),
        status=case.status.text,
        tone=case.status.tone,
        due=due,
        due_words=words,
        provisional=row.provisional and row.open,
        outcome=office.outcomes[row.outcome].label if row.outcome else "",
        reply_number=row.reply_number,
        closed_on=row.closed_on,
        used_days=row.used_days,
        department=row.department,
        handler=row.handler,
    )
