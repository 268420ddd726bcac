"""A page of plain reading: a title, headed paragraphs, scrolled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from caseapp.ui.tokens import FORM_WIDTH
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_PICTURE_WIDTH = 760


class ReadingPane(ScrollArea):
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

    def show_text(
        self,
        title: str,
        parts: Iterable[tuple[str, str]],
        *,
        picture: Path | None = None,
        sought: Sequence[str] = (),
    ) -> None:
        """Show a title, a picture and headed paragraphs; a part without heading is body text.

        A paragraph that holds every word of ``sought`` (lower case) is marked, and the first one brought into view.
        """
        rows.clear(self._layout)
        first: QWidget | None = None
        self._layout.addWidget(rows.words(title, "pageTitle", wrap=True))
        if picture is not None:
            self._layout.addWidget(_shown(picture, title))
        for heading, text in parts:
            if heading:
                self._layout.addSpacing(6)
                self._layout.addWidget(rows.words(heading, "sectionTitle"))
            body = rows.words(text, wrap=True)
            body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if sought and all(word in text.lower() for word in sought):
                body.setObjectName("found")
                first = first or body
            self._layout.addWidget(body)
        self._layout.addStretch(1)
        self.verticalScrollBar().setValue(0)
        if first is not None:
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(first))


def _shown(picture: Path, title: str) -> QLabel:
    """Return the picture of a page as wide as the text."""
    label = QLabel()
    drawn = QPixmap(str(picture))
    if drawn.width() > _PICTURE_WIDTH:
        drawn = drawn.scaledToWidth(_PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)
    label.setPixmap(drawn)
    rows.name(label, f"“{title}”的画面")
    return label
