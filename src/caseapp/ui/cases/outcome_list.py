"""The outcomes in the order of annual table 三, for a handler who knows which one it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.handling.outcome_views import OutcomeChoice
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea


class OutcomeList(ScrollArea):
    """All outcomes as radio buttons under the headings of table 三.

    Signals:
        chosen: a person chose one.
    """

    chosen = Signal()

    def __init__(self, choices: Sequence[OutcomeChoice]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.setObjectName("framed")
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setObjectName("plain")
        both = QHBoxLayout(inside)
        both.setContentsMargins(12, 8, 12, 8)
        both.setSpacing(16)
        columns = (QVBoxLayout(), QVBoxLayout())
        filled = 0
        for group, members in groupby(choices, key=lambda choice: choice.group):
            layout = columns[0 if filled < len(choices) // 2 - 1 else 1]
            title = rows.words(group, "sectionTitle")
            title.setContentsMargins(0, 6, 0, 0)
            layout.addWidget(title)
            for choice in members:
                layout.addWidget(self._radio(choice))
                filled += 1
        for layout in columns:
            layout.setSpacing(4)
            layout.addStretch(1)
            both.addLayout(layout, 1)
        self.setWidget(inside)
        self._group.buttonClicked.connect(self._on_clicked)

    def outcome(self) -> str:
        """Return the id of the chosen outcome, "" while there is none."""
        pressed = self._group.checkedButton()
        return str(pressed.property("outcome")) if pressed else ""

    def choose(self, outcome_id: str) -> None:
        """Show an outcome as chosen; "" chooses none."""
        for made in self._group.buttons():
            if made.property("outcome") == outcome_id:
                made.setChecked(True)

    def take_focus(self) -> None:
        """Go to the chosen outcome, else to the first."""
        (self._group.checkedButton() or self._group.buttons()[0]).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the chosen outcome into sight."""
        super().showEvent(event)
        if chosen := self._group.checkedButton():
            self.ensureWidgetVisible(chosen)

    def _radio(self, choice: OutcomeChoice) -> QRadioButton:
        inner = choice.label.partition("（")[2].removesuffix("）") or choice.label
        made = QRadioButton(inner)
        rows.name(made, choice.label, choice.basis)
        made.setProperty("outcome", choice.id)
        made.setMinimumHeight(26)
        self._group.addButton(made)
        return made

    def _on_clicked(self, _pressed: QAbstractButton) -> None:
        self.chosen.emit()
