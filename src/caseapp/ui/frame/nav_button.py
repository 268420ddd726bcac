"""A button of the navigation: words at the left, a count at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QToolButton

from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import NAV_WIDTH
from caseapp.ui.widgets import painting


class NavButton(QToolButton):
    """One page of the navigation."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self._count = 0
        self.setObjectName("navButton")
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFixedWidth(NAV_WIDTH - 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("page", key)

    def set_count(self, count: int, description: str) -> None:
        """Show a number at the right; 0 shows nothing."""
        self._count = count
        self.setAccessibleDescription(description)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of the board."""
        return QSize(NAV_WIDTH - 1, 38)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground by the style sheet, then words and count."""
        painter = QPainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
        tokens = current_tokens()
        ink, weight = (tokens.accent_text, 600) if self.isChecked() else (tokens.text2, 400)
        painting.write(painter, self.rect().adjusted(16, 0, -8, 0), self.text(), ink, pixels=14, weight=weight)
        if self._count:
            text = str(self._count)
            width = painting.metrics(12, 500).horizontalAdvance(text) + 2 * painting.BADGE_PAD
            painting.badge(painter, self.width() - width - 12, self.rect().center().y() + 1, text, "danger", tokens)
        painter.end()
