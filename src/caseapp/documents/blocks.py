"""The parts a document is made of, as the template's markup names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """标题: each line is a sense unit and starts a line of its own (GB/T 9704-2012, 7.3.1)."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body.

    Attributes:
        text: its text; a line feed begins a new paragraph of the same kind.
        kind: "body", "heading1" (黑体), "heading2" (楷体), "addressee", "left", "right", "centre" or
            "annex" (附件 in 黑体 over an annex).
    """

    text: str
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Pair:
    """One line with a text at each edge."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: one name alone or several numbered ones (GB/T 9704-2012, 7.3.4)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 with room for the seal (GB/T 9704-2012, 7.3.5)."""

    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Note:
    """附注, in brackets under the date (GB/T 9704-2012, 7.3.6)."""

    text: str


@dataclass(frozen=True, slots=True)
class CopyTo:
    """抄送, at the foot of the last page (GB/T 9704-2012, 10.1)."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One empty line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: its text; line feeds are kept.
        span: how many columns it covers.
        kind: "value" (flush left), "label" or "centre" (both centred).
        foot: a line set flush right at the bottom, for signature and date.
    """

    text: str
    span: int = 1
    kind: str = "value"
    foot: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table; its height is at least `least_mm` millimetres."""

    cells: tuple[Cell, ...]
    least_mm: float = 0.0
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table over the full width; header rows are repeated on every page it reaches.

    Attributes:
        widths: relative widths of the columns.
        size: glyph size of the cells, in points.
        rows: its rows from top to bottom.
    """

    widths: tuple[float, ...]
    size: float
    rows: tuple[TableRow, ...]


Block = Title | Paragraph | Pair | Attachments | Signature | Note | CopyTo | PageBreak | Blank | Table


def texts(block: Block) -> list[str]:
    """Return the texts of a block in reading order, for the plain text of a document."""
    if isinstance(block, Title):
        return ["".join(block.lines)]
    if isinstance(block, Pair):
        return [f"{block.left}　{block.right}"]
    if isinstance(block, Attachments):
        return attachment_lines(block)
    if isinstance(block, Signature):
        return [block.name, block.date]
    if isinstance(block, Note):
        return [f"（{block.text}）"]
    if isinstance(block, CopyTo):
        return [f"抄送：{block.text}"]
    if isinstance(block, Table):
        return ["\t".join(c.text + (f" {c.foot}" if c.foot else "") for c in row.cells) for row in block.rows]
    if isinstance(block, Paragraph):
        return [line for line in block.text.split("\n") if line.strip()]
    return []


def attachment_lines(block: Attachments) -> list[str]:
    """Return the lines of 附件说明: "附件：名称" for one, numbered from 1 for several."""
    if len(block.names) == 1:
        return [f"附件：{block.names[0]}"]
    numbered = [f"{number}. {name}" for number, name in enumerate(block.names, start=1)]
    return [f"附件：{numbered[0]}", *numbered[1:]] if numbered else []
