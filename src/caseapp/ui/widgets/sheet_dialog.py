"""A page made to be printed and not kept in the record: its pages, and the ways out as PDF and to a printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.letters.reckoning import save_sheet, sheet_page
from caseapp.casework.office import Office
from caseapp.casework.paper.printing import print_sheet_job
from caseapp.ui.paper.sheet_print import SheetPrintDialog
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.page_view import PageView
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.casework.letters.reckoning import Picture, Sheet
    from caseapp.ui.frame.shell import Shell


class SheetDialog(QDialog):
    """Makes a sheet in the worker and shows what will be printed.

    Attributes:
        pages: the pages as pictures.
    """

    def __init__(
        self, shell: Shell, title: str, file_name: str, make: Callable[[Office], Sheet], *, note: str = ""
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._file = file_name if file_name.lower().endswith(".pdf") else f"{file_name}.pdf"
        self._sheet: Sheet | None = None
        self._asked = (-1, -1)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(820, 640)
        self.pages = PageView(title)
        self._said = rows.words(note, "faint", wrap=True)

        self._close = rows.button("关闭")
        self._save = rows.button("存为 PDF…")
        self._print = rows.button("打印…", primary=True)
        self._print.setToolTip("Ctrl+P")

        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 10, 16, 12)
        buttons.setSpacing(8)
        buttons.addWidget(self._said, 1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._save)
        buttons.addWidget(self._print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(rows.rule())
        layout.addLayout(buttons)

        self._block("正在排版，请稍候。")
        self.pages.show_message("正在排版……")
        self.pages.asked.connect(self._fetch)
        self._save.clicked.connect(self._ask)
        self._print.clicked.connect(self._ask_print)
        QShortcut(QKeySequence("Ctrl+P"), self, self._ask_print)
        self._close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self._print.setFocus()
        shell.desk.ask(make, self._made, owner=self, failed=self._not_made)

    def _made(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._block("")
        self.pages.start(sheet.pages)
        self._fetch(0, self.pages.page_width)

    def _not_made(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self.reject()
            self._shell.show_trouble(error)
            return
        self._block(sentence)
        self.pages.show_message(sentence)

    def _fetch(self, page: int, width: int) -> None:
        sheet = self._sheet
        if sheet is None or (page, width) == self._asked:
            return
        self._asked = (page, width)
        self._shell.desk.ask(
            lambda _office: ((page, width), sheet_page(sheet, page, width)),
            self._show,
            owner=self,
            failed=self._not_made,
        )

    def _show(self, found: tuple[tuple[int, int], Picture]) -> None:
        asked, picture = found
        if asked == self._asked and self._sheet is not None:
            self.pages.show_page(picture, self._sheet.pages)

    def _block(self, reason: str) -> None:
        rows.block(self._save, reason)
        rows.block(self._print, reason)

    def _ask_print(self) -> None:
        if self._sheet is None:
            self._say(self._print.toolTip())
        else:
            job = print_sheet_job(self._sheet.pdf, self._sheet.pages, self.windowTitle())
            dialog = SheetPrintDialog(self._shell, job)
            dialog.sent.connect(self._say)
            dialog.open()

    def _ask(self) -> None:
        if self._sheet is None:
            self._say(self._save.toolTip())
        else:
            ask_place(self, "存为 PDF", self._file, self._write)

    def _write(self, place: str) -> None:
        sheet, path = self._sheet, Path(place)
        if sheet is None:
            return
        self._shell.desk.ask(
            lambda _office: save_sheet(sheet, path), self._written, owner=self, failed=self._not_written
        )

    def _written(self, path: Path) -> None:
        self._say(f"已保存到 {path}")

    def _not_written(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self._say(sentence)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setAccessibleName(words)
