"""Several items in one request: one letter, one counted row, remedies for each kind (domain: mixed replies)."""

from __future__ import annotations

import pytest

from caseapp import resources
from caseapp.law.outcomes import Item
from caseapp.law.several import ItemsRefused, counted, several

OUTCOMES = resources.load_outcomes()


def items(*ids):
    return [Item(f"第{n}项", OUTCOMES[key]) for n, key in enumerate(ids, start=1)]


@pytest.mark.parametrize(
    ("ids", "row", "remedy", "review", "discloses"),
    [
        (("provided", "forbidden_by_law", "not_existing"), 4, "mixed", "required", True),
        (("already_public", "internal_affairs"), 4, "mixed", "required", True),
        (("provided", "partial"), 4, "mixed", "required", True),
        (("provided", "not_existing"), 3, "B", "required", True),
        (("provided", "already_public"), 3, "B", "required", True),
        (("not_responsible", "provided"), 3, "B", "required", True),
        (("forbidden_by_law", "state_secret"), 6, "A", "asked", False),
        (("not_existing", "third_party_rights"), 8, "mixed", "asked", False),
        (("not_existing", "petition"), 13, "B", "none", False),
        (("petition", "not_existing"), 16, "B", "none", False),
        (("provided", "special_query"), 4, "B", "required", True),
    ],
)
def test_items_together_fix_row_remedy_and_review(ids, row, remedy, review, discloses):
    together = several(items(*ids), counted(items(*ids), OUTCOMES))
    assert (together.row, together.remedy, together.review, together.discloses) == (row, remedy, review, discloses)
    assert together.letter == "reply_several"
    assert together.kinds == set(ids)


WHOLE = ["clarification_lapsed", "fee_lapsed", "withdrawn", "other", "unclear_after_clarification"]


@pytest.mark.parametrize("key", WHOLE)
def test_an_outcome_of_the_whole_request_is_no_item(key):
    with pytest.raises(ItemsRefused, match="对整件申请的处理"):
        several(items("provided", key), OUTCOMES["provided"])


def test_one_item_too_many_or_nothing_asked_is_refused():
    with pytest.raises(ItemsRefused, match="2 至 20 项"):
        several(items("provided"), OUTCOMES["provided"])
    with pytest.raises(ItemsRefused, match="2 至 20 项"):
        several(items(*["provided"] * 21), OUTCOMES["provided"])
    with pytest.raises(ItemsRefused, match="第 2 项没有写申请的内容"):
        several([*items("provided"), Item(" ", OUTCOMES["provided"])], OUTCOMES["provided"])


def test_every_item_says_what_it_rests_on_and_what_to_write():
    for outcome in OUTCOMES.items.values():
        if outcome.item:
            assert outcome.item_help.endswith("。"), outcome.id
            assert outcome.item.endswith("。")
            assert ("{basis}" in outcome.item) == bool(outcome.basis), outcome.id
