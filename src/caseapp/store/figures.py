"""Counting what the annual report tells beside its tables: steps taken, days used, months, requests in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peewee import Expression, fn

from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import lines_of, tuples
from caseapp.store.models import CaseIndex, Fact


class FigureReads:
    """The part of the record that counts a year beside its tables."""

    _database: RecordDatabase

    def ids_with_fact(self, kinds: Iterable[str], year: int) -> list[int]:
        """Return the cases with a standing fact of some kinds dated in the year."""
        later = Fact.select(Fact.supersedes).where(Fact.supersedes.is_null(False))
        where = Fact.kind.in_(list(kinds)) & _in(Fact.on, year) & Fact.id.not_in(later)
        return [key for (key,) in lines_of(self._database, Fact.select(Fact.case).where(where).distinct())]

    def days_used(self, year: int) -> tuple[float | None, int | None]:
        """Return the median and the most working days used by what was closed in the year, None where none is known."""
        where = _in(CaseIndex.closed_on, year) & CaseIndex.used_days.is_null(False)
        count, most = tuples(
            self._database, CaseIndex.select(fn.COUNT(CaseIndex.case), fn.MAX(CaseIndex.used_days)).where(where)
        )[0]
        if not count:
            return None, None
        middle = (
            CaseIndex.select(CaseIndex.used_days)
            .where(where)
            .order_by(CaseIndex.used_days)
            .limit(2 - count % 2)
            .offset((count - 1) // 2)
        )
        days = [day for (day,) in lines_of(self._database, middle)]
        return sum(days) / len(days), most

    def by_month(self, year: int) -> tuple[list[int], list[int]]:
        """Return the cases received and the cases closed, of each of the twelve months."""
        return self._months(CaseIndex.received, year), self._months(CaseIndex.closed_on, year)

    def requests_received(self, year: int) -> list[tuple[int, str]]:
        """Return case id and the beginning of the request of the cases received in the year."""
        return lines_of(
            self._database, CaseIndex.select(CaseIndex.case, CaseIndex.request).where(_in(CaseIndex.received, year))
        )

    def ids_received(self, year: int, *, channels: Iterable[str] | None = None, month: int = 0) -> list[int]:
        """Return the cases received in the year, of some channels or a month only."""
        where = _in(CaseIndex.received, year)
        if channels is not None:
            where &= CaseIndex.channel.in_(list(channels))
        if month:
            where &= fn.SUBSTR(CaseIndex.received, 6, 2) == f"{month:02d}"
        return self._figure_ids(where)

    def ids_closed(self, year: int, *, on_time: bool | None = None, used_days: int | None = None) -> list[int]:
        """Return the cases closed in the year, in time or late only, or with some working days used."""
        where = _in(CaseIndex.closed_on, year)
        if on_time is not None:
            where &= CaseIndex.on_time == on_time
        if used_days is not None:
            where &= CaseIndex.used_days == used_days
        return self._figure_ids(where)

    def _figure_ids(self, where: Expression) -> list[int]:
        query = CaseIndex.select(CaseIndex.case).where(where).order_by(CaseIndex.number, CaseIndex.case)
        return [key for (key,) in lines_of(self._database, query)]

    def _months(self, column: object, year: int) -> list[int]:
        month = fn.SUBSTR(column, 6, 2)
        query = CaseIndex.select(month, fn.COUNT(CaseIndex.case)).where(_in(column, year)).group_by(month)
        found = {int(key): count for key, count in lines_of(self._database, query)}
        return [found.get(number, 0) for number in range(1, 13)]


def _in(column: object, year: int) -> Expression:
    return column.between(date(year, 1, 1), date(year, 12, 31))  # type: ignore[attr-defined, no-any-return]
