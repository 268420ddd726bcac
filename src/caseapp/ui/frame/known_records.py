"""The records worked on before: one of them that is missing is lost and not new, and the last one is the usual one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY, _MOST = "records/known", 20


class KnownRecords:
    """Kept in the user's settings, the last one at the end."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def __contains__(self, record: Path) -> bool:
        return str(record.absolute()) in self._kept()

    def remember(self, record: Path) -> None:
        """Put a record at the end."""
        place = str(record.absolute())
        others = [kept for kept in self._kept() if kept != place]
        self._settings.setValue(_KEY, [*others, place][-_MOST:])
        self._settings.sync()

    def is_first_start(self, record: Path) -> bool:
        """Tell whether a record is neither there nor known."""
        return record not in self and not _stands(record)

    def usual(self, own: Path) -> Path:
        """Return the program's own record, or where there is none the one worked on last, missing or not."""
        kept = self._kept()
        return Path(kept[-1]) if kept and not _stands(own) else own

    def _kept(self) -> list[str]:
        kept = self._settings.value(_KEY)
        return [str(place) for place in kept] if isinstance(kept, list) else [kept] if isinstance(kept, str) else []


def _stands(record: Path) -> bool:
    try:
        return record.exists()
    except OSError:  # of another user, or on a disk that fails: opening it says which
        return True
