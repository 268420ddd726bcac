"""The outcome taxonomy (办理结果): choosing one fixes letter, legal basis, annual row and remedy together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseapp.law.errors import LawRefusal

CITED = re.compile(r"《[^《》]+》第[零〇一二三四五六七八九十百千0-9]+条[^《》]*")
"""How the article of a statute is written when the handler names it."""


class UnknownOutcome(LawRefusal):
    """An outcome the taxonomy does not hold."""


class ArticleMissing(LawRefusal):
    """A ground that rests on an article the handler must name, not named as one."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis and the days on which it may be cited (None = open end)."""

    text: str
    start: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """One of several statutory grounds of the same outcome, each with its own basis.

    Attributes:
        label: the label of an outcome on this ground.
        cites: the handler names the article; ``{cited}`` in the basis is its place.
    """

    id: str
    label: str
    basis: tuple[Basis, ...]
    cites: bool = False


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
        grounds: what it may rest on where that is not always the same; the first is meant unless another is named.
        ground: id of the ground it rests on, "" where it has but one.
        cited: the article the handler named for that ground.
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
    grounds: tuple[Ground, ...] = ()
    ground: str = ""
    cited: str = ""

    @property
    def key(self) -> str:
        """Id and, where it is not the first, the ground: ``id[:ground]``; the taxonomy reads it back."""
        usual = not self.grounds or self.ground in ("", self.grounds[0].id)
        return self.id if usual else f"{self.id}:{self.ground}"

    @property
    def named(self) -> str:
        """The key with the article the handler named, ``id:ground:article``."""
        return f"{self.key}:{self.cited}" if self.cited else self.key

    @property
    def cites(self) -> bool:
        """Whether the handler names the article it rests on."""
        return any(ground.cites for ground in self.grounds if ground.id == self.ground)

    @property
    def ground_label(self) -> str:
        """The label with the ground in it, the plain label where it has but one."""
        return next((ground.label for ground in self.grounds if ground.id == self.ground), self.label)

    @property
    def kept(self) -> dict[str, Any]:
        """What the record keeps of it."""
        parts = {"outcome": self.id, "ground": self.ground, "cited": self.cited}
        return {name: value for name, value in parts.items() if value}

    @property
    def kinds(self) -> frozenset[str]:
        """The outcomes in it: of each item, or its own."""
        return frozenset(item.outcome.id for item in self.items) or frozenset({self.id})

    def basis_on(self, day: date) -> str:
        """Return the legal basis in force on the day of the decision, "" where the law names none."""
        for item in self.basis:
            if (item.start is None or item.start <= day) and (item.until is None or day <= item.until):
                return item.text.replace("{cited}", self.cited or "（待写明的法律、行政法规条文）")
        return ""

    def on_ground(self, ground_id: str, cited: str = "") -> Outcome:
        """Return the outcome as it rests on one of its grounds, "" for the first.

        Raises:
            UnknownOutcome: no such ground.
        """
        if not self.grounds and not ground_id:
            return self
        for ground in self.grounds:
            if ground.id == (ground_id or self.grounds[0].id):
                named = cited.strip() if ground.cites else ""
                return replace(self, basis=ground.basis, ground=ground.id, cited=named)
        raise UnknownOutcome(f"办理结果“{self.label}”没有“{ground_id}”这种依据，请从列表中选择。")

    def require_article(self) -> None:
        """Refuse a ground whose article is not named.

        Raises:
            ArticleMissing: nothing named, or something that is no article of a statute.
        """
        if self.cites and not CITED.fullmatch(self.cited):
            raise ArticleMissing("请写明禁止公开的是哪部法律、行政法规的哪一条，例如《某某法》第十条。", "条例第十四条")


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things asked for in a request, and its own outcome."""

    asked: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All outcomes by id, in the order of annual table 三; a key may name the ground and its article.

    A key is ``id``, ``id:ground`` or ``id:ground:article``.
    """

    items: Mapping[str, Outcome]

    def __getitem__(self, key: str) -> Outcome:
        outcome_id, _, rest = key.partition(":")
        ground, _, cited = rest.partition(":")
        try:
            return self.items[outcome_id].on_ground(ground, cited)
        except KeyError:
            raise UnknownOutcome(f"没有“{outcome_id}”这种办理结果，请从列表中选择。") from None

    def kept(self, detail: Mapping[str, Any]) -> Outcome:
        """Return the outcome a record keeps (``Outcome.kept``).

        Raises:
            UnknownOutcome: not in the taxonomy.
        """
        named = self[str(detail["outcome"])]
        return named.on_ground(str(detail.get("ground", "")), str(detail.get("cited", "")))

    def __contains__(self, key: object) -> bool:
        try:
            self[str(key)]
        except UnknownOutcome:
            return False
        return True

    def of_row(self, row: int) -> Outcome:
        """Return the first outcome counted in a row of table 三 (imports know the row only).

        Raises:
            UnknownOutcome: the row holds no result.
        """
        for item in self.items.values():
            if item.row == row:
                return item
        raise UnknownOutcome(f"年度表三第 {row} 行不是办理结果，请核对。")
