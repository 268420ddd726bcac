"""行政复议 and 行政诉讼 of a reply: filed, answered by the organ, decided; one may be about several cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile, find_case, load_case
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.disputes import (
    DISPUTE_KINDS,
    PENDING,
    PROCEDURES,
    RECONSIDERATION,
    RESULTS,
    SUIT,
    SUIT_KINDS,
    Dispute,
    answer_period,
    disputes_of,
    key_of,
)
from caseapp.law.facts import FACT_KINDS
from caseapp.law.sequence import check_sequence

_CORRECTED = "纠正"
MOST_CASES = 50


def record_dispute(
    office: Office,
    case_id: int,
    kind: str,
    on: date,
    today: date,
    *,
    result: str = "",
    suit_kind: str = "",
    orders_reply: bool = True,
    procedure: str = "",
    number: str = "",
    organ: str = "",
    also: Sequence[str] = (),
    dispute: str = "",
) -> Done:
    """Record a 行政复议 or 行政诉讼: its copy received, or its result (表四). The period to answer runs from the copy.

    Args:
        office: the open record.
        case_id: the case.
        kind: reconsideration_filed, reconsideration_decided, suit_filed or suit_decided.
        on: the day the copy, or the decision, came.
        today: the day it is recorded.
        result: one of 维持, 纠正, 其他 for a decision.
        suit_kind: ``direct`` or ``after`` (a reconsideration), for suits.
        orders_reply: whether a decision of 纠正 orders a reply, which then has a period of its own.
        procedure: key of PROCEDURES for what was filed; "" keeps no period (history).
        number: 案号.
        organ: who decides.
        also: 登记编号 of the other cases the same dispute is about; it counts once.
        dispute: the dispute decided, "" for the one that is open.

    Raises:
        Refused: unknown kind, procedure or result, a decision on what was never filed, or an unknown case.
    """
    if kind not in DISPUTE_KINDS or kind.endswith("_answered"):
        raise Refused("复议诉讼登记项不对，请从列表中选择。")
    decided, what = kind.endswith("_decided"), kind.partition("_")[0]
    if decided and result not in RESULTS[:3]:
        raise Refused(f"结果应当是{'、'.join(RESULTS[:3])}之一。")
    if what == SUIT and suit_kind not in SUIT_KINDS:
        raise Refused("请选择直接起诉还是复议后起诉。")
    if procedure and procedure not in PROCEDURES:
        raise Refused(f"程序应当是{'、'.join(PROCEDURES.values())}之一。")
    with working(office, case_id, "dispute", FACT_KINDS[kind], today) as work:
        detail: dict[str, Any] = {"result": result if decided else PENDING}
        if suit_kind:
            detail["kind"] = suit_kind
        detail |= {key: text for key, text in (("number", clean(number, "案号", 60)),) if text}
        if decided:
            found = _open_one(work.case, what, dispute)
            if found.kind and found.kind != suit_kind:
                raise Refused(f"登记的是“{SUIT_KINDS[found.kind]}”，与所选的诉讼类型不一致。")
            if result == _CORRECTED:
                detail["orders_reply"] = orders_reply
            keyed = any("dispute" in f.detail for f in work.case.facts if key_of(f) == found.key)
            detail |= {"dispute": found.key} if keyed else {}
            cases = [work, *_shared(work, found.key)]
        else:
            detail["dispute"] = _new_key(work.case)
            detail |= {key: text for key, text in (("organ", clean(organ, "复议机关、法院", 60)),) if text}
            if procedure:
                answer_period(what, on, procedure, office.calendar)
                detail["procedure"] = procedure
            cases = [work, *_others(work, also)]
        _add_to_all(cases, kind, on, detail)
    return work.done()


def answer_dispute(office: Office, case_id: int, on: date, note: str, today: date) -> Done:
    """Record that answer, evidence and legal basis were handed in (行政复议法第四十八、五十四条，行政诉讼法第六十七条).

    Raises:
        NotAllowed: nothing awaits the organ's answer.
    """
    with working(office, case_id, "answer_dispute", "登记提交答复", today) as work:
        found = work.case.state.unanswered_dispute
        assert found is not None
        detail = {"dispute": found.key, "note": clean(note, "提交的材料", 500, lines=True)}
        detail |= {"kind": found.kind} if found.kind else {}
        _add_to_all([work, *_shared(work, found.key)], f"{found.what}_answered", on, detail)
    return work.done()


def open_disputes(case: CaseFile, what: str) -> list[Dispute]:
    """Return the disputes of a kind that are not decided yet."""
    return [dispute for dispute in disputes_of(case.facts) if dispute.what == what and dispute.decided is None]


def _open_one(case: CaseFile, what: str, key: str) -> Dispute:
    filed = open_disputes(case, what)
    if key:
        filed = [dispute for dispute in filed if dispute.key == key]
    if not filed:
        name = FACT_KINDS[f"{what}_filed"]
        raise Refused(f"还没有登记“{name}”，不能登记结果。")
    if len(filed) > 1:
        numbers = "、".join(dispute.number or dispute.key for dispute in filed)
        raise Refused(f"有几件{'复议' if what == RECONSIDERATION else '诉讼'}没有结果（{numbers}），请指明是哪一件。")
    return filed[0]


def _new_key(case: CaseFile) -> str:
    """Return a key no dispute of the record has: case and how many disputes it had before."""
    before = sum(1 for row in case.all_facts if row.kind.endswith("_filed"))
    return f"{case.id}-{before + 1}"


def _others(work: Working, numbers: Sequence[str]) -> Iterator[Working]:
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    if len(wanted) > MOST_CASES:
        raise Refused(f"一件复议、诉讼最多涉及 {MOST_CASES} 件申请。")
    for number in wanted:
        case = find_case(work.office, number, work.today)
        if case.id != work.case.id:
            yield Working(work.office, case, work.change, work.today)


def _shared(work: Working, key: str) -> Iterator[Working]:
    """Yield the other cases a dispute is about."""
    rows = work.office.record.standing_facts([f"{what}_filed" for what in (RECONSIDERATION, SUIT)])
    for case_id in dict.fromkeys(row.case_id for row in rows if row.detail.get("dispute") == key):
        if case_id != work.case.id:
            yield Working(work.office, load_case(work.office, case_id, work.today), work.change, work.today)


def _add_to_all(cases: Sequence[Working], kind: str, on: date, detail: dict[str, Any]) -> None:
    if len(cases) > 1:
        detail = {**detail, "with": [other.case.row.number for other in cases]}
    for each in cases:
        each.add_fact(kind, on, detail)
    for each in cases[1:]:
        case = each.refresh()
        check_sequence(case.state.facts)
        each.change.put_index(index_of(each.office, case))
