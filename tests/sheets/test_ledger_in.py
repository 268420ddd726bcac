from __future__ import annotations

import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from caseapp.sheets import raw
from caseapp.sheets.errors import SheetError
from caseapp.sheets.ledger_in import COLUMNS, Problem, read_ledger

HEAD = "登记编号,申请人,收到日期"


def csv_file(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "台账.csv"
    path.write_bytes(text.encode(encoding))
    return path


def book(tmp_path, *rows, before=()):
    path, workbook = tmp_path / "台账.xlsx", Workbook()
    for title, cells in before:
        workbook.active.title = title
        workbook.active.append(cells)
        workbook.create_sheet()
        workbook.active = 1
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_every_encoding_offices_use(tmp_path, encoding):
    read = read_ledger(csv_file(tmp_path, f"{HEAD}\n2021-001,喆𬱟䶮,2021-03-01\n", encoding))
    assert read.rows[0]["申请人"] == "喆𬱟䶮"
    assert read.rows[0]["收到日期"] == date(2021, 3, 1)
    assert (read.row_numbers, read.unknown_columns, read.problems) == ([2], [], [])


def test_every_column_is_there_whatever_the_order_of_the_header(tmp_path):
    read = read_ledger(csv_file(tmp_path, "备注,收到日期,申请人,登记编号\n急,2021/3/1,李诚,2021-001\n"))
    assert set(read.rows[0]) == set(COLUMNS)
    assert (read.rows[0]["备注"], read.rows[0]["登记编号"]) == ("急", "2021-001")
    assert (read.rows[0]["办结日期"], read.rows[0]["办理结果"]) == (None, "")


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2021, 3, 1),  # noqa: DTZ001 - as a workbook hands it out
        date(2021, 3, 1),
        44256,
        44256.0,
        "2021-03-01",
        "2021-3-1",
        "2021/3/1",
        "2021.3.1",
        "2021．3．1",
        "20210301",
        "２０２１０３０１",
        20210301,
        20210301.0,
        "2021年3月1号",
        "2021 年 3 月 1 日",
        "2021-03-01 09:30:12",
        "'2021-03-01",
        "2021年3月1日",
        "2021年03月01日",
        "２０２１－０３－０１",
        " 2021-03-01 ",
        "2021-03-01 00:00:00",
    ],
)
def test_a_date_is_read_in_every_form_offices_write(tmp_path, cell):
    read = read_ledger(book(tmp_path, HEAD.split(","), ["2021-001", "李诚", cell]))
    assert read.problems == []
    assert read.rows[0]["收到日期"] == date(2021, 3, 1)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("21.3.1", "“收到日期”“21.3.1”不是日期，请写成 2021-03-01 的样子。"),
        ("2021-02-30", "“收到日期”“2021-02-30”这一天不存在，请改正日期。"),
        ("三月一日", "“收到日期”“三月一日”不是日期，请写成 2021-03-01 的样子。"),
        (2021, "“收到日期”“2021”不是日期，请写成 2021-03-01 的样子。"),
        (44256.5, "“收到日期”“44256.5”不是日期，请写成 2021-03-01 的样子。"),
        ("x" * 50, "“收到日期”“xxxxxxxxxxxxxxxxxxxx…”不是日期，请写成 2021-03-01 的样子。"),
    ],
)
def test_what_is_no_date_is_a_problem_of_its_row(tmp_path, cell, reason):
    read = read_ledger(book(tmp_path, HEAD.split(","), ["1", "甲", "2021-03-01"], ["2", "乙", cell]))
    assert read.problems == [Problem(3, reason)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13805370000, "13805370000"),
        (2021001.0, "2021001"),
        (1.5, "1.5"),
        ("  两头有空格\t", "两头有空格"),
        ("'=1+1", "=1+1"),
        ("'一般的引号", "'一般的引号"),
        (True, "是"),
        (date(2021, 3, 1), "2021-03-01"),
    ],
)
def test_other_cells_become_text(tmp_path, cell, text):
    read = read_ledger(book(tmp_path, [*HEAD.split(","), "联系电话"], ["1", "甲", "2021-03-01", cell]))
    assert read.rows[0]["联系电话"] == text


@pytest.mark.parametrize(
    ("cell", "words"), [("#REF!", "是公式错误 #REF!"), (370802199001011234, "舍入过的长数字")]
)
def test_a_cell_that_lost_its_content_is_a_problem(tmp_path, cell, words):
    read = read_ledger(book(tmp_path, [*HEAD.split(","), "联系电话"], ["1", "甲", "2021-03-01", cell]))
    assert [(problem.row, words in problem.reason) for problem in read.problems] == [(2, True)]


def test_control_characters_are_a_problem(tmp_path):
    read = read_ledger(csv_file(tmp_path, f"{HEAD}\n1,甲\x07,2021-03-01\n"))
    assert read.problems == [Problem(2, "“申请人”含有无法保存的控制字符，请删除后再导入。")]


