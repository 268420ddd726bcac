"""台账的列: chosen, ordered and sized by mouse and by keys, kept for the next time and with each view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QToolButton

from caseapp.casework.ledger.ledger_fields import FIELDS, PLACE, usual
from caseapp.casework.ledger.ledger_views import Wanted
from caseapp.casework.ledger.saved_views import view_named
from caseapp.casework.office import Office
from caseapp.ui.ledger.columns_dialog import ColumnsDialog
from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows, type_into

USUAL = usual(1200)


@pytest.fixture
def page(qtbot, office_path, shell):
    three_cases(office_path)
    page = shell.open_page("ledger")
    settle(qtbot, shell)
    return page


def headings(page):
    """Return what stands in the head of the table from left to right."""
    header = page.table.horizontalHeader()
    order = [header.logicalIndex(place) for place in range(header.count())]
    return [FIELDS[section].key for section in order if not page.table.isColumnHidden(section)]


def dialog_of(qtbot, shell, page):
    click(qtbot, page, "选择列")
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(ColumnsDialog) if d.isVisible()]
    return dialog


def row_of(dialog, key):
    items = [dialog.columns.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.columns.count())]
    return items.index(key)


def tick(qtbot, dialog, key):
    """Walk to a column with the arrow keys and press the space bar."""
    listed = dialog.columns
    for _ in range(listed.count()):
        if listed.currentRow() == row_of(dialog, key):
            break
        down = listed.currentRow() < row_of(dialog, key)
        qtbot.keyClick(listed, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    qtbot.keyClick(listed, Qt.Key.Key_Space)


def test_personal_data_is_not_shown_until_it_is_asked_for(qtbot, shell, page):
    assert headings(page) == list(USUAL)
    dialog = dialog_of(qtbot, shell, page)
    tick(qtbot, dialog, "phone")
    assert shows(dialog, "共 53 列，显示 11 列，其中 1 列是个人信息")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, shell)
    assert headings(page) == [*USUAL, "phone"]


def test_columns_are_ticked_moved_and_sorted_by_keys_alone(qtbot, shell, page):
    button = find(page, "选择列", QToolButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(ColumnsDialog) if d.isVisible()]
    assert dialog.focusWidget() is dialog.columns
    tick(qtbot, dialog, "consulted")
    for _ in range(len(USUAL)):
        qtbot.keyClick(dialog.columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    tick(qtbot, dialog, "used_days")
    type_into(qtbot, dialog, "排序", "申请人")
    qtbot.keyClick(find(dialog, "倒序"), Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, shell)
    shown = headings(page)
    assert "used_days" not in shown
    assert shown.index("consulted") < shown.index("outcome")
    [page.model.index(row, 0).data() for row in range(3)]
    settle(qtbot, shell)
    assert [page.model.index(row, PLACE["applicant"]).data() for row in range(3)] == sorted(
        ["孙桂兰", "某某大学经济研究院", "郑淑华"]
    )


def test_the_number_cannot_be_taken_away(qtbot, shell, page):
    dialog = dialog_of(qtbot, shell, page)
    tick(qtbot, dialog, "number")
    assert dialog.keys()[0] == "number"
    dialog.reject()


def test_the_usual_columns_come_back_with_one_press(qtbot, shell, page):
    page._take_columns(("number", "note"), "number", True)
    page.table.setColumnWidth(PLACE["note"], 333)
    assert headings(page) == ["number", "note"]
    dialog = dialog_of(qtbot, shell, page)
    click(qtbot, dialog, "恢复默认")
    click(qtbot, dialog, "确定")
    settle(qtbot, shell)
    assert headings(page) == list(USUAL)
    assert page.table.layout_now().columns == ()
    assert page.table.layout_now().widths == {}


def test_order_and_width_are_there_at_the_next_start(qtbot, shell, page, open_shell, office_path):
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(PLACE["status"]), 1)
    page.table.setColumnWidth(PLACE["applicant"], 222)
    shell.close()
    again = open_shell(office_path).open_page("ledger")
    assert headings(again)[:3] == ["number", "status", "applicant"]
    assert again.table.columnWidth(PLACE["applicant"]) == 222


def test_a_heading_is_dragged_to_another_place(qtbot, shell, page):
    header = page.table.horizontalHeader()
    start, end = (header.sectionViewportPosition(PLACE[key]) + 30 for key in ("outcome", "applicant"))
    view = header.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(start, 10))
    for x in range(start, end - 1, -20):
        qtbot.mouseMove(view, QPoint(x, 10))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(end - 20, 10))
    settle(qtbot, shell)
    assert headings(page).index("outcome") <= 1
    assert set(headings(page)) == set(USUAL)


def test_columns_of_an_earlier_version_are_taken_over(qtbot, open_shell, office_path, shell):
    shell.settings.setValue("ledger/columns", "applicant,number,request,gone")
    shell.settings.setValue("ledger/widths", "96,150,80")
    shell.settings.remove("ledger/order")
    page = open_shell(office_path).open_page("ledger")
    assert headings(page) == ["number", "applicant", "request"]


@pytest.mark.parametrize("kept", ["number:abc,applicant:999999,gone:40", ":::,,", "applicant:1"])
def test_widths_that_make_no_sense_do_no_harm(open_shell, office_path, shell, kept):
    shell.settings.setValue("ledger/widths", kept)
    page = open_shell(office_path).open_page("ledger")
    assert 48 <= page.table.columnWidth(PLACE["applicant"]) <= 1200
    assert page.table.columnWidth(PLACE["number"]) == 96


def test_a_column_that_cannot_be_sorted_says_so_and_the_arrow_stays(qtbot, shell, page):
    page._take_columns(("number", "consult_result", "applicant"), "number", True)
    settle(qtbot, shell)
    header = page.table.horizontalHeader()
    place = header.sectionViewportPosition(PLACE["consult_result"]) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10))
    settle(qtbot, shell)
    assert shows(page, "“征求意见结果”由办理经过得出，不能排序")
    assert header.sortIndicatorSection() == PLACE["number"]
    assert page.model.headerData(
        PLACE["consult_result"], Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    ).startswith("“征求意见结果”由办理经过得出")


def _act(page, words):
    next(action for action in page.views.menu().actions() if action.text() == words).trigger()


def test_conditions_sort_columns_order_and_width_are_kept_as_a_view(qtbot, shell, page, office_path):
    page.filter.set_wanted(Wanted(channel="post"))
    page.table.sort_wanted.emit("applicant", False)
    page._take_columns(("number", "request", "applicant"), "applicant", False)
    page.table.setColumnWidth(PLACE["applicant"], 205)
    settle(qtbot, shell)
    _act(page, "保存当前视图…")
    dialog = next(w for w in shell.findChildren(QDialog) if w.isVisible())
    type_into(qtbot, dialog, "视图名称", "邮寄的")
    click(qtbot, dialog, "保存视图")
    settle(qtbot, shell)
    page.filter.set_wanted(Wanted())
    page._take_columns((), "number", True)
    settle(qtbot, shell)
    assert headings(page) == list(USUAL)
    _act(page, "邮寄的")
    settle(qtbot, shell)
    assert page.filter.wanted == Wanted(channel="post")
    assert headings(page) == ["number", "request", "applicant"]
    assert page.table.columnWidth(PLACE["applicant"]) == 205
    assert page.model.rowCount() == 2
    office = Office.open(office_path)
    view = view_named(office, "邮寄的")
    office.close()
    assert (view.columns, dict(view.widths)) == (("number", "request", "applicant"), {"applicant": 205})
    _act(page, "删除“邮寄的”")
    settle(qtbot, shell)
    assert [action.text() for action in page.views.menu().actions()] == ["保存当前视图…"]
