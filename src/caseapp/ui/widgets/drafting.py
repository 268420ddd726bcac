"""Keeps what is typed in a form: a little after the last keystroke, and at once when the page is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.casework.office_views import Draft, forget_draft, keep_draft, kept_draft
from caseapp.ui.desk import Desk

PAUSE_MS = 400


class DraftKeeper(QObject):
    """The draft of one form.

    Signals:
        saved: the moment it was kept.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, key: str, collect: Callable[[], dict[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = key
        self._collect = collect
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._save)

    def touch(self) -> None:
        """Something was typed."""
        self._timer.start()

    def flush(self) -> None:
        """Keep what is not kept yet, what could not be kept before too."""
        if self._timer.isActive() or self._failed:
            self._timer.stop()
            self._save()

    def load(self, then: Callable[[Draft | None], None]) -> None:
        """Hand over what was kept, None when nothing was."""
        key = self._key
        self._desk.ask(lambda office: kept_draft(office, key), then, owner=self)

    def forget(self) -> None:
        """Drop the draft: it is done or given up."""
        self._timer.stop()
        self._failed = False
        key = self._key
        self._desk.ask(lambda office: forget_draft(office, key), _nothing, owner=self)

    def _save(self) -> None:
        key, payload = self._key, self._collect()
        self._desk.ask(lambda office: keep_draft(office, key, payload), self._kept, owner=self, failed=self._not_kept)

    def _not_kept(self, error: Exception) -> None:
        self._failed = True
        self._desk.troubled.emit(error)

    def _kept(self, at: datetime) -> None:
        self._failed = False
        self.saved.emit(at)


def _nothing(_result: object) -> None:
    return None
