"""An editable Word copy of a letter or form, from the same blocks the typesetter gets, for an office's OA."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from caseapp.documents import blocks as b
from caseapp.documents.templates import Template
from caseapp.documents.wording import clean, fill, one_line

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST_PROPERTY = 255  # characters, a limit of the format
_STAMP = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = ("/thumbnail", "/stylesWithEffects")  # parts of the blank document that are none of the letter's


def word_copy(template: Template, context: Mapping[str, object], note: str = "") -> bytes:
    """Return a letter or form as a .docx file; the same template and facts give the same bytes.

    The page, the fonts and the line pitch are those of GB/T 9704-2012; where lines break is up to the word processor.

    Args:
        template: from ``load_templates``.
        context: as ``press.typeset`` takes it.
        note: kept in the comments of the file's properties.

    Raises:
        TemplateError: the template asks for a name that does not exist, or breaks its markup.
    """
    from caseapp.documents.word_styles import new_document

    blocks, data = fill(template, context)
    letter, organ = data["letter"], one_line(data["office"]["name"])
    number = one_line(letter["number"]) if template.kind != "form" else ""
    document = new_document()
    set_language(document)
    _write(document, blocks, organ if template.kind != "form" else "", number)
    day = letter["date"] if isinstance(letter["date"], date) else template.in_force_from
    set_properties(document, f"{one_line(template.title)} {number}".strip(), organ, note, day or date(2000, 1, 1))
    return packed(document)


def _write(document: Document, blocks: Iterable[b.Block], organ: str, number: str) -> None:
    from caseapp.documents.word_blocks import Writer
    from caseapp.documents.word_head import add_page_numbers, letterhead

    add_page_numbers(document, first_rule=bool(organ))
    if organ:
        letterhead(document, organ, number)
    writer = Writer(document)
    for block in blocks:
        writer.add(block)
    writer.finish()


def set_language(document: Document) -> None:
    """Make the document Chinese, and one of today's word processors instead of a compatible old one."""
    from caseapp.documents.word_styles import element

    settings = document.settings.element
    for tag, wanted in (
        ("w:themeFontLang", {"eastAsia": "zh-CN"}),
        ("w:characterSpacingControl", {"val": "compressPunctuation"}),
        ("w:compatSetting", {"val": "15"}),  # the first is compatibilityMode
    ):
        found = next(settings.iter(element(tag).tag), None)
        if found is not None:
            for key, value in element(tag, **wanted).items():
                found.set(key, value)


def set_properties(document: Document, title: str, organ: str, note: str, day: date) -> None:
    """Write title, author, comments and day into the properties of a document."""
    made = document.core_properties
    made.title, made.author, made.last_modified_by = (text[:_LONGEST_PROPERTY] for text in (title, organ, organ))
    made.comments, made.language = clean(note)[:_LONGEST_PROPERTY], "zh-CN"
    made.created = made.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- written as UTC
    made.revision = 1


def packed(document: Document) -> bytes:
    """Return the file without what depends on the hour it was made."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_LEFT_OUT)]:
            del rels[key]
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _STAMP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else the bytes tell the operating system
            target.writestr(entry, source.read(name))
    return out.getvalue()
