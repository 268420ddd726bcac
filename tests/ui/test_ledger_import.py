"""导入台账 in the window: a platform's file whose columns nobody knows, and taking an import back."""

from __future__ import annotations

import csv

import pytest

from caseapp.casework.office import Office
from caseapp.ui.ledger.ledger_import import ImportDialog
from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows, texts, type_into

HEAD = ["申请编号", "申请时间", "申请人姓名", "申请人类型", "所需信息", "处理状态", "DH"]
ROWS = [
    ["WS001", "2025-03-01 10:00:00", "李诚", "个体户", "粮食产量", "已转办", "0537-1"],
    ["WS002", "2025-04-01 09:12:00", "赵慧", "公民", "收入", "已转办", ""],
]


@pytest.fixture
def page(qtbot, office_path, shell):
    three_cases(office_path)
    page = shell.open_page("ledger")
    settle(qtbot, shell)
    return page


@pytest.fixture
def export(tmp_path):
    return written(tmp_path / "平台导出.csv", ROWS)


def written(path, lines):
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([HEAD, *lines])
    return path


def opened(qtbot, shell, path):
    dialog = ImportDialog(shell)
    dialog.open()
    dialog.read(str(path))
    settle(qtbot, shell)
    return dialog


def bring(qtbot, shell, dialog):
    """Go through the whole page of columns and values, then import."""
    type_into(qtbot, dialog, "DH 对应", "联系电话")
    type_into(qtbot, dialog, "处理状态 对应", "不导入")
    type_into(qtbot, dialog, "每件的申请渠道", "网络平台")
    click(qtbot, dialog, "试读")
    settle(qtbot, shell)
    type_into(qtbot, dialog, "取值 个体户", "商业企业")
    click(qtbot, dialog, "试读")
    settle(qtbot, shell)
    click(qtbot, dialog, "导入")
    settle(qtbot, shell)


def test_columns_and_values_are_settled_once(qtbot, shell, page, export, office_path, tmp_path):
    dialog = opened(qtbot, shell, export)
    assert shows(dialog, "指明各列是什么")
    assert shows(dialog, "还没有指明：申请渠道。导入后记住")
    assert find(dialog, "申请编号 对应").currentText() == "登记编号（必需）"
    assert find(dialog, "DH 对应").currentText() == "并入备注"
    assert "粮食产量　｜　收入" in texts(dialog)
    bring(qtbot, shell, dialog)
    assert shows(dialog, "导入完成")
    dialog.close()
    office = Office.open(office_path)
    row = office.record.case_by_number("WS001")
    assert (row.applicant_class, row.channel, row.phone, row.note) == ("enterprise", "platform", "0537-1", "")
    office.close()
    again = opened(qtbot, shell, written(tmp_path / "四月.csv", [["WS003", *ROWS[0][1:]]]))
    assert shows(again, "可以导入 1 件，其中在办 1 件")
    assert shows(again, "2025 年收到 1 件")
    shown = [line.cells for line in find(again, "将导入的前几件").lines()]
    assert shown == [("WS003", "李诚", "商业企业", "网络平台", "2025-03-01", "在办", "")]
    again.close()


def test_two_columns_for_one_are_refused_on_the_page(qtbot, shell, page, export):
    dialog = opened(qtbot, shell, export)
    type_into(qtbot, dialog, "DH 对应", "申请人（必需）")
    click(qtbot, dialog, "试读")
    settle(qtbot, shell)
    assert shows(dialog, "“申请人姓名”和“DH”都对应“申请人”，请只留一列")
    type_into(qtbot, dialog, "DH 对应", "联系电话")
    type_into(qtbot, dialog, "每件的申请渠道", "网络平台")
    click(qtbot, dialog, "试读")
    settle(qtbot, shell)
    assert shows(dialog, "这些取值不认识")
    dialog.close()


def test_a_file_that_needs_nothing_can_still_be_adjusted(qtbot, shell, page, tmp_path):
    path = tmp_path / "旧台账.csv"
    head = "登记编号,申请人,申请人类别,申请渠道,收到日期,归档号\n"
    path.write_text(f"{head}2020-001,李诚,自然人,当面,2020-03-01,A-7\n", encoding="utf-8")
    dialog = opened(qtbot, shell, path)
    assert shows(dialog, "不认识的列已并入备注：归档号")
    click(qtbot, dialog, "调整各列…")
    assert shows(dialog, "必需的列都有了。")
    type_into(qtbot, dialog, "归档号 对应", "不导入")
    click(qtbot, dialog, "试读")
    settle(qtbot, shell)
    assert shows(dialog, "可以导入 1 件")
    assert shows(dialog, "没有导入的列：归档号")
    dialog.close()


def test_an_import_is_undone_from_the_ledger_after_a_question(qtbot, shell, page, export, office_path):
    assert not any(b.isVisible() and b.text() == "撤销导入…" for b in page.findChildren(type(page.primary())))
    dialog = opened(qtbot, shell, export)
    bring(qtbot, shell, dialog)
    dialog.close()
    settle(qtbot, shell)
    assert page.model.rowCount() == 5
    click(qtbot, page, "撤销导入…")
    settle(qtbot, shell)
    asked = next(d for d in shell.findChildren(ImportDialog) if d.isVisible())
    assert shows(asked, "将撤销“平台导出.csv”导入的 2 件")
    assert page.model.rowCount() == 5
    type_into(qtbot, asked, "撤销原因", "选错了文件")
    click(qtbot, asked, "确认撤销")
    settle(qtbot, shell)
    assert shows(asked, "已撤销“平台导出.csv”的导入，共 2 件。")
    assert [line.cells[1:] for line in find(asked, "以前的导入").lines()] == [("平台导出.csv", "2", "张敏", "已撤销")]
    assert page.model.rowCount() == 3
    asked.close()
