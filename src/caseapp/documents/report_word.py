"""The draft of the annual report as a Word file in the official styles; what the office must write is marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from caseapp.documents import blocks as b
from caseapp.law.report_form import Grid

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_TO_FILL = re.compile(r"（请填写[^）]*）")


def report_copy(title: str, parts: Sequence[b.Block | Grid], organ: str, day: date, note: str = "") -> bytes:
    """Return the draft of a report as a .docx file; the same parts and day give the same bytes.

    Args:
        title: kept in the properties of the file.
        parts: headings, paragraphs and tables in their order; （请填写：…） is marked in yellow.
        organ: author of the file.
        day: it was made.
        note: kept in the comments of its properties.
    """
    from caseapp.documents.word import packed, set_language, set_properties
    from caseapp.documents.word_blocks import Writer
    from caseapp.documents.word_head import number_every_page
    from caseapp.documents.word_styles import new_document

    document = new_document()
    set_language(document)
    number_every_page(document)
    writer = Writer(document)
    for part in parts:
        writer.add(part)
    writer.finish()
    _mark(document)
    set_properties(document, title, organ, note, day)
    return packed(document)


def _mark(document: Document) -> None:
    """Put yellow behind everything the office still has to write."""
    from docx.text.paragraph import Paragraph

    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            _mark_in(part)
        else:
            for row in part._tbl.tr_lst:
                for cell in row.tc_lst:
                    for paragraph in cell.p_lst:
                        _mark_in(Paragraph(paragraph, part))


def _mark_in(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    from caseapp.documents.word_blocks import add_text

    text = paragraph.text
    if "（请填写" not in text:
        return
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    at = 0
    for found in _TO_FILL.finditer(text):
        if found.start() > at:
            add_text(paragraph, text[at : found.start()])
        add_text(paragraph, found[0]).font.highlight_color = WD_COLOR_INDEX.YELLOW
        at = found.end()
    if at < len(text):
        add_text(paragraph, text[at:])
