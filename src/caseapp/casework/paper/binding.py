"""The order a case is bound in (装订顺序, 条例第四十五条 归档): what came in first, the rest last."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
_SCANS = {"sealed": "盖章件", "signed_review": "签字件"}
_CAME = (("arrived",), ("received",))
_FACTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "application": _CAME,
    "identity": _CAME,
    "supplement": (("clarification_received",),),
    "opinion": (("third_party_replied", "organ_replied"),),
    "search": (("searched",),),
    "service_proof": (("served",),),
}
"""The kinds of fact a file comes with; the next ones where there is none of the first."""
_CAME_IN = frozenset({"application", "identity", "supplement"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One document or attachment in its place.

    Attributes:
        place: one of the places above.
        by: 责任者, "" where nobody is known.
        made_on: of a file the day it came in or was made, None where the record does not know it.
        letter: the template of the letter a file is the sealed or signed paper of, "" for none.
        given: whether it is a 公开件 of a case whose reply gives something out.
        pages: 0 where only somebody looking at the paper can tell.
        document: of a frozen document; attachment: of a file.
    """

    place: int
    title: str
    number: str
    by: str
    made_on: date | None
    pages: int
    note: str = ""
    document: DocumentRow | None = None
    attachment: AttachmentRow | None = None
    given: bool = False
    letter: str = ""

    @property
    def day(self) -> str:
        """``made_on`` as it is printed, "" for none."""
        return self.made_on.isoformat() if self.made_on else ""


def pieces(office: Office, case: CaseFile) -> list[Piece]:
    """Return every document and attachment that stands, in binding order; the lists about the file left out."""
    organ = office.profile.name
    found = [_of_document(row, organ) for row in case.documents if not row.voided and row.template not in LISTS]
    found += [_of_attachment(office, case, row) for row in case.attachments if not row.voided]
    return sorted(found, key=lambda piece: (piece.place, _order(piece), piece.attachment is not None))


def outdated(row: AttachmentRow, case: CaseFile) -> str:
    """Say why a scan is not of what stands now: its letter or its 用印 was voided; "" where it is, or is no scan."""
    letter = next((document for document in case.documents if document.id == row.document_id), None)
    if letter is not None and letter.voided:
        return "对应的文书已经作废"
    kept = {fact.detail.get("attachment") for fact in case.facts if fact.kind == "sealed"}
    return "用印登记已经作废" if row.role == "sealed" and row.id not in kept else ""


def is_scan(row: AttachmentRow, case: CaseFile) -> bool:
    """Tell whether a file is the sealed or signed paper of a letter that stands."""
    return row.role in _SCANS and not row.voided and not outdated(row, case)


def _order(piece: Piece) -> date:
    if piece.made_on is not None:
        return piece.made_on
    return piece.attachment.added_at.date() if piece.attachment else date.max


def _of_document(row: DocumentRow, organ: str) -> Piece:
    place = _TEMPLATES.get(row.template, REPLY if row.template.startswith("reply_") else WAY)
    return Piece(place, row.title, row.number, organ, row.made_on, row.pages, document=row)


def _of_attachment(office: Office, case: CaseFile, row: AttachmentRow) -> Piece:
    place, pages = _ROLES.get(row.role, REST), _pages(office, row)
    letter = next((document for document in case.documents if document.id == row.document_id), None)
    if letter is not None and row.role in _SCANS:
        title = f"{_SCANS[row.role]}：{letter.title}"
        made = Piece(place, title, letter.number, office.profile.name, letter.made_on, pages, row.note, attachment=row)
        return replace(made, letter=letter.template)
    title = f"{ROLES.get(row.role, '附件')}：{row.name}"
    by = case.row.applicants if row.role in _CAME_IN else ""
    given = row.role == "material" and _gives_out(case)
    return Piece(place, title, "", by, _day(case, row), pages, row.note, attachment=row, given=given)


def _day(case: CaseFile, row: AttachmentRow) -> date | None:
    """Return the day of the fact a file came with, None where there were several such facts before it was stored."""
    stored = row.added_at.date()
    for kinds in _FACTS.get(row.role, ()):
        days = {fact.on for fact in case.facts if fact.kind in kinds and fact.on <= stored}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _gives_out(case: CaseFile) -> bool:
    if case.outcome is None:
        return False
    return case.outcome.discloses or any(item.outcome.discloses for item in case.outcome.items)


def _pages(office: Office, row: AttachmentRow) -> int:
    if row.media_type.startswith("image/"):
        return 1
    if row.media_type != "application/pdf":
        return 0
    from caseapp.documents.pictures import readable_pages

    return readable_pages(office.record.attachment_data(row.id))
