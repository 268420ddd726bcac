"""What the annual report tells beside its tables: channels, punctuality, steps, days used, topics, fees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from caseapp import resources
from caseapp.casework.ledger.lists import LedgerLine, ledger_page
from caseapp.casework.office import Office, Refused
from caseapp.casework.year.year_disputes import dispute_facts
from caseapp.law.disputes import RESULTS, counted_disputes
from caseapp.law.parties import CHANNELS, REPORT_CHANNELS

OTHER_TOPIC = "其他"
_STEPS: dict[str, tuple[str, ...]] = {
    "clarified": ("clarification_sent",),
    "consulted": ("third_party_sent", "organ_sent"),
    "extended": ("extended",),
    "redone": ("redo_ordered",),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The quantities of a year outside the tables.

    Attributes:
        channels: reported heading to requests received.
        on_time, judged: closed in time, of those whose deadline is known.
        fees_yuan: information fees of the year (yuan).
        clarified, consulted, extended, redone: cases with the step in the year.
        corrected: 复议 and 诉讼 decided against the office.
        days_median, days_longest: working days used by what was closed, None where none is known.
        topics: topic to requests received.
        received_by_month, closed_by_month: twelve numbers.
    """

    channels: Mapping[str, int]
    on_time: int
    judged: int
    fees_yuan: int
    clarified: int
    consulted: int
    extended: int
    redone: int
    corrected: int
    days_median: float | None
    days_longest: int | None
    topics: Mapping[str, int]
    received_by_month: tuple[int, ...]
    closed_by_month: tuple[int, ...]

    @property
    def on_time_rate(self) -> float | None:
        """按期答复率, None when nothing closed could be judged."""
        return self.on_time / self.judged if self.judged else None

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {**asdict(self), "on_time_rate": self.on_time_rate}


def figures_of(kept: Mapping[str, Any]) -> Figures:
    """Return figures kept as JSON values."""
    values = {key: kept[key] for key in Figures.__slots__}
    months = {key: tuple(values[key]) for key in ("received_by_month", "closed_by_month")}
    platform = next((name for name in values["channels"] if name not in REPORT_CHANNELS), "")
    order = {"channels": [heading or platform for heading in REPORT_CHANNELS], "topics": [*_topics(), OTHER_TOPIC]}
    for key, names in order.items():  # a kept mapping has lost its order
        values[key] = {name: values[key][name] for name in dict.fromkeys([*names, *values[key]]) if name in values[key]}
    return Figures(**{**values, **months})


def count_figures(office: Office, year: int) -> Figures:
    """Count the figures of a year."""
    record = office.record
    on_time, judged = record.count_on_time(year)
    median, longest = record.days_used(year)
    received, closed = record.by_month(year)
    topics = dict.fromkeys([*_topics(), OTHER_TOPIC], 0)
    for _, request in record.requests_received(year):
        topics[topic_of(request)] += 1
    disputes = counted_disputes(year, dispute_facts(office))
    return Figures(
        channels=_channels(office, year),
        on_time=on_time,
        judged=judged,
        fees_yuan=sum(int(f.detail.get("yuan", 0)) for f in record.standing_facts(["fee_paid"]) if f.on.year == year),
        corrected=sum(results.get(RESULTS[1], 0) for results in disputes.values()),
        days_median=median,
        days_longest=longest,
        topics={name: count for name, count in topics.items() if count},
        received_by_month=tuple(received),
        closed_by_month=tuple(closed),
        **{name: len(record.ids_with_fact(kinds, year)) for name, kinds in _STEPS.items()},
    )


def figure_cases(office: Office, year: int, key: str, today: date) -> list[LedgerLine]:
    """Return the cases behind a figure.

    Args:
        office: the open record.
        year: the year.
        key: ``channel:HEADING``, ``topic:NAME``, ``month:N``, ``late``, ``on_time``, ``longest``, ``fees``, or a step.
        today: the day their status is judged by.

    Raises:
        Refused: no such figure.
    """
    return ledger_page(office, _ids(office, year, key), today)


def _ids(office: Office, year: int, key: str) -> list[int]:
    record = office.record
    what, _, name = key.partition(":")
    if what == "channel":
        return record.ids_received(year, channels=[c for c in CHANNELS if _heading(office, c) == name])
    if what == "topic" and name in (*_topics(), OTHER_TOPIC):
        return [case for case, request in record.requests_received(year) if topic_of(request) == name]
    if what == "month" and name.isdecimal() and 1 <= int(name) <= 12:
        return record.ids_received(year, month=int(name))
    if what in ("late", "on_time"):
        return record.ids_closed(year, on_time=what == "on_time")
    if what == "longest":
        longest = record.days_used(year)[1]
        return [] if longest is None else record.ids_closed(year, used_days=longest)
    if what == "fees":
        return record.ids_with_fact(["fee_paid"], year)
    if what in _STEPS:
        return record.ids_with_fact(_STEPS[what], year)
    raise Refused(f"没有“{key}”这一项数字。")


def topic_of(request: str) -> str:
    """Return the topic of a request by its words."""
    return next((name for name, words in _topics().items() if any(word in request for word in words)), OTHER_TOPIC)


def _topics() -> dict[str, tuple[str, ...]]:
    return resources.load_topics()


def _heading(office: Office, channel: str) -> str:
    heading = CHANNELS[channel].reported if channel in CHANNELS else ""
    return heading or office.profile.platform_name or "网络平台"


def _channels(office: Office, year: int) -> dict[str, int]:
    """Return the reported headings in their order; the platform stands under the office's own name."""
    platform = office.profile.platform_name or "网络平台"
    totals = dict.fromkeys([heading or platform for heading in REPORT_CHANNELS], 0)
    for channel, count in office.record.count_channels(year).items():
        totals[_heading(office, channel)] += count
    return totals
