"""Writing thousands of rows in one go: imports, and the rebuilt case index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from peewee import Model, fn

from caseapp.store import words
from caseapp.store.engine import RecordDatabase
from caseapp.store.errors import DuplicateNumber
from caseapp.store.mapping import as_json, bare, lines_of, primary_key, require_text, tuples
from caseapp.store.models import Case, Fact, canonical
from caseapp.store.rows import CaseRow, FactRow, IndexRow
from caseapp.store.statements import ask, batches, insert_many, marks

_BATCH = 5000


def require_free(database: RecordDatabase, numbers: Sequence[str]) -> None:
    """Check that none of the 登记编号 is taken or comes twice.

    Raises:
        DuplicateNumber: the first one that is.
    """
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            raise DuplicateNumber("登记编号", number)
        seen.add(number)
    for part in batches(numbers, _BATCH):
        taken = ask(database, f'SELECT "number" FROM "cases" WHERE "number" IN ({marks(len(part))}) LIMIT 1', part)
        if taken:
            raise DuplicateNumber("登记编号", taken[0][0])


def add_cases(
    database: RecordDatabase, cases: Iterable[tuple[CaseRow, Sequence[FactRow]]]
) -> tuple[dict[str, Any], list[int]]:
    """Insert cases with their facts; return the summary for the journal and the case ids in order."""
    pairs = [(replace(case, version=1), facts) for case, facts in cases]
    for case, facts in pairs:
        require_text(case)
        for fact in facts:
            require_text(fact)
    require_free(database, [case.number for case, _ in pairs])
    case_ids = _insert(database, Case, [case for case, _ in pairs])
    stored_cases = [replace(case, id=key) for key, (case, _) in zip(case_ids, pairs, strict=True)]
    loose = [
        replace(fact, case_id=key) for key, (_, facts) in zip(case_ids, pairs, strict=True) for fact in facts
    ]
    fact_ids = _insert(database, Fact, loose)
    stored_facts = [replace(fact, id=key) for key, fact in zip(fact_ids, loose, strict=True)]
    summary = {
        "cases": len(case_ids),
        "first_case": case_ids[0] if case_ids else None,
        "last_case": case_ids[-1] if case_ids else None,
        "facts": len(fact_ids),
        "first_fact": fact_ids[0] if fact_ids else None,
        "last_fact": fact_ids[-1] if fact_ids else None,
        "case_fields": [field.name for field in fields(CaseRow)],
        "fact_fields": [field.name for field in fields(FactRow)],
        "sha256": digest_of([*map(as_json, stored_cases), *map(as_json, stored_facts)]),
    }
    return summary, case_ids


def add_facts(database: RecordDatabase, facts: Sequence[FactRow]) -> dict[str, Any]:
    """Insert facts of known cases and return the summary for the journal."""
    for fact in facts:
        require_text(fact)
    ids = _insert(database, Fact, facts)
    stored = [replace(fact, id=key) for key, fact in zip(ids, facts, strict=True)]
    return {
        "cases": 0,
        "first_case": None,
        "last_case": None,
        "facts": len(ids),
        "first_fact": ids[0] if ids else None,
        "last_fact": ids[-1] if ids else None,
        "case_fields": [],
        "fact_fields": [field.name for field in fields(FactRow)],
        "sha256": digest_of(map(as_json, stored)),
    }


def digest_of(rows: Iterable[dict[str, Any]]) -> str:
    """Return one hex digest over the canonical texts of rows, in order."""
    total = hashlib.sha256()
    for row in rows:
        total.update(canonical(row).encode())
        total.update(b"\n")
    return total.hexdigest()


def put_index(database: RecordDatabase, rows: Iterable[IndexRow]) -> None:
    """Put the derived lines of cases in place of those they had."""
    for part in batches(rows, _BATCH):
        for row in part:
            require_text(row)
        _drop_lines(database, [row.case_id for row in part])
        insert_many(database, IndexRow, [bare(row) for row in part], skip_id=False)
        words.put(database, [(row.case_id, row.search) for row in part])


def drop_index(database: RecordDatabase, case_ids: Iterable[int]) -> None:
    """Take the derived lines of cases out of the ledger."""
    for part in batches(case_ids, _BATCH):
        _drop_lines(database, part)
        words.drop(database, part)


def _drop_lines(database: RecordDatabase, case_ids: Sequence[int]) -> None:
    ask(database, f'DELETE FROM "case_index" WHERE "case_id" IN ({marks(len(case_ids))})', case_ids)


def _insert(database: RecordDatabase, model: type[Model], rows: Sequence[CaseRow | FactRow]) -> list[int]:
    if not rows:
        return []
    key = primary_key(model)
    last = tuples(database, model.select(fn.COALESCE(fn.MAX(key), 0)))[0][0]
    insert_many(database, type(rows[0]), [bare(row)[1:] for row in rows], skip_id=True)
    query = model.select(key).where(key > last).order_by(key)
    return [new for (new,) in lines_of(database, query)]
