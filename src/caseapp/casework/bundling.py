"""案卷材料: the pieces of a case as one file to bind, or to hand in when its reply is challenged (证据、依据)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.casework import binding
from caseapp.casework.binding import Piece
from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.office import Office, Refused
from caseapp.casework.outfiles import write_whole
from caseapp.casework.reckoning import reckoning_sheet
from caseapp.casework.slots import template_of
from caseapp.casework.typefaces import office_fonts
from caseapp.law.facts import last
from caseapp.law.statement import statement

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet as Sheet

EVIDENCE, FILE = "evidence", "file"
PURPOSES: Mapping[str, str] = {EVIDENCE: "提交复议、诉讼的证据材料", FILE: "归档的全部案卷材料"}
MOST_BYTES = 300 * 1024 * 1024
"""Of all files in one bundle: they are held in memory."""
_INTERNAL = frozenset({"approval_form", "transfer_slip", "mailing_sheet", "assist_letter"})
_PROVES = {
    binding.INTAKE: "申请人提出申请的时间、方式和内容",
    binding.FORM: "申请登记的情况",
    binding.WAY: "办理过程中书面告知的内容和时间",
    binding.SEARCH: "检索的范围、方法和结果",
    binding.REVIEW: "公开前依法进行了审查",
    binding.APPROVAL: "答复经过审批",
    binding.REPLY: "答复的内容、依据、救济告知和作出日期",
    binding.MATERIAL: "提供给申请人的信息",
    binding.SERVICE: "文书送达的方式和时间",
    binding.RECKONING: "答复期限怎样推算、是否按期答复",
    binding.REST: "",
}
_PROVES_OF = {
    "receipt": "收到申请的时间",
    "clarification_notice": "告知补正的内容、期限和时间",
    "extension_notice": "延长答复期限并告知申请人",
    "delay_notice": "确定延迟答复的合理期限并告知申请人",
    "reasons_notice": "要求申请人说明理由",
    "fee_notice": "收取信息处理费的告知",
    "third_party_notice": "书面征求第三方意见的时间和内容",
    "organ_notice": "书面征求其他机关意见的时间和内容",
    "consultation_told": "征求意见所需时间不计入期限，并告知申请人",
    "disclosure_notice": "将决定公开的内容和理由书面告知第三方",
    "identity": "申请人的身份",
    "supplement": "申请人补正的时间和内容",
    "opinion": "被征求意见一方的意见和收到时间",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One piece that can go in.

    Attributes:
        key: names it when the bundle is made.
        chosen: whether it goes in unless somebody says otherwise.
        note: why it is left out, or what to look at first; "" where there is nothing to say.
    """

    key: str
    piece: Piece
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One piece that goes in: its file as it is kept, and its pages as a PDF, b"" where it has none."""

    piece: Piece
    data: bytes
    pages: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.piece.title if self.piece.attachment else f"{self.piece.title}.pdf"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle made.

    Attributes:
        sheet: all pages with the list of contents in front.
        bound: the pieces on those pages, in order.
        beside: what could not become pages.
    """

    sheet: Sheet
    bound: tuple[Bound, ...]
    beside: tuple[Bound, ...]


def offered(office: Office, case_id: int, purpose: str, today: date) -> list[Offered]:
    """Return what a bundle of a case can hold, in binding order, with what goes in by itself.

    Raises:
        UnknownRow: no such case. Refused: no such purpose.
    """
    if purpose not in PURPOSES:
        raise Refused(f"案卷材料的用途有：{'、'.join(PURPOSES.values())}。")
    case = load_case(office, case_id, today)
    found = [_offer(piece, case, purpose) for piece in binding.pieces(office, case)]
    if case.clock is not None:
        reckoned = Piece(binding.RECKONING, "答复期限推算说明", "", office.profile.name, today, 0)
        found.append(Offered("reckoning", reckoned, chosen=purpose == EVIDENCE))
    return sorted(found, key=lambda each: each.piece.place)


