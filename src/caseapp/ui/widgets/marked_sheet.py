"""The picture of a page with places marked on it: drawn with the mouse, chosen, moved, resized, or only shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from caseapp.casework.review.masking import LABEL, Place
from caseapp.ui.tokens import LIGHT

MILLIMETRE = 72 / 25.4
"""In points."""
_REACH = 7.0
"""Pixels around a corner within which it is taken hold of."""
_LEAST = 4.0
"""Pixels a rectangle must have each way to be one; less is a click."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place shown: its row in the list, from 0, and whether it is chosen and lacks its reason."""

    row: int
    place: Place
    chosen: bool = False
    lacking: bool = False


class MarkedSheet(QLabel):
    """A page; without ``drawable`` the marks are only shown. Colours are those of white paper in both themes.

    Signals:
        drawn: a rectangle was drawn; carries its Place.
        pressed: a mark was pressed, and whether others stay chosen; row -1 is none.
        moved: a mark was moved or resized; carries its row and its new Place.
        removing: Delete was pressed.
    """

    drawn = Signal(object)
    pressed = Signal(int, bool)
    moved = Signal(int, object)
    removing = Signal()

    def __init__(self, *, drawable: bool) -> None:
        super().__init__()
        self._drawable = drawable
        self._page, self._size = -1, (0.0, 0.0)
        self._marks: tuple[Mark, ...] = ()
        self._opaque, self._white, self._locked = False, False, False
        self._start: QPointF | None = None
        self._held: Mark | None = None
        self._fixed: QPointF | None = None  # corner opposite to the one taken hold of
        self._rect = QRectF()
        if drawable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def page(self) -> int:
        """The page the picture shows, from 0; -1 before there is one."""
        return self._page

    def set_page(self, page: int, size: tuple[float, float]) -> None:
        """Say which page the picture shows, from 0, and its width and height in points."""
        if page != self._page:
            self._let_go()
        self._page, self._size = page, size
        self.update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks, those of other pages too when their page comes."""
        self._marks = tuple(marks)
        self.update()

    def set_look(self, *, opaque: bool, white: bool) -> None:
        """Show the marks as they will be in the copy, or let the page shine through."""
        self._opaque, self._white = opaque, white
        self.update()

    def set_locked(self, locked: bool) -> None:
        """Take nothing from mouse and keys while work is under way; a disabled picture would be grey."""
        self._locked = locked
        self._let_go()

    def area_of(self, place: Place) -> QRectF:
        """Return where a place is on the widget."""
        scale, origin = self._scale(), self._origin()
        return QRectF(
            origin.x() + place.x * scale, origin.y() + place.y * scale, place.width * scale, place.height * scale
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page and what is marked on it."""
        super().paintEvent(event)
        if self.pixmap().isNull():
            return
        painter = QPainter(self)
        for mark in self._here():
            held = self._held is not None and self._held.row == mark.row and not self._rect.isNull()
            self._paint_mark(painter, self.area_of(self._place(self._rect)) if held else self.area_of(mark.place), mark)
        if self._held is None and not self._rect.isNull():
            painter.setPen(QPen(QColor(LIGHT.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self.area_of(self._place(self._rect)))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(LIGHT.accent), 2))
            painter.drawRect(self.area_of(Place(0, 0, 0, *self._size)).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_mark(self, painter: QPainter, area: QRectF, mark: Mark) -> None:
        tone = LIGHT.danger if mark.lacking else LIGHT.accent
        if self._opaque:
            painter.setPen(QPen(QColor(Qt.GlobalColor.black), 1))
            painter.setBrush(QColor(Qt.GlobalColor.white if self._white else Qt.GlobalColor.black))
            painter.drawRect(area)
            painter.setPen(QColor(Qt.GlobalColor.black if self._white else Qt.GlobalColor.white))
            self._write(painter, area, LABEL, min(area.height() * 0.8, area.width() * 0.9 / len(LABEL)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            glass = QColor(tone)
            glass.setAlpha(70 if mark.chosen else 40)
            painter.setBrush(glass)
        if mark.chosen or not self._opaque:
            painter.setPen(QPen(QColor(tone), 2 if mark.chosen else 1))
            painter.drawRect(area)
        if not self._drawable:
            return
        if not self._opaque:
            self._paint_number(painter, area, mark.row + 1, tone)
        if mark.chosen:
            painter.setPen(QPen(QColor(tone), 1))
            painter.setBrush(QColor(LIGHT.surface))
            for corner in _corners(area):
                painter.drawRect(QRectF(corner.x() - 3, corner.y() - 3, 6, 6))

    def _paint_number(self, painter: QPainter, area: QRectF, number: int, tone: str) -> None:
        """Put the number above the box, so that what is to be masked can still be read."""
        tag = QRectF(area.left(), max(0.0, area.top() - 14), 8 + 7 * len(str(number)), 14)
        painter.fillRect(tag, QColor(tone))
        painter.setPen(QColor(LIGHT.on_accent))
        self._write(painter, tag, str(number), 11)

    def _write(self, painter: QPainter, area: QRectF, words: str, size: float) -> None:
        if size >= 5:
            font = QFont(self.font())
            font.setPixelSize(min(14, int(size)))
            painter.setFont(font)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a corner, of a mark, or begin a new one; with Shift always a new one."""
        free = self._drawable and not self._locked and not self.pixmap().isNull()
        if not free or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at, shift = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._held, self._fixed = (None, None) if shift else self._hold(at)
        self._start, self._rect = self._point(at), QRectF()
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.pressed.emit(self._held.row if self._held else -1, keep)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch or shift what is held."""
        if self._start is None:
            super().mouseMoveEvent(event)
            return
        at = self._point(event.position())
        if self._rect.isNull() and (at - self._start).manhattanLength() * self._scale() < _LEAST:
            return
        if self._held is None:
            self._rect = QRectF(self._start, at).normalized()
        elif self._fixed is not None:
            self._rect = QRectF(self._fixed, at).normalized()
        else:
            self._rect = self._inside(_rect_of(self._held.place).translated(at - self._start))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hand out what was drawn or moved."""
        if self._start is None:
            super().mouseReleaseEvent(event)
            return
        rect, held = self._rect, self._held
        self._let_go()
        if min(rect.width(), rect.height()) * self._scale() < _LEAST:
            return
        if held is None:
            self.drawn.emit(self._place(rect))
        else:
            self.moved.emit(held.row, self._place(rect))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen mark by a millimetre, with Shift its lower right corner; Delete removes."""
        key = Qt.Key(event.key())
        free = self._drawable and not self._locked
        chosen = [mark for mark in self._here() if mark.chosen] if free else []
        if chosen and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removing.emit()
        elif len(chosen) == 1 and key in _ARROWS:
            rect = _rect_of(chosen[0].place)
            by = QPointF(*_ARROWS[key]) * MILLIMETRE
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                rect.setBottomRight(self._on_page(rect.bottomRight() + by))
            else:
                rect = self._inside(rect.translated(by))
            if min(rect.width(), rect.height()) >= 1:
                self.moved.emit(chosen[0].row, self._place(rect))
        else:
            super().keyPressEvent(event)

    def _here(self) -> list[Mark]:
        return [mark for mark in self._marks if mark.place.page == self._page]

    def _hold(self, at: QPointF) -> tuple[Mark | None, QPointF | None]:
        """Return the mark at a point, and the corner that stays where one is pulled at."""
        for mark in self._here():
            corners = _corners(self.area_of(mark.place))
            for number, corner in enumerate(corners if mark.chosen else ()):
                if max(abs(corner.x() - at.x()), abs(corner.y() - at.y())) <= _REACH:
                    return mark, _corners(_rect_of(mark.place))[3 - number]
        under = [mark for mark in self._here() if self.area_of(mark.place).contains(at)]
        return (min(under, key=lambda m: m.place.width * m.place.height), None) if under else (None, None)

    def _let_go(self) -> None:
        self._start, self._held, self._fixed, self._rect = None, None, None, QRectF()
        self.update()

    def _scale(self) -> float:
        """Return pixels a point."""
        width = self.pixmap().deviceIndependentSize().width()
        return width / self._size[0] if width and self._size[0] else 1.0

    def _origin(self) -> QPointF:
        width = int(self.pixmap().deviceIndependentSize().width())
        return QPointF(max(0, (self.width() - width) // 2), 0)

    def _point(self, at: QPointF) -> QPointF:
        """Return a point of the widget in points of the page."""
        moved, scale = at - self._origin(), self._scale()
        return self._on_page(QPointF(moved.x() / scale, moved.y() / scale))

    def _on_page(self, point: QPointF) -> QPointF:
        width, height = self._size
        return QPointF(min(max(point.x(), 0.0), width), min(max(point.y(), 0.0), height))

    def _inside(self, rect: QRectF) -> QRectF:
        """Return a rectangle shifted onto the page."""
        left = min(max(rect.left(), 0.0), max(0.0, self._size[0] - rect.width()))
        top = min(max(rect.top(), 0.0), max(0.0, self._size[1] - rect.height()))
        return QRectF(left, top, rect.width(), rect.height())

    def _place(self, rect: QRectF) -> Place:
        return Place(self._page, rect.x(), rect.y(), rect.width(), rect.height())


def _rect_of(place: Place) -> QRectF:
    return QRectF(place.x, place.y, place.width, place.height)


def _corners(rect: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """Return the corners; the one opposite to number n is 3 - n."""
    return rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()
