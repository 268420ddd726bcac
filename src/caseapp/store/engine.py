"""The SQLite file under the record: how it is opened, and how its failures become sentences."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import peewee
from sqlcipher3 import dbapi2 as driver

from caseapp.store.errors import (
    DiskFull,
    DiskTrouble,
    NotARecord,
    RecordBusy,
    RecordDamaged,
    RecordForbidden,
    RecordGone,
    RecordMissing,
    RecordReadOnly,
    StoreError,
)

APPLICATION_ID = 0x59534751
"""Written into the header of every record, so that another program's SQLite file is told apart."""

HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 5.0
_MOVED = 8 | (4 << 8)  # SQLITE_READONLY_DBMOVED: the file of this name is another one now

_BY_CODE: dict[int, Callable[[Path], StoreError]] = {
    5: RecordBusy,
    6: RecordBusy,
    8: RecordReadOnly,
    10: DiskTrouble,
    11: RecordDamaged,
    13: DiskFull,
    14: RecordReadOnly,
    26: NotARecord,
}


class RecordDatabase(peewee.SqliteDatabase):
    """A SQLite file opened through sqlcipher3: rollback journal, synchronous=FULL, foreign keys on."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        target = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rw'}"
        super().__init__(target, thread_safe=False, autoconnect=False)

    def _connect(self) -> driver.Connection:
        connection = driver.connect(
            self.database, timeout=BUSY_SECONDS, isolation_level=None, uri=True, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            if not self.read_only:
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
                if mode != "delete":
                    raise RecordBusy(self.path)
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]
        except BaseException:
            connection.close()
            raise
        return connection

    def rollback(self) -> None:
        """Roll back, unless SQLite already did so itself, as it does when the disk is full."""
        if self.raw().in_transaction:
            super().rollback()

    def raw(self) -> driver.Connection:
        """Return the driver's own connection."""
        return self.connection()  # type: ignore[no-untyped-call]

    def lines(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement without parameters and return what it yields."""
        found: list[tuple[Any, ...]] = self.raw().execute(sql).fetchall()
        return found

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn failures of the file, disk or lock into the named refusals of this room."""
        try:
            yield
        except peewee.PeeweeException as error:
            raise refusal(error, self.path) or error from error
        except driver.Error as error:
            raise refusal(error, self.path) or error from error


def refusal(error: Exception, path: Path) -> StoreError | None:
    """Return the sentence for a failure of the environment, None for a fault of the program itself."""
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return None
    if not path.exists() or code == _MOVED:
        return RecordGone(path)
    named = _BY_CODE.get(code & 0xFF)
    return named(path) if named else None


def is_there(path: Path) -> bool:
    """Tell whether a file stands at a place.

    Raises:
        RecordForbidden: its folder may not be looked into by this user.
    """
    try:
        return path.exists()
    except PermissionError as error:
        raise RecordForbidden(path) from error


def require_file(path: Path) -> None:
    """Check that a file is there, can be read and begins like a record.

    Raises:
        RecordMissing, NotARecord, RecordForbidden, DiskTrouble: as it says.
    """
    if not is_there(path):
        raise RecordMissing(path)
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except IsADirectoryError:
        raise NotARecord(path) from None
    except PermissionError as error:
        raise RecordForbidden(path) from error
    except OSError as error:
        raise DiskTrouble(path) from error
    if head != HEADER:
        raise NotARecord(path)


def require_writable(path: Path) -> None:
    """Check that the file and its folder can be written: the rollback journal lies beside the record.

    Raises:
        RecordMissing: the folder does not exist.
        RecordReadOnly: either cannot be written.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        raise RecordMissing(path)
    if not _allowed(folder, os.W_OK | os.X_OK) or (path.exists() and not _allowed(path, os.W_OK)):
        raise RecordReadOnly(path)


def _allowed(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def create_file(path: Path) -> None:
    """Write an empty record file, unless one is there already.

    Raises:
        RecordReadOnly, DiskFull: the folder refuses it.
    """
    try:
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise RecordReadOnly(path) from error
    if path.stat().st_size:
        return
    database = RecordDatabase(path)
    with database.translated():
        database.connect()
        try:
            database.lines(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            database.close()
