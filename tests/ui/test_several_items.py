"""A mixed reply in the window: one item given, one withheld under 统计法, one not existing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.casework.receiving.registration import amend_registration
from caseapp.casework.review import reviewing
from caseapp.ui.cases.item_chooser import ItemChooser
from ui.case_setup import registered
from ui.hands import click, find, settle, shows, type_into
from ui.test_outcome_dialog import FORBIDDEN, TO_EXISTS

ITEMS = (
    ("2025年全市统计公报", "予以公开（提供）"),
    ("规模以上工业企业名录", "不予公开（能够识别或者推断单个统计调查对象的资料）"),
    ("1985年乡镇统计年报", "无法提供（信息不存在）"),
)
PROVIDED = (
    *TO_EXISTS, "有现成的", "都不是", "不涉及", "都不是", "按申请人要求的形式", "没有达到，或者不收费",
)
NOT_EXISTING = (*TO_EXISTS, "查过了，没有制作也没有保存")
ANSWERS_GIVEN = (PROVIDED, FORBIDDEN, NOT_EXISTING)
ANSWERS = ("提供《2025年统计公报》", "名录能够识别单个统计调查对象", "检索了局档案室的全部年报，没有检索到")


def rest(qtbot, shell):
    for _ in range(2):
        settle(qtbot, shell)
        QApplication.processEvents()


def dialog_of(qtbot, shell):
    rest(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    return shown


def read(path, case_id, day):
    office = Office.open(path)
    try:
        return load_case(office, case_id, day)
    finally:
        office.close()


@pytest.fixture
def case_id(office_path):
    return registered(office_path)


@pytest.fixture
def dialog(qtbot, shell, case_id):
    shell.open_case(case_id)
    rest(qtbot, shell)
    click(qtbot, shell.current(), "判断办理结果")
    click(qtbot, dialog_of(qtbot, shell), "申请有几项内容，逐项判断…")
    return dialog_of(qtbot, shell)


def answer_by_questions(qtbot, shell, dialog, number, labels):
    click(qtbot, dialog, f"按问题判断第 {number} 项")
    rest(qtbot, shell)
    asked = next(d for d in shell.findChildren(ItemChooser) if d.isVisible())
    for label in labels:
        click(qtbot, asked, label)
        rest(qtbot, shell)
        click(qtbot, asked, "下一个问题")
        rest(qtbot, shell)
    click(qtbot, asked, "用作这一项的结果")
    rest(qtbot, shell)


def ask_items(qtbot, shell, dialog):
    """Write what was asked, and find each outcome by answering questions."""
    click(qtbot, dialog, "增加一项")
    QApplication.processEvents()
    for number, ((asked, outcome), labels) in enumerate(zip(ITEMS, ANSWERS_GIVEN, strict=True), start=1):
        type_into(qtbot, dialog, f"第 {number} 项申请内容", asked)
        answer_by_questions(qtbot, shell, dialog, number, labels)
        assert find(dialog, f"第 {number} 项办理结果").currentText() == outcome
    qtbot.waitUntil(lambda: shows(dialog, "（二）部分公开"))


def write_items(qtbot, dialog):
    click(qtbot, dialog, "增加一项")
    QApplication.processEvents()
    for number, (asked, outcome) in enumerate(ITEMS, start=1):
        type_into(qtbot, dialog, f"第 {number} 项申请内容", asked)
        type_into(qtbot, dialog, f"第 {number} 项办理结果", outcome)
    qtbot.waitUntil(lambda: shows(dialog, "（二）部分公开"))


def decide(qtbot, shell, dialog):
    ask_items(qtbot, shell, dialog)
    for name, value in (("检索人", "张敏"), ("检索范围", "局档案室"), ("检索词", "乡镇年报"), ("检索结果", "无")):
        type_into(qtbot, dialog, name, value)
    click(qtbot, dialog, "确定办理结果")
    rest(qtbot, shell)


def test_items_show_at_once_what_they_come_to(qtbot, shell, dialog):
    assert shows(dialog, "每一项都选定办理结果后显示")
    write_items(qtbot, dialog)
    assert shows(dialog, "不予公开的部分先复议，其余部分复议或者起诉")
    assert shows(dialog, "定稿前必须通过保密审查")
    type_into(qtbot, dialog, "年度表三计入", "予以公开（提供）")
    qtbot.waitUntil(lambda: shows(dialog, "按规则计入"))
    click(qtbot, dialog, "确定办理结果")
    rest(qtbot, shell)
    assert shows(dialog, "请写明理由")


def test_a_mixed_reply_is_decided_written_and_told_both_remedies(qtbot, shell, dialog, case_id, office_path, now):
    decide(qtbot, shell, dialog)
    case = read(office_path, case_id, now.day)
    assert [(item.asked, item.outcome.ground_label) for item in case.outcome.items] == list(ITEMS)
    assert case.outcome.row == 4
    office = Office.open(office_path, who="张敏")
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    day = date(2026, 11, 20)
    reviewing.save_review(office, case_id, "公报", {}, answers, "部分公开", "名录不公开", day)
    for role, name in (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新")):
        reviewing.sign_review(office, case_id, role, name, "同意", day, day)
    office.close()
    shell.open_letter(case_id)
    rest(qtbot, shell)
    page = shell.current()
    for name, answer in zip(("第（一）项", "第（二）项", "第（三）项"), ANSWERS, strict=True):
        type_into(qtbot, page, f"{name}答复内容", answer)
    type_into(qtbot, page, "随答复书提供的材料", "2025年统计公报")
    type_into(qtbot, page, "提供方式", "随本答复书邮寄纸质复印件")
    qtbot.waitUntil(lambda: not shows(page, "没有填写"))
    steps = (
        ("送签答复书", {"拟办意见": "拟逐项答复"}, "送签"),
        ("登记签发", {"签发人": "王立新"}, "登记签发"),
        ("定稿答复书", {}, "定稿"),
    )
    for verb, fields, done in steps:
        click(qtbot, page, verb)
        form = dialog_of(qtbot, shell)
        for name, value in fields.items():
            type_into(qtbot, form, name, value)
        click(qtbot, form, done)
        rest(qtbot, shell)
    reply = read(office_path, case_id, now.day).reply
    assert reply.template == "reply_several"
    remedy = reply.data["letter"]["remedy"]
    assert len(remedy) == 2
    assert remedy[0].startswith("对本答复书中不予公开的部分不服的，应当先")
    assert remedy[1].startswith("对本答复书的其他部分不服的，可以")
    assert [item["asked"] for item in reply.data["letter"]["items"]] == [asked for asked, _ in ITEMS]


def test_what_lacks_is_said_and_the_field_is_in_focus(qtbot, shell, dialog):
    type_into(qtbot, dialog, "第 1 项申请内容", "公报")
    click(qtbot, dialog, "确定办理结果")
    assert shows(dialog, "第 1 项还没有选办理结果。")
    assert dialog.focusWidget() is find(dialog, "第 1 项办理结果")
    assert find(dialog, "移除第 1 项").property("blocked")


def test_items_typed_are_there_again_and_one_can_be_taken_out(qtbot, shell, dialog, case_id):
    write_items(qtbot, dialog)
    dialog.reject()
    rest(qtbot, shell)
    click(qtbot, shell.current(), "判断办理结果")
    click(qtbot, dialog_of(qtbot, shell), "申请有几项内容，逐项判断…")
    again = dialog_of(qtbot, shell)
    assert again.items.items()[2] == (ITEMS[2][0], "not_existing")
    click(qtbot, again, "移除第 2 项")
    rest(qtbot, shell)
    assert [asked for asked, _ in again.items.items()] == [ITEMS[0][0], ITEMS[2][0]]


def test_a_request_that_numbers_its_matters_stands_item_by_item(qtbot, shell, office_path, now):
    case_id = registered(office_path)
    office = Office.open(office_path)
    version = office.record.case(case_id).version
    request = {"request": "申请公开：1.2025年粮食产量；2.常住人口；3.工业企业名录"}
    amend_registration(office, case_id, version, request, "照原文补全", now.day)
    office.close()
    shell.open_case(case_id)
    rest(qtbot, shell)
    click(qtbot, shell.current(), "判断办理结果")
    click(qtbot, dialog_of(qtbot, shell), "申请有几项内容，逐项判断…")
    shown = dialog_of(qtbot, shell).items.items()
    assert shown == [("2025年粮食产量", ""), ("常住人口", ""), ("工业企业名录", "")]
