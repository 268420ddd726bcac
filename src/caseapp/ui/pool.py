"""The second pool of workers: printers and files, whatever takes time and needs no record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

Result = TypeVar("Result")


@dataclass(slots=True)
class _Work:
    """One piece of work and who wants its result."""

    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None] | None
    owner: QObject | None
    result: Any = None
    error: Exception | None = None


class Pool(QObject):
    """Runs work beside the window; results come back on the main thread.

    Attributes:
        closing: set when the window goes; long work looks at it.

    Signals:
        troubled: an exception nobody took.
    """

    troubled = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.closing = Event()
        self._waiting = 0
        self._threads = QThreadPool(self)
        self._threads.setMaxThreadCount(2)
        self._ended.connect(self._finish)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._waiting > 0

    def run(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do some work; ``then`` hears the result unless ``owner`` is gone by then."""
        self._waiting += 1
        job = _Work(work, then, failed, owner)
        self._threads.start(lambda: self._do(job))

    def close(self) -> None:
        """Let what is under way end."""
        self.closing.set()
        self._threads.waitForDone()

    def _do(self, job: _Work) -> None:
        try:
            job.result = job.work()
        except Exception as error:
            job.error = error
        self._ended.emit(job)

    @Slot(object)
    def _finish(self, job: _Work) -> None:
        self._waiting -= 1
        gone = job.owner is not None and not shiboken6.isValid(job.owner)
        if job.error is not None:
            if job.failed is not None and not gone:
                job.failed(job.error)
            else:
                self.troubled.emit(job.error)
        elif not gone:
            job.then(job.result)
