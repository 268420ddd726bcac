"""The one worker thread that owns the record; screens ask it, and hear on the main thread."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from caseapp.casework.environment import is_lost, is_replaced
from caseapp.casework.office import Done, Office, RecordTrouble
from caseapp.casework.paper.pdfium import PDFIUM
from caseapp.casework.upkeep.opening import Opening, require_same

log = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(slots=True)
class _Job:
    """One piece of work and who wants its result; ``apart`` is done while the record is closed.

    ``era`` counts the records the screens have shown.
    """

    work: Callable[[Office], Any] | None
    then: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    owner: QObject | None
    apart: Callable[[], Any] | None = None
    era: int = 0
    result: Any = None
    error: Exception | None = None


class _Worker(QObject):
    """Lives in the worker thread; opens, uses and closes the record there."""

    finished = Signal(object)

    def __init__(self, opener: Callable[[], Office]) -> None:
        super().__init__()
        self._opener = opener
        self._office: Office | None = None
        self._era = 0
        self._shown: tuple[int, str] | None = None

    @Slot(object)
    def run(self, job: _Job) -> None:
        """Do one job and report it; what was asked of a record that was replaced since is not done to the other one."""
        try:
            if job.era > self._era:
                self._era, self._shown = job.era, None
            if job.apart is not None:
                self.close()
                job.result = job.apart()
            elif job.work is not None:
                office = self._open()
                with PDFIUM:
                    job.result = job.work(office)
                with contextlib.suppress(RecordTrouble):  # it is done, whatever became of the disk since
                    self._shown = office.record.journal_head()
        except Exception as error:
            job.error = error
            if is_lost(error):
                self.close()
        self.finished.emit(job)

    def _open(self) -> Office:
        if self._office is not None and self._office.record.is_replaced():
            self.close()
        if self._office is None:
            self._office = self._opener()
            if self._shown is not None:
                require_same(self._office, self._shown)
        return self._office

    @Slot()
    def close(self) -> None:
        """Close the record in the thread that opened it."""
        if self._office is not None:
            self._office.close()
            self._office = None


class Desk(QObject):
    """What the screens know of the office.

    Attributes:
        today: the day, asked anew each time.
        opening: how the record is opened, None where only the opener knows.

    Signals:
        changed: kinds of thing that changed, and the case id (0 = not one case).
        noted: what a verb left out though it was done.
        troubled: an exception no screen took.
        replaced: the sentence for a record that is another one now than what the screens show.
    """

    changed = Signal(object, int)
    noted = Signal(str)
    troubled = Signal(object)
    replaced = Signal(str)
    _submitted = Signal(object)
    _closing = Signal()

    def __init__(
        self, opener: Callable[[], Office], today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.today = today
        self.opening = opener if isinstance(opener, Opening) else None
        self._waiting = 0
        self._era = 0
        self._thread = QThread()
        self._worker = _Worker(opener)
        self._worker.moveToThread(self._thread)
        self._submitted.connect(self._worker.run)
        self._closing.connect(self._worker.close, Qt.ConnectionType.BlockingQueuedConnection)
        self._worker.finished.connect(self._finish)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._waiting > 0

    def ask(
        self,
        work: Callable[[Office], Result],
        then: Callable[[Result], None],
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read something; ``then`` hears the result unless ``owner`` is gone by then."""
        self._send(_Job(work, then, failed, owner))

    def do(
        self,
        work: Callable[[Office], Done],
        then: Callable[[Done], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a verb; open views hear what changed before ``then`` is called."""
        self._send(_Job(work, then, failed, owner))

    def apart(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something while the record is closed; the next thing asked opens it again."""
        self._send(_Job(None, then, failed, owner, apart=work))

    def begin_anew(self) -> None:
        """Take whatever record stands there from now on; what was asked before is done to the old one or not at all."""
        self._era += 1

    def close(self) -> None:
        """Finish what is under way, close the record and end the thread."""
        if self._thread.isRunning():
            self._closing.emit()
            self._thread.quit()
            self._thread.wait()

    def _send(self, job: _Job) -> None:
        self._waiting += 1
        job.era = self._era
        self._submitted.emit(job)

    @Slot(object)
    def _finish(self, job: _Job) -> None:
        self._waiting -= 1
        gone = job.owner is not None and not shiboken6.isValid(job.owner)
        if job.error is not None:
            if is_replaced(job.error):
                if job.era == self._era:
                    self.replaced.emit(str(job.error))
            elif job.failed is not None and not gone:
                job.failed(job.error)
            else:
                self.troubled.emit(job.error)
            return
        if isinstance(job.result, Done):
            self.changed.emit(job.result.changed, job.result.case_id)
            if job.result.note:
                self.noted.emit(job.result.note)
        if job.then is not None and not gone:
            job.then(job.result)
