"""Breaks Chinese paragraphs into lines that are full, justified, and begin and end with lawful characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

CLOSING = frozenset("，。、；：）》」』】〕〉”’")
OPENING = frozenset("（《「『【〔〈“‘")
LIT_ON, LIT_OFF = "\ufdd2", "\ufdd3"  # around words a preview puts light behind; no part of the text
NO_START = CLOSING | frozenset("？！·％‰℃～,.;:?!)]}%")
NO_END = OPENING | frozenset("￥¥$([{")

MAX_KEPT_EM = 12.0  # a kept run longer than this may be broken: a web address must not tear a line open
NEARLY_FULL, HALF_FULL = 0.85, 0.5  # how full a line must be before stretching, first and second try
GOOD_GAP_EM = 0.06  # a line stretched less than this per gap looks untouched
MAX_INNER_SHRINK_EM = 0.25  # what one punctuation mark inside a line may give up

# Runs that stay whole: 文号, dates, and anything in Latin letters and digits.
_KEPT = re.compile(
    r"[〔（\[(]\d{4}[〕）\])]\d+号"
    r"|\d+年(?:\d+月(?:\d+日)?)?|\d+月\d+日"
    r"|[!-~\u00a1-\u00b6\u00b8-\u024f]+[％‰℃]?"
    r"|—{2,}|…{2,}"
)
_MARKS = re.compile(f"[{''.join(CLOSING | OPENING)}](?=[{''.join(CLOSING | OPENING)}])")
_SEPARATOR = re.compile(r"[/\\.,:;_\-?&=@#+]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, and where each character's glyph begins.

    Attributes:
        text: the characters drawn, without the spaces at a broken end.
        xs: x of each glyph's origin from the left edge of the column, in points.
        right: where the line ends, in points; a justified line ends at the column's right edge.
        last: whether the paragraph ends here.
        lit: left and right edges of the words with light behind them.
    """

    text: str
    xs: tuple[float, ...]
    right: float
    last: bool
    lit: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """The column a paragraph is set in; all lengths in points.

    Attributes:
        width: from the left to the right edge.
        size: glyph size.
        pitch: advance of one full-width character; differs from the size on the 28-character grid.
        first: indent of the first line.
        rest: indent of the other lines.
        justify: whether lines but the last are stretched to the right edge.
    """

    width: float
    size: float
    pitch: float
    first: float = 0.0
    rest: float = 0.0
    justify: bool = True


class _Measured:
    """A paragraph measured once: running sums of advances, stretchable gaps and shrinkable marks."""

    def __init__(self, text: str, column: Column, width: Callable[[str], float]) -> None:
        self.text = text
        self.column = column
        size, tracking = column.size, column.pitch - column.size
        wide = 0.9 * size
        ems = {character: width(character) for character in set(text)}
        advances = {c: em * size + (tracking if em > 0.9 else 0.0) for c, em in ems.items()}
        self.advance = [advances[character] for character in text]
        self.shift: dict[int, float] = {}
        self._squeezed: set[int] = set()
        for mark in _MARKS.finditer(text):
            index = mark.start()
            here, following = text[index], text[index + 1]
            if here in CLOSING:
                self._squeeze(index)
            elif following in OPENING:
                self._squeeze(index + 1)
                self.shift[index + 1] = -size / 2
        self.kept = [match.span() for match in _KEPT.finditer(text)]
        self.gap = [1.0] * len(text)  # whether the space after a character may be stretched
        for start, stop in self.kept:
            self.gap[start : stop - 1] = [0.0] * (stop - start - 1)
        self.tail = [0.0] * len(text)
        for index, character in enumerate(text):
            if character in CLOSING and self.advance[index] > wide and index not in self._squeezed:
                self.tail[index] = size / 2
        most = MAX_INNER_SHRINK_EM * size
        self.sum_advance = list(accumulate(self.advance, initial=0.0))
        self.sum_gap = list(accumulate(self.gap, initial=0.0))
        self.sum_shrink = list(accumulate((min(t, most) for t in self.tail), initial=0.0))

    def _squeeze(self, index: int) -> None:
        if self.advance[index] > 0.9 * self.column.size and index not in self._squeezed:
            self.advance[index] -= self.column.size / 2
            self._squeezed.add(index)

    def end(self, start: int, stop: int) -> int:
        """Return where the line really ends once the spaces at its broken end are dropped."""
        while stop > start and self.text[stop - 1] == " ":
            stop -= 1
        return stop

    def room(self, start: int) -> float:
        """Return the width of the line that starts at a character."""
        return self.column.width - (self.column.first if start == 0 else self.column.rest)

    def badness(self, start: int, stop: int) -> float | None:
        """Return how ugly the line is, in squared em per gap, or None when it does not fit."""
        stop = self.end(start, stop)
        slack = self.room(start) - (self.sum_advance[stop] - self.sum_advance[start])
        size = self.column.size
        if slack >= -1e-6:
            gaps = self.sum_gap[max(stop - 1, start)] - self.sum_gap[start]
            return (slack / size) ** 2 if not gaps else (slack / gaps / size) ** 2
        tail = self.tail[stop - 1] if stop > start else 0.0
        if -slack <= tail + 1e-6:
            return 0.0
        inner = self.sum_shrink[max(stop - 1, start)] - self.sum_shrink[start]
        if not self.column.justify or -slack > tail + inner:
            return None
        # giving up the white of a mark shows less than opening every gap by as much
        return (GOOD_GAP_EM * (-slack - tail) / inner) ** 2 * 2


