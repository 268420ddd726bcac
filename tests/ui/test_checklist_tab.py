"""模板与检查单: the office's checklist exported, imported, compared, given up; sheets keep the one they began with."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.casework.review import controlling, own_checklist
from caseapp.ui.templates.compare_dialog import CompareDialog
from ui.case_setup import reviewed
from ui.hands import click, find, settle, shows

SHIPPED = own_checklist.shipped_text()
NEW = """
[[item]]
id = "K25"
group = "七、处理与结论"
question = "已经与专业科室核对口径？"
polarity = "no"
basis = "本机关规定"
"""
ADDED = SHIPPED.replace('\n[[signer]]\nrole = "handler"', f'{NEW}\n[[signer]]\nrole = "handler"', 1)


@pytest.fixture
def tab(qtbot, shell):
    page = shell.open_page("templates")
    find(page, "模板与检查单", QTabWidget).setCurrentIndex(1)
    settle(qtbot, shell)
    return page.checklist


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "检查单.toml"
    path.write_text(ADDED, encoding="utf-8")
    return path


def test_a_list_is_exported_imported_compared_and_given_up(qtbot, shell, tab, own, tmp_path):
    assert shows(tab, "原文（2026-2），共 24 项，2019-05-15 起使用")
    assert find(tab, "恢复原文").toolTip() == "现在用的就是随程序提供的检查单。"
    tab.bar.export_to(str(tmp_path / "导出.toml"))
    settle(qtbot, shell)
    assert (tmp_path / "导出.toml").read_text(encoding="utf-8") == SHIPPED
    tab.bar.import_from(str(own))
    settle(qtbot, shell)
    assert shows(tab, "本机关第 1 版（2026-2+本机关1），共 25 项")
    assert tab.table.lines()[-1].cells[:2] == ("K25", "已经与专业科室核对口径？")
    click(qtbot, tab, "与原文比较")
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(CompareDialog) if d.isVisible()]
    assert '+id = "K25"' in find(dialog, "比较结果", QPlainTextEdit).toPlainText()
    click(qtbot, dialog, "关闭")
    click(qtbot, tab, "恢复原文")
    settle(qtbot, shell)
    assert shows(tab, "原文（2026-2），共 24 项")


def test_a_broken_list_is_refused_and_changes_nothing(qtbot, shell, tab, own):
    own.write_text(ADDED.replace('polarity = "no"\nbasis = "本', 'polarity = "nein"\nbasis = "本'), encoding="utf-8")
    tab.bar.import_from(str(own))
    settle(qtbot, shell)
    assert shell.alerts.shown.text.startswith("K25 的 polarity 应当是 yes、no、none 之一，实际是“nein”。")
    assert shows(tab, "原文（2026-2），共 24 项")


def test_the_thresholds_of_the_table_check_are_saved(qtbot, shell, tab, office_path):
    assert find(tab, "保存标准").toolTip() == "没有改动。"
    find(tab, "最少单位数").setValue(5)
    click(qtbot, tab, "保存标准")
    settle(qtbot, shell)
    assert find(tab, "保存标准").toolTip() == "没有改动。"
    office = Office.open(office_path)
    assert controlling.limits(office).min_units == 5
    office.close()


def test_a_sheet_moves_to_the_new_list_when_it_is_said(qtbot, shell, office_path, own):
    case_id = reviewed(office_path)
    office = Office.open(office_path, who="张敏")
    own_checklist.import_checklist(office, own.name, own.read_bytes(), date(2026, 11, 5))
    office.close()
    shell.open_review(case_id)
    settle(qtbot, shell)
    page = shell.current()
    assert shows(page, "按检查单“2026-2”填写，现行检查单是“2026-2+本机关1”")
    assert shows(page, "24 项已答完")
    click(qtbot, page, "改用现行检查单")
    settle(qtbot, shell)
    assert shows(page, "25 项，已答 24 项")
    assert not shows(page, "现行检查单是")
    assert find(page, "信息名称").text() == "粮食产量"
    click(qtbot, page, "保存审查表")
    settle(qtbot, shell)
    assert "还有 1 项没有回答" in shell.alerts.shown.text
    click(qtbot, page, "K25 是")
    click(qtbot, page, "保存审查表")
    settle(qtbot, shell)
    assert shows(page, "25 项已答完")
    office = Office.open(office_path)
    case = load_case(office, case_id, date(2026, 11, 5))
    assert case.reviews[0].checklist_version == "2026-2+本机关1"
    assert not any(fact.kind == "review_signed" for fact in case.facts)
    office.close()


def test_saving_a_change_by_the_old_list_first_shows_the_new_one(qtbot, shell, office_path, own):
    case_id = reviewed(office_path)
    office = Office.open(office_path, who="张敏")
    own_checklist.import_checklist(office, own.name, own.read_bytes(), date(2026, 11, 5))
    office.close()
    shell.open_review(case_id)
    settle(qtbot, shell)
    page = shell.current()
    click(qtbot, page, "K21 不涉及")
    click(qtbot, page, "保存审查表")
    settle(qtbot, shell)
    assert "现已改用，没有保存" in shell.alerts.shown.text
    assert find(page, "K21 不涉及").isChecked()
    assert shows(page, "25 项，已答 24 项")
