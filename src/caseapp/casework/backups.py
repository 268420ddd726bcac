"""Copies of the record: kept on exit when it changed, made on demand, restored and verified."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from caseapp.casework.office import Office, copies_folder
from caseapp.store import backup


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
    """Return the kept copies, newest first: path, time, size (bytes)."""
    folder = copies_folder(record)
    if not folder.is_dir():
        return []
    found = [p for p in folder.glob(f"*{record.suffix}") if p.is_file()]
    rows = [(p, datetime.fromtimestamp(p.stat().st_mtime).astimezone(), p.stat().st_size) for p in found]
    return sorted(rows, key=lambda row: row[1], reverse=True)
