"""The annual workbook: the national form cell by cell, checks, figures, charts, lists and words, ready to print."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from caseapp.law.annual import AnnualTables
from caseapp.sheets.annual_out import write_annual
from caseapp.sheets.annual_words import AmendmentLines, ClosingLines
from caseapp.sheets.errors import SheetError
from sheets.sheet_data import PARAGRAPH, TABLE4, ZERO, table3, year_of

SHEETS = ["表二", "表三", "表四", "勾稽检查", "渠道与时限", "图表", "逐行申请", "年度台账", "年报文字"]
# label cell of every number row of table 三 -> number, as the national form prints them
FORM = {
    "A5": "一、本年新收政府信息公开申请数量",
    "A6": "二、上年结转政府信息公开申请数量",
    "A7": "三、本年度办理结果",
    "B7": "（一）予以公开",
    "B8": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "B9": "（三）不予公开",
    "C9": "1.属于国家秘密",
    "C10": "2.其他法律行政法规禁止公开",
    "C11": "3.危及“三安全一稳定”",
    "C12": "4.保护第三方合法权益",
    "C13": "5.属于三类内部事务信息",
    "C14": "6.属于四类过程性信息",
    "C15": "7.属于行政执法案卷",
    "C16": "8.属于行政查询事项",
    "B17": "（四）无法提供",
    "C17": "1.本机关不掌握相关政府信息",
    "C18": "2.没有现成信息需要另行制作",
    "C19": "3.补正后申请内容仍不明确",
    "B20": "（五）不予处理",
    "C20": "1.信访举报投诉类申请",
    "C21": "2.重复申请",
    "C22": "3.要求提供公开出版物",
    "C23": "4.无正当理由大量反复申请",
    "C24": "5.要求行政机关确认或重新出具已获取信息",
    "B25": "（六）其他处理",
    "C25": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "C26": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "C27": "3.其他",
    "B28": "（七）总计",
    "A29": "四、结转下年度继续办理",
}
MERGED = {
    "A1:J1", "A2:C4", "D2:J2", "D3:D4", "E3:I3", "J3:J4", "A5:C5", "A6:C6", "A7:A28", "B7:C7", "B8:C8",
    "B9:B16", "B17:B19", "B20:B24", "B25:B27", "B28:C28", "A29:C29", "A31:J31",
}  # fmt: skip


@pytest.fixture
def workbook(tmp_path):
    return made(tmp_path, year_of())


def made(tmp_path, data):
    write_annual(tmp_path / "annual.xlsx", data)
    return load_workbook(tmp_path / "annual.xlsx")


def row_of(sheet, number, letters="ABCDE"):
    return [sheet[f"{letter}{number}"].value for letter in letters]


def test_the_sheets_come_in_the_order_of_the_report(workbook):
    assert workbook.sheetnames == SHEETS


def test_table_two_holds_what_was_typed_as_numbers(workbook):
    sheet = workbook["表二"]
    assert sheet["A1"].value == "二、主动公开政府信息情况"
    assert row_of(sheet, 3, "ABCD") == ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    assert row_of(sheet, 5, "ABCD") == ["行政规范性文件", 50, 227, 420]
    assert [sheet[f"A{row}"].value for row in (2, 6, 9, 13)] == [f"第二十条第（{n}）项" for n in "一五六八"]
    assert {str(cells) for cells in sheet.merged_cells.ranges} >= {"A2:D2", "B7:D7", "B8:D8", "B15:D15"}
    assert Decimal(str(sheet["B15"].value)) == Decimal("1234.56")


def test_a_blank_of_table_two_stays_blank_and_is_flagged(tmp_path):
    sheet = made(tmp_path, year_of(table2={"1.1.1": "0"}))["表二"]
    assert [sheet[cell].value for cell in ("B4", "C4", "B15")] == [0, None, None]
    rules = {str(area.sqref): area.rules[0].formula for area in sheet.conditional_formatting}
    assert rules["C4"] == ["ISBLANK(C4)"]
    assert len(rules) == 10
    assert "底色为黄的格子还没有填" in sheet["A17"].value


def test_table_three_is_laid_out_like_the_national_form(workbook):
    sheet = workbook["表三"]
    labels = {
        cell.coordinate: cell.value for row in sheet["A5:C29"] for cell in row if cell.value is not None
    }
    assert labels == FORM
    assert {str(cells) for cells in sheet.merged_cells.ranges} == MERGED
    assert sheet["A2"].value == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert [sheet[cell].value for cell in ("D2", "D3", "E3", "E4", "F4", "G4", "H4", "I4", "J3")] == [
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
    ]


def test_every_cell_of_table_three_is_a_number_and_zero_is_written(workbook):
    cells = [cell.value for row in workbook["表三"]["D5:J29"] for cell in row]
    assert len(cells) == 175
    assert all(type(cell) is int for cell in cells)
    numbers = {row: tuple(cell.value for cell in workbook["表三"][f"D{row}:J{row}"][0]) for row in range(5, 30)}
    assert numbers == {number + 4: cells for number, cells in table3().items()}


def test_the_older_form_sums_the_other_results_in_one_line(tmp_path):
    old = dict.fromkeys(range(1, 26), ZERO) | {21: (1,) * 7, 22: (2,) * 7, 23: (3,) * 7, 24: (6,) * 7}
    book = made(tmp_path, year_of(2020, tables=AnnualTables(2020, old, TABLE4)))
    sheet = book["表三"]
    assert [sheet[cell].value for cell in ("B24", "B25", "B26", "A27")] == [
        None, "（六）其他处理", "（七）总计", "四、结转下年度继续办理",
    ]  # fmt: skip
    assert row_of(sheet, 25, "DJ") == row_of(sheet, 26, "DJ") == [6, 6]
    assert {str(cells) for cells in sheet.merged_cells.ranges} >= {"B25:C25", "B26:C26", "A27:C27", "A7:A26"}
    assert "〔2019〕60号" in sheet["A29"].value
    assert row_of(book["表二"], 3, "ABDF") == ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]
    assert "SUM('表三'!D7:D25)" in str([cell.value for cell in book["勾稽检查"]["D"]])


def test_table_four_is_one_row_of_fifteen_cells(workbook):
    sheet = workbook["表四"]
    assert [cell.value for cell in sheet["A5:O5"][0]] == [1, 0, 0, 0, 1, 0, 2, 0, 0, 2, 0, 0, 0, 3, 3]
    assert [sheet[cell].value for cell in ("A2", "F2", "F3", "K3")] == [
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    ]
    assert row_of(sheet, 4, "FGHIJ") == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def test_checks_are_told_and_go_on_checking(workbook):
    sheet = workbook["勾稽检查"]
    assert row_of(sheet, 3, "ABC") == ["新收＋结转＝总计＋结转下年", "通过", "8+1=9+0"]
    assert row_of(sheet, 4, "ABC") == ["上年第 25 行＝本年第 2 行", "不通过", "上年 2 ≠ 本年 1"]
    assert row_of(sheet, 5, "ABC") == ["报告文字与表格一致", "待核对", "请核对"]
    assert row_of(sheet, 8, "ABCDEF") == [
        "第一项＋第二项＝第三项总计＋第四项",
        "自然人",
        "='表三'!D5+'表三'!D6",
        "='表三'!D28+'表三'!D29",
        '=IF(C8=D8,"相符","不符")',
        None,
    ]
    rows = [row_of(sheet, number, "ABCDEF") for number in range(8, sheet.max_row + 1)]
    by_place = {(row[0], row[1]): row[2:] for row in rows}
    assert by_place["总计＝各办理结果之和", "自然人"][:2] == ["='表三'!D28", "=SUM('表三'!D7:D27)"]
    assert by_place["总计列＝六类申请人之和", "表三第 25 行"][:2] == ["='表三'!J29", "=SUM('表三'!D29:I29)"]
    assert by_place["表四总计＝四种结果之和", "行政复议"][:2] == ["='表四'!E5", "=SUM('表四'!A5:D5)"]
    assert by_place["上年结转下年度＝本年上年结转", "自然人"][0::3] == ["='表三'!D6", 1]
    assert by_place["现行有效＝上年＋本年制发－本年废止", "表二行政规范性文件"][0::3] == ["='表二'!D5", 597]


def test_what_nobody_said_of_the_year_before_can_be_typed_in_later(tmp_path):
    sheet = made(tmp_path, year_of(last_carried=None, last_table2={}))["勾稽检查"]
    rows = [row_of(sheet, n, "ABDEF") for n in range(8, sheet.max_row)]
    carried = [row for row in rows if row[0] in ("上年结转下年度＝本年上年结转", "现行有效＝上年＋本年制发－本年废止")]
    assert len(carried) == 9
    assert all(row[4] is None and '"未核对"' in row[3] for row in carried)


def test_figures_stand_beside_those_of_the_year_before(workbook):
    sheet = workbook["渠道与时限"]
    assert row_of(sheet, 2) == ["申请渠道", "2021 年", "占比", "2020 年", "增减"]
    assert row_of(sheet, 4) == ["信函", 2, 0.25, 1, 1]
    assert row_of(sheet, 6) == ["按期答复率", 1, "—", 0.96, 0.04]
    assert row_of(sheet, 7) == ["办结用时中位数", 9.5, "工作日", 10, -0.5]
    assert row_of(sheet, 9) == ["本年收取", 0, "没有收取", "—", "—"]
    assert [sheet[cell].number_format for cell in ("C4", "B6", "E6", "E4")] == [
        "0.0%", "0.0%", "+0.0%;-0.0%;0.0%", "+0;-0;0",
    ]  # fmt: skip


def test_three_charts_stand_beside_each_other_without_touching(workbook):
    charts = workbook["图表"]._charts
    assert len(charts) == 3
    boxes = [(c.anchor._from.col, c.anchor._from.row, c.anchor.to.col, c.anchor.to.row) for c in charts]
    assert boxes == [(0, 2, 8, 19), (0, 19, 8, 36), (8, 2, 16, 36)]


def test_charts_with_nothing_to_show_are_left_out_with_a_sentence(tmp_path):
    nothing = dict.fromkeys(range(1, 26), ZERO)
    empty = year_of(
        tables=AnnualTables(2021, nothing, TABLE4), channels={"当面": 0}, months=((0,) * 12, (0,) * 12)
    )
    sheet = made(tmp_path, empty)["图表"]
    assert sheet._charts == []
    said = [sheet[cell].value for cell in ("A3", "A20", "I3")]
    assert [words.partition("，")[0] for words in said] == [
        "本年没有收到或者办结的申请", "本年没有收到申请", "本年没有办结的申请",
    ]  # fmt: skip


def test_the_cases_of_each_row_and_the_ledger_are_lists_to_filter(workbook):
    rows = workbook["逐行申请"]
    assert row_of(rows, 3, "ABCD") == [1, "本年新收", "2021-001", "=王喆"]
    assert rows["E3"].value.date() == date(2021, 3, 1)
    assert rows.auto_filter.ref == "A2:E3"
    assert workbook["年度台账"]["B3"].value == "+按月 @统计局"
    assert (rows.page_setup.orientation, workbook["年度台账"].page_setup.orientation) == ("portrait", "landscape")


def test_each_paragraph_has_a_cell_high_enough(tmp_path):
    sheet = made(tmp_path, year_of(text=f"{PARAGRAPH}\n\n{'长' * 1000}\n短。"))["年报文字"]
    assert sheet["A2"].value == f"　　{PARAGRAPH}"
    assert sheet.row_dimensions[2].height > 80
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert merged == {"A3:A5"}  # no row is higher than 409 points
    assert sheet["A6"].value == "　　短。"


def test_a_closed_year_tells_its_closing_and_its_amendments(tmp_path):
    amendment = AmendmentLines("2022-03-01", "张敏", "复议后改为部分公开", (("表三第 3 行自然人", 4, 3),))
    book = made(tmp_path, year_of(closing=ClosingLines("2022-01-18", "张敏", (amendment,))))
    assert book.sheetnames == [*SHEETS, "封存与更正"]
    sheet = book["封存与更正"]
    assert row_of(sheet, 2, "ABCD") == ["封存日期", "2022-01-18", "封存人", "张敏"]
    assert row_of(sheet, 5, "AB") == ["原因", "复议后改为部分公开"]
    assert row_of(sheet, 7, "ABCD") == [1, "表三第 3 行自然人", 4, 3]
    assert "2022-01-18 封存" in book["表三"]["A31"].value


def test_every_sheet_prints_on_a4_as_wide_as_the_page(tmp_path):
    for sheet in made(tmp_path, year_of(closing=ClosingLines("2022-01-18", "张敏", ()))):
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_texts_are_never_formulas(tmp_path):
    book = made(tmp_path, year_of(organ="=1+1", text="=cmd", channels={"=A1": 1}))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or sheet.title == "勾稽检查"
    assert book["图表"]["R17"].value == "=A1"
    assert book["年报文字"]["A2"].data_type == "s"


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(28, "no space"), "磁盘空间不足"), (PermissionError(13, "in use"), "文件正在别的程序中打开")],
)
def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch, error, said):
    path = tmp_path / "annual.xlsx"
    path.write_bytes(b"old")

    def refuse(self, *_args, **_more):
        raise error

    monkeypatch.setattr(zipfile.ZipFile, "writestr", refuse)
    with pytest.raises(SheetError, match=said):
        write_annual(path, year_of())
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["annual.xlsx"]
