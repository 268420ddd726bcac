"""No part of a page is shown before it has its place: on Windows it would flash up as a window of its own."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from caseapp.ui.cases.due_panel import DuePanel
from caseapp.ui.frame.wizard import WizardPage
from caseapp.ui.widgets import rows
from ui.hands import settle


class Windows(QObject):
    """Notes what is shown as a window."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def strays(make):
    watch = Windows()
    app = QApplication.instance()
    app.installEventFilter(watch)
    try:
        made = make()
    finally:
        app.removeEventFilter(watch)
    return watch.shown, made


def test_a_row_with_a_hint(qtbot):
    shown, row = strays(lambda: rows.Row("机关名称", QLineEdit(), hint="写全称"))
    qtbot.addWidget(row)
    assert shown == []


def test_a_badge_and_its_word(qtbot):
    shown, badge = strays(lambda: rows.badge("暂定", "warn"))
    qtbot.addWidget(badge)
    assert shown == []
    holder = QWidget()
    qtbot.addWidget(holder)
    badge.setParent(holder)
    rows.set_badge(badge, "", "warn")
    assert badge.isHidden()
    rows.set_badge(badge, "已超期", "bad")
    assert not badge.isHidden()


def test_the_panel_of_a_due_date(qtbot):
    shown, panel = strays(DuePanel)
    qtbot.addWidget(panel)
    assert shown == []


def test_the_first_start(shell, qtbot):
    shown, page = strays(lambda: WizardPage(shell))
    qtbot.addWidget(page)
    settle(qtbot, shell)
    assert shown == []
