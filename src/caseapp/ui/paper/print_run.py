"""One print under way: handed over in the pool, recorded by the desk, watched for a few seconds after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.casework.office import Done, Office
from caseapp.casework.paper.printers import PrintOptions, has_lp, job_trouble, send_to_lp
from caseapp.casework.paper.printing import PrintJob, Sent, send_all
from caseapp.ui.frame.alerts import Alert

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

Record = Callable[[Office, Sent], Done]


class PrintRun(QObject):
    """Prints and records; belongs to the window, so that a dialog closed meanwhile loses nothing.

    Signals:
        ended: what was sent, and why the rest was not.
        broke: an exception nobody expected; nothing more comes.
    """

    ended = Signal(object)
    broke = Signal(object)

    def __init__(self, shell: Shell, options: PrintOptions, record: Record | None) -> None:
        super().__init__(shell)
        self._shell = shell
        self._options = options
        self._record = record
        self._sent = Sent((), "")

    def start(self, jobs: Sequence[PrintJob]) -> None:
        """Hand the jobs over."""
        options = self._options
        self._shell.pool.run(lambda: _send(jobs, options), self._on_sent, owner=self, failed=self._on_bug)

    def _on_sent(self, sent: Sent) -> None:
        self._sent = sent
        record = self._record
        if sent.jobs and record is not None:
            self._shell.desk.do(lambda office: record(office, sent), self._on_recorded, owner=self, failed=self._on_bug)
        else:
            self._tell()

    def _on_recorded(self, _done: Done) -> None:
        self._tell()

    def _tell(self) -> None:
        self.ended.emit(self._sent)
        printer, ids, closing = self._options.printer, self._sent.queue_ids, self._shell.pool.closing
        if ids:
            self._shell.pool.run(
                lambda: job_trouble(printer, ids, stop=closing), self._on_watched, owner=self, failed=self._on_bug
            )
        else:
            self.deleteLater()

    def _on_watched(self, trouble: str) -> None:
        if trouble:
            self._shell.alerts.show_alert(Alert("refusal", "打印可能没有完成", trouble))
        self.deleteLater()

    def _on_bug(self, error: Exception) -> None:
        self.broke.emit(error)
        self._shell.show_trouble(error)
        self.deleteLater()


def _send(jobs: Sequence[PrintJob], options: PrintOptions) -> Sent:
    if has_lp():
        return send_all(jobs, options, send_to_lp)
    from caseapp.ui.paper.raster_print import send_pictures

    return send_all(jobs, options, send_pictures)
