"""登记 from a mail: by the button or dropped on the files; what was typed stays."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from casework.test_mail_intake import eml
from ui.hands import click, find, settle, type_into
from ui.test_register import _read, page  # noqa: F401 - the fixture


def drop(page, path):  # noqa: F811
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    move, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.files._zone.dropEvent(QDropEvent(QPoint(5, 5), move, mime, left, none))


@pytest.fixture
def letter(tmp_path):
    return eml(tmp_path / "申请.eml", attached=[("身份证.txt", b"id")])


def test_a_dropped_mail_fills_the_form_and_is_kept_with_the_case(qtbot, shell, page, letter, office_path):  # noqa: F811
    click(qtbot, page, "所选文件不含国家秘密")
    drop(page, letter)
    settle(qtbot, shell)
    assert shell.alerts.shown.text == "请与邮件核对，并与申请人确认收到。"
    shell.alerts.dismiss()
    assert find(page, "申请人").text() == "李诚"
    assert find(page, "电子邮箱").text() == "licheng@example.com"
    assert find(page, "申请内容").toPlainText() == "申请公开2025年全市粮食产量。"
    assert find(page, "到件日期").date().toPython() == date(2026, 11, 20)
    assert not find(page, "已与申请人确认").isChecked()
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    (case_id,) = page.opened_cases
    row = _read(office_path, lambda office: office.record.case(case_id))
    assert (row.channel, row.email) == ("email", "licheng@example.com")
    kept = _read(office_path, lambda office: office.record.attachments(case_id))
    assert [(a.role, a.name) for a in kept] == [("application", "申请.eml"), ("identity", "身份证.txt")]


def test_the_question_about_secrets_comes_first(qtbot, shell, page, letter):  # noqa: F811
    drop(page, letter)
    settle(qtbot, shell)
    assert "国家秘密" in shell.alerts.shown.text
    shell.alerts.dismiss()
    click(qtbot, page, "从邮件填入…")
    assert "国家秘密" in shell.alerts.shown.text
    assert find(page, "申请人").text() == ""


def test_the_button_asks_for_a_mail_and_typed_text_stays(qtbot, shell, page, letter):  # noqa: F811
    type_into(qtbot, page, "申请人", "王喆")
    click(qtbot, page, "所选文件不含国家秘密")
    click(qtbot, page, "从邮件填入…")
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(letter))
    dialog.close()
    settle(qtbot, shell)
    assert "“申请人”已经填写，没有改动" in shell.alerts.shown.text
    assert find(page, "申请人").text() == "王喆"
    assert find(page, "电子邮箱").text() == "licheng@example.com"


def test_the_draft_brings_the_attachments_back(qtbot, open_shell, shell, page, letter, office_path):  # noqa: F811
    click(qtbot, page, "所选文件不含国家秘密")
    drop(page, letter)
    settle(qtbot, shell)
    page.leave()
    settle(qtbot, shell)
    shell.close()
    shell.desk.close()
    again = open_shell(office_path)
    again.open_register()
    settle(qtbot, again)
    assert [role for role, _ in again.current().files.files()] == ["application", "identity"]


def test_attachments_that_cannot_be_kept_are_each_named(qtbot, shell, page, tmp_path):  # noqa: F811
    path = eml(tmp_path / "a.eml", attached=[("扫描.pdf", b"hello"), ("图.png", b"hello"), ("好.txt", b"x")])
    click(qtbot, page, "所选文件不含国家秘密")
    drop(page, path)
    settle(qtbot, shell)
    said = shell.alerts.shown.text
    assert "扫描.pdf" in said
    assert "图.png" in said
    assert [role for role, _ in page.files.files()] == ["application", "other"]


def test_a_file_that_is_no_mail_changes_nothing(qtbot, shell, page, tmp_path):  # noqa: F811
    path = tmp_path / "a.eml"
    path.write_bytes(b"%PDF-1.7")
    click(qtbot, page, "所选文件不含国家秘密")
    drop(page, path)
    settle(qtbot, shell)
    assert "不是邮件文件" in shell.alerts.shown.text
    assert page.files.files() == []