def test_unknown_columns_go_into_the_note_and_are_reported(tmp_path):
    text = f"{HEAD},备注,归档号,科室\n1,甲,2021-03-01,急件,A-7,综合科\n2,乙,2021-03-02,,,\n"
    read = read_ledger(csv_file(tmp_path, text))
    assert read.unknown_columns == ["归档号", "科室"]
    assert [row["备注"] for row in read.rows] == ["急件；归档号：A-7；科室：综合科", ""]


def test_blank_rows_are_skipped_and_numbers_are_those_of_the_file(tmp_path):
    read = read_ledger(csv_file(tmp_path, f"台账\n\n{HEAD}\n1,甲,2021-03-01\n,,\n2,乙,坏\n"))
    assert read.row_numbers == [4, 6]
    assert [problem.row for problem in read.problems] == [6]


def test_line_breaks_inside_a_cell_do_not_shift_row_numbers(tmp_path):
    read = read_ledger(csv_file(tmp_path, f'{HEAD}\n1,"甲\n乙",2021-03-01\n2,丙,坏\n'))
    assert read.rows[0]["申请人"] == "甲\n乙"
    assert read.problems[0].row == 3


def test_the_header_is_found_below_a_title_and_on_another_sheet(tmp_path):
    path = book(
        tmp_path, ["2021 年台账"], HEAD.split(","), ["1", "甲", "2021-03-01"], before=[("说明", ["填表说明"])]
    )
    assert read_ledger(path).row_numbers == [3]


def test_blanks_inside_a_header_do_not_matter(tmp_path):
    read = read_ledger(csv_file(tmp_path, "登记 编号,申请人 ,收到\u3000日期\n1,甲,2021-03-01\n"))
    assert read.rows[0]["登记编号"] == "1"


def foreign(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "不是 Excel 工作簿"),
        ("a.xlsx", b"%PDF-1.7", "不是 Excel 工作簿"),
        ("a.xlsx", b"PK\x03\x04 broken", "不是 Excel 工作簿"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 .xls 或者加了密码"),
        ("a.csv", b"", "找不到表头"),
        ("a.csv", "姓名,电话\n甲,1\n".encode(), "找不到表头"),
        ("a.csv", b"\xff\xfe\x00\x01", "不是 UTF-8 或者 GB18030"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00", "不是 UTF-8 或者 GB18030"),
        ("a.csv", f'{HEAD}\n1,"甲"乙,2021-03-01\n'.encode(), "第 2 行的引号不成对"),
        ("a.csv", f"{HEAD},申请人\n".encode(), "“申请人”出现了两次"),
    ],
)
def test_a_foreign_file_gets_one_sentence(tmp_path, name, data, words):
    with pytest.raises(SheetError, match=words):
        read_ledger(foreign(tmp_path, name, data))


def test_a_missing_file_and_a_folder_get_one_sentence(tmp_path):
    with pytest.raises(SheetError, match="找不到文件"):
        read_ledger(tmp_path / "none.csv")
    with pytest.raises(SheetError, match="读不出来"):
        read_ledger(tmp_path)


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_truncated_workbook_gets_one_sentence(tmp_path, part):
    path = book(tmp_path, HEAD.split(","), ["1", "甲", "2021-03-01"])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(SheetError, match="已经损坏"):
        read_ledger(path)


def test_a_zip_that_is_no_workbook_gets_one_sentence(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(SheetError, match="不是 Excel 工作簿"):
        read_ledger(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [("MAX_BYTES", 10, "超过 50 MB"), ("MAX_UNPACKED", 10, "展开后超过 1 GB"), ("MAX_ROWS", 1, "请分成几个文件")],
)
def test_a_huge_workbook_gets_one_sentence(tmp_path, monkeypatch, limit, value, words):
    path = book(tmp_path, HEAD.split(","), ["1", "甲", "2021-03-01"])
    monkeypatch.setattr(raw, limit, value)
    with pytest.raises(SheetError, match=words):
        read_ledger(path)


def test_a_huge_csv_gets_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(raw, "MAX_ROWS", 1)
    with pytest.raises(SheetError, match="请分成几个文件"):
        read_ledger(csv_file(tmp_path, f"{HEAD}\n1,甲,2021-03-01\n"))


def test_a_sheet_formatted_to_its_end_is_over_after_the_last_line(tmp_path, monkeypatch):
    monkeypatch.setattr(raw, "MAX_BLANK_ROWS", 3)
    rows = [HEAD.split(","), ["1", "甲", "2021-03-01"], [], [], [], [], ["2", "乙", "2021-03-01"]]
    assert read_ledger(book(tmp_path, *rows)).row_numbers == [2]
