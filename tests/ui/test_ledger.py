"""台账: ids and lazy pages, conditions, an empty result that says what to drop, files in and out."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.casework.ledger.ledger_fields import PLACE, usual
from caseapp.casework.ledger.ledger_views import Wanted
from caseapp.casework.office import Office
from ui.desk_cases import register_case, three_cases
from ui.hands import click, find, settle, shows, texts


@pytest.fixture
def ids(office_path):
    return three_cases(office_path)


@pytest.fixture
def page(qtbot, ids, shell):
    page = shell.open_page("ledger")
    settle(qtbot, shell)
    return page


def _column(page, section):
    model = page.model
    return [model.index(row, section).data() for row in range(model.rowCount())]


def _want(qtbot, shell, page, **conditions):
    page.filter.set_wanted(Wanted(**conditions))
    settle(qtbot, shell)


def test_the_newest_case_stands_first_in_full_words(qtbot, shell, page):
    _column(page, 0)
    settle(qtbot, shell)
    assert _column(page, 0) == ["2026-003", "2026-002", "2026-001"]
    assert page.table.columns_shown() == usual(1200)
    assert [page.model.index(1, PLACE[key]).data() for key in page.table.columns_shown()] == [
        "2026-002",
        "某某大学经济研究院",
        "科研机构",
        "2026-11-18",
        "人口分县区数。",
        "余 17 个工作日",
        "2026-12-16",
        "—",
        "—",
        "—",
    ]
    assert page.model.index(0, PLACE["received"]).data() == "未确认"


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ({"text": "收入"}, ["2026-001"]),
        ({"status": "late"}, ["2026-001"]),
        ({"status": "closed"}, []),
        ({"channel": "post"}, ["2026-002", "2026-001"]),
        ({"applicant_class": "research", "year": "2026"}, ["2026-002"]),
        ({"handler": "张敏", "text": "2026-003"}, ["2026-003"]),
    ],
)
def test_conditions_hold_together(qtbot, shell, page, conditions, numbers):
    _want(qtbot, shell, page, **conditions)
    _column(page, 0)
    settle(qtbot, shell)
    assert _column(page, 0) == numbers


def test_a_heading_sorts_and_sorts_back(qtbot, shell, page):
    header = page.table.horizontalHeader()
    for expected in (["2026-001", "2026-002", "2026-003"], ["2026-003", "2026-002", "2026-001"]):
        place = header.sectionViewportPosition(0) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().topLeft() + _at(place))
        settle(qtbot, shell)
        _column(page, 0)
        settle(qtbot, shell)
        assert _column(page, 0) == expected


def _at(x):
    from PySide6.QtCore import QPoint

    return QPoint(x, 10)


def test_a_search_waits_for_a_pause_and_finds(qtbot, shell, page):
    page.focus_search()
    qtbot.keyClicks(find(page, "查找"), "2026-001")
    qtbot.waitUntil(lambda: page.filter.wanted.text == "2026-001")
    settle(qtbot, shell)
    assert page.model.rowCount() == 1
    assert shows(page, "筛选出 1 件，全库 3 件")


def test_an_empty_result_names_the_conditions_and_which_to_drop(qtbot, shell, page):
    _want(qtbot, shell, page, year="2026", channel="fax")
    assert shows(page, "没有符合的申请")
    assert shows(page, "条件：2026 年，传真。去掉“传真”可得 3 件。")
    click(qtbot, page, "去掉“传真”")
    settle(qtbot, shell)
    assert page.filter.wanted == Wanted(year="2026")
    assert page.model.rowCount() == 3


def test_enter_opens_the_selected_case(qtbot, shell, page, ids, monkeypatch):
    opened = []
    page.table.opened.disconnect()
    page.table.opened.connect(opened.append)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == [ids[1]]


def test_only_the_pages_in_view_are_fetched(qtbot, open_shell, office_path):
    office = Office.open(office_path, who="张敏")
    for number in range(120):
        register_case(office, f"申请人{number}", date(2026, 11, 2), number=f"2026-{number + 1:03d}")
    office.close()
    shell = open_shell(office_path)
    page = shell.open_page("ledger")
    settle(qtbot, shell)
    page.grab()
    settle(qtbot, shell)
    assert page.model.rowCount() == 120
    assert len(page.model._lines) == 50


_HEAD = "登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容,办理结果,办结日期\n"
_GOOD = "2020-001,李诚,自然人,信函,2020-03-01,粮食产量,（一）予以公开,2020-03-10\n"


def _import_dialog(qtbot, shell, page, path):
    from caseapp.ui.ledger.ledger_import import ImportDialog

    dialog = ImportDialog(shell)
    dialog.open()
    dialog.read(str(path))
    settle(qtbot, shell)
    return dialog


def test_a_clean_ledger_is_read_on_trial_and_then_imported(qtbot, shell, page, tmp_path):
    path = tmp_path / "旧台账.csv"
    path.write_text(_HEAD + _GOOD, encoding="utf-8")
    dialog = _import_dialog(qtbot, shell, page, path)
    assert "可以导入 1 件，其中在办 0 件" in texts(dialog)
    assert shows(dialog, "“信函”按“邮寄”导入")
    assert page.model.rowCount() == 3
    click(qtbot, dialog, "导入")
    settle(qtbot, shell)
    assert shows(dialog, "导入完成")
    assert page.model.rowCount() == 4
    dialog.close()


def test_a_bad_row_stops_the_whole_ledger_and_is_named(qtbot, shell, page, tmp_path):
    path = tmp_path / "旧台账.csv"
    bad = "2020-002,赵慧,自然人,信函,2020-03-05,收入,（一）予以公开,2020-03-01\n"
    path.write_text(_HEAD + _GOOD + bad, encoding="utf-8")
    dialog = _import_dialog(qtbot, shell, page, path)
    assert shows(dialog, "没有导入，一件都没有写入")
    listed = find(dialog, "有问题的行")
    assert [line.cells for line in listed.lines()] == [("3", "办结日期 2020-03-01 早于收到日期 2020-03-05。")]
    click(qtbot, dialog, "复制清单")
    assert QGuiApplication.clipboard().text() == "第 3 行\t办结日期 2020-03-01 早于收到日期 2020-03-05。"
    dialog.close()
    assert page.model.rowCount() == 3


def test_the_public_catalogue_of_a_year_without_replies_is_refused_in_a_sentence(qtbot, shell, page, tmp_path):
    page.send.write_public(str(tmp_path / "目录.xlsx"))
    settle(qtbot, shell)
    assert "没有目录可以导出" in shell.alerts.shown.text
    assert not (tmp_path / "目录.xlsx").exists()
