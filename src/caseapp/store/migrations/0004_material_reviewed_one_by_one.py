"""A sheet of its own for each 公开件, what was found in it, and the masked copy that stands for it."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns, empty in what stands."""
    for table, column, kind in (
        ("attachment", "masked_from", "INTEGER"),
        ("attachment", "masks", "TEXT NOT NULL DEFAULT '[]'"),
        ("attachment", "looked", "TEXT NOT NULL DEFAULT '{}'"),
        ("review", "attachment_id", "INTEGER"),
    ):
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind}')  # type: ignore[no-untyped-call]
