from __future__ import annotations

import os
from datetime import date

import pytest
from openpyxl import load_workbook

from caseapp.sheets.errors import SheetError
from caseapp.sheets.ledger_in import read_ledger
from caseapp.sheets.ledger_out import write_ledger

COLUMNS = ("登记编号", "申请人", "收到日期", "证件号码", "用时", "申请内容")
ROWS = [
    ("2021-001", "喆𬱟䶮", date(2021, 3, 1), "370802199001011234", 7, "=1+1"),
    ("2021-002", "+某", None, "", None, "-按月\n+分项 @统计局\x0b"),
]


@pytest.fixture
def workbook(tmp_path):
    write_ledger(tmp_path / "台账.xlsx", COLUMNS, ROWS)
    return load_workbook(tmp_path / "台账.xlsx")


def test_a_ledger_has_title_header_frozen_pane_and_prints_landscape(workbook):
    sheet = workbook["台账"]
    assert sheet["A1"].value == "政府信息公开申请台账"
    assert [cell.value for cell in sheet[2]] == list(COLUMNS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:F4")
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_long_numbers_and_formula_signs_stay_text(workbook):
    sheet = workbook["台账"]
    kinds = [(cell.value, cell.data_type) for cell in sheet[3]]
    assert kinds[3] == ("370802199001011234", "s")
    assert kinds[5] == ("=1+1", "s")
    assert kinds[2][0].date() == date(2021, 3, 1)
    assert kinds[4] == (7, "n")
    assert sheet["D3"].number_format == "@"
    assert sheet["F4"].value == "-按月\n+分项 @统计局"


def test_columns_are_as_wide_as_their_text_within_limits(tmp_path):
    write_ledger(tmp_path / "a.xlsx", ("甲", "登记编号", "内容"), [("", "2021-001-补正", "申请" * 100)])
    widths = load_workbook(tmp_path / "a.xlsx")["台账"].column_dimensions
    assert [widths[letter].width for letter in "ABC"] == [6, 15, 40]


def test_csv_carries_a_bom_and_computes_nothing(tmp_path):
    write_ledger(tmp_path / "a.csv", COLUMNS, ROWS)
    text = (tmp_path / "a.csv").read_bytes().decode()
    assert text.splitlines() == [
        "\ufeff登记编号,申请人,收到日期,证件号码,用时,申请内容",
        "2021-001,喆𬱟䶮,2021-03-01,370802199001011234\t,7,'=1+1",
        "2021-002,'+某,,,,\"'-按月",
        '+分项 @统计局"',
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_was_written_can_be_imported_again(tmp_path, name):
    columns = ("登记编号", "申请人", "收到日期", "联系电话", "申请内容")
    rows = [("2021-001", "+某", date(2021, 3, 1), "053729650001234", "=1+1"), ("2021-002", "李诚", None, "", "年鉴")]
    write_ledger(tmp_path / name, columns, rows)
    read = read_ledger(tmp_path / name)
    assert [tuple(row[column] for column in columns) for row in read.rows] == rows
    assert read.problems == []


def test_an_empty_ledger_is_a_header(tmp_path):
    write_ledger(tmp_path / "a.xlsx", COLUMNS, [])
    assert load_workbook(tmp_path / "a.xlsx")["台账"].max_row == 2


def test_an_older_file_stays_whole_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("last year's")

    def refuse(part, to):
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr(type(path), "replace", refuse)
    with pytest.raises(SheetError, match="正在别的程序中打开，或者文件夹是只读的"):
        write_ledger(path, COLUMNS, ROWS)
    assert path.read_text() == "last year's"
    assert os.listdir(tmp_path) == ["a.csv"]  # noqa: PTH208


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    def refuse(part, to):
        raise OSError(28, "no space")

    monkeypatch.setattr(type(tmp_path), "replace", refuse)
    with pytest.raises(SheetError, match="磁盘空间不足"):
        write_ledger(tmp_path / "a.csv", COLUMNS, ROWS)


@pytest.mark.parametrize(("name", "words"), [("nowhere/a.csv", "不存在"), ("", "是一个文件夹")])
def test_a_bad_place_is_told(tmp_path, name, words):
    with pytest.raises(SheetError, match=words):
        write_ledger(tmp_path / name, COLUMNS, ROWS)
