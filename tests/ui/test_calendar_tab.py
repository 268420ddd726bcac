"""设置—工作日历: the years and their days; a notice from a file, what it moves, and the record after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from caseapp.casework.handling.procedure import withdraw
from caseapp.casework.office import Office
from caseapp.casework.upkeep.updates import CALENDAR, Part, make_update
from caseapp.ui.settings.settings_calendar import CalendarTab
from casework.notices_2027 import CSV
from ui.desk_cases import register_case
from ui.hands import click, find, settle, shows, texts

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def cases(office_path, now):
    """Two cases near the end of the year; today is 2026-12-08."""
    now.day = date(2026, 12, 8)
    office = Office.open(office_path, who="张敏", now=now.moment)
    try:
        return [
            register_case(office, "孙桂兰", date(2026, 11, 20)),
            register_case(office, "某某大学经济研究院", date(2026, 12, 3), applicant_class="research"),
            register_case(office, "郑淑华", date(2026, 12, 7)),
        ]
    finally:
        office.close()


@pytest.fixture
def page(qtbot, cases, shell):
    page = shell.open_page("settings")
    page.show_tab("calendar")
    settle(qtbot, shell)
    return page


MOVES = [
    ("2026-002", "某某大学经济研究院", "2026-12-31 暂定", "2026-12-30", "提前，不再暂定"),
    ("2026-003", "郑淑华", "2027-01-05 暂定", "2027-01-05", "不再暂定"),
]


def _read(path, work):
    office = Office.open(path)
    try:
        return work(office)
    finally:
        office.close()


def _moved(dialog):
    return [line.cells for line in find(dialog, "期限有变的申请").lines()]


def test_the_years_and_the_days_of_the_last_published_one(qtbot, shell, page):
    years = find(page, "放假安排").lines()
    assert years[0].cells[:4] == ("2027 年", "未公布", "—", "—")
    assert years[1].cells[:4] == ("2026 年", "随程序提供", "33", "6")
    assert years[-1].cells[1] == "随程序提供，已修订"
    days = find(page, "所选年份的日子").lines()
    assert days[0].cells == ("2026-01-01", "周四", "休息日", "元旦", "—")
    assert shows(page, "2026 年：放假 33 天，上班日 6 天")
    assert shows(page, "依据：https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm")


def test_an_unpublished_year_shows_its_statutory_holidays_only(qtbot, shell, page):
    find(page, "放假安排").choose(2027)
    settle(qtbot, shell)
    days = [line.cells for line in find(page, "所选年份的日子").lines()]
    assert days[0] == ("2027-01-01", "周五", "休息日", "元旦", "法定节日；当年放假安排未公布")
    assert len(days) == 13
    assert shows(page, "2027 年：放假安排未公布")


def test_a_file_shows_what_it_moves_and_is_stored_when_confirmed(qtbot, shell, page, office_path, tmp_path):
    notice = tmp_path / "2027.csv"
    notice.write_text("\n".join(CSV), encoding="utf-8")
    dialog = page.calendar.read(str(notice))
    settle(qtbot, shell)
    assert shows(dialog, "2027 年放假 29 天、上班日 4 天")
    assert shows(dialog, "2 件在办申请的期限有变（日期变动 1 件，不再暂定 2 件）")
    assert _moved(dialog) == MOVES
    assert _read(office_path, lambda office: office.record.calendars()) == []
    click(qtbot, dialog, "确认导入")
    settle(qtbot, shell)
    assert shows(dialog, "2 件在办申请的期限已按新的工作日历变动")
    click(qtbot, dialog, "完成")
    assert find(page, "放假安排").lines()[1].cells[:4] == ("2027 年", "已导入", "29", "4")
    assert "2027 年已导入" in shell.status_right.text()


def test_closed_cases_whose_judgement_changes_are_listed_apart(qtbot, shell, page, office_path, now, tmp_path):
    """Received 2020-01-20: due 2020-02-25 as amended, 2020-02-21 as first published."""
    office = Office.open(office_path, who="张敏", now=now.moment)
    case_id = register_case(office, "李某", date(2020, 1, 20))
    withdraw(office, case_id, date(2020, 2, 24), "来函撤回", date(2020, 2, 24))
    office.close()
    dialog = page.calendar.read(str(DATA / "holidays_2020_as_first_published.csv"))
    settle(qtbot, shell)
    assert shows(dialog, "没有在办申请的期限因此变动")
    assert shows(dialog, "另有 1 件已办结申请")
    (line,) = find(dialog, "是否按期有变的申请").lines()
    assert line.cells == ("2020-001", "李某", "2020-02-24", "按期", "逾期")
    click(qtbot, dialog, "不导入")


def test_a_file_that_is_no_notice_is_refused_in_the_dialog(qtbot, shell, page, tmp_path):
    path = tmp_path / "坏.csv"
    path.write_text("随便,写的\n", encoding="utf-8")
    dialog = page.calendar.read(str(path))
    settle(qtbot, shell)
    assert "没有导入" in texts(dialog)
    assert shows(dialog, "第 1 行应当是表头")
    click(qtbot, dialog, "关闭")


def test_a_day_that_stands_in_another_years_notice_says_so(qtbot, shell, page):
    find(page, "放假安排").choose(2022)
    settle(qtbot, shell)
    last = find(page, "所选年份的日子").lines()[-1]
    assert last.cells == ("2022-12-31", "周六", "休息日", "元旦", "由 2023 年的放假安排规定")


def test_an_update_from_a_stick_says_what_it_changes_and_is_taken_in(qtbot, shell, page, office_path, tmp_path):
    part = Part(CALENDAR, "2027.csv", "\n".join(CSV))
    path = make_update(tmp_path / "u.caseupdate", [part], "2027 年", date(2026, 12, 8))
    tab = page.findChild(CalendarTab)
    tab.read_update(str(path))
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    assert shows(dialog, "导入 2027 年")
    click(qtbot, dialog, "导入")
    settle(qtbot, shell)
    assert _read(office_path, lambda office: 2027 in office.calendar.sources)
    path.write_bytes(path.read_bytes().replace(b"2027", b"2028", 1))
    tab.read_update(str(path))
    settle(qtbot, shell)
    assert "与校验值不符" in shell.alerts.shown.text
