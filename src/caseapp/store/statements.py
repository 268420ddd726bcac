"""The statements a record runs again and again, each written once; putting one together costs more than running it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import MODEL_OF, bare, columns, kind_of, primary_key, require_text, row_of
from caseapp.store.rows import StoredRow

Row = TypeVar("Row")
Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of at most so many; unlike peewee's `chunked` it makes no room for those not there."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def ask(database: RecordDatabase, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return what it yields, as the driver gives it."""
    with database.translated():
        found: list[tuple[Any, ...]] = database.raw().execute(sql, values).fetchall()
        return found


def rows_where(database: RecordDatabase, kind: type[Row], column: str, value: object) -> list[Row]:
    """Return the rows that have a value in a column, in the order they were stored."""
    return [row_of(kind, line) for line in ask(database, _select_where(cast("type", kind), column), [value])]


@cache
def _select_where(kind: type, column: str) -> str:
    return f'{_select(kind)} WHERE "{column}" = ? ORDER BY "{primary_key(MODEL_OF[kind]).column_name}"'


def rows_with_keys(database: RecordDatabase, kind: type[Row], keys: Sequence[int]) -> list[Row]:
    """Return the rows with some keys, in no order."""
    kept: type = cast("type", kind)
    sql = f'{_select(kept)} WHERE "{primary_key(MODEL_OF[kept]).column_name}" IN ({marks(len(keys))})'
    return [row_of(kind, line) for line in ask(database, sql, keys)]


@cache
def _select(kind: type) -> str:
    names = ", ".join(f'"{field.column_name}"' for field in columns(kind))
    return f'SELECT {names} FROM "{MODEL_OF[kind]._meta.table_name}"'


def marks(count: int) -> str:
    """Return the place holders of so many values."""
    return ", ".join("?" * count)


def insert(database: RecordDatabase, row: StoredRow) -> int:
    """Store a new row, whatever its id says, and return the id it was given.

    Raises:
        BadText: NUL or half a surrogate pair in a text.
    """
    require_text(row)
    with database.translated():
        done = database.raw().execute(_insert(kind_of(row), skip_id=True), bare(row)[1:])
        return int(done.lastrowid)


def insert_many(database: RecordDatabase, kind: type, lines: Iterable[tuple[Any, ...]], *, skip_id: bool) -> None:
    """Insert many lines of driver values at the speed of the driver."""
    with database.translated():
        database.raw().executemany(_insert(kind, skip_id=skip_id), lines)


@cache
def _insert(kind: type, *, skip_id: bool) -> str:
    wanted = columns(kind)[1:] if skip_id else columns(kind)
    names = ", ".join(f'"{field.column_name}"' for field in wanted)
    return f'INSERT INTO "{MODEL_OF[kind]._meta.table_name}" ({names}) VALUES ({marks(len(wanted))})'


def update(database: RecordDatabase, row: StoredRow) -> None:
    """Put a row in place of the one with its id.

    Raises:
        BadText: NUL or half a surrogate pair in a text.
    """
    require_text(row)
    key, *values = bare(row)
    ask(database, _update(kind_of(row)), [*values, key])


@cache
def _update(kind: type) -> str:
    key, *others = (field.column_name for field in columns(kind))
    pairs = ", ".join(f'"{name}" = ?' for name in others)
    return f'UPDATE "{MODEL_OF[kind]._meta.table_name}" SET {pairs} WHERE "{key}" = ?'
