"""Reading the case index: ids in ledger order, pages of lines, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import OP, Expression, Function, ModelSelect, fn

from caseapp.store import words
from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import fetch, fetch_by_key, lines_of, select, tuples
from caseapp.store.models import CaseIndex
from caseapp.store.rows import IndexCounts, IndexFilter, IndexRow

SORTABLE = (
    "number",
    "year",
    "applicant",
    "applicant_class",
    "channel",
    "arrived",
    "received",
    "request",
    "stage",
    "state",
    "due",
    "outcome",
    "row",
    "reply_number",
    "closed_on",
    "used_days",
    "on_time",
    "handler",
    "department",
)
_EXACT = ("year", "open", "stage", "outcome", "channel", "applicant_class", "handler", "applicant")


class LedgerReads:
    """The part of the record that lists cases."""

    _database: RecordDatabase

    def index_row(self, case_id: int) -> IndexRow | None:
        """Return the derived line of a case, None when it has none yet."""
        found = fetch(self._database, IndexRow, select(IndexRow).where(CaseIndex.case == case_id))
        return found[0] if found else None

    def index_ids(
        self,
        wanted: IndexFilter | None = None,
        sort: str = "number",
        descending: bool = False,
        limit: int | None = None,
    ) -> list[int]:
        """Return the case ids a filter holds, sorted by a column of `SORTABLE`, those without a value last.

        Equal values come in the order of registration; ``limit`` returns the first ones alone, much sooner.
        """
        if sort not in SORTABLE:
            raise ValueError(f"the ledger cannot be sorted by {sort!r}")
        column = getattr(CaseIndex, sort)
        query = self._filtered(CaseIndex.select(CaseIndex.case), wanted)
        order = (column.desc(), CaseIndex.case.desc()) if descending else (column.asc(), CaseIndex.case.asc())
        if not column.null:
            return self._ids(query.order_by(*order).limit(limit))
        ids = self._ids(query.where(column.is_null(False)).order_by(*order).limit(limit))
        left = None if limit is None else limit - len(ids)
        if left == 0:
            return ids
        return ids + self._ids(query.where(column.is_null()).order_by(CaseIndex.case).limit(left))

    def index_page(self, ids: Sequence[int]) -> list[IndexRow]:
        """Return the lines of some cases in the order asked for; unknown ids are left out."""
        by_id = {row.case_id: row for row in fetch_by_key(self._database, IndexRow, ids)}
        return [by_id[key] for key in ids if key in by_id]

    def ids_sharing(self, text: str, most: int) -> list[int]:
        """Return the cases whose words are nearest to a text, at most so many."""
        with self._database.translated():
            return words.sharing(self._database, text[:400], most)

    def index_counts(self, wanted: IndexFilter | None, today: date, soon: date) -> IndexCounts:
        """Count what a filter holds; due soon means due from today until `soon`, both included."""
        opened = CaseIndex.open == True  # noqa: E712 - builds SQL
        query = CaseIndex.select(
            fn.COUNT(CaseIndex.case),
            _count(opened),
            _count(opened & (CaseIndex.due < today)),
            _count(opened & CaseIndex.due.between(today, soon)),
            _count(opened & (CaseIndex.provisional == True)),  # noqa: E712
        )
        return IndexCounts(*tuples(self._database, self._filtered(query, wanted))[0])

    def index_values(self, column: str) -> dict[Any, int]:
        """Return each value of a column of `SORTABLE` with the number of cases, for filter lists."""
        if column not in SORTABLE:
            raise ValueError(f"the ledger has no column {column!r} to filter by")
        field = getattr(CaseIndex, column)
        query = CaseIndex.select(field, fn.COUNT(CaseIndex.case)).group_by(field).order_by(field)
        return dict(tuples(self._database, query))

    def _filtered(self, query: ModelSelect[CaseIndex], wanted: IndexFilter | None) -> ModelSelect[CaseIndex]:
        if wanted is None:
            return query
        for name in _EXACT:
            value = getattr(wanted, name)
            if value not in (None, ""):
                query = query.where(getattr(CaseIndex, name) == value)
        if wanted.not_stage:
            query = query.where(CaseIndex.stage != wanted.not_stage)
        if wanted.due_before is not None:
            query = query.where(CaseIndex.due < wanted.due_before)
        for term in wanted.text.split():
            with self._database.translated():
                narrowed = words.narrowing(self._database, term)
            if narrowed is not None:
                query = query.where(Expression(CaseIndex.case, OP.IN, narrowed))
            query = query.where(CaseIndex.search.contains(term))
        return query

    def _ids(self, query: ModelSelect[CaseIndex]) -> list[int]:
        return [key for (key,) in lines_of(self._database, query)]


def _count(condition: Expression) -> Function:
    return fn.COALESCE(fn.SUM(condition.cast("INTEGER")), 0)
