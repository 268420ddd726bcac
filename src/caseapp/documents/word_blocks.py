"""Writes the blocks of a document as Word paragraphs and tables, each in its named style."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from caseapp.documents import blocks as b
from caseapp.documents.page import BODY_SIZE, COLUMNS, TEXT_WIDTH
from caseapp.documents.rows import SIGNATURE_BLANKS
from caseapp.documents.word_styles import LINE, element, indents
from caseapp.documents.wording import clean
from caseapp.law.report_form import Grid

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_NAMES = {
    "body": "公文正文",
    "heading1": "一级标题",
    "heading2": "二级标题",
    "addressee": "主送机关",
    "left": "正文顶格",
    "right": "正文右对齐",
    "centre": "正文居中",
    "annex": "附件标识",
}
_DATE_RIGHT = 4.0  # characters right of the date (GB/T 9704-2012, 7.3.5.1)
_NAME_RIGHT = 2.0  # the least right of an organ name longer than the date


def add_text(paragraph: Paragraph, text: str) -> Run:
    """Add a text as it stands; quotation marks and dashes are set in the Chinese font."""
    run = paragraph.add_run(clean(text))
    run._r.get_or_add_rPr().insert(0, element("w:rFonts", hint="eastAsia"))
    return run


def set_indents(paragraph: Paragraph, size: float = BODY_SIZE, **characters: float) -> None:
    """Set indents of a paragraph in characters of a size, as ``word_styles.indents`` takes them."""
    target = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for key, value in indents(size, **characters).items():
        target.set(key, value)


def ems(text: str) -> float:
    """Return the width of a text in characters, half for Latin letters and digits."""
    return sum(0.5 if unicodedata.east_asian_width(c) in ("Na", "N", "H") else 1.0 for c in text)


class Writer:
    """Adds blocks to a document one after another."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._last: Paragraph | None = None
        self._before: b.Block | Grid | None = None
        self._breaks = False

    def add(self, block: b.Block | Grid) -> None:
        """Add one block, or a table of the annual report, with the white the standard puts before it."""
        from docx.shared import Pt

        if isinstance(block, b.PageBreak):
            self._breaks = True
            return
        if isinstance(block, (b.Table, Grid)):
            self._table(block)
        elif isinstance(block, b.Title):
            title = self._paragraph("公文标题", "\n".join(block.lines))
            if isinstance(self._before, b.Paragraph) and self._before.kind == "annex":
                title.paragraph_format.space_before = Pt(LINE)  # the annex has its title on the third line
        elif isinstance(block, b.Pair):
            self._pair(block)
        elif isinstance(block, b.Attachments):
            self._attachments(block)
        elif isinstance(block, b.Signature):
            self._signature(block)
        elif isinstance(block, b.CopyTo):
            self._copy_to(block)
        elif isinstance(block, b.Note):
            self._paragraph("附注", *b.texts(block))
        elif isinstance(block, b.Paragraph):
            self._text(block)
        else:
            self._paragraph("正文顶格", "")
        self._before = block

    def finish(self) -> None:
        """End the document: after a table a word processor wants one more paragraph."""
        if isinstance(self._before, (b.Table, Grid)):
            self._paragraph("分隔", "")

    def _paragraph(self, style: str, text: str) -> Paragraph:
        made = self._document.add_paragraph(style=style)
        if text:
            add_text(made, text)
        if self._breaks:
            made.paragraph_format.page_break_before = True
            self._breaks = False
        self._last = made
        return made

    def _text(self, block: b.Paragraph) -> None:
        from docx.shared import Pt

        for index, text in enumerate(b.texts(block)):
            made = self._paragraph(_NAMES[block.kind], text)
            if index == 0 and isinstance(self._before, (b.Table, Grid)):
                made.paragraph_format.space_before = Pt(LINE / 3)

    def _pair(self, block: b.Pair) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Pt

        made = self._paragraph("正文顶格", block.left)
        made.paragraph_format.keep_with_next = True
        made.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        made.add_run().add_tab()
        add_text(made, block.right)

    def _attachments(self, block: b.Attachments) -> None:
        from docx.shared import Pt

        self._keep_last()
        lines = b.attachment_lines(block)
        for index, line in enumerate(lines):
            made = self._paragraph("附件说明", line)
            if index == 0:
                made.paragraph_format.space_before = Pt(LINE)
            if len(lines) > 1:
                set_indents(made, left=6, hang=1 if index else 4)

    def _signature(self, block: b.Signature) -> None:
        from docx.shared import Pt

        self._keep_last()
        name_width, date_width = min(ems(block.name), COLUMNS - _NAME_RIGHT), ems(block.date)
        name_right, date_right = _DATE_RIGHT + (date_width - name_width) / 2, _DATE_RIGHT
        if name_right < _NAME_RIGHT:
            name_right, date_right = _NAME_RIGHT, _NAME_RIGHT + (name_width - date_width) / 2
        name = self._paragraph("署名", block.name)
        name.paragraph_format.space_before = Pt(SIGNATURE_BLANKS * LINE)
        set_indents(name, right=name_right)
        day = self._paragraph("成文日期", block.date)
        set_indents(day, right=date_right)

    def _keep_last(self) -> None:
        """Let the end of the text go along with what follows, so that no signature stands alone on a page."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True

    def _copy_to(self, block: b.CopyTo) -> None:
        """Set 抄送 at the foot of the page its anchor stands on."""
        made = self._paragraph("抄送", *b.texts(block))
        frame = element(
            "w:framePr",
            w=round(TEXT_WIDTH * 20),
            wrap="around",
            vAnchor="margin",
            hAnchor="margin",
            xAlign="left",
            yAlign="bottom",
        )
        made._p.get_or_add_pPr().insert_element_before(frame, "w:spacing", "w:ind", "w:jc")

    def _table(self, block: b.Table | Grid) -> None:
        from caseapp.documents.word_grid import add_grid
        from caseapp.documents.word_table import add_table

        if isinstance(self._before, (b.Table, Grid)):
            self._paragraph("分隔", "")
        first = add_grid(self._document, block) if isinstance(block, Grid) else add_table(self._document, block)
        if self._breaks:
            first.paragraph_format.page_break_before = True
            self._breaks = False
        self._last = None
