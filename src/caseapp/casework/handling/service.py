"""Serving (送达) and archiving (归档)."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseapp.casework.files import put_attachment
from caseapp.casework.letters.letters import freeze
from caseapp.casework.letters.notices import MORE_DOCUMENTS
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.paper.filing import file_sheets
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.facts import first
from caseapp.law.parties import ONLINE_SERVICE, SERVICE_WAYS


def serve(
    office: Office,
    case_id: int,
    way: str,
    on: date,
    today: date,
    *,
    tracking: str = "",
    receiver: str = "",
    proof: tuple[str, bytes] | None = None,
) -> Done:
    """Record the service of the reply; on time is judged by this day, never by the 成文日期.

    Post counts on the day of posting with the postal enterprise, direct and entrusted service on the day of signature
    (国办公开办函〔2016〕235号); e-mail, platform and fax on the day sent (practice, not regulated there).

    Args:
        office: the open record.
        case_id: the case.
        way: key of SERVICE_WAYS.
        on: 交邮日, 签收日 or day sent.
        today: the day it is recorded.
        tracking: 邮件号, needed for post.
        receiver: who signed, for direct and entrusted service.
        proof: name and bytes of the proof (送达凭证).

    Raises:
        NotAllowed: not final, not sealed. Refused: unknown way, missing proof data, dated before the letter, or
            served online though the letter lacks the online remedy channel (行政复议法第二十二条).
    """
    if way not in SERVICE_WAYS:
        raise Refused(f"送达方式应当是{'、'.join(label for label, _ in SERVICE_WAYS.values())}之一。")
    with working(office, case_id, "serve", "登记送达", today) as work:
        reply = work.case.reply
        assert reply is not None
        if on < reply.made_on:
            raise Refused(f"送达日期 {on} 早于答复书成文日期 {reply.made_on}，请核对。")
        first_service = first(work.case.state.facts, "served")
        if first_service and on < first_service.on:
            raise Refused(f"再次送达的日期 {on} 早于首次送达的 {first_service.on}；首次送达有误请更正。")
        sealed = work.case.state.on("sealed")
        if sealed and on < sealed:
            raise Refused(f"送达日期 {on} 早于用印日期 {sealed}，请核对。")
        if (
            way in ONLINE_SERVICE
            and reply.made_on >= office.remedies.online_from
            and not reply.data["letter"]["served_online"]
            and reply.data["letter"]["remedy"]
        ):
            raise Refused(
                "这份答复书没有写明网上申请行政复议的渠道，不能通过互联网送达；请改用邮寄或直接送达，或者重新定稿。",
                "行政复议法第二十二条",
            )
        detail = {
            "way": way,
            "tracking": clean(tracking, "邮件号", 60, required=way == "post"),
            "receiver": clean(receiver, "签收人", 60, required=way in ("direct", "entrusted")),
        }
        work.add_fact("served", on, detail, document_id=reply.id)
        if proof is not None:
            put_attachment(work, "service_proof", proof[0], proof[1], not_secret=True, document_id=reply.id)
            work.changed.add("attachments")
        work.refresh()
        slots = {"document": reply.title, "document_number": reply.number, "way": SERVICE_WAYS[way][0]}
        freeze(work, "service_receipt", slots, made_on=on)
    return work.done()


def record_return(office: Office, case_id: int, on: date, reason: str, today: date) -> Done:
    """Record that a posted reply came back; it is served again, and the first 交邮日 keeps counting (practice).

    Raises:
        NotAllowed: not served by post, or returned already.
    """
    with working(office, case_id, "record_return", "登记邮件退回", today) as work:
        sent = work.case.state.on("served")
        if sent and on < sent:
            raise Refused(f"退回日期 {on} 早于最近一次送达的 {sent}，请核对。")
        work.add_fact("returned", on, {"note": clean(reason, "退回原因", 500, required=True)})
    return work.done()


def archive(office: Office, case_id: int, number: str, on: date, today: date) -> Done:
    """Put the closed case on file under its 归档号, with its sheets (条例第四十五条；档案法实施条例第十九条).

    The retention period is the office's own; it is a setting (保管期限, default 10 years).

    Raises:
        NotAllowed: not closed, or archived already.
    """
    with working(office, case_id, "archive", "归档", today) as work:
        number = clean(number, "归档号", 60, required=True)
        closed = work.case.state.on("served") or (work.case.clock.closed if work.case.clock else None)
        if closed and on < closed:
            raise Refused(f"归档日期 {on} 早于办结日期 {closed}，请核对。")
        years = int(office.record.setting("retention_years", 10) or 10)
        work.check_day("archived", on)
        freeze(work, "registration_form", {}, made_on=on)
        work.refresh()
        detail: dict[str, Any] = {"number": number, "retention_years": years}
        work.add_fact("archived", on, detail | {MORE_DOCUMENTS: file_sheets(work, on, detail)})
    return work.done()
