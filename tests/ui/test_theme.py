"""The look: every text can be read in both themes, every control has a name, every page fits the smallest screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
)

from caseapp.ui import theme
from caseapp.ui.tokens import DARK, LIGHT, TEXT_PAIRS
from ui.desk_cases import three_cases
from ui.hands import settle

PAGES = ("today", "ledger", "year", "register", "templates", "settings", "help", "wizard")
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
SMALLEST = (1366 - 128, 698 - 26)


def _light(colour):
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(tokens):
    too_weak = []
    for text, ground in TEXT_PAIRS:
        pair = sorted((_light(getattr(tokens, text)), _light(getattr(tokens, ground))))
        if (pair[1] + 0.05) / (pair[0] + 0.05) < 4.5:
            too_weak.append((text, ground))
    assert too_weak == []


@pytest.fixture
def filled(qtbot, office_path, open_shell):
    three_cases(office_path)
    return open_shell(office_path)


def _part_of_another_control(widget):
    """Tell whether Qt itself put a control into another: an editor, a clear button, a corner, a row of headings."""
    parent = widget.parentWidget()
    own = isinstance(parent, QLineEdit | QAbstractItemView) and not getattr(widget, "text", str)()
    return own or isinstance(widget, QHeaderView) or _below(widget, QAbstractSpinBox | QComboBox | QScrollBar | QTabBar)


def _below(widget, kinds):
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, kinds) or _below(parent, kinds))


@pytest.mark.parametrize("key", PAGES)
def test_every_control_has_a_chinese_name(qtbot, filled, key):
    page = filled.open_page(key)
    settle(qtbot, filled)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for kind in CONTROLS
        for widget in page.findChildren(kind)
        if not _part_of_another_control(widget)
        and not any("一" <= char <= "鿿" for char in widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


@pytest.mark.parametrize("key", PAGES)
def test_every_page_fits_a_1366_by_768_screen(qtbot, filled, key):
    page = filled.open_page(key)
    settle(qtbot, filled)
    needed = page.minimumSizeHint()
    assert (needed.width() <= SMALLEST[0], needed.height() <= SMALLEST[1]) == (True, True), needed


@pytest.mark.parametrize("key", PAGES)
def test_at_most_one_button_a_page_is_filled(qtbot, filled, key):
    page = filled.open_page(key)
    settle(qtbot, filled)
    buttons = page.findChildren(QAbstractButton)
    assert len([b for b in buttons if b.isVisible() and b.property("primary")]) <= 1


def test_the_bundled_face_speaks_where_the_desktop_has_no_chinese_font(qapp, monkeypatch):
    monkeypatch.setattr(theme.QFontDatabase, "families", staticmethod(lambda *_: ["DejaVu Sans"]))
    family = theme.ui_font_family()
    assert family == "Caseapp Hei"
    font = QFont(family)
    assert QFontMetrics(font).inFontUcs4(ord("济"))
