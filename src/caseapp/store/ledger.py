"""Reading the case index: ids in ledger order, pages of lines, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from peewee import OP, SQL, Expression, Field, Function, ModelSelect, NodeList, Select, Value, fn

from caseapp.store import words
from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import fetch, lines_of, select, tuples
from caseapp.store.models import CaseIndex
from caseapp.store.rows import IndexCounts, IndexFilter, IndexRow
from caseapp.store.statements import rows_with_keys

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
RARE = 1000
"""Below so many hits a condition is the way into the table: all of them are sorted sooner than a page is met with."""
FRONT = 10_000
"""Lines of the sorted ledger a first page is looked for in; where they do not fill it, the hits are sorted."""
MANY = 250_000
"""No further are the hits of a condition counted."""


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
        parts = _conditions(wanted)
        hits = [self._hits(part, RARE) for part in parts]
        if limit is not None and parts and min(hits) >= RARE:
            found = self._front(parts, column, descending, limit)
            if len(found) == limit:
                return found
        query = self._filtered(CaseIndex.select(CaseIndex.case), parts, hits)
        order = _order(column, descending)
        if not column.null:
            return self._ids(query.order_by(*order).limit(limit))
        ids = self._ids(query.where(column.is_null(False)).order_by(*order).limit(limit))
        left = None if limit is None else limit - len(ids)
        if left == 0:
            return ids
        return ids + self._ids(query.where(column.is_null()).order_by(CaseIndex.case).limit(left))

    def _front(self, parts: list[_Part], column: Field[Any], descending: bool, limit: int) -> list[int]:
        """Return what the first lines of the sorted ledger hold of a page, read until it is full."""
        held = reduce(and_, (part.test(indexed=False) for part in parts))
        query = CaseIndex.select(CaseIndex.case, held).order_by(*_order(column, descending)).limit(FRONT)
        if column.null:
            query = query.where(column.is_null(False))
        found: list[int] = []
        with self._database.translated():
            cursor = self._database.execute(query)  # type: ignore[no-untyped-call]
            for case_id, holds in cursor:
                if holds:
                    found.append(case_id)
                    if len(found) == limit:
                        break
        return found

    def index_page(self, ids: Sequence[int]) -> list[IndexRow]:
        """Return the lines of some cases in the order asked for; unknown ids are left out."""
        by_id = {row.case_id: row for row in rows_with_keys(self._database, IndexRow, ids)}
        return [by_id[key] for key in ids if key in by_id]

    def ids_sharing(self, text: str, most: int) -> list[int]:
        """Return the cases whose words are nearest to a text, at most so many."""
        with self._database.translated():
            return words.sharing(self._database, text[:400], most)

    def index_counts(self, wanted: IndexFilter | None, today: date, soon: date) -> IndexCounts:
        """Count what a filter holds; due soon means due from today until `soon`, both included.

        Provisional ones are counted among the open.
        """
        parts = _conditions(wanted)
        hits = [self._hits(part, RARE) for part in parts]
        total = self._filtered(CaseIndex.select(fn.COUNT(CaseIndex.case)), parts, hits)
        counts = CaseIndex.select(
            fn.COUNT(CaseIndex.case),
            _count(CaseIndex.due < today),
            _count(CaseIndex.due.between(today, soon)),
            _count(CaseIndex.provisional == True),  # noqa: E712 - builds SQL
        )
        opened = [part for part in _conditions(IndexFilter(open=True)) if part not in parts]
        parts, hits = [*parts, *opened], [*hits, *(self._hits(part, RARE) for part in opened)]
        found = tuples(self._database, self._filtered(counts, parts, hits))[0]
        return IndexCounts(*tuples(self._database, total)[0], *found)

    def index_values(self, column: str) -> list[Any]:
        """Return the values there are in a column of `SORTABLE`, in order: the options of a filter.

        Each is looked up behind the one before, so that it takes as long as there are values, not cases.
        """
        if column not in SORTABLE:
            raise ValueError(f"the ledger has no column {column!r} to filter by")
        field = getattr(CaseIndex, column)
        found: list[Any] = []
        query = CaseIndex.select(fn.MIN(field))
        while (value := tuples(self._database, query)[0][0]) is not None:
            found.append(value)
            query = CaseIndex.select(fn.MIN(field)).where(field > value)
        return found

    def _hits(self, part: _Part, most: int) -> int:
        """Return how many cases a condition holds, counted no further than ``most``."""
        with self._database.translated():
            if part.term:
                return words.hits(self._database, part.term, most)
            if part.name == "not":
                return most
            inner = CaseIndex.select(SQL("1")).where(part.test(indexed=True)).limit(most)
            counted = self._database.execute(Select([inner], [fn.COUNT(SQL("1"))]))  # type: ignore[no-untyped-call]
            return int(counted.fetchone()[0])

    def _filtered(
        self, query: ModelSelect[CaseIndex], parts: list[_Part], hits: list[int]
    ) -> ModelSelect[CaseIndex]:
        """Return a query narrowed to what the conditions hold, the rarest of them leading into the table.

        Without statistics the database would take any, so that the others are written as it has no index for.
        """
        if len(parts) > 1 and min(hits) >= RARE:
            hits = [self._hits(part, MANY) for part in parts]
        lead = parts[hits.index(min(hits))] if parts else None
        for part in parts:
            query = query.where(part.test(indexed=part is lead))
        return query

    def _ids(self, query: ModelSelect[CaseIndex]) -> list[int]:
        return [key for (key,) in lines_of(self._database, query)]


@dataclass(frozen=True, slots=True)
class _Part:
    """One condition of a filter.

    Attributes:
        name: of the column, "not" for a stage that is left out, "due" for what is due earlier; value: what it holds.
        term: a word looked for, "" for any other condition.
    """

    name: str
    value: Any
    term: str = ""

    def test(self, *, indexed: bool) -> Expression:
        """Return it as SQL, with or without a way into the table."""
        if self.term:
            held: Expression = CaseIndex.search.contains(self.term)
            return Expression(CaseIndex.case, OP.IN, words.holding(self.term)) & held if indexed else held
        if self.name == "not":
            return Expression(CaseIndex.stage, OP.NE, self.value)
        field = CaseIndex.due if self.name == "due" else getattr(CaseIndex, self.name)
        value = field.db_value(self.value)
        side = field if indexed else NodeList((SQL("+"), field))
        return Expression(side, OP.LT if self.name == "due" else OP.EQ, Value(value, converter=False))


def _conditions(wanted: IndexFilter | None) -> list[_Part]:
    if wanted is None:
        return []
    given = ((name, getattr(wanted, name)) for name in _EXACT)
    parts = [_Part(name, value) for name, value in given if value not in (None, "")]
    if wanted.not_stage:
        parts.append(_Part("not", wanted.not_stage))
    if wanted.due_before is not None:
        parts.append(_Part("due", wanted.due_before))
    return [*parts, *(_Part("", None, term) for term in wanted.text.split())]


def _order(column: Field[Any], descending: bool) -> tuple[Any, Any]:
    """Equal values come in the order of registration."""
    return (column.desc(), CaseIndex.case.desc()) if descending else (column.asc(), CaseIndex.case.asc())


def _count(condition: Expression) -> Function:
    return fn.COALESCE(fn.SUM(condition.cast("INTEGER")), 0)
