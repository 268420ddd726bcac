from __future__ import annotations

import pytest
from openpyxl import load_workbook

from caseapp.sheets.annual_out import write_annual
from sheets.sheet_data import PARAGRAPH, year_2021

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
    write_annual(tmp_path / "2021.xlsx", year_2021())
    return load_workbook(tmp_path / "2021.xlsx")


def test_the_sheets_come_in_the_order_of_the_report(workbook):
    assert workbook.sheetnames == ["表三", "表四", "勾稽检查", "渠道与时限", "年报文字"]


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
    numbers = {row: [cell.value for cell in workbook["表三"][f"D{row}:J{row}"][0]] for row in (5, 6, 17, 28, 29)}
    assert numbers == {
        5: [6, 1, 1, 0, 0, 0, 8],
        6: [0, 0, 0, 0, 0, 0, 0],
        17: [2, 1, 0, 0, 0, 0, 3],
        28: [6, 1, 1, 0, 0, 0, 8],
        29: [0, 0, 0, 0, 0, 0, 0],
    }


def test_table_four_is_one_row_of_fifteen_cells(workbook):
    sheet = workbook["表四"]
    assert [cell.value for cell in sheet["A5:O5"][0]] == [1, 0, 0, 0, 1, 0, 2, 0, 0, 2, 0, 0, 0, 3, 3]
    assert [sheet[cell].value for cell in ("A2", "F2", "F3", "K3")] == [
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    ]
    assert [sheet[f"{letter}4"].value for letter in "FGHIJ"] == [
        "结果维持",
        "结果纠正",
        "其他结果",
        "尚未审结",
        "总计",
    ]


def test_checks_are_told_and_go_on_checking(workbook):
    sheet = workbook["勾稽检查"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[2][:3] == ["新收＋结转＝总计＋结转下年", "通过", "8+0=8+0"]
    assert rows[3][:3] == ["上年第 25 行＝本年第 2 行", "不通过", "上年 1 ≠ 本年 0"]
    assert rows[6] == [
        "第一项＋第二项＝第三项总计＋第四项",
        "自然人",
        "='表三'!D5+'表三'!D6",
        "='表三'!D28+'表三'!D29",
        '=IF(C7=D7,"相符","不符")',
    ]
    assert rows[13][1:4] == ["自然人", "='表三'!D28", "=SUM('表三'!D7:D27)"]
    assert rows[44][1:4] == ["表三第 25 行", "='表三'!J29", "=SUM('表三'!D29:I29)"]
    assert rows[45][1:4] == ["行政复议", "='表四'!E5", "=SUM('表四'!A5:D5)"]
    assert rows[50][4] == '=IF(COUNTIF(E7:E50,"不符")=0,"通过","不通过")'


def test_channels_punctuality_and_fees_are_given(workbook):
    sheet = workbook["渠道与时限"]
    assert [[cell.value for cell in row] for row in sheet["A2:C12"]] == [
        ["申请渠道", "收到件数", "占比"],
        ["当面", 0, 0],
        ["信函", 2, 0.25],
        ["互动交流平台", 6, 0.75],
        ["电子邮件", 0, 0],
        ["传真", 0, 0],
        ["合计", 8, 1],
        ["按期答复", "件数", "按期答复率"],
        ["已办结且期限可查的申请", 8, None],
        ["其中按期答复", 8, 1],
        ["信息处理费", "金额（元）", None],
    ]
    assert [cell.value for cell in sheet[13]] == ["本年收取", 0, "没有收取"]


def test_nothing_closed_has_no_rate(tmp_path):
    write_annual(tmp_path / "a.xlsx", year_2021(on_time=(0, 0), channels={"当面": 0}, fees_yuan=300))
    sheet = load_workbook(tmp_path / "a.xlsx")["渠道与时限"]
    assert [sheet[cell].value for cell in ("C3", "C7", "B9", "C9")] == ["—", "—", 300, None]


def test_the_paragraph_is_ready_to_copy(workbook):
    assert workbook["年报文字"]["A2"].value == f"　　{PARAGRAPH}"
    assert workbook["年报文字"].row_dimensions[2].height > 100


def test_every_sheet_prints_on_a4_as_wide_as_the_page(workbook):
    for sheet in workbook:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(("format_", "told"), [("2021-30", False), ("2019-60", True)])
def test_the_older_form_is_told(tmp_path, format_, told):
    write_annual(tmp_path / "a.xlsx", year_2021(format=format_))
    assert ("〔2019〕60号" in load_workbook(tmp_path / "a.xlsx")["表三"]["A31"].value) is told


def test_texts_are_never_formulas(tmp_path):
    write_annual(tmp_path / "a.xlsx", year_2021(organ="=1+1", paragraph="=cmd", channels={"=A1": 1}))
    book = load_workbook(tmp_path / "a.xlsx")
    assert book["渠道与时限"]["A3"].data_type == "s"
    assert book["渠道与时限"]["A3"].value == "=A1"
