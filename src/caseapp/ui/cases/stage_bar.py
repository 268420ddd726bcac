"""The seven stages of a case in one bar: done, current, ahead; painted, and told whole to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.law.stages import StageState
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import STAGE_HEIGHT, Tokens
from caseapp.ui.widgets import rows

_WORDS = {"done": "已完成", "current": "进行中", "ahead": "未到", "skipped": "不需要"}
_DISC = 18


class StageBar(QWidget):
    """Shows the stages; takes no input."""

    def __init__(self) -> None:
        super().__init__()
        self._stages: Sequence[StageState] = ()
        self.setFixedHeight(STAGE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rows.name(self, "办理阶段")

    def set_stages(self, stages: Sequence[StageState]) -> None:
        """Show these stages."""
        self._stages = tuple(stages)
        told = [f"{s.name}{_WORDS[s.state]}{f' {s.on}' if s.on else ''}" for s in self._stages]
        rows.name(self, "办理阶段", "；".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide as the page."""
        return QSize(900, STAGE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint panel, cells, discs and days."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1), 4, 4)
        count = len(self._stages) or 1
        for place, stage in enumerate(self._stages):
            left, right = place * self.width() // count, (place + 1) * self.width() // count
            self._cell(painter, tokens, QRect(left, 1, right - left, self.height() - 2), place, stage)
        painter.end()

    def _cell(self, painter: QPainter, tokens: Tokens, cell: QRect, place: int, stage: StageState) -> None:
        current = stage.state == "current"
        if current:
            painter.fillRect(cell, QColor(tokens.accent_weak))
            painter.fillRect(QRect(cell.left(), cell.bottom() - 2, cell.width(), 3), QColor(tokens.accent))
        if place:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(cell.left(), cell.top(), cell.left(), cell.bottom())
        self._disc(painter, tokens, cell, place, stage)
        font = QFont(self.font())
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        colour = tokens.accent_text if current else tokens.text if stage.state == "done" else tokens.text2
        painter.setPen(QColor(colour))
        words = cell.adjusted(38, 0, -12, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, stage.name)
        right = f"{stage.on:%m-%d}" if stage.on else {"current": "进行中", "skipped": "不需要"}.get(stage.state, "")
        font.setPixelSize(12)
        painter.setFont(font)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)

    def _disc(self, painter: QPainter, tokens: Tokens, cell: QRect, place: int, stage: StageState) -> None:
        disc = QRectF(cell.left() + 12, cell.center().y() - _DISC / 2 + 0.5, _DISC, _DISC)
        edge, ground, ink = {
            "done": (tokens.ok, tokens.ok_bg, tokens.ok),
            "current": (tokens.accent, tokens.accent, tokens.on_accent),
        }.get(stage.state, (tokens.line_strong, tokens.surface, tokens.text2))
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(disc)
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "✓" if stage.state == "done" else str(place + 1))
