from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from caseapp.store.rows import AttachmentRow, CaseRow, DocumentRow, FactRow, IndexRow

BEIJING = timezone(timedelta(hours=8))
NINE = datetime(2021, 3, 1, 9, 0, tzinfo=BEIJING)


def fill(record):
    with record.change("登记", "张敏", NINE) as change:
        case = change.add_case(CaseRow(number="2021-001", applicant="李诚", applicant_class="person"))
        change.add_fact(fact(case, "received"))
        change.next_number("登记编号/2021")
        change.set_setting("机关名称", "济宁市统计局")
    with record.change("定稿", "张敏", NINE, case) as change:
        letter = change.add_document(document(case), b"%PDF-1.7 letter")
        change.add_fact(fact(case, "finalised", document_id=letter))
        change.add_attachment(attachment(case, document_id=letter), b"scan of the sealed letter")


def fact(case_id, kind, on=date(2021, 3, 1), **more):
    values = {"label": "", "detail": {}, "recorded_at": NINE, "recorded_by": "张敏"} | more
    return FactRow(id=0, case_id=case_id, kind=kind, on=on, **values)


def document(case_id, number="济统依〔2021〕1号", version=1, template="R1", reason=""):
    return DocumentRow(
        id=0,
        case_id=case_id,
        template=template,
        title="政府信息公开申请答复书",
        number=number,
        made_on=date(2021, 3, 8),
        version=version,
        reason=reason,
        template_version="1",
        law_date=date(2021, 3, 8),
        data={"applicant": "李诚", "items": ["2020年统计年鉴"]},
        sha256="",
        pages=2,
    )


def attachment(case_id, **more):
    values = {"role": "盖章扫描件", "name": "答复书.pdf", "media_type": "application/pdf"} | more
    return AttachmentRow(id=0, case_id=case_id, size=0, sha256="", added_at=NINE, **values)


def line(case_id, **more):
    """A ledger line of an open case received on 1 March 2021."""
    values = {
        "number": f"2021-{case_id:03}",
        "year": 2021,
        "applicant": "李诚",
        "applicant_class": "person",
        "channel": "platform",
        "arrived": None,
        "received": date(2021, 3, 1),
        "request": "2020年统计年鉴",
        "stage": "handling",
        "state": "running",
        "due": date(2021, 3, 29),
        "provisional": False,
        "outcome": "",
        "row": None,
        "reply_number": "",
        "closed_on": None,
        "used_days": None,
        "on_time": None,
        "handler": "张敏",
        "department": "办公室",
        "open": True,
        "fees_yuan": 0,
        "reconsideration": "",
        "reconsideration_year": None,
        "suit_kind": "",
        "suit_result": "",
        "suit_year": None,
        "search": "李诚 2020年统计年鉴",
    } | more
    return IndexRow(case_id=case_id, **values)
