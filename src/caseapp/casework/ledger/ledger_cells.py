"""What a ledger column says of a case: read from its facts when asked for, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from caseapp.casework.casefile import CaseFile, channel_label, class_label, outcome_of
from caseapp.casework.office import Office
from caseapp.casework.review.disclosed import disclosed
from caseapp.law.disputes import SUIT_KINDS, disputes_of
from caseapp.law.facts import Fact, first, last
from caseapp.law.parties import SERVICE_WAYS
from caseapp.store.rows import IndexRow

Value: TypeAlias = "str | int | date | None"
"""A cell: a date, a number, a text; None where nothing stands."""

PROVISIONAL = "（暂定）"
_PARTIES = {"third_party": "第三方", "organ": "机关"}
_FEES = {"items": "按件计收", "pages": "按量计收"}
_WAITING = {
    "waiting_clarification": "补正后重计",
    "waiting_fee": "缴费后重计",
    "consulting": "暂停",
    "abandoned": None,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a column is told from: the office, the line of the index, the case as it stands on a day."""

    office: Office
    index: IndexRow
    case: CaseFile
    today: date


@dataclass(frozen=True, slots=True)
class Asked:
    """One consultation (征求意见) as the ledger tells it.

    Attributes:
        whom: name of the party, else what it is to the case.
        answered: the day an opinion came or the request was withdrawn, None while neither did.
        result: in words, "" while the answer is awaited.
    """

    whom: str
    sent: date
    answered: date | None
    result: str


def applicant_class(told: Told) -> Value:
    """Return the applicant class in words."""
    return class_label(told.index.applicant_class)


def channel(told: Told) -> Value:
    """Return the channel in words."""
    return channel_label(told.index.channel)


def due(told: Told) -> Value:
    """Return the due date, in words where it is 暂定 or does not run."""
    clock = told.case.clock
    if clock is None:
        return None
    if clock.closed is None and clock.state in _WAITING:
        return _WAITING[clock.state]
    if clock.due and told.index.provisional and told.index.open:
        return f"{clock.due}{PROVISIONAL}"
    return clock.due


def day_of(kind: str, told: Told) -> Value:
    """Return the day of the latest fact of a kind."""
    found = last(told.case.facts, kind)
    return found.on if found else None


def said(kind: str, name: str, told: Told) -> Value:
    """Return what the latest fact of a kind says under a name."""
    found = last(told.case.facts, kind)
    value = found.detail.get(name) if found else None
    return value if isinstance(value, int) else str(value or "") or None


def consultations(told: Told) -> list[Asked]:
    """Return every consultation in the order they were sent."""
    office, clock, today = told.office, told.case.clock, told.today
    lapses = {
        (item.party, item.label): item.lapse(office.calendar, office.periods)
        for item in (clock.history.consultations if clock else ())
    }
    found = []
    for fact in told.case.facts:
        party = fact.kind.removesuffix("_sent")
        if party not in _PARTIES or party == fact.kind:
            continue
        answer = _answer(told.case.facts, party, fact.label)
        lapse = lapses.get((party, fact.label))
        result = ""
        if answer is not None:
            withdrawn = answer.kind.endswith("_withdrawn")
            result = "已撤回" if withdrawn else "同意公开" if answer.detail.get("agrees") else "不同意公开"
        elif lapse and today > lapse:
            result = "逾期未提出意见"
        found.append(
            Asked(str(fact.detail.get("party") or _PARTIES[party]), fact.on, answer.on if answer else None, result)
        )
    return found


def _answer(facts: Iterable[Fact], party: str, label: str) -> Fact | None:
    kinds = (f"{party}_replied", f"{party}_withdrawn")
    return next((f for f in facts if f.kind in kinds and f.label == label), None)


def consulted(told: Told) -> Value:
    """Return who was asked for an opinion."""
    return _joined(asked.whom for asked in consultations(told))


def consult_sent(told: Told) -> Value:
    """Return when opinions were asked for: a date for one, days in words for several."""
    return _days([asked.sent for asked in consultations(told)])


def consult_answered(told: Told) -> Value:
    """Return when opinions came, “未收到” standing for one that did not among several."""
    return _days([asked.answered for asked in consultations(told)])


def consult_result(told: Told) -> Value:
    """Return what the opinions were."""
    found = consultations(told)
    return _joined(asked.result or "待答复" for asked in found)


def fee_way(told: Told) -> Value:
    """Return by what the fee is counted (国办函〔2020〕109号)."""
    return _FEES.get(str(said("fee_noticed", "basis", told)))


def review_conclusion(told: Told) -> Value:
    """Return the conclusions of the 审查表 that count, each once."""
    return _joined(dict.fromkeys(sheet.conclusion for sheet in told.case.sheets.standing if sheet.conclusion))


def outcome(told: Told) -> Value:
    """Return the 办理结果 in words."""
    key = told.index.outcome
    return told.office.outcomes[key].label if key else None


def basis(told: Told) -> Value:
    """Return the legal basis in force on the day the outcome was decided; of each item where there are several."""
    decided = last(told.case.facts, "outcome_decided")
    found = outcome_of(told.office, told.case.state.facts)
    if decided is None or found is None:
        return None
    if found.items:
        return _joined(dict.fromkeys(item.outcome.basis_on(decided.on) for item in found.items))
    return str(decided.detail.get("basis") or "") or found.basis_on(decided.on) or None


def serve_way(told: Told) -> Value:
    """Return how the reply was served, as an old ledger put it where the way is none of ours."""
    served, imported = first(told.case.facts, "served"), first(told.case.facts, "imported")
    way = SERVICE_WAYS.get(str(served.detail.get("way", ""))) if served else None
    if way is not None:
        return way[0]
    return str(imported.detail.get("serve_way") or "") or None if imported else None


def served_on(told: Told) -> Value:
    """Return the day that counts: of the first service (国办公开办函〔2016〕235号)."""
    found = first(told.case.facts, "served")
    return found.on if found else None


def on_time(told: Told) -> Value:
    """Return whether the reply was in time, nothing while it is open or cannot be judged."""
    return {True: "按期", False: "逾期", None: None}[told.index.on_time]


def materials(told: Told) -> Value:
    """Return the names of the 公开件 as they go out."""
    return _joined(row.name for row in disclosed(told.case.attachments))


def dispute_numbers(told: Told) -> Value:
    """Return the 案号 of the disputes of the case."""
    return _joined(dispute.number for dispute in disputes_of(told.case.facts))


def suit_kind(told: Told) -> Value:
    """Return how the suit was brought."""
    return SUIT_KINDS.get(told.index.suit_kind)


def _joined(words: Iterable[str]) -> str | None:
    return "；".join(part for part in words if part) or None


def _days(days: list[date | None]) -> Value:
    if len(days) < 2:
        return days[0] if days else None
    if not any(days):
        return None
    return "；".join(day.isoformat() if day else "未收到" for day in days)
