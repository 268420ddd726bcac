"""下一步: the one filled button, and every other verb of the office with its reason."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView
from caseapp.law.permits import VERBS, VerbState
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea


class NextPanel(QWidget):
    """The verbs of one case.

    Signals:
        wanted: key of the verb that was pressed and is allowed.
        refused: words of the verb pressed, and why it is not allowed.
    """

    wanted = Signal(str)
    refused = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[str, VerbState] = {}
        self.primary = rows.button("", primary=True)
        self._primary_reason = rows.words("", "reason", wrap=True)
        self._buttons = {verb: rows.button(label, small=True) for verb, label in VERBS.items()}
        self._reasons = {verb: rows.words("", "reason", wrap=True) for verb in VERBS}

        frame, inner = rows.panel()
        inner.setSpacing(6)
        inner.addWidget(rows.words("下一步", "secondary"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.primary)
        head.addWidget(self._primary_reason, 1)
        inner.addLayout(head)
        inner.addWidget(rows.rule())
        inner.addWidget(self._list(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.primary.clicked.connect(self._on_pressed)

    def _list(self) -> ScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 2, 4, 2)
        self._lines.setSpacing(4)
        self._rows: dict[str, QWidget] = {}
        for verb, pressed in self._buttons.items():
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(10)
            pressed.setFixedWidth(124)
            pressed.setProperty("verb", verb)
            pressed.clicked.connect(self._on_pressed)
            line.addWidget(pressed)
            line.addWidget(self._reasons[verb], 1)
            self._rows[verb] = row
            self._lines.addWidget(row)
        self._lines.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def set_view(self, view: CaseView) -> None:
        """Show the verbs of a case: the next step filled, the allowed ones before the blocked ones."""
        self._states = {state.verb: state for state in view.verbs}
        self.primary.setVisible(bool(view.step))
        self.primary.setProperty("verb", view.step)
        self.primary.setText(VERBS.get(view.step, ""))
        rows.name(self.primary, VERBS.get(view.step, ""), view.step_hint)
        self._primary_reason.setText(view.step_hint if view.step else "本件没有待办的事。")
        ordered = sorted(view.verbs, key=lambda state: not state.allowed)
        for place, state in enumerate(ordered):
            row = self._rows[state.verb]
            self._lines.removeWidget(row)
            self._lines.insertWidget(place, row)
            row.setVisible(state.verb != view.step)
            self._reasons[state.verb].setText(state.reason)
            rows.block(self._buttons[state.verb], "" if state.allowed else state.reason)
            if state.allowed:
                rows.name(self._buttons[state.verb], state.label, state.reason)
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(self._buttons[before.verb], self._buttons[after.verb])

    def _on_pressed(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        verb = str(pressed.property("verb"))
        state = self._states.get(verb)
        if state is None:
            return
        if state.allowed:
            self.wanted.emit(verb)
        else:
            self.refused.emit(state.label, state.reason)
