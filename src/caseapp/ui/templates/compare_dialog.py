"""与原文比较: the shipped text and the office's own line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell


class CompareDialog(QDialog):
    """Shipped and own text line by line: what the shipped has, what the office has instead."""

    def __init__(self, shell: Shell, what: str, intro: str, lines: list[str]) -> None:
        super().__init__(shell)
        title = f"与原文比较：{what}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(900, 600)
        text = QPlainTextEdit("\n".join(lines) or "与原文相同。")
        text.setReadOnly(True)
        rows.name(text, "比较结果")
        close = rows.button("关闭", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(rows.words(intro, "reason", wrap=True))
        layout.addWidget(text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
