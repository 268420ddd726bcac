"""Progress of work in the worker thread, and its 取消: told from there, shown here."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from caseapp.ui.widgets import rows


class ProgressLine(QWidget):
    """A bar with 取消, hidden while nothing is under way.

    Signals:
        told: from any thread, how much is done and of how much.
    """

    told = Signal(int, int)

    def __init__(self, words: str) -> None:
        super().__init__()
        self._stop = Event()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)  # it is lower than a line of text
        rows.name(self._bar, words)
        self._words, self._said = words, rows.words(words, "reason")
        self._cancel = rows.button("取消", small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._said)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self.hide()
        self._cancel.clicked.connect(self._stop.set)
        self.told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Show it at nothing done."""
        self._stop.clear()
        self._bar.setRange(0, 0)
        self._said.setText(self._words)
        self.show()

    def end(self) -> None:
        """Hide it."""
        self.hide()

    def cancelled(self) -> bool:
        """Tell whether 取消 was pressed; asked from the worker thread."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Press 取消."""
        self._stop.set()

    def goes_on(self, done: int, total: int) -> bool:
        """Tell progress from the worker thread, and whether to go on."""
        self.told.emit(done, total)
        return not self._stop.is_set()

    def _tell(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(min(done, total))
        self._said.setText(f"{self._words}　{done} / {total}")
