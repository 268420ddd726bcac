"""Below 1280 wide the right panel becomes a tab; above, both stand side by side."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from caseapp.ui.widgets.two_panes import TwoPanes


@pytest.mark.parametrize(
    ("width", "side_seen", "tabs_seen"), [(1206, True, False), (1120, True, False), (1119, False, True)]
)
def test_the_side_panel_gives_way(qtbot, width, side_seen, tabs_seen):
    main, side = QLabel("主"), QLabel("旁")
    panes = TwoPanes(main, side, 300, ("表格", "明细"))
    qtbot.addWidget(panes)
    panes.resize(width, 400)
    panes.show()
    assert (main.isVisible(), side.isVisible(), panes._tabs.isVisible()) == (True, side_seen, tabs_seen)
    if tabs_seen:
        panes._tabs.setCurrentIndex(1)
        assert (main.isVisible(), side.isVisible()) == (False, True)
        panes.resize(1200, 400)
        assert (main.isVisible(), side.isVisible()) == (True, True)
