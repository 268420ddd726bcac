"""打印 of a page that is not kept in the record: printer and how, nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.office import Refused
from caseapp.casework.paper.printing import PrintJob, Sent, check_options
from caseapp.ui.paper.print_run import PrintRun
from caseapp.ui.paper.printer_bar import PrinterBar
from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell


class SheetPrintDialog(QDialog):
    """Prints one page or sheet of pages.

    Attributes:
        bar: printer, copies, pages and both sides.

    Signals:
        sent: it went to a printer; says so in words.
    """

    sent = Signal(str)

    def __init__(self, shell: Shell, job: PrintJob) -> None:
        super().__init__(shell)
        self._shell = shell
        self._job = job
        self._busy = False
        title = f"打印：{job.words}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.setMinimumWidth(460)
        self.bar = PrinterBar(shell)
        self._problem = rows.words("", "problem", wrap=True)
        self._cancel = rows.button("返回")
        self._print = rows.button("打印", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words(title, "panelTitle"))
        words = f"共 {job.pages} 页，按原样大小打印在 A4 纸上；这一页不存入记录，打印不登记。"
        layout.addWidget(rows.words(words, "reason", wrap=True))
        layout.addWidget(rows.rule())
        layout.addWidget(self.bar)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._print)
        layout.addLayout(buttons)

        self._problem.hide()
        self.bar.changed.connect(self._block)
        self._cancel.clicked.connect(self.reject)
        self._print.clicked.connect(self._do)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        self._block()
        self._print.setFocus()

    def reject(self) -> None:
        """Stay while the printer is being handed the page."""
        if not self._busy:
            super().reject()

    def _block(self) -> None:
        rows.block(self._print, self.bar.lacking)

    def _do(self) -> None:
        if self._busy:
            return
        if self.bar.lacking:
            if not self.bar.told:
                self._say(self.bar.lacking)
            return
        try:
            options = check_options([self._job], self.bar.options())
        except Refused as refusal:
            self._say(refusal.sentence)
            return
        self._busy = True
        self._problem.hide()
        self.bar.remember()
        run = PrintRun(self._shell, options, None)
        run.ended.connect(self._ended)
        run.broke.connect(self._broke)
        run.start([self._job])

    def _ended(self, sent: Sent) -> None:
        self._busy = False
        if sent.refusal:
            self._say(sent.refusal)
            return
        self.sent.emit(f"已送“{self.bar.options().printer}”")
        self.accept()

    def _broke(self, _error: Exception) -> None:
        self._busy = False
        self.reject()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setAccessibleName(sentence)
        self._problem.show()
