from __future__ import annotations

from datetime import date

from caseapp import resources
from caseapp.law.annual import AnnualTables
from caseapp.law.annual_checks import Check
from caseapp.sheets.annual_figures import FigureBlock, FigureLine, Share
from caseapp.sheets.annual_out import AnnualData, SheetLines

ZERO = (0,) * 7
PARAGRAPH = "2021 年济宁市统计局收到政府信息公开申请 8 件，其中信函 2 件，互动交流平台 6 件。" * 3
TABLE4 = {
    "reconsideration": (1, 0, 0, 0, 1),
    "direct_suit": (0, 2, 0, 0, 2),
    "suit_after_reconsideration": (0, 0, 0, 3, 3),
}
TABLE2 = {
    "1.1.1": "1", "1.1.2": "0", "1.1.3": "6", "1.2.1": "50", "1.2.2": "227", "1.2.3": "420",
    "2.1.1": "12", "3.1.1": "3", "3.2.1": "0", "4.1.1": "1234.56",
}  # fmt: skip
LAST_TABLE2 = {"1.1.3": "5", "1.2.3": "597"}
BY_ROW = SheetLines(
    "2021 年表三逐行申请",
    ("行号", "办理情况", "登记编号", "申请人", "收到日期"),
    [(1, "本年新收", "2021-001", "=王喆", date(2021, 3, 1))],
)
LEDGER = SheetLines("台账", ("登记编号", "申请内容"), [("2021-001", "+按月 @统计局")])


def table3(year=2021):
    """The numbers of table 三: eight requests received, one carried in, nine answered."""
    return dict.fromkeys(range(1, 26), ZERO) | {
        1: (6, 1, 1, 0, 0, 0, 8),
        2: (1, 0, 0, 0, 0, 0, 1),
        3: (4, 0, 1, 0, 0, 0, 5),
        13: (2, 1, 0, 0, 0, 0, 3),
        21: (1, 0, 0, 0, 0, 0, 1),
        24: (7, 1, 1, 0, 0, 0, 9),
    }


def year_of(year=2021, **more):
    """A year that adds up, every table filled."""
    values = {
        "organ": "济宁市统计局",
        "tables": AnnualTables(year, table3(), TABLE4),
        "rows": resources.load_annual_rows(),
        "form2": resources.load_table2(year),
        "table2": TABLE2,
        "last_table2": LAST_TABLE2,
        "last_carried": (1, 0, 0, 0, 0, 0, 1),
        "checks": (
            Check("balance", "新收＋结转＝总计＋结转下年", True, "8+1=9+0"),
            Check("carry", "上年第 25 行＝本年第 2 行", False, "上年 2 ≠ 本年 1"),
            Check("text", "报告文字与表格一致", False, "请核对", pending=True),
        ),
        "figures": (
            FigureBlock(
                "申请渠道",
                "占比",
                (FigureLine("当面", 0, Share(0.0), 1), FigureLine("信函", 2, Share(0.25), 1)),
            ),
            FigureBlock(
                "办理时限",
                "单位",
                (
                    FigureLine("按期答复率", Share(1.0), "—", Share(0.96)),
                    FigureLine("办结用时中位数", 9.5, "工作日", 10.0),
                ),
            ),
            FigureBlock("信息处理费", "单位", (FigureLine("本年收取", 0, "没有收取", None),)),
        ),
        "notes": (),
        "channels": {"当面": 0, "信函": 2, "互动交流平台": 6},
        "months": ((1, 0, 2, 0, 0, 0, 5, 0, 0, 0, 0, 0), (0, 1, 2, 0, 0, 0, 0, 5, 0, 0, 0, 1)),
        "by_row": BY_ROW,
        "ledger": LEDGER,
        "text": PARAGRAPH,
    } | more
    return AnnualData(**values)
