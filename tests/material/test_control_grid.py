"""What makes a number unsafe, what cannot be protected, and the tables that are refused."""

from __future__ import annotations

from math import inf, nan

import pytest

from caseapp.material import control_search
from caseapp.material.control_grid import MAX_NUMBERS, Known, Roles, Total, place_of, table_of
from caseapp.material.control_model import Cell, Equation, Settings, Table, unsafe_cells
from caseapp.material.control_suppress import suppress
from caseapp.material.errors import MaterialError

FOUR = [["甲", 5, 100.0], ["乙", 7, 300.0], ["丙", 9, 400.0], ["合计", 21, 800.0]]


def roles(grid=FOUR, **more) -> Roles:
    values = {"row_totals": (Total(3, (0, 1, 2)),)} if grid is FOUR or len(grid) == 4 else {}
    return Roles(tuple(range(len(grid))), (0,), (2,), (1,), {2: 1}, **(values | more))


def with_cell(value: object, row: int = 1, column: int = 2) -> list[list]:
    grid = [list(line) for line in FOUR]
    grid[row][column] = value
    return grid


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        (Cell("", 10, count=2), ["few"]),
        (Cell("", 10, count=3), []),
        (Cell("", 0, count=0), []),
        (Cell("", 2, count=2, is_count=True), ["few"]),
        (Cell("", 100, count=9, largest=75), []),
        (Cell("", 100, count=9, largest=75.1), ["dominance"]),
        (Cell("", 100, count=2, largest=90), ["dominance", "few"]),
        (Cell("", 100, count=9, largest=60, second=32), ["estimate"]),
        (Cell("", 100, count=9, largest=60, second=31), []),
        (Cell("", 100, largest=80), ["dominance"]),
    ],
)
def test_few_units_dominance_and_estimation(cell: Cell, kinds: list[str]) -> None:
    assert [f.kind for f in unsafe_cells(Table((cell,), ()), Settings())] == kinds
    assert all("第二十八条" in f.article for f in unsafe_cells(Table((cell,), ()), Settings()))


@pytest.mark.parametrize(
    ("counts", "zeros", "kinds"),
    [
        ((6, 6, 0), False, ["full"]),
        ((9, 5, 4), True, []),
        ((9, 5, 4, 0), False, []),
        ((9, 5, 4, 0), True, ["zero"]),
        ((0, 0, 0), True, []),
    ],
)
def test_a_full_group_tells_the_property_of_each(counts: tuple[int, ...], zeros: bool, kinds: list[str]) -> None:
    cells = tuple(Cell("", c, count=c, is_count=True) for c in counts)
    table = Table(cells, (Equation(0, tuple(range(1, len(counts))), attribute=True),))
    assert [f.kind for f in unsafe_cells(table, Settings(zeros=zeros))] == kinds
    assert suppress(table, Settings(zeros=zeros)).proved


def test_a_full_group_is_hidden_together_with_an_empty_one() -> None:
    cells = tuple(Cell("", c, count=c, is_count=True) for c in (6, 6, 0, 0))
    found = suppress(Table(cells, (Equation(0, (1, 2, 3), attribute=True),)), Settings())
    assert found.primary == {1}
    assert len(found.complementary) == 1
    assert [(i.low, i.high) for i in found.intervals] == [(0, 6), (0, 6)]


def test_one_number_and_its_total_can_only_be_hidden_both() -> None:
    found = suppress(Table((Cell("甲", 10, count=1), Cell("合计", 10, count=1)), (Equation(1, (0,)),)), Settings())
    assert (found.primary, found.complementary, found.proved) == ({0, 1}, frozenset(), True)


def test_what_is_public_already_cannot_be_protected() -> None:
    placed = table_of([*with_cell(2, 0, 1)[:3], ["合计", 18, 800.0]], roles(), [Known(0, 2, 100.0, 2)])
    found = suppress(placed.table, Settings())
    assert found.exposed == {placed.places[0, 2]}
    assert not found.proved


def test_a_known_total_leaves_no_way_to_hide_its_only_part() -> None:
    table = Table((Cell("甲", 10, count=1), Cell("合计", 10, standing="released")), (Equation(1, (0,)),))
    found = suppress(table, Settings())
    assert (found.exposed, found.proved) == ({0}, False)