def _opportunities(measured: _Measured) -> list[int]:
    """Return the character positions a line may end before, the end of the paragraph included."""
    text = measured.text
    allowed = [True] * (len(text) + 1)
    for start, stop in measured.kept:
        allowed[start + 1 : stop] = [False] * (stop - start - 1)
    for index in range(1, len(text)):
        if text[index] in NO_START or text[index - 1] in NO_END or text[index] == " ":
            allowed[index] = False
    limit = min(MAX_KEPT_EM * measured.column.size,
                measured.column.width - max(measured.column.first, measured.column.rest))
    found: list[int] = []
    previous = 0
    for index in range(1, len(text) + 1):
        if not allowed[index]:
            continue
        if measured.sum_advance[index] - measured.sum_advance[previous] > limit:
            found.extend(_emergency(measured, previous, index, limit))
        found.append(index)
        previous = index
    return found


def _emergency(measured: _Measured, start: int, stop: int, limit: float) -> list[int]:
    """Return breaks inside a run too long for a line: after separators, and where those are too far apart."""
    text, sums = measured.text, measured.sum_advance
    inside = range(start + 1, stop)
    lawful = [i for i in inside if text[i] not in NO_START and text[i - 1] not in NO_END]
    breaks = [i for i in lawful if _SEPARATOR.match(text[i - 1])]
    for candidates, most in ((lawful, limit / 3), (list(inside), limit)):
        edges = [start, *breaks, stop]
        for left, right in pairwise(edges):
            if sums[right] - sums[left] > most:
                breaks.extend(i for i in candidates if left < i < right)
        breaks.sort()
    for index in breaks:
        measured.gap[index - 1] = 1.0
    measured.sum_gap = list(accumulate(measured.gap, initial=0.0))
    return breaks


def _greedy(measured: _Measured, breaks: list[int]) -> list[int]:
    """Return the line ends when each line takes what makes it look best and looks no further."""
    reaches = [measured.sum_advance[b] for b in breaks]
    ends: list[int] = []
    start, position = 0, 0
    while position < len(breaks):
        nearly_full = measured.sum_advance[start] + measured.room(start) * 0.8
        step = max(position, bisect_left(reaches, nearly_full) - 1)
        position, best_badness = step, float("inf")
        while step < len(breaks):
            badness = measured.badness(start, breaks[step])
            if badness is None:
                break
            if badness <= best_badness or step == len(breaks) - 1:
                position, best_badness = step, badness
            step += 1
        start = breaks[position]
        ends.append(start)
        position += 1
    return ends


def _total_fit(measured: _Measured, breaks: list[int], fullness: float) -> list[int] | None:
    """Return the line ends with the least ugliness over the whole paragraph, or None when none was found.

    Lines filled less than the fullness, as a part of the column, are not weighed.
    """
    cost: dict[int, float] = {0: 0.0}
    origin: dict[int, int] = {}
    reach, least = measured.column.width * 1.1, measured.column.width * fullness
    starts = [0]
    for stop in breaks:
        final = stop == breaks[-1]
        starts = [s for s in starts if measured.sum_advance[stop] - measured.sum_advance[s] <= reach]
        for start in starts:
            if not final and measured.sum_advance[stop] - measured.sum_advance[start] < least:
                break
            badness = measured.badness(start, stop)
            if badness is None:
                continue
            slack = measured.room(start) - (measured.sum_advance[stop] - measured.sum_advance[start])
            if final and slack >= 0:
                badness = 0.0
            total = cost[start] + badness
            if total < cost.get(stop, float("inf")):
                cost[stop], origin[stop] = total, start
        if stop in cost:
            starts.append(stop)
    if breaks[-1] not in origin:
        return None
    ends = [breaks[-1]]
    while origin[ends[-1]]:
        ends.append(origin[ends[-1]])
    return ends[::-1]


