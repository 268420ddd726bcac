"""Reads the text of .docx files: what is shown, and what is not but goes out with the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseapp.material.package import Package, local
from caseapp.material.pieces import CELL, Note, Part, Piece, whole

_STORIES = (
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r"word/comments\.xml"), "批注"),
)
_OTHER = re.compile(r"(?:word/(?:charts|diagrams|glossary)/|customXml/|docProps/)[^_]*\.xml")
_BODY = "word/document.xml"
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_DELETED, _HIDDEN = "（修订中已删除，文件里还在）", "（隐藏文字）"


def read_word(package: Package) -> Iterator[Part]:
    """Yield the pieces of a document; done and total count bytes.

    Raises:
        MaterialError: damaged, or more than it pretends to be.
    """
    stories = [(_BODY, "")]
    stories += [(part, words) for part in package.names for form, words in _STORIES if form.fullmatch(part)]
    others = [part for part in package.names if _OTHER.fullmatch(part)]
    package.expect([*(part for part, _ in stories), *others])
    yield Part(0, package.total)
    for part, words in stories:
        story = _Story(words)
        for done in package.feed(part, story.start, story.end, story.data):
            yield Part(done, package.total, story.taken())
        yield Part(package.done, package.total, story.taken(), story.notes())
    for part in others:
        text = package.words(part, attribute="v")
        yield Part(package.done, package.total, [whole(text, f"文件附带的内容（{part}）")])
    yield Part(package.total, package.total, (), package.notes())


class _Story:
    """Follows the paragraphs and tables of one part; what is deleted or hidden is kept apart from what is shown."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._pieces: list[Piece] = []
        self._paragraph = self._table = self._row = 0
        self._in_table = self._in_paragraph = self._deleted = self._left_out = 0
        self._in_text = self._hidden = False
        self._texts: dict[str, list[str]] = {"": [], _DELETED: [], _HIDDEN: []}
        self._seen: set[str] = set()

    def taken(self) -> list[Piece]:
        """Return the pieces read since the last time."""
        pieces, self._pieces = self._pieces, []
        return pieces

    def notes(self) -> list[Note]:
        """Return what is in the part and not on its pages."""
        said = {
            _DELETED: "文件里留着修订，已删除的文字还在里面，请接受全部修订后再公开。",
            _HIDDEN: "文件里有隐藏的文字，请删去后再公开。",
        }
        notes = [Note(text) for what, text in said.items() if what in self._seen]
        if self._words == "批注" and self._seen:
            notes.append(Note("文件里有批注，请删去后再公开。"))
        return notes

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        name = local(tag)
        if name == "Fallback":
            self._left_out += 1
        elif name == "p":
            self._in_paragraph += 1
        elif name == "tbl":
            self._in_table += 1
            if self._in_table == 1:
                self._table, self._row = self._table + 1, 0
        elif name == "r":
            self._hidden = False
        elif name in ("del", "moveFrom"):
            self._deleted += 1
        elif name in _TEXTS:
            self._in_text = True
        elif name == "vanish":
            self._hidden = attributes.get("w:val", "1") not in ("0", "false", "off")
        elif name == "tab":
            self._add(" ")
        elif name in ("br", "cr"):
            self._add("\n")
        elif name == "noBreakHyphen":
            self._add("-")

    def data(self, text: str) -> None:
        """Take the text of a run."""
        if self._in_text and not self._left_out:
            self._add(text)

    def _add(self, text: str) -> None:
        what = _DELETED if self._deleted else _HIDDEN if self._hidden else ""
        self._texts[what].append(text)

    def end(self, tag: str) -> None:
        """Leave an element."""
        name = local(tag)
        if name == "Fallback":
            self._left_out -= 1
        elif name in _TEXTS:
            self._in_text = False
        elif name == "r":
            self._hidden = False
        elif name in ("del", "moveFrom"):
            self._deleted -= 1
        elif name == "p":
            self._in_paragraph -= 1
            self._close_paragraph()
        elif name == "tc" and self._in_table:
            for texts in self._texts.values():
                texts.append(CELL)
        elif name == "tr" and self._in_table == 1:
            self._row += 1
            self._emit(f"{self._words}第{self._table}个表格第{self._row}行")
        elif name == "tbl":
            self._in_table -= 1

    def _close_paragraph(self) -> None:
        if self._in_table or self._in_paragraph:
            for texts in self._texts.values():
                texts.append("\n")
        else:
            self._paragraph += 1
            self._emit(f"{self._words}第{self._paragraph}段")

    def _emit(self, place: str) -> None:
        for what, texts in self._texts.items():
            text = "".join(texts).replace("\n\t", "\t")
            texts.clear()
            if text.strip():
                self._seen.add(what)
                self._pieces.append(whole(text, place + what))
