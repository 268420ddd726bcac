"""The journal: one line for every change, each digest covering the one before it.

The chain shows damage and clumsy editing. It does not stop a forger who has the program.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import require_clean, tuples
from caseapp.store.models import Journal, canonical
from caseapp.store.rows import JournalRow
from caseapp.store.statements import ask, marks

_LONGEST = 1000
"""Journal lines one change of a case has at most; an import is one line."""
START = ""
"""What the first line's digest covers in place of an earlier one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A journal line as stored: the very texts that were hashed."""

    id: int
    at: str
    who: str
    verb: str
    case_id: int | None
    entity: str
    key: str
    before: str | None
    after: str | None
    sha256: str


_WRITE = f"""INSERT INTO "journal" ({", ".join(f'"{field.name}"' for field in fields(Line))})
    VALUES ({marks(len(fields(Line)))})"""


def digest(previous: str, line: Line) -> str:
    """Return the hex digest of a line that follows one with the digest `previous`."""
    text = canonical(
        [
            previous,
            line.id,
            line.at,
            line.who,
            line.verb,
            line.case_id,
            line.entity,
            line.key,
            line.before,
            line.after,
        ]
    )
    return hashlib.sha256(text.encode()).hexdigest()


class JournalWriter:
    """Appends the lines of one change."""

    def __init__(
        self, database: RecordDatabase, verb: str, who: str, at: datetime, case_id: int | None
    ) -> None:
        require_clean("经办人", who)
        require_clean("事项", verb)
        self._database = database
        self._verb, self._who, self._at, self._case_id = verb, who, at.isoformat(), case_id
        self._id, self._sha256 = head(database)

    def write(
        self,
        entity: str,
        key: int | str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        case_id: int | None = None,
    ) -> None:
        """Append a line; `case_id` overrides the case of the change."""
        bare = Line(
            id=self._id + 1,
            at=self._at,
            who=self._who,
            verb=self._verb,
            case_id=self._case_id if case_id is None else case_id,
            entity=entity,
            key=str(key),
            before=None if before is None else canonical(before),
            after=None if after is None else canonical(after),
            sha256="",
        )
        sha256 = digest(self._sha256, bare)
        ask(self._database, _WRITE, astuple(replace(bare, sha256=sha256)))
        self._id, self._sha256 = bare.id, sha256


def lines(database: RecordDatabase) -> Iterator[Line]:
    """Return every line in order, as stored."""
    stream: Iterator[tuple[Any, ...]] = _select().order_by(Journal.id).tuples().iterator(database)
    for values in stream:
        yield Line(*values)


def of_entity(database: RecordDatabase, entity: str) -> list[JournalRow]:
    """Return every line about a kind of thing, newest first."""
    query = _select().where(Journal.entity == entity).order_by(Journal.id.desc())
    return [_row(Line(*values)) for values in tuples(database, query)]


def same_change(database: RecordDatabase, line: JournalRow) -> list[JournalRow]:
    """Return the lines that follow one in the same change, in order."""
    at = line.at.isoformat()
    query = _select().where(Journal.id > line.id, Journal.at == at, Journal.verb == line.verb).order_by(Journal.id)
    return [_row(Line(*values)) for values in tuples(database, query)]


def last_change(database: RecordDatabase, case_id: int) -> list[JournalRow]:
    """Return every line of the last change that touched a case, in order, those about other cases included."""
    newest = latest(database, case_id, 1)
    if not newest:
        return []
    at, verb = newest[0].at.isoformat(), newest[0].verb
    first = last = newest[0].id
    near = Journal.id.between(first - _LONGEST, first + _LONGEST)
    query = _select().where(near, Journal.at == at, Journal.verb == verb).order_by(Journal.id)
    found = [_row(Line(*values)) for values in tuples(database, query)]
    ends = {line.id for line in found}
    while first - 1 in ends:
        first -= 1
    while last + 1 in ends:
        last += 1
    return [line for line in found if first <= line.id <= last]


def latest(database: RecordDatabase, case_id: int | None, limit: int) -> list[JournalRow]:
    """Return the newest lines, newest first, of one case or of all."""
    query = _select().order_by(Journal.id.desc()).limit(limit)
    if case_id is not None:
        query = query.where(Journal.case == case_id)
    return [_row(Line(*values)) for values in tuples(database, query)]


def _row(line: Line) -> JournalRow:
    return JournalRow(
        id=line.id,
        at=datetime.fromisoformat(line.at),
        who=line.who,
        verb=line.verb,
        case_id=line.case_id,
        entity=line.entity,
        key=line.key,
        before=None if line.before is None else json.loads(line.before),
        after=None if line.after is None else json.loads(line.after),
        sha256=line.sha256,
    )


def head(database: RecordDatabase) -> tuple[int, str]:
    """Return number and digest of the last line; (0, "") for an empty journal."""
    found = ask(database, 'SELECT "id", "sha256" FROM "journal" ORDER BY "id" DESC LIMIT 1')
    return (found[0][0], found[0][1]) if found else (0, START)


def holds(database: RecordDatabase, number: int, sha256: str) -> bool:
    """Tell whether the journal has a line of this number and digest; 0 stands for no line yet."""
    found = ask(database, 'SELECT 1 FROM "journal" WHERE "id" = ? AND "sha256" = ?', [number, sha256])
    return not number or bool(found)


def verify(database: RecordDatabase) -> list[str]:
    """Return a sentence for every place where the chain is broken."""
    findings = []
    previous, expected = START, 1
    for line in lines(database):
        if line.id != expected:
            findings.append(f"日志第 {expected} 条缺失。")
        if digest(previous, line) != line.sha256:
            findings.append(f"日志第 {line.id} 条与校验值不符。")
        previous, expected = line.sha256, line.id + 1
    return findings


def _select() -> ModelSelect[Journal]:
    return Journal.select(
        Journal.id,
        Journal.at,
        Journal.who,
        Journal.verb,
        Journal.case,
        Journal.entity,
        Journal.key,
        Journal.before,
        Journal.after,
        Journal.sha256,
    )
