"""Drawing the delegates share: text with its colour and weight, badges, elided."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication

from caseapp.ui.tokens import Tokens, tone_colours

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
BADGE_PAD = 7


@cache
def font(pixels: int, weight: int = 400) -> QFont:
    """Return the UI font in a size (px) and weight."""
    made = QFont(QApplication.font())
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    return made


@cache
def metrics(pixels: int, weight: int = 400) -> QFontMetrics:
    """Return the metrics of the UI font in a size (px) and weight."""
    return QFontMetrics(font(pixels, weight))


def write(
    painter: QPainter,
    rect: QRect,
    text: str,
    colour: str,
    *,
    pixels: int = 13,
    weight: int = 400,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Write one line into a rectangle, elided at the right, and return its width (px)."""
    painter.setFont(font(pixels, weight))
    painter.setPen(QColor(colour))
    shown = metrics(pixels, weight).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return metrics(pixels, weight).horizontalAdvance(shown)


def badge(painter: QPainter, left: int, middle: int, text: str, tone: str, tokens: Tokens, *, room: int = 999) -> int:
    """Draw a badge at ``left`` around the line ``middle`` and return its width (px); ``provisional`` is dashed."""
    fm = metrics(12, 500)
    shown = fm.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room - 2 * BADGE_PAD))
    rect = QRect(left, middle - 10, fm.horizontalAdvance(shown) + 2 * BADGE_PAD, 20)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tone == "provisional":
        ink = tokens.text2
        painter.setPen(QPen(QColor(tokens.line_strong), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        ink, ground = tone_colours(tokens, tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, 3, 3)
    painter.restore()
    write(painter, rect, shown, ink, pixels=12, weight=500, align=CENTER)
    return rect.width()
