"""模板: the office changes the wording in the window, sees the page change, and the next letter carries it."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from caseapp.casework.letters.own_templates import office_template, save_template, shipped_text
from caseapp.casework.office import Office
from caseapp.documents import templates
from caseapp.ui.templates.compare_dialog import CompareDialog
from caseapp.ui.templates.template_dialog import TemplateDialog
from ui.hands import click, find, settle, shows, type_into

THEIRS = "需要补正或者延长答复期限的，将另行告知"
OURS = "We will write again"


def choose(qtbot, shell, title="政府信息公开申请接收回执"):
    page = shell.open_page("templates")
    settle(qtbot, shell)
    table = find(page, "模板")
    table.choose(next(line.id for line in table.lines() if line.cells[1] == title))
    settle(qtbot, shell)
    return page, table


def opened(shell, kind):
    (dialog,) = [d for d in shell.findChildren(kind) if d.isVisible()]
    return dialog


def edit(qtbot, shell, page):
    click(qtbot, page, "修改措辞…")
    settle(qtbot, shell)
    dialog = opened(shell, TemplateDialog)
    qtbot.waitUntil(lambda: not dialog.pages.sheet.pixmap().isNull())
    return dialog


def type_over(qtbot, dialog, old, new):
    """Select some words as a person does, and type others."""
    start = dialog.text.toPlainText().index(old)
    cursor = dialog.text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), QTextCursor.MoveMode.KeepAnchor)
    dialog.text.setTextCursor(cursor)
    qtbot.keyClicks(dialog.text, new)


def test_typed_wording_changes_the_page_and_is_carried_by_the_next_letter(qtbot, shell, office_path):
    page, table = choose(qtbot, shell)
    assert table.chosen().cells[2] == "原文"
    dialog = edit(qtbot, shell, page)
    before = dialog.pages.sheet.pixmap().toImage()
    type_over(qtbot, dialog, THEIRS, OURS)
    qtbot.waitUntil(lambda: dialog.pages.sheet.pixmap().toImage() != before)
    click(qtbot, dialog, "存为新版本")
    settle(qtbot, shell)
    assert shows(dialog, "修改说明”没有填写")
    type_into(qtbot, dialog, "修改说明", "口语一些")
    click(qtbot, dialog, "存为新版本")
    settle(qtbot, shell)
    assert table.chosen().cells[2] == "本机关第 1 版"
    office = Office.open(office_path)
    assert OURS in office_template(office, "receipt").text
    assert office.record.draft("form:template:receipt") is None
    office.close()
    click(qtbot, page, "恢复原文")
    settle(qtbot, shell)
    assert table.chosen().cells[2] == "原文"


def test_a_fault_is_said_with_its_line_and_a_click_selects_it(qtbot, shell):
    page, _table = choose(qtbot, shell)
    dialog = edit(qtbot, shell, page)
    type_over(qtbot, dialog, THEIRS, "{{ slots.nothing }}")
    qtbot.waitUntil(lambda: bool(dialog._problem.text()))
    assert dialog._problem.text().startswith("模板 receipt.txt 第 ")
    assert find(dialog, "存为新版本").property("blocked")
    qtbot.mouseClick(dialog._problem, Qt.MouseButton.LeftButton)
    assert "slots.nothing" in dialog.text.textCursor().selectedText()
    click(qtbot, dialog, "返回")
    settle(qtbot, shell)
    again = edit_draft(qtbot, shell, page)
    assert "slots.nothing" in again.text.toPlainText()
    again.reject()


def edit_draft(qtbot, shell, page):
    click(qtbot, page, "修改措辞…")
    settle(qtbot, shell)
    return opened(shell, TemplateDialog)


@pytest.fixture
def updated(monkeypatch, office_path, now):
    """An office with its own wording, and a program that came with other words since."""
    office = Office.open(office_path, now=now.moment)
    save_template(office, "receipt", shipped_text("receipt").replace(THEIRS, OURS), "口语一些")
    office.close()
    texts = {**templates.shipped_sources()}
    texts["receipt"] = texts["receipt"].replace(THEIRS, "原文换了新的说法")
    monkeypatch.setattr(templates, "shipped_sources", lambda: MappingProxyType(texts))
    templates.load_templates.cache_clear()
    yield
    monkeypatch.undo()
    templates.load_templates.cache_clear()


@pytest.mark.usefixtures("updated")
def test_an_update_leaves_the_own_wording_and_shows_both(qtbot, shell):
    page, table = choose(qtbot, shell)
    assert table.chosen().cells[2] == "本机关第 1 版，原文已更新"
    assert shows(page, "请比较后决定")
    click(qtbot, page, "与原文比较")
    settle(qtbot, shell)
    dialog = opened(shell, CompareDialog)
    said = find(dialog, "比较结果").toPlainText()
    assert "原文换了新的说法" in said
    assert OURS in said
    click(qtbot, dialog, "关闭")


def test_files_go_out_and_come_in_and_a_broken_one_is_refused(qtbot, shell, tmp_path):
    page, table = choose(qtbot, shell)
    place = tmp_path / "receipt.txt"
    page._bar.export_to(str(place))
    settle(qtbot, shell)
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace(THEIRS, "{{ ''.__class__ }}"), encoding="utf-8")
    page._bar.import_from(str(place))
    settle(qtbot, shell)
    assert "__class__" in shell.alerts.shown.text
    assert table.chosen().cells[2] == "原文"
    place.write_text(text.replace(THEIRS, OURS), encoding="utf-8")
    page._bar.import_from(str(place))
    settle(qtbot, shell)
    assert table.chosen().cells[2] == "本机关第 1 版"
