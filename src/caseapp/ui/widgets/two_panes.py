"""A main panel with a side panel; on a narrow window the side panel becomes a tab."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows

NARROW = 1280 - 160
_UNBOUNDED = 16_777_215


class TwoPanes(QWidget):
    """Both side by side where there is room, else one at a time."""

    def __init__(self, main: QWidget, side: QWidget, side_width: int, names: tuple[str, str]) -> None:
        super().__init__()
        self._main, self._side, self._side_width = main, side, side_width
        self._narrow: bool | None = None
        self._tabs = QTabBar()
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for name in names:
            self._tabs.addTab(name)
        rows.name(self._tabs, "、".join(names))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(main, 1)
        line.addWidget(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addLayout(line, 1)
        self._tabs.currentChanged.connect(self._show)
        self._arrange(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < NARROW)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._side.setMinimumWidth(0 if narrow else self._side_width)
        self._side.setMaximumWidth(_UNBOUNDED if narrow else self._side_width)
        self._tabs.setVisible(narrow)
        self._show()

    def _show(self) -> None:
        chosen = self._tabs.currentIndex()
        self._main.setVisible(not self._narrow or chosen == 0)
        self._side.setVisible(not self._narrow or chosen == 1)
