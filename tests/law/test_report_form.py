"""The grids of the annual report cover every place once, in the form of the year."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from caseapp import resources
from caseapp.law.annual import AnnualTables
from caseapp.law.report_form import NUMBER, grids_of, lines_of_form, stock_rows, table2_grid

ROWS = resources.load_annual_rows()
TABLE3 = {row: (row, 0, 0, 0, 0, 0, row) for row in range(1, 26)}
TABLE4 = dict.fromkeys(("reconsideration", "direct_suit", "suit_after_reconsideration"), (1, 2, 3, 4, 10))


def grids(year, values=None):
    return grids_of(AnnualTables(year, TABLE3, TABLE4), ROWS, resources.load_table2(year), values or {})


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2026])
def test_the_cells_of_each_table_cover_every_place_once(year):
    for grid in grids(year):
        covered = Counter(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        )
        assert covered == {(row, column): 1 for row in range(grid.rows) for column in range(len(grid.widths))}


@pytest.mark.parametrize(("year", "counts"), [(2020, (22, 161, 15)), (2021, (10, 175, 15))])
def test_each_table_has_as_many_numbers_as_the_form(year, counts):
    assert tuple(sum(cell.kind == NUMBER for cell in grid.cells) for grid in grids(year)) == counts


def test_the_older_form_has_one_line_of_other_results():
    lines = lines_of_form(2020, ROWS)
    assert [(line.number, line.label, line.rows) for line in lines[-3:]] == [
        (21, "（六）其他处理", (21, 22, 23)),
        (22, "（七）总计", (24,)),
        (23, "四、结转下年度继续办理", (25,)),
    ]
    assert lines[20].cells(TABLE3)[0] == 21 + 22 + 23
    assert [line.number for line in lines_of_form(2021, ROWS)] == list(range(1, 26))


def test_labels_are_short_in_a_chart():
    short = [line.short_label for line in lines_of_form(2021, ROWS)]
    assert short[:5] == ["本年新收", "上年结转", "予以公开", "部分公开", "属于国家秘密"]
    assert short[20:] == [
        "申请人无正当理由逾期不补正",
        "申请人逾期未按收费通知要求缴纳费用",
        "其他（其他处理）",
        "总计",
        "结转下年度继续办理",
    ]
    assert len(set(short)) == 25


def test_numbers_typed_stand_in_their_cells_and_blanks_are_none():
    form = resources.load_table2(2021)
    grid = table2_grid(form, {"1.2.3": "420", "4.1.1": "1234.50", "3.2.1": "-0"})
    placed = {(cell.row, cell.column): cell.value for cell in grid.cells if cell.kind == NUMBER}
    assert placed[3, 3] == 420
    assert placed[13, 1] == Decimal("1234.50")
    assert grid.blanks == 7
    assert [(name, row) for _, name, row in stock_rows(form)] == [("规章", 2), ("行政规范性文件", 3)]
