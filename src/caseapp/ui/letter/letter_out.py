"""The ways a reply leaves its page: an editable Word copy, the frozen PDF, a printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.casework.case_views import save_document
from caseapp.casework.letters.letter_views import LetterView
from caseapp.casework.letters.wordcopies import save_word, word_copy_of, word_copy_of_draft
from caseapp.casework.paper.printing import owed_documents
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.letter.slot_form import SlotForm
from caseapp.ui.paper.print_dialog import PrintDialog
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.save_file import ask_place

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell


class WaysOut(QWidget):
    """Three buttons over the reply."""

    def __init__(self, shell: Shell, form: SlotForm) -> None:
        super().__init__()
        self._shell = shell
        self._form = form
        self._view: LetterView | None = None
        self._word = rows.button("另存为 Word…")
        self._pdf = rows.button("另存为 PDF…")
        self._print = rows.button("打印…")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self._word, self._pdf, self._print):
            layout.addWidget(button)
        self._word.clicked.connect(self.save_word)
        self._pdf.clicked.connect(self.save_pdf)
        self._print.clicked.connect(self.ask_printer)

    def set_view(self, view: LetterView) -> None:
        """Take the reply that is shown."""
        self._view = view
        rows.block(self._word, view.problem)
        rows.block(self._pdf, "" if view.reply else "答复书定稿后才能另存。")
        rows.block(self._print, "" if view.reply else "答复书定稿后才能打印。")

    def save_pdf(self) -> None:
        """Save the frozen reply as PDF."""
        if self._view is None or self._view.reply is None:
            self._say("还没有定稿", "答复书定稿后才能另存；草稿的页面就在中间，随填随看。")
            return
        ask_place(self, "另存为 PDF", f"{self._view.case.row.number} {self._view.title}.pdf", self._write)

    def save_word(self) -> None:
        """Save the reply as .docx for the OA: the frozen one, before 定稿 what is typed."""
        view = self._view
        if view is None or view.problem:
            self._say("还没有答复书", f"{view.problem}没有写出文件。" if view else "正在读取，请稍候再试。")
            return
        state = "" if view.reply else " 草稿"
        ask_place(self, "另存为 Word", f"{view.case.row.number} {view.title}{state}.docx", self._write_word)

    def ask_printer(self) -> None:
        """Ask how to print the frozen reply."""
        view = self._view
        if view is None or view.reply is None:
            self._say("还没有定稿", "答复书定稿后才能打印；送签用的草稿请另存为 Word。")
            return
        owed = [document.id for document in owed_documents(view.case)]
        PrintDialog(self._shell, view.case.id, view.case.row.number, [view.reply], [view.reply.id], owed).open()

    def _write(self, place: str) -> None:
        if self._view is not None and self._view.reply is not None:
            document_id, path = self._view.reply.id, Path(place)
            self._shell.desk.ask(lambda office: save_document(office, document_id, path), self._written, owner=self)

    def _write_word(self, place: str) -> None:
        view, path, desk = self._view, Path(place), self._shell.desk
        if view is None:
            return
        if view.reply is not None:
            document_id = view.reply.id
            desk.ask(lambda office: save_word(word_copy_of(office, document_id), path), self._written, owner=self)
            return
        case_id, draft, today = view.case.id, self._form.draft(), desk.today()
        desk.ask(
            lambda office: save_word(word_copy_of_draft(office, case_id, today, draft), path),
            self._written,
            owner=self,
        )

    def _written(self, path: Path) -> None:
        self._shell.notice("已保存", f"文件在 {path}")

    def _say(self, title: str, text: str) -> None:
        self._shell.alerts.show_alert(Alert("refusal", title, text))
