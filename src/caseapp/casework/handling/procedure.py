"""The procedural verbs (办理): 补正, 延期, 撤回, 责令答复 here; 征求意见, 收费, 转办, 说明理由 in files of their own.

Facts, and a letter where one goes out. Every procedural verb can be called from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.handling.consulting import (
    consult_organ,
    consult_third_party,
    notify_third_party,
    record_consultation,
)
from caseapp.casework.handling.excess import ask_reasons, delay, receive_reasons
from caseapp.casework.handling.feeing import notice_fee, record_payment
from caseapp.casework.handling.handover import chase, record_feedback, transfer
from caseapp.casework.letters.letters import draw_number, freeze
from caseapp.casework.letters.notices import send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.clock import run_clock
from caseapp.law.facts import Fact, first
from caseapp.law.parties import SERVICE_WAYS
from caseapp.law.rounds import ORDER, WORKING, read_order

__all__ = [
    "ask_clarification",
    "ask_reasons",
    "chase",
    "consult_organ",
    "consult_third_party",
    "delay",
    "extend",
    "notice_fee",
    "notify_third_party",
    "order_reply",
    "receive_clarification",
    "receive_reasons",
    "record_consultation",
    "record_feedback",
    "record_payment",
    "tell_extension",
    "transfer",
    "withdraw",
]


def ask_clarification(
    office: Office, case_id: int, sent: date, unclear: str, items: Sequence[str], term: int, guidance: str, today: date
) -> Done:
    """Send the 补正告知书 and wait: what is unclear, what to supply, the applicant's term (条例第三十条).

    Args:
        office: the open record.
        case_id: the case.
        sent: day of the notice; its 成文日期 and the day the term begins after.
        unclear: what in the request is not clear.
        items: what to supply, one entry each.
        term: the applicant's term (working days), set by the organ.
        guidance: help given with the notice.
        today: the day it is recorded.

    Raises:
        NotAllowed: asked before, or closed. Refused: nothing to supply, or a term outside 1 to 60 working days.
    """
    if not 1 <= term <= 60:
        raise Refused(f"补正期限应当在 1 至 60 个工作日之间，现在是 {term}。")
    with working(office, case_id, "ask_clarification", "告知补正", today) as work:
        work.check_day("clarification_sent", sent)
        slots = {
            "unclear": unclear,
            "items": list(items),
            "term": term,
            "last_day": office.calendar.add(sent, term),
            "guidance": guidance,
        }
        number = draw_number(work, office.profile.code_notice, sent.year)
        document = freeze(work, "clarification_notice", slots, made_on=sent, number=number)
        work.add_fact("clarification_sent", sent, {"term": term, "number": number}, document_id=document)
    return work.done()


def receive_clarification(office: Office, case_id: int, on: date, note: str, today: date) -> Done:
    """Record the applicant's supplement; the 20 working days begin anew (条例第三十条)."""
    with working(office, case_id, "receive_clarification", "登记收到补正", today) as work:
        work.add_fact("clarification_received", on, {"note": clean(note, "补正内容", 2000, lines=True)})
    return work.done()


