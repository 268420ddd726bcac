"""Shown when the record does not open: why, what is safe, and the ways on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from caseapp.ui import rows
from caseapp.ui.page import Page
from caseapp.ui.shell import Shell
from caseapp.ui.tokens import FORM_WIDTH


class TroublePage(Page):
    """The record stays closed; nothing was changed."""

    kinds = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "没有打开办件记录")
        self._sentence = rows.words("", wrap=True)
        self._retry = rows.button("重试", primary=True)
        self._quit = rows.button("退出")

        buttons = QHBoxLayout()
        buttons.addWidget(self._retry)
        buttons.addWidget(self._quit)
        buttons.addStretch(1)
        frame, inner = rows.panel()
        frame.setMaximumWidth(FORM_WIDTH)
        inner.addWidget(self._sentence)
        inner.addWidget(rows.words("没有改动任何文件。也可以用“--record 位置”打开另一个记录。", "reason", wrap=True))
        inner.addLayout(buttons)
        self.body.addWidget(frame)
        self.body.addStretch(1)

        self._retry.clicked.connect(self._again)
        self._quit.clicked.connect(shell.close)

    def set_sentence(self, sentence: str) -> None:
        """Say why the record does not open."""
        self._sentence.setText(sentence)

    def primary(self) -> QPushButton:
        """Return 重试."""
        return self._retry

    def go_back(self) -> None:
        """There is nowhere to go back to."""

    def _again(self) -> None:
        self.shell.start()
