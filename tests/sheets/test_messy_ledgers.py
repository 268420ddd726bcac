"""Ledgers as offices really keep them; what each should give was written by hand before the reader could read it."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from openpyxl import Workbook

from caseapp.sheets.errors import SheetError
from caseapp.sheets.ledger_in import find_table, read_ledger

HEAD = ["登记编号", "申请人", "收到日期", "申请内容", "办结日期"]


def book(tmp_path, rows, merged=(), hidden=(), name="台账.xlsx"):
    path, workbook = tmp_path / name, Workbook()
    for row in rows:
        workbook.active.append(row)
    for area in merged:
        workbook.active.merge_cells(area)
    for number in hidden:
        workbook.active.row_dimensions[number].hidden = True
    workbook.save(path)
    return path


def text_file(tmp_path, rows, encoding="gb18030"):
    path = tmp_path / "台账.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return path


KINDS = ["xlsx", "gb18030", "utf-8-sig"]


def made(tmp_path, kind, rows, merged=(), hidden=()):
    return book(tmp_path, rows, merged, hidden) if kind == "xlsx" else text_file(tmp_path, rows, kind)


def got(read, *columns):
    return [tuple(row[column] for column in columns) for row in read.rows]


@pytest.mark.parametrize("kind", KINDS)
def test_title_blank_rows_totals_and_notes_below(tmp_path, kind):
    rows = [
        ["某某市统计局 2021 年政府信息公开申请台账", None, None, None, None],
        ["填报单位：办公室", None, None, "2021 年 12 月", None],
        HEAD,
        ["2021-001", "李诚", "2021-3-1", "粮食产量", "2021/3/9"],
        [None, None, None, None, None],
        ["2021-002", "赵慧", "2021.4.2", "收入", "2021年4月12日"],
        ["小计", None, None, "2 件", None],
        ["2021-003", "合计有限公司", "20210506", "价格", "２０２１－５－１０"],
        ["合计", None, None, "3 件", None],
        ["注：1.本表按收到日期排序。", None, None, None, None],
        ["填表人：张敏", None, "审核人：刘建国", None, None],
    ]
    read = read_ledger(made(tmp_path, kind, rows, merged=("A1:E1",)))
    assert read.problems == []
    assert got(read, "登记编号", "申请人", "收到日期", "办结日期") == [
        ("2021-001", "李诚", date(2021, 3, 1), date(2021, 3, 9)),
        ("2021-002", "赵慧", date(2021, 4, 2), date(2021, 4, 12)),
        ("2021-003", "合计有限公司", date(2021, 5, 6), date(2021, 5, 10)),
    ]
    assert read.row_numbers == [4, 6, 8]
    assert read.remarks == ["第 7、9 行是合计，没有作为申请读入", "第 10、11 行是表下的说明，没有作为申请读入"]


TWO_ROWS = [
    ["某某市统计局依申请公开台账", *[None] * 10],
    ["序号", "登记编号", "申请人信息", None, "收到日期", "补正", None, "延期", None, "办理情况", None],
    [None, None, "姓名", "联系电话", None, "告知日期", "收到日期", "告知日期", "天数", "办理结果", "办结日期"],
    [1, "2021-001", "李诚", 13800000000.0, date(2021, 3, 1), "2021-3-3", "2021-3-10", None, None, "公开", 44270],
    [2, "2021-002", "赵慧", "0537-1", "2021年4月2日", None, None, "2021-4-20", 20, None, None],
    [3, None, None, None, None, None, None, None, None, None, None],
]
MERGED = ("A1:K1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2", "H2:I2", "J2:K2")


@pytest.mark.parametrize(("kind", "merged"), [("xlsx", MERGED), ("xlsx", MERGED[:1]), ("xlsx", ()), ("gb18030", ())])
def test_two_header_rows_are_joined(tmp_path, kind, merged):
    rows = [[c.strftime("%Y-%m-%d") if kind != "xlsx" and isinstance(c, date) else c for c in r] for r in TWO_ROWS]
    path = made(tmp_path, kind, rows, merged)
    names = ("序号", "登记编号", "姓名", "联系电话", "收到日期", "补正告知日期", "补正收到日期")
    assert find_table(path).names == (*names, "延期告知日期", "延期天数", "办理结果", "办结日期")
    read = read_ledger(path)
    assert read.problems == []
    assert got(read, "登记编号", "申请人", "联系电话", "收到日期", "办理结果", "办结日期") == [
        ("2021-001", "李诚", "13800000000", date(2021, 3, 1), "公开", date(2021, 3, 15)),
        ("2021-002", "赵慧", "0537-1", date(2021, 4, 2), "", None),
    ]
    note = read.rows[1]["备注"]
    assert note == "延期告知日期：2021-4-20；延期天数：20"
    assert read.unknown_columns == ["补正告知日期", "补正收到日期", "延期告知日期", "延期天数"]


def test_names_of_undivided_columns_may_stand_in_the_lower_row(tmp_path):
    rows = [
        [None, None, None, "补正", None, None],
        ["登记编号", "申请人", "收到日期", "告知日期", "收到日期", "备注"],
        ["1", "李诚", "2021-03-01", "2021-03-02", "2021-03-05", "急"],
    ]
    read = read_ledger(book(tmp_path, rows, merged=("D1:E1",)))
    assert got(read, "登记编号", "收到日期", "备注") == [
        ("1", date(2021, 3, 1), "急；补正告知日期：2021-03-02；补正收到日期：2021-03-05")
    ]


def test_hidden_rows_are_read_and_said(tmp_path):
    rows = [HEAD, *([f"2021-00{n}", "李诚", "2021-03-01", "x", None] for n in range(1, 5))]
    read = read_ledger(book(tmp_path, rows, hidden=(3, 4)))
    assert len(read.rows) == 4
    assert read.remarks == ["第 3、4 行在表中是隐藏的，也已读入"]


def test_a_second_sheet_like_a_ledger_is_said(tmp_path):
    path, workbook = tmp_path / "台账.xlsx", Workbook()
    for title, number in (("2020年", "2020-001"), ("2021年", "2021-001")):
        sheet = workbook.active if number.startswith("2020") else workbook.create_sheet()
        sheet.title = title
        sheet.append(HEAD)
        sheet.append([number, "李诚", "2020-03-01", "x", None])
    workbook.save(path)
    read = read_ledger(path)
    assert got(read, "登记编号") == [("2020-001",)]
    assert read.remarks == ["工作表“2021年”也像台账，没有读入，请另存为单独的文件再导入"]


def test_apostrophes_and_floats_of_a_spreadsheet_fall_away(tmp_path):
    rows = [
        [*HEAD, "联系电话", "证件号码"],
        ["'2021-001", "李诚", "'2021-03-01", "'=A1 的和", None, "'13800000000", "'370802199001010019"],
        [2021002.0, "赵慧", 44256.0, "x", None, 13800000001.0, "37080219900101001X"],
    ]
    read = read_ledger(book(tmp_path, rows))
    assert read.problems == []
    assert got(read, "登记编号", "联系电话", "证件号码") == [
        ("2021-001", "13800000000", "370802199001010019"),
        ("2021002", "13800000001", "37080219900101001X"),
    ]
    as_text = read_ledger(text_file(tmp_path, [HEAD, ["2021001.0", "李诚", "2021-03-01", "x", ""]]))
    assert as_text.rows[0]["登记编号"] == "2021001"


@pytest.mark.parametrize("cell", [370802199001010019, 3.70802199001010e17, "3.70802E+17"])
def test_an_identity_number_that_lost_digits_is_pointed_out(tmp_path, cell):
    read = read_ledger(book(tmp_path, [[*HEAD, "身份证号"], ["1", "李诚", "2021-03-01", "x", None, cell]]))
    assert [(p.row, p.reason) for p in read.problems] == [
        (2, "“身份证号”是被电子表格舍入过的长数字，请把这一列设为文本后重新填写。")
    ]


def test_the_header_printed_again_on_a_second_page_is_no_request(tmp_path):
    row = ["2021-001", "李诚", "2021-03-01", "x", None]
    read = read_ledger(book(tmp_path, [HEAD, row, HEAD, ["2021-002", *row[1:]]]))
    assert read.row_numbers == [2, 4]
    assert read.remarks == ["第 3 行是重复的表头，没有作为申请读入"]


@pytest.mark.parametrize(
    "row",
    [
        ["2021-002", "赵慧", None, "没有日期的申请", None],
        [None, "赵慧", None, None, None],
        [None, "合计有限公司", None, "没有日期", None],
        [None, "数据公司", None, None, None],
        [None, "单位甲", "三月", None, None],
        ["注销登记的申请", "赵慧", "2021-03-01", "x", None],
    ],
)
def test_what_could_be_a_request_is_never_left_out_in_silence(tmp_path, row):
    read = read_ledger(book(tmp_path, [HEAD, ["2021-001", "李诚", "2021-03-01", "x", None], row]))
    assert read.row_numbers == [2, 3]


def test_headings_of_a_platform_are_known_by_other_names(tmp_path):
    head = ["序号", "申请编号", "申请时间", "申请人姓名", "申请人类型", "所需信息（内容描述）", "处理状态"]
    rows = [head, [1, "WS2021001", "2021-03-01 09:30:12", "李诚", "公民", "粮食产量", "已办结"]]
    read = read_ledger(book(tmp_path, rows))
    assert got(read, "登记编号", "申请人", "申请人类别", "收到日期", "申请内容", "备注") == [
        ("WS2021001", "李诚", "公民", date(2021, 3, 1), "粮食产量", "处理状态：已办结")
    ]


def test_a_platform_whose_headings_say_nothing_still_gives_a_table(tmp_path):
    rows = [["导出结果"], ["XH", "BH", "SQR", "SJ"], [1, "A1", "李诚", "2021-03-01"]]
    path = book(tmp_path, rows)
    assert find_table(path).names == ("XH", "BH", "SQR", "SJ")
    with pytest.raises(SheetError, match="找不到表头"):
        read_ledger(path)
