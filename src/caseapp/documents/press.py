"""The one door of this room: a template and the facts of a case go in, a frozen sheet comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from caseapp.documents import blocks as b
from caseapp.documents.fonts import Fonts, Missing, MissingGlyph, bundled
from caseapp.documents.page import Page, Run
from caseapp.documents.templates import Template


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document: its page, counted from 0, and how far down that page, from 0 to 1."""

    page: int
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A typeset document.

    Attributes:
        pdf: its PDF/A-2b file.
        sha256: hexadecimal digest of the file.
        pages: number of pages.
        text: its words, one paragraph or table row a line.
        spot: where the words of the lit slot begin, None where there are none.
    """

    pdf: bytes
    sha256: str
    pages: int
    text: str
    spot: Spot | None = None


def typeset(
    template: Template,
    context: Mapping[str, object],
    fonts: Fonts | None = None,
    *,
    lit: str = "",
    seal: bool = False,
) -> Sheet:
    """Typeset a letter or form; the same template, facts and fonts give the same bytes.

    Args:
        template: from ``load_templates``.
        context: ``office``, ``case``, ``letter``, ``slots`` and ``facts``, for the 保密审查表 also ``review``, for
            期限推算说明 ``statement``, for 期限变动清单 ``moves``; whatever is left out counts as empty.
        fonts: those of an office with fonts of its own, None for the bundled ones.
        lit: name of the slot a preview puts light behind.
        seal: whether a preview outlines the place of the seal.

    Raises:
        TemplateError: the template asks for a name that does not exist, or breaks its markup.
        MissingGlyph: a character has no font.
    """
    from caseapp.documents.drawing import draw
    from caseapp.documents.layout import lay_out
    from caseapp.documents.letterhead import general_head, letterhead
    from caseapp.documents.pdffile import Info
    from caseapp.documents.wording import fill, one_line

    fonts = fonts or bundled()
    blocks, data = fill(template, context, lit)
    letter, organ = data["letter"], one_line(data["office"]["name"])
    number = one_line(letter["number"])
    headed = bool(template.head)
    _require_glyphs(fonts, blocks, organ if headed else "", number if headed else "")
    head = None
    if headed:
        head = (letterhead if template.head == "letter" else general_head)(fonts, organ, number)
    pages = lay_out(fonts, blocks, head, seal=seal)
    day = letter["date"] if isinstance(letter["date"], date) else template.in_force_from
    pdf = draw(fonts, pages, Info(f"{template.title} {number}".strip(), organ, _ymd(day), number))
    lines = [organ, number] if headed else []
    lines += [text for block in blocks for text in b.texts(block)]
    text = "\n".join(line for line in lines if line) + "\n"
    return Sheet(pdf, sha256(pdf).hexdigest(), len(pages), text, _spot(pages))


def _spot(pages: Sequence[Page]) -> Spot | None:
    """Return where the first lit words stand, None when none are."""
    for number, page in enumerate(pages):
        for mark in page.marks:
            if isinstance(mark, Run) and mark.lit:
                return Spot(number, mark.y / page.height)
    return None


def _ymd(day: date | None) -> tuple[int, int, int]:
    return (day.year, day.month, day.day) if day else (2000, 1, 1)


_PLACES: dict[type, str] = {
    b.Title: "标题", b.Pair: "文首", b.Attachments: "附件说明", b.Signature: "署名", b.Note: "附注",
    b.CopyTo: "抄送", b.Table: "表格", b.Paragraph: "正文",
}
_PARAGRAPH_ROLES = {"heading1": "hei", "heading2": "kai", "annex": "hei"}


def _require_glyphs(fonts: Fonts, blocks: Sequence[b.Block], organ: str, number: str) -> None:
    """Refuse a document with characters no font has, all of them at once."""
    found = fonts.missing("title", organ, "机关名称") + fonts.missing("body", number, "发文字号")
    for block in blocks:
        role = "body"
        if isinstance(block, b.Title):
            role = "title"
        elif isinstance(block, b.Paragraph):
            role = _PARAGRAPH_ROLES.get(block.kind, "body")
        place = _PLACES.get(type(block), "正文")
        for text in b.texts(block):
            excerpt = text if len(text) <= 12 else ""
            for lacking in fonts.missing(role, text.replace("\t", ""), place):
                near = excerpt or _around(text, lacking.character)
                found.append(Missing(lacking.character, f"{place}“{near}”"))
    if found:
        raise MissingGlyph(found)


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return ("…" if at > 5 else "") + text[max(0, at - 5) : at + 6] + ("…" if at + 6 < len(text) else "")
