"""What lies in an archived file: 卷内目录 and 备考表 (条例第四十五条 归档), in the order a case is bound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile
from caseapp.casework.files import ROLES
from caseapp.casework.notices import make_sheet
from caseapp.casework.office import Office
from caseapp.casework.working import Working
from caseapp.law.facts import first
from caseapp.store.rows import AttachmentRow, DocumentRow

# Places in the binding: what came in, forms, letters on the way, search, review, approval, reply, service.
_INTAKE, _FORM, _WAY, _SEARCH, _REVIEW, _APPROVAL, _REPLY, _MATERIAL, _SERVICE, _REST = range(10)
_TEMPLATES = {
    "oral_request": _INTAKE,
    "receipt": _INTAKE,
    "registration_form": _FORM,
    "search_record": _SEARCH,
    "review_form": _REVIEW,
    "secrecy_referral": _REVIEW,
    "approval_form": _APPROVAL,
    "disclosure_notice": _REPLY,
    "service_receipt": _SERVICE,
}
_ROLES = {
    "application": _INTAKE,
    "identity": _INTAKE,
    "supplement": _WAY,
    "opinion": _WAY,
    "search": _SEARCH,
    "signed_review": _REVIEW,
    "sealed": _REPLY,
    "material": _MATERIAL,
    "service_proof": _SERVICE,
}
_FILED = ("file_contents", "file_note")


def file_sheets(work: Working, on: date, detail: Mapping[str, Any]) -> list[int]:
    """Freeze the list of contents and the note on the file as it stands; return what was made."""
    entries = contents(work.office, work.case)
    told = [entry["pages"] for entry in entries if entry["pages"]]
    received = first(work.case.facts, "received") or first(work.case.facts, "arrived")
    file = {
        "number": detail.get("number", ""),
        "years": detail.get("retention_years", ""),
        "from": received.on.isoformat() if received else "",
        "until": on.isoformat(),
        "entries": entries,
        "count": len(entries),
        "pages": sum(told),
        "uncounted": len(entries) - len(told),
    }
    made = (make_sheet(work, template, {}, on=on, extra={"file": file}) for template in _FILED)
    return [document for document in made if document is not None]


def contents(office: Office, case: CaseFile) -> list[dict[str, Any]]:
    """Return what is in the file, in binding order: every document and attachment that stands, with its pages."""
    organ = office.profile.name
    rows: list[tuple[int, str, int, dict[str, Any]]] = []
    for document in case.documents:
        if not document.voided and document.template not in _FILED:
            place = _TEMPLATES.get(document.template, _REPLY if document.template.startswith("reply_") else _WAY)
            rows.append((place, document.made_on.isoformat(), 0, _entry(document, organ)))
    for attachment in case.attachments:
        if not attachment.voided:
            place = _ROLES.get(attachment.role, _REST)
            rows.append((place, attachment.added_at.date().isoformat(), 1, _attached(office, case, attachment)))
    return [{"place": place, **row[3]} for place, row in enumerate(sorted(rows, key=lambda row: row[:3]), start=1)]


def _entry(document: DocumentRow, organ: str) -> dict[str, Any]:
    return {
        "number": document.number,
        "by": organ,
        "title": document.title,
        "date": document.made_on.isoformat(),
        "pages": document.pages,
        "note": "",
    }


def _attached(office: Office, case: CaseFile, attachment: AttachmentRow) -> dict[str, Any]:
    came_in = attachment.role in ("application", "identity", "supplement")
    return {
        "number": "",
        "by": case.row.applicants if came_in else "",
        "title": f"{ROLES.get(attachment.role, '附件')}：{attachment.name}",
        "date": attachment.added_at.date().isoformat(),
        "pages": _pages(office, attachment),
        "note": attachment.note,
    }


def _pages(office: Office, attachment: AttachmentRow) -> int:
    """Return the pages of an attached file, 0 where only somebody looking at the paper can tell."""
    if attachment.media_type.startswith("image/"):
        return 1
    if attachment.media_type != "application/pdf":
        return 0
    from caseapp.documents.pictures import readable_pages

    return readable_pages(office.record.attachment_data(attachment.id))
