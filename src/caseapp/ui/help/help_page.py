"""帮助: the manual beside its contents, searched as it is typed, and the whole of it as a PDF to print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut

from caseapp.casework.outfiles import write_whole
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.frame.shell import Shell
from caseapp.ui.help.manual import TITLE, chapter_for
from caseapp.ui.help.manual_view import ManualView
from caseapp.ui.page import Page
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.words import sentence_of

_WRITE = "另存为 PDF…"


class HelpPage(Page):
    """The manual as a page of the window."""

    kinds = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "帮助")
        self.view = ManualView()
        self._back = rows.button("后退")
        self._save = rows.button(_WRITE)
        self._back.setToolTip("Alt+←")
        self._save.setToolTip("整本手册存成一个可以打印的 PDF 文件（A4）")
        self.header.addWidget(self.view.found)
        self.header.addWidget(self.view.sought)
        self.header.addWidget(self._back)
        self.header.addWidget(self._save)
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 4, 0, 0)
        inner.addWidget(self.view)
        self.body.addWidget(frame, 1)
        self._back.clicked.connect(self.go_before)
        self._save.clicked.connect(self.export)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_before)

    def show_topic(self, key: str) -> None:
        """Show what the manual says of a page of the window; of an unknown one, the first chapter."""
        self.view.forget_places()
        self.view.show_place(chapter_for(key))
        self.view.forget_places()

    def focus_search(self) -> None:
        """Put the cursor into the search line."""
        self.view.sought.setFocus()

    def refresh(self) -> None:
        """Put the cursor into the contents."""
        self.view.tree.setFocus()

    def go_back(self) -> None:
        """Return to the page the manual was opened from."""
        self.shell.open_page(self.shell.before)

    def go_before(self) -> None:
        """Return to what was read before, in the end to the page the manual was opened from."""
        if not self.view.back():
            self.go_back()

    def export(self) -> None:
        """Ask where the whole manual goes as a PDF."""
        if self._save.isEnabled():
            ask_place(self, "另存为 PDF", f"{TITLE.replace('　', ' ')}.pdf", self._write)

    def _write(self, place: str) -> None:
        from caseapp.ui.help.manual_pdf import load_fonts, manual_pdf

        path = Path(place)
        load_fonts()
        self._save.setEnabled(False)
        self._save.setText("正在写 PDF…")
        self.shell.pool.run(
            lambda: write_whole(manual_pdf(), path), self._written, owner=self, failed=self._not_written
        )

    def _written(self, path: Path) -> None:
        self._ready()
        self.shell.notice("已保存", f"文件在 {path}")

    def _not_written(self, error: Exception) -> None:
        self._ready()
        sentence = sentence_of(error)
        if sentence is None:
            self.shell.show_trouble(error)
        else:
            self.shell.alerts.show_alert(Alert("refusal", "没有写出 PDF", sentence))

    def _ready(self) -> None:
        self._save.setEnabled(True)
        self._save.setText(_WRITE)
