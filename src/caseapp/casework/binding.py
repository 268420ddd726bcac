"""The order a case is bound in (装订顺序, 条例第四十五条 归档): what came in first, the rest last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.casework.casefile import CaseFile
from caseapp.casework.files import ROLES
from caseapp.casework.office import Office
from caseapp.store.rows import AttachmentRow, DocumentRow

INTAKE, FORM, WAY, SEARCH, REVIEW, APPROVAL, REPLY, MATERIAL, SERVICE, REST, RECKONING = range(11)
"""Places in the binding."""
LISTS = ("file_contents", "file_note")
"""卷内目录 and 备考表 are about the file and no part of it."""
_TEMPLATES = {
    "oral_request": INTAKE,
    "receipt": INTAKE,
    "registration_form": FORM,
    "search_record": SEARCH,
    "review_form": REVIEW,
    "secrecy_referral": REVIEW,
    "approval_form": APPROVAL,
    "disclosure_notice": REPLY,
    "service_receipt": SERVICE,
}
_ROLES = {
    "application": INTAKE,
    "identity": INTAKE,
    "supplement": WAY,
    "opinion": WAY,
    "search": SEARCH,
    "signed_review": REVIEW,
    "sealed": REPLY,
    "material": MATERIAL,
    "service_proof": SERVICE,
}
_CAME_IN = frozenset({"application", "identity", "supplement"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One document or attachment in its place.

    Attributes:
        place: one of the places above.
        by: 责任者, "" where nobody is known.
        pages: 0 where only somebody looking at the paper can tell.
        document: of a frozen document; attachment: of a file.
    """

    place: int
    title: str
    number: str
    by: str
    made_on: date
    pages: int
    note: str = ""
    document: DocumentRow | None = None
    attachment: AttachmentRow | None = None


def pieces(office: Office, case: CaseFile) -> list[Piece]:
    """Return every document and attachment that stands, in binding order; the lists about the file left out."""
    organ = office.profile.name
    found = [_of_document(row, organ) for row in case.documents if not row.voided and row.template not in LISTS]
    found += [_of_attachment(office, case, row) for row in case.attachments if not row.voided]
    return sorted(found, key=lambda piece: (piece.place, piece.made_on, piece.attachment is not None))


def _of_document(row: DocumentRow, organ: str) -> Piece:
    place = _TEMPLATES.get(row.template, REPLY if row.template.startswith("reply_") else WAY)
    return Piece(place, row.title, row.number, organ, row.made_on, row.pages, document=row)


def _of_attachment(office: Office, case: CaseFile, row: AttachmentRow) -> Piece:
    title = f"{ROLES.get(row.role, '附件')}：{row.name}"
    by = case.row.applicants if row.role in _CAME_IN else ""
    place, day = _ROLES.get(row.role, REST), row.added_at.date()
    return Piece(place, title, "", by, day, _pages(office, row), row.note, attachment=row)


def _pages(office: Office, row: AttachmentRow) -> int:
    if row.media_type.startswith("image/"):
        return 1
    if row.media_type != "application/pdf":
        return 0
    from caseapp.documents.pictures import readable_pages

    return readable_pages(office.record.attachment_data(row.id))
