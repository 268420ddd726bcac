"""Requests beyond measure (条例第三十五条): reasons asked and given, a delayed reply; the clock runs on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.letters.notices import last_day, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.clock import run_clock
from caseapp.law.facts import Fact, last


def ask_reasons(
    office: Office,
    case_id: int,
    on: date,
    term: int,
    note: str,
    today: date,
    *,
    period: tuple[date, date] | None = None,
    requests: int = 0,
    explain: Sequence[str] = (),
) -> Done:
    """Ask an applicant of excessive requests for reasons with the 说明理由告知书; the clock runs on (条例第三十五条).

    Args:
        office: the open record.
        case_id: the case.
        on: day of the notice, its 成文日期.
        term: the applicant's term (working days), set by the organ.
        note: in what the number and frequency exceed the measure.
        today: the day it is recorded.
        period: first and last day the requests were counted over.
        requests: how many there were.
        explain: what to explain, one entry each.

    Raises:
        Refused: a term outside 1 to 60 working days, or a period that ends before it begins.
    """
    if not 1 <= term <= 60:
        raise Refused(f"说明理由的期限应当在 1 至 60 个工作日之间，现在是 {term}。", "条例第三十五条")
    if period and period[1] < period[0]:
        raise Refused(f"统计期间的止日 {period[1]} 早于起日 {period[0]}，请核对。")
    with working(office, case_id, "ask_reasons", "要求说明理由", today) as work:
        work.check_day("reasons_asked", on)
        note = clean(note, "说明", 2000, lines=True)
        counted = period if period and requests else None
        slots = {
            "period_from": counted[0] if counted else None,
            "period_until": counted[1] if counted else None,
            "requests": requests if counted else None,
            "note": note,
            "explain": list(explain),
            "term": term,
            "last_day": last_day(office, on, term),
        }
        sent = send(work, "reasons_notice", slots, on=on)
        detail = {"term": term, "note": note, "number": sent.number}
        if counted:
            detail |= {"from": counted[0].isoformat(), "until": counted[1].isoformat(), "requests": requests}
        work.add_fact("reasons_asked", on, detail, document_id=sent.document_id)
    return work.done()


def receive_reasons(
    office: Office, case_id: int, on: date, note: str, today: date, *, acceptable: bool | None = None
) -> Done:
    """Record the reasons given and whether they are reasonable; the clock runs on (条例第三十五条)."""
    if acceptable is None:
        raise Refused("请选择申请人说明的理由是否合理。", "条例第三十五条")
    with working(office, case_id, "receive_reasons", "登记说明的理由", today) as work:
        detail = {"acceptable": acceptable, "note": clean(note, "理由", 2000, lines=True)}
        work.add_fact("reasons_given", on, detail)
    return work.done()


def delay(office: Office, case_id: int, on: date, until: date, reason: str, today: date) -> Done:
    """Set the day of a delayed reply to excessive requests and tell the applicant with its letter (条例第三十五条)."""
    with working(office, case_id, "delay", "确定延迟答复期限", today) as work:
        reason = clean(reason, "延迟理由", 500, required=True)
        work.check_day("excess_delay", on)
        assert work.case.clock is not None
        planned = Fact("excess_delay", on, detail={"until": until.isoformat()})
        facts = [*work.case.facts, planned]
        run_clock(work.case.clock.history.received, facts, office.calendar, office.periods, today)
        given = last(work.case.state.facts, "reasons_given")
        slots = {"until": until, "reason": reason, "reasons_on": given.on if given else None}
        sent = send(work, "delay_notice", slots, on=on)
        detail = {"until": until.isoformat(), "reason": reason, "number": sent.number}
        work.add_fact("excess_delay", on, detail, document_id=sent.document_id)
    return work.done()
