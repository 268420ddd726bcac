"""Records of an earlier installation (已有的办件记录): found in the usual places, told apart, taken over as a copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from caseapp.casework.office import COPIES
from caseapp.casework.places import RECORD_ENDING, make_folder
from caseapp.store import backup
from caseapp.store.errors import StoreError

_DEPTH, _MOST, _SECONDS = 4, 20, 3.0


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record that could be gone on with.

    Attributes:
        organ: of its profile, "" where none is filled in.
        cases: how many it has; changed: when the file was last written.
        version: of its form.
    """

    path: Path
    organ: str
    cases: int
    changed: datetime
    version: int


def find_records(places: Iterable[Path]) -> list[FoundRecord]:
    """Return the records in some folders and those below, the last written first; what cannot be read is left out.

    The search ends after some seconds: a plugged-in disk may be large.
    """
    until, found, seen = monotonic() + _SECONDS, [], set()
    for path in _files(places, until):
        real = path.resolve()
        if real in seen:
            continue
        seen.add(real)
        try:
            told = backup.peek(path)
            changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        except (StoreError, OSError):
            continue
        if told.cases or told.organ:
            found.append(FoundRecord(path, told.organ, told.cases, changed, told.version))
        if len(found) >= _MOST:
            break
    return sorted(found, key=lambda record: record.changed, reverse=True)


def take_over(found: Path, record: Path) -> None:
    """Put a verified copy of a found record where the program keeps its own; the one found stays as it is.

    Raises:
        StoreError: it did not pass the check, or the place cannot be written; nothing was changed.
    """
    make_folder(record.parent)
    backup.restore(found, record)


def _files(places: Iterable[Path], until: float) -> Iterator[Path]:
    for place in places:
        yield from _below(place, _DEPTH, until)


def _below(folder: Path, depth: int, until: float) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if monotonic() > until:
            return
        try:
            if entry.suffix == RECORD_ENDING and entry.is_file():
                yield entry
            elif depth > 1 and entry.is_dir() and not entry.is_symlink() and _worth(entry.name):
                yield from _below(entry, depth - 1, until)
        except OSError:
            continue


def _worth(name: str) -> bool:
    """Tell whether a folder is looked into: copies the program keeps itself are not offered."""
    return not name.startswith((".", "$")) and name != COPIES
