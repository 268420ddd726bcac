"""The one door for alerts: what happened, what is safe, what to do; logged always, never a bare box."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from caseapp.ui.widgets import rows

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alert:
    """What is said.

    Attributes:
        kind: refusal, error or notice.
        title: what happened, in a few words.
        text: why, what is safe, what to do.
        details: for 复制详情, "" when there is nothing to copy.
        action: words of a second button, and what it does.
    """

    kind: str
    title: str
    text: str
    details: str = ""
    action: str = ""
    act: Callable[[], None] | None = None


class AlertPanel(QFrame):
    """Shows one alert over the page until it is read; the page below keeps everything typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("alert")
        self.setFixedWidth(520)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setObjectName("panelTitle")
        self._title.setWordWrap(True)
        self._text = rows.words("", "secondary", wrap=True)
        self._copy = rows.button("复制详情", small=True)
        self._action = rows.button("", small=True)
        self._close = rows.button("知道了", primary=True, small=True)
        self._alert: Alert | None = None
        self._before: QWidget | None = None

        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for widget in (self._copy, self._action, self._close):
            buttons.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(buttons)

        self._close.clicked.connect(self.dismiss)
        self._copy.clicked.connect(self._copy_details)
        self._action.clicked.connect(self._act)
        self.hide()

    @property
    def shown(self) -> Alert | None:
        """The alert on the screen, None when there is none."""
        return self._alert

    def show_alert(self, alert: Alert) -> None:
        """Say it: the panel takes the focus, and gives it back when dismissed."""
        log.info("%s: %s %s", alert.kind, alert.title, alert.text)
        self._alert = alert
        self._before = QGuiApplication.focusObject()  # type: ignore[assignment]
        self.setProperty("kind", alert.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._title.setText(alert.title)
        self._text.setText(alert.text)
        self.setAccessibleName(f"{alert.title}。{alert.text}")
        self._copy.setVisible(bool(alert.details))
        self._action.setVisible(bool(alert.action))
        self._action.setText(alert.action)
        self._action.setAccessibleName(alert.action)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._close.setFocus()

    def return_to(self, widget: QWidget) -> None:
        """Give the focus to this field when the alert is dismissed."""
        self._before = widget

    def place(self) -> None:
        """Stand in the upper middle of the window."""
        parent = self.parentWidget()
        if parent is not None:
            self.adjustSize()
            self.move((parent.width() - self.width()) // 2, 96)

    def dismiss(self) -> None:
        """Take the alert away and give the focus back."""
        self._alert = None
        self.hide()
        if isinstance(self._before, QWidget) and shiboken6.isValid(self._before):  # its dialog may have closed since
            self._before.setFocus()
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc reads the alert."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _copy_details(self) -> None:
        if self._alert is not None:
            QGuiApplication.clipboard().setText(f"{self._alert.title}\n{self._alert.text}\n{self._alert.details}")

    def _act(self) -> None:
        act = self._alert.act if self._alert else None
        self.dismiss()
        if act is not None:
            act()
