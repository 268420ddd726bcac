"""Joint applicants, who the agent is and whether there is a 授权委托书, and the region of the address."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns, empty in what stands."""
    for column, empty in (("region", ""), ("agent_id", ""), ("agent_phone", ""), ("mandate", ""), ("joint", "[]")):
        db.execute_sql(  # type: ignore[no-untyped-call]
            f'ALTER TABLE "cases" ADD COLUMN "{column}" TEXT NOT NULL DEFAULT \'{empty}\''
        )
