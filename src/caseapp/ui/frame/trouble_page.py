"""Shown when the record does not open: why, what is safe, and the ways on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.settings.restore_dialog import RestoreDialog
from caseapp.ui.tokens import FORM_WIDTH
from caseapp.ui.widgets import rows

_ELSEWHERE = "没有改动任何文件。要用另一个办件记录的，退出后在文件夹里双击它打开。"


class TroublePage(Page):
    """The record stays closed; nothing was changed."""

    kinds = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "没有打开办件记录")
        self._sentence = rows.words("", wrap=True)
        self._retry = rows.button("重试", primary=True)
        self._restore = rows.button("用备份恢复…")
        self._new = rows.button("新建记录")
        self._quit = rows.button("退出")

        buttons = QHBoxLayout()
        buttons.addWidget(self._retry)
        buttons.addWidget(self._restore)
        buttons.addWidget(self._new)
        buttons.addWidget(self._quit)
        buttons.addStretch(1)
        frame, inner = rows.panel()
        frame.setMaximumWidth(FORM_WIDTH)
        inner.addWidget(self._sentence)
        inner.addWidget(rows.words(_ELSEWHERE, "reason", wrap=True))
        inner.addLayout(buttons)
        self.body.addWidget(frame)
        self.body.addStretch(1)

        self._retry.clicked.connect(self._again)
        self._restore.clicked.connect(self._ask_restore)
        self._new.clicked.connect(self._make_new)
        self._quit.clicked.connect(shell.close)

    def set_sentence(self, sentence: str) -> None:
        """Say why the record does not open."""
        self._sentence.setText(sentence)
        opening = self.shell.desk.opening
        self._restore.setVisible(opening is not None)
        self._new.setVisible(opening is not None and opening.missing)

    def primary(self) -> QPushButton:
        """Return 重试."""
        return self._retry

    def go_back(self) -> None:
        """There is nowhere to go back to."""

    def _ask_restore(self) -> None:
        opening = self.shell.desk.opening
        if opening is not None:
            dialog = RestoreDialog(self.shell, opening.record)
            dialog.restored.connect(self.shell.restored)
            dialog.open()

    def _make_new(self) -> None:
        opening = self.shell.desk.opening
        if opening is not None:
            opening.make_new()
            self._again()

    def _again(self) -> None:
        self.shell.start()
