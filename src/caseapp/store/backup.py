"""Copies of the record: made, checked before they count, kept, and put back."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2 as driver

from caseapp.store import journal
from caseapp.store.engine import RecordDatabase, require_file, require_writable
from caseapp.store.errors import BackupFailed, DiskFull, RecordBusy, RecordDamaged, RecordReadOnly, StoreError
from caseapp.store.inspecting import inspect_file, inspect_rows
from caseapp.store.migrating import known, migrate, require_known, version_of
from caseapp.store.record import Record

_BESIDE = ("", "-journal", "-wal", "-shm")
"""Endings of a record and of what SQLite keeps beside it."""
_UNREADABLE = (peewee.PeeweeException, driver.Error, ValueError, TypeError, KeyError)


def copy_verified(record_path: Path, to: Path) -> Path:
    """Copy a record, check the copy, and only then put it at `to`, in place of what was there; return `to`.

    The copy has passed SQLite's integrity check, the journal's chain, and the digests of letters and attachments.

    Raises:
        BackupFailed: the copy did not pass, or `to` is the record itself; nothing was written.
        StoreError: the record cannot be read, or the folder cannot be written.
    """
    if to.absolute() == record_path.absolute():
        raise BackupFailed("备份不能写到办件记录自己的位置，请换一个文件名。")
    require_file(record_path)
    require_writable(to)
    with _beside(to) as part:
        _copy(record_path, part)
        findings = _findings(part, rows=False)
        if findings:
            raise BackupFailed(f"备份没有通过校验，没有保存：{findings[0]}请用“校验”查看全部问题。")
        for ending in _BESIDE[1:]:  # of what stood there before
            to.with_name(to.name + ending).unlink(missing_ok=True)
        _put(part, to)
    return to


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a record is, read without bringing it to this version: the office, how many cases, version of its form."""

    organ: str
    cases: int
    version: int


def peek(path: Path) -> Glimpse:
    """Return what a record is; it is not changed.

    Raises:
        StoreError: no record, one of a newer program, or one that cannot be read.
    """
    require_file(path)
    try:
        with _opened(path) as database:
            version = version_of(require_known(database))
            profile = database.lines("SELECT value FROM setting WHERE key = 'profile'") if version else []
            cases = database.lines("SELECT COUNT(*) FROM cases")[0][0] if version else 0
            organ = str(json.loads(profile[0][0]).get("name", "")) if profile else ""
    except _UNREADABLE as error:
        raise RecordDamaged(path) from error
    return Glimpse(organ, cases, version)


