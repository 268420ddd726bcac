"""One frozen letter or form: its pages, and the ways out as PDF and to a printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.case_views import Document, save_document
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.page_view import FrozenPages
from caseapp.ui.widgets.save_file import ask_place

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell


class DocumentDialog(QDialog):
    """Shows one document of a case.

    Signals:
        printing: the document is to be printed; carries its id.
    """

    printing = Signal(int)

    def __init__(self, shell: Shell, document: Document, number: str) -> None:
        super().__init__(shell)
        self._shell = shell
        self._document = document
        self._file = f"{number} {document.title}.pdf"
        self.setWindowTitle(f"{document.title}　{document.number}".strip())
        self.setAccessibleName(document.title)
        self.resize(780, 640)
        self.pages = FrozenPages(shell.desk, shell.show_trouble, document.title)
        self._save = rows.button("另存为 PDF…")
        self._print = rows.button("打印…")
        self._print.setToolTip("Ctrl+P")
        self._close = rows.button("关闭", primary=True)

        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 10, 16, 12)
        buttons.addWidget(rows.words(f"{document.made_on} 生成；SHA-256 {document.sha256[:16]}…", "faint"))
        buttons.addStretch(1)
        buttons.setSpacing(8)
        buttons.addWidget(self._save)
        buttons.addWidget(self._print)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)

        self._save.clicked.connect(self._ask)
        self._print.clicked.connect(self._ask_print)
        QShortcut(QKeySequence("Ctrl+P"), self, self._ask_print)
        self._close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self._close.setFocus()
        self.pages.set_document(document.id, document.pages)

    def _ask_print(self) -> None:
        self.printing.emit(self._document.id)
        self.accept()

    def _ask(self) -> None:
        ask_place(self, "另存为 PDF", self._file, self._write)

    def _write(self, place: str) -> None:
        document_id, path = self._document.id, Path(place)
        self._shell.desk.ask(
            lambda office: save_document(office, document_id, path), self._written, owner=self, failed=self._failed
        )

    def _written(self, path: Path) -> None:
        self.setWindowTitle(f"已保存到 {path}")

    def _failed(self, error: Exception) -> None:
        self._shell.show_trouble(error)

