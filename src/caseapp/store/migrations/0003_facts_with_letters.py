"""Marks a record that may hold 告知第三方, 保密审查送审 and 处理更正申请, kinds earlier versions do not know."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Change no table: they are new kinds in the table of facts."""
