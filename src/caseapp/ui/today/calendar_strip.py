"""The calendar strip of 今日: what was counted, week by week, with the due dates marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from caseapp.casework.today_views import StripDay
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import Tokens, tone_colours
from caseapp.ui.widgets import painting, rows

_ROW, _HEAD, _MONTH = 21, 22, 40
_LEGEND_ROOM = 30


class CalendarStrip(QWidget):
    """Seven columns of days; 休息日 grey, 上班日 framed, unpublished days hatched, due dates underlined."""

    def __init__(self) -> None:
        super().__init__()
        self._days: list[StripDay] = []
        self._today = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_HEAD + 6 * _ROW + _LEGEND_ROOM)
        rows.name(self, "工作日历")

    def set_days(self, days: list[StripDay], today: int) -> None:
        """Show whole weeks; ``today`` is the index of today among the days."""
        self._days = days
        self._today = today
        due = "；".join(d.words.replace("\n", "，") for d in days if d.tone)
        self.setAccessibleDescription(due or "没有到期的申请")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for all the weeks."""
        return QSize(_MONTH + 7 * 28, _HEAD + len(self._days) // 7 * _ROW + _LEGEND_ROOM)

    def event(self, event: QEvent) -> bool:
        """Say the day's reason where the pointer rests."""
        if isinstance(event, QHelpEvent):
            index = self._index_at(event.pos())
            if index is not None:
                QToolTip.showText(event.globalPos(), self._days[index].words, self)
                return True
        return super().event(event)

    def shown_weeks(self) -> tuple[int, int]:
        """Return first and last (excluded) week shown: all of them, or those that fit, today among them."""
        weeks = len(self._days) // 7
        room = max(1, (self.height() - _HEAD - _LEGEND_ROOM) // _ROW)
        if weeks <= room:
            return 0, weeks
        this = self._today // 7
        first = min(max(0, this - room // 3), weeks - room)
        return first, first + room

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw head, days and legend."""
        painter = QPainter(self)
        tokens = current_tokens()
        cell = self._cell()
        for column, name in enumerate("一二三四五六日"):
            place = QRect(_MONTH + column * cell, 0, cell, _HEAD)
            painting.write(painter, place, name, tokens.text2, pixels=12, align=painting.CENTER)
        first, last = self.shown_weeks()
        for week in range(first, last):
            self._draw_week(painter, tokens, week, week - first, cell)
        self._draw_legend(painter, tokens, _HEAD + (last - first) * _ROW + 6)
        painter.end()

    def _cell(self) -> int:
        return (self.width() - _MONTH) // 7

    def _index_at(self, point: QPoint) -> int | None:
        column, row = (point.x() - _MONTH) // max(1, self._cell()), (point.y() - _HEAD) // _ROW
        first, last = self.shown_weeks()
        if not (0 <= column < 7 and 0 <= row < last - first) or point.x() < _MONTH or point.y() < _HEAD:
            return None
        return (first + row) * 7 + column

    def _draw_week(self, painter: QPainter, tokens: Tokens, week: int, row: int, cell: int) -> None:
        days = self._days[week * 7 : week * 7 + 7]
        top = _HEAD + row * _ROW
        starts = [d.day for d in days if d.day.day == 1]
        if starts or row == 0:
            month = (starts[0] if starts else days[0].day).month
            painting.write(painter, QRect(0, top, _MONTH - 6, _ROW), f"{month} 月", tokens.text2, pixels=12)
        for column, day in enumerate(days):
            rect = QRect(_MONTH + column * cell, top, cell, _ROW)
            self._draw_day(painter, tokens, day, rect, week * 7 + column == self._today)
            painter.setPen(QPen(QColor(tokens.line_strong), 1))
            if day.day.day <= 7 and row > 0:
                painter.drawLine(rect.topLeft(), rect.topRight())
            if day.day.day == 1 and column > 0 and row > 0:
                painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _draw_day(self, painter: QPainter, tokens: Tokens, day: StripDay, rect: QRect, today: bool) -> None:
        inner = rect.adjusted(1, 1, -1, -1)
        ink = tokens.text3 if day.rest else tokens.text
        if today:
            painter.fillRect(inner, QColor(tokens.accent))
            ink = tokens.on_accent
        elif day.rest:
            painter.fillRect(inner, QColor(tokens.rest))
        if not day.published and not today:
            painter.fillRect(inner, QBrush(QColor(tokens.line), Qt.BrushStyle.BDiagPattern))
        if day.made_up:
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inner.adjusted(0, 0, -1, -1))
        weight = 600 if today or day.made_up else 400
        painting.write(painter, rect, str(day.day.day), ink, pixels=12, weight=weight, align=painting.CENTER)
        if day.tone:
            colour = QColor(tokens.on_accent if today else tone_colours(tokens, day.tone)[0])
            painter.fillRect(QRect(rect.center().x() - 6, rect.bottom() - 3, 13, 3), colour)

    def _draw_legend(self, painter: QPainter, tokens: Tokens, top: int) -> None:
        left, room = 0, 12
        for words, kind in (("休息日", "rest"), ("上班日", "made_up"), ("未公布", "hatched"), ("到期", "due")):
            box = QRect(left, top + 3, room, room)
            painter.setPen(Qt.PenStyle.NoPen)
            if kind == "rest":
                painter.fillRect(box, QColor(tokens.rest))
            elif kind == "hatched":
                painter.fillRect(box, QBrush(QColor(tokens.line_strong), Qt.BrushStyle.BDiagPattern))
            elif kind == "due":
                painter.fillRect(QRect(left, top + 7, room, 3), QColor(tokens.danger))
            else:
                painter.setPen(QPen(QColor(tokens.accent), 1))
                painter.drawRect(box.adjusted(0, 0, -1, -1))
            place = QRect(left + room + 5, top, 44, 18)
            left += room + 5 + painting.write(painter, place, words, tokens.text2, pixels=12) + 12
