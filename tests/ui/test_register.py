"""登记: typing and clicking only; what was typed is kept, what is refused changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from caseapp.casework.ledger.lists import today_rows
from caseapp.casework.office import Office
from ui.case_setup import registered
from ui.hands import click, find, settle, shows, type_into


@pytest.fixture
def page(qtbot, shell, monkeypatch):
    opened = []
    monkeypatch.setattr(shell, "open_case", lambda case_id, tab="": opened.append(case_id))
    qtbot.mouseClick(shell.register_button, Qt.MouseButton.LeftButton)
    settle(qtbot, shell)
    page = shell.current()
    page.opened_cases = opened
    return page


def _fill(qtbot, page, **more):
    values = {"申请人": "王喆", "申请内容": "2025年全市粮食产量。", "联系电话": "0537-0000001"} | more
    for name, text in values.items():
        type_into(qtbot, page, name, text)


def _read(path, work):
    office = Office.open(path)
    try:
        return work(office)
    finally:
        office.close()


def test_a_request_handed_in_is_registered_by_typing_and_clicking(qtbot, shell, page, office_path):
    click(qtbot, page, "渠道 邮寄（签收）")
    type_into(qtbot, page, "到件日期", "2026-11-20")
    _fill(qtbot, page, 通信地址="济宁市任城区某某街2号")
    click(qtbot, page, "提供方式 纸质")
    type_into(qtbot, page, "获取方式", "邮寄")
    settle(qtbot, shell)
    assert shows(page, "2026-12-18（20 个工作日）")
    click(qtbot, page, "登记")
    settle(qtbot, shell)

    assert len(page.opened_cases) == 1
    row = _read(office_path, lambda office: office.record.case(page.opened_cases[0]))
    assert (row.number, row.applicant, row.channel) == ("2026-001", "王喆", "post")
    assert (row.form_wanted, row.obtain_way, row.handler) == ("纸质", "邮寄", "张敏")
    line = _read(office_path, lambda office: today_rows(office, date(2026, 11, 23))[0])
    assert line.due == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("当面", "以提交之日为收到申请之日（条例第三十一条第（一）项）"),
        ("邮寄（签收）", "以签收之日为收到申请之日（条例第三十一条第（二）项）"),
        ("电子邮件", "以双方确认之日为收到申请之日（条例第三十一条第（三）项）"),
    ],
)
def test_each_channel_says_from_which_day_the_law_counts(qtbot, shell, page, channel, words):
    click(qtbot, page, f"渠道 {channel}")
    settle(qtbot, shell)
    assert shows(page, words)


def test_an_unconfirmed_email_has_no_dates_yet(qtbot, shell, page):
    click(qtbot, page, "渠道 电子邮件")
    click(qtbot, page, "已与申请人确认")
    settle(qtbot, shell)
    assert shows(page, "尚未确认，期限从确认之日的次日起算")
    assert shows(page, "确认后推算")


def test_a_rest_day_is_named(qtbot, shell, page):
    type_into(qtbot, page, "到件日期", "2026-11-22")
    settle(qtbot, shell)
    assert shows(page, "到件日 11-22 为周日，休息日")


def test_a_missing_name_is_refused_and_what_was_typed_stays(qtbot, shell, page, office_path):
    type_into(qtbot, page, "申请内容", "2025年全市粮食产量。")
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "没有登记"
    assert "“申请人”没有填写" in shell.alerts.shown.text
    assert "没有改动任何内容" in shell.alerts.shown.text
    shell.alerts.dismiss()
    assert find(page, "申请人").hasFocus()
    assert find(page, "申请内容").toPlainText() == "2025年全市粮食产量。"
    assert _read(office_path, lambda office: office.record.case_ids()) == []


def test_a_wrong_identity_number_is_pointed_out_but_does_not_stop(qtbot, shell, page):
    type_into(qtbot, page, "证件号码", "370899199104120027")
    find(page, "联系电话").setFocus()
    settle(qtbot, shell)
    assert shows(page, "末位与前 17 位不符（应为 4）")
    _fill(qtbot, page)
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    assert page.opened_cases


def test_the_draft_is_kept_from_the_first_keystroke_and_comes_back(qtbot, open_shell, shell, page, office_path):
    type_into(qtbot, page, "申请人", "孙")
    qtbot.waitUntil(lambda: shows(page, "草稿，已自动保存 09:12"))
    type_into(qtbot, page, "申请人", "孙桂兰")
    shell.close()
    shell.desk.close()
    again = open_shell(office_path)
    again.open_register()
    settle(qtbot, again)
    assert find(again.current(), "申请人").text() == "孙桂兰"


def test_giving_up_the_draft_asks_first(qtbot, shell, page, office_path):
    type_into(qtbot, page, "申请人", "孙桂兰")
    page.leave()
    click(qtbot, page, "放弃草稿")
    assert find(page, "申请人").text() == "孙桂兰"
    click(qtbot, shell.alerts, "放弃草稿")
    settle(qtbot, shell)
    assert find(page, "申请人").text() == ""
    assert _read(office_path, lambda office: office.record.draft("register")) is None


def test_files_wait_for_the_question_about_secrets(qtbot, shell, page, tmp_path, office_path):
    sheet = tmp_path / "申请表.txt"
    sheet.write_text("申请", encoding="utf-8")
    click(qtbot, page, "选择文件")
    assert "国家秘密" in shell.alerts.shown.text
    shell.alerts.dismiss()
    page.files.add_paths([sheet])
    assert page.files.files() == []
    shell.alerts.dismiss()
    click(qtbot, page, "所选文件不含国家秘密")
    page.files.add_paths([sheet])
    settle(qtbot, shell)
    assert page.files.files() == [("application", sheet)]
    _fill(qtbot, page)
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    kept = _read(office_path, lambda office: office.record.attachments(page.opened_cases[0]))
    assert [(a.role, a.name) for a in kept] == [("application", "申请表.txt")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("机密★名单.txt", b"x", "文件名带有"), ("空.txt", b"", "空文件"), ("扫描.pdf", b"hello", "内容与扩展名不符")],
)
def test_a_file_that_cannot_be_kept_is_not_taken_in(qtbot, shell, page, tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    click(qtbot, page, "所选文件不含国家秘密")
    page.files.add_paths([path])
    settle(qtbot, shell)
    assert words in shell.alerts.shown.text
    assert page.files.files() == []


def test_markup_in_a_name_stays_text(qtbot, shell, page, office_path):
    _fill(qtbot, page, 申请人="<b>{{7*7}}</b>")
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    assert _read(office_path, lambda office: office.record.case(page.opened_cases[0]).applicant) == "<b>{{7*7}}</b>"


def test_tab_walks_through_the_form_as_it_is_read(qtbot, shell, page):
    click(qtbot, page, "渠道 电子邮件")
    settle(qtbot, shell)
    walked = []
    while "承办科室" not in walked and len(walked) < 40:
        name = shell.focusWidget().accessibleName()
        # Tab also stops at year, month and day of a date.
        walked += [name] if walked[-1:] != [name] else []
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [
        "渠道 电子邮件",
        "到件日期",
        "已与申请人确认",
        "双方确认日期",
        "确认方式",
        "确认人",
        "类别 自然人",
        "申请人",
        "联系电话",
        "证件类型",
        "证件号码",
        "省市县",
        "通信地址",
        "邮政编码",
        "电子邮箱",
        "共同申请人",
        "代理人",
        "申请内容",
        "提供方式 纸质",
        "提供方式 电子邮件",
        "提供方式 光盘",
        "获取方式",
        "承办科室",
    ]


def test_a_request_like_an_earlier_one_is_shown_while_it_is_typed(qtbot, shell, page, office_path):
    registered(office_path, "李四")
    type_into(qtbot, page, "申请人", "王喆")
    type_into(qtbot, page, "申请内容", "第 1 件：请提供2025年全市粮食产量")
    qtbot.waitUntil(lambda: shows(page, "1 件可能重复") and shows(page, "内容相近："))
    person = find(page, "查看申请人 李四")
    assert person.text() == "李四"
    settle(qtbot, shell)
    qtbot.waitUntil(lambda: page.near.rect().contains(person.mapTo(page.near, person.rect().bottomLeft())))
    click(qtbot, page, "打开 2026-001")
    assert page.opened_cases or shell.current() is not page
