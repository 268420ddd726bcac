"""案卷材料 in the window: opened from 复议诉讼 and 文书, ticked by mouse and by keys, looked at, saved as a .zip."""

from __future__ import annotations

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from caseapp.ui.paper.bundle_dialog import BundleDialog
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from ui.case_setup import signed
from ui.hands import click, find, settle, shows, type_into


def open_on(qtbot, open_shell, office_path, tab, button):
    case_id = signed(office_path)
    shell = open_shell(office_path)
    shell.open_case(case_id, tab)
    settle(qtbot, shell)
    click(qtbot, shell.current(), button)
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(BundleDialog) if d.isVisible()]
    return shell, dialog


@pytest.fixture
def opened(qtbot, open_shell, office_path):
    return open_on(qtbot, open_shell, office_path, "disputes", "证据材料…")


def rows_of(dialog):
    ticked = {line.id for line in dialog.table.ticks()}
    return {line.cells[0]: line.id in ticked for line in dialog.table.lines()}


def test_evidence_comes_ticked_without_the_inner_forms(opened):
    _, dialog = opened
    assert find(dialog, "用途").currentText() == "提交复议、诉讼的证据材料"
    assert rows_of(dialog) == {
        "政府信息公开申请接收回执": True,
        "政府信息公开答复审批单": False,
        "答复期限推算说明": True,
    }
    assert shows(dialog, "已选 2 份，共 3 份")


def test_the_whole_file_is_chosen_from_the_documents(qtbot, open_shell, office_path):
    _, dialog = open_on(qtbot, open_shell, office_path, "documents", "案卷材料…")
    assert find(dialog, "用途").currentText() == "归档的全部案卷材料"
    assert rows_of(dialog)["政府信息公开答复审批单"]


def test_another_purpose_ticks_anew(qtbot, opened):
    shell, dialog = opened
    type_into(qtbot, dialog, "用途", "归档的全部案卷材料")
    settle(qtbot, shell)
    assert [title for title, ticked in rows_of(dialog).items() if not ticked] == ["答复期限推算说明"]


def test_a_piece_is_ticked_by_space_and_nothing_ticked_is_said(qtbot, opened):
    _, dialog = opened
    table = dialog.table
    for row in (0, 2):
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert shows(dialog, "已选 0 份")
    click(qtbot, dialog, "编页并查看")
    assert shows(dialog, "没有选择材料，请至少勾选一份。")


def test_the_bundle_is_shown_page_by_page(qtbot, opened):
    shell, dialog = opened
    click(qtbot, dialog, "编页并查看")
    settle(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(SheetDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: not shown.pages.sheet.pixmap().isNull())
    assert shown.windowTitle() == "2026-001 证据材料"
    assert shows(shown, "第 1 页，共 4 页")
    shown.accept()


def test_what_is_made_keeps_the_name_it_was_asked_under(qtbot, opened):
    shell, dialog = opened
    click(qtbot, dialog, "编页并查看")
    assert not dialog.purpose.isEnabled()
    assert not dialog.table.isEnabled()
    settle(qtbot, shell)
    assert dialog.purpose.isEnabled()
    (shown,) = [d for d in shell.findChildren(SheetDialog) if d.isVisible()]
    assert shown.windowTitle() == "2026-001 证据材料"
    shown.accept()


def test_a_zip_is_saved_with_its_ending(qtbot, opened, tmp_path):
    shell, dialog = opened
    click(qtbot, dialog, "存为压缩包…")
    (chooser,) = dialog.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("2026-001 证据材料.zip")
    chooser.fileSelected.emit(str(tmp_path / "证据"))
    settle(qtbot, shell)
    with zipfile.ZipFile(tmp_path / "证据.zip") as packed:
        assert "01 政府信息公开申请接收回执.pdf" in packed.namelist()
    assert shows(shell, "文件在")


def test_a_place_that_cannot_be_written_is_said_inside(qtbot, opened, tmp_path):
    shell, dialog = opened
    click(qtbot, dialog, "存为压缩包…")
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "没有" / "证据.zip"))
    settle(qtbot, shell)
    assert shows(dialog, "没有保存")
    assert dialog.isVisible()
    chooser.reject()
