"""The order of the office: no fact may be dated before what it rests on, however it came into the record."""

from __future__ import annotations

from collections.abc import Iterable

from caseapp.law.errors import LawRefusal
from caseapp.law.facts import FACT_KINDS, Fact, first, last


class OutOfOrder(LawRefusal):
    """A fact dated before the one it rests on."""


# earlier, later: the later one rests on the earlier one
_PAIRS: tuple[tuple[str, str], ...] = (
    ("arrived", "received"),
    ("outcome_decided", "submitted"),
    ("review_signed", "signed_off"),
    ("review_signed", "finalised"),
    ("submitted", "signed_off"),
    ("signed_off", "finalised"),
    ("finalised", "sealed"),
    ("finalised", "served"),
    ("sealed", "served"),
    ("served", "returned"),
    ("served", "archived"),
    ("transferred", "department_replied"),
    ("reasons_asked", "reasons_given"),
    ("extended", "extension_told"),
    ("withdrawn", "archived"),
    ("reconsideration_filed", "reconsideration_answered"),
    ("reconsideration_filed", "reconsideration_decided"),
    ("suit_filed", "suit_answered"),
    ("suit_filed", "suit_decided"),
)

# Where the first of several is what the later fact rests on: served again, handed over again.
_FIRST_COUNTS = frozenset({"served", "transferred", "extended", "reconsideration_filed", "suit_filed"})


def check_sequence(facts: Iterable[Fact]) -> None:
    """Refuse facts out of the order of 保密审查、送签、签发、定稿、用印、送达、归档 (条例第十七条).

    Raises:
        OutOfOrder: naming both facts and their days.
    """
    facts = list(facts)
    for earlier, later in _PAIRS:
        before = first(facts, earlier) if earlier in _FIRST_COUNTS else last(facts, earlier)
        after = first(facts, later)
        if before is not None and after is not None and after.on < before.on:
            raise OutOfOrder(
                f"“{FACT_KINDS[later]}”的日期 {after.on} 早于“{FACT_KINDS[earlier]}”的 {before.on}，请核对日期。"
            )
