"""What was registered is changed, split and taken back in the window, as a person does it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.casework.receiving.registration import amend_registration
from ui.case_setup import registered
from ui.hands import click, find, settle, shows, type_into


@pytest.fixture
def case_id(office_path):
    return registered(office_path)


@pytest.fixture
def page(qtbot, case_id, shell):
    shell.open_case(case_id)
    settle(qtbot, shell)
    return shell.current()


def dialog_of(qtbot, shell):
    settle(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    return shown


def read(path, now, case_id):
    office = Office.open(path)
    try:
        return load_case(office, case_id, now.day)
    finally:
        office.close()


def test_registered_words_are_changed_and_the_page_shows_old_and_new(qtbot, shell, page, case_id, office_path, now):
    click(qtbot, page, "更改登记信息…")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "联系电话", "0537-9")
    type_into(qtbot, dialog, "共同申请人", "李四；王五")
    click(qtbot, dialog, "保存更改")
    settle(qtbot, shell)
    assert shows(dialog, "更改原因")
    assert read(office_path, now, case_id).row.joint == []
    type_into(qtbot, dialog, "更改原因", "漏登")
    click(qtbot, dialog, "保存更改")
    settle(qtbot, shell)
    row = read(office_path, now, case_id).row
    assert (row.phone, [other["name"] for other in row.joint]) == ("0537-9", ["李四", "王五"])
    assert page.title.text().endswith("等 3 人")
    assert shows(page, "李四；王五")


def test_a_dialog_open_while_another_window_saves_says_so_and_keeps_what_was_typed(
    qtbot, shell, page, case_id, office_path, now
):
    click(qtbot, page, "更改登记信息…")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "联系电话", "1")
    type_into(qtbot, dialog, "更改原因", "核对")
    other = Office.open(office_path, who="别人")
    version = other.record.case(case_id).version
    amend_registration(other, case_id, version, {"email": "a@example.cn"}, "另一窗口", now.day)
    other.close()
    click(qtbot, dialog, "保存更改")
    settle(qtbot, shell)
    assert dialog.isVisible()
    assert shows(dialog, "已经被别人修改")
    assert find(dialog, "联系电话").text() == "1"
    row = read(office_path, now, case_id).row
    assert (row.email, row.phone == "1") == ("a@example.cn", False)


def test_a_request_is_split_and_the_split_taken_back_by_keys(qtbot, shell, page, case_id, office_path, now):
    click(qtbot, page, "拆分登记")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "拆成", "粮食产量\n常住人口")
    click(qtbot, dialog, "拆分登记")
    settle(qtbot, shell)
    assert find(page, "申请内容（原文）").toPlainText() == "粮食产量"
    assert read(office_path, now, case_id + 1).row.request == "常住人口"
    shell.activateWindow()
    settle(qtbot, shell)
    qtbot.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(qtbot, shell)
    assert shows(dialog, "不再列入台账")
    click(qtbot, dialog, "撤销")
    settle(qtbot, shell)
    assert read(office_path, now, case_id + 1).voided
    assert not any(fact.kind == "split_off" for fact in read(office_path, now, case_id).facts)
    click(qtbot, page, "撤销上一步…")
    settle(qtbot, shell)
    assert "不能连续撤销" in shell.alerts.shown.text


def test_a_registration_taken_back_leaves_its_page_for_the_one_before(qtbot, shell, page, case_id, office_path, now):
    click(qtbot, page, "撤销上一步…")
    click(qtbot, dialog_of(qtbot, shell), "撤销")
    settle(qtbot, shell)
    assert shell.current() is not page
    assert read(office_path, now, case_id).voided


def test_an_oral_request_and_an_agent_are_registered_as_typed(qtbot, shell, office_path, now):
    shell.open_register()
    settle(qtbot, shell)
    page = shell.current()
    click(qtbot, page, "渠道 口头代填")
    typed = {"申请人": "王喆", "代理人": "赵某", "申请内容": "2025年粮食产量", "口头提出的原因": "书写有困难"}
    for name, text in {**typed, "通信地址": "山东省济宁市任城区红星路1号"}.items():
        type_into(qtbot, page, name, text)
    find(page, "邮政编码").setFocus()
    assert (find(page, "省市县").text(), find(page, "通信地址").text()) == ("山东省济宁市任城区", "红星路1号")
    type_into(qtbot, page, "代理人电话", "13900000003")
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    case = read(office_path, now, 1)
    assert (case.row.channel, case.row.agent, case.row.agent_phone, case.row.mandate) == (
        "oral",
        "赵某",
        "13900000003",
        "no",
    )
    assert [document.template for document in case.documents] == ["oral_request", "receipt"]
