"""The words of the case index: every pair of neighbouring characters, so that any part of a text is found at once.

A full-text table of SQLite that holds no text: `case_index.search` has it. Each pair is one token, four hexadecimal
digits a character, the last character paired with nothing. What a match finds is looked at again with LIKE.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from peewee import SQL

from caseapp.store.engine import RecordDatabase

TABLE = "case_words"
_LATEST = 1000
"""Cases looked at for each pair of a text."""
_BATCH = 500
_RARE = 24
"""Pairs of a text by which cases that share them are looked for."""


def put(database: RecordDatabase, texts: Iterable[tuple[int, str]]) -> None:
    """Put the words of cases in place of those they had."""
    lines = [(key, _pairs(text)) for key, text in texts]
    for start in range(0, len(lines), _BATCH):
        part = lines[start : start + _BATCH]
        marks = ",".join("?" * len(part))
        database.raw().execute(f'DELETE FROM "{TABLE}" WHERE rowid IN ({marks})', [key for key, _ in part])
        database.raw().executemany(f'INSERT INTO "{TABLE}" (rowid, pairs) VALUES (?, ?)', part)


def drop(database: RecordDatabase, keys: Sequence[int]) -> None:
    """Forget the words of cases."""
    database.raw().executemany(f'DELETE FROM "{TABLE}" WHERE rowid = ?', [(key,) for key in keys])


def holding(term: str) -> SQL:
    """Return the subquery of the cases that may hold a term."""
    return SQL(f'(SELECT rowid FROM "{TABLE}" WHERE "{TABLE}" MATCH ?)', [_match(term)])


def hits(database: RecordDatabase, term: str, most: int) -> int:
    """Return how many cases may hold a term, counted no further than ``most``."""
    query = f'SELECT COUNT(*) FROM (SELECT rowid FROM "{TABLE}" WHERE "{TABLE}" MATCH ? LIMIT {most})'
    count: int = database.raw().execute(query, [_match(term)]).fetchone()[0]
    return count


def sharing(database: RecordDatabase, text: str, most: int) -> list[int]:
    """Return the cases that share most of the rarer pairs of a text, those sharing the most first."""
    wanted = sorted(set(_pairs(text).split()))
    query = f'SELECT rowid FROM "{TABLE}" WHERE "{TABLE}" MATCH ? ORDER BY rowid DESC LIMIT {_LATEST}'
    shared: Counter[int] = Counter()
    found = sorted((_keys(database, query, pair) for pair in wanted), key=len)
    for keys in [keys for keys in found if keys][:_RARE]:
        shared.update(keys)
    return [key for key, _ in shared.most_common(most)]


def _keys(database: RecordDatabase, query: str, pair: str) -> list[int]:
    return [key for (key,) in database.raw().execute(query, [pair]).fetchall()]


def _pairs(text: str) -> str:
    digits = [*map(_digits, text.lower()), "0000"]
    return " ".join({first + second for first, second in pairwise(digits)})


def _match(term: str) -> str:
    digits = [*map(_digits, term.lower())]
    if len(digits) == 1:
        return f"{digits[0]}*"
    return " AND ".join(sorted({first + second for first, second in pairwise(digits)}))


def _digits(character: str) -> str:
    """Return four digits for a character; rare ones share theirs with another, which LIKE tells apart."""
    return f"{ord(character) & 0xFFFF:04x}"
