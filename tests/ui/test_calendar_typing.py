"""录入放假安排: typed in its own words, read back at once, shown before it is stored, kept while it is not done."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.office import Office
from caseapp.ui.settings.calendar_import import CalendarDialog
from caseapp.ui.settings.calendar_typing import DRAFT_KEY, TypingDialog
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from casework.notices_2027 import SOURCE, TEXT
from ui.desk_cases import register_case
from ui.hands import click, find, settle, shows, type_into

MOVES = [
    ("2026-002", "某某研究院", "2026-12-31 暂定", "2026-12-30", "提前，不再暂定"),
    ("2026-003", "郑淑华", "2027-01-05 暂定", "2027-01-05", "不再暂定"),
]


@pytest.fixture
def cases(office_path, now):
    """One case due before the days that can change, one counting over 12-26, one across the year's end."""
    now.day = date(2026, 12, 8)
    office = Office.open(office_path, who="张敏", now=now.moment)
    for applicant, arrived in (("孙桂兰", (2026, 11, 20)), ("某某研究院", (2026, 12, 3)), ("郑淑华", (2026, 12, 7))):
        register_case(office, applicant, date(*arrived))
    office.close()


@pytest.fixture
def page(qtbot, cases, shell):
    page = shell.open_page("settings")
    page.show_tab("calendar")
    settle(qtbot, shell)
    return page


@pytest.fixture
def typing(qtbot, shell, page):
    return _open(qtbot, shell, page)


def _open(qtbot, shell, page):
    click(qtbot, page, "录入放假安排…")
    settle(qtbot, shell)
    return _dialog(shell, TypingDialog)


def _dialog(shell, kind):
    found = [dialog for dialog in shell.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def _type(qtbot, shell, dialog, text, *, source=SOURCE):
    type_into(qtbot, dialog, "依据", source)
    type_into(qtbot, dialog, "通知原文", text)
    qtbot.waitUntil(lambda: "请稍候" not in find(dialog, "查看影响…").toolTip())
    settle(qtbot, shell)


def _plan(qtbot, shell, dialog):
    click(qtbot, dialog, "查看影响…")
    settle(qtbot, shell)
    return _dialog(shell, CalendarDialog)


def _read(path, work):
    office = Office.open(path)
    try:
        return work(office)
    finally:
        office.close()


def _dues(office):
    found = [office.record.index_row(case_id) for case_id in (1, 2, 3)]
    return [(str(row.due), row.provisional) for row in found]


def test_a_typed_notice_is_read_back_shown_confirmed_and_then_in_the_record(qtbot, shell, typing, page, office_path):
    _type(qtbot, shell, typing, TEXT)
    assert find(typing, "读到的放假安排").lines()[1].cells == (
        "春节",
        "02-05 周五 至 02-12 周五，共 8 天",
        "02-14 周日",
    )
    plan = _plan(qtbot, shell, typing)
    assert [line.cells for line in find(plan, "期限有变的申请").lines()] == MOVES
    assert shows(plan, f"依据：{SOURCE}")
    assert _read(office_path, lambda office: office.record.calendars()) == []
    assert _read(office_path, _dues) == [("2026-12-18", False), ("2026-12-31", True), ("2027-01-05", True)]
    click(qtbot, plan, "确认导入")
    settle(qtbot, shell)
    assert shows(plan, "2 件在办申请的期限已按新的工作日历变动")
    assert not shell.findChildren(TypingDialog)
    click(qtbot, plan, "完成")
    settle(qtbot, shell)
    assert _read(office_path, _dues) == [("2026-12-18", False), ("2026-12-30", False), ("2027-01-05", False)]
    assert _read(office_path, lambda office: office.calendar.sources[2027]) == (SOURCE,)
    assert _read(office_path, lambda office: office.record.draft(DRAFT_KEY)) is None
    assert find(page, "放假安排").lines()[1].cells[:4] == ("2027 年", "已导入", "29", "4")


def test_the_list_of_what_moves_can_be_printed_before_anything_is_stored(qtbot, shell, typing, office_path):
    _type(qtbot, shell, typing, TEXT)
    plan = _plan(qtbot, shell, typing)
    click(qtbot, plan, "打印清单…")
    settle(qtbot, shell)
    sheet = _dialog(shell, SheetDialog)
    assert sheet.windowTitle() == "期限变动清单"
    assert find(sheet, "存为 PDF…").toolTip() == ""
    click(qtbot, sheet, "关闭")
    click(qtbot, plan, "不导入")
    assert _read(office_path, lambda office: office.record.calendars()) == []
    assert find(typing, "通知原文").toPlainText() == TEXT
    click(qtbot, typing, "返回")
    settle(qtbot, shell)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("1月1日（周五）", "1月1日（周四）", "第 1 行“一、元旦：1月1日（周四）至4日"),
        ("共7天", "共8天", "写的是 8 天，按起止日期是 7 天"),
        ("10月1日（周五）至7日（周四）", "10月7日（周四）至1日（周五）", "起止颠倒"),
        ("五、端午节：6月9日（周三）放假1天，不调休。\n", "", "缺少法定节日 端午节 06-09"),
        ("五、端午节", "端午怎么放\n五、端午节", "端午怎么放"),
    ],
)
def test_words_that_do_not_hold_together_are_said_and_go_no_further(qtbot, shell, typing, office_path, old, new, words):
    _type(qtbot, shell, typing, TEXT.replace(old, new))
    assert shows(typing, words)
    assert words in find(typing, "查看影响…").toolTip()
    click(qtbot, typing, "查看影响…")
    settle(qtbot, shell)
    assert not shell.findChildren(CalendarDialog)
    click(qtbot, typing, "返回")
    settle(qtbot, shell)
    assert _read(office_path, lambda office: office.record.calendars()) == []


def test_the_source_must_be_named(qtbot, shell, typing):
    _type(qtbot, shell, typing, TEXT, source=" ")
    click(qtbot, typing, "查看影响…")
    assert shows(typing, "先写明依据")
    assert find(typing, "依据").hasFocus()
    click(qtbot, typing, "返回")
    settle(qtbot, shell)


def test_what_was_typed_is_there_again_after_the_window_was_closed(qtbot, shell, typing, page):
    type_into(qtbot, typing, "依据", SOURCE)
    type_into(qtbot, typing, "通知原文", "元旦：1月1日")
    click(qtbot, typing, "返回")
    settle(qtbot, shell)
    again = _open(qtbot, shell, page)
    assert find(again, "依据").text() == SOURCE
    assert find(again, "通知原文").toPlainText() == "元旦：1月1日"
    assert shows(again, "已恢复")
    click(qtbot, again, "返回")
    settle(qtbot, shell)
