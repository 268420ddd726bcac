"""The procedural verbs (办理): 补正, 征求意见, 延期, 收费, 撤回, 转办; facts, and a letter where one goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.letters import draw_number, freeze
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.agenda import HAND_OVER_TERM
from caseapp.law.clock import run_clock
from caseapp.law.facts import FACT_KINDS, Fact, first
from caseapp.law.parties import SERVICE_WAYS
from caseapp.law.rounds import ORDER, WORKING, read_order


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


def consult_third_party(
    office: Office,
    case_id: int,
    sent: date,
    third_party: str,
    summary: str,
    interests: str,
    today: date,
    address: str = "",
) -> Done:
    """Ask a third party in writing; its 15 working days run from receipt, silence leaves the decision to the organ.

    条例第三十二条、第三十三条第三款. The letter names the information, not the applicant.
    """
    name = clean(third_party, "第三方名称", 100, required=True)
    with working(office, case_id, "consult", "征求第三方意见", today) as work:
        work.check_day("third_party_sent", sent)
        label = _next_label(work.case.facts, "third_party_sent")
        slots = {"third_party": name, "summary": summary, "interests": interests, "third_party_address": address}
        number = draw_number(work, office.profile.code_notice, sent.year)
        document = freeze(work, "third_party_notice", slots, made_on=sent, number=number)
        detail = {"party": name, "number": number}
        work.add_fact("third_party_sent", sent, detail, label=label, document_id=document)
    return work.done()


def consult_organ(office: Office, case_id: int, sent: date, organ: str, number: str, today: date) -> Done:
    """Record that a co-author organ was asked; its silence counts as consent (条例第三十四条)."""
    name = clean(organ, "机关名称", 100, required=True)
    with working(office, case_id, "consult", "征求机关意见", today) as work:
        label = _next_label(work.case.facts, "organ_sent")
        work.add_fact("organ_sent", sent, {"party": name, "number": clean(number, "文号", 60)}, label=label)
    return work.done()


def record_consultation(
    office: Office,
    case_id: int,
    party: str,
    what: str,
    on: date,
    today: date,
    *,
    label: str = "",
    agrees: bool | None = None,
    note: str = "",
) -> Done:
    """Record what became of a consultation: ``received``, ``replied`` or ``withdrawn``.

    Args:
        office: the open record.
        case_id: the case.
        party: ``third_party`` or ``organ``.
        what: received (they got the letter), replied (opinion in hand) or withdrawn.
        on: the day.
        today: the day it is recorded.
        label: which consultation of that kind.
        agrees: the opinion, for ``replied``.
        note: its reasons.

    Raises:
        Refused: unknown party or step. AnswerWithoutQuestion, AskedTwice: the facts cannot be.
    """
    kind = f"{party}_{what}"
    if kind not in FACT_KINDS or what not in ("received", "replied", "withdrawn"):
        raise Refused("征求意见的登记项应当是收到征求意见书、收到意见或撤回之一。")
    detail: dict[str, object] = {"note": clean(note, "意见内容", 2000, lines=True)}
    if what == "replied":
        if agrees is None:
            raise Refused("请选择对方是否同意公开。")
        detail["agrees"] = agrees
    with working(office, case_id, "record_opinion", FACT_KINDS[kind], today) as work:
        work.add_fact(kind, on, detail, label=label)
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


def ask_reasons(office: Office, case_id: int, on: date, term: int, note: str, today: date) -> Done:
    """Record that an applicant of excessive requests was asked for reasons; the clock runs on (条例第三十五条).

    Raises:
        Refused: a term outside 1 to 60 working days.
    """
    if not 1 <= term <= 60:
        raise Refused(f"说明理由的期限应当在 1 至 60 个工作日之间，现在是 {term}。", "条例第三十五条")
    with working(office, case_id, "ask_reasons", "要求说明理由", today) as work:
        work.add_fact("reasons_asked", on, {"term": term, "note": clean(note, "说明", 2000, lines=True)})
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


def notice_fee(office: Office, case_id: int, on: date, basis: str, quantity: int, today: date) -> Done:
    """Record a 收费通知, by item or by page and never both (条例第四十二条；国办函〔2020〕109号)."""
    from caseapp.law.fees import IN_FORCE_FROM as FEES_FROM
    from caseapp.law.fees import fee_by_items, fee_by_pages

    if basis not in ("items", "pages"):
        raise Refused("收费方式应当是按件或按量之一，不能并用。", "国办函〔2020〕109号")
    if on < FEES_FROM:
        raise Refused(f"{FEES_FROM} 之前没有按这一办法收费的依据。", "国办函〔2020〕109号")
    fee = fee_by_items(quantity) if basis == "items" else fee_by_pages(quantity)
    if not fee.yuan:
        raise Refused("没有达到收费标准，不需要发收费通知。", "国办函〔2020〕109号")
    with working(office, case_id, "notice_fee", "发收费通知", today) as work:
        work.add_fact("fee_noticed", on, {"basis": basis, "quantity": quantity, "yuan": fee.yuan})
    return work.done()


def record_payment(office: Office, case_id: int, on: date, today: date) -> Done:
    """Record the payment of the noticed fee; the reply period begins anew the next day (国办函〔2020〕109号)."""
    with working(office, case_id, "record_payment", "登记缴费", today) as work:
        noticed = next(f for f in work.case.facts if f.kind == "fee_noticed")
        work.add_fact("fee_paid", on, {"yuan": noticed.detail["yuan"]})
    return work.done()


def delay(office: Office, case_id: int, on: date, until: date, reason: str, today: date) -> Done:
    """Set the day of a delayed reply to excessive requests and tell the applicant (条例第三十五条)."""
    with working(office, case_id, "delay", "确定延迟答复期限", today) as work:
        reason = clean(reason, "延迟理由", 500, required=True)
        assert work.case.clock is not None
        planned = Fact("excess_delay", on, detail={"until": until.isoformat()})
        facts = [*work.case.facts, planned]
        run_clock(work.case.clock.history.received, facts, office.calendar, office.periods, today)
        work.add_fact("excess_delay", on, {"until": until.isoformat(), "reason": reason})
    return work.done()


def withdraw(office: Office, case_id: int, on: date, note: str, today: date) -> Done:
    """Record that the applicant withdrew; the case ends without a remedy (表三 其他处理)."""
    with working(office, case_id, "withdraw", "登记撤回", today) as work:
        work.add_fact("withdrawn", on, {"note": clean(note, "撤回说明", 500, lines=True)})
    return work.done()


def transfer(
    office: Office, case_id: int, on: date, department: str, person: str, today: date, *, term: int = HAND_OVER_TERM
) -> Done:
    """Hand the case to a 承办科室 with an inner term; the clock never stops for it.

    Args:
        office: the open record.
        case_id: the case.
        on: the day it was handed over.
        department: the 承办科室; person: who there.
        person: who there handles it.
        today: the day it is recorded.
        term: working days to report back, set by the office.

    Raises:
        Refused: no department, or a term outside 1 to 20 working days.
    """
    name = clean(department, "承办科室", 50, required=True)
    if not 1 <= term <= 20:
        raise Refused(f"科室的反馈期限应当在 1 至 20 个工作日之间，现在是 {term}。")
    with working(office, case_id, "transfer", "转承办科室", today) as work:
        detail = {"department": name, "person": clean(person, "承办人", 30), "term": term}
        work.add_fact("transferred", on, detail)
    return work.done()


def chase(office: Office, case_id: int, on: date, note: str, today: date) -> Done:
    """Record a chase-up (催办) of the 承办科室."""
    with working(office, case_id, "chase", "催办", today) as work:
        work.add_fact("chased", on, {"note": clean(note, "催办说明", 500, lines=True)})
    return work.done()


def record_feedback(office: Office, case_id: int, on: date, note: str, today: date) -> Done:
    """Record that the 承办科室 reported back."""
    with working(office, case_id, "record_feedback", "登记科室反馈", today) as work:
        work.add_fact("department_replied", on, {"note": clean(note, "反馈内容", 2000, lines=True)})
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


def _next_label(facts: Sequence[object], kind: str) -> str:
    count = sum(1 for fact in facts if getattr(fact, "kind", "") == kind)
    return str(count + 1) if count else ""
