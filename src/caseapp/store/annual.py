"""Counting a year over the case index: tables 三 and 四, and the lists behind their cells.

A case is received in the year of its 法定收到日, closed in the year of its 办结日, and carried over when it
was received by the end of the year and not closed by then (国办公开办函〔2021〕30号, rows 1, 2, 24, 25).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import Expression, Field, fn

from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import lines_of, tuples
from caseapp.store.models import CaseIndex

RECEIVED, CARRIED_IN, CLOSED, CARRIED_OUT = 1, 2, 24, 25
"""Numbers of the rows of table 三 that are no outcome."""


class AnnualReads:
    """The part of the record that counts a year."""

    _database: RecordDatabase

    def count_received(self, year: int) -> dict[str, int]:
        """Return applicant class -> cases received in the year."""
        return self._by(CaseIndex.applicant_class, _received(year))

    def count_carried_in(self, year: int) -> dict[str, int]:
        """Return applicant class -> cases received before the year and still open when it began."""
        return self._by(CaseIndex.applicant_class, _carried_out(year - 1))

    def count_carried_out(self, year: int) -> dict[str, int]:
        """Return applicant class -> cases received by the end of the year and not closed by then."""
        return self._by(CaseIndex.applicant_class, _carried_out(year))

    def count_closed(self, year: int) -> dict[tuple[int, str], int]:
        """Return (row of table 三, applicant class) -> cases closed in the year."""
        query = (
            CaseIndex.select(CaseIndex.row, CaseIndex.applicant_class, fn.COUNT(CaseIndex.case))
            .where(_closed(year), CaseIndex.row.is_null(False))
            .group_by(CaseIndex.row, CaseIndex.applicant_class)
        )
        return {(row, kind): count for row, kind, count in tuples(self._database, query)}

    def case_ids_for_cell(self, year: int, row: int, applicant_class: str | None = None) -> list[int]:
        """Return the cases counted in one cell of table 三; no class means the 总计 column."""
        conditions = {
            RECEIVED: _received(year),
            CARRIED_IN: _carried_out(year - 1),
            CLOSED: _closed(year) & CaseIndex.row.is_null(False),
            CARRIED_OUT: _carried_out(year),
        }
        where = conditions.get(row, _closed(year) & (CaseIndex.row == row))
        if applicant_class is not None:
            where &= CaseIndex.applicant_class == applicant_class
        query = CaseIndex.select(CaseIndex.case).where(where).order_by(CaseIndex.number, CaseIndex.case)
        return [key for (key,) in lines_of(self._database, query)]

    def count_channels(self, year: int) -> dict[str, int]:
        """Return channel -> cases received in the year."""
        return self._by(CaseIndex.channel, _received(year))

    def count_on_time(self, year: int) -> tuple[int, int]:
        """Return (closed in time, closed) for the cases closed in the year whose punctuality is known."""
        counts = self._by(CaseIndex.on_time, _closed(year) & CaseIndex.on_time.is_null(False))
        return counts.get(True, 0), sum(counts.values())

    def unconfirmed_numbers(self, year: int) -> tuple[str, ...]:
        """Return the 登记编号 of cases that arrived in the year without a confirmed 收到日, but for withdrawn ones."""
        where = (CaseIndex.year == year) & CaseIndex.received.is_null() & CaseIndex.closed_on.is_null()
        return self._numbers(where)

    def withdrawn_numbers(self, year: int) -> tuple[str, ...]:
        """Return the 登记编号 of cases of the year withdrawn before their 收到日 was confirmed."""
        where = (CaseIndex.year == year) & CaseIndex.received.is_null() & CaseIndex.closed_on.is_null(False)
        return self._numbers(where)

    def misdated_numbers(self, year: int) -> tuple[str, ...]:
        """Return the 登记编号 of cases closed in the year before they were received."""
        return self._numbers(_closed(year) & (CaseIndex.closed_on < CaseIndex.received))

    def years(self) -> tuple[int, int] | None:
        """Return the first and the last year anything was received or closed in; None for an empty record."""
        query = CaseIndex.select(
            fn.MIN(CaseIndex.received), fn.MAX(CaseIndex.received), fn.MAX(CaseIndex.closed_on)
        )
        first, last, closed = tuples(self._database, query)[0]
        if first is None:
            return None
        return first.year, max(last, closed or last).year

    def _numbers(self, where: Expression) -> tuple[str, ...]:
        query = CaseIndex.select(CaseIndex.number).where(where).order_by(CaseIndex.number)
        return tuple(number for (number,) in tuples(self._database, query))

    def _by(self, column: Field[Any], where: Expression) -> dict[Any, int]:
        query = CaseIndex.select(column, fn.COUNT(CaseIndex.case)).where(where).group_by(column)
        return dict(tuples(self._database, query))


def _received(year: int) -> Expression:
    return CaseIndex.received.between(date(year, 1, 1), date(year, 12, 31))


def _closed(year: int) -> Expression:
    closed = CaseIndex.closed_on.between(date(year, 1, 1), date(year, 12, 31))
    return CaseIndex.received.is_null(False) & closed


def _carried_out(year: int) -> Expression:
    end = date(year, 12, 31)
    return (CaseIndex.received <= end) & (CaseIndex.closed_on.is_null() | (CaseIndex.closed_on > end))
