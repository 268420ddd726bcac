"""保密审查: answered by keys or clicks, kept as typed, signed in order, undone by a change."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.casework.review import reviewing
from ui.case_setup import decided, registered, reviewed
from ui.hands import click, find, settle, shows, type_into


def rest(qtbot, shell):
    for _ in range(2):
        settle(qtbot, shell)
        QApplication.processEvents()


def open_page(qtbot, shell, case_id):
    shell.open_review(case_id)
    rest(qtbot, shell)
    return shell.current()


def read(path, case_id, now):
    office = Office.open(path)
    try:
        return load_case(office, case_id, now.day)
    finally:
        office.close()


@pytest.fixture
def page(qtbot, shell, office_path):
    return open_page(qtbot, shell, decided(office_path))


def test_keys_answer_and_go_on_to_the_next_question(qtbot, page):
    first = find(page, "K1 是")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_2)
    assert find(page, "K1 否").isChecked()
    assert page.focusWidget().accessibleName().startswith("K2 ")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_3)
    assert find(page, "K2 不涉及").isChecked()


def test_an_answer_against_disclosure_asks_for_its_explanation(qtbot, page):
    first = find(page, "K1 是")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_1)
    assert page.focusWidget() is find(page, "K1 说明")
    assert find(page, "K1 说明").placeholderText() == "须写明说明"
    QApplication.processEvents()
    assert shows(page, "K1 没有写说明")


def test_all_no_answers_one_group_and_leaves_the_others(qtbot, page):
    click(qtbot, page, "一、涉密与工作秘密：均为否")
    assert shows(page, "24 项，已答 5 项")
    assert shows(page, "均为否")


def test_groups_answered_no_throughout_start_folded(qtbot, shell, office_path):
    page = open_page(qtbot, shell, reviewed(office_path))
    assert [group.is_open() for group in page._list.groups] == [False] * 6 + [True]


def test_unsaved_answers_are_there_again(qtbot, shell, page):
    click(qtbot, page, "K9 是")
    type_into(qtbot, page, "K9 说明", "第 2 项为单户企业产值")
    click(qtbot, page, "返回案件")
    rest(qtbot, shell)
    page = open_page(qtbot, shell, page._case_id)
    assert find(page, "K9 是").isChecked()
    assert find(page, "K9 说明").text() == "第 2 项为单户企业产值"
    assert shows(page, "草稿，已自动保存 09:12")


def test_a_conclusion_the_answers_do_not_bear_is_refused(qtbot, shell, page, office_path, now):
    type_into(qtbot, page, "信息名称", "粮食产量")
    type_into(qtbot, page, "审查结论", "公开")
    click(qtbot, page, "保存审查表")
    rest(qtbot, shell)
    assert "还有 24 项没有回答" in shell.alerts.shown.text
    assert "没有改动任何内容" in shell.alerts.shown.text
    assert find(page, "信息名称").text() == "粮食产量"
    assert read(office_path, page._case_id, now).reviews == ()


def test_signing_waits_until_the_sheet_is_saved(qtbot, shell, page):
    click(qtbot, page, "登记签字")
    assert shell.alerts.shown.text == "请先保存审查表，再登记签字。"


def test_the_reviewing_body_is_never_the_handler(qtbot, shell, office_path):
    case_id = decided(office_path)
    office, day = Office.open(office_path, who="张敏"), date(2026, 11, 4)
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(office, case_id, "粮食产量", {}, answers, "公开", "", day)
    for role, name in (("handler", "张敏"), ("department", "刘建国")):
        reviewing.sign_review(office, case_id, role, name, "同意", day, day)
    office.close()
    page = open_page(qtbot, shell, case_id)
    type_into(qtbot, page, "签字人", "张敏")
    click(qtbot, page, "登记签字")
    rest(qtbot, shell)
    assert shows(page, "保密审查机构的签字人不能是本件经办人")
    assert find(page, "签字人").text() == "张敏"


def test_a_change_after_signing_warns_and_voids_the_signatures(qtbot, shell, office_path, now):
    page = open_page(qtbot, shell, reviewed(office_path))
    click(qtbot, page, "K21 不涉及")
    assert shows(page, "保存后，已有的签字作废，须重新签字。")
    click(qtbot, page, "保存审查表")
    rest(qtbot, shell)
    case = read(office_path, page._case_id, now)
    assert not any(fact.kind == "review_signed" for fact in case.facts)
    assert shows(page, "承办人、科室负责人、保密审查机构、分管领导签字")


def test_before_the_outcome_the_sheet_is_shut_with_the_reason(qtbot, shell, office_path):
    page = open_page(qtbot, shell, registered(office_path))
    assert shows(page, "还没有判断办理结果。")
    assert find(page, "保存审查表").property("blocked") is True
