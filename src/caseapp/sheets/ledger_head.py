"""Where the table of an old ledger begins: its header among titles, one row of it or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseapp import resources
from caseapp.law.ledger_words import REQUIRED, LedgerWords, plain
from caseapp.sheets.errors import SheetError
from caseapp.sheets.raw import Grid, Raw, Sheet, read_sheets
from caseapp.sheets.values import CellError, as_day

HEAD_ROWS = 10
"""How many rows from the top are looked through for the header."""
_LONGEST = 40
"""Characters of a heading; longer text is a title or a note."""


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The table found in a file.

    Attributes:
        names: headings of the columns in their order, "" for one without; those of two rows joined.
        rows: number in the file and cells of every row below the header.
        hidden: numbers of hidden rows among them.
        others: further sheets that look like a ledger and are not read.
    """

    names: tuple[str, ...]
    rows: Grid
    hidden: frozenset[int]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """A header that may be the one."""

    names: tuple[str, ...]
    known: frozenset[str]
    below: int
    score: tuple[int, int, int, int, int]

    @property
    def complete(self) -> bool:
        return set(REQUIRED) <= self.known


def find_table(path: Path) -> LedgerTable:
    """Return the table of a file: the first sheet whose header is known, else the one most like a table.

    Raises:
        SheetError: the file cannot be read, a heading stands twice, or nothing in it is like a header.
    """
    words = resources.load_ledger_words()
    found = [(sheet, head) for sheet in read_sheets(path) if (head := _best(sheet, words)) is not None]
    if not found:
        wanted = "、".join(REQUIRED)
        raise SheetError(f"“{path.name}”里找不到表头，请在第一行写明列名，至少要有 {wanted}。")
    complete = [pair for pair in found if pair[1].complete]
    sheet, head = complete[0] if complete else max(found, key=lambda pair: len(pair[1].known))
    _require_once(head.names)
    others = tuple(other.name for other, _ in complete if other is not sheet)
    return LedgerTable(head.names, sheet.rows[head.below :], sheet.hidden, others)


def _require_once(names: tuple[str, ...]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if name and count > 1)
    if twice:
        raise SheetError(f"表头里“{twice[0]}”出现了两次，请改成不同的列名再导入。")


def _best(sheet: Sheet, words: LedgerWords) -> _Head | None:
    return max(_candidates(sheet, words), key=lambda head: head.score, default=None)


def _candidates(sheet: Sheet, words: LedgerWords) -> Iterator[_Head]:
    top = sheet.rows[:HEAD_ROWS]
    for place, (number, cells) in enumerate(top):
        upper = [_heading(cell) for cell in cells]
        if head := _head(upper, place + 1, words, pair=False, parted=False):
            yield head
        if place + 1 == len(top):
            continue
        lower = [_heading(cell) for cell in top[place + 1][1]]
        joined = _joined(sheet, number, upper, lower, words)
        if joined and (
            head := _head(joined, place + 2, words, pair=True, parted=_parted(upper, lower, words))
        ):
            yield head


def _head(names: list[str | None], below: int, words: LedgerWords, *, pair: bool, parted: bool) -> _Head | None:
    """Return a header with how good it is; None for a row with a number, a date or a sentence in it."""
    if any(name is None for name in names):
        return None
    while names and not names[-1]:
        names = names[:-1]
    given = [name for name in names if name]
    if len(given) < len(REQUIRED):
        return None
    known = frozenset(column for name in given if (column := words.column(name)))
    once = len(set(given)) == len(given)
    score = (len(known), once, parted, not pair, -below)
    return _Head(tuple(name or "" for name in names), known, below, score)


def _heading(cell: Raw) -> str | None:
    """Return a cell as a heading, "" for an empty one, None where no heading looks like that."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return None
    text = "".join(cell.split())
    if len(text) > _LONGEST or (text and text[0].isdecimal() and _is_day(text)):
        return None
    return text


def _is_day(text: str) -> bool:
    try:
        return isinstance(as_day(text), date)
    except CellError:
        return False


def _parted(upper: list[str | None], lower: list[str | None], words: LedgerWords) -> bool:
    """Tell whether a second row only divides some columns of the first: below its own headings it is empty."""
    pairs = list(zip(upper, lower, strict=False))
    own = [(words.column(above), below) for above, below in pairs if above]
    required = [below for column, below in own if column in REQUIRED]
    return bool(required) and not any(required) and sum(1 for text in lower if text) > 1


def _joined(
    sheet: Sheet, number: int, upper: list[str | None], lower: list[str | None], words: LedgerWords
) -> list[str | None]:
    """Return the headings of two rows: a group above its parts is put before each; [] where the upper row has none."""
    width = max(len(upper), len(lower))
    above, below = (row + [""] * (width - len(row)) for row in (upper, lower))
    groups = _groups(sheet, number, above, below)
    if not any(groups):
        return []
    often = Counter(below)
    names: list[str | None] = []
    for group, high, low in zip(groups, above, below, strict=True):
        if low is None or high is None:
            names.append(None)
        elif not group or not low:
            names.append(low if not high else high if not low else high + low)
        elif plain(group) in words.groups and often[low] == 1:
            names.append(low)
        else:
            names.append(group + low)
    return names


def _groups(sheet: Sheet, number: int, above: list[str | None], below: list[str | None]) -> list[str]:
    """Return the group each column stands under, "" for none: merged cells tell, else blanks right of a heading."""
    groups = [""] * len(above)
    near = [area for area in sheet.merged if area[1] <= number + 1 and area[3] >= number]
    if near:
        for left, right in [(left, right) for left, top, right, _ in near if top == number and right > left]:
            for column in range(left, min(right + 1, len(above))):
                groups[column] = above[left] or "" if left < len(above) else ""
        return groups
    current = ""
    for column, (high, low) in enumerate(zip(above, below, strict=True)):
        if high:
            current = high if low else ""
        groups[column] = current if low else ""
    return groups
