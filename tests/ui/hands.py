"""Hands for the window: find what a person sees by its accessible name, then click and type."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)


def settle(qtbot, shell):
    """Wait until the workers have nothing left to do, and what they brought stands on the screen."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not shell.desk.busy and not shell.pool.busy)
        QApplication.processEvents()


def find(parent, name, kind=QWidget):
    """Return the one visible control with this accessible name."""
    found = [w for w in parent.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
    assert len(found) == 1, f"{len(found)} controls named {name!r}"
    return found[0]


def click(qtbot, parent, name):
    """Press the button with this accessible name."""
    qtbot.mouseClick(find(parent, name, QAbstractButton), Qt.MouseButton.LeftButton)


def type_into(qtbot, parent, name, text):
    """Replace what a field holds by typing."""
    field = find(parent, name)
    if isinstance(field, QComboBox):
        field.setFocus()
        for index in range(field.count()):
            if field.itemText(index) == text:
                _walk_to(qtbot, field, index)
                return
        raise AssertionError(f"{name!r} does not offer {text!r}")
    assert isinstance(field, QLineEdit | QPlainTextEdit | QDateEdit)
    field.setFocus()
    if isinstance(field, QDateEdit):
        _type_day(qtbot, field, date.fromisoformat(text))
        return
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    _write(qtbot, field, text)


def texts(parent):
    """Return every text that is shown below a widget."""
    return [w.text() for w in parent.findChildren(QLabel) if w.isVisible() and w.text()]


def shows(parent, part):
    """Tell whether some shown label holds this text."""
    return any(part in text for text in texts(parent))


def _write(qtbot, field, text):
    """Type; what no key gives is committed as an input method commits it."""
    if text.isascii():
        qtbot.keyClicks(field, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def _walk_to(qtbot, field, index):
    for _ in range(field.count()):
        here = field.currentIndex()
        if here == index:
            return
        qtbot.keyClick(field, Qt.Key.Key_Down if here < index else Qt.Key.Key_Up)


def _type_day(qtbot, field, day):
    field.setSelectedSection(QDateEdit.Section.YearSection)
    qtbot.keyClicks(field, f"{day:%Y%m%d}")
    assert field.date().toPython() == day
