"""A page of plain reading: a title, headed paragraphs, scrolled."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from caseapp.ui import rows
from caseapp.ui.tokens import FORM_WIDTH


class ReadingPane(QScrollArea):
    """Text to read; it can be scrolled by the keyboard and selected."""

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self._inner = QWidget()
        self._inner.setObjectName("plain")
        self._inner.setMaximumWidth(FORM_WIDTH)
        self._layout = QVBoxLayout(self._inner)
        self._layout.setContentsMargins(20, 16, 20, 16)
        self._layout.setSpacing(8)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.name(self, accessible)

    def show_text(self, title: str, parts: Iterable[tuple[str, str]]) -> None:
        """Show a title and headed paragraphs; a part without heading is body text."""
        rows.clear(self._layout)
        self._layout.addWidget(rows.words(title, "pageTitle", wrap=True))
        for heading, text in parts:
            if heading:
                self._layout.addSpacing(6)
                self._layout.addWidget(rows.words(heading, "sectionTitle"))
            body = rows.words(text, wrap=True)
            body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._layout.addWidget(body)
        self._layout.addStretch(1)
        self.verticalScrollBar().setValue(0)
