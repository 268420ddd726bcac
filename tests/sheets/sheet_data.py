from __future__ import annotations

from caseapp import resources
from caseapp.law.annual import COLUMNS
from caseapp.sheets.annual_out import AnnualData

ZERO = (0,) * 7
PARAGRAPH = "2021 年济宁市统计局收到政府信息公开申请 8 件，其中信函 2 件，互动交流平台 6 件。" * 3


def year_2021(**more):
    """The seed's year: eight requests received and answered, two by letter and six on the platform."""
    table3 = dict.fromkeys(range(1, 26), ZERO) | {
        1: (6, 1, 1, 0, 0, 0, 8),
        3: (4, 0, 1, 0, 0, 0, 5),
        13: (2, 1, 0, 0, 0, 0, 3),
        24: (6, 1, 1, 0, 0, 0, 8),
    }
    values = {
        "year": 2021,
        "organ": "济宁市统计局",
        "columns": COLUMNS,
        "rows": tuple((row.number, row.label, row.group) for row in resources.load_annual_rows()),
        "table3": table3,
        "table4": {
            "reconsideration": (1, 0, 0, 0, 1),
            "direct_suit": (0, 2, 0, 0, 2),
            "suit_after_reconsideration": (0, 0, 0, 3, 3),
        },
        "checks": (
            ("新收＋结转＝总计＋结转下年", True, "8+0=8+0"),
            ("上年第 25 行＝本年第 2 行", False, "上年 1 ≠ 本年 0"),
        ),
        "channels": {"当面": 0, "信函": 2, "互动交流平台": 6, "电子邮件": 0, "传真": 0},
        "on_time": (8, 8),
        "fees_yuan": 0,
        "paragraph": PARAGRAPH,
    } | more
    return AnnualData(**values)
