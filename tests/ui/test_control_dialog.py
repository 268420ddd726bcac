"""表格披露检查: columns named, unsafe numbers seen, the handler's own choice checked, the copy made and kept."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from caseapp.casework import files
from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office, Refused
from caseapp.casework.review import controlling, reviewing
from caseapp.ui.review.control_dialog import ControlDialog
from caseapp.ui.theme import current_tokens
from ui.case_setup import decided
from ui.hands import click, find, settle, shows, type_into

DAY = date(2026, 11, 4)
SUMS = {"甲区": (12, 5200.5, 1, 817.3), "乙区": (9, 4100, 6, 2200), "丙区": (15, 6000.3, 8, 3100)}
PAIRED = [
    ["2021 年规模以上工业企业主要指标"],
    ["地区", "内资企业", None, "外资企业", None, "合计", None],
    [None, "单位数（个）", "产值（万元）", "单位数（个）", "产值（万元）", "单位数（个）", "产值（万元）"],
    ["全市", 36, 15300.8, 15, 6117.3, 51, 21418.1],
    *[[name, *v, v[0] + v[2], v[1] + v[3]] for name, v in SUMS.items()],
]
SHARES = [["行业", "企业数", "营业收入", "甲"], ["煤炭", 4, 130, 100], ["食品", 10, 250, 50], ["纺织", 11, 350, 70]]
DETAILED = [["行业", "企业数", "营业收入", "最大单位营业收入"], *SHARES[1:]]
HIDDEN = ("817.3", "5200.5", "4100", "2200")


def book(*sheets: list[list], merge: str = "") -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def opened(qtbot, shell, path, data: bytes, name: str = "表.xlsx") -> ControlDialog:
    """Return the dialog, opened by its button on the page of a case with this 公开件."""
    case_id = decided(path)
    office = Office.open(path, who="张敏")
    files.attach(office, case_id, "material", name, data, DAY, not_secret=True)
    office.close()
    shell.open_review(case_id)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "表格披露检查…")
    settle(qtbot, shell)
    return shell.findChild(ControlDialog)


def check(qtbot, shell, dialog, button: str = "检查"):
    click(qtbot, dialog, button)
    settle(qtbot, shell)


def told(dialog, row: int, column: int, role=Qt.ItemDataRole.DisplayRole):
    return dialog.table.grid.index(row, column).data(role)


def case_of(path, case_id=1):
    office = Office.open(path)
    try:
        return load_case(office, case_id, DAY), {
            row.name: office.record.attachment_data(row.id) for row in office.record.attachments(case_id)
        }
    finally:
        office.close()


def test_the_copy_is_made_from_what_was_checked(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(PAIRED))
    assert find(dialog, "生成公开版").toolTip() == "还没有检查，请先按“检查”。"
    check(qtbot, shell, dialog)
    assert shows(dialog, "其中 2 个不安全")
    assert shows(dialog, "隐去 8 个数后可以公开")
    assert told(dialog, 4, 4) == "隐去　817.3"
    assert told(dialog, 5, 4) == "另隐去　2200"
    assert told(dialog, 4, 4, Qt.ItemDataRole.BackgroundRole).name().upper() == current_tokens().danger_bg
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert "不安全，隐去" in told(dialog, 4, 4, role)
        assert "只有 1 个单位，少于 3 个" in told(dialog, 4, 4, role)
        assert "公开版的读者能推断它在 0 至 3017.3" in told(dialog, 4, 4, role)
    assert [line.cells[0] for line in dialog.list.lines()[:2]] == ["D5", "E5"]
    click(qtbot, dialog, "生成公开版")
    settle(qtbot, shell)
    assert "公开版隐去了 8 个数" in shell.alerts.shown.text

    case, data = case_of(office_path)
    original, copy = case.attachments
    assert (original.voided, copy.masked_from, copy.name) == (False, original.id, "表（公开版）.xlsx")
    assert sorted(mask["where"] for mask in copy.masks) == ["B5", "B6", "C5", "C6", "D5", "D6", "E5", "E6"]
    assert "只有 1 个单位" in next(mask["why"] for mask in copy.masks if mask["where"] == "E5")
    with zipfile.ZipFile(io.BytesIO(data[copy.name])) as archive:
        inside = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not [number for number in HIDDEN if number in inside]
    assert "6000.3" in inside
    assert load_workbook(io.BytesIO(data["表.xlsx"])).worksheets[0]["E5"].value == 817.3
    page = shell.current()
    assert shows(page, "已遮盖 8 处")
    assert page.view.chosen == copy.id


def test_the_copy_needs_a_sheet_of_its_own(qtbot, shell, office_path, now):
    dialog = opened(qtbot, shell, office_path, book(PAIRED))
    office = Office.open(office_path, who="张敏")
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(office, 1, "表", {}, answers, "公开", "", DAY)
    office.close()
    check(qtbot, shell, dialog)
    click(qtbot, dialog, "生成公开版")
    settle(qtbot, shell)
    case, _ = case_of(office_path)
    assert [row.name for row in case.reviews] == []
    assert shell.current().view.saved is None


def test_a_column_is_made_something_else_and_counts(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(SHARES))
    dialog.table.go_to(1, 3)
    assert shows(dialog, "D 列“甲”是")
    check(qtbot, shell, dialog)
    assert shows(dialog, "没有发现能推断单个单位的数")
    assert "可以原样公开" in find(dialog, "生成公开版").toolTip()
    type_into(qtbot, dialog, "所选列的内容", "最大单位")
    settle(qtbot, shell)
    assert dialog.table.grid.headerData(3, Qt.Orientation.Horizontal) == "D　最大单位"
    assert find(dialog, "生成公开版").toolTip() == "还没有检查，请先按“检查”。"
    check(qtbot, shell, dialog)
    assert told(dialog, 1, 2).startswith("隐去")
    assert "占 76.9%" in told(dialog, 1, 2, Qt.ItemDataRole.ToolTipRole)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_column_makes_it_something_else(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(SHARES))
    header = dialog.table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(3) + 5, 5))
    (menu,) = [menu for menu in dialog.table.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["这一列是数据"]
    next(action for action in menu.actions() if action.text() == "这一列不检查").trigger()
    menu.close()
    assert dialog.table.grid.headerData(3, Qt.Orientation.Horizontal) == "D　不检查"


def test_a_csv_file_is_checked_and_given_out_as_a_workbook(qtbot, shell, office_path):
    text = "行业,企业数,营业收入\n煤炭,1,130\n食品,10,250\n纺织,11,350\n合计,22,730\n"
    dialog = opened(qtbot, shell, office_path, text.encode("gb18030"), "表.csv")
    check(qtbot, shell, dialog)
    assert told(dialog, 1, 2) == "隐去　130"
    click(qtbot, dialog, "生成公开版")
    settle(qtbot, shell)
    case, data = case_of(office_path)
    sheet = load_workbook(io.BytesIO(data["表（公开版）.xlsx"])).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["煤炭", "*", "*"]
    assert case.attachments[0].name == "表.csv"


def test_a_share_needs_a_value_to_its_left(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(SHARES))
    dialog.table.kind_wanted.emit(1, "share")
    settle(qtbot, shell)
    assert shows(dialog, "B 列左边没有数据列，不能作“占比”。")


def test_columns_about_single_units_never_go_out(qtbot, shell, office_path):
    rows = [DETAILED[0], *([*row[:3], 40] for row in DETAILED[1:])]
    dialog = opened(qtbot, shell, office_path, book(rows))
    check(qtbot, shell, dialog)
    click(qtbot, dialog, "生成公开版")
    settle(qtbot, shell)
    case, data = case_of(office_path)
    sheet = load_workbook(io.BytesIO(data["表（公开版）.xlsx"])).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["行业", "企业数", "营业收入"]
    assert case.attachments[-1].masks == [{"where": "D 列", "what": "单个单位的数", "why": "只用于检查"}]


def test_the_handlers_own_choice_is_checked(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(PAIRED))
    check(qtbot, shell, dialog)
    assert "没有改动" in find(dialog, "检查我的选择").toolTip()
    dialog.table.go_to(4, 1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert told(dialog, 4, 1) == "拟公开　12"
    assert find(dialog, "生成公开版").toolTip() == "隐去的数有改动，请先按“检查我的选择”。"
    click(qtbot, dialog, "生成公开版")
    assert shows(dialog, "请先按“检查我的选择”。")
    check(qtbot, shell, dialog, "检查我的选择")
    assert shows(dialog, "请再多隐去一些")
    assert told(dialog, 4, 3) == "能推算　1"
    assert dialog.list.lines()[0].cells[2] == "能算出就是 1"
    assert "起不到保护作用" in next(line.cells[3] for line in dialog.list.lines() if line.cells[0] == "B6")
    assert "请再多隐去一些" in find(dialog, "生成公开版").toolTip()
    click(qtbot, dialog, "隐去")
    place = dialog.table.visualRect(dialog.table.grid.index(4, 1)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    check(qtbot, shell, dialog, "检查我的选择")
    assert find(dialog, "生成公开版").toolTip() == ""


def test_words_and_heads_cannot_be_hidden(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(PAIRED))
    dialog.table.go_to(4, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert shows(dialog, "只能隐去数据列、单位数列中还没有公开的数。")


@pytest.mark.parametrize(
    ("rows", "merge", "sentence"),
    [
        (SHARES, "B2:B3", "B3 是空的"),
        ([*SHARES, *([["其他", 4, 100, 20]] * 5000)], "", "表中有 5004 行，超过 5000 行，请拆成几张表检查。"),
        ([*SHARES[:3], ["纺织", "十一", 350, 70]], "", "B4 应当是数字"),
        ([*SHARES, ["合计", 25, 900, 220]], "", "C5"),
        ([*SHARES[:3], ["纺织", -1, 350, 70]], "", "B4 是负数"),
        ([["甲", "乙"], ["丙", "丁"]], "", "没有找到数据"),
        ([["地区", "产值"], ["甲区", 10], ["乙区", 20]], "", "没有指明单位数所在的列"),
    ],
)
def test_a_table_that_cannot_be_checked_is_refused_in_a_sentence(qtbot, shell, office_path, rows, merge, sentence):
    dialog = opened(qtbot, shell, office_path, book(rows, merge=merge))
    check(qtbot, shell, dialog)
    assert shows(dialog, sentence)
    assert find(dialog, "生成公开版").property("blocked")
    click(qtbot, dialog, "关闭")


def test_the_check_can_be_cancelled(qtbot, shell, office_path, monkeypatch):
    dialog = opened(qtbot, shell, office_path, book(PAIRED))
    asked = []

    def until_stopped(_table, _roles, _settings, _released, going, _hidden):
        while going():
            asked.append(1)
        raise Refused("检查已经停止。")

    monkeypatch.setattr("caseapp.ui.review.control_dialog.check_table", until_stopped)
    click(qtbot, dialog, "检查")
    assert find(dialog, "生成公开版").toolTip() == "正在检查，请稍候，或者先取消。"
    qtbot.waitUntil(lambda: bool(asked))
    click(qtbot, dialog, "取消")
    settle(qtbot, shell)
    assert shows(dialog, "已取消检查，没有改动任何内容。")
    assert dialog.table.isEnabled()


def test_closing_stops_the_check_without_a_word(qtbot, shell, office_path, monkeypatch):
    dialog = opened(qtbot, shell, office_path, book(PAIRED))

    def until_stopped(_table, _roles, _settings, _released, going, _hidden):
        while going():
            pass
        raise Refused("检查已经停止。")

    monkeypatch.setattr("caseapp.ui.review.control_dialog.check_table", until_stopped)
    click(qtbot, dialog, "检查")
    dialog.reject()
    settle(qtbot, shell)
    QApplication.processEvents()
    assert shell.alerts.shown is None


def test_another_sheet_is_read_and_a_copy_is_made_anew_from_the_original(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(SHARES, PAIRED))
    assert shows(dialog, "公开版只含这一张工作表。")
    type_into(qtbot, dialog, "工作表", "第 2 张")
    settle(qtbot, shell)
    for _ in range(2):
        check(qtbot, shell, dialog)
        click(qtbot, dialog, "生成公开版")
        settle(qtbot, shell)
        click(qtbot, shell.current(), "表格披露检查…")
        settle(qtbot, shell)
        dialog = next(d for d in shell.findChildren(ControlDialog) if d.isVisible())
        assert shows(dialog, "再次生成的公开版代替原有的公开版")
        type_into(qtbot, dialog, "工作表", "第 2 张")
        settle(qtbot, shell)
    case, _ = case_of(office_path)
    assert [(row.masked_from, row.voided) for row in case.attachments] == [(None, False), (1, True), (1, False)]


def test_a_sheet_that_cannot_be_read_leaves_the_one_shown(qtbot, shell, office_path):
    dialog = opened(qtbot, shell, office_path, book(SHARES, []))
    type_into(qtbot, dialog, "工作表", "第 2 张")
    settle(qtbot, shell)
    assert shows(dialog, "第 2 张工作表是空的")
    assert find(dialog, "工作表").currentText() == "第 1 张"
    check(qtbot, shell, dialog)
    assert shows(dialog, "没有发现能推断单个单位的数")


def test_a_table_already_public_is_taken_into_account(qtbot, shell, office_path, tmp_path):
    older = tmp_path / "去年.csv"
    older.write_text("行业,企业数,营业收入\n煤炭,4,130\n食品,9,240\n", encoding="utf-8-sig")
    dialog = opened(qtbot, shell, office_path, book(SHARES))
    dialog.setup.compare_with(str(older))
    settle(qtbot, shell)
    assert shows(dialog, "去年.csv")
    check(qtbot, shell, dialog)
    assert told(dialog, 1, 1) == "已公开　4"
    assert any(line.cells[3].startswith("与已公开的表相减：") for line in dialog.list.lines())
    click(qtbot, dialog, "不用已公开的另一张表")
    assert shows(dialog, "还没有检查")


def test_the_check_begins_with_the_thresholds_of_the_office(qtbot, shell, office_path):
    office = Office.open(office_path, who="张敏")
    controlling.save_limits(office, 5, 60, 20)
    with pytest.raises(Refused, match="“占比上限”应当在 1 到 100 之间"):
        controlling.save_limits(office, 5, 101, 20)
    with office.record.change("手工改动", "张敏", office.now()) as change:
        change.set_setting("dominance", "很多")
    office.close()
    dialog = opened(qtbot, shell, office_path, book(SHARES))
    assert dialog.setup.limits.values() == (5, 75, 20)
    check(qtbot, shell, dialog)
    assert "少于 5 个" in told(dialog, 1, 1, Qt.ItemDataRole.ToolTipRole)
