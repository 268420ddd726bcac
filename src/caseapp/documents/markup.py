"""The markup of template text: a line that begins with # and a Chinese word is that part, any other a paragraph.

``#标题`` a line of the title · ``#主送`` · ``#一级`` ``#二级`` headings · ``#左`` ``#右`` ``#中`` lines without
indent · ``#附件页`` the word 附件 over an annex · ``#左右 a | b`` · ``#附件`` one name · ``#署名 name | date`` ·
``#附注`` · ``#抄送`` · ``#空行`` · ``#分页`` ·
``#表 1 3 1 3`` or ``#表 1 3 | 10.5`` begins a table (relative widths, glyph size in points) · ``#表头 a | b`` a header
row · ``#行 a | b`` a row, ``#行 @30 a | b`` one at least 30 mm high. In a row ``!`` before a cell makes it a label,
``=`` centres it, ``[3]`` lets it cover three columns, and ``//`` sets what follows flush right at its foot.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from caseapp.documents import blocks as b
from caseapp.documents.page import CELL_PADDING, TEXT_WIDTH

_PARAGRAPHS = {"主送": "addressee", "一级": "heading1", "二级": "heading2", "左": "left", "右": "right", "中": "centre",
               "附件页": "annex"}
_ONE_LINE = frozenset(("主送", "一级", "二级", "附件页"))
_OTHERS = frozenset(("标题", "左右", "附件", "署名", "附注", "抄送", "空行", "分页", "表", "表头", "行"))
_DIRECTIVE = re.compile(r"#(\S*)\s*(.*)", re.DOTALL)
_ROW = re.compile(r"(?:@(\d+(?:\.\d+)?)\s+)?(.*)", re.DOTALL)
_CELL = re.compile(r"([!=]?) *(?:\[(\d+)\])? *(.*)", re.DOTALL)
_KINDS = {"": "value", "!": "label", "=": "centre"}
DEFAULT_CELL_SIZE = 12.0
SMALLEST_CELL_SIZE, LARGEST_CELL_SIZE = 6.0, 22.0


class MarkupError(ValueError):
    """A line of a filled template does not follow the markup; the message says which and why."""


def fault(line: str) -> str | None:
    """Return what is wrong with the word a source line begins with, or None."""
    if not line.startswith("#"):
        return None
    match = _DIRECTIVE.match(line)
    word = match[1] if match else ""
    if word in _PARAGRAPHS or word in _OTHERS:
        return None
    return f"不认识的排版标记“#{word}”。"


def parse(text: str, reveal: Callable[[str], str]) -> list[b.Block]:
    """Return the blocks of a filled template.

    Args:
        text: the filled text; values people typed are still hidden from the markup.
        reveal: gives such a value its own characters back.

    Raises:
        MarkupError: a line does not follow the markup.
    """
    reader = _Reader(reveal)
    for line in text.split("\n"):
        if line.strip():
            reader.read(line.strip())
    return reader.finish()


class _Reader:
    """Collects blocks line by line; titles, attachments and table rows gather until another part begins."""

    def __init__(self, reveal: Callable[[str], str]) -> None:
        self._reveal = reveal
        self._done: list[b.Block] = []
        self._titles: list[str] = []
        self._names: list[str] = []
        self._table: tuple[tuple[float, ...], float] | None = None
        self._rows: list[b.TableRow] = []

    def read(self, line: str) -> None:
        match = _DIRECTIVE.match(line)
        if not match:
            self._flush()
            self._paragraph(line, "body")
            return
        word, rest = match[1], match[2]
        if word not in ("标题", "附件", "表头", "行"):
            self._flush()
        if word in _PARAGRAPHS:
            text = self._single(rest) if word in _ONE_LINE else rest
            self._paragraph(text, _PARAGRAPHS[word])
        elif word == "标题":
            self._flush(keep_titles=True)
            self._titles.append(self._single(rest))
        elif word == "附件":
            self._flush(keep_names=True)
            self._names.append(self._single(rest))
        elif word == "表":
            self._begin_table(rest)
        elif word in ("表头", "行"):
            self._row(word, rest)
        else:
            self._simple(word, rest)

    def finish(self) -> list[b.Block]:
        self._flush()
        return self._done

    def _simple(self, word: str, rest: str) -> None:
        if word == "左右":
            self._done.append(b.Pair(*self._two(word, rest)))
        elif word == "署名":
            self._done.append(b.Signature(*self._two(word, rest)))
        elif word == "附注":
            self._done.append(b.Note(self._single(rest)))
        elif word == "抄送":
            self._done.append(b.CopyTo(self._single(rest)))
        elif word == "空行":
            self._done.append(b.Blank())
        elif word == "分页":
            self._done.append(b.PageBreak())
        else:
            raise MarkupError(f"不认识的排版标记“#{word}”。")

    def _single(self, text: str) -> str:
        return " ".join(self._reveal(text).split("\n")).strip()

    def _two(self, word: str, rest: str) -> tuple[str, str]:
        parts = rest.split("|")
        if len(parts) != 2:
            raise MarkupError(f"“#{word}”后应有用 | 隔开的两部分。")
        return self._single(parts[0]), self._single(parts[1])

    def _paragraph(self, text: str, kind: str) -> None:
        revealed = "\n".join(line.strip(" 　") for line in self._reveal(text).split("\n") if line.strip(" 　"))
        if revealed:
            self._done.append(b.Paragraph(revealed, kind))

    def _begin_table(self, rest: str) -> None:
        words, _, size_words = rest.partition("|")
        try:
            widths, size = tuple(float(w) for w in words.split()), float(size_words or DEFAULT_CELL_SIZE)
        except ValueError:
            raise MarkupError("“#表”后应为各列的相对宽度。") from None
        if not widths or not all(0 < width < 1e6 for width in widths):
            raise MarkupError("“#表”后各列的相对宽度应当是正数。")
        if not SMALLEST_CELL_SIZE <= size <= LARGEST_CELL_SIZE:
            raise MarkupError(f"“#表”的字号应当在 {SMALLEST_CELL_SIZE:g} 至 {LARGEST_CELL_SIZE:g} 磅之间。")
        if min(widths) / sum(widths) * TEXT_WIDTH < size + 2 * CELL_PADDING:
            raise MarkupError(f"表有 {len(widths)} 列，最窄的一列在版心中不够一个字宽，请减少列数或者分成几张表。")
        self._table = (widths, size)

    def _row(self, word: str, rest: str) -> None:
        if self._table is None:
            raise MarkupError(f"“#{word}”之前没有“#表”。")
        match = _ROW.match(rest)
        least, cells = (match[1], match[2]) if match else (None, rest)
        row = b.TableRow(tuple(self._cell(cell, word == "表头") for cell in cells.split("|")),
                         float(least or 0), word == "表头")
        if sum(cell.span for cell in row.cells) != len(self._table[0]):
            raise MarkupError(f"“#{word}”有 {sum(c.span for c in row.cells)} 格，表有 {len(self._table[0])} 列。")
        self._rows.append(row)

    def _cell(self, source: str, header: bool) -> b.Cell:
        match = _CELL.match(source.strip(" "))
        mark, span, text = (match[1], match[2], match[3]) if match else ("", None, source)
        body, _, foot = text.partition("//")
        kind = "label" if header else _KINDS[mark]
        return b.Cell(self._reveal(body).strip("\n "), int(span or 1), kind, self._single(foot))

    def _flush(self, keep_titles: bool = False, keep_names: bool = False) -> None:
        if self._titles and not keep_titles:
            self._done.append(b.Title(tuple(self._titles)))
            self._titles = []
        if self._names and not keep_names:
            self._done.append(b.Attachments(tuple(self._names)))
            self._names = []
        if self._rows and self._table:
            self._done.append(b.Table(self._table[0], self._table[1], tuple(self._rows)))
            self._rows = []
        if not keep_titles and not keep_names:
            self._table = None
