"""One applicant (申请人): every request, what is known of how to reach it, its other names, and the fee by item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.casework.casefile import class_label
from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.near import lines_of
from caseapp.casework.receiving.same_person import alike_cases
from caseapp.law.fees import IN_FORCE_FROM, fee_by_items, fee_of_next
from caseapp.store.rows import CaseRow, IndexRow

SHOWN = 500
"""Requests listed with their state; the counts are of all."""
_KNOWN_FROM = 200
RULE = (
    "申请政府信息公开，一般不收费。申请的数量、频次明显超过合理范围的，才可以收取信息处理费；"
    "按件计收或者按量计收，同一件只用一种，不能并用（条例第四十二条，国办函〔2020〕109号）。"
    "一件写了多项内容的，可以拆分到最小的合理单位计件。"
)


@dataclass(frozen=True, slots=True)
class ApplicantCase:
    """One request of the applicant.

    Attributes:
        day: 法定收到日, the day it arrived while that is not confirmed.
        outcome: label of the outcome, "" before; reply_number: 文号 of the reply, "" before.
    """

    case_id: int
    number: str
    day: date | None
    request: str
    status: str
    outcome: str
    reply_number: str


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another applicant that shares a phone, an identity number or an address; whether it is one person, a person says.

    Attributes:
        shared: what it shares (同一电话, 同一证件, 同一地址); count: its requests that do.
    """

    name: str
    shared: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ItemFee:
    """The fee by item (按件) of one calendar month; it is free by default, and this is what could be charged.

    Attributes:
        count: requests received in the month; next_yuan: what the next one would add; total_yuan: all with it, yuan.
        words: the same as a sentence.
    """

    month: str
    count: int
    next_yuan: int
    total_yuan: int
    words: str


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """Everything known of one applicant on a day.

    Attributes:
        contacts: label and value, the newest first; total, this_year, this_month: counts of requests received.
        cases: the newest first, at most `SHOWN`.
    """

    name: str
    classes: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    others: tuple[OtherName, ...]
    total: int
    this_year: int
    this_month: int
    fee: ItemFee
    cases: tuple[ApplicantCase, ...]


def applicant_view(office: Office, name: str, today: date) -> ApplicantView:
    """Return everything known of an applicant; the counts are of the calendar year and month of ``today``.

    Raises:
        Refused: nobody of that name has asked for anything.
    """
    name = name.strip()
    lines = sorted(lines_of(office, name), key=lambda line: (_day(line) or date.min, line.case_id), reverse=True)
    if not lines:
        raise Refused(f"台账中没有申请人“{name[:40]}”的申请，请核对名称。" if name else "请写明申请人。")
    days = [day for line in lines if (day := _day(line))]
    this_month = sum((day.year, day.month) == (today.year, today.month) for day in days)
    newest = [line.case_id for line in lines[:_KNOWN_FROM]]
    kept = office.record.cases(newest)
    rows = [kept[key] for key in newest if key in kept]
    return ApplicantView(
        name=name,
        classes=tuple(dict.fromkeys(class_label(line.applicant_class) for line in lines)),
        contacts=tuple(_contacts(rows)),
        others=tuple(_others(office, name, rows)),
        total=len(lines),
        this_year=sum(day.year == today.year for day in days),
        this_month=this_month,
        fee=item_fee(this_month, today),
        cases=tuple(_cases(office, lines[:SHOWN], today)),
    )


def item_fee(count: int, today: date) -> ItemFee:
    """Return what one request more would cost by item in the month of ``today``, yuan (国办函〔2020〕109号)."""
    month = f"{today.year}年{today.month}月"
    if today < IN_FORCE_FROM:
        return ItemFee(month, count, 0, 0, f"{month}收到 {count} 件；{IN_FORCE_FROM} 之前没有按件收费的依据。")
    more, total = fee_of_next(count), fee_by_items(count + 1).yuan
    words = f"{month}已收到 {count} 件，下一件是本月第 {count + 1} 件，"
    if more:
        words += f"如果按件计收，这一件 {more} 元，本月合计 {total} 元。"
    else:
        words += "不收费：按件计收的，一个自然月内 10 件以下（含）不收。"
    return ItemFee(month, count, more, total, words)


def _day(line: IndexRow) -> date | None:
    return line.received or line.arrived


def _contacts(rows: Iterable[CaseRow]) -> Iterable[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for row in rows:
        identity = " ".join(part for part in (row.id_kind, row.id_number) if part) if row.id_number else ""
        address = " ".join(part for part in (row.whole_address, row.postcode) if part)
        for label, value in (
            ("联系电话", row.phone),
            ("证件", identity),
            ("通信地址", address),
            ("电子邮箱", row.email),
            ("代理人", row.agent),
        ):
            if value:
                found[(label, value)] = None
    return found


def _others(office: Office, name: str, rows: Iterable[CaseRow]) -> Iterable[OtherName]:
    asked = dict.fromkeys((row.phone, row.id_number, row.whole_address) for row in rows)
    shared: dict[str, dict[str, None]] = {}
    cases: dict[str, set[int]] = {}
    for phone, id_number, address in asked:
        for line, alike_in in alike_cases(office, phone=phone, id_number=id_number, address=address, but=name):
            shared.setdefault(line.applicant, {}).update(dict.fromkeys(alike_in))
            cases.setdefault(line.applicant, set()).add(line.case_id)
    found = (OtherName(other, tuple(shared[other]), len(cases[other])) for other in shared)
    return sorted(found, key=lambda other: (-len(other.shared), -other.count, other.name))


def _cases(office: Office, lines: list[IndexRow], today: date) -> Iterable[ApplicantCase]:
    derived = {case.id: case for case in cases_of(office, [line.case_id for line in lines], today)}
    for line in lines:
        yield ApplicantCase(
            case_id=line.case_id,
            number=line.number,
            day=_day(line),
            request=" ".join(line.request.split()),
            status=derived[line.case_id].status.text,
            outcome=office.outcomes[line.outcome].label if line.outcome else "",
            reply_number=line.reply_number,
        )
