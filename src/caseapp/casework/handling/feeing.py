"""The fee (信息处理费): its notice with every tier, and its payment (条例第四十二条；国办函〔2020〕109号)."""

from __future__ import annotations

from datetime import date

from caseapp.casework.letters.notices import last_day, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.fees import IN_FORCE_FROM, Fee, fee_by_items, fee_by_pages

_UNITS = {"items": "件", "pages": "页"}


def notice_fee(
    office: Office, case_id: int, on: date, basis: str, quantity: int, today: date, *, payment: str = ""
) -> Done:
    """Send the 收费通知书, by item or by page and never both (条例第四十二条；国办函〔2020〕109号).

    Args:
        office: the open record.
        case_id: the case.
        on: day of the notice, its 成文日期.
        basis: ``items`` or ``pages``.
        quantity: requests of the applicant in the calendar month, or pages given.
        today: the day it is recorded.
        payment: how to pay; "" takes 缴费方式 of the office profile.

    Raises:
        Refused: before 2021, an unknown basis, or a quantity that costs nothing.
    """
    if basis not in _UNITS:
        raise Refused("收费方式应当是按件或按量之一，不能并用。", "国办函〔2020〕109号")
    if on < IN_FORCE_FROM:
        raise Refused(f"{IN_FORCE_FROM} 之前没有按这一办法收费的依据。", "国办函〔2020〕109号")
    fee = fee_by_items(quantity) if basis == "items" else fee_by_pages(quantity)
    if not fee.yuan:
        raise Refused("没有达到收费标准，不需要发收费通知。", "国办函〔2020〕109号")
    with working(office, case_id, "notice_fee", "发收费通知", today) as work:
        work.check_day("fee_noticed", on)
        assert work.case.clock is not None
        month = work.case.clock.history.received
        term = office.periods.days("fee")
        slots = {
            "way": "按件计收" if basis == "items" else "按量计收",
            "month": f"{month.year}年{month.month}月",
            "quantity": quantity,
            "tiers": tier_lines(fee, _UNITS[basis]),
            "amount": fee.yuan,
            "term": term,
            "last_day": last_day(office, on, term),
            "payment": clean(payment, "缴费方式", 300) or office.profile.fee_payment,
        }
        sent = send(work, "fee_notice", slots, on=on)
        detail = {"basis": basis, "quantity": quantity, "yuan": fee.yuan, "number": sent.number}
        work.add_fact("fee_noticed", on, detail, document_id=sent.document_id)
    return work.done()


def tier_lines(fee: Fee, unit: str) -> list[str]:
    """Return every tier of a fee in words, for example 第31页至第52页，每页10元，计220元."""
    lines = []
    for tier in fee.tiers:
        span = f"第{tier.first}{unit}"
        if tier.last > tier.first:
            span += f"至第{tier.last}{unit}"
        lines.append(f"{span}，" + (f"每{unit}{tier.unit_yuan}元，计{tier.yuan}元" if tier.unit_yuan else "不收费"))
    return lines


def record_payment(office: Office, case_id: int, on: date, today: date) -> Done:
    """Record the payment of the noticed fee; the reply period begins anew the next day (国办函〔2020〕109号)."""
    with working(office, case_id, "record_payment", "登记缴费", today) as work:
        noticed = next(f for f in work.case.facts if f.kind == "fee_noticed")
        work.add_fact("fee_paid", on, {"yuan": noticed.detail["yuan"]})
    return work.done()
