"""The annual workbook recalculated by another program: no error, every check holds, a wrong number fails its own."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from caseapp.sheets.annual_out import write_annual
from sheets.sheet_data import year_of

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed to recalculate")
TOTAL, SUMS, SIX = "总计＝各办理结果之和", "第一项＋第二项＝第三项总计＋第四项", "总计列＝六类申请人之和"
CARRY = "上年结转下年度＝本年上年结转"
# file -> sheet, cell, wrong value, and the checks that must fail, each with its place
WRONG = {
    "dispute": ("表四", "E5", 7, {("表四总计＝四种结果之和", "行政复议")}),
    "result": ("表三", "D7", 3, {(TOTAL, "自然人"), (SIX, "表三第 3 行")}),
    "carried": ("表三", "E6", 1, {(SUMS, "商业企业"), (SIX, "表三第 2 行"), (CARRY, "商业企业")}),
    "stock": ("表二", "D5", 421, {("现行有效＝上年＋本年制发－本年废止", "表二行政规范性文件")}),
    "slash": ("表四", "B5", "/", {("表四每格都有数字，零写 0", "15 格")}),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Return the workbooks by name as LibreOffice computes them."""
    folder = tmp_path_factory.mktemp("annual")
    write_annual(folder / "right.xlsx", year_of())
    write_annual(folder / "old.xlsx", year_of(2020, table2={}, last_table2={}))
    write_annual(folder / "blank.xlsx", year_of(table2={}, last_table2={}, last_carried=None))
    for name, (sheet, cell, value, _) in WRONG.items():
        book = load_workbook(folder / "right.xlsx")
        book[sheet][cell] = value
        book.save(folder / f"{name}.xlsx")
    done = subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(folder / "out"), *map(str, sorted(folder.glob("*.xlsx"))),
        ],
        capture_output=True, text=True, check=False, timeout=170,
    )  # fmt: skip
    found = {path.stem: load_workbook(path, data_only=True) for path in (folder / "out").glob("*.xlsx")}
    assert len(found) == len(WRONG) + 3, done.stderr
    return found


def verdicts(book):
    """Return (check, place) -> what a computed line says, and the last line by itself."""
    lines = [[cell.value for cell in row] for row in book["勾稽检查"].iter_rows(max_col=6)]
    first = next(n for n, line in enumerate(lines) if line[0] == "随表重算的检查") + 1
    last = next(n for n, line in enumerate(lines) if line[0] == "全部重算结论")
    return {(line[0], line[1]): line[4] for line in lines[first:last]}, lines[last][4], lines[first:last]


@pytest.mark.parametrize("name", ["right", "old", "blank", *WRONG])
def test_no_cell_is_an_error(books, name):
    for sheet in books[name]:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e", (sheet.title, cell.coordinate, cell.value)
                assert not str(cell.value).startswith(("#", "Err:")), (sheet.title, cell.coordinate)


def test_every_check_of_a_right_year_holds(books):
    said, last, lines = verdicts(books["right"])
    assert len(said) == 54
    assert set(said.values()) == {"相符"}
    assert last == "通过"
    assert all(line[2] == line[3] for line in lines)


def test_the_computed_numbers_are_those_of_the_tables(books):
    _, _, lines = verdicts(books["right"])
    sides = {(line[0], line[1]): line[2:4] for line in lines}
    assert sides[SUMS, "总计"] == [9, 9]
    assert sides[TOTAL, "自然人"] == [7, 7]
    assert sides[SIX, "表三第 24 行"] == [9, 9]
    assert sides["现行有效＝上年＋本年制发－本年废止", "表二行政规范性文件"] == [420, 420]
    assert sides["表二每格都有数字，零写 0", "10 格"] == [10, 10]


def test_the_older_form_checks_itself_too(books):
    said, last, _ = verdicts(books["old"])
    assert {what for what, words in said.items() if words != "相符"} == {("表二每格都有数字，零写 0", "22 格")}
    assert (SIX, "表三第 23 行") in said
    assert (SIX, "表三第 24 行") not in said
    assert last == "待核对"


def test_blanks_and_unknown_numbers_fail_nothing_and_pass_nothing(books):
    said, last, _ = verdicts(books["blank"])
    assert set(said.values()) == {"相符", "未填", "未核对"}
    assert sum(words == "未核对" for words in said.values()) == 9
    assert last == "待核对"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_number_fails_exactly_its_own_checks(books, name):
    said, last, _ = verdicts(books[name])
    assert {what for what, words in said.items() if words != "相符"} == WRONG[name][3]
    assert {words for words in said.values() if words != "相符"} == {"不符"}
    assert last == "不通过"
