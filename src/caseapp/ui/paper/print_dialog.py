"""打印: which documents, on which printer, how; refusals inside, everything typed stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.case_views import Document
from caseapp.casework.office import Done, Office
from caseapp.casework.paper.printers import PrintOptions
from caseapp.casework.paper.printing import PrintJob, Sent, check_options, print_jobs, record_printed, save_documents
from caseapp.ui.paper.print_run import PrintRun, Record
from caseapp.ui.paper.printer_bar import PrinterBar
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.page_view import FrozenPages
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.widgets.scrolling import ScrollArea
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_LEFT = 400
_INTRO = "按原样大小打印在 A4 纸上；打印后登记在时间线中，不影响期限和阶段。"
_NONE_CHOSEN = "还没有选择要打印的文书，请至少选一份。"


class PrintDialog(QDialog):
    """Prints documents of one case.

    Attributes:
        bar: printer, copies, pages and both sides.
        boxes: the documents to tick, by id.
        pages: the document looked at.
    """

    def __init__(
        self,
        shell: Shell,
        case_id: int,
        number: str,
        documents: Sequence[Document],
        chosen: Iterable[int],
        owed: Iterable[int] = (),
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._case_id = case_id
        self._number = number
        self._documents = {document.id: document for document in documents}
        self._busy = False
        title = f"{number} 打印文书"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(1040, 620)
        self.bar = PrinterBar(shell)
        self.boxes: dict[int, QCheckBox] = {}
        self.pages = FrozenPages(shell.desk, shell.show_trouble, "打印预览")
        self._problem = rows.words("", "problem", wrap=True)
        self._save = rows.button("另存为 PDF…")
        self._cancel = rows.button("返回")
        self._print = rows.button("打印", primary=True)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._build_left(title, set(chosen), set(owed)), 0)
        layout.addWidget(self.pages, 1)

        self._problem.hide()
        self.bar.changed.connect(self._block)
        self._save.clicked.connect(self._ask)
        self._cancel.clicked.connect(self.reject)
        self._print.clicked.connect(self._do)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        self._block()
        self._show_first()
        self._print.setFocus()

    def _build_left(self, title: str, chosen: set[int], owed: set[int]) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setContentsMargins(20, 16, 20, 16)
        left.setSpacing(10)
        left.addWidget(rows.words(title, "panelTitle"))
        left.addWidget(rows.words(_INTRO, "reason", wrap=True))
        left.addWidget(rows.rule())
        left.addWidget(self._build_list(chosen, owed), 1)
        left.addWidget(rows.rule())
        left.addWidget(self.bar)
        left.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._print)
        left.addLayout(buttons)
        holder = QWidget()
        holder.setFixedWidth(_LEFT)
        holder.setLayout(left)
        outer = QVBoxLayout()
        outer.addWidget(holder)
        return outer

    def _build_list(self, chosen: set[int], owed: set[int]) -> ScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for document in reversed(self._documents.values()):
            state = "已作废" if document.voided else "待打印" if document.id in owed else "已打印"
            words = "　".join(part for part in (document.title, document.number) if part)
            box = QCheckBox(document.title)
            rows.name(box, words, f"{document.made_on}，{document.pages} 页，{state}")
            box.setToolTip(f"{words}\n{document.made_on} 生成，共 {document.pages} 页，{state}")
            box.setChecked(document.id in chosen)
            box.setProperty("document", document.id)
            box.toggled.connect(self._on_ticked)
            self.boxes[document.id] = box
            column.addWidget(box)
            said = (document.number, str(document.made_on), f"{document.pages} 页", state)
            under = rows.words("　".join(part for part in said if part), "faint")
            under.setContentsMargins(24, 0, 0, 4)
            column.addWidget(under)
        column.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.name(area, "要打印的文书")
        area.setWidget(inside)
        return area

    def reject(self) -> None:
        """Stay while the printer is being handed the documents: what became of them is told here."""
        if not self._busy:
            super().reject()

    def chosen(self) -> list[int]:
        """Return the ids of the ticked documents, the oldest first."""
        return [document_id for document_id in self._documents if self.boxes[document_id].isChecked()]

    def _show_first(self) -> None:
        wanted = self.chosen() or list(self._documents)
        if wanted:
            document = self._documents[wanted[-1]]
            self.pages.set_document(document.id, document.pages)

    def _on_ticked(self, checked: bool) -> None:
        box = self.sender()
        assert isinstance(box, QCheckBox)
        if checked:
            document = self._documents[int(box.property("document"))]
            self.pages.set_document(document.id, document.pages)
        self._problem.hide()
        self._block()

    def _block(self) -> None:
        count = len(self.chosen())
        rows.block(self._print, self.bar.lacking or ("" if count else _NONE_CHOSEN))
        rows.block(self._save, "" if count else _NONE_CHOSEN.replace("打印", "保存"))
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
        case_id, chosen, options = self._case_id, self.chosen(), self.bar.options()
        today = self._shell.desk.today()

        def prepare(office: Office) -> tuple[tuple[PrintJob, ...], PrintOptions]:
            jobs = print_jobs(office, case_id, chosen, today)
            return jobs, check_options(jobs, options)

        self._shell.desk.ask(prepare, self._send, owner=self, failed=self._refuse)

    def _send(self, ready: tuple[tuple[PrintJob, ...], PrintOptions]) -> None:
        jobs, options = ready
        self.bar.remember()
        run = PrintRun(self._shell, options, _recorder(self._case_id, options, self._shell.desk.today()))
        run.ended.connect(self._ended)
        run.broke.connect(self._refuse)
        run.start(jobs)

    def _ended(self, sent: Sent) -> None:
        self._busy = False
        if not sent.refusal:
            self.accept()
            self._shell.notice("已送打印机", printed_words(sent, self.bar.options().printer))
            return
        for document_id in sent.document_ids:
            self.boxes[document_id].setChecked(False)
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
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setAccessibleName(sentence)
        self._problem.show()

    def _ask(self) -> None:
        chosen = self.chosen()
        if not chosen:
            self._say(self._save.toolTip())
        elif len(chosen) == 1:
            ask_place(self, "另存为 PDF", f"{self._number} {self._documents[chosen[0]].title}.pdf", self._write)
        else:
            dialog = QFileDialog(self, "存到哪个文件夹")
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(self._write)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _write(self, place: str) -> None:
        chosen, path, number = self.chosen(), Path(place), self._number
        self._shell.desk.ask(
            lambda office: save_documents(office, chosen, path, number), self._written, owner=self, failed=self._refuse
        )

    def _written(self, paths: tuple[Path, ...]) -> None:
        self._say(f"已保存到 {paths[0] if len(paths) == 1 else paths[0].parent}，没有登记打印。")


def _recorder(case_id: int, options: PrintOptions, today: date) -> Record:
    def record(office: Office, sent: Sent) -> Done:
        return record_printed(office, case_id, sent.document_ids, today, options)

    return record


def printed_words(sent: Sent, printer: str) -> str:
    """Return what the window says of a print that was handed over."""
    titles = "、".join(f"“{job.words}”" for job, _ in sent.jobs[:3])
    more = f"等 {len(sent.jobs)} 份" if len(sent.jobs) > 3 else ""
    return f"{titles}{more}已送“{printer}”，并登记在时间线中。"
