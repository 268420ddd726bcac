"""Rows of radio buttons and check boxes, each named after its question and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QWidget

from caseapp.ui.widgets import rows


class RadioRow(QWidget):
    """One answer out of a few, side by side.

    Signals:
        changed: the answer is another one.
    """

    changed = Signal()

    def __init__(self, question: str, options: Mapping[str, str], chosen: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        for key, words in options.items():
            made = QRadioButton(words)
            rows.name(made, f"{question} {words}")
            self._group.addButton(made)
            self._buttons[key] = made
            layout.addWidget(made)
        layout.addStretch(1)
        rows.name(self, question)
        self.set_value(chosen)
        self._group.buttonToggled.connect(self._on_toggled)

    def value(self) -> str:
        """Return the key of the answer, "" when there is none."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose an answer; an unknown key chooses none."""
        chosen = self._buttons.get(value)
        if chosen is not None:
            chosen.setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def first(self) -> QRadioButton:
        """Return the button that takes the focus."""
        return self._buttons.get(self.value()) or next(iter(self._buttons.values()))

    def _on_toggled(self, _button: QRadioButton, checked: bool) -> None:
        if checked:
            self.changed.emit()


class CheckRow(QWidget):
    """Any number of answers, side by side.

    Signals:
        changed: an answer was ticked or cleared.
    """

    changed = Signal()

    def __init__(self, question: str, options: Iterable[str]) -> None:
        super().__init__()
        self._boxes: list[QCheckBox] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        for words in options:
            made = QCheckBox(words)
            rows.name(made, f"{question} {words}")
            made.toggled.connect(self.changed)
            self._boxes.append(made)
            layout.addWidget(made)
        layout.addStretch(1)
        rows.name(self, question)

    def value(self) -> str:
        """Return the ticked answers joined by 、."""
        return "、".join(box.text() for box in self._boxes if box.isChecked())

    def set_value(self, value: str) -> None:
        """Tick the answers a joined text names."""
        wanted = value.split("、")
        for box in self._boxes:
            box.setChecked(box.text() in wanted)
