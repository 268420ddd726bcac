"""Brings a record to the form this program knows; refuses one that is ahead of it."""

from __future__ import annotations

import re
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2 as driver

from caseapp.store.engine import APPLICATION_ID, RecordDatabase
from caseapp.store.errors import NotARecord, RecordTooNew, UpgradeFailed

FOLDER = Path(__file__).with_name("migrations")
HISTORY = "schema_migration"


def known() -> list[str]:
    """Return the names of the migrations shipped with this program, oldest first."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))


def applied(database: RecordDatabase) -> list[str]:
    """Return the names of the migrations a record has been through, oldest first."""
    if not database.table_exists(HISTORY):
        return []
    return [name for (name,) in database.lines(f'SELECT name FROM "{HISTORY}" ORDER BY name')]


def version_of(names: list[str]) -> int:
    """Return the form a list of migrations leads to: the number the last one begins with, 0 for none."""
    return max((int(found[0]) for name in names if (found := re.match(r"\d+", name))), default=0)


def require_known(database: RecordDatabase) -> list[str]:
    """Return the migrations a record has been through, all of which this program must know.

    Raises:
        NotARecord: a SQLite file of some other program.
        RecordTooNew: it has been through one this program lacks.
    """
    if database.application_id != APPLICATION_ID:
        raise NotARecord(database.path)
    done = applied(database)
    if set(done) - set(known()):
        raise RecordTooNew(database.path, version_of(done), version_of(known()))
    return done


def migrate(database: RecordDatabase) -> int:
    """Apply what is missing, all of it or nothing, and return the version of the record.

    Raises:
        NotARecord, RecordTooNew: as ``require_known``.
        UpgradeFailed: a migration failed; the record is as it was.
    """
    done = require_known(database)
    if done != known():
        from playhouse.migrations import Runner

        # A table made anew drops the old one: its rows must not be taken for orphans meanwhile, and SQLite turns this
        # off outside a transaction alone.
        database.lines("PRAGMA foreign_keys = OFF")
        try:
            with database.atomic():
                Runner(database, str(FOLDER), table_name=HISTORY).up()
                if database.lines("PRAGMA foreign_key_check"):
                    raise UpgradeFailed(database.path, version_of(done))
        except (peewee.PeeweeException, driver.Error) as error:
            raise database.refusal(error) or UpgradeFailed(database.path, version_of(done)) from error
        finally:
            database.lines("PRAGMA foreign_keys = ON")
    return version_of(known())
