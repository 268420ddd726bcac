"""The clock guard, what 今日 minds, the December question, the notice at start and the calendar file."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QSystemTrayIcon

from caseapp.casework.handling import procedure
from caseapp.casework.office import Office
from caseapp.ui.frame import tray
from caseapp.ui.frame.clock_dialog import ClockDialog
from ui.case_setup import registered
from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows


def lines(page):
    return [(line.number, line.headline, line.step) for line in page.list.model().lines]


@pytest.mark.parametrize(("button", "stays"), [("日期无误，继续", True), ("退出，去核对日期", False)])
def test_a_clock_set_back_asks_before_going_on(qtbot, office_path, open_shell, now, button, stays):
    registered(office_path)
    now.day = date(2026, 11, 1)
    shell = open_shell(office_path)
    settle(qtbot, shell)
    dialog = shell.findChild(ClockDialog)
    assert dialog.isVisible()
    assert dialog.isModal()
    assert shows(dialog, "电脑日期是 2026-11-01，记录中已有 2026-11-03 的登记")
    click(qtbot, dialog, button)
    settle(qtbot, shell)
    assert shell.isVisible() is stays


def test_a_right_clock_is_not_asked_about(qtbot, office_path, open_shell):
    registered(office_path)
    assert open_shell(office_path).findChild(ClockDialog) is None


def test_today_minds_more_than_due_dates_and_its_button_settles_it(qtbot, office_path, open_shell, now):
    case_id = registered(office_path)
    office = Office.open(office_path, who="张敏", now=now.moment)
    procedure.transfer(office, case_id, date(2026, 11, 4), "综合科", "刘建国", date(2026, 11, 4))
    office.close()
    shell = open_shell(office_path)
    page = shell.open_page("today")
    settle(qtbot, shell)
    assert lines(page) == [("2026-001", "科室逾期未反馈", "催办")]
    assert shows(page, "另有提醒事项")
    click(qtbot, page, "催办 2026-001")
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(QDialog) if d.objectName() == "form"]
    click(qtbot, dialog, "登记催办")
    settle(qtbot, shell)
    shell.open_page("today")
    settle(qtbot, shell)
    assert lines(page) == [("2026-001", "余 5 个工作日", "判断办理结果")]


def test_december_asks_for_next_years_notice_and_leads_there(qtbot, office_path, open_shell, now):
    three_cases(office_path)
    shell = open_shell(office_path)
    page = shell.open_page("today")
    settle(qtbot, shell)
    assert not shows(page, "2027 年的放假安排")
    now.day = date(2026, 12, 1)
    page.refresh()
    settle(qtbot, shell)
    assert shows(page, "2027 年的放假安排还没有导入")
    click(qtbot, page, "导入放假安排")
    settle(qtbot, shell)
    assert shell.current() is shell.page("settings")
    assert shell.current().tabs.tabText(shell.current().tabs.currentIndex()) == "工作日历"


@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged")
def test_the_notice_at_start_is_off_until_chosen_and_shown_once(qtbot, office_path, open_shell, monkeypatch):
    three_cases(office_path)
    said = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, title, text, *rest: said.append(text))
    shell = open_shell(office_path)
    shell.open_page("today")
    settle(qtbot, shell)
    assert said == []
    shell.open_page("settings").show_tab("reminders")
    settle(qtbot, shell)
    box = find(shell, "打开程序时在任务栏提醒", QCheckBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert tray.wanted(shell.settings)
    again = open_shell(office_path)
    again.open_page("today").refresh()
    settle(qtbot, again)
    assert said == ["已超期或者今天到期 2 件"]


def test_the_due_dates_are_kept_as_a_calendar_file(qtbot, office_path, open_shell, tmp_path):
    three_cases(office_path)
    shell = open_shell(office_path)
    page = shell.open_page("settings")
    page.show_tab("reminders")
    settle(qtbot, shell)
    place = tmp_path / "期限.ics"
    page.reminders.export(str(place))
    settle(qtbot, shell)
    assert shows(page, f"已把 4 个日期存到“{place}”")
    assert place.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 4
    page.reminders.export(str(tmp_path / "没有这个文件夹" / "期限.ics"))
    settle(qtbot, shell)
    assert shows(shell, "请换一个位置")
