"""A single-shot timer that belongs to its widget: what is typed settles before it is acted on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def debounced(parent: QObject, milliseconds: int, act: Callable[[], None]) -> QTimer:
    """Return a timer whose ``start`` puts ``act`` off once more; it dies with its parent."""
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(act)
    return made
