"""打印所选: the documents of several cases to one printer, recorded case by case; refusals inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.office import Done, Office
from caseapp.casework.paper.batch_printing import KINDS, BatchLine, batch_jobs, batch_lines, record_batch, save_batch
from caseapp.casework.paper.printers import PrintOptions
from caseapp.casework.paper.printing import PrintJob, Sent, check_options
from caseapp.ui.paper.print_dialog import printed_words
from caseapp.ui.paper.print_run import PrintRun, Record
from caseapp.ui.paper.printer_bar import PrinterBar
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_INTRO = "各件的文书按台账中的顺序依次打印，按原样大小印在 A4 纸上；打印后登记在各件的时间线中，不影响期限和阶段。"
_COLUMNS = (Column("登记编号", 96), Column("申请人", 150), Column("文书"), Column("页数", 56, number=True))


class BatchDialog(QDialog):
    """Prints documents of the cases selected.

    Attributes:
        kind: which documents.
        bar: printer, copies, pages and both sides.
        table: the cases with what is printed of each.
    """

    def __init__(self, shell: Shell, case_ids: Sequence[int]) -> None:
        super().__init__(shell)
        self._shell, self._ids = shell, tuple(case_ids)
        self._lines: list[BatchLine] = []
        self._lacking = "正在查找文书，请稍候。"
        self._busy = False
        title = f"打印所选 {len(self._ids):,} 件的文书"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(980, 600)
        self.kind = rows.choice(list(KINDS.items()))
        self.table = TextTable("要打印的文书", _COLUMNS)
        self.bar = PrinterBar(shell)
        self._sum = rows.words("", "secondary", wrap=True)
        self._problem = rows.words("", "problem", wrap=True)
        self._save = rows.button("另存为 PDF…")
        self._cancel = rows.button("返回")
        self._print = rows.button("打印", primary=True)

        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(rows.Row("打印哪些文书", self.kind))
        left.addWidget(rows.rule())
        left.addWidget(self.bar)
        left.addStretch(1)
        left.addWidget(self._sum)
        left.addWidget(self._problem)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 2)
        middle.addWidget(self.table, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words(title, "panelTitle"))
        layout.addWidget(rows.words(_INTRO, "reason", wrap=True))
        layout.addLayout(middle, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._print)
        layout.addLayout(buttons)

        self._problem.hide()
        self.kind.currentIndexChanged.connect(self._ask)
        self.bar.changed.connect(self._block)
        self._save.clicked.connect(self._ask_folder)
        self._cancel.clicked.connect(self.reject)
        self._print.clicked.connect(self._do)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        self._ask()
        self._print.setFocus()

    def reject(self) -> None:
        """Stay while the printer is being handed the documents."""
        if not self._busy:
            super().reject()

    def _ask(self, _place: int = 0) -> None:
        ids, kind, today = self._ids, str(self.kind.currentData()), self._shell.desk.today()
        self._lacking = "正在查找文书，请稍候。"
        self._block()
        self._shell.desk.ask(
            lambda office: (kind, batch_lines(office, ids, kind, today)), self._show, owner=self, failed=self._refuse
        )

    def _show(self, found: tuple[str, list[BatchLine]]) -> None:
        kind, lines = found
        if kind != self.kind.currentData():
            return
        self._lines = lines
        self.table.set_lines(
            [
                Line(
                    (line.number, line.applicant, "、".join(line.titles) or "没有", str(line.pages or "—")),
                    line.case_id,
                    "" if line.titles else "faint",
                )
                for line in lines
            ]
        )
        documents, pages = sum(len(line.titles) for line in lines), sum(line.pages for line in lines)
        without = sum(1 for line in lines if not line.titles)
        more = f"；{without} 件没有这样的文书，不打印" if without else ""
        self._sum.setText(f"共 {documents} 份、{pages} 页{more}。")
        self._lacking = "" if documents else "所选的申请没有这样的文书。"
        self._block()

    def _block(self) -> None:
        rows.block(self._print, self.bar.lacking or self._lacking)
        rows.block(self._save, self._lacking)
        count = sum(len(line.titles) for line in self._lines)
        self._print.setText(f"打印 {count} 份文书" if count > 1 else "打印")

    def _do(self) -> None:
        if self._busy:
            return
        if reason := self._print.toolTip():
            if reason == self.bar.lacking and self.bar.told:
                self.bar.printer.setFocus()
            else:
                self._say(reason)
            return
        self._busy = True
        self._problem.hide()
        rows.block(self._print, "正在送往打印机，请稍候。")
        lines, options, today = self._lines, self.bar.options(), self._shell.desk.today()

        def prepare(office: Office) -> tuple[tuple[PrintJob, ...], PrintOptions]:
            jobs = batch_jobs(office, lines, today)
            return jobs, check_options(jobs, options)

        self._shell.desk.ask(prepare, self._send, owner=self, failed=self._refuse)

    def _send(self, ready: tuple[tuple[PrintJob, ...], PrintOptions]) -> None:
        jobs, options = ready
        self.bar.remember()
        today = self._shell.desk.today()
        run = PrintRun(self._shell, options, _recorder(options, today))
        run.ended.connect(self._ended)
        run.broke.connect(self._refuse)
        run.start(jobs)

    def _ended(self, sent: Sent) -> None:
        self._busy = False
        if not sent.refusal:
            self.accept()
            self._shell.notice("已送打印机", printed_words(sent, self.bar.options().printer))
            return
        if sent.jobs and self.kind.currentData() == "owed":
            self._ask()
        self._block()
        self._say(sent.refusal)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self._block()
        sentence = sentence_of(error)
        if sentence is None:
            self.reject()
            self._shell.show_trouble(error)
        else:
            self._lacking = sentence
            self._say(sentence)

    def _ask_folder(self) -> None:
        if self._lacking:
            self._say(self._lacking)
            return
        dialog = QFileDialog(self, "存到哪个文件夹")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, place: str) -> None:
        lines, folder = self._lines, Path(place)
        self._shell.desk.ask(
            lambda office: (save_batch(office, lines, folder), folder), self._written, owner=self, failed=self._refuse
        )

    def _written(self, found: tuple[int, Path]) -> None:
        count, folder = found
        self._say(f"{count} 份文书已保存到 {folder}，没有登记打印。")

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setAccessibleName(sentence)
        self._problem.show()


def _recorder(options: PrintOptions, today: date) -> Record:
    def record(office: Office, sent: Sent) -> Done:
        return record_batch(office, sent, today, options)

    return record
