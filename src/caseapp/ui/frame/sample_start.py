"""打开示例: makes the sample year beside the record once, and opens it in a window of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess

from caseapp.casework.office import Office
from caseapp.ui.frame.shell import Shell

_LAST_DAY = "2021-12-31"


def sample_record(office: Office) -> Path:
    """Return the sample record beside the open one, made the first time."""
    from caseapp.casework.upkeep.sample import RECORD_NAME, make_sample

    folder = office.record.path.parent / "示例"
    path = folder / RECORD_NAME
    return path if path.exists() else make_sample(folder).record


class SampleStart(QObject):
    """Starts a second window on the sample."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell

    def start(self) -> None:
        """Make the sample and open it; the office's own record is not touched."""
        self._shell.desk.ask(sample_record, self._open, owner=self)

    def _open(self, record: Path) -> None:
        command = [] if getattr(sys, "frozen", False) else ["-m", "caseapp"]
        QProcess.startDetached(sys.executable, [*command, "--record", str(record), "--today", _LAST_DAY])
