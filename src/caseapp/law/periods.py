"""The statutory periods (期限) as dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseapp.law.errors import LawRefusal


class OlderLaw(LawRefusal):
    """A receipt before the 2019 条例; its clock was another and is not computed here."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its length and the provision it stands in.

    Attributes:
        days: working days, unless the name says otherwise.
        article: the provision cited in traces and letters.
    """

    id: str
    days: int
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of one version of the 条例, in force from a day."""

    in_force_from: date
    items: Mapping[str, Period]

    def __getitem__(self, key: str) -> Period:
        return self.items[key]

    def days(self, key: str) -> int:
        """Return the length of a period (working days)."""
        return self.items[key].days

    def refuse_older(self, received: date) -> None:
        """Refuse a receipt before these periods came into force.

        Raises:
            OlderLaw: received before 2019-05-15.
        """
        if received < self.in_force_from:
            start = self.in_force_from
            raise OlderLaw(
                f"{received.isoformat()} 收到的申请适用修订前的条例（现行条例自 {start.year} 年 {start.month} 月 "
                f"{start.day} 日起施行），本程序不推算其期限；旧件可以由台账导入作为历史。",
                "条例第五十六条",
            )
