"""Hand-overs (转办、协办) to a 科室 or another organ, with an inner term that never stops the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseapp.casework.letters.notices import last_day, make_sheet, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.agenda import HAND_OVER_TERM


def transfer(
    office: Office,
    case_id: int,
    on: date,
    department: str,
    person: str,
    today: date,
    *,
    term: int = HAND_OVER_TERM,
    organ: bool = False,
    content: str = "",
    number: str = "",
) -> Done:
    """Hand the case to a 承办科室 with a 转办单, or ask an organ with a 协办函; the clock never stops for it.

    Args:
        office: the open record.
        case_id: the case.
        on: the day it was handed over.
        department: the 承办科室, or the name of the organ.
        person: who there handles it.
        today: the day it is recorded.
        term: working days to report back, set by the office.
        organ: whether another organ is asked (协办), which does not become the 承办科室.
        content: what is asked for; "" asks for the usual.
        number: the 文号 of a 协办函 taken from the OA, "" draws one.

    Raises:
        Refused: nobody named, a term outside 1 to 20 working days, or a 文号 that is taken.
    """
    name = clean(department, "协办机关" if organ else "承办科室", 100 if organ else 50, required=True)
    if not 1 <= term <= 20:
        raise Refused(f"科室的反馈期限应当在 1 至 20 个工作日之间，现在是 {term}。")
    content = clean(content, "请办理的事项", 1000, lines=True)
    with working(office, case_id, "transfer", "转承办科室", today) as work:
        work.check_day("transferred", on)
        person = clean(person, "承办人", 30)
        detail: dict[str, Any] = {"department": name, "person": person, "term": term}
        if content:
            detail["content"] = content
        if organ:
            slots = {"organ": name, "content": content, "term": term, "last_day": last_day(office, on, term)}
            sent = send(work, "assist_letter", slots, on=on, number=number)
            document, detail = sent.document_id, detail | {"organ": True, "number": sent.number}
        else:
            document = transfer_slip(work, on, detail)
        work.add_fact("transferred", on, detail, document_id=document)
    return work.done()


def transfer_slip(work: Working, on: date, detail: Mapping[str, Any]) -> int | None:
    """Freeze the 转办单 of a hand-over to a 科室."""
    term = int(detail.get("term", HAND_OVER_TERM))
    slots = {key: detail.get(key, "") for key in ("department", "person", "content")}
    return make_sheet(
        work, "transfer_slip", slots | {"term": term, "last_day": last_day(work.office, on, term)}, on=on
    )


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
