"""A sheet read, its roles guessed, its check shown, its released copy without a trace of what was hidden."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from caseapp.casework.office import Refused
from caseapp.casework.review.table_views import GIVEN_BACK
from caseapp.casework.review.tables import check_table, guess_roles, read_table, with_kinds, write_released
from caseapp.cli.main import main
from caseapp.material.errors import MaterialError

DISTRICTS = {"甲区": (12, 5200.5, 1, 817.3), "乙区": (9, 4100, 6, 2200), "丙区": (15, 6000.3, 8, 3100)}
PAIRED = [
    ["2021 年规模以上工业企业主要指标"],
    ["地区", "内资企业", None, "外资企业", None, "合计", None],
    [None, "单位数（个）", "产值（万元）", "单位数（个）", "产值（万元）", "单位数（个）", "产值（万元）"],
    ["全市", 36, 15300.8, 15, 6117.3, 51, 21418.1],
    *[[name, *v, v[0] + v[2], v[1] + v[3]] for name, v in DISTRICTS.items()],
    ["资料来源：年报"],
]
NESTED = [
    ["行业", "企业数", "营业收入", "最大单位营业收入", "从业人员平均人数"],
    ["总计", 30, 930, None, 600],
    ["采矿业小计", 9, 330, None, 200],
    ["煤炭", 4, 130, 100, 90],
    ["黑色金属", 5, 200, 60, 110],
    ["制造业小计", 21, 600, None, 400],
    ["食品", 10, 250, 50, 150],
    ["纺织", 11, 350, 70, 250],
]


def book(path: Path, *sheets: list[list]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def nested() -> list[list]:
    rows = [list(row) for row in NESTED]
    for row, largest in ((1, 100), (2, 100), (5, 70)):
        rows[row][3] = largest
    return rows


def test_roles_of_a_paired_table_are_guessed(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", PAIRED))
    roles = guess_roles(table.grid)
    assert (roles.rows, roles.labels) == ((3, 4, 5, 6), (0,))
    assert (roles.values, roles.counts) == ((2, 4, 6), (1, 3, 5))
    assert roles.count_of == {2: 1, 4: 3, 6: 5}
    assert [(t.total, t.parts) for t in roles.row_totals] == [(3, (4, 5, 6))]
    assert [(t.total, t.parts) for t in roles.column_totals] == [(6, (2, 4)), (5, (1, 3))]
    assert roles.names[4] == "外资企业·产值（万元）"


def test_subtotals_are_guessed_and_people_are_no_units(tmp_path: Path) -> None:
    roles = guess_roles(read_table(book(tmp_path / "表.xlsx", nested())).grid)
    assert (roles.counts, roles.values, roles.largest) == ((1,), (2, 4), {2: 3})
    assert [(t.total, t.parts) for t in roles.row_totals] == [(1, (2, 5)), (2, (3, 4)), (5, (6, 7))]


def test_totals_below_their_parts_are_guessed_too(tmp_path: Path) -> None:
    rows = [["地区", "户数", "产值"], ["甲", 5, 10], ["乙", 6, 20], ["其中：开发区", 2, 5], ["合计", 11, 30]]
    roles = guess_roles(read_table(book(tmp_path / "表.xlsx", rows)).grid)
    assert [(t.total, t.parts) for t in roles.row_totals] == [(4, (1, 2))]


def test_the_view_says_of_every_cell_what_it_is_and_why(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", PAIRED))
    view = check_table(table, guess_roles(table.grid))
    assert [(c.place, c.kinds) for c in view.in_state("primary")] == [("D5", ("few",)), ("E5", ("few",))]
    assert view.cells[4][4].reasons == ("只有 1 个单位，少于 3 个，可以推断单个单位", GIVEN_BACK)
    assert len(view.in_state("complementary")) == 6
    cell = view.cells[4][4]
    assert cell.low <= 0.85 * 817.3
    assert cell.high >= 1.15 * 817.3
    assert (view.cells[0][0].role, view.cells[4][0].role, view.cells[2][1].role) == ("other", "label", "head")
    assert view.releasable
    assert "其中 2 个不安全" in view.sentence
    assert "第二十八条" in view.article


def test_the_handlers_own_choice_is_checked_and_not_changed(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", PAIRED))
    roles = guess_roles(table.grid)
    unsafe = {(4, 3), (4, 4)}
    for hidden, exposed in ((unsafe, 2), ({(4, 4)}, 2), (unsafe | {(4, 1), (5, 1), (5, 3)}, 1)):
        view = check_table(table, roles, hidden=hidden)
        assert not view.releasable
        assert len(view.in_state("exposed")) == exposed
        assert "请再多隐去一些" in view.sentence
    square = {(row, column) for row in (4, 6) for column in (1, 2, 3, 4)}
    view = check_table(table, roles, hidden=square)
    assert view.releasable
    assert {(c.row, c.column) for c in view.in_state("primary") + view.in_state("complementary")} == square
    assert write_released(view, tmp_path / "公开版.xlsx").exists()


def test_the_released_copy_has_no_trace_of_what_is_hidden(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", PAIRED))
    view = check_table(table, guess_roles(table.grid))
    out = write_released(view, tmp_path / "公开版.xlsx")
    hidden = view.in_state("primary") + view.in_state("complementary")
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name in parts if "comment" in name or "externalLink" in name or "calcChain" in name]
    for cell in hidden:
        if cell.role == "value":
            assert all(cell.text not in text for text in parts.values())
    workbook = load_workbook(out)
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible"]
    rows = list(workbook.active.iter_rows(values_only=True))
    assert rows[0][0] == "2021 年规模以上工业企业主要指标"
    assert sum(value == "*" for row in rows for value in row) == len(hidden)
    assert rows[-1][0] == "注：“*”为依法不予公开的数据（统计法第二十八条）。"
    assert not any("资料来源" in str(value) for row in rows for value in row)


def test_dominance_columns_are_used_and_not_given_out(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", nested()))
    view = check_table(table, guess_roles(table.grid))
    assert [(c.place, c.kinds) for c in view.in_state("primary")] == [("C4", ("dominance",))]
    out = write_released(view, tmp_path / "公开版.xlsx")
    assert [c.value for c in load_workbook(out).active[1]] == ["行业", "企业数", "营业收入", "从业人员平均人数"]
    assert any("不写入公开版" in remark for remark in view.remarks)


def test_headings_between_the_rows_stay_and_stray_digits_do_not(tmp_path: Path) -> None:
    rows = [["地区", "户数", "产值"], ["一、东部"], ["甲", 5, 0.1 + 0.2], ["二、西部"], ["乙", 6, 20], ["说明"]]
    table = read_table(book(tmp_path / "表.xlsx", rows))
    out = write_released(check_table(table, guess_roles(table.grid)), tmp_path / "公开版.xlsx")
    found = list(load_workbook(out).active.iter_rows(values_only=True))
    assert [row[0] for row in found] == ["地区", "一、东部", "甲", "二、西部", "乙"]
    assert found[2][2] == 0.3


def test_a_released_table_that_lacks_one_unit_is_found(tmp_path: Path) -> None:
    older = [list(row) for row in PAIRED]
    older[5] = ["乙区", 8, 3700, 6, 2200, 14, 5900]
    older[3] = ["全市", 35, 14900.8, 15, 6117.3, 50, 21018.1]
    for row in older[4::2]:
        row[1:] = [None] * 6
    ours, theirs = (read_table(book(tmp_path / f"{n}.xlsx", rows)) for n, rows in (("新", PAIRED), ("旧", older)))
    view = check_table(ours, guess_roles(ours.grid), released=theirs)
    assert "乙区·内资企业·产值（万元）与已公开数之差" in [gap.name for gap in view.differences]
    assert "只剩 1 个单位" in view.differences[0].reason


def test_a_table_that_is_public_already_cannot_be_protected(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", PAIRED))
    view = check_table(table, guess_roles(table.grid), released=table)
    assert not view.releasable
    assert "这张表不宜公开" in view.sentence
    assert [c.place for c in view.in_state("exposed")] == ["D5", "E5"]
    with pytest.raises(Refused, match="不宜公开"):
        write_released(view, tmp_path / "公开版.xlsx")


def test_a_table_hidden_altogether_is_not_released(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", [["地区", "户数", "产值"], ["甲", 1, 10], ["合计", 1, 10]]))
    view = check_table(table, guess_roles(table.grid))
    assert not view.releasable
    assert "全部数据都得隐去" in view.sentence


def test_without_units_it_says_what_to_name(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "表.xlsx", [["地区", "指标一", "产值"], ["甲", 2, 10], ["乙", 5, 10]]))
    roles = guess_roles(table.grid)
    with pytest.raises(MaterialError, match="请先指明单位数的列"):
        check_table(table, roles)
    view = check_table(table, with_kinds(table, roles, {1: "count"}))
    assert [c.place for c in view.in_state("primary")] == ["B2", "C2"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["地区", "户数", "产值"], ["甲", 5, 10], ["乙", 6, "约20"], ["合计", 11, 30]], "C3 应当是数字"),
        ([["地区", "户数", "产值"], ["甲", 5, 10], ["乙", 6, 20], ["合计", 11, 31.5]], "C4 的合计是 31.5"),
        ([["地区", "户数", "产值"], ["甲", 5, 10], ["乙", 6, None], ["合计", 11, 30]], "C3 是空的"),
        ([["说明"], ["没有数据"]], "没有找到数据"),
    ],
)
def test_bad_tables_are_refused_by_the_command_in_one_sentence(
    rows: list[list], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["disclosure", str(book(tmp_path / "表.xlsx", rows))]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_the_command_lists_writes_and_speaks_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = book(tmp_path / "表.xlsx", [["封面"]], PAIRED), tmp_path / "公开版.xlsx"
    assert main(["disclosure", str(path), "--sheet", "2", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "E5　817.3　不安全，隐去（单位过少）：只有 1 个单位" in said
    assert out.exists()
    assert main(["disclosure", str(path), "--sheet", "2", "--json", "--min-units", "7"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {c["place"] for c in data["cells"] if "few" in c["kinds"]} == {"D5", "E5", "D6", "E6"}
    assert main(["disclosure", str(path), "--sheet", "3"]) == 1
    assert "没有第 3 张" in capsys.readouterr().err
    assert main(["disclosure", str(path), "--sheet", "2", "--counts", "没有"]) == 1
    assert main(["disclosure", str(path), "--sheet", "2", "--dominance", "nan"]) == 1
    assert main(["disclosure", str(path), "--sheet", "2", "--min-units", "0"]) == 1


def test_a_csv_file_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text('地区,户数,产值\n甲,5,"1,000"\n乙,2,20\n丙,9,50\n合计,16,1070\n', encoding="gb18030")
    table = read_table(path)
    view = check_table(table, guess_roles(table.grid))
    assert [c.place for c in view.in_state("primary")] == ["B3", "C3"]


def test_a_sheet_is_read_no_wider_than_what_stands_in_it(tmp_path: Path) -> None:
    path = book(tmp_path / "表.xlsx", [["行业", "单位数", "产值"], ["食品", 12, 100], ["合计", 12, None]])
    assert [len(row) for row in read_table(path).grid] == [3, 3, 2]
