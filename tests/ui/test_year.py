"""年度: the grid as the office reports it, its checks with both sides, the cases behind each number, the workbook."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows


@pytest.fixture
def ids(office_path):
    return three_cases(office_path)


@pytest.fixture
def page(qtbot, ids, shell):
    page = shell.open_page("year")
    settle(qtbot, shell)
    return page


def _row(page, number):
    return [page.model.index(number - 1, column).data() for column in range(3, 10)]


def test_only_confirmed_requests_are_counted(page):
    assert _row(page, 1) == ["1", "0", "1", "0", "0", "0", "2"]
    assert _row(page, 24) == ["0"] * 7
    assert _row(page, 25) == ["1", "0", "1", "0", "0", "0", "2"]


def test_the_grid_has_25_rows_their_groups_once_and_spans(page):
    assert page.model.rowCount() == 25
    assert [row + 1 for row in range(25) if page.model.group(row)] == [5, 13, 16, 21]
    assert page.table.columnSpan(0, 1) == 2
    assert page.table.rowSpan(2, 1) == 22
    assert page.model.index(4, 2).data() == "1.属于国家秘密"


def test_the_checks_show_both_sides_and_what_is_pending(page):
    assert shows(page, "2+0=0+2")
    assert shows(page, "通过 9　待定 2")
    assert shows(page, "收到日未确认，未计入第 1 行：2026-003")
    assert shows(page, "草表，截至 11-23")


def test_a_number_opens_to_its_cases_and_enter_opens_one(qtbot, shell, page, ids):
    opened = []
    page.side.cases.opened.disconnect()
    page.side.cases.opened.connect(opened.append)
    page.table.choose(1, 2)
    settle(qtbot, shell)
    assert shows(page, "第 1 行 × 科研机构：1 件")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shell.focusWidget() is page.side.cases
    qtbot.keyClick(page.side.cases, Qt.Key.Key_Return)
    assert opened == [ids[1]]


def test_arrow_keys_walk_over_the_numbers(qtbot, shell, page):
    page.table.setFocus()
    page.table.choose(1, 6)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    settle(qtbot, shell)
    assert shows(page, "第 1 行 × 其他：0 件")


def test_the_sentence_for_the_report_can_be_copied(qtbot, shell, page):
    click(qtbot, page, "其他事项")
    text = find(page, "年度报告文字").toPlainText()
    assert text.startswith("2026 年济宁市统计局收到政府信息公开申请 2 件，其中信函 2 件，2025 年结转申请 0 件。")
    click(qtbot, page, "复制文字")
    assert QGuiApplication.clipboard().text() == text


def test_table_four_shows_zeros_where_nothing_was_filed(qtbot, page):
    click(qtbot, page, "表四")
    assert shows(page, "行政诉讼（复议后起诉）")
    assert find(page, "行政复议，总计：0").isVisible()


def test_the_workbook_is_written_with_the_numbers_of_the_screen(qtbot, shell, page, tmp_path):
    target = tmp_path / "2026年度统计.xlsx"
    page.export_to(str(target))
    settle(qtbot, shell)
    assert "2026 年度工作簿写入" in shell.alerts.shown.text
    book = load_workbook(target)
    cells = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    line = next(row for row in cells if "一、本年新收政府信息公开申请数量" in row)
    assert [value for value in line if isinstance(value, int)][-7:] == [1, 0, 1, 0, 0, 0, 2]
