"""更正申请: an applicant asks to have a record about itself put right; a letter, no row of a table (条例第四十一条)."""

from __future__ import annotations

from datetime import date

from caseapp.casework.letters.notices import MORE_DOCUMENTS, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.remedies import remedy_paragraphs

CORRECTED, REFUSED, FORWARDED, DIRECTED = "予以更正", "不予更正", "转送有权更正的机关", "向有权更正的机关提出"
RESULTS = (CORRECTED, REFUSED, FORWARDED, DIRECTED)


def answer_correction(
    office: Office,
    case_id: int,
    on: date,
    received: date,
    content: str,
    result: str,
    reason: str,
    today: date,
    *,
    organ: str = "",
    number: str = "",
    served_online: bool = False,
) -> Done:
    """Answer a request to correct a record, with the 告知书 and, where it is passed on, the 转送函 (条例第四十一条).

    Args:
        office: the open record.
        case_id: the case whose applicant asks; the law sets no period.
        on: day of the letter, its 成文日期.
        received: the day the request came.
        content: the record and what is to be corrected.
        result: one of RESULTS.
        reason: what was looked into and found.
        today: the day it is recorded.
        organ: the organ that may correct it, where this one may not.
        number: a 文号 of the OA, "" draws one.
        served_online: whether a refusal goes over the internet, so that it names the internet channel for 复议.

    Raises:
        NotAllowed: a case of an old ledger. Refused: an unknown result, no organ named, or dated before the request.
        RemedyIncomplete: a refusal whose remedy clause the profile cannot fill.
    """
    if result not in RESULTS:
        raise Refused(f"处理结果应当是{'、'.join(RESULTS)}之一。", "条例第四十一条")
    organ = clean(organ, "有权更正的机关", 100, required=result in (FORWARDED, DIRECTED))
    if on < received:
        raise Refused(f"告知日期 {on} 早于收到更正申请的 {received}，请核对。")
    with working(office, case_id, "answer_correction", "办理更正申请", today) as work:
        work.check_day("correction_answered", on)
        remedy = (
            remedy_paragraphs(
                office.remedies, "B", on, office.profile.remedy_offices(), served_online=served_online, letter="告知书"
            )
            if result == REFUSED
            else ()
        )
        asked = {"received_on": received, "content": content, "organ": organ}
        told = {**asked, "result": result, "reason": reason}
        sent = send(
            work, "correction_notice", told, on=on, number=number, remedy=remedy, served_online=served_online
        )
        more = [send(work, "correction_forward", asked, on=on).document_id] if result == FORWARDED else []
        detail = {
            "received_on": received.isoformat(),
            "content": content,
            "result": result,
            "number": sent.number,
            MORE_DOCUMENTS: [document for document in more if document is not None],
        }
        work.add_fact("correction_answered", on, detail, document_id=sent.document_id)
    return work.done()
