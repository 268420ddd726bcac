"""The furniture of 信函格式 in a Word copy: red organ name, double rules, 文号, page numbers (GB/T 9704-2012, 10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.documents.letterhead import NAME_MOST, NAME_SIZE, TITLE_GAP_ROWS
from caseapp.documents.page import SMALL_SIZE
from caseapp.documents.word_styles import LINE, RED, element, rule_widths

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer
    from docx.text.paragraph import Paragraph

_RULE = 12  # the thick of the two lines, 1/8 pt
_NAME_LEAST = 8.0  # a longer name wraps
_NAME_GAP = 11  # points from the organ name to the rules, 4 mm


def letterhead(document: Document, organ: str, number: str) -> None:
    """Put the red head on the first page and the 文号 flush right under it."""
    from docx.shared import Pt

    from caseapp.documents.word_blocks import add_text

    header = document.sections[0].first_page_header
    header.is_linked_to_previous = False
    name = header.paragraphs[0]
    name.style = document.styles["发文机关标志"]
    run = add_text(name, organ)
    size = max(_NAME_LEAST, int(2 * min(NAME_SIZE, NAME_MOST / len(organ))) / 2)
    run.font.size = Pt(size)
    space = max(0.0, min(0.3 * size, (NAME_MOST - size * len(organ)) / max(len(organ) - 1, 1)))
    run._r.get_or_add_rPr().insert_element_before(element("w:spacing", val=round(space * 20)), "w:sz", "w:szCs")
    _rule(name, "thickThinSmallGap", _NAME_GAP)
    line = document.add_paragraph(style="发文字号")
    if number:
        add_text(line, number)
    else:
        line.paragraph_format.line_spacing = Pt(1)
    line.paragraph_format.space_after = Pt((TITLE_GAP_ROWS - 1) * LINE)


def add_page_numbers(document: Document, *, first_rule: bool) -> None:
    """Number the pages from the second on, odd ones at the right, even ones at the left (GB/T 9704-2012, 7.5)."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    _number(document, section.footer, "right")
    _number(document, section.even_page_footer, "left")
    first = section.first_page_footer
    first.is_linked_to_previous = False
    first.paragraphs[0].style = document.styles["首页底线"]
    if first_rule:
        _rule(first.paragraphs[0], "thinThickSmallGap", 0)


def number_every_page(document: Document) -> None:
    """Number the pages from the first on, odd ones at the right, even ones at the left (GB/T 9704-2012, 7.5)."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    _number(document, section.footer, "right")
    _number(document, section.even_page_footer, "left")


def _rule(paragraph: Paragraph, kind: str, space: int) -> None:
    """Draw the two red lines under a paragraph, 170 mm wide."""
    left, right = rule_widths()
    properties = paragraph._p.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val=kind, sz=_RULE, space=space, color=RED))
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
    target = properties.get_or_add_ind()
    for key, value in element("w:ind", left=-left, right=-right).items():
        target.set(key, value)


def _number(document: Document, footer: _Footer, side: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from caseapp.documents.word_blocks import add_text, set_indents

    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = document.styles["页码"]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
    set_indents(line, SMALL_SIZE, **{side: 1.0})
    add_text(line, "— ")
    field = element("w:fldSimple", instr=" PAGE ")
    line._p.append(field)
    field.append(add_text(line, "2")._r)
    add_text(line, " —")
