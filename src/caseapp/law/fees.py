"""Information processing fees (信息处理费), 国办函〔2020〕109号, in force 2021-01-01."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.law.errors import LawRefusal

IN_FORCE_FROM = date(2021, 1, 1)
ARTICLE = "国办函〔2020〕109号"


class FeeCountWrong(LawRefusal):
    """A count that is no count."""


@dataclass(frozen=True, slots=True)
class FeeTier:
    """One step of the tariff: how many units at what price.

    Attributes:
        first, last: the units the step covers (件 or 页).
        unit_yuan: yuan a unit.
        yuan: the sum of the step.
    """

    first: int
    last: int
    unit_yuan: int
    yuan: int


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan with its steps."""

    yuan: int
    tiers: tuple[FeeTier, ...]


def fee_by_items(items: int) -> Fee:
    """Return the fee for an applicant's count of requests in one calendar month (按件), yuan.

    1-10 free; 11-30 at 100 yuan each; from 31 in blocks of ten, each block 100 yuan dearer (国办函〔2020〕109号; the
    block reading is the usual one).

    Raises:
        FeeCountWrong: not between 0 and 100,000.
    """
    _check(items, "件数")
    bounds = [(1, 10, 0), (11, 30, 100)]
    start, price = 31, 200
    while start <= items:
        bounds.append((start, start + 9, price))
        start, price = start + 10, price + 100
    return _sum(items, bounds)


def fee_of_next(items: int) -> int:
    """Return what one request more in a calendar month adds to the fee by item (按件), yuan (国办函〔2020〕109号).

    Raises:
        FeeCountWrong: not between 0 and 99,999.
    """
    return fee_by_items(items + 1).yuan - fee_by_items(items).yuan


def fee_by_pages(pages: int) -> Fee:
    """Return the fee for the pages given in one request (按量), yuan.

    1-30 free; 31-100 at 10 yuan; 101-200 at 20; from 201 at 40 (国办函〔2020〕109号).

    Raises:
        FeeCountWrong: not between 0 and 100,000.
    """
    _check(pages, "页数")
    return _sum(pages, [(1, 30, 0), (31, 100, 10), (101, 200, 20), (201, max(pages, 201), 40)])


def _sum(count: int, bounds: list[tuple[int, int, int]]) -> Fee:
    tiers = []
    for first, last, price in bounds:
        if count < first:
            break
        end = min(count, last)
        tiers.append(FeeTier(first, end, price, (end - first + 1) * price))
    return Fee(sum(tier.yuan for tier in tiers), tuple(tiers))


def _check(count: int, what: str) -> None:
    if not 0 <= count <= 100_000:
        raise FeeCountWrong(f"{what}应当在 0 至 100000 之间，现在是 {count}。", ARTICLE)
