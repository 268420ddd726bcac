"""案件: the due date with its reckoning, verbs with their reasons, facts corrected and voided, files."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from ui.case_setup import registered
from ui.hands import click, find, settle, shows, type_into


@pytest.fixture
def case_id(office_path):
    return registered(office_path)


@pytest.fixture
def page(qtbot, case_id, shell):
    shell.open_case(case_id)
    rest(qtbot, shell)
    return shell.current()


def rest(qtbot, shell):
    for _ in range(2):
        settle(qtbot, shell)
        QApplication.processEvents()


def dialog_of(qtbot, shell):
    rest(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    return shown


def read(path, case_id, now):
    office = Office.open(path)
    try:
        return load_case(office, case_id, now.day)
    finally:
        office.close()


def test_the_due_date_stands_with_its_remaining_days_and_its_reckoning(page):
    assert shows(page, "最迟 2026-11-30（周一）交邮")
    assert shows(page, "余 5 个工作日")
    lines = [line.cells for line in page.due.table.lines()]
    assert lines[0] == ("11-02", "收到申请，次日起算（参照行诉解释第四十八条）", "0")
    assert lines[1] == ("11-03 — 11-30", "计入；周末为休息日", "20")
    assert lines[2][2] == "20"


def test_the_reckoning_can_be_copied_day_by_day(qtbot, page):
    click(qtbot, page, "复制推算说明")
    text = QGuiApplication.clipboard().text()
    assert "2026-11-03　1　计入，第 1 个工作日" in text
    assert "2026-11-30　20　计入，第 20 个工作日" in text


def test_a_blocked_verb_stays_in_sight_and_says_why(qtbot, shell, page, office_path, case_id, now):
    button = find(page, "登记送达")
    assert button.property("blocked") is True
    assert button.accessibleDescription() == "答复书还没有定稿，不能登记送达。"
    click(qtbot, page, "登记送达")
    assert shell.alerts.shown.title == "现在不能登记送达"
    assert shell.alerts.shown.text == "答复书还没有定稿，不能登记送达。没有改动任何内容。"
    assert len(read(office_path, case_id, now).facts) == 3


def test_a_refusal_stays_in_the_form_with_what_was_typed(qtbot, shell, page, office_path, case_id, now):
    click(qtbot, page, "延期答复")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "延长的工作日数", "25")
    type_into(qtbot, dialog, "延期理由", "须调取三个年度的历史资料")
    type_into(qtbot, dialog, "批准人", "王立新")
    click(qtbot, dialog, "生成延期告知书")
    rest(qtbot, shell)
    assert shows(dialog, "延长 25 个工作日不符合规定")
    assert shows(dialog, "没有改动任何内容")
    assert find(dialog, "延长的工作日数").text() == "25"
    assert read(office_path, case_id, now).clock.extended_working_days == 0


def test_the_form_says_what_the_fact_will_do_before_it_is_saved(qtbot, shell, page):
    click(qtbot, page, "延期答复")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "延长的工作日数", "10")
    qtbot.waitUntil(lambda: shows(dialog, "保存后最迟 2026-12-14（周一）"))
    type_into(qtbot, dialog, "延期日期", "2026-11-24")
    qtbot.waitUntil(lambda: shows(dialog, "是将来的日期"))


def test_what_was_typed_is_there_again_after_esc(qtbot, shell, page):
    click(qtbot, page, "延期答复")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "延期理由", "须调取历史资料")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    rest(qtbot, shell)
    click(qtbot, page, "延期答复")
    dialog = dialog_of(qtbot, shell)
    assert find(dialog, "延期理由").toPlainText() == "须调取历史资料"
    assert shows(dialog, "接着上次")


def test_an_empty_field_is_named_at_its_place(qtbot, shell, page):
    click(qtbot, page, "转承办科室")
    dialog = dialog_of(qtbot, shell)
    click(qtbot, dialog, "登记转办")
    rest(qtbot, shell)
    assert find(dialog, "承办科室").property("problem") is True
    assert shows(dialog, "“承办科室”没有填写")


def test_a_closed_dialog_is_freed(qtbot, shell, page):
    click(qtbot, page, "转承办科室")
    dialog = dialog_of(qtbot, shell)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def test_a_corrected_fact_is_struck_and_the_date_follows(qtbot, shell, page, office_path, case_id, now):
    page.timeline.choose(next(line.id for line in page.timeline._model.lines if line.kind == "received"))
    click(qtbot, page, "更正…")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "正确的日期", "2026-11-03")
    type_into(qtbot, dialog, "更正原因", "签收单为 11 月 3 日")
    click(qtbot, dialog, "更正")
    rest(qtbot, shell)
    assert shows(page, "最迟 2026-12-01（周二）交邮")
    gone = [line for line in page.timeline._model.lines if line.gone]
    assert [(line.on, line.gone) for line in gone] == [("2026-11-02", "已更正：签收单为 11 月 3 日")]
    assert len(read(office_path, case_id, now).all_facts) == 4


def test_a_voided_fact_needs_a_reason_and_stays_in_sight(qtbot, shell, page, office_path, case_id, now):
    click(qtbot, page, "转承办科室")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "承办科室", "农村统计科")
    click(qtbot, dialog, "登记转办")
    rest(qtbot, shell)
    page.timeline.choose(next(line.id for line in page.timeline._model.lines if line.kind == "transferred"))
    click(qtbot, page, "作废…")
    dialog = dialog_of(qtbot, shell)
    click(qtbot, dialog, "作废")
    rest(qtbot, shell)
    assert shows(dialog, "“作废原因”没有填写")
    type_into(qtbot, dialog, "作废原因", "转错科室")
    click(qtbot, dialog, "作废")
    rest(qtbot, shell)
    assert not any(fact.kind == "transferred" for fact in read(office_path, case_id, now).facts)
    assert any(line.gone == "已作废：转错科室" for line in page.timeline._model.lines)


def test_the_registration_itself_cannot_be_voided(qtbot, shell, page):
    page.timeline.choose(next(line.id for line in page.timeline._model.lines if line.kind == "registered"))
    click(qtbot, page, "作废…")
    assert shell.alerts.shown.text == "这条记录是登记的凭据，不能更正或作废。"


def test_a_file_enters_only_with_the_word_that_it_is_no_secret(qtbot, shell, page, office_path, case_id, now, tmp_path):
    source = tmp_path / "申请表.txt"
    source.write_text("申请表", encoding="utf-8")
    page.tabs.setCurrentIndex(4)
    click(qtbot, page, "添加附件…")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "附件文件", str(source))
    click(qtbot, dialog, "存入附件")
    rest(qtbot, shell)
    assert shows(dialog, "没有确认不含国家秘密")
    assert read(office_path, case_id, now).attachments == ()
    box = find(dialog, "已确认这份文件不含国家秘密")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    click(qtbot, dialog, "存入附件")
    rest(qtbot, shell)
    assert [a.name for a in read(office_path, case_id, now).attachments] == ["申请表.txt"]
    assert page.attachments.table.lines()[0].cells[1:3] == ("申请表", "申请表.txt")


def test_the_neighbours_are_one_key_away(qtbot, shell, page, office_path):
    other = registered(office_path, "李䶮", 2)
    page.refresh()
    shell.activateWindow()
    rest(qtbot, shell)
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    rest(qtbot, shell)
    assert shows(page, "2026-002　李䶮")
    assert page._case_id == other
    click(qtbot, page, "下一件")
    assert shell.alerts.shown.text == "后面没有同年的申请了。"


def test_an_applicant_named_like_markup_is_shown_as_typed(qtbot, shell, office_path):
    shell.open_case(registered(office_path, "<b>{{7*7}}</b>"))
    rest(qtbot, shell)
    assert shows(shell.current(), "2026-001　<b>{{7*7}}</b>")


def test_a_frozen_document_opens_as_pages(qtbot, shell, page):
    page.tabs.setCurrentIndex(3)
    page.documents.table.selectRow(0)
    click(qtbot, page, "查看文书")
    dialog = dialog_of(qtbot, shell)
    qtbot.waitUntil(lambda: not dialog.pages.sheet.pixmap().isNull())
    assert shows(dialog, "第 1 页，共 1 页")
    click(qtbot, dialog, "关闭")


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("发补正告知书", ["不明确之处", "需要补正的事项", "指导和释明", "补正期限（工作日）", "告知日期"]),
        ("征求意见", ["征求谁的意见", "第三方名称", "涉及的信息", "可能影响的权益", "第三方地址", "发出日期"]),
        ("发收费通知", ["收费方式", "数量", "通知日期"]),
        ("确定延迟期限", ["延迟至", "延迟理由", "确定日期"]),
        ("登记撤回", ["撤回日期", "撤回说明"]),
        ("登记复议诉讼", ["登记什么", "复议程序", "收到日期", "案号"]),
    ],
)
def test_every_form_names_its_fields_in_chinese(qtbot, shell, page, verb, fields):
    click(qtbot, page, verb)
    dialog = dialog_of(qtbot, shell)
    for name in fields:
        assert find(dialog, name).isVisible()
    click(qtbot, dialog, "返回")
