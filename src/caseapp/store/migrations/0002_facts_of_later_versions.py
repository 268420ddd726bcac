"""Marks a record that may hold kinds of facts the first versions do not know, so that they refuse it by name."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Change no table: 打印, 责令重新答复, 邮件退回 and others are new kinds in the table of facts."""