def copy_before_upgrade(record_path: Path, folder: Path) -> Path | None:
    """Keep a verified copy of a record of an earlier version; the check brings a copy of the copy to this version.

    Returns:
        The copy, None where the record needs no upgrade; one made before of the same content is kept as it is.

    Raises:
        StoreError: the record cannot be read, is newer than the program, or cannot be copied; nothing was changed.
    """
    require_file(record_path)
    with _opened(record_path) as database:
        done = require_known(database)
        if done == known() or not done:
            return None
        head = journal.head(database)
    require_writable(record_path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordReadOnly(folder) from error
    stem, number = f"{record_path.stem}-升级前第{version_of(done)}版", 1
    while (copy := folder / f"{stem}{f'-{number}' if number > 1 else ''}{record_path.suffix}").exists():
        if _head(copy) == head:
            return copy
        number += 1
    return copy_verified(record_path, copy)


def keep_copies(record: Record, folder: Path, at: datetime, keep: int = 14) -> Path | None:
    """Keep a verified copy of a record when it changed since the last one, and drop all but the newest `keep`.

    Returns:
        The new copy, None when nothing had changed.

    Raises:
        StoreError: the folder cannot be written, or the copy did not pass its check.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordReadOnly(folder) from error
    kept = _kept(record.path, folder)
    if kept and _head(kept[-1]) == record.journal_head():
        return None
    name = f"{record.path.stem}-{at:%Y%m%d-%H%M%S}{record.path.suffix}"
    made = copy_verified(record.path, folder / name)
    others = [copy for copy in _kept(record.path, folder) if copy != made]  # a clock set back may have named it first
    for old in others[: max(len(others) - keep + 1, 0)]:
        old.unlink(missing_ok=True)
    return made


def restore(copy: Path, to: Path) -> Path | None:
    """Put a copy in the place of a record, after checking it whole; the present file is set aside.

    Returns:
        Where the present file was set aside, None when there was none.

    Raises:
        BackupFailed: the copy did not pass; nothing was changed.
        StoreError: the folder cannot be written, or the present file is in use.
    """
    if copy.absolute() == to.absolute():
        raise BackupFailed("备份与办件记录是同一个文件，不需要恢复。")
    findings = verify(copy)
    if findings:
        raise BackupFailed(f"这个备份没有通过校验，没有恢复：{findings[0]}请换一个备份。")
    require_writable(to)
    with _beside(to) as part:
        _copy(copy, part)
        with _set_aside(to) as aside:
            _put(part, to)
    return aside


def verify(path: Path) -> list[str]:
    """Return a sentence for everything found wrong with a record or a copy of one; empty when it is whole."""
    try:
        require_file(path)
        return _findings(path, rows=True)
    except StoreError as error:
        return [str(error)]


def _findings(path: Path, *, rows: bool) -> list[str]:
    try:
        with _opened(path) as database:
            if require_known(database) == known():
                return inspect_file(database) or (inspect_rows(database) if rows else [])
        return _findings_of_older(path, rows=rows)
    except _UNREADABLE:
        return [str(RecordDamaged(path))]


def _findings_of_older(path: Path, *, rows: bool) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder) / path.name
        _copy(path, current)
        with _opened(current, read_only=False) as database:
            migrate(database)
            return inspect_file(database) or (inspect_rows(database) if rows else [])


@contextmanager
def _opened(path: Path, *, read_only: bool = True) -> Iterator[RecordDatabase]:
    # A journal left by a crash has to be rolled back before anything can be read.
    crashed = path.with_name(path.name + "-journal").exists()
    database = RecordDatabase(path, read_only=read_only and not crashed)
    with database.translated():
        database.connect()
        try:
            yield database
        finally:
            database.close()


def _copy(source: Path, to: Path) -> None:
    with _opened(source) as database:
        target = driver.connect(str(to), isolation_level=None)
        try:
            database.raw().backup(target)
        except driver.OperationalError as error:
            if (getattr(error, "sqlite_errorcode", 0) & 0xFF) == 13:
                raise DiskFull(to) from error
            raise
        finally:
            target.close()


@contextmanager
def _beside(to: Path) -> Iterator[Path]:
    """Hand out a name beside `to` for a file in the making, and leave nothing under it."""
    handle, name = tempfile.mkstemp(prefix=f".{to.name}.", suffix=".part", dir=to.absolute().parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)


def _put(part: Path, to: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        part.replace(to)
    except PermissionError as error:
        raise RecordBusy(to) from error
    _sync_folder(to.absolute().parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _set_aside(path: Path) -> Iterator[Path | None]:
    """Move what stands at a place away, journals with it, and back again where what follows fails.

    A journal without its record is moved too: SQLite would roll it back into whatever comes to stand there.

    Yields:
        Where the record is now, None when there was none.

    Raises:
        RecordBusy: another program holds one of them.
    """
    number = 1
    while True:
        aside = path.with_name(f"{path.stem}.恢复前{number}{path.suffix}")
        if not any(aside.with_name(aside.name + ending).exists() for ending in _BESIDE):
            break
        number += 1
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in _BESIDE:
            old, new = path.with_name(path.name + ending), aside.with_name(aside.name + ending)
            if old.exists():
                old.replace(new)
                moved.append((old, new))
        yield aside if aside.exists() else None
    except BaseException as error:
        for old, new in reversed(moved):
            new.replace(old)
        if isinstance(error, PermissionError):
            raise RecordBusy(path) from error
        raise


def _kept(record_path: Path, folder: Path) -> list[Path]:
    """Return the copies of a record in a folder, oldest first."""
    pattern = re.compile(re.escape(record_path.stem) + r"-\d{8}-\d{6}" + re.escape(record_path.suffix))
    return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))


def _head(copy: Path) -> tuple[int, str] | None:
    try:
        with _opened(copy) as database:
            return journal.head(database)
    except (StoreError, *_UNREADABLE):
        return None
