"""The text of the manual: a small, strict part of Markdown, read into blocks that window and PDF show alike (no Qt)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PICTURES = "pictures"
_PAGES = re.compile(r"<!-- 画面：([a-z ]+) -->")
_PICTURE = re.compile(r"!\[([^\]]+)\]\((?:[./a-z]*/)?pictures/([a-z0-9_]+\.png)\)")
_ITEM = re.compile(r"(\d+\.|-) (.+)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|`(?P<code>[^`]+)`|\[(?P<words>[^\]]+)\]\((?P<target>[^)]+)\)")
_TARGET = re.compile(r"(?:\d+-([a-z]+)\.md)?(?:#(.+))?")


class ManualError(ValueError):
    """A chapter is not written the way the manual is; the sentence names file and line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one style: "" plain, "bold", "code" or "link"; ``target`` is where a link leads."""

    words: str
    style: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a chapter.

    Attributes:
        kind: heading, subheading, text, step (numbered), point, note, picture or row (of a table).
        spans: its words; of a picture its caption.
        cells: of a row, the words of each cell.
        number: of a step.
        name: file name of a picture.
        head: whether a row is the head of its table.
    """

    kind: str
    spans: tuple[Span, ...] = ()
    cells: tuple[tuple[Span, ...], ...] = ()
    number: int = 0
    name: str = ""
    head: bool = False

    @property
    def words(self) -> str:
        """The words without styles."""
        return "".join(span.words for run in (self.spans, *self.cells) for span in run)

    def holds(self, sought: Sequence[str]) -> bool:
        """Tell whether every word (lower case) is in it."""
        text = self.words.lower()
        return all(word in text for word in sought)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual.

    Attributes:
        key: what links and pages of the window name it by.
        pages: keys of the pages of the window it is the help of.
        blocks: all that stands below the title.
    """

    key: str
    title: str
    pages: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=())

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(block.words for block in self.blocks if block.kind == "heading")

    def hits(self, sought: Sequence[str]) -> int:
        """Return how many blocks hold every word, the title among them."""
        return sum(block.holds(sought) for block in (Block("heading", (Span(self.title),)), *self.blocks))

    def hits_by_section(self, sought: Sequence[str]) -> dict[str, int]:
        """Return the hits below each heading, the heading among them; those before the first are under ""."""
        found: dict[str, int] = {}
        section = ""
        for block in self.blocks:
            section = block.words if block.kind == "heading" else section
            found[section] = found.get(section, 0) + block.holds(sought)
        return found


def read_manual(folder: Path) -> list[Chapter]:
    """Return every chapter of a folder, in the order of the files.

    Raises:
        ManualError: a file is written otherwise.
    """
    return [
        read_chapter(path.stem.partition("-")[2], path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.glob("[0-9]*.md"))
    ]


def read_chapter(key: str, text: str, name: str = "") -> Chapter:
    """Return the chapter a text makes; ``name`` is the file's, for what is said of a fault.

    Raises:
        ManualError: a line is of no form the manual has.
    """
    lines = text.splitlines()
    if not lines or not lines[0].startswith("# "):
        raise ManualError(f"{name}: the first line is no title")
    title, pages = lines[0][2:].strip(), ()
    start = 1
    for place, line in enumerate(lines[1:4], start=1):
        if found := _PAGES.fullmatch(line.strip()):
            pages, start = tuple(found[1].split()), place + 1
    return Chapter(key, title, pages, tuple(_blocks(lines, start, name)))


def spans_of(text: str) -> tuple[Span, ...]:
    """Return the styled runs of a line."""
    spans, here = [], 0
    for found in _INLINE.finditer(text):
        if found.start() > here:
            spans.append(Span(text[here : found.start()]))
        style = "bold" if found["bold"] else "code" if found["code"] else "link"
        spans.append(Span(found["bold"] or found["code"] or found["words"], style, found["target"] or ""))
        here = found.end()
    if here < len(text):
        spans.append(Span(text[here:]))
    return tuple(spans)


def target_of(link: str, here: str) -> tuple[str, str]:
    """Return chapter key and section ("" for its beginning) a link leads to from the chapter ``here``.

    Raises:
        ManualError: it leads out of the manual.
    """
    found = _TARGET.fullmatch(link)
    if found is None:
        raise ManualError(f"{here}: {link} leads out of the manual")
    return found[1] or here, found[2] or ""


def faults(chapters: Sequence[Chapter], pictures: Path) -> list[str]:
    """Return what is wrong between chapters: links to nowhere, pictures that are not there, sections named twice."""
    sections = {chapter.key: chapter.sections for chapter in chapters}
    found = []
    for chapter in chapters:
        twice = {name for name in chapter.sections if chapter.sections.count(name) > 1}
        found += [f"{chapter.key}: the section {name} stands twice" for name in sorted(twice)]
        for block in chapter.blocks:
            if block.kind == "picture" and not (pictures / block.name).exists():
                found.append(f"{chapter.key}: no picture {block.name}")
            for span in (span for run in (block.spans, *block.cells) for span in run if span.style == "link"):
                key, section = target_of(span.target, chapter.key)
                if key not in sections or (section and section not in sections[key]):
                    found.append(f"{chapter.key}: the link {span.target} leads nowhere")
    return found


def written(chapter: Chapter) -> str:
    """Return the chapter as text in its one normal form, which reads back as the same chapter."""
    lines = [f"# {chapter.title}"]
    if chapter.pages:
        lines += ["", f"<!-- 画面：{' '.join(chapter.pages)} -->"]
    before = ""
    for block in chapter.blocks:
        if block.kind != before or block.kind in ("text", "note", "picture") or block.head:
            lines.append("")
        lines.append(_line(block))
        if block.head:
            lines.append("|" + "---|" * len(block.cells))
        before = block.kind
    return "\n".join(lines) + "\n"


_MARKS = {"heading": "## ", "subheading": "### ", "text": "", "point": "- ", "note": "> "}


def _line(block: Block) -> str:
    if block.kind == "row":
        return "| " + " | ".join(map(_marked, block.cells)) + " |"
    if block.kind == "picture":
        return f"![{block.words}]({PICTURES}/{block.name})"
    if block.kind == "step":
        return f"{block.number}. {_marked(block.spans)}"
    return _MARKS[block.kind] + _marked(block.spans)


def _marked(spans: Sequence[Span]) -> str:
    forms = {"": "{0.words}", "bold": "**{0.words}**", "code": "`{0.words}`", "link": "[{0.words}]({0.target})"}
    return "".join(forms[span.style].format(span) for span in spans)


def _blocks(lines: Sequence[str], start: int, name: str) -> Iterator[Block]:
    """Yield the blocks; a line that goes on with a paragraph, a step or a point is joined to it."""
    place = start
    while place < len(lines):
        line = lines[place].rstrip()
        place += 1
        if not line:
            continue
        if line.startswith("|"):
            head = place < len(lines) and _RULE.fullmatch(lines[place].strip()) is not None
            place += head
            yield Block("row", cells=tuple(spans_of(cell.strip()) for cell in line.strip("|").split("|")), head=head)
            continue
        while place < len(lines) and lines[place].strip() and not _starts(lines[place]) and not line.startswith("#"):
            line = _joined(line, lines[place].strip())
            place += 1
        yield _block(line, f"{name}, line {place}")


def _block(line: str, where: str) -> Block:
    if found := _PICTURE.fullmatch(line):
        return Block("picture", (Span(found[1]),), name=found[2])
    if found := _ITEM.fullmatch(line):
        if found[1] == "-":
            return Block("point", spans_of(found[2]))
        return Block("step", spans_of(found[2]), number=int(found[1][:-1]))
    for kind, mark in (("subheading", "### "), ("heading", "## "), ("note", "> ")):
        if line.startswith(mark):
            return Block(kind, spans_of(line[len(mark) :].strip()))
    if line.startswith(("#", "!", ">", "<", "```", "  ")):
        raise ManualError(f"{where}: not a form of the manual: {line[:30]}")
    return Block("text", spans_of(line))


def _starts(line: str) -> bool:
    return line.startswith(("#", "|", "!", "> ", "<")) or _ITEM.match(line) is not None


def _joined(line: str, more: str) -> str:
    """Join two lines of a paragraph; between Chinese characters nothing stands, between Latin words a blank."""
    return f"{line} {more}" if line[-1].isascii() and more[0].isascii() else line + more