def make_bundle(office: Office, case_id: int, purpose: str, keys: Collection[str] | None, today: date) -> Bundle:
    """Return the pieces as one PDF: the list of contents, then all pages numbered (复议法48、54, 行诉法67).

    Args:
        office: the open record.
        case_id: the case.
        purpose: key of PURPOSES.
        keys: what goes in, as ``offered`` names it; None takes what is chosen there.
        today: the day printed on it.

    Raises:
        Refused: nothing chosen, an unknown key, or too large. MissingGlyph: a character no font has.
    """
    from caseapp.documents.binding import Part, bind
    from caseapp.documents.pictures import page_count
    from caseapp.documents.press import Sheet, typeset

    case, every = load_case(office, case_id, today), offered(office, case_id, purpose, today)
    bound: list[Bound] = []
    beside: list[Bound] = []
    for each in _chosen(every, keys):
        read = _read(office, case_id, each.piece, today)
        (bound if read.pages else beside).append(read)
    fonts = office_fonts(office)
    context = _context(office, case, bound, beside, today)
    front = typeset(template_of(office, "evidence_list" if purpose == EVIDENCE else "file_contents"), context, fonts)
    whole = bind(front.pdf, [Part(read.piece.title, read.pages) for read in bound], fonts)
    sheet = Sheet(whole, sha256(whole).hexdigest(), page_count(whole), front.text)
    return Bundle(sheet, tuple(bound), tuple(beside))


