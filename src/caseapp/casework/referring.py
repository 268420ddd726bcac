"""送审: what the office cannot determine is put to the 主管部门 or 保密行政管理部门 (条例第十七条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.notices import last_day, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working


def refer_review(
    office: Office,
    case_id: int,
    on: date,
    organ: str,
    content: str,
    doubt: str,
    today: date,
    *,
    opinion: str = "",
    term: int = 0,
    enclosed: Sequence[str] = (),
    number: str = "",
) -> Done:
    """Put information nobody here can judge to the organ that can; the clock runs on (条例第十七条).

    Args:
        office: the open record.
        case_id: the case.
        on: day of the letter, its 成文日期.
        organ: the 主管部门 or 保密行政管理部门.
        content: name of the information, never what it says.
        doubt: why it cannot be determined here.
        today: the day it is recorded.
        opinion: what the office itself thinks.
        term: working days it asks an answer in, 0 names none.
        enclosed: what goes with the letter, one entry each.
        number: a 文号 of the OA, "" draws one.

    Raises:
        NotAllowed: no outcome, or the review is passed. Refused: organ, content or doubt missing.
    """
    name = clean(organ, "送审机关", 100, required=True)
    if not 0 <= term <= 60:
        raise Refused(f"请求答复的期限应当在 1 至 60 个工作日之间，现在是 {term}；不写期限的填 0。")
    with working(office, case_id, "refer_review", "保密审查送审", today) as work:
        work.check_day("review_referred", on)
        slots = {
            "organ": name,
            "content": content,
            "doubt": doubt,
            "opinion": opinion,
            "term": term or None,
            "last_day": last_day(office, on, term) if term else None,
            "enclosed": list(enclosed),
        }
        sent = send(work, "secrecy_referral", slots, on=on, number=number)
        work.add_fact(
            "review_referred", on, {"organ": name, "number": sent.number}, document_id=sent.document_id
        )
    return work.done()
