"""信封、邮寄面单: whom a letter is posted to, on which paper; the page beside it as it will be printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.letters.reckoning import save_sheet, sheet_page
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.paper.mailing import SIZES, Mailing, MailingView, envelope_file_name, envelope_job, envelope_sheet
from caseapp.casework.paper.printers import PrintOptions, checked
from caseapp.casework.paper.printing import Sent, record_printed
from caseapp.ui.paper.print_run import PrintRun, Record
from caseapp.ui.paper.printer_bar import PrinterBar
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.fields import Field, FieldSet
from caseapp.ui.widgets.page_view import PageView
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.casework.letters.reckoning import Picture, Sheet
    from caseapp.ui.frame.shell import Shell

_LEFT = 460
_INTRO = "文书应当交邮政企业（EMS 或者挂号信）寄递，不用到付。改动只用于这一次打印，不改登记的地址。"
_ENVELOPES = frozenset({"DL", "C5"})


def _fields(mailing: Mailing) -> tuple[Field, ...]:
    return (
        Field("size", "信封", "choice", options=tuple((key, words) for key, (words, _) in SIZES.items())),
        Field(
            "paper",
            "邮政编码框",
            "choice",
            options=(("preprinted", "信封已印好邮编框"), ("blank", "白信封，连框一起印")),
            when=("size", _ENVELOPES),
        ),
        Field("address", "收件地址", "long", True, value=mailing.address, height=58),
        Field("receiver", "收件人", required=True, value=mailing.receiver),
        Field("postcode", "邮政编码", hint="6 位数字，可以留空手写", value=mailing.postcode),
        Field("phone", "联系电话", value=mailing.phone, when=("size", frozenset({"A4"}))),
    )


class EnvelopeDialog(QDialog):
    """Makes the envelope or address sheet of one letter.

    Attributes:
        fields: what is typed.
        bar: printer and copies.
        pages: the envelope as a picture.
    """

    def __init__(self, shell: Shell, case_id: int, number: str, document_id: int, view: MailingView) -> None:
        super().__init__(shell)
        self._shell = shell
        self._case_id = case_id
        self._number = number
        self._document_id = document_id
        self._sheet: Sheet | None = None
        self._asked = 0
        self._busy = False
        title = f"{number} 信封和邮寄面单"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(1040, 620)
        self.fields = FieldSet(_fields(view.mailing), columns=2)
        self.bar = PrinterBar(shell, whole=False)
        self.pages = PageView("信封预览")
        self._problem = rows.words("", "problem", wrap=True)
        self._save = rows.button("另存为 PDF…")
        self._cancel = rows.button("返回")
        self._print = rows.button("打印", primary=True)
        self._soon = debounced(self, 150, self._make)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_left(title, view))
        layout.addWidget(self.pages, 1)

        self._problem.hide()
        self.fields.changed.connect(self._on_changed)
        self.bar.changed.connect(self._block)
        self.pages.asked.connect(self._picture)
        self._save.clicked.connect(self._ask)
        self._cancel.clicked.connect(self.reject)
        self._print.clicked.connect(self._do)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        self._block()
        self._make()
        self.fields.focus_first()

    def _build_left(self, title: str, view: MailingView) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(_LEFT)
        left = QVBoxLayout(holder)
        left.setContentsMargins(20, 16, 20, 16)
        left.setSpacing(10)
        left.addWidget(rows.words(title, "panelTitle"))
        whom = f"寄给{view.whom}" + (f"：{view.document}" if view.document else "")
        left.addWidget(rows.words(f"{whom}。{_INTRO}", "reason", wrap=True))
        left.addWidget(rows.rule())
        left.addWidget(self.fields)
        left.addStretch(1)
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
        return holder

    def reject(self) -> None:
        """Stay while the printer is being handed the envelope."""
        if not self._busy:
            super().reject()

    def _size(self) -> str:
        return str(self.fields.values()["size"])

    def _mailing(self) -> Mailing:
        values = self.fields.values()
        return Mailing(values["receiver"], values["address"], values["postcode"], str(values.get("phone", "")))

    def _on_changed(self) -> None:
        self._problem.hide()
        self.fields.clear_problems()
        self._sheet = None
        self._block()
        self._soon.start()

    def _make(self) -> None:
        """Make the page anew; the newest wins."""
        self._asked += 1
        asked, case_id, document_id = self._asked, self._case_id, self._document_id
        size, mailing, today = self._size(), self._mailing(), self._shell.desk.today()
        boxes = self.fields.values().get("paper") == "blank"

        def work(office: Office) -> tuple[int, Sheet]:
            return asked, envelope_sheet(
                office, case_id, size, mailing, today, document_id=document_id, boxes=boxes
            )

        self._shell.desk.ask(work, self._made, owner=self, failed=self._not_made)

    def _made(self, found: tuple[int, Sheet]) -> None:
        asked, sheet = found
        if asked != self._asked:
            return
        self._sheet = sheet
        self.fields.clear_problems()
        self._block()
        self.pages.start(sheet.pages)
        self._picture(0, self.pages.page_width)

    def _not_made(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
            return
        self._block()
        self.pages.sheet.clear()
        self.pages.show_message(sentence)
        for field in self.fields.fields:
            if f"“{field.label}”" in sentence:
                self.fields.mark(field.key, sentence)

    def _picture(self, page: int, width: int) -> None:
        sheet, asked = self._sheet, self._asked
        if sheet is not None:
            self._shell.desk.ask(lambda _office: (asked, sheet_page(sheet, page, width)), self._show, owner=self)

    def _show(self, found: tuple[int, Picture]) -> None:
        asked, picture = found
        if asked == self._asked and self._sheet is not None:
            self.pages.show_page(picture, self._sheet.pages)

    def _block(self) -> None:
        unmade = "" if self._sheet else "信封还没有排好，请先按提示填写。"
        rows.block(self._print, unmade or self.bar.lacking)
        rows.block(self._save, unmade)

    def _do(self) -> None:
        sheet, reason = self._sheet, self._print.toolTip()
        if self._busy:
            return
        if reason or sheet is None:
            if reason != self.bar.lacking or not self.bar.told:
                self._say(reason)
            return
        try:
            options = checked(self.bar.options(), sheet.pages)
        except Refused as refusal:
            self._refuse(refusal)
            return
        self._busy = True
        self._problem.hide()
        rows.block(self._print, "正在送往打印机，请稍候。")
        self.bar.remember()
        size, document_id = self._size(), self._document_id
        documents = (document_id,) if document_id else ()
        record = _recorder(self._case_id, documents, options, size, self._mailing().receiver, self._shell.desk.today())
        run = PrintRun(self._shell, options, record)
        run.ended.connect(self._ended)
        run.broke.connect(self._refuse)
        run.start([envelope_job(sheet, size, self._number, document_id)])

    def _ended(self, sent: Sent) -> None:
        self._busy = False
        if sent.refusal:
            self._block()
            self._say(sent.refusal)
            return
        words = sent.jobs[0][0].words
        self.accept()
        self._shell.notice("已送打印机", f"“{words}”已送“{self.bar.options().printer}”，并登记在时间线中。")

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self._block()
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setAccessibleName(sentence)
        self._problem.show()

    def _ask(self) -> None:
        if self._sheet is None:
            self._say(self._save.toolTip())
        else:
            ask_place(self, "另存为 PDF", envelope_file_name(self._number, self._size()), self._write)

    def _write(self, place: str) -> None:
        sheet, path = self._sheet, Path(place)
        if sheet is not None:
            self._shell.desk.ask(
                lambda _office: save_sheet(sheet, path), self._written, owner=self, failed=self._refuse
            )

    def _written(self, path: Path) -> None:
        self._say(f"已保存到 {path}，没有登记打印。")


def _recorder(
    case_id: int, documents: tuple[int, ...], options: PrintOptions, size: str, receiver: str, today: date
) -> Record:
    def record(office: Office, _sent: Sent) -> Done:
        return record_printed(office, case_id, documents, today, options, envelope=size, receiver=receiver)

    return record
