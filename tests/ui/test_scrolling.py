"""What scrolls can be read by a screen reader while the page changes: no child is handed out that is not there."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea, QWidget  # noqa: TID251 - looked for

from caseapp.ui.widgets.scrolling import ScrollArea
from ui.case_setup import registered
from ui.hands import settle


class Panel(ScrollArea):
    """One of the screens' own."""


@pytest.mark.parametrize("kind", [ScrollArea, Panel])
def test_its_children_stay_the_same_when_the_page_is_left(qtbot, kind):
    area, inside = kind(), QWidget()
    qtbot.addWidget(area)
    inside.setMinimumHeight(2000)
    area.setWidget(inside)
    area.resize(200, 200)
    area.show()
    read = QAccessible.queryAccessibleInterface(area)
    count = read.childCount()
    area.hide()
    assert read.childCount() == count
    assert all(read.child(number) is not None for number in range(count))
    assert read.child(count) is None


def test_every_page_scrolls_by_it(qtbot, open_shell, office_path):
    case_id = registered(office_path)
    shell = open_shell(office_path)
    for open_one in (shell.open_case, shell.open_review, shell.open_letter):
        open_one(case_id)
        settle(qtbot, shell)
    for page in ("today", "register", "ledger", "year", "templates", "settings", "help"):
        shell.open_page(page)
        settle(qtbot, shell)
    areas = shell.findChildren(QScrollArea)
    assert len(areas) > len(shell.pages)
    assert [area for area in areas if not isinstance(area, ScrollArea)] == []
