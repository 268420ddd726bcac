"""``caseapp fact``: record one fact through the verb it belongs to, or correct or void one."""

from __future__ import annotations

import argparse
from datetime import date

from caseapp.casework.casefile import CaseFile, find_case
from caseapp.casework.handling import correcting, procedure, service
from caseapp.casework.handling.amending import answer_correction
from caseapp.casework.handling.consulting import GROUNDS
from caseapp.casework.letters import replying
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.receiving import intake
from caseapp.casework.review.materials import hold_secret
from caseapp.casework.review.referring import record_referral, refer_review
from caseapp.cli.common import day, pairs, said
from caseapp.cli.dispute_records import DISPUTES, Recorder
from caseapp.law.agenda import HAND_OVER_TERM, REASONS_TERM
from caseapp.law.facts import FACT_KINDS, UnknownFactKind, parse_day
from caseapp.law.rounds import CALENDAR, WORKING

Options = argparse.Namespace


def fact(office: Office, options: Options, today: date) -> int:
    """Record, correct or void a fact."""
    case = find_case(office, options.number, today)
    if options.void is not None:
        done = correcting.void_fact(office, case.id, options.void, options.reason, today)
        return said(options, office, done, "已作废", today)
    if options.correct is not None:
        if not options.on:
            raise Refused("更正事实须用 --on 给出正确的日期。")
        done = correcting.correct_fact(
            office, case.id, options.correct, parse_day(options.on), options.reason, today
        )
        return said(options, office, done, "已更正", today)
    if not options.fact:
        raise Refused("请写明要登记的事实，例如 extended:2026-09-30:20。")
    head, _, rest = options.fact.partition(":")
    kind, _, label = head.partition("#")
    on_text, _, detail = rest.partition(":")
    recorder = RECORDED.get(kind)
    if recorder is None:
        raise UnknownFactKind(f"不认识的事实类型“{kind}”。可用的有：{'、'.join(sorted(RECORDED))}。")
    done = recorder(office, case, parse_day(on_text), "" if label == "1" else label, detail, options, today)
    return said(options, office, done, f"已登记“{FACT_KINDS[kind]}”", today)


