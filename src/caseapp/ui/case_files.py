"""The tabs of a case that hold things: 文书 and 附件."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView, save_attachment, save_document
from caseapp.casework.files import ROLES
from caseapp.casework.wordcopies import save_word, word_copy_of
from caseapp.ui import rows
from caseapp.ui.document_dialog import DocumentDialog
from caseapp.ui.save_file import ask_place
from caseapp.ui.text_table import Column, Line, TextTable

if TYPE_CHECKING:
    from caseapp.ui.shell import Shell

_NONE_CHOSEN = "请先在表中选择一行。"


class DocumentsTab(QWidget):
    """The frozen letters and forms of a case."""

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

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._open)
        foot.addWidget(self._save)
        foot.addWidget(self._word)
        foot.addStretch(1)
        foot.addWidget(rows.words("文书生成后冻结，不能改动；写错的作废后重新办理，文号保留可查。", "faint"))
        layout.addLayout(foot)

        self._open.clicked.connect(self.open_chosen)
        self._save.clicked.connect(self._ask)
        self._word.clicked.connect(self._ask_word)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self._block)

    def set_view(self, view: CaseView) -> None:
        """Show the documents of a case, the newest first."""
        self._view = view
        self.table.set_lines(
            [
                Line(
                    (
                        d.made_on.isoformat(),
                        d.title,
                        d.number or "—",
                        str(d.version),
                        str(d.pages),
                        f"已作废：{d.void_reason}" if d.voided else "有效",
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
        DocumentDialog(self._shell, document, self._view.case.row.number).open()

    def _on_activated(self, _index: QModelIndex) -> None:
        self.open_chosen()

    def _block(self) -> None:
        reason = "" if self.table.chosen() else _NONE_CHOSEN
        for target in (self._open, self._save, self._word):
            rows.block(target, reason)

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
