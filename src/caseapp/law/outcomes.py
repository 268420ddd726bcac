"""The outcome taxonomy (办理结果): choosing one fixes letter, legal basis, annual row and remedy together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseapp.law.errors import LawRefusal


class UnknownOutcome(LawRefusal):
    """An outcome the taxonomy does not hold."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis and the days on which it may be cited (None = open end)."""

    text: str
    start: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a request may end.

    Attributes:
        row: number row of annual table 三 in the 2021 format (1..25).
        remedy: A, B, mixed or none (see remedies).
        review: ``required``, ``asked`` or ``none``: what 保密审查 it needs before the reply.
        letter: id of the reply template; "" when no letter goes out.
        discloses: True when something is given to the applicant.
        item: how a reply to several items concludes one of this outcome, "" when it can be none of several.
        item_help: what the handler writes for such an item.
        items: what was asked and how each is answered, in a reply to several items; empty for one.
    """

    id: str
    label: str
    row: int
    remedy: str
    review: str
    letter: str
    discloses: bool
    basis: tuple[Basis, ...]
    item: str = ""
    item_help: str = ""
    items: tuple[Item, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The outcomes in it: of each item, or its own."""
        return frozenset(item.outcome.id for item in self.items) or frozenset({self.id})

    def basis_on(self, day: date) -> str:
        """Return the legal basis in force on the day of the decision, "" where the law names none."""
        for item in self.basis:
            if (item.start is None or item.start <= day) and (item.until is None or day <= item.until):
                return item.text
        return ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things asked for in a request, and its own outcome."""

    asked: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All outcomes by id, in the order of annual table 三."""

    items: Mapping[str, Outcome]

    def __getitem__(self, key: str) -> Outcome:
        try:
            return self.items[key]
        except KeyError:
            raise UnknownOutcome(f"没有“{key}”这种办理结果，请从列表中选择。") from None

    def of_row(self, row: int) -> Outcome:
        """Return the first outcome counted in a row of table 三 (imports know the row only).

        Raises:
            UnknownOutcome: the row holds no result.
        """
        for item in self.items.values():
            if item.row == row:
                return item
        raise UnknownOutcome(f"年度表三第 {row} 行不是办理结果，请核对。")
