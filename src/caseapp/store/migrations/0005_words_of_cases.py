"""The table of words the ledger is searched by; filled when the index is made anew."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Create it."""
    db.execute_sql(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE \"case_words\" USING fts5(pairs, content='', contentless_delete=1, detail=none, "
        "tokenize='ascii', prefix='4')"
    )
