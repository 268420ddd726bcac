"""The trials of the self-test that make a letter and look at it again, and the one that solves a small program."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.upkeep.trials import Unfit

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet

TEMPLATE = "reply_provided"
_WORDS = "政府信息公开申请"
_PREVIEW_WIDTH = 400  # pixels


def letter(scratch: Path, _today: date) -> str:
    """A reply is typeset into a file and read back: its pages, its words, every font embedded."""
    import pypdfium2

    sheet = _letter()
    path = scratch / "答复书.pdf"
    path.write_bytes(sheet.pdf)
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        pages = len(document)
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    if pages != sheet.pages:
        raise Unfit(f"排了 {sheet.pages} 页，读回 {pages} 页")
    if _WORDS not in "".join(text.split()):
        raise Unfit("读回的文字与排版的不同")
    fonts, embedded = _fonts_of(sheet.pdf)
    if not fonts or embedded != fonts:
        raise Unfit(f"文书用了 {fonts} 个字体，只嵌入了 {embedded} 个")
    return f"排出 {pages} 页并读回，{fonts} 个字体都已嵌入"


def merging(_scratch: Path, _today: date) -> str:
    """A letter after a list of contents becomes one file with the pages of both."""
    from caseapp.documents.binding import Part, bind
    from caseapp.documents.fonts import bundled
    from caseapp.documents.pictures import page_count

    sheet = _letter()
    pages = page_count(bind(sheet.pdf, [Part(sheet.sha256, sheet.pdf)], bundled()))
    if pages != 2 * sheet.pages:
        raise Unfit(f"两份各 {sheet.pages} 页的文书合成了 {pages} 页")
    return f"两份文书合成 {pages} 页"


def preview(_scratch: Path, _today: date) -> str:
    """The picture of a page has ink on it."""
    from caseapp.documents.pictures import page_picture

    picture = page_picture(_letter().pdf, 0, _PREVIEW_WIDTH)
    if len(set(picture.data)) < 2:
        raise Unfit("页面图片是空白的")
    return f"{picture.width}×{picture.height} 像素"


def word(_scratch: Path, _today: date) -> str:
    """The Word copy of a letter opens again and holds its words."""
    import docx

    from caseapp.documents.example import example_context
    from caseapp.documents.templates import load_templates
    from caseapp.documents.word import word_copy

    template = load_templates()[TEMPLATE]
    copy = docx.Document(io.BytesIO(word_copy(template, example_context(template))))
    if not any(_WORDS in paragraph.text for paragraph in copy.paragraphs):
        raise Unfit("读回的文字与写出的不同")
    return f"写出并读回，{len(copy.paragraphs)} 段"


def solver(_scratch: Path, _today: date) -> str:
    """A program of two unknowns comes out right: x + y at most 4, x at most 3, 2x + y as large as can be."""
    from caseapp.material.control_solver import solve

    found = solve([2.0, 1.0], [0.0, 0.0], [3.0, 4.0], [{0: 1.0, 1: 1.0}], [(0.0, 4.0)], maximise=True).value
    if found is None or abs(found - 7) > 1e-6:
        raise Unfit(f"求解的结果是 {found}，应当是 7")
    return "可以求解"


@cache
def _letter() -> Sheet:
    from caseapp.documents.example import example_context
    from caseapp.documents.press import typeset
    from caseapp.documents.templates import load_templates

    template = load_templates()[TEMPLATE]
    return typeset(template, example_context(template))


def _fonts_of(pdf: bytes) -> tuple[int, int]:
    """Return how many fonts a file uses and how many of them it carries."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        described = [
            thing
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        return len(described), sum("/FontFile2" in thing for thing in described)
