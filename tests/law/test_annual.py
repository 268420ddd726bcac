"""Tables 三 and 四 and each of their checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.law.annual import (
    AnnualTables,
    Counts,
    YearOutOfRange,
    build_tables,
)
from caseapp.law.annual_checks import Check, check_tables
from caseapp.law.annual_text import report_paragraph
from caseapp.law.disputes import DisputeFact, count_disputes

COUNTS = Counts(
    received={"person": 5, "enterprise": 2, "legal": 1},
    carried_in={"person": 1},
    closed={(3, "person"): 4, (6, "enterprise"): 2, (13, "person"): 1, (21, "legal"): 1},
    carried_out={"person": 1},
    disputes={"reconsideration": {"维持": 2, "未审结": 1}, "direct_suit": {"其他": 1}},
    last_carried_out=(1, 0, 0, 0, 0, 0, 1),
)


def ok(checks: tuple[Check, ...], check_id: str) -> bool:
    return next(c.ok for c in checks if c.id == check_id)


def test_rows_columns_and_totals() -> None:
    tables = build_tables(2026, COUNTS)
    assert tables.table3[1] == (5, 2, 0, 0, 1, 0, 8)
    assert tables.table3[2] == (1, 0, 0, 0, 0, 0, 1)
    assert tables.table3[3] == (4, 0, 0, 0, 0, 0, 4)
    assert tables.table3[24] == (5, 2, 0, 0, 1, 0, 8)
    assert tables.table3[25] == (1, 0, 0, 0, 0, 0, 1)
    assert tables.table4["reconsideration"] == (2, 0, 0, 1, 3)
    assert tables.table4["direct_suit"] == (0, 0, 1, 0, 1)
    assert tables.table4["suit_after_reconsideration"] == (0, 0, 0, 0, 0)
    assert all(check.ok for check in check_tables(tables, COUNTS))
    assert sorted(tables.table3) == list(range(1, 26))


@pytest.mark.parametrize(
    ("row", "column", "check_id"),
    [(1, 0, "balance"), (24, 1, "total_row"), (7, 3, "total_row"), (3, 6, "sum_column"), (2, 0, "carry")],
)
def test_one_wrong_cell_is_found_by_its_check(row: int, column: int, check_id: str) -> None:
    tables = build_tables(2026, COUNTS)
    table3 = {number: list(cells) for number, cells in tables.table3.items()}
    table3[row][column] += 1
    seeded = AnnualTables(2026, {n: tuple(c) for n, c in table3.items()}, tables.table4)
    checks = check_tables(seeded, COUNTS)
    assert not ok(tuple(checks), check_id)


def test_a_blank_cell_is_named() -> None:
    tables = build_tables(2026, COUNTS)
    blank = {**tables.table3, 7: (0, 0, None, 0, 0, 0, 0), 9: (0, 0)}
    checks = check_tables(AnnualTables(2026, blank, {**tables.table4, "direct_suit": (0, 0, 1, 0)}), COUNTS)
    told = next(c for c in checks if c.id == "complete")
    assert not told.ok
    assert told.detail.startswith("不是数字：表三第 7 行科研机构、表三第 9 行科研机构、")
    assert told.detail.endswith("等 7 格")


def test_a_wrong_total_of_table_four_is_found() -> None:
    tables = build_tables(2026, COUNTS)
    table4 = {**tables.table4, "reconsideration": (2, 0, 0, 1, 4)}
    assert not ok(tuple(check_tables(AnnualTables(2026, tables.table3, table4), COUNTS)), "dispute_sums")


def test_unconfirmed_and_misdated_cases_are_named() -> None:
    counts = replace(COUNTS, unconfirmed=("2026-034",), misdated=("2026-001",))
    checks = check_tables(build_tables(2026, counts), counts)
    assert "2026-034" in next(c.detail for c in checks if c.id == "confirmed")
    assert "2026-001" in next(c.detail for c in checks if c.id == "dates")


@pytest.mark.parametrize("year", [1999, 2018, 2100])
def test_a_year_without_a_form_is_refused(year: int) -> None:
    with pytest.raises(YearOutOfRange):
        build_tables(year, COUNTS)


def test_the_paragraph_says_the_numbers_of_the_tables() -> None:
    channels = {"当面": 0, "信函": 2, "互动交流平台": 6}
    text = report_paragraph("某某局", build_tables(2026, COUNTS), channels, 0.875, 880, 1, 8)
    assert "2026 年某某局收到政府信息公开申请 8 件，其中信函 2 件，互动交流平台 6 件，2025 年结转申请 1 件。" in text
    assert "其中 1 件超过法定期限，按期答复率 87.5%" in text
    assert "行政复议 3 件，行政诉讼 1 件（未经复议直接起诉 1 件，复议后起诉 0 件）" in text
    assert "收取信息处理费 880 元" in text


def test_the_paragraph_claims_punctuality_only_for_what_was_judged() -> None:
    text = report_paragraph("某某局", build_tables(2026, COUNTS), {}, 1.0, 0, 0, 1)
    assert "其中可核定期限的 1 件均按期答复" in text
    assert "均在法定期限内答复" not in text


def dispute(group: str, on: str, decided: bool, result: str, case_id: int = 1) -> DisputeFact:
    return DisputeFact(f"case {case_id}", group, date.fromisoformat(on), decided, result)


def test_table_four_stands_as_it_stood_on_31_december() -> None:
    facts = [
        dispute("reconsideration", "2021-12-10", False, "未审结"),
        dispute("reconsideration", "2022-01-20", True, "维持"),
        dispute("direct_suit", "2021-03-01", False, "未审结"),
        dispute("direct_suit", "2021-09-01", True, "其他"),
        dispute("suit_after_reconsideration", "2022-03-01", False, "未审结"),
        dispute("reconsideration", "2021-05-01", True, "纠正", case_id=2),
        dispute("reconsideration", "2020-05-01", False, "未审结", case_id=3),
    ]
    of_2021 = count_disputes(2021, facts)
    assert of_2021["reconsideration"] == {"维持": 0, "纠正": 1, "其他": 0, "未审结": 2}
    assert of_2021["direct_suit"] == {"维持": 0, "纠正": 0, "其他": 1, "未审结": 0}
    of_2022 = count_disputes(2022, facts)
    assert of_2022["reconsideration"] == {"维持": 1, "纠正": 0, "其他": 0, "未审结": 1}
    assert of_2022["suit_after_reconsideration"]["未审结"] == 1
