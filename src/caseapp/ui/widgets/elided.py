"""A one-line label that ends in … where its room ends, the whole text in its tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Elided(QLabel):
    """Plain text, shortened while painting; ``text()`` stays whole."""

    def __init__(self, text: str = "", style: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if style:
            self.setObjectName(style)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, its line breaks as blanks."""
        super().setText(" ".join(text.split("\n")))
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as the room asks."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
