"""A second clock, counted on the fingers from the 条例: one day after the other, no index, no merged intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseapp.law.calendar import NoticeDay
from caseapp.law.facts import Fact

DAY = timedelta(days=1)


@dataclass
class Asked:
    """One consultation: who, when sent, when the other side had it, when it answered."""

    party: str
    sent: date
    had: date | None = None
    answered: date | None = None


@dataclass
class Story:
    """What happened to one request."""

    received: date
    asked: list[Asked] = field(default_factory=list)
    corrected: tuple[date, date] | None = None
    paid: tuple[date, date] | None = None
    extended: tuple[date, int] | None = None

    def facts(self) -> list[Fact]:
        """Return the facts the program is given."""
        found = []
        for number, item in enumerate(self.asked, start=1):
            label = str(number)
            found.append(Fact(f"{item.party}_sent", item.sent, label))
            if item.had:
                found.append(Fact(f"{item.party}_received", item.had, label))
            if item.answered:
                found.append(Fact(f"{item.party}_replied", item.answered, label))
        if self.corrected:
            found.append(Fact("clarification_sent", self.corrected[0], detail={"term": 15}))
            found.append(Fact("clarification_received", self.corrected[1]))
        if self.paid:
            found += [Fact("fee_noticed", self.paid[0]), Fact("fee_paid", self.paid[1])]
        if self.extended:
            found.append(Fact("extended", self.extended[0], detail={"days": self.extended[1]}))
        return found

    def last_day(self) -> date:
        """Return the day of the latest fact."""
        return max([self.received, *(fact.on for fact in self.facts())])


def works(day: date, named: Mapping[date, NoticeDay]) -> bool:
    """Tell whether a day is a working day by the notices."""
    if day in named:
        return named[day].kind == "上班日"
    return day.weekday() < 5


def naive_due(story: Story, today: date, named: Mapping[date, NoticeDay]) -> date:
    """Return the last day for the reply, counted day by day."""
    begin, restarted = story.received, False
    for again in (story.corrected, story.paid):
        if again is not None and (not restarted or again[1] > begin):
            begin, restarted = again[1], True
    wanted = 20
    if story.extended and (not restarted or story.extended[0] >= begin):
        wanted += story.extended[1]
    as_of = max(today, story.last_day())
    out: set[date] = set()
    for item in story.asked:
        if restarted and item.sent < begin:
            continue
        until = as_of
        if item.had is not None:
            lapse, counted = item.had, 0
            while counted < 15:
                lapse += DAY
                counted += works(lapse, named)
            until = min(until, lapse)
        if item.answered is not None:
            until = min(until, item.answered)
        day = item.sent
        while day < until:
            day += DAY
            out.add(day)
    day, counted = begin, 0
    while counted < wanted:
        day += DAY
        if works(day, named) and day not in out:
            counted += 1
    return day
