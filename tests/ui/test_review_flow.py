"""A 公开件 with an ID number in the window: no reply leaves before it is masked, reviewed anew and signed in time."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from caseapp.casework.casefile import load_case
from caseapp.casework.review.disclosed import disclosed
from material.made_files import IDS, pdf
from ui.case_setup import decided, reviewed
from ui.hands import find, shows
from ui.test_main_path import GROUPS, SIGNERS, Desk

FILE = "2025年调查对象名单.pdf"
COPY = "2025年调查对象名单（遮盖版）.pdf"
PERSONAL = "个人信息（个人信息保护法）"


@pytest.fixture
def desk(qtbot, open_shell, office_path, now):
    now.day = date(2026, 11, 4)
    case_id = decided(office_path, "partial")
    made = Desk(qtbot, open_shell(office_path), now, office_path)
    made.shell.resize(1366, 698)
    made.case_id = case_id
    made.shell.open_review(case_id)
    made.rest()
    return made


def given(desk):
    """Return the 公开件 as they go out."""
    return disclosed(desk.record(lambda office: load_case(office, desk.case_id, desk.now.day)).attachments)


def attach(desk, folder):
    path = folder / FILE
    path.write_bytes(pdf(["2025年调查对象名单", f"联系人身份证号 {IDS[0]}"], ["第二页"]))
    desk.press("添加公开件…")
    dialog = desk.dialog()
    desk.press("存入公开件", dialog)
    assert shows(dialog, "公开件文件")
    desk.fill(dialog, 公开件文件=str(path))
    desk.press("存入公开件", dialog)
    assert shows(dialog, "没有确认不含国家秘密")
    asked = find(dialog, "已确认这份文件不含国家秘密")
    asked.setFocus()
    desk.qtbot.keyClick(asked, Qt.Key.Key_Space)
    desk.press("存入公开件", dialog)
    (row,) = given(desk)
    assert (row.name, row.role) == (FILE, "material")


def review(desk, handled, note):
    """Answer and save the sheet shown, K10 是; sign it in order."""
    for group in GROUPS:
        desk.press(f"{group}：均为否")
    for answer in ("K10 是", "K23 不涉及", "K24 是"):
        desk.press(answer)
    conclude(desk, handled, note)


def conclude(desk, handled, note):
    desk.fill(**{"K10 怎样处理": handled, "K10 说明": note, "审查结论": "部分公开", "结论说明": "身份证号不公开"})
    desk.press("保存审查表")
    sign(desk)


def sign(desk):
    for label, name in SIGNERS:
        assert find(desk.page, "签字栏").currentText() == label
        desk.fill(签字人=name)
        desk.press("登记签字")


def send_up(desk):
    """送签 and 签发 on the letter page."""
    desk.press("送签答复书")
    desk.do("送签", 拟办意见="拟部分公开")
    desk.press("登记签发")
    desk.do("登记签发", 签发人="王立新")


def test_a_reply_leaves_only_when_what_was_found_is_masked_and_the_copy_is_reviewed(desk, tmp_path):
    attach(desk, tmp_path)
    desk.sees("1 处未处理")
    desk.sees("还有没处理的：身份证号 1 处")
    review(desk, "公开件中已去掉", "名单中的身份证号")
    _write(desk)
    _refused(desk)
    desk.at("2026-11-05")
    _mask(desk)
    desk.sees("已遮盖 1 处")
    desk.sees("缺")
    assert find(desk.page, "K10 是").isChecked()  # the sheet of the copy begins with the answers of the original
    conclude(desk, "已遮盖", "身份证号见遮盖清单")
    _print_sheet(desk)
    desk.press("写答复书")
    send_up(desk)
    desk.press("定稿答复书")
    desk.do("定稿")
    reply, words = desk.document("reply_partial")
    assert reply.made_on == date(2026, 11, 5)
    assert "调查对象名单" in words
    case = desk.case()
    assert [(sheet.attachment_id, sheet.conclusion) for sheet in case.sheets.standing] == [
        (given(desk)[0].id, "部分公开")
    ]
    assert case.state.review.last_signed == date(2026, 11, 5)


def _write(desk):
    desk.press("写答复书")
    desk.rest()
    desk.fill(
        予以公开的材料="2025年调查对象名单（遮盖稿）",
        不予公开的内容及理由="联系人的身份证号。属于个人信息",
        不予公开的依据="《中华人民共和国政府信息公开条例》第十五条",
        提供方式="随本答复书邮寄纸质复印件",
    )
    desk.qtbot.waitUntil(lambda: not shows(desk.page, "没有填写"))
    desk.rest()


def _refused(desk):
    """With all signatures there, what was found and not dealt with still stops 定稿."""
    send_up(desk)
    desk.sees(f"公开件“{FILE}”里查到的内容还没有处理（身份证号 1 处），请遮盖，或者写明保留的理由")
    desk.press("定稿答复书")
    assert "还有 1 项阻断，不能定稿" in desk.shell.alerts.shown.text
    desk.press("知道了", desk.shell)
    assert "finalised" not in desk.facts()


def _mask(desk):
    cure = f"打开保密审查：公开件“{FILE}”里查到的内容还没有处理（身份证号 1 处），请遮盖，或者写明保留的理由"
    desk.press(cure)
    desk.press("查看内容…")
    look = desk.dialog()
    assert shows(look, "未处理：身份证号 1 处")
    desk.press("遮盖…", look)
    dialog = desk.dialog()
    desk.fill(dialog, 理由=PERSONAL)
    desk.press("用于全部没有理由的", dialog)
    desk.do("生成遮盖稿")
    (copy,) = given(desk)
    assert (copy.name, [(m["what"], m["why"]) for m in copy.masks]) == (COPY, [("身份证号", PERSONAL)])
    opened = pypdfium2.PdfDocument(desk.record(lambda office: office.record.attachment_data(copy.id)))
    assert "".join(page.get_textpage().get_text_range() for page in opened) == ""
    opened.close()


def _print_sheet(desk):
    desk.press("打印审查表")
    desk.press("关闭", desk.dialog())
    form, words = desk.document("review_form")
    assert (form.data["review"]["file"], form.data["review"]["masks"][0]["why"]) == (COPY, PERSONAL)
    assert "已遮盖；身份证号见遮盖清单" in words
    assert IDS[0] not in words


def test_a_signature_after_the_date_of_the_reply_stops_it(qtbot, open_shell, office_path, now):
    now.day = date(2026, 11, 5)
    desk = Desk(qtbot, open_shell(office_path), now, office_path)
    desk.case_id = reviewed(office_path)  # signed on 2026-11-04
    desk.shell.open_letter(desk.case_id)
    desk.rest()
    desk.fill(提供的材料="2025年粮食产量", 提供方式="随本答复书邮寄纸质复印件", 成文日期="2026-11-03")
    qtbot.waitUntil(lambda: shows(desk.page, "保密审查最后签字 2026-11-04 晚于成文日期 2026-11-03"))
    desk.press("送签答复书")
    desk.do("送签", 拟办意见="拟予以公开")
    desk.press("登记签发")
    desk.do("登记签发", 签发人="王立新")
    desk.press("定稿答复书")
    assert "阻断，不能定稿" in desk.shell.alerts.shown.text
    desk.press("知道了", desk.shell)
    assert "finalised" not in desk.facts()
    desk.press("改成文日期：保密审查最后签字 2026-11-04 晚于成文日期 2026-11-03")
    assert desk.page.focusWidget() is find(desk.page, "成文日期")
    desk.fill(成文日期="2026-11-05")
    qtbot.waitUntil(lambda: not shows(desk.page, "保密审查最后签字"))
    desk.rest()
    desk.press("定稿答复书")
    desk.do("定稿")
    assert desk.case().reply.made_on == date(2026, 11, 5)
