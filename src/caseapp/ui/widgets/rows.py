"""The form-row builder: label, buddy, accessible name, help and problem text are set together, always."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class _NoWheel(QObject):
    """Keeps the wheel from changing a field the page merely scrolls past."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


_no_wheel = _NoWheel()


def still(field: QWidget) -> None:
    """Keep the wheel from changing a field while it has no focus."""
    field.installEventFilter(_no_wheel)


def name(widget: QWidget, accessible: str, description: str = "") -> None:
    """Give a control the name a screen reader and a test find it by."""
    widget.setAccessibleName(accessible)
    if description:
        widget.setAccessibleDescription(description)


def field_label(text: str, buddy: QWidget, *, required: bool = False) -> QLabel:
    """Return the label of a field, its buddy set and the field named after it."""
    label = QLabel(text + ("　*" if required else ""))
    label.setObjectName("fieldLabel")
    label.setBuddy(buddy)
    if not buddy.accessibleName():
        buddy.setAccessibleName(text)
    return label


class Row(QWidget):
    """A field with its label above, and a line below for help or what is wrong.

    Attributes:
        field: the input itself.
    """

    def __init__(self, text: str, field: QWidget, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._hint = hint
        self._label = field_label(text, field, required=required)
        self._below = QLabel(hint, self)  # shown without a parent it would be a window of its own for a moment
        self._below.setObjectName("reason")
        self._below.setWordWrap(True)
        self._below.setVisible(bool(hint))
        if hint:
            field.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(field)
        layout.addWidget(self._below)

    def set_problem(self, text: str) -> None:
        """Show what is wrong below the field, or its hint again when empty."""
        self._below.setObjectName("problem" if text else "reason")
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        self._below.style().polish(self._below)
        set_flag(self.field, "problem", bool(text))


def set_flag(widget: QWidget, flag: str, value: bool) -> None:
    """Set a property the style sheet looks at, and repaint."""
    if widget.property(flag) != value:
        widget.setProperty(flag, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def line(placeholder: str = "", *, accessible: str = "") -> QLineEdit:
    """Return a one-line input."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    if accessible:
        name(field, accessible)
    return field


def text_box(placeholder: str = "", *, height: int = 76, accessible: str = "") -> QPlainTextEdit:
    """Return a several-line input that Tab leaves."""
    field = QPlainTextEdit()
    field.setPlaceholderText(placeholder)
    field.setTabChangesFocus(True)
    field.setFixedHeight(height)
    if accessible:
        name(field, accessible)
    return field


def choice(options: list[tuple[str, str]], *, accessible: str = "") -> QComboBox:
    """Return a drop-down of (key, words); the key is its data."""
    field = QComboBox()
    for key, words in options:
        field.addItem(words, key)
    field.installEventFilter(_no_wheel)
    if accessible:
        name(field, accessible)
    return field


def day_field(day: date, *, accessible: str = "") -> QDateEdit:
    """Return a date input with a calendar, written 2026-11-23."""
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setDisplayFormat("yyyy-MM-dd")
    field.setCalendarPopup(True)
    field.setMinimumDate(QDate(2000, 1, 1))
    field.installEventFilter(_no_wheel)
    if accessible:
        name(field, accessible)
    return field


def day_of(field: QDateEdit) -> date:
    """Return the date a field shows."""
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


def set_day(field: QDateEdit, day: date) -> None:
    """Show a date in a field."""
    field.setDate(QDate(day.year, day.month, day.day))


def button(text: str, *, primary: bool = False, link: bool = False, small: bool = False) -> QPushButton:
    """Return a button; one filled (primary) button a screen is the next step."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setProperty("primary", primary)
    made.setProperty("link", link)
    made.setProperty("small", small)
    made.setAutoDefault(False)
    if link:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def block(target: QPushButton, reason: str) -> None:
    """Mark a button as not allowed now, the reason in tooltip and description; it stays focusable."""
    set_flag(target, "blocked", bool(reason))
    target.setToolTip(reason)
    target.setAccessibleDescription(reason)


def badge(text: str, tone: str) -> QLabel:
    """Return a status badge; the word comes before the colour."""
    made = QLabel(text)
    set_badge(made, text, tone)
    return made


def set_badge(label: QLabel, text: str, tone: str) -> None:
    """Change a badge's word and tone; without a word it is hidden."""
    label.setText(text)
    if not text or label.parentWidget() is not None:  # shown without a parent it would be a window of its own
        label.setVisible(bool(text))
    label.setProperty("badge", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def panel(title: str = "", *trailing: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """Return a panel with a title line, and the layout for what goes inside."""
    frame = QFrame()
    frame.setObjectName("panel")
    outer = QVBoxLayout(frame)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    if title:
        head = QHBoxLayout()
        head.setContentsMargins(12, 7, 12, 7)
        words = QLabel(title)
        words.setObjectName("panelTitle")
        head.addWidget(words)
        head.addStretch(1)
        for widget in trailing:
            head.addWidget(widget)
        outer.addLayout(head)
        outer.addWidget(rule())
    inner = QVBoxLayout()
    inner.setContentsMargins(12, 10, 12, 10)
    inner.setSpacing(8)
    outer.addLayout(inner, 1)
    return frame, inner


def rule() -> QFrame:
    """Return a one-pixel divider."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def words(text: str = "", style: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label in one of the text styles; user text is never taken as markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if style:
        label.setObjectName(style)
    label.setWordWrap(wrap)
    return label


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Empty a layout and free what was in it."""
    while layout.count():
        item = layout.takeAt(0)
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)  # type: ignore[arg-type]
