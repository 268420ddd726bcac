"""What in a text may have to be masked before it is disclosed: found and shown, never decided.

Why each class is looked for: 条例第十四条、第十五条, 保密法第三十五条, 个人信息保护法第四条, 统计法第二十八条.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from caseapp.material.mail import find_mail
from caseapp.material.names import find_names
from caseapp.material.numbers import CARD, CODE, ID, LANDLINE, MOBILE, find_numbers
from caseapp.material.places import find_places
from caseapp.material.wording import INNER, SECRECY, find_wording

MAIL, PLACE, NAME = "电子邮箱", "地址", "个人姓名"
KINDS: tuple[str, ...] = (SECRECY, INNER, ID, CODE, CARD, MOBILE, LANDLINE, MAIL, PLACE, NAME)
"""The classes of hits, in the order they are shown."""


Span: TypeAlias = "tuple[str, int, int]"
"""A class, and where a hit begins and ends."""


class Found(NamedTuple):
    """A hit in a text: its class, its characters as they stand, and where they begin and end."""

    kind: str
    text: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """Return the hits of a text in the order they stand, none inside another.

    Time is linear in the length. Cells of a table are set apart by a tab and its rows by U+001E; no number crosses
    either.
    """
    taken: list[Span] = [(MAIL, *span) for span in find_mail(text)]
    taken += _outside(taken, find_numbers(text))
    taken.sort(key=_start)
    taken += _outside(taken, ((PLACE, *span) for span in find_places(text)))
    taken.sort(key=_start)
    personal = [span for span in taken if span[0] != PLACE]
    taken += dict.fromkeys(_outside(taken, ((NAME, *span) for span in find_names(text, personal))))
    taken += find_wording(text)
    return [Found(kind, text[start:end], start, end) for kind, start, end in sorted(taken, key=_start)]


def _start(span: Span) -> int:
    return span[1]


def _outside(taken: list[Span], spans: Iterable[Span]) -> list[Span]:
    """Return the spans that touch none of those taken, which stand in order and apart."""
    starts = [start for _, start, _ in taken]
    free = []
    for span in spans:
        at = bisect_left(starts, span[2])
        if not at or taken[at - 1][2] <= span[1]:
            free.append(span)
    return free
