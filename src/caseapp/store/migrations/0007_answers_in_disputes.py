"""Marks a record that may hold 提交行政复议答复 and 提交答辩和证据, kinds earlier versions do not know."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Change no table: they are new kinds in the table of facts."""
