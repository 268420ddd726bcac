"""信息处理费, 国办函〔2020〕109号: vectors of the tariff and of published reports."""

from __future__ import annotations

import pytest

from caseapp.law.fees import FeeCountWrong, fee_by_items, fee_by_pages


@pytest.mark.parametrize(
    ("items", "yuan"), [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000)]
)
def test_by_item_in_one_calendar_month(items: int, yuan: int) -> None:
    assert fee_by_items(items).yuan == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(30, 0), (31, 10), (44, 140), (57, 270), (72, 420), (100, 700), (109, 880), (119, 1080), (200, 2700), (201, 2740)],
)
def test_by_page_of_one_request(pages: int, yuan: int) -> None:
    fee = fee_by_pages(pages)
    assert fee.yuan == yuan
    assert sum(tier.yuan for tier in fee.tiers) == yuan


@pytest.mark.parametrize("count", [-1, 100_001])
def test_an_absurd_count_is_refused(count: int) -> None:
    with pytest.raises(FeeCountWrong):
        fee_by_items(count)
    with pytest.raises(FeeCountWrong):
        fee_by_pages(count)
