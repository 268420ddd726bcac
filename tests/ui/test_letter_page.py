"""文书: what is typed is printed at once, what stops the reply leads to where it is mended."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from caseapp.casework.casefile import load_case
from caseapp.casework.handling.correcting import void_fact
from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.office import Office
from ui.case_setup import WRITTEN, decided, registered, reviewed, signed
from ui.hands import click, find, settle, shows, type_into


def rest(qtbot, shell):
    for _ in range(2):
        settle(qtbot, shell)
        QApplication.processEvents()


def open_page(qtbot, shell, case_id):
    shell.open_letter(case_id)
    rest(qtbot, shell)
    return shell.current()


def fill(qtbot, page):
    type_into(qtbot, page, "提供的材料", "2025年粮食产量")
    type_into(qtbot, page, "提供方式", "随本答复书邮寄纸质复印件")
    qtbot.waitUntil(lambda: not shows(page, "没有填写"))


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


@pytest.fixture
def page(qtbot, shell, office_path):
    return open_page(qtbot, shell, signed(office_path))


@pytest.fixture
def unwritten(qtbot, shell, office_path):
    """The page of a reply reviewed and not yet written."""
    return open_page(qtbot, shell, reviewed(office_path))


def test_while_a_finding_blocks_its_cure_is_the_filled_button(qtbot, shell, unwritten):
    page = unwritten
    assert shows(page, "还有 2 项内容没有填写，不能送签")
    step = find(page, "送签答复书")
    assert (step.property("blocked"), step.property("primary")) == (True, False)
    assert page.primary() is find(page, "去填写：“提供的材料”没有填写")
    click(qtbot, page, "去填写：“提供的材料”没有填写")
    assert page.focusWidget() is find(page, "提供的材料")


def test_pressing_the_blocked_step_says_why(qtbot, shell, unwritten, office_path, now):
    page = unwritten
    click(qtbot, page, "送签答复书")
    assert shell.alerts.shown.title == "现在不能送签答复书"
    assert shell.alerts.shown.text == "还有 2 项内容没有填写，不能送签。没有改动任何内容。"
    assert not read(office_path, page._case_id, now).state.has("submitted")
    assert read(office_path, page._case_id, now).reply is None


def test_the_page_follows_what_is_typed(qtbot, shell, page):
    qtbot.waitUntil(lambda: not find(page, "答复书预览").pixmap().isNull())
    before = find(page, "答复书预览").pixmap().toImage()
    type_into(qtbot, page, "提供页数", "33")
    qtbot.waitUntil(lambda: find(page, "答复书预览").pixmap().toImage() != before)


def test_the_draft_is_there_again(qtbot, shell, page):
    fill(qtbot, page)
    click(qtbot, page, "返回案件")
    rest(qtbot, shell)
    page = open_page(qtbot, shell, page._case_id)
    assert find(page, "提供的材料").toPlainText() == "2025年粮食产量"
    assert find(page, "提供方式").currentText() == "随本答复书邮寄纸质复印件"


def test_online_service_without_a_channel_blocks_and_leads_to_the_settings(qtbot, shell, page):
    type_into(qtbot, page, "送达方式", "电子邮件")
    qtbot.waitUntil(lambda: shows(page, "还有 2 项阻断，不能定稿"))
    qtbot.waitUntil(lambda: shows(page, "内容在送签之后有改动"))

    def cures():
        return [b for b in page.findChildren(QPushButton) if b.text() == "打开设置" and b.isVisible()]

    qtbot.waitUntil(lambda: len(cures()) == 1)
    qtbot.mouseClick(cures()[0], Qt.MouseButton.LeftButton)
    rest(qtbot, shell)
    assert shell.current() is shell.page("settings")


def test_a_warning_asks_for_a_typed_reason(qtbot, shell, page, office_path, now):
    now.day = date(2026, 11, 30)
    page.refresh()
    rest(qtbot, shell)
    fill(qtbot, page)
    rest(qtbot, shell)
    click(qtbot, page, "定稿答复书")
    dialog = dialog_of(qtbot, shell)
    assert shows(dialog, "今天（2026-11-30）到期")
    click(qtbot, dialog, "定稿")
    rest(qtbot, shell)
    assert shows(dialog, "有提醒须写明理由后才能定稿")
    type_into(qtbot, dialog, "理由", "当日送邮政营业厅交寄")
    click(qtbot, dialog, "定稿")
    rest(qtbot, shell)
    reply = read(office_path, page._case_id, now).reply
    assert (reply.number, reply.made_on) == ("济统依复〔2026〕1号", date(2026, 11, 5))
    assert shows(page, "已定稿")


def test_after_finalising_the_frozen_page_stands_and_the_form_is_shut(qtbot, shell, page):
    fill(qtbot, page)
    rest(qtbot, shell)
    click(qtbot, page, "定稿答复书")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "文号", "济统依复〔2026〕9号")
    click(qtbot, dialog, "定稿")
    rest(qtbot, shell)
    assert shows(page, "济统依复〔2026〕9号")
    assert not find(page, "提供的材料").isEnabled()
    assert find(page, "存入盖章件").property("primary") is True


def test_a_reply_before_its_review_is_stopped(qtbot, shell, office_path):
    page = open_page(qtbot, shell, decided(office_path))
    assert shows(page, "还没有保密审查；先审查、后公开")
    click(qtbot, page, "打开保密审查：还没有保密审查；先审查、后公开")
    rest(qtbot, shell)
    assert shell.current() is shell.page("review")


def test_a_refusal_without_review_may_go_for_signature(qtbot, shell, office_path):
    page = open_page(qtbot, shell, decided(office_path, "not_responsible"))
    assert find(page, "送签答复书").property("primary") is not True
    type_into(qtbot, page, "理由", "由国家统计局济宁调查队负责")
    type_into(qtbot, page, "负责公开的机关", "国家统计局济宁调查队")
    qtbot.waitUntil(lambda: find(page, "送签答复书").property("primary") is True)


def test_without_an_outcome_there_is_no_letter_and_the_way_to_it_is_shown(qtbot, shell, office_path):
    page = open_page(qtbot, shell, registered(office_path))
    assert shows(page, "还没有判断办理结果")
    click(qtbot, page, "判断办理结果")
    dialog = dialog_of(qtbot, shell)
    assert shows(dialog, "申请人有没有撤回，或者没有按收费通知缴费？")
    click(qtbot, dialog, "返回")


def test_a_ground_of_refusal_asks_for_its_own_blanks(qtbot, shell, office_path):
    page = open_page(qtbot, shell, decided(office_path, "repeated"))
    assert shows(page, "“前次答复的文号”没有填写")
    assert shows(page, "“前次答复的日期”没有填写")
    type_into(qtbot, page, "前次答复的文号", "济统依复〔2026〕3号")
    type_into(qtbot, page, "前次答复的日期", "2026-03-05")
    type_into(qtbot, page, "两次申请的比对", "两次指向同一份表")
    qtbot.waitUntil(lambda: not shows(page, "没有填写"))


def shown(page):
    return find(page, "答复书预览").pixmap().toImage()


def press(qtbot, page, key):
    area = find(page, "答复书预览（可滚动）")
    page.window().activateWindow()
    area.setFocus()
    QApplication.processEvents()
    qtbot.keyClick(area, key, Qt.KeyboardModifier.ControlModifier)


def yellow(image):
    """Tell whether light stands behind words of the page."""
    return b"\xff\xed\xa8" * 3 in bytes(image.convertToFormat(QImage.Format.Format_RGB888).constBits())


def test_the_blank_being_written_stands_in_light_and_its_page_comes_to_the_front(qtbot, shell, page):
    qtbot.waitUntil(lambda: not shown(page).isNull())
    assert not yellow(shown(page))
    type_into(qtbot, page, "提供的材料", "2025年粮食产量")
    qtbot.waitUntil(lambda: yellow(shown(page)))
    click(qtbot, page, "下一页")
    qtbot.waitUntil(lambda: shows(page, "第 2 页") and not page._asking)
    type_into(qtbot, page, "改变提供形式的原因", "该信息仅有纸质件")
    qtbot.waitUntil(lambda: shows(page, "第 1 页") and yellow(shown(page)))


def test_the_place_of_the_seal_is_outlined_in_the_preview(qtbot, shell, page):
    qtbot.waitUntil(lambda: not shown(page).isNull())
    click(qtbot, page, "下一页")
    rest(qtbot, shell)
    before = shown(page)
    qtbot.mouseClick(find(page, "在预览中标出印章位置"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(page) != before)


def test_the_page_is_shown_at_the_size_chosen(qtbot, shell, page):
    qtbot.waitUntil(lambda: not shown(page).isNull())
    fitted = shown(page).width()
    zoom = find(page, "显示比例")
    assert zoom.currentText() == "适合宽度"
    type_into(qtbot, page, "显示比例", "150%")
    qtbot.waitUntil(lambda: shown(page).width() == 1191)
    press(qtbot, page, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: shown(page).width() == 992)
    assert zoom.currentText() == "125%"
    type_into(qtbot, page, "显示比例", "整页")
    qtbot.waitUntil(lambda: shown(page).height() <= page.preview._area.viewport().height())
    press(qtbot, page, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: shown(page).width() == fitted)


def test_another_size_keeps_the_middle_of_the_page_in_the_middle(qtbot, shell, page):
    qtbot.waitUntil(lambda: not shown(page).isNull())
    bar = page.preview._area.verticalScrollBar()
    type_into(qtbot, page, "显示比例", "100%")
    qtbot.waitUntil(lambda: shown(page).width() == 794 and bar.maximum() > 500 and not page.preview._middle)
    bar.setValue(bar.maximum() // 2)
    type_into(qtbot, page, "显示比例", "200%")
    qtbot.waitUntil(lambda: shown(page).width() == 1588)
    qtbot.waitUntil(lambda: abs(bar.value() / bar.maximum() - 0.5) < 0.05)


def test_findings_that_stay_keep_their_buttons_while_one_types(qtbot, shell, unwritten):
    page = unwritten
    cure = find(page, "去填写：“提供的材料”没有填写")
    type_into(qtbot, page, "提供页数", "33")
    qtbot.waitUntil(lambda: not page._asking)
    settle(qtbot, shell)
    assert find(page, "去填写：“提供的材料”没有填写") is cure


def test_finalising_anew_tells_what_differs_from_the_version_taken_back(qtbot, shell, office_path):
    case_id, day = signed(office_path), date(2026, 11, 23)
    office = Office.open(office_path, who="张敏")
    replying.finalise(office, case_id, day)
    for kind in ("finalised", "signed_off", "submitted"):
        made = next(f for f in load_case(office, case_id, day).facts if f.kind == kind)
        void_fact(office, case_id, made.id, "页数漏填", day)
    draft = ReplyDraft({**WRITTEN.slots, "pages": 12})
    replying.submit(office, case_id, day, "", day, draft=draft)
    replying.sign_off(office, case_id, day, "王立新", "", day)
    office.close()
    page = open_page(qtbot, shell, case_id)
    qtbot.waitUntil(lambda: not find(page, "定稿答复书").property("blocked"))
    click(qtbot, page, "定稿答复书")
    dialog = dialog_of(qtbot, shell)
    assert shows(dialog, "与第 1 版相比：")
    assert shows(dialog, "“提供页数”由“空”改为“12”")
    type_into(qtbot, dialog, "重新定稿的原因", "页数漏填")
    click(qtbot, dialog, "定稿")
    rest(qtbot, shell)
    assert load_version(office_path, case_id, day) == 2


def load_version(path, case_id, day):
    office = Office.open(path)
    try:
        return load_case(office, case_id, day).reply.version
    finally:
        office.close()
