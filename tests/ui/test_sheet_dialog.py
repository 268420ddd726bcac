"""Pages made to be printed: shown as they will be, turned by key, saved where asked, refusals inside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from caseapp.casework.office import Refused
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from ui.case_setup import registered
from ui.hands import click, find, settle, shows


@pytest.fixture
def dialog(qtbot, office_path, open_shell):
    case_id = registered(office_path)
    shell = open_shell(office_path)
    shell.open_case(case_id)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "推算说明（打印页）")
    settle(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(SheetDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: not shown.pages.sheet.pixmap().isNull())
    return shown


def test_the_link_under_the_due_date_opens_the_printed_reckoning(dialog):
    assert dialog.windowTitle() == "2026-001 答复期限推算说明"
    assert shows(dialog, "第 1 页，共 2 页")


def test_the_next_page_is_reached_by_keyboard(qtbot, dialog):
    button = find(dialog, "下一页")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert shows(dialog, "第 2 页，共 2 页")


def test_the_page_is_saved_where_asked_and_says_where(qtbot, dialog, tmp_path):
    click(qtbot, dialog, "存为 PDF…")
    (chooser,) = dialog.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("2026-001 答复期限推算说明.pdf")
    chooser.fileSelected.emit(str(tmp_path / "说明.pdf"))
    qtbot.waitUntil(lambda: shows(dialog, "已保存到"))
    assert (tmp_path / "说明.pdf").read_bytes().startswith(b"%PDF")
    chooser.reject()


def test_a_place_that_cannot_be_written_is_said_inside(qtbot, dialog, tmp_path):
    click(qtbot, dialog, "存为 PDF…")
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "没有" / "说明.pdf"))
    qtbot.waitUntil(lambda: shows(dialog, "没有保存"))
    assert dialog.isVisible()
    chooser.reject()


def test_a_page_that_cannot_be_made_says_why_inside(qtbot, shell):
    def refuse(_office):
        raise Refused("法定收到日尚未确认，期限还没有开始计算，请先登记确认。")

    dialog = SheetDialog(shell, "答复期限推算说明", "说明", refuse)
    dialog.open()
    settle(qtbot, shell)
    assert shows(dialog, "法定收到日尚未确认")
    click(qtbot, dialog, "存为 PDF…")
    assert dialog.findChildren(QFileDialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert [d for d in shell.findChildren(QDialog) if d.isVisible()] == []
