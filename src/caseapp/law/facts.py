"""The dated facts of a case: everything else is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from caseapp.law.errors import LawRefusal

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class UnknownFactKind(LawRefusal):
    """A fact kind the program does not know."""


class WrongDate(LawRefusal):
    """A date that is no date, or that cannot stand where it was given."""


# kind -> the words of the timeline. The order is the order of facts dated the same day.
FACT_KINDS: dict[str, str] = {
    "imported": "由旧台账导入",
    "arrived": "收件",
    "received": "收到申请",
    "registered": "登记",
    "late_entry": "补录",
    "split_from": "由拆分登记",
    "split_off": "拆分登记",
    "amended": "更改登记信息",
    "transferred": "转承办科室",
    "chased": "催办",
    "department_replied": "科室反馈",
    "reasons_asked": "要求说明理由",
    "reasons_given": "收到说明的理由",
    "clarification_sent": "告知补正",
    "clarification_received": "收到补正",
    "third_party_sent": "发第三方征求意见书",
    "third_party_received": "第三方收到征求意见书",
    "third_party_replied": "收到第三方意见",
    "third_party_withdrawn": "撤回第三方征求意见",
    "organ_sent": "发机关征求意见书",
    "organ_received": "机关收到征求意见书",
    "organ_replied": "收到机关意见",
    "organ_withdrawn": "撤回机关征求意见",
    "fee_noticed": "发收费通知",
    "fee_paid": "缴费",
    "extended": "延期答复",
    "extension_told": "告知延期",
    "excess_delay": "确定延迟答复期限",
    "searched": "检索",
    "outcome_decided": "确定办理结果",
    "review_referred": "保密审查送审",
    "review_answered": "收到送审答复",
    "secret_held": "登记涉密材料（未存入）",
    "review_signed": "保密审查签字",
    "submitted": "送签",
    "signed_off": "签发",
    "finalised": "定稿",
    "third_party_told": "告知第三方公开决定",
    "correction_answered": "处理更正申请",
    "printed": "打印",
    "sealed": "用印",
    "withdrawn": "申请人撤回",
    "served": "送达",
    "returned": "邮件退回",
    "archived": "归档",
    "reconsideration_filed": "被申请行政复议",
    "reconsideration_answered": "提交行政复议答复",
    "reconsideration_decided": "行政复议决定",
    "suit_filed": "被提起行政诉讼",
    "suit_answered": "提交答辩和证据",
    "suit_decided": "行政诉讼裁判",
    "redo_ordered": "责令重新答复",
    "void": "作废",
}
_ORDER = {kind: position for position, kind in enumerate(FACT_KINDS)}

# The kinds the due-date calculator takes (design: `caseapp due --fact`).
CLOCK_KINDS: frozenset[str] = frozenset(
    {
        "clarification_sent",
        "clarification_received",
        *(f"{who}_{what}" for who in ("third_party", "organ") for what in ("sent", "received", "replied", "withdrawn")),
        "extended",
        "excess_delay",
        "fee_noticed",
        "fee_paid",
        "withdrawn",
        "served",
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact of a case.

    Attributes:
        kind: a key of FACT_KINDS.
        on: the day it happened.
        label: tells apart consultations of one kind ("" for the first, "2", "3" …).
        detail: plain values, for example ``{"term": 15}`` working days of a 补正 notice.
        id: the number it has in the record, 0 outside one.
        root: the number of the fact it corrects in the end, its own where it corrects none; 0 outside a record.
    """

    kind: str
    on: date
    label: str = ""
    detail: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
    id: int = 0
    root: int = 0

    @property
    def place(self) -> int:
        """Where it stands in the order of recording, a correction where its original stood."""
        return self.root or self.id


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts by day, and within a day in the order the procedure has."""
    return sorted(facts, key=lambda fact: (fact.on, _ORDER[fact.kind], fact.label, fact.id))


def first(facts: Iterable[Fact], kind: str) -> Fact | None:
    """Return the earliest fact of a kind, or None."""
    return min((f for f in facts if f.kind == kind), key=lambda f: (f.on, f.id), default=None)


def last(facts: Iterable[Fact], kind: str) -> Fact | None:
    """Return the latest fact of a kind, or None."""
    return max((f for f in facts if f.kind == kind), key=lambda f: (f.on, f.id), default=None)


def parse_fact(text: str) -> Fact:
    """Return the clock fact written as ``KIND[#N]:DATE[:DETAIL]``.

    DETAIL is the applicant's term in working days (clarification_sent, default 15), the days of an extension, or the
    date set by an ``excess_delay``.

    Raises:
        UnknownFactKind: the kind is none of CLOCK_KINDS.
        WrongDate: the date or the detail cannot be read.
    """
    head, _, rest = text.partition(":")
    kind, _, label = head.partition("#")
    if kind not in CLOCK_KINDS:
        known = "、".join(sorted(CLOCK_KINDS))
        raise UnknownFactKind(f"不认识的事实类型“{kind}”。可用的有：{known}。")
    day_text, _, detail_text = rest.partition(":")
    detail: dict[str, Any] = {}
    if kind == "clarification_sent":
        detail["term"] = _whole(detail_text or "15", "补正期限（工作日）")
    elif kind == "extended":
        detail["days"] = _whole(detail_text, "延长的工作日数")
    elif kind == "excess_delay":
        detail["until"] = parse_day(detail_text).isoformat()
    return Fact(kind, parse_day(day_text), "" if label == "1" else label, detail)


def parse_day(text: str) -> date:
    """Return the date written as 2026-09-04.

    Raises:
        WrongDate: the text is no such date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongDate(f"日期“{text}”无法识别，请写成 2026-09-04 这样的形式。") from None


def _whole(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise WrongDate(f"{what}“{text}”应当是正整数。")
    return int(text)
