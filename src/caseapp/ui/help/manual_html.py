"""A chapter of the manual as the small HTML Qt shows and prints; the colours come from the caller."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from caseapp.ui.help.manual_text import Block, Chapter, Span

FIRST_HIT = "hit"
_TITLE, _SECTION, _BELOW = "chapter-", "section-", "below-"
_CLASSES = {_TITLE: "title", _SECTION: "section", _BELOW: "below"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a chapter looks.

    Attributes:
        sheet: style sheet of the document.
        line: colour of the lines of tables; head: ground of their heads; note: ground of notes.
        mark: style of a word that was sought.
        width_of: width a picture is shown at (pixels), by file name.
        padding: of the cells of tables (pixels).
        links: whether links can be followed.
        breaks: the headings that begin a new page, counted through the chapter from 0, its title.
    """

    sheet: str
    line: str
    head: str
    note: str
    mark: str
    width_of: Callable[[str], int]
    padding: int = 6
    links: bool = True
    breaks: frozenset[int] = frozenset()


def chapter_html(chapter: Chapter, look: Look, sought: Sequence[str] = ()) -> str:
    """Return title and blocks; where words are sought (lower case), blocks that hold all of them have them marked.

    Headings are paragraphs with a class, since Qt makes the size of ``h1`` to ``h3`` its own.
    """
    page = _Page(look, tuple(sought))
    parts = [page.headed(_TITLE, Block("title", (Span(chapter.title),)))]
    for kind, group in groupby(chapter.blocks, key=lambda block: block.kind):
        parts.append(page.written(kind, list(group)))
    return "".join(parts)


def anchor_of(section: str) -> str:
    """Return the name a section is scrolled to by."""
    return f"{_SECTION}{section}"


def level_of(anchors: Sequence[str]) -> int:
    """Return what kind of heading a paragraph with these anchors is: 1 to 3, 0 where it is none."""
    marks = (_TITLE, _SECTION, _BELOW)
    return next((level for level, mark in enumerate(marks, start=1) if any(a.startswith(mark) for a in anchors)), 0)


class _Page:
    """Writes the blocks of one chapter, and knows whether the first hit has been met."""

    def __init__(self, look: Look, sought: tuple[str, ...]) -> None:
        self._look = look
        self._sought = sought
        self._met = False
        self._headings = 0
        self._finder = re.compile("|".join(map(re.escape, sought)), re.IGNORECASE) if sought else None

    def written(self, kind: str, blocks: list[Block]) -> str:
        if kind == "row":
            return self._tables(blocks)
        if kind == "point":
            return "<ul>" + "".join(f"<li>{self.marked(block)}</li>" for block in blocks) + "</ul>"
        if kind == "step":
            items = "".join(f"<li>{self.marked(block)}</li>" for block in blocks)
            return f'<ol start="{blocks[0].number}">{items}</ol>'
        return "".join(self._one(kind, block) for block in blocks)

    def headed(self, mark: str, block: Block) -> str:
        """Return a heading."""
        anew = ' style="page-break-before: always"' if self._headings in self._look.breaks else ""
        self._headings += 1
        name = escape(mark + block.words, quote=True)
        return f'<p class="{_CLASSES[mark]}"{anew}><a name="{name}"></a>{self.marked(block)}</p>'

    def _one(self, kind: str, block: Block) -> str:
        if kind == "picture":
            caption = escape(block.words)
            width = self._look.width_of(block.name)
            return f'<p class="picture"><img src="{block.name}" width="{width}"><br>{caption}</p>'
        if kind in ("heading", "subheading"):
            return self.headed(_SECTION if kind == "heading" else _BELOW, block)
        if kind == "note":
            return (
                f'<table width="100%" cellspacing="0" cellpadding="8" class="note"><tr><td bgcolor="{self._look.note}">'
                f"{self.marked(block)}</td></tr></table>"
            )
        return f"<p>{self.marked(block)}</p>"

    def _tables(self, blocks: list[Block]) -> str:
        """Rows that stand together are one table, and a head begins another."""
        text = ""
        for place, block in enumerate(blocks):
            if block.head or place == 0:
                text += "</table>" if text else ""
                text += (
                    f'<table width="100%" border="1" cellspacing="0" cellpadding="{self._look.padding}" class="grid" '
                    f'style="border-collapse: collapse; border-style: solid; border-color: {self._look.line}">'
                )
            hit = bool(self._sought) and block.holds(self._sought)
            cells = "".join(
                f'<th align="left" bgcolor="{self._look.head}">{self._run(cell, hit)}</th>'
                if block.head
                else f"<td>{self._run(cell, hit)}</td>"
                for cell in block.cells
            )
            text += f"<tr>{cells}</tr>"
        return text + "</table>"

    def marked(self, block: Block) -> str:
        """Return the words of a block, the sought ones marked where it holds all of them."""
        return self._run(block.spans, bool(self._sought) and block.holds(self._sought))

    def _run(self, spans: Sequence[Span], hit: bool) -> str:
        text = ""
        if hit and not self._met:
            self._met = True
            text = f'<a name="{FIRST_HIT}"></a>'
        for span in spans:
            words = self._words(span.words, hit)
            if span.style == "bold":
                words = f"<b>{words}</b>"
            elif span.style == "code":
                words = f"<code>{words}</code>"
            elif span.style == "link" and self._look.links:
                words = f'<a href="{escape(span.target, quote=True)}">{words}</a>'
            text += words
        return text

    def _words(self, words: str, hit: bool) -> str:
        if not hit or self._finder is None:
            return escape(words)
        text, here = "", 0
        for found in self._finder.finditer(words):
            text += escape(words[here : found.start()])
            text += f'<span style="{self._look.mark}">{escape(found[0])}</span>'
            here = found.end()
        return text + escape(words[here:])
