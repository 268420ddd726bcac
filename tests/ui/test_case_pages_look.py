"""The pages of one case: every control has a name, each fits the smallest screen, one button is filled."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.case_setup import signed
from ui.hands import settle
from ui.test_theme import CONTROLS, SMALLEST, _part_of_another_control


@pytest.fixture(params=["case", "review", "letter"])
def page(request, qtbot, shell, office_path):
    case_id = signed(office_path)
    {"case": shell.open_case, "review": shell.open_review, "letter": shell.open_letter}[request.param](case_id)
    for _ in range(2):
        settle(qtbot, shell)
        QApplication.processEvents()
    return shell.current()


def test_every_control_has_a_chinese_name_and_the_page_fits_with_one_filled_button(page):
    nameless = [
        (type(widget).__name__, widget.objectName())
        for kind in CONTROLS
        for widget in page.findChildren(kind)
        if not _part_of_another_control(widget)
        and not any("一" <= char <= "鿿" for char in widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
    needed = page.minimumSizeHint()
    assert (needed.width() <= SMALLEST[0], needed.height() <= SMALLEST[1]) == (True, True), needed
    filled = [b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.property("primary")]
    assert len(filled) == 1
    assert page.primary() is filled[0]
