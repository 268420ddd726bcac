"""Envelopes and the address sheet (邮寄面单) of posted letters: whom a letter goes to, and the page to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.letters.letter_context import context_of
from caseapp.casework.letters.own_templates import shipped_template
from caseapp.casework.letters.slots import template_of
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office, Refused
from caseapp.casework.paper.printers import A4, Paper
from caseapp.casework.paper.printing import PrintJob
from caseapp.casework.texts import clean

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet
    from caseapp.store.rows import DocumentRow

# size -> words, paper; the envelopes lie as their address is read
SIZES: dict[str, tuple[str, Paper]] = {
    "DL": ("DL（220 × 110 毫米）", Paper("iso_dl_110x220mm", 220, 110)),
    "C5": ("C5（229 × 162 毫米）", Paper("iso_c5_162x229mm", 229, 162)),
    "A4": ("A4 邮寄面单", A4),
}


# Letters to another organ, named in their slot ``organ``.
_TO_ORGANS = frozenset({"organ_notice", "assist_letter", "secrecy_referral"})


@dataclass(frozen=True, slots=True)
class Mailing:
    """Whom a letter is posted to."""

    receiver: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MailingView:
    """What the envelope dialog begins with.

    Attributes:
        document: the letter in words, "" without one.
        whom: who the receiver is to the case, for example 申请人的代理人.
    """

    mailing: Mailing
    document: str
    whom: str


def is_letter(document: DocumentRow) -> bool:
    """Tell whether a document goes out to somebody; forms stay in the house."""
    return document.template.startswith("reply_") or shipped_template(document.template).kind != "form"


def mailing_view(office: Office, case_id: int, document_id: int, today: date) -> MailingView:
    """Return whom a letter goes to: the third party or organ it asks, else the agent, else the applicant.

    Raises:
        Refused: the document is not of this case, or a form that is not sent.
    """
    case = load_case(office, case_id, today)
    document = _document(case, document_id)
    if document is not None and not is_letter(document):
        raise Refused(f"“{document.title}”是内部表单，不寄出，不需要信封。")
    mailing, whom = _whom(case, document)
    return MailingView(mailing, f"{document.title}　{document.number}".strip() if document else "", whom)


def envelope_sheet(
    office: Office, case_id: int, size: str, mailing: Mailing, today: date, *, document_id: int = 0, boxes: bool = False
) -> Sheet:
    """Return an envelope (DL, C5) or the address sheet (A4); mail goes through 邮政企业 (国办公开办函〔2016〕235号).

    Args:
        office: the open record.
        case_id: the case.
        size: key of SIZES.
        mailing: as typed.
        today: the day it is made.
        document_id: the letter inside, 0 for none.
        boxes: print the postcode boxes, for an envelope without them.

    Raises:
        Refused: receiver or address missing, a postcode that is none, or too much text for the envelope.
        MissingGlyph: a character no font has.
    """
    if size not in SIZES:
        raise Refused(f"信封应当是 {'、'.join(SIZES)} 之一。")
    case = load_case(office, case_id, today)
    document = _document(case, document_id)
    mailing = _checked(mailing)
    profile = office.profile
    if not profile.address or not profile.name:
        raise Refused("机关信息中没有填写机关名称或者办公地址，信封上没有寄件人；请到“设置—机关信息”补填。")
    if size == "A4":
        return _address_sheet(office, case, document, mailing, today)
    from caseapp.documents.envelope import EnvelopeFull, Party, envelope

    recipient = Party(mailing.receiver, mailing.address, mailing.postcode)
    sender = Party(profile.name, profile.address, profile.postcode)
    try:
        day = (today.year, today.month, today.day)
        return envelope(size, recipient, sender, boxes=boxes, day=day, fonts=office_fonts(office))
    except EnvelopeFull as full:
        raise Refused(str(full)) from None


def envelope_job(sheet: Sheet, size: str, number: str, document_id: int = 0) -> PrintJob:
    """Return an envelope as a job for the printer."""
    words = "邮寄面单" if size == "A4" else f"{size} 信封"
    return PrintJob(document_id, f"{number} {words}", words, sheet.pdf, sheet.pages, SIZES[size][1])


def envelope_file_name(number: str, size: str) -> str:
    """Return the name an envelope is offered to be saved under."""
    return f"{number} 邮寄面单.pdf" if size == "A4" else f"{number} 信封 {size}.pdf"


def _document(case: CaseFile, document_id: int) -> DocumentRow | None:
    if not document_id:
        return None
    found = next((d for d in case.documents if d.id == document_id), None)
    if found is None:
        raise Refused(f"本件没有编号为 {document_id} 的文书，请核对。")
    return found


def _whom(case: CaseFile, document: DocumentRow | None) -> tuple[Mailing, str]:
    slots = document.data.get("slots", {}) if document else {}
    if slots.get("third_party"):
        return Mailing(str(slots["third_party"]), str(slots.get("third_party_address") or "")), "第三方"
    if document is not None and document.template in _TO_ORGANS:
        return Mailing(str(slots.get("organ") or ""), str(slots.get("organ_address") or "")), "收函机关"
    row = case.row
    if row.agent:
        phone = row.agent_phone or row.phone
        return Mailing(row.agent, row.whole_address, row.postcode, phone), f"申请人 {row.applicants} 的代理人"
    return Mailing(row.applicant, row.whole_address, row.postcode, row.phone), "申请人"


def _checked(mailing: Mailing) -> Mailing:
    address = clean(mailing.address, "收件地址", 120)
    receiver = clean(mailing.receiver, "收件人", 100, required=True)
    if not address:
        raise Refused("“收件地址”没有填写，登记时没有留下地址的请在这里补填，或者改用其他方式送达。")
    postcode = clean(mailing.postcode, "邮政编码", 20)
    if postcode and not (len(postcode) == 6 and postcode.isascii() and postcode.isdigit()):
        raise Refused("“邮政编码”应当是 6 位数字，不清楚的可以留空手写。")
    return Mailing(receiver, address, postcode, clean(mailing.phone, "联系电话", 60))


def _address_sheet(
    office: Office, case: CaseFile, document: DocumentRow | None, mailing: Mailing, today: date
) -> Sheet:
    from caseapp.documents.press import typeset

    slots = {
        "receiver": mailing.receiver,
        "receiver_phone": mailing.phone,
        "receiver_address": mailing.address,
        "receiver_postcode": mailing.postcode,
        "document": document.title if document else "",
        "document_number": document.number if document else "",
    }
    made = context_of(office, case, slots)
    context = {"office": made["office"], "case": {"number": case.row.number}, "slots": slots}
    return typeset(template_of(office, "mailing_sheet"), context | {"letter": {"date": today}}, office_fonts(office))