def test_a_single_unit_knows_its_own_number() -> None:
    table = Table(
        (Cell("甲", 10, count=1), Cell("乙", 20, count=1), Cell("丙", 50, count=9), Cell("合计", 80, count=11)),
        (Equation(3, (0, 1, 2)),),
    )
    assert suppress(table, Settings(insiders=False)).complementary == frozenset()
    assert len(suppress(table, Settings()).complementary) == 1


def test_a_difference_from_an_older_table_is_one_unit() -> None:
    placed = table_of(FOUR, roles(), [Known(1, 2, 240.0, 6), Known(1, 1, 6, 6)])
    found = suppress(placed.table, Settings())
    assert {placed.table.cells[f.cell].standing for f in found.findings} == {"unshown"}
    assert placed.places[1, 2] in found.complementary
    assert found.proved


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        (with_cell("三百"), "C2 应当是数字，实际是“三百”"),
        (with_cell(None), "C2 是空的"),
        (with_cell("  "), "C2 是空的"),
        (with_cell("…"), "C2 是“…”，请用没有隐去数据的完整表格"),
        (with_cell("*"), "没有隐去数据"),
        (with_cell(-300.0), "C2 是负数"),
        (with_cell(nan), "C2 不是有效的数字"),
        (with_cell(inf), "C2 的数字超过"),
        (with_cell(1e300), "C2 的数字超过 1 万亿"),
        (with_cell("9" * 400), "C2 的数字超过"),
        (with_cell(10**400), "C2 的数字超过"),
        (with_cell(True), "C2 不是数字"),
        (with_cell(310.0), "C4 的合计是 800，各项（C1 至 C3）之和是 810，对不上"),
        (with_cell(8, 1, 1), "B4 的合计是 21，各项（B1 至 B3）之和是 22"),
        (with_cell(7.5, 1, 1), "B2 是单位数，应当是整数"),
        (with_cell(0, 1, 1), "C2 有数据，B2 的单位数却是 0"),
    ],
)
def test_a_bad_table_is_refused_in_one_sentence(grid: list[list], words: str) -> None:
    with pytest.raises(MaterialError) as refused:
        table_of(grid, roles())
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize(
    "wrong",
    [
        Roles((), (0,), (2,), (1,)),
        Roles((0, 1), (0,), (), ()),
        Roles((0, 1), (0,), (2,), ()),
        roles(row_totals=(Total(3, (0, 3)),)),
        roles(row_totals=(Total(3, (9,)),)),
        roles(row_totals=(Total(3, ()),)),
        roles(column_totals=(Total(2, (1,)),)),
    ],
)
def test_wrong_roles_are_refused(wrong: Roles) -> None:
    with pytest.raises(MaterialError):
        table_of(FOUR, wrong)


def test_a_huge_table_is_refused() -> None:
    grid = [["甲", 5, 1.0]] * MAX_NUMBERS
    with pytest.raises(MaterialError, match="请拆成几张表"):
        table_of(grid, Roles(tuple(range(len(grid))), (0,), (2,), (1,), {2: 1}))


def test_a_table_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_search, "_PATIENCE", -1)
    placed = table_of([*with_cell(2, 0, 1)[:3], ["合计", 18, 800.0]], roles())
    with pytest.raises(MaterialError, match="算不完"):
        suppress(placed.table, Settings())


def test_a_check_can_be_stopped() -> None:
    placed = table_of([*with_cell(2, 0, 1)[:3], ["合计", 18, 800.0]], roles())
    with pytest.raises(MaterialError, match="停止"):
        suppress(placed.table, Settings(), going=lambda: False)


@pytest.mark.parametrize(("written", "value"), [("1,300.5", 1300.5), ("３００", 300.0), ("-", 0.0), ("—", 0.0)])
def test_numbers_written_as_text_are_read(written: str, value: float) -> None:
    placed = table_of(with_cell(written), roles(row_totals=()))
    assert placed.table.cells[placed.places[1, 2]].value == value


def test_rounding_is_no_error_of_a_total() -> None:
    grid = [["甲", 5, 10.3], ["乙", 7, 10.3], ["丙", 2, 10.3], ["合计", 14, 31.0]]
    found = suppress(table_of(grid, roles()).table, Settings())
    assert found.proved
    with pytest.raises(MaterialError, match="对不上"):
        table_of([*grid[:3], ["合计", 14, 31.2]], roles())


def test_places_are_named_as_a_spreadsheet_names_them() -> None:
    assert [place_of(0, 0), place_of(9, 25), place_of(0, 26), place_of(4, 701)] == ["A1", "Z10", "AA1", "ZZ5"]
