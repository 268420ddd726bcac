"""What filling a template may take: turns of its loops, characters of its text; nothing in it goes on for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import pass_context
from jinja2.runtime import Context


@dataclass(slots=True)
class Work:
    """What filling a template may still take: turns of its loops, characters of its text."""

    turns: int = 2_000_000
    characters: int = 20_000_000


TRIAL_TURNS, TRIAL_CHARACTERS = 20_000, 200_000
MAX_RANGE = 1000


@pass_context
def turns(context: Context, values: Iterable[object]) -> list[object]:
    """Return what a loop goes over, its turns counted before the first is taken."""
    found = list(values)
    work = context["_work"]
    work.turns -= len(found)
    if work.turns < 0:
        raise ValueError("循环的次数太多")
    return found


def range_(*bounds: int) -> range:
    """Return the numbers of a loop that counts.

    Raises:
        ValueError: more of them than any document needs.
    """
    found = range(*bounds)
    if len(found) > MAX_RANGE:
        raise ValueError(f"range 最多 {MAX_RANGE} 个数")
    return found


def replace(value: object, old: str, new: str) -> str:
    """Return a text with one wording in place of another.

    Raises:
        ValueError: the text would swell.
    """
    text, old, new = str(value), str(old), str(new)
    if len(text) + text.count(old) * len(new) > TRIAL_CHARACTERS:
        raise ValueError("replace 的结果太长")
    return text.replace(old, new)
