"""Marks a record that may hold 告知第三方 and 保密审查送审, kinds of facts earlier versions do not know."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Change no table: they are new kinds in the table of facts."""
