"""Several cases selected at once: told, exported, printed as a list and as documents; 100,000 are no burden."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFileDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.ledger.ledger_fields import PLACE
from caseapp.casework.ledger.ledger_views import Wanted
from caseapp.casework.office import Office
from caseapp.ui.ledger.ledger_send import ExportDialog
from caseapp.ui.paper.batch_dialog import BatchDialog
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from fake_cups import install
from ui.case_setup import signed
from ui.desk_cases import register_case, three_cases
from ui.hands import click, find, settle, shows, type_into

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
DAY = date(2026, 11, 23)


@pytest.fixture
def ids(office_path):
    return three_cases(office_path)


@pytest.fixture
def page(qtbot, ids, shell):
    page = shell.open_page("ledger")
    settle(qtbot, shell)
    return page


def the(shell, kind):
    (shown,) = [d for d in shell.findChildren(kind) if d.isVisible()]
    return shown


def saved_to(qtbot, shell, page, target):
    """Name a file in the dialog that asks where to."""
    (dialog,) = [d for d in page.findChildren(QFileDialog) if d.isVisible()]
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    settle(qtbot, shell)


def test_keys_select_several_and_the_foot_says_how_many(qtbot, shell, page, ids):
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    assert shows(page, "已选 2 件")
    assert page.table.selected_ids() == (ids[2], ids[1])
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    assert shows(page, "已选 3 件")
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    assert page.table.selected_count() == 1
    assert shows(page, "↑↓ 选择")


def test_ctrl_and_click_select_lines_apart_in_the_order_shown(qtbot, shell, page, ids):
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(PLACE["status"]), 1)
    for row in (2, 0):
        place = page.table.visualRect(page.model.index(row, 0)).center()
        modifier = CONTROL if row == 0 else Qt.KeyboardModifier.NoModifier
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, modifier, place)
    assert page.table.selected_spans() == [(0, 0), (2, 2)]
    assert page.table.selected_ids() == (ids[2], ids[0])


def test_enter_and_double_click_still_open_one(qtbot, shell, page, ids):
    opened = []
    page.table.opened.disconnect()
    page.table.opened.connect(opened.append)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    place = page.table.visualRect(page.model.index(0, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [ids[1], ids[2]]


def test_a_change_elsewhere_keeps_what_is_selected(qtbot, shell, page, ids):
    page.table.selectAll()
    page.refresh()
    settle(qtbot, shell)
    assert page.table.selected_count() == 3


def test_a_hundred_thousand_are_selected_as_one_span_and_no_line_is_fetched_for_it(qtbot, shell, page):
    page.model.set_ids(list(range(1, 100_001)), DAY)
    page.table.selectAll()
    assert page.table.selected_spans() == [(0, 99_999)]
    page.table.selectionModel().select(page.model.index(500, 0), QItemSelectionModel.SelectionFlag.Toggle
                                       | QItemSelectionModel.SelectionFlag.Rows)
    assert page.table.selected_spans() == [(0, 499), (501, 99_999)]
    assert page.table.selected_count() == 99_999
    assert len(page.table.selected_ids()) == 99_999
    assert len(page.model._lines) <= 100


def test_the_selected_are_exported_with_the_columns_shown(qtbot, shell, page, tmp_path):
    page._take_columns(("request", "number"), "number", True)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    click(qtbot, page, "导出所选…")
    dialog = the(shell, ExportDialog)
    assert find(dialog, "所选的 2 件").isChecked()
    click(qtbot, dialog, "CSV 文件")
    click(qtbot, dialog, "选择位置…")
    saved_to(qtbot, shell, page, tmp_path / "所选.csv")
    assert "2 件申请写入" in shell.alerts.shown.text
    with (tmp_path / "所选.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["申请内容", "登记编号"],
            ["普查单位名录。", "2026-003"],
            ["人口分县区数。", "2026-002"],
        ]


def test_all_columns_of_what_the_conditions_hold_are_exported_after_a_warning(qtbot, shell, page, tmp_path):
    page.filter.set_wanted(Wanted(text="收入"))
    settle(qtbot, shell)
    page.export()
    dialog = the(shell, ExportDialog)
    assert find(dialog, "当前条件下的 1 件").isChecked()
    assert not shows(dialog, "个人信息")
    click(qtbot, dialog, "全部列")
    assert shows(dialog, "含证件号码、联系方式等个人信息")
    click(qtbot, dialog, "选择位置…")
    saved_to(qtbot, shell, page, tmp_path / "全部")
    sheet = load_workbook(tmp_path / "全部.xlsx").active
    assert (sheet.max_column, sheet["A3"].value, sheet["B3"].value) == (53, "2026-001", "孙桂兰")


def test_without_a_selection_the_buttons_say_what_to_do(qtbot, shell, page):
    page.table.clearSelection()
    for name in ("导出所选…", "打印所选…"):
        assert find(page, name).property("blocked")
        click(qtbot, page, name)
        assert shows(page, "还没有选中申请，请先在表中选一件或者几件。")
    assert not any(d.isVisible() for d in shell.findChildren(ExportDialog))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_selected_are_shown_as_a_list_across(qtbot, shell, page):
    page.table.selectAll()
    click(qtbot, page, "打印所选…")
    assert page._printing.isVisible()
    qtbot.keyClick(page._printing, Qt.Key.Key_Down)
    qtbot.keyClick(page._printing, Qt.Key.Key_Return)
    settle(qtbot, shell)
    dialog = the(shell, SheetDialog)
    assert dialog._sheet.text.splitlines()[1].endswith("共 3 件")
    assert [line.split("\t")[0] for line in dialog._sheet.text.splitlines()[3:]] == ["2026-003", "2026-002", "2026-001"]
    dialog.accept()


def _facts(path, case_id):
    office = Office.open(path)
    found = [fact for fact in load_case(office, case_id, DAY).facts if fact.kind == "printed"]
    office.close()
    return found


def test_documents_of_several_cases_go_to_one_printer_and_are_recorded_case_by_case(
    qtbot, open_shell, office_path, tmp_path, monkeypatch
):
    cups = install(tmp_path, monkeypatch)
    first = signed(office_path)
    office = Office.open(office_path, who="张敏")
    second = register_case(office, "赵慧", date(2026, 11, 20))
    office.close()
    shell = open_shell(office_path)
    page = shell.open_page("ledger")
    settle(qtbot, shell)
    page.table.selectAll()
    page.print_documents()
    settle(qtbot, shell)
    dialog = the(shell, BatchDialog)
    assert dialog.table._model.lines[0].cells[1] == "赵慧"
    titles = sum(len(line.titles) for line in dialog._lines)
    assert shows(dialog, f"共 {titles} 份")
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "已送打印机"
    assert len(cups.jobs()) == titles
    for case_id in (first, second):
        (fact,) = _facts(office_path, case_id)
        assert (fact.on, fact.detail["printer"]) == (DAY, "HP_M404")
    assert sum(len(_facts(office_path, case)[0].detail["documents"]) for case in (first, second)) == titles
    page.print_documents()
    settle(qtbot, shell)
    again = the(shell, BatchDialog)
    assert shows(again, "共 0 份、0 页；2 件没有这样的文书，不打印。")
    type_into(qtbot, again, "打印哪些文书", "答复书")
    settle(qtbot, shell)
    assert find(again, "打印").property("blocked")
    again.reject()
