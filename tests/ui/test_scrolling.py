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


@pytest.mark.parametrize(
    "page", ["today", "register", "ledger", "case", "review", "letter", "year", "templates", "settings", "help"]
)
def test_every_page_scrolls_by_it(qtbot, open_shell, office_path, page):
    case_id = registered(office_path)
    shell = open_shell(office_path)
    if page in ("case", "review", "letter"):
        getattr(shell, f"open_{page}")(case_id)
    else:
        shell.open_page(page)
    settle(qtbot, shell)
    assert [area for area in shell.findChildren(QScrollArea) if not isinstance(area, ScrollArea)] == []
