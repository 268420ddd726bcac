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

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.letters.reckoning import reckoning_sheet
from caseapp.casework.letters.slots import template_of
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office, Refused
from caseapp.casework.outfiles import write_whole
from caseapp.casework.paper import binding
from caseapp.casework.paper.binding import Piece
from caseapp.casework.paper.evidence import Offered, offer, proves, source
from caseapp.law.facts import last
from caseapp.law.statement import statement

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet as Sheet

EVIDENCE, FILE = "evidence", "file"
_LONGEST_ENDING = 10
PURPOSES: Mapping[str, str] = {EVIDENCE: "提交复议、诉讼的证据材料", FILE: "归档的全部案卷材料"}
MOST_BYTES = 150 * 1024 * 1024
"""Of all files in one bundle: they are held in memory."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One piece that goes in: its file as it is kept, and its pages as a PDF, b"" where it has none."""

    piece: Piece
    data: bytes
    pages: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        kept = self.piece.attachment
        if kept is not None and self.piece.title.endswith(kept.name):
            return self.piece.title
        return self.piece.title + (Path(kept.name).suffix if kept is not None else ".pdf")


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
    if purpose == EVIDENCE:
        return offer(key, piece, case)
    return Offered(key, piece, chosen=True, note=binding.outdated(attachment, case) if attachment else "")


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
    return {
        "place": place,
        "number": piece.number,
        "by": piece.by,
        "title": piece.title,
        "date": piece.day,
        "pages": piece.pages,
        "note": piece.note,
        "source": source(piece),
        "proves": proves(piece),
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
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:80].strip(' .')}.{ending}" if dot and len(ending) <= _LONGEST_ENDING else clean[:80]