def save_bundle(bundle: Bundle, path: Path) -> Path:
    """Write a bundle, whole or not at all: a .zip with every piece and a list of digests, else the PDF alone.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    return write_whole(_zipped(bundle) if path.suffix.lower() == ".zip" else bundle.sheet.pdf, path)


def bundle_file_name(number: str, purpose: str) -> str:
    """Return the name a bundle is offered to be saved under, without its ending."""
    return f"{number} {'证据材料' if purpose == EVIDENCE else '案卷材料'}"


def left_out_words(bundle: Bundle) -> str:
    """Say what the PDF alone does not hold; "" where it holds everything."""
    names = "、".join(each.name for each in bundle.beside)
    return f"有 {len(bundle.beside)} 个文件不能排成页，只在压缩包里：{names}。" if names else ""


def _offer(piece: Piece, case: CaseFile, purpose: str) -> Offered:
    document, attachment = piece.document, piece.attachment
    key = f"document:{document.id}" if document else f"attachment:{attachment.id}" if attachment else ""
    if purpose == FILE:
        return Offered(key, piece, chosen=True)
    standing = [row for row in case.attachments if not row.voided]
    if document is not None:
        if document.template in _INTERNAL:
            return Offered(key, piece, chosen=False, note="内部流转用，一般不作为证据提交")
        if any(row.document_id == document.id and row.role in ("sealed", "signed_review") for row in standing):
            return Offered(key, piece, chosen=False, note="已有盖章、签字的扫描件")
    if attachment is not None:
        if any(row.masked_from == attachment.id for row in standing):
            return Offered(key, piece, chosen=False, note="遮盖前的原件，含不公开的内容")
        if attachment.role == "opinion":
            return Offered(key, piece, chosen=True, note="申请人可以查阅证据，先核对能否给申请人看")
    return Offered(key, piece, chosen=True)


def _chosen(every: list[Offered], keys: Collection[str] | None) -> list[Offered]:
    if keys is not None and (unknown := set(keys) - {each.key for each in every}):
        raise Refused(f"案卷中没有这样的材料：{'、'.join(sorted(unknown))}，请刷新后重新选择。")
    chosen = [each for each in every if (each.chosen if keys is None else each.key in keys)]
    if not chosen:
        raise Refused("没有选择材料，没有生成。")
    size = sum(each.piece.attachment.size for each in chosen if each.piece.attachment)
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise Refused(f"所选附件共 {size // 1024 // 1024} MB，一次最多 {most} MB，请分几次导出。")
    return chosen


def _read(office: Office, case_id: int, piece: Piece, today: date) -> Bound:
    from caseapp.documents.binding import leaves
    from caseapp.documents.pictures import page_count

    if piece.document is not None:
        data = pages = office.record.document_pdf(piece.document.id)
    elif piece.attachment is not None:
        data = office.record.attachment_data(piece.attachment.id)
        pages = leaves(data, piece.attachment.media_type)
    else:
        data = pages = reckoning_sheet(office, case_id, today).pdf
    return Bound(replace(piece, pages=page_count(pages) if pages else 0), data, pages)


def _context(
    office: Office, case: CaseFile, bound: Sequence[Bound], beside: Sequence[Bound], today: date
) -> dict[str, Any]:
    entries, leaf = [], 1
    for place, read in enumerate(bound, start=1):
        until = leaf + read.piece.pages - 1
        entries.append(_entry(place, read.piece) | {"leaf": str(leaf) if until == leaf else f"{leaf}-{until}"})
        leaf = until + 1
    apart = [
        _entry(place, read.piece) | {"leaf": "", "note": "电子文件，另附"}
        for place, read in enumerate(beside, start=len(entries) + 1)
    ]
    return {
        "office": {"name": office.profile.name},
        "case": {"number": case.row.number, "applicant": case.row.applicants},
        "letter": {"date": today},
        "bundle": {
            "entries": entries,
            "beside": apart,
            "grounds": _grounds(office, case),
            "handler": case.row.handler or office.who,
        },
        "file": {"number": _file_number(case), "entries": entries + apart},
    }


def _entry(place: int, piece: Piece) -> dict[str, Any]:
    kind = piece.document.template if piece.document else piece.attachment.role if piece.attachment else ""
    return {
        "place": place,
        "number": piece.number,
        "by": piece.by,
        "title": piece.title,
        "date": piece.made_on.isoformat(),
        "pages": piece.pages,
        "note": piece.note,
        "proves": _PROVES_OF.get(kind, _PROVES[piece.place]),
    }


def _file_number(case: CaseFile) -> str:
    archived = last(case.facts, "archived")
    return str(archived.detail.get("number", "")) if archived else ""


def _grounds(office: Office, case: CaseFile) -> list[dict[str, str]]:
    """Return the provisions the reply and its period rest on, as they stood then, and what each is for."""
    found = []
    decided = last(case.facts, "outcome_decided")
    if case.outcome is not None and decided is not None:
        each = [item.outcome for item in case.outcome.items] or [case.outcome]
        for outcome in each:
            if basis := outcome.basis_on(decided.on):
                found.append({"name": basis, "gist": f"办理结果：{outcome.label}"})
    if case.reviews:
        found.append({"name": "条例第十七条", "gist": "公开政府信息前依照保守国家秘密法等规定进行审查"})
    if case.clock is not None:
        reckoned = statement(case.clock, office.calendar, office.periods)
        found += [{"name": ground.name, "gist": ground.gist} for ground in reckoned.grounds]
    return list({(row["name"], row["gist"]): row for row in found}.values())


def _zipped(bundle: Bundle) -> bytes:
    every = enumerate((*bundle.bound, *bundle.beside), start=1)
    files = [("全部材料（编页）.pdf", bundle.sheet.pdf)]
    files += [(_plain(f"{place:02d} {read.name}"), read.data) for place, read in every]
    digests = "".join(f"{sha256(data).hexdigest()}  {name}\r\n" for name, data in files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in (*files, ("校验值 SHA-256.txt", digests.encode("utf-8-sig"))):
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _plain(name: str) -> str:
    """Return a name every system takes: no separators, no control characters, not too long."""
    stem, dot, ending = name.rpartition(".")
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", stem if dot else name).strip(" .")[:80]
    return f"{clean}{dot}{ending}" if dot else clean
