"""A reply to several items: an outcome each, one letter, one counted row, the remedies of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseapp.law.errors import LawRefusal
from caseapp.law.outcomes import Item, Outcome, Outcomes

LETTER = "reply_several"
FEWEST, MOST = 2, 20
_WITHHELD_ROWS = range(5, 13)  # （三）不予公开 of annual table 三
_REVIEWS = ("none", "asked", "required")  # the stricter the later


class ItemsRefused(LawRefusal):
    """Items that make no reply together."""


def counted(items: Sequence[Item], outcomes: Outcomes) -> Outcome:
    """Return the outcome a reply to several items is counted by: one row for one request.

    部分公开 when anything is withheld beside something given (the form of table 三 counts 区分处理 there alone);
    otherwise what is given, else what is withheld, else the first item (practice).
    """
    given = [item.outcome for item in items if item.outcome.discloses]
    withheld = [item.outcome for item in items if item.outcome.row in _WITHHELD_ROWS]
    if any(outcome.id == "partial" for outcome in given) or (given and withheld):
        return outcomes["partial"]
    return next(iter(given or withheld), items[0].outcome)


def several(items: Sequence[Item], counts_as: Outcome) -> Outcome:
    """Return what several items come to together: the row counted, the letter, the remedy, the review.

    The remedy is "mixed" where one item rests on 条例第十四、十五、十六条 and another does not (行政复议法第二十三条):
    复议 first for the one, either way for the rest. The review is the strictest any item asks for.

    Args:
        items: two or more.
        counts_as: the outcome counted.

    Raises:
        ItemsRefused: too few or too many, nothing said of what was asked, or an outcome that ends a request whole.
    """
    if not FEWEST <= len(items) <= MOST:
        raise ItemsRefused(f"逐项答复应当有 {FEWEST} 至 {MOST} 项，现在是 {len(items)} 项。")
    for number, item in enumerate(items, start=1):
        if not item.asked.strip():
            raise ItemsRefused(f"第 {number} 项没有写申请的内容。")
        if not item.outcome.item:
            raise ItemsRefused(f"“{item.outcome.label}”是对整件申请的处理，不能作为其中的第 {number} 项。")
    remedies = {item.outcome.remedy for item in items}
    return replace(
        counts_as,
        remedy=remedies.pop() if len(remedies) == 1 else "mixed",
        review=max((item.outcome.review for item in items), key=_REVIEWS.index),
        letter=LETTER,
        discloses=any(item.outcome.discloses for item in items),
        basis=(),
        item="",
        item_help="",
        items=tuple(items),
    )