def _number(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refused(f"{what}“{text}”应当是正整数。")
    return int(text)


def _received(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return intake.confirm_receipt(office, case.id, on, o.by, o.how, today)


def _transferred(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    term = _number(d, "反馈期限") if d else HAND_OVER_TERM
    return procedure.transfer(
        office,
        case.id,
        on,
        o.organ or o.department,
        o.person,
        today,
        term=term,
        organ=bool(o.organ),
        content=o.content,
        number=o.letter_number,
    )


def _chased(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return procedure.chase(office, case.id, on, o.note, today)


def _department_replied(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return procedure.record_feedback(office, case.id, on, o.note, today)


def _reasons_asked(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    term = _number(d, "说明理由的期限") if d else REASONS_TERM
    if bool(o.period_from) != bool(o.period_until):
        raise Refused("统计期间须用 --from 和 --until 一同给出。", "条例第三十五条")
    period = (parse_day(o.period_from), parse_day(o.period_until)) if o.period_from else None
    return procedure.ask_reasons(
        office, case.id, on, term, o.note, today, period=period, requests=o.requests, explain=o.item
    )


def _reasons_given(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    acceptable = None if o.agrees is None else o.agrees == "yes"
    return procedure.receive_reasons(office, case.id, on, o.note, today, acceptable=acceptable)


def _extension_told(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return procedure.tell_extension(office, case.id, on, o.way, today)


def _returned(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return service.record_return(office, case.id, on, o.reason, today)


def _redo_ordered(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    named = "-" in d
    return procedure.order_reply(
        office,
        case.id,
        on,
        o.decision,
        o.decision_number,
        today,
        days=0 if named else _number(d, "重新答复的期限"),
        unit=CALENDAR if o.calendar_days else WORKING,
        until=parse_day(d) if named else None,
    )


def _clarification_sent(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    term = _number(d or "15", "补正期限")
    return procedure.ask_clarification(office, case.id, on, o.unclear, o.item, term, o.guidance, today)


def _clarification_received(
    office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date
) -> Done:
    return procedure.receive_clarification(office, case.id, on, o.note, today)


def _third_party_sent(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return procedure.consult_third_party(
        office, case.id, on, o.party, o.summary, o.interests, today, address=o.address
    )


def _organ_sent(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return procedure.consult_organ(
        office, case.id, on, o.party, o.letter_number, today, summary=o.summary, address=o.address
    )


def _third_party_told(office: Office, case: CaseFile, on: date, label: str, _d: str, o: Options, today: date) -> Done:
    ground = GROUNDS[0] if o.ground == "public" else GROUNDS[1] if o.ground == "unreasonable" else ""
    return procedure.notify_third_party(
        office, case.id, on, ground, o.item, o.reason, today, label=label, served_online=o.online
    )


def _review_referred(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    return refer_review(
        office,
        case.id,
        on,
        o.party,
        o.content,
        o.doubt,
        today,
        opinion=o.note,
        term=_number(d, "请求答复的期限") if d else 0,
        enclosed=o.item,
        number=o.letter_number,
    )


def _correction(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return answer_correction(
        office,
        case.id,
        on,
        day(o.received_on, on),
        o.content,
        o.result,
        o.reason,
        today,
        organ=o.organ,
        number=o.letter_number,
        served_online=o.online,
    )


def _review_answered(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    return record_referral(office, case.id, on, o.result or d, o.letter_number, o.note, today)


def _secret_held(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    return hold_secret(office, case.id, on, o.content, d, o.term, o.organ, o.place, today)


def _consultation(party: str, what: str) -> Recorder:
    def record(office: Office, case: CaseFile, on: date, label: str, _d: str, o: Options, today: date) -> Done:
        agrees = None if o.agrees is None else o.agrees == "yes"
        return procedure.record_consultation(
            office, case.id, party, what, on, today, label=label, agrees=agrees, note=o.note
        )

    return record


def _extended(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    days = _number(d, "延长的工作日数")
    told = parse_day(o.told) if o.told else None
    return procedure.extend(
        office,
        case.id,
        on,
        days,
        o.reason,
        o.approver,
        today,
        late_reason=o.late_reason,
        told=told,
        told_way=o.way,
    )


def _excess_delay(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    return procedure.delay(office, case.id, on, parse_day(d), o.reason, today)


def _fee_noticed(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    if (o.items is None) == (o.pages is None):
        raise Refused("收费通知须用 --items 或 --pages 之一给出数量，按件和按量不能并用。", "国办函〔2020〕109号")
    basis, quantity = ("items", o.items) if o.items is not None else ("pages", o.pages)
    return procedure.notice_fee(office, case.id, on, basis, quantity, today, payment=o.payment)


def _fee_paid(office: Office, case: CaseFile, on: date, _l: str, _d: str, _o: Options, today: date) -> Done:
    return procedure.record_payment(office, case.id, on, today)


def _withdrawn(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return procedure.withdraw(office, case.id, on, o.note, today)


def _outcome(office: Office, case: CaseFile, on: date, _l: str, d: str, o: Options, today: date) -> Done:
    items = [_item(text) for text in o.item]
    chosen = o.outcome or d or (replying.counted_outcome(office, items) if items else "")
    if not chosen:
        raise Refused("请用 --outcome 给出办理结果；申请有几项内容的，用 --item 办理结果=申请内容 逐项给出。")
    search = pairs(o.search) or None
    chosen += f":{o.article}" if o.article else ""
    return replying.decide_outcome(office, case.id, chosen, on, o.reason, today, search=search, items=items)


def _item(text: str) -> tuple[str, str]:
    """Return what was asked and its outcome, written ``OUTCOME=ASKED``."""
    outcome, separator, asked = text.partition("=")
    if not separator:
        raise Refused(f"“{text}”应当写成 办理结果=申请内容，例如 forbidden_by_law=企业名录。")
    return asked.strip(), outcome.strip()


RECORDED: dict[str, Recorder] = {
    "received": _received,
    "transferred": _transferred,
    "chased": _chased,
    "department_replied": _department_replied,
    "reasons_asked": _reasons_asked,
    "reasons_given": _reasons_given,
    "extension_told": _extension_told,
    "returned": _returned,
    "redo_ordered": _redo_ordered,
    "clarification_sent": _clarification_sent,
    "clarification_received": _clarification_received,
    "third_party_sent": _third_party_sent,
    "organ_sent": _organ_sent,
    "third_party_told": _third_party_told,
    "review_referred": _review_referred,
    "correction_answered": _correction,
    "review_answered": _review_answered,
    "secret_held": _secret_held,
    **{
        f"{party}_{what}": _consultation(party, what)
        for party in ("third_party", "organ")
        for what in ("received", "replied", "withdrawn")
    },
    "extended": _extended,
    "excess_delay": _excess_delay,
    "fee_noticed": _fee_noticed,
    "fee_paid": _fee_paid,
    "withdrawn": _withdrawn,
    "outcome_decided": _outcome,
    **DISPUTES,
}
