"""年度: the grid as the office reports it, its checks with both sides, the cases behind each number, the workbook."""

from __future__ import annotations

import pytest
from docx import Document
from openpyxl import load_workbook
from pikepdf import Pdf
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.casework.handling.disputes import record_dispute
from caseapp.casework.office import Office
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows, type_into


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
    click(qtbot, page, "报告文字")
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


def test_table_two_is_kept_cell_by_cell_and_a_wrong_number_says_so(qtbot, shell, page, office_path):
    click(qtbot, page, "表二")
    cell = "第二十条第（一）项，行政规范性文件，本年制发件数"
    type_into(qtbot, page, cell, "３")
    qtbot.keyClick(find(page, cell), Qt.Key.Key_Return)
    settle(qtbot, shell)
    assert find(page, cell).text() == "3"
    type_into(qtbot, page, cell, "三件")
    qtbot.keyClick(find(page, cell), Qt.Key.Key_Return)
    settle(qtbot, shell)
    assert shows(page, "应当填整数，没有的填 0，现在是“三件”")
    office = Office.open(office_path)
    assert office.record.setting("year_table2:2026")["1.2.1"] == "3"
    office.close()


def test_the_office_writes_its_own_words_and_a_wrong_number_is_found(qtbot, shell, page, office_path):
    click(qtbot, page, "报告文字")
    type_into(qtbot, page, "年度报告文字", "2026 年收到政府信息公开申请 12 件，行政复议 0 件。")
    click(qtbot, page, "表三")
    page.leave()
    settle(qtbot, shell)
    assert shows(page, "新收：文字 12 ≠ 表格 2")
    click(qtbot, page, "报告文字")
    click(qtbot, page, "恢复程序写的")
    settle(qtbot, shell)
    assert not shows(page, "≠ 表格")


def test_a_number_of_table_four_and_a_figure_open_their_cases(qtbot, shell, page, ids, office_path, now):
    office = Office.open(office_path)
    record_dispute(office, ids[0], "reconsideration_filed", now.day, now.day, procedure="ordinary", number="复1号")
    office.close()
    page.refresh()
    settle(qtbot, shell)
    click(qtbot, page, "表四")
    click(qtbot, page, "行政复议，尚未审结：1")
    settle(qtbot, shell)
    assert shows(page, "表四：1 件")
    click(qtbot, page, "其他事项")
    click(qtbot, page, "渠道：信函：2 件")
    settle(qtbot, shell)
    assert shows(page, "渠道：信函：2 件")


def test_a_year_that_is_not_over_is_not_closed(page):
    close = find(page, "封存…")
    assert close.property("blocked")
    assert "还没有结束" in close.toolTip()


def test_the_draft_of_the_report_and_the_tables_on_paper_go_out(qtbot, shell, page, tmp_path):
    page.report_to(str(tmp_path / "报告.docx"))
    settle(qtbot, shell)
    assert "标黄的地方请补写" in shell.alerts.shown.text
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "报告.docx")).paragraphs)
    assert "收到政府信息公开申请 2 件" in words
    click(qtbot, page, "打印表格…")
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(SheetDialog) if d.isVisible()]
    dialog._write(str(tmp_path / "表.pdf"))
    settle(qtbot, shell)
    with Pdf.open(tmp_path / "表.pdf") as pdf:
        assert len(pdf.pages) == 3


def test_a_workbook_cancelled_leaves_the_old_file(qtbot, shell, page, tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(page.progress, "goes_on", lambda _done, _total: False)
    page.export_to(str(path))
    settle(qtbot, shell)
    assert path.read_bytes() == b"old"
    assert "没有写出" in shell.alerts.shown.text
    assert not page.progress.isVisible()
