"""The tabs of a case that hold things: 文书 and 附件."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView, Document, save_attachment, save_document
from caseapp.casework.files import ROLES
from caseapp.casework.letters.wordcopies import save_word, word_copy_of
from caseapp.casework.paper.mailing import MailingView, is_letter, mailing_view
from caseapp.casework.paper.printing import owed_documents
from caseapp.ui.cases.document_dialog import DocumentDialog
from caseapp.ui.paper.envelope_dialog import EnvelopeDialog
from caseapp.ui.paper.print_dialog import PrintDialog
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.widgets.text_table import Column, Line, TextTable

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_NONE_CHOSEN = "请先在表中选择一行。"
_STAYS = "这是内部表单，不寄出，不需要信封。"


class DocumentsTab(QWidget):
    """The frozen letters and forms of a case.

    Signals:
        bundling: all of the case is to be put together.
    """

    bundling = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._view: CaseView | None = None
        columns = (
            Column("日期", 100),
            Column("文书"),
            Column("文号", 190),
            Column("版次", 52, number=True),
            Column("页数", 52, number=True),
            Column("状态", 190),
        )
        self.table = TextTable("文书", columns)
        self._open = rows.button("查看文书", small=True)
        self._save = rows.button("另存为 PDF…", small=True)
        self._word = rows.button("另存为 Word…", small=True)
        self._print = rows.button("打印…", small=True)
        self._owed = rows.button("打印待打印文书…", small=True)
        self._envelope = rows.button("信封…", small=True)
        self._bundle = rows.button("案卷材料…", small=True)
        self._bundle.setToolTip("全部文书和附件按装订顺序编页，合成一个文件")

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._open)
        foot.addWidget(self._save)
        foot.addWidget(self._word)
        foot.addWidget(self._print)
        foot.addWidget(self._envelope)
        foot.addWidget(self._owed)
        foot.addWidget(self._bundle)
        foot.addSpacing(8)
        foot.addWidget(Elided("写错的作废重办。", "faint"), 1)
        layout.addLayout(foot)

        self._open.clicked.connect(self.open_chosen)
        self._save.clicked.connect(self._ask)
        self._word.clicked.connect(self._ask_word)
        self._print.clicked.connect(self.print_chosen)
        self._owed.clicked.connect(self.print_owed)
        self._envelope.clicked.connect(self._ask_envelope)
        self._bundle.clicked.connect(self.bundling)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self._block)

    def set_view(self, view: CaseView) -> None:
        """Show the documents of a case, the newest first."""
        self._view = view
        owed = {document.id for document in owed_documents(view.case)}
        self._owed.setText(f"打印待打印文书 {len(owed)}…" if owed else "打印待打印文书…")
        rows.block(self._owed, "" if owed else "本件的文书都打印过了。")
        self.table.set_lines(
            [
                Line(
                    (
                        d.made_on.isoformat(),
                        d.title,
                        d.number or "—",
                        str(d.version),
                        str(d.pages),
                        f"已作废：{d.void_reason}" if d.voided else "有效，待打印" if d.id in owed else "有效",
                    ),
                    d.id,
                    "faint" if d.voided else "",
                    f"SHA-256 {d.sha256}",
                )
                for d in reversed(view.case.documents)
            ]
        )
        self._block()

    def open_chosen(self) -> None:
        """Show the pages of the chosen document."""
        line = self.table.chosen()
        if line is None or self._view is None:
            self._shell.notice("没有选择文书", _NONE_CHOSEN)
            return
        document = next(d for d in self._view.case.documents if d.id == line.id)
        shown = DocumentDialog(self._shell, document, self._view.case.row.number)
        shown.printing.connect(self._on_printing)
        shown.open()

    def _on_printing(self, document_id: int) -> None:
        self._open_print([document_id])

    def _on_activated(self, _index: QModelIndex) -> None:
        self.open_chosen()

    def _block(self) -> None:
        reason = "" if self.table.chosen() else _NONE_CHOSEN
        for target in (self._open, self._save, self._word, self._print):
            rows.block(target, reason)
        document = self._chosen()
        rows.block(self._envelope, reason or ("" if document and is_letter(document) else _STAYS))

    def _chosen(self) -> Document | None:
        line = self.table.chosen()
        if line is None or self._view is None:
            return None
        return next((d for d in self._view.case.documents if d.id == line.id), None)

    def print_chosen(self) -> None:
        """Ask how to print the chosen document."""
        document = self._chosen()
        if document is None:
            self._shell.notice("没有选择文书", _NONE_CHOSEN)
        else:
            self._open_print([document.id])

    def print_owed(self) -> None:
        """Ask how to print everything the case still owes."""
        if self._view is None:
            return
        owed = [document.id for document in owed_documents(self._view.case)]
        if owed:
            self._open_print(owed)
        else:
            self._shell.notice("没有待打印的文书", "本件的文书都打印过了；要再打印的，请在“文书”中选一份。")

    def _open_print(self, chosen: list[int]) -> None:
        if self._view is not None:
            case = self._view.case
            owed = [document.id for document in owed_documents(case)]
            PrintDialog(self._shell, case.id, case.row.number, case.documents, chosen, owed).open()

    def _ask_envelope(self) -> None:
        document = self._chosen()
        if document is None or self._view is None:
            self._shell.notice("没有选择文书", _NONE_CHOSEN)
            return
        if not is_letter(document):
            self._shell.notice("不需要信封", _STAYS)
            return
        case_id, document_id, today = self._view.case.id, document.id, self._shell.desk.today()
        self._shell.desk.ask(
            lambda office: (document_id, mailing_view(office, case_id, document_id, today)),
            self._open_envelope,
            owner=self,
        )

    def _open_envelope(self, found: tuple[int, MailingView]) -> None:
        if self._view is not None:
            case = self._view.case
            EnvelopeDialog(self._shell, case.id, case.row.number, *found).open()

    def _ask(self) -> None:
        line = self.table.chosen()
        if line is None or self._view is None:
            self._shell.notice("没有选择文书", _NONE_CHOSEN)
            return
        ask_place(self, "另存为 PDF", f"{self._view.case.row.number} {line.cells[1]}.pdf", self._write)

    def _write(self, place: str) -> None:
        line, path = self.table.chosen(), Path(place)
        if line is not None:
            self._shell.desk.ask(lambda office: save_document(office, line.id, path), self._written, owner=self)

    def _ask_word(self) -> None:
        line = self.table.chosen()
        if line is None or self._view is None:
            self._shell.notice("没有选择文书", _NONE_CHOSEN)
            return
        ask_place(self, "另存为 Word", f"{self._view.case.row.number} {line.cells[1]}.docx", self._write_word)

    def _write_word(self, place: str) -> None:
        line, path = self.table.chosen(), Path(place)
        if line is not None:
            self._shell.desk.ask(
                lambda office: save_word(word_copy_of(office, line.id), path), self._written, owner=self
            )

    def _written(self, path: Path) -> None:
        self._shell.notice("已保存", f"文件在 {path}")


class AttachmentsTab(QWidget):
    """The files kept with a case.

    Signals:
        adding: 添加附件 was pressed.
    """

    adding = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        columns = (
            Column("存入时间", 140),
            Column("类别", 120),
            Column("文件名"),
            Column("大小", 90, number=True),
            Column("说明", 240),
        )
        self.table = TextTable("附件", columns)
        self._add = rows.button("添加附件…", small=True)
        self._save = rows.button("另存为…", small=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._add)
        foot.addWidget(self._save)
        foot.addStretch(1)
        foot.addWidget(rows.words("附件存在办件记录里，随备份一起走；国家秘密不得存入。", "faint"))
        layout.addLayout(foot)

        self._add.clicked.connect(self.adding)
        self._save.clicked.connect(self._ask)
        self.table.selectionModel().selectionChanged.connect(self._block)

    def set_view(self, view: CaseView) -> None:
        """Show the files of a case, the newest first."""
        self.table.set_lines(
            [
                Line(
                    (
                        f"{a.added_at:%Y-%m-%d %H:%M}",
                        ROLES.get(a.role, a.role),
                        a.name,
                        size_words(a.size),
                        f"已作废：{a.void_reason}" if a.voided else a.note or "—",
                    ),
                    a.id,
                    "faint" if a.voided else "",
                    f"SHA-256 {a.sha256}",
                )
                for a in reversed(view.case.attachments)
            ]
        )
        self._block()

    def _block(self) -> None:
        rows.block(self._save, "" if self.table.chosen() else _NONE_CHOSEN)

    def _ask(self) -> None:
        line = self.table.chosen()
        if line is None:
            self._shell.notice("没有选择附件", _NONE_CHOSEN)
            return
        ask_place(self, "另存附件", line.cells[2], self._write)

    def _write(self, place: str) -> None:
        line, path = self.table.chosen(), Path(place)
        if line is not None:
            self._shell.desk.ask(lambda office: save_attachment(office, line.id, path), self._written, owner=self)

    def _written(self, path: Path) -> None:
        self._shell.notice("已保存", f"文件在 {path}")


def size_words(size: int) -> str:
    """Return a size in bytes as 12 KB or 3.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
