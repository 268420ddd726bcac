"""Copies of the record: kept on exit when it changed, made on demand, restored and verified."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from caseapp.casework.office import COPIES, Office, Refused, copies_folder
from caseapp.store import backup
from caseapp.store.errors import StoreError

_KEPT_NAME = re.compile(r"-\d{8}-\d{6}$|-升级前第\d+版(-\d+)?$")


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy that could be put back.

    Attributes:
        at: when it was written.
        size: bytes.
        organ: of its profile, "" where none is filled in.
        cases: how many it has.
        trouble: why it cannot be put back, "" where nothing is known against it.
    """

    path: Path
    at: datetime
    size: int
    organ: str = ""
    cases: int = 0
    trouble: str = ""


def keep_copy(office: Office, *, apart: timedelta = timedelta(0)) -> Path | None:
    """Keep a verified copy beside the record when it changed since the last one; the newest 14 stay.

    Args:
        office: the open record.
        apart: no copy is made sooner than this after the last one, so that a script of many commands does not
            push the copies of earlier days out.

    Raises:
        StoreError: the copy could not be made; the record itself is untouched.
    """
    kept = kept_copies(office.record.path)
    if kept and timedelta(0) <= office.now() - kept[0][1] < apart:
        return None
    return backup.keep_copies(office.record, copies_folder(office.record.path), office.now())


def backup_to(office: Office, to: Path | None = None) -> Path:
    """Copy the record, check the copy and put it at ``to``, or beside the record under today's name."""
    if to is None:
        stamp = f"{office.now():%Y%m%d-%H%M%S}"
        to = copies_folder(office.record.path) / f"{office.record.path.stem}-{stamp}{office.record.path.suffix}"
        to.parent.mkdir(parents=True, exist_ok=True)
    return backup.copy_verified(office.record.path, to)


def restore(copy: Path, record: Path) -> Path | None:
    """Put a verified copy in the place of the record and return where the present one was set aside."""
    return backup.restore(copy, record)


def verify(path: Path) -> list[str]:
    """Return what is wrong with a record or copy: damage, broken journal chain, altered letters; [] when whole."""
    return backup.verify(path)


def kept_copies(record: Path) -> list[tuple[Path, datetime, int]]:
    """Return the kept copies of this record and no other, newest first: path, time, size (bytes)."""
    folder = copies_folder(record)
    if not folder.is_dir():
        return []
    found = [p for p in folder.glob(f"*{record.suffix}") if p.is_file() and _is_copy_of(p, record)]
    rows = [(p, datetime.fromtimestamp(p.stat().st_mtime).astimezone(), p.stat().st_size) for p in found]
    return sorted(rows, key=lambda row: row[1], reverse=True)


def _is_copy_of(path: Path, record: Path) -> bool:
    named = _KEPT_NAME.search(path.stem)
    return named is not None and path.stem[: named.start()] == record.stem


def refuse_kept_copy(record: Path) -> None:
    """Refuse to work on a copy the program keeps itself: what is registered there would not be in the record.

    Raises:
        Refused: it is one, by its folder and its name.
    """
    if record.absolute().parent.name == COPIES and _KEPT_NAME.search(record.stem):
        raise Refused(
            f"“{record.name}”是程序自动留的备份，不能在备份上办理，没有打开。"
            "请打开原来的办件记录；要用这个备份的，在“设置”的“备份与记录”按“用备份恢复…”。"
        )


def restorable(record: Path) -> list[KeptCopy]:
    """Return the kept copies of a record, newest first, with what they hold."""
    return [glimpse_of(path) for path, _, _ in kept_copies(record)]


def doubt_of(copy: KeptCopy, record: Path) -> str:
    """Say why a copy may not be one of this record; "" where nothing speaks against it."""
    try:
        present = backup.peek(record)
    except StoreError:  # it is what has to be replaced
        return ""
    if present.organ and copy.organ and present.organ != copy.organ:
        return f"这个备份是“{copy.organ}”的，现在的办件记录是“{present.organ}”的。确实要换上它的，再按一次“用它恢复”。"
    return ""


def glimpse_of(path: Path) -> KeptCopy:
    """Return what a file that may be a copy holds; it is not changed, and checked whole only when it is put back.

    Raises:
        OSError: there is no such file.
    """
    stat = path.stat()
    at = datetime.fromtimestamp(stat.st_mtime).astimezone()
    try:
        told = backup.peek(path)
    except StoreError as error:
        return KeptCopy(path, at, stat.st_size, trouble=str(error))
    return KeptCopy(path, at, stat.st_size, told.organ, told.cases)
