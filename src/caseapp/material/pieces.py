"""What readers hand to the finders: pieces of text that know their place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Rect: TypeAlias = "tuple[float, float, float, float]"
"""Left, bottom, right, top in points of the page's own system: origin at the bottom left, before the page is turned."""


def _no_rects(start: int, end: int) -> tuple[Rect, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to look through.

    Attributes:
        place: gives the place of a character in words the handler understands.
        page: counted from 1, 0 where the file has no pages.
        rects: gives the rectangles of a stretch of the text on its page.
    """

    text: str
    place: Callable[[int], str]
    page: int = 0
    rects: Callable[[int, int], tuple[Rect, ...]] = _no_rects


@dataclass(frozen=True, slots=True)
class Note:
    """What a person must look at because the program cannot, in one sentence; page is 0 where there is none."""

    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What was read since the part before; done and total count pages, lines or bytes and only make a share."""

    done: int
    total: int
    pieces: Sequence[Piece] = ()
    notes: Sequence[Note] = ()


def whole(text: str, place: str, page: int = 0) -> Piece:
    """Return a piece all of which stands in one place."""
    return Piece(text, lambda _: place, page)


CELL, ROW = "\t", "\x1e"
"""What sets cells and rows apart in the text of a table, so that no number is found across them."""


def table(rows: Sequence[Sequence[str]], place: Callable[[int, int], str]) -> Piece:
    """Return the piece of some rows of a table; ``place`` names a cell by its row and its own position in ``rows``."""
    lines = [CELL.join(row) for row in rows]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def at(start: int) -> str:
        row = bisect_right(starts, start) - 1
        left, cell = start - starts[row], 0
        while cell + 1 < len(rows[row]) and left > len(rows[row][cell]):
            left -= len(rows[row][cell]) + 1
            cell += 1
        return place(row, cell)

    return Piece(ROW.join(lines), at)
