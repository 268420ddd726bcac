"""The filter line of 台账: a search field and one chip for each condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from caseapp.casework.ledger.ledger_views import Wanted
from caseapp.ui.widgets import rows

_PAUSE_MS = 250
CHIPS: dict[str, str] = {
    "year": "全部年份",
    "status": "全部状态",
    "outcome": "全部结果",
    "channel": "全部渠道",
    "applicant_class": "全部类别",
    "handler": "全部经办人",
}


class FilterLine(QWidget):
    """The conditions.

    Signals:
        changed: the conditions are others now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Wanted()
        self._choices: Mapping[str, Mapping[str, str]] = {}
        self.search = rows.line("编号、姓名（拼音首字母）、内容、文号、电话", accessible="查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(280)
        self._chips = {key: _chip(words) for key, words in CHIPS.items()}
        self._clear = rows.button("清除", link=True)
        rows.name(self._clear, "清除全部条件")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search, 100)
        for key, chip in self._chips.items():
            chip.setProperty("condition", key)
            layout.addWidget(chip)
        layout.addWidget(self._clear)
        layout.addStretch(1)

        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._take_text)
        self._pause.timeout.connect(self._take_text)
        self._clear.clicked.connect(self.clear)

    @property
    def wanted(self) -> Wanted:
        """The conditions as they stand."""
        return self._wanted

    def set_choices(self, choices: Mapping[str, Mapping[str, str]]) -> None:
        """Offer these options."""
        if choices != self._choices:
            self._choices = choices
            for key, chip in self._chips.items():
                self._fill_menu(key, chip)
        self._show()

    def set_wanted(self, wanted: Wanted) -> None:
        """Put other conditions in place."""
        self._wanted = wanted
        if self.search.text().strip() != wanted.text:
            self.search.blockSignals(True)
            self.search.setText(wanted.text)
            self.search.blockSignals(False)
        self._pause.stop()
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        """Drop every condition."""
        self.set_wanted(Wanted())

    def _take_text(self) -> None:
        self._pause.stop()
        text = self.search.text().strip()
        if text != self._wanted.text:
            self.set_wanted(replace(self._wanted, text=text))

    def _fill_menu(self, key: str, chip: QToolButton) -> None:
        menu = chip.menu()
        menu.clear()
        group = QActionGroup(menu)
        for value, words in {"": CHIPS[key], **self._choices.get(key, {})}.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData((key, value))
            group.addAction(action)
        group.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        key, value = action.data()
        self.set_wanted(replace(self._wanted, **{key: value}))

    def _show(self) -> None:
        for key, chip in self._chips.items():
            value = getattr(self._wanted, key)
            words = self._choices.get(key, {}).get(value, value) if value else CHIPS[key]
            chip.setText(f"{words} ▾")
            chip.setChecked(bool(value))
            rows.name(chip, f"{CHIPS[key][2:]}：{words}")
            for action in chip.menu().actions():
                action.setChecked(action.data()[1] == value)
        self._clear.setVisible(bool(self._wanted.used()))


def _chip(words: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("chip")
    made.setCheckable(True)
    made.setText(f"{words} ▾")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setMenu(QMenu(made))
    return made
