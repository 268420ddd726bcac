"""From plain rows to columns and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast

from peewee import BooleanField, Field, Model, ModelSelect

from caseapp.store import models, rows
from caseapp.store.engine import RecordDatabase
from caseapp.store.errors import BadText
from caseapp.store.rows import StoredRow

Row = TypeVar("Row")

MODEL_OF: dict[type, type[Model]] = {
    rows.CaseRow: models.Case,
    rows.FactRow: models.Fact,
    rows.DocumentRow: models.Document,
    rows.AttachmentRow: models.Attachment,
    rows.ReviewRow: models.Review,
    rows.IndexRow: models.CaseIndex,
    rows.PersonRow: models.Person,
    rows.CalendarRow: models.Calendar,
    rows.DraftRow: models.Draft,
}


@cache
def columns(kind: type) -> tuple[Field[Any], ...]:
    """Return the model's fields in the order of the row class."""
    by_name: dict[str, Field[Any]] = MODEL_OF[kind]._meta.combined
    return tuple(by_name[field.name] for field in fields(kind))


def kind_of(row: StoredRow) -> type:
    """Return the class of a row, by which everything about it is looked up."""
    return type(row)


def primary_key(model: type[Model]) -> Field[Any]:
    """Return the key field of a model."""
    return cast("Field[Any]", model._meta.primary_key)


def select(kind: type) -> ModelSelect[Any]:
    """Return a query whose lines fit the row class."""
    return MODEL_OF[kind].select(*columns(kind))


def fetch(database: RecordDatabase, kind: type[Row], query: ModelSelect[Any]) -> list[Row]:
    """Run a query made by `select` and return its lines as rows."""
    return [row_of(kind, line) for line in lines_of(database, query)]


def row_of(kind: type[Row], line: Sequence[Any]) -> Row:
    """Return a line of driver values, in the order of `columns`, as a row."""
    values = list(line)
    converters: tuple[tuple[int, Callable[[Any], Any]], ...] = _converters(cast("type", kind))
    for place, converter in converters:
        if values[place] is not None:
            values[place] = converter(values[place])
    return kind(*values)


@cache
def _converters(kind: type) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    return tuple(
        (place, field.python_value)
        for place, field in enumerate(columns(kind))
        if isinstance(field, (models.DayField, models.MomentField, models.JsonField, BooleanField))
    )


def tuples(database: RecordDatabase, query: ModelSelect[Any]) -> list[tuple[Any, ...]]:
    """Run any query and return its lines with every value converted."""
    with database.translated():
        lines: Iterable[tuple[Any, ...]] = query.tuples().execute(database)
        return list(lines)


def lines_of(database: RecordDatabase, query: ModelSelect[Any]) -> list[tuple[Any, ...]]:
    """Run any query and return its lines as the driver gives them, some five times as fast as `tuples`."""
    with database.translated():
        lines: list[tuple[Any, ...]] = database.execute(query).fetchall()  # type: ignore[no-untyped-call]
        return lines


def stored(row: StoredRow) -> dict[Field[Any], Any]:
    """Return field -> value for writing a row, its id left out; every text checked.

    Raises:
        BadText: NUL or half a surrogate pair in a text.
    """
    require_text(row)
    kind = kind_of(row)
    return {
        field: getattr(row, name)
        for field, name in zip(columns(kind), _names(kind), strict=True)
        if name != "id"
    }


def bare(row: StoredRow) -> tuple[Any, ...]:
    """Return the values of a row as the driver takes them, in the order of `columns`."""
    return tuple(as_driver(getattr(row, name)) for name, as_driver in _drivers(kind_of(row)))


@cache
def _drivers(kind: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((name, field.db_value) for name, field in zip(_names(kind), columns(kind), strict=True))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def as_json(row: StoredRow) -> dict[str, Any]:
    """Return a row as JSON values, dates as ISO text."""
    return {name: _plain(getattr(row, name)) for name in _names(kind_of(row))}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def require_text(row: StoredRow) -> None:
    """Check every text of a row.

    Raises:
        BadText: NUL or half a surrogate pair in it.
    """
    for name in _names(kind_of(row)):
        require_clean(name, getattr(row, name))


def require_clean(name: str, value: object) -> None:
    """Check a text, or every text inside a dict or list.

    Raises:
        BadText: NUL or half a surrogate pair in it.
    """
    if isinstance(value, str):
        if "\x00" in value or not _encodable(value):
            raise BadText(name)
    elif isinstance(value, dict):
        for key, item in value.items():
            require_clean(name, key)
            require_clean(key, item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            require_clean(name, item)


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