def extend(
    office: Office,
    case_id: int,
    on: date,
    days: int,
    reason: str,
    approver: str,
    today: date,
    *,
    late_reason: str = "",
    told: date | None = None,
    told_way: str = "",
) -> Done:
    """Extend the reply once by 1 to 20 working days and tell the applicant (条例第三十三条第二款).

    Args:
        office: the open record.
        case_id: the case.
        on: the day it was decided; the 成文日期 of its 告知书.
        days: 1 to 20 working days.
        reason: the facts that make it necessary.
        approver: the head of the 政府信息公开工作机构 who consented.
        today: the day it is recorded.
        late_reason: why it is recorded after the period ran out (补录).
        told: the day the applicant was told, None while the notice is not out.
        told_way: key of SERVICE_WAYS.

    Raises:
        SecondExtension, ExtensionOutOfRange, ExtensionTooLate: the law refuses.
        Refused: no reason, or the consenting head of the 政府信息公开工作机构 is not named.
        NotAllowed: extended before, waiting for the applicant, or closed.
    """
    reason = clean(reason, "延期理由", 500, required=True)
    approver = clean(approver, "批准人", 30, required=True)
    with working(office, case_id, "extend", "延期答复", today) as work:
        before = work.case.clock
        assert before is not None
        assert before.due is not None
        work.check_day("extended", on)
        late_reason = clean(late_reason, "补录原因", 500)
        if today > before.due and not late_reason:
            raise Refused(
                f"答复期限 {before.due} 已过，不能再办延期；确在期限内办理并告知申请人的，请写明补录原因。",
                "条例第三十三条第二款",
            )
        planned = Fact("extended", on, detail={"days": days})
        after = run_clock(
            before.history.received, [*work.case.facts, planned], office.calendar, office.periods, today
        )
        slots = {"old_due": before.due, "days": days, "new_due": after.due, "reason": reason}
        number = draw_number(work, office.profile.code_notice, on.year)
        document = freeze(work, "extension_notice", slots, made_on=on, number=number)
        detail = {"days": days, "reason": reason, "approver": approver, "number": number, "awaits_notice": True}
        work.add_fact("extended", on, detail, document_id=document, reason=late_reason)
        if told is not None:
            work.add_fact("extension_told", told, {"way": _way(told_way)})
    return work.done()


def tell_extension(office: Office, case_id: int, on: date, way: str, today: date) -> Done:
    """Record that the applicant was told of the extension, due before the period ran out (条例第三十三条第二款)."""
    with working(office, case_id, "tell_extension", "登记延期告知", today) as work:
        work.add_fact("extension_told", on, {"way": _way(way)})
    return work.done()


def withdraw(office: Office, case_id: int, on: date, note: str, today: date) -> Done:
    """Record that the applicant withdrew and send the 终结告知书; the case ends without a remedy (表三 其他处理)."""
    with working(office, case_id, "withdraw", "登记撤回", today) as work:
        work.check_day("withdrawn", on)
        note = clean(note, "撤回说明", 500, lines=True)
        sent = send(work, "reply_withdrawn", {"withdrawn_on": on}, on=on, code=office.profile.code_reply)
        work.add_fact("withdrawn", on, {"note": note, "number": sent.number}, document_id=sent.document_id)
    return work.done()


def order_reply(
    office: Office,
    case_id: int,
    on: date,
    decision: str,
    number: str,
    today: date,
    *,
    days: int = 0,
    unit: str = WORKING,
    until: date | None = None,
) -> Done:
    """Record that a decision ordered a reply (责令重新答复): its period is its own, the case is counted once.

    Args:
        office: the open record.
        case_id: the case.
        on: the day the decision was received; the period begins the next day.
        decision: 行政复议决定书 or 行政判决书; number: its 文号.
        number: the 文号 of the decision.
        today: the day it is recorded.
        days: the length of the period, in ``unit`` (key of rounds.UNITS).
        unit: working or calendar days.
        until: the day the decision names instead of a length.

    Raises:
        NotAllowed: no decision with the result 纠正 is recorded. OrderedPeriodWrong: no possible period.
        Refused: dated before the decision.
    """
    with working(office, case_id, "order_reply", "登记责令答复", today) as work:
        ground = work.case.state.correction
        assert ground is not None
        if on < ground.on:
            raise Refused(f"收到决定的日期 {on} 早于登记的决定日期 {ground.on}，请核对。")
        received = first(work.case.facts, "received")
        if received is None or received.on < office.periods.in_force_from:
            raise Refused("本件没有可以推算期限的收到日期，不能登记责令答复。")
        detail: dict[str, object] = {
            "decision_fact": ground.place,
            "decision": clean(decision, "决定名称", 60, required=True),
            "number": clean(number, "文号", 60),
        }
        detail |= {"until": until.isoformat()} if until else {"days": days, "unit": unit}
        read_order(Fact(ORDER, on, detail=detail))
        work.add_fact(ORDER, on, detail)
    return work.done()


def _way(key: str) -> str:
    if key not in SERVICE_WAYS:
        raise Refused(f"告知方式应当是{'、'.join(label for label, _ in SERVICE_WAYS.values())}之一。")
    return key
