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
    RecordReplaced,
    StoreError,
)

APPLICATION_ID = 0x59534751
"""Written into the header of every record, so that another program's SQLite file is told apart."""

HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 5.0

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
        self._file: tuple[int, int] | None = None
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
        self._file = _identity(self.path)
        return connection

    def is_replaced(self) -> bool:
        """Tell whether another file stands at the place of the one that is open; no file there is none."""
        try:
            now = _identity(self.path)
        except OSError:
            return False
        return None not in (now, self._file) and now != self._file

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
            raise self.refusal(error) or error from error
        except driver.Error as error:
            raise self.refusal(error) or error from error

    def refusal(self, error: Exception) -> StoreError | None:
        """Return the sentence for a failure of the environment, None for a fault of the program itself."""
        origin = getattr(error, "orig", None) or error
        code = getattr(origin, "sqlite_errorcode", None)
        if code is None:
            return None
        try:
            self.path.stat()
        except PermissionError:
            return RecordForbidden(self.path)
        except OSError:
            return RecordGone(self.path)
        if self.is_replaced():
            return RecordReplaced(self.path)
        named = _BY_CODE.get(code & 0xFF)
        return named(self.path) if named else None


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another of the same name, None where the file system has no such thing."""
    found = path.stat()
    return (found.st_dev, found.st_ino) if found.st_ino else None


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
        RecordForbidden: the file may not be read by this user.
        RecordReadOnly: either cannot be written.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        raise RecordMissing(path)
    there = is_there(path)
    if there and not _allowed(path, os.R_OK):
        raise RecordForbidden(path)
    if not _allowed(folder, os.W_OK | os.X_OK) or (there and not _allowed(path, os.W_OK)):
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
