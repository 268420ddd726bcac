"""送审 and its answer: what the office cannot determine is put to the organ that can (条例第十七条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.letters.notices import last_day, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.review import CONCLUSIONS


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


def record_referral(
    office: Office, case_id: int, on: date, conclusion: str, number: str, note: str, today: date
) -> Done:
    """Record what the organ answered to a 送审; the sheet is then concluded by it (条例第十七条).

    Args:
        office: the open record.
        case_id: the case.
        on: the day the answer came.
        conclusion: 公开, 部分公开 or 不予公开.
        number: the 文号 of the answer.
        note: what it says.
        today: the day it is recorded.

    Raises:
        NotAllowed: nothing waits for an answer. Refused: no such conclusion, or dated before the 送审.
    """
    if conclusion not in CONCLUSIONS[:3]:
        raise Refused(f"送审答复应当是{'、'.join(CONCLUSIONS[:3])}之一。")
    with working(office, case_id, "record_referral", "登记送审答复", today) as work:
        sent = work.case.state.on("review_referred")
        if sent and on < sent:
            raise Refused(f"答复日期 {on} 早于送审日期 {sent}，请核对。")
        detail = {
            "organ": work.case.state.referral_waiting,
            "conclusion": conclusion,
            "number": clean(number, "文号", 60),
            "note": clean(note, "答复内容", 500, lines=True),
        }
        work.add_fact("review_answered", on, detail)
    return work.done()
