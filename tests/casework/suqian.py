"""A ledger of single cases made from a published table of a whole city (3,607 cases)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

TABLE = json.loads((Path(__file__).parents[1] / "data" / "annual_table_suqian_2023.json").read_text(encoding="utf-8"))
CLASSES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
COLUMNS = ["登记编号", "申请人", "申请人类别", "申请渠道", "收到日期", "申请内容", "办理结果", "办结日期"]


def ledger_rows() -> list[list[object]]:
    """Return one line a case: 3,486 closed in 2023 and 121 still open, 96 of all carried in from 2022."""
    labels = list(TABLE["rows"])
    lines: list[list[object]] = []
    for column, words in enumerate(CLASSES):
        carried = TABLE["rows"][labels[1]][column]
        ends = [(label, TABLE["rows"][label][column]) for label in [*labels[2:23], labels[24]]]
        for label, count in ends:
            for _ in range(count):
                number = len(lines) + 1
                received = date(2022, 12, 20) if carried else date(2023, 1, 3) + timedelta(days=number % 360)
                carried -= 1 if carried else 0
                is_open = label == labels[24]
                lines.append(
                    [
                        f"SQ-{number:05d}",
                        f"申请人{number}",
                        words,
                        "信函",
                        received,
                        "某项信息",
                        "" if is_open else label.removeprefix("三、"),
                        None if is_open else max(received, date(2023, 1, 9)),
                    ]
                )
    return lines


DISPUTE_COLUMNS = ["复议结果", "诉讼类型", "诉讼结果"]
RESULTS = {"结果维持": "维持", "结果纠正": "纠正", "其他结果": "其他", "尚未审结": "未审结"}


def disputed_rows() -> list[list[object]]:
    """Return the lines with the disputes of the published table 四 on the first of them that were closed."""
    told = {
        group: [RESULTS[name] for name, count in cells.items() if name in RESULTS for _ in range(count)]
        for group, cells in TABLE["litigation"].items()
    }
    reviews = told["行政复议"]
    suits = [("直接起诉", result) for result in told["行政诉讼-未经复议直接起诉"]]
    suits += [("复议后起诉", result) for result in told["行政诉讼-复议后起诉"]]
    lines = []
    for line in ledger_rows():
        review = reviews.pop(0) if line[7] and reviews else ""
        kind, result = suits.pop(0) if line[7] and not reviews and suits else ("", "")
        lines.append([*line, review, kind, result])
    assert not reviews
    assert not suits
    return lines


def write_ledger(path: Path, lines: list[list[object]]) -> None:
    """Write the lines as a plain workbook."""
    book = Workbook()
    sheet = book.active
    sheet.append([*COLUMNS, *DISPUTE_COLUMNS][: len(lines[0])])
    for line in lines:
        sheet.append(line)
    book.save(path)
