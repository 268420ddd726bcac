"""今日: worst first, a real button in every row, and an empty start that says what to do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from caseapp.casework.office import Office
from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows


@pytest.fixture
def ids(office_path):
    return three_cases(office_path)


@pytest.fixture
def page(qtbot, ids, shell, monkeypatch):
    calls = []
    monkeypatch.setattr(shell, "open_case", lambda case_id, tab="": calls.append(("open", case_id)))
    monkeypatch.setattr(shell, "do_step", lambda case_id, verb: calls.append((verb, case_id)))
    page = shell.open_page("today")
    settle(qtbot, shell)
    page.list.opened.disconnect()
    page.list.step_wanted.disconnect()
    page.list.opened.connect(lambda case_id: shell.open_case(case_id))
    page.list.step_wanted.connect(lambda case_id, verb: shell.do_step(case_id, verb))
    page.calls = calls
    return page


def _lines(page):
    model = page.list.model()
    return [(line.number, line.headline, line.step) for line in model.lines]


def test_the_list_is_worst_first_with_one_step_each(page):
    assert _lines(page) == [
        ("2026-001", "超期 1 个工作日", "判断办理结果"),
        ("2026-003", "须确认收到日", "登记确认"),
        ("2026-002", "余 17 个工作日", "判断办理结果"),
    ]


def test_every_visible_row_has_a_real_button_and_only_the_selected_one_is_filled(page):
    found = [b for b in page.list.findChildren(QPushButton) if b.isVisible()]
    assert sorted(b.accessibleName() for b in found) == [
        "判断办理结果 2026-001",
        "判断办理结果 2026-002",
        "登记确认 2026-003",
    ]
    assert [b.accessibleName() for b in found if b.property("primary")] == ["判断办理结果 2026-001"]


def test_keys_select_open_and_do_the_step(qtbot, shell, page, ids):
    table = page.list
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert page.primary().accessibleName() == "登记确认 2026-003"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    shell.findChild(object, "action_next_step").trigger()
    assert page.calls == [("open", ids[2]), ("confirm_receipt", ids[2])]


def test_a_button_does_the_step_of_its_own_row(qtbot, page, ids):
    click(qtbot, page, "判断办理结果 2026-002")
    assert page.calls == [("decide_outcome", ids[1])]


def test_counts_and_the_calendar_stand_beside_the_list(page, shell):
    assert shows(page, "在办 3 件")
    assert shows(page, "2026 年 11 月 23 日　星期一　工作日")
    assert "2026-001 孙桂兰：最迟当日答复" in find(page, "工作日历").accessibleDescription()
    assert shell._nav["today"].accessibleDescription() == "2 件须今天办"


def test_an_empty_record_says_what_to_do_first(qtbot, shell):
    page = shell.current()
    assert shows(page, "还没有登记申请")
    assert shows(page, "济宁市统计局；代字 济统依复；起诉法院已填")
    assert page.primary().text() == "登记新申请"
    click(qtbot, page, "登记新申请")
    settle(qtbot, shell)
    assert shows(shell.current(), "登记后的期限")


def test_the_search_opens_the_ledger_on_what_was_typed(qtbot, shell, page):
    page.focus_search()
    field = find(page, "查找申请")
    qtbot.keyClicks(field, "2026-002")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, shell)
    assert shell.current().filter.wanted.text == "2026-002"
    assert shell.current().model.rowCount() == 1


def test_the_sample_opens_in_a_window_of_its_own(qtbot, shell, office_path, monkeypatch):
    started = []
    begin = "caseapp.ui.frame.sample_start.QProcess.startDetached"
    monkeypatch.setattr(begin, lambda *command: started.append(command))
    click(qtbot, shell.current(), "打开示例")
    qtbot.waitUntil(lambda: bool(started), timeout=20_000)
    _, arguments = started[0]
    record = arguments[arguments.index("--record") + 1]
    assert record != str(office_path)
    assert Office.open(record).record.case_ids() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Office.open(office_path).record.case_ids() == []