def _set(measured: _Measured, start: int, stop: int, last: bool) -> Line:
    """Return the line with the surplus shared out over its gaps, or taken from its marks."""
    column = measured.column
    stop = measured.end(start, stop)
    indent = column.first if start == 0 else column.rest
    slack = measured.room(start) - (measured.sum_advance[stop] - measured.sum_advance[start])
    stretch = ratio = 0.0
    if slack >= 0:
        gaps = measured.sum_gap[max(stop - 1, start)] - measured.sum_gap[start]
        if column.justify and not last and gaps:
            stretch = slack / gaps
    else:
        tail = measured.tail[stop - 1]
        inner = measured.sum_shrink[stop - 1] - measured.sum_shrink[start]
        if -slack > tail and inner:
            ratio = (-slack - tail) / inner
    x = indent
    xs: list[float] = []
    most = MAX_INNER_SHRINK_EM * column.size
    for advance, gap, tail in zip(measured.advance[start:stop], measured.gap[start:stop], measured.tail[start:stop],
                                  strict=True):
        xs.append(x)
        x += advance + stretch * gap
        if ratio:
            x -= ratio * min(tail, most)
    x -= stretch * measured.gap[stop - 1]  # nothing is stretched or taken after the last character …
    if slack < 0:
        tail = measured.tail[stop - 1]  # … but the white of its own mark
        x += ratio * min(tail, most) - min(tail, -slack)
    for index, by in measured.shift.items():
        if start <= index < stop:
            xs[index - start] += by  # the second of two opening marks stands in the white of the first
    return Line(measured.text[start:stop], tuple(xs), round(x, 3), last)


def break_lines(text: str, column: Column, width: Callable[[str], float]) -> list[Line]:
    """Break one paragraph into lines.

    No line begins with a closing mark or ends with an opening one, numbers, dates and 文号 stay whole, adjacent
    marks are squeezed, and every line but the last ends at the right edge (GB/T 9704-2012 grid; GB/T 15834 on marks).

    Args:
        text: one paragraph without line feeds.
        column: where it is set.
        width: advance of a character in em.
    """
    text, spans = _unlit(text)
    if not text:
        return []
    measured = _Measured(text, column, width)
    breaks = _opportunities(measured)
    ends = _greedy(measured, breaks)
    if column.justify and _loose(measured, ends):
        ends = _total_fit(measured, breaks, NEARLY_FULL) or _total_fit(measured, breaks, HALF_FULL) or ends
    lines: list[Line] = []
    start = 0
    for stop in ends:
        line = _set(measured, start, stop, stop == ends[-1])
        lines.append(_light(line, start, spans) if spans else line)
        start = stop
    return lines


def _unlit(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without the marks around lit words, and where these words stand."""
    if LIT_ON not in text and LIT_OFF not in text:
        return text, []
    plain, spans, begun = "", [], 0
    for part in re.split(f"([{LIT_ON}{LIT_OFF}])", text):
        if part == LIT_ON:
            begun = len(plain)
        elif part == LIT_OFF:
            spans.append((begun, len(plain)))
        else:
            plain += part
    return plain, spans


def _light(line: Line, start: int, spans: list[tuple[int, int]]) -> Line:
    """Return a line that begins at a character of its paragraph with the edges of its lit words."""
    edges = (*line.xs, line.right)
    found = []
    for first, stop in spans:
        left, right = max(first - start, 0), min(stop - start, len(line.text))
        if left < right:
            found.append((edges[left], edges[right]))
    return replace(line, lit=tuple(found))


def _loose(measured: _Measured, ends: list[int]) -> bool:
    """Return whether a line but the last is stretched so far that the whole paragraph is worth weighing."""
    starts = [0, *ends]
    return any((measured.badness(a, b) or 0.0) > GOOD_GAP_EM**2
               for a, b in zip(starts[:-2], ends[:-1], strict=True))
