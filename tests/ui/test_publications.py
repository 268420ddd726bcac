"""主动公开目录 and 申请人: typed in 设置, shown beside requests, taken into the reply; one applicant over any page."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.handling.publications import Entry, publications, save_publication
from caseapp.casework.letters.drafting import reply_draft
from caseapp.casework.office import Office
from ui.desk_cases import register_case
from ui.hands import click, find, settle, shows, type_into

TODAY = date(2026, 11, 23)
BOOK = Entry("《济宁统计年鉴2026》", "yearbook", "2026", "2026-10-30", "第十篇表10-3", "https://a.cn/1", "粮食总产量")
HOME = "济宁市任城区洸河路12号2单元301室"


def _read(path, work):
    office = Office.open(path, who="张敏")
    try:
        return work(office)
    finally:
        office.close()


def _dialog(qtbot, shell):
    for _ in range(2):
        settle(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    return shown


@pytest.fixture
def settings(qtbot, shell):
    page = shell.open_page("settings")
    page.show_tab("publications")
    settle(qtbot, shell)
    return page


def _type_entry(qtbot, dialog, **texts):
    for name, text in texts.items():
        type_into(qtbot, dialog, name, text)


def test_a_publication_is_typed_in_changed_and_removed(qtbot, shell, settings, office_path):
    click(qtbot, settings, "添加…")
    dialog = _dialog(qtbot, shell)
    _type_entry(qtbot, dialog, 名称="济宁统计年鉴2026", 年份="２０２６", 位置="第一篇", 关键词="粮食产量")
    click(qtbot, dialog, "添加")
    settle(qtbot, shell)
    table = find(settings, "主动公开目录")
    assert [line.cells[:5] for line in table.lines()] == [("济宁统计年鉴2026", "年鉴", "2026", "—", "第一篇")]

    table.choose(1)
    click(qtbot, settings, "修改…")
    dialog = _dialog(qtbot, shell)
    type_into(qtbot, dialog, "位置", "第二篇")
    click(qtbot, dialog, "保存")
    settle(qtbot, shell)
    assert _read(office_path, publications)[0].place == "第二篇"

    table.choose(1)
    click(qtbot, settings, "移除…")
    assert "将从目录中移除“济宁统计年鉴2026”" in shell.alerts.shown.text
    assert len(_read(office_path, publications)) == 1
    click(qtbot, shell.alerts, "移除")
    settle(qtbot, shell)
    assert _read(office_path, publications) == []
    assert shows(settings, "目录还是空的")


def test_a_bad_link_is_said_at_its_field_and_nothing_is_kept(qtbot, shell, settings, office_path):
    click(qtbot, settings, "添加…")
    dialog = _dialog(qtbot, shell)
    _type_entry(qtbot, dialog, 名称="<b>年鉴</b>", 年份="2026", 网址="ftp://a.cn/")
    click(qtbot, dialog, "添加")
    settle(qtbot, shell)
    assert shows(dialog, "“网址”应当以 http:// 或者 https:// 开头")
    assert find(dialog, "网址").hasFocus()
    assert _read(office_path, publications) == []
    dialog.reject()


def test_nothing_chosen_is_said_and_an_empty_list_has_nothing_to_change(qtbot, shell, settings):
    assert find(settings, "修改…").property("blocked")
    _ = find(settings, "主动公开目录")
    click(qtbot, settings, "移除…")
    assert shell.alerts.shown.title == "请先选择一条"


def test_files_go_out_and_come_in(qtbot, shell, settings, office_path, tmp_path):
    _read(office_path, lambda office: save_publication(office, BOOK, TODAY))
    settings.refresh()
    settle(qtbot, shell)
    settings.publications.export_to(str(tmp_path / "目录"))
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "已导出"
    file = tmp_path / "目录.csv"
    file.write_text(file.read_text("utf-8-sig").replace("第十篇", "第九篇"), encoding="utf-8")
    settings.publications.import_from(str(file))
    settle(qtbot, shell)
    assert "新增 0 条，替换 1 条" in shell.alerts.shown.text
    assert find(settings, "主动公开目录").lines()[0].cells[4] == "第九篇表10-3"
    file.write_text("名称,种类\n", encoding="utf-8")
    settings.publications.import_from(str(file))
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "没有导入"


def test_registering_shows_what_is_already_public(qtbot, shell, office_path):
    _read(office_path, lambda office: save_publication(office, BOOK, TODAY))
    shell.open_register()
    settle(qtbot, shell)
    page = shell.current()
    type_into(qtbot, page, "申请内容", "请提供2025年全市粮食产量")
    qtbot.waitUntil(lambda: shows(page, "可能已主动公开"))
    qtbot.waitUntil(lambda: shows(page, "2026年版载 2025 年的数据；关键词：粮食总产量"))
    type_into(qtbot, page, "申请内容", "请提供2026年全市粮食产量")
    qtbot.waitUntil(lambda: not shows(page, "可能已主动公开"))


@pytest.fixture
def asked(office_path):
    def work(office):
        save_publication(office, BOOK, TODAY)
        return register_case(office, "王喆", date(2026, 11, 18), phone="13800000001", address=HOME)

    return _read(office_path, work)


def test_the_case_leads_to_the_outcome_and_the_reply_is_begun(qtbot, shell, office_path, asked):
    shell.open_case(asked)
    settle(qtbot, shell)
    assert shows(shell.current(), "《济宁统计年鉴2026》第十篇表10-3，网址：https://a.cn/1")
    click(qtbot, shell.current(), "以“已主动公开”答复…")
    dialog = _dialog(qtbot, shell)
    assert find(dialog, "告知 《济宁统计年鉴2026》", QCheckBox).isChecked()
    click(qtbot, dialog, "以“已主动公开”答复")
    assert dialog.outcome() == "already_public"
    assert "载于《济宁统计年鉴2026》第十篇表10-3" in dialog.side.reason()
    click(qtbot, dialog, "确定办理结果")
    settle(qtbot, shell)

    def drafted(office):
        case = load_case(office, asked, TODAY)
        return case.outcome.id, reply_draft(office, case).slots

    assert _read(office_path, drafted) == (
        "already_public",
        {"ways": ["《济宁统计年鉴2026》第十篇表10-3，网址：https://a.cn/1"], "published": "2026-10-30"},
    )
    click(qtbot, shell.current(), "填入答复书")
    settle(qtbot, shell)
    assert "已主动公开" in shell.current().title.text()
    assert len(_read(office_path, drafted)[1]["ways"]) == 1


def test_what_is_not_ticked_is_not_told(qtbot, shell, office_path, asked):
    shell.open_case(asked)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "判断办理结果")
    dialog = _dialog(qtbot, shell)
    click(qtbot, dialog, "以“已主动公开”答复")
    box = find(dialog, "告知 《济宁统计年鉴2026》", QCheckBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    click(qtbot, dialog, "确定办理结果")
    settle(qtbot, shell)
    slots = _read(office_path, lambda office: reply_draft(office, load_case(office, asked, TODAY)).slots)
    assert slots == {}


def test_the_same_address_under_another_name_leads_to_the_applicant(qtbot, shell, office_path, asked):
    shell.open_register()
    settle(qtbot, shell)
    page = shell.current()
    type_into(qtbot, page, "申请人", "周七")
    type_into(qtbot, page, "通信地址", "山东省 济宁市任城区洸河路１２号２单元３０１室")
    find(page, "邮政编码").setFocus()
    qtbot.waitUntil(lambda: shows(page, "同一地址："))
    click(qtbot, page, "查看申请人 王喆")
    dialog = _dialog(qtbot, shell)
    assert shows(dialog, "共 1 件　本年 1 件　本月 1 件")
    assert shows(dialog, "一般不收费")
    assert shows(dialog, "下一件是本月第 2 件，不收费")
    opened = []
    shell.open_case = lambda case_id, tab="": opened.append(case_id)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert opened == [asked]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_applicant_of_a_case_and_of_a_ledger_line_is_opened(qtbot, shell, office_path, asked):
    _read(office_path, lambda o: register_case(o, "王小喆", date(2026, 11, 19), phone="138 0000 0001"))
    shell.open_case(asked)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "该申请人的全部申请")
    dialog = _dialog(qtbot, shell)
    assert shows(dialog, "同一电话，1 件")
    click(qtbot, dialog, "查看 王小喆")
    settle(qtbot, shell)
    assert shows(dialog, "王小喆")
    assert find(dialog, "该申请人的申请").lines()[0].cells[1] == "2026-11-19"
    click(qtbot, dialog, "返回")
    settle(qtbot, shell)

    page = shell.open_page("ledger")
    settle(qtbot, shell)
    page.table.selectRow(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(page.table, event)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["打开案件", "该申请人的全部申请…"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    dialog = _dialog(qtbot, shell)
    assert find(dialog, "该申请人的申请").lines()[0].id == asked
    dialog.reject()
