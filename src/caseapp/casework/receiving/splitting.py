"""One request with several matters becomes several cases (一事一申请), each knowing where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseapp.casework.casefile import load_case
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.receiving.intake import next_case_number
from caseapp.casework.texts import REQUEST_LIMIT, clean
from caseapp.casework.working import Working, working
from caseapp.law.facts import first

FEWEST, MOST = 2, 20
_INHERITED = ("arrived", "received", "late_entry")


def split_case(office: Office, case_id: int, parts: Sequence[str], today: date) -> Done:
    """Split a request; the first part stays, each other becomes a case of its own that came in the same day.

    The applicant, the channel and the dates are the same; the paper stays with the first. Each counts as one request
    (国办函〔2020〕109号: one letter with several items may be split to the smallest reasonable unit).

    Args:
        office: the open record.
        case_id: the case.
        parts: what each asks for, in order.
        today: the day it is split.

    Raises:
        NotAllowed: a letter went out, or the reply is decided.
        Refused: fewer than two parts or more than twenty, an empty one, or one twice.
    """
    wanted = [clean(part, "拆分后的申请内容", REQUEST_LIMIT, lines=True) for part in parts]
    wanted = [part for part in wanted if part]
    if not FEWEST <= len(wanted) <= MOST:
        raise Refused(f"应当拆成 {FEWEST} 至 {MOST} 件，每件写明申请内容，现在是 {len(wanted)} 件。")
    if twice := next((part for part in wanted if wanted.count(part) > 1), ""):
        raise Refused(f"“{twice[:40]}”写了两次，请核对。")
    with working(office, case_id, "split", "拆分登记", today) as work:
        row = work.case.row
        numbers, ids = [], []
        for part in wanted[1:]:
            number, new = _new_case(work, part, today)
            numbers.append(number)
            ids.append(new)
        work.change.update_case(replace(row, request=wanted[0]))
        work.add_fact("split_off", today, {"into": numbers, "cases": ids, "was": row.request})
        work.changed.add("case")
    return work.done()


def _new_case(work: Working, part: str, today: date) -> tuple[str, int]:
    """Add a case that came in as this one did, and return its number and id."""
    office, row = work.office, work.case.row
    received = first(work.case.facts, "received") or first(work.case.facts, "arrived")
    assert received is not None
    number = next_case_number(office, work.change, received.on.year)
    case_id = work.change.add_case(replace(row, id=0, number=number, request=part, imported=False))
    own = Working(office, load_case(office, case_id, today), work.change, today)
    for kind in _INHERITED:
        fact = first(work.case.facts, kind)
        if fact is not None:
            own.add_fact(kind, fact.on, dict(fact.detail))
    own.add_fact("registered", today, {"number": number})
    own.add_fact("split_from", today, {"number": row.number, "case": row.id})
    work.change.put_index(index_of(office, own.refresh()))
    return number, case_id
