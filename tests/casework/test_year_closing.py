"""A year is closed when everything holds, frozen then, and corrected by a dated amendment only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp import resources
from caseapp.casework.handling.correcting import correct_fact
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.registration import amend_registration
from caseapp.casework.year.year_closing import amend_year, close_year, save_carried, save_table2, save_text
from caseapp.casework.year.yearbook import Year, count_year
from caseapp.law.errors import LawRefusal
from caseapp.law.proactive import NotANumber
from casework.golden import golden_office
from casework.offices import D, new_office, register

CARRIED = ["2", "0", "1", "0", "1", "0"]
JANUARY = D("2026-01-20")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = golden_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def filled(year: int, **more: str) -> dict[str, str]:
    return {key: "0" for key, *_ in resources.load_table2(year).cells()} | more


def make_ready(office: Office) -> None:
    save_carried(office, 2024, CARRIED)
    save_table2(office, 2025, filled(2025))


def check(year: Year, check_id: str) -> str:
    found = next(c for c in year.checks if c.id == check_id)
    return "通过" if found.ok else ("待定：" if found.pending else "不符：") + found.detail


def test_a_year_is_not_closed_before_everything_holds(office: Office) -> None:
    with pytest.raises(Refused, match=r"上年第 25 行.*表二各格"):
        close_year(office, 2025, JANUARY)
    make_ready(office)
    close_year(office, 2025, JANUARY)
    closed = count_year(office, 2025).closed
    assert closed is not None
    assert (closed.on, closed.by, closed.amendments) == ("2026-01-20", "张敏", ())


def test_a_year_is_not_closed_before_it_is_over_nor_twice(office: Office) -> None:
    make_ready(office)
    with pytest.raises(Refused, match="2025 年还没有结束"):
        close_year(office, 2025, D("2025-12-31"))
    close_year(office, 2025, JANUARY)
    for again in (
        lambda: close_year(office, 2025, JANUARY),
        lambda: save_table2(office, 2025, filled(2025)),
        lambda: save_text(office, 2025, "别的"),
    ):
        with pytest.raises(Refused, match="已于 2026-01-20 封存"):
            again()


def test_a_case_entered_after_the_closing_changes_no_reported_number_and_is_found(office: Office) -> None:
    make_ready(office)
    close_year(office, 2025, JANUARY)
    before = count_year(office, 2025)
    register(office, "2026-02-10", arrived=D("2025-12-30"), late_reason="漏登")
    after = count_year(office, 2025)
    assert (after.tables, after.figures) == (before.tables, before.figures)
    assert check(after, "frozen").startswith("不符：表三第 1 行自然人：报告 29 ≠ 台账 30")
    assert check(count_year(office, 2026), "carry").startswith("不符：自然人：上年 1 ≠ 本年 2")


def test_a_correction_of_a_closed_year_is_an_amendment_with_day_reason_and_cells(office: Office) -> None:
    make_ready(office)
    close_year(office, 2025, JANUARY)
    register(office, "2026-02-10", arrived=D("2025-12-30"), late_reason="漏登")
    with pytest.raises(LawRefusal, match="更正原因"):
        amend_year(office, 2025, " ", D("2026-02-10"))
    amend_year(office, 2025, "漏登一件", D("2026-02-10"))
    year = count_year(office, 2025)
    assert year.closed is not None
    (amendment,) = year.closed.amendments
    assert (amendment.on, amendment.by, amendment.reason) == ("2026-02-10", "张敏", "漏登一件")
    assert amendment.changes == (
        ("表三第 1 行自然人", 29, 30),
        ("表三第 1 行总计", 56, 57),
        ("表三第 25 行自然人", 1, 2),
        ("表三第 25 行总计", 3, 4),
    )
    assert year.tables.table3[1][0] == 30
    assert check(year, "frozen") == check(count_year(office, 2026), "carry") == "通过"
    with pytest.raises(Refused, match="没有需要更正的"):
        amend_year(office, 2025, "再来", D("2026-02-10"))


def test_a_year_that_was_not_closed_is_not_amended(office: Office) -> None:
    with pytest.raises(Refused, match="没有封存"):
        amend_year(office, 2025, "改", D("2026-02-10"))


def test_another_class_of_an_applicant_after_the_closing_is_found(office: Office) -> None:
    make_ready(office)
    close_year(office, 2025, JANUARY)
    row = office.record.case_by_number("G-001")
    assert row is not None
    given = {"applicant_class": "legal"}
    amend_registration(office, row.id, row.version, given, "核对", D("2026-02-10"))
    assert "报告 7 ≠ 台账 6" in check(count_year(office, 2025), "frozen")


@pytest.mark.parametrize(("text", "kept"), [("３", "3"), (" 1,200 ", "1200"), ("007", "7"), ("", "")])
def test_numbers_of_table_two_are_kept_plain(office: Office, text: str, kept: str) -> None:
    save_table2(office, 2025, filled(2025, **{"1.2.1": text}))
    assert count_year(office, 2025).table2["1.2.1"] == kept


@pytest.mark.parametrize("text", ["三", "-1", "1.5", "1e3", "123456789", "=1+1", "<b>1</b>"])
def test_what_is_no_number_is_refused_and_nothing_kept(office: Office, text: str) -> None:
    with pytest.raises(NotANumber, match="没有的填 0"):
        save_table2(office, 2025, filled(2025, **{"1.2.1": text}))
    assert count_year(office, 2025).table2 == {}


def test_what_stands_follows_from_last_year(office: Office) -> None:
    save_table2(office, 2025, filled(2025, **{"1.2.3": "597"}))
    save_table2(office, 2026, filled(2026, **{"1.2.1": "50", "1.2.2": "227", "1.2.3": "420"}))
    assert check(count_year(office, 2026), "table2_stock") == "通过"
    save_table2(office, 2026, filled(2026, **{"1.2.1": "50", "1.2.2": "227", "1.2.3": "421"}))
    assert check(count_year(office, 2026), "table2_stock") == "不符：行政规范性文件：597+50-227=420 ≠ 421"


@pytest.mark.parametrize(
    ("cells", "said"),
    [(["1"], "六个整数"), (["x", *CARRIED[1:]], "六个整数"), (["-1", *CARRIED[1:]], "六个整数")],
)
def test_last_years_row_is_six_numbers(office: Office, cells: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        save_carried(office, 2024, cells)


def test_a_carry_that_is_not_last_years_is_found_column_by_column(office: Office) -> None:
    save_carried(office, 2024, ["3", "0", "1", "0", "0", "0"])
    told = check(count_year(office, 2025), "carry")
    assert told == "不符：自然人：上年 3 ≠ 本年 2；法律服务机构：上年 0 ≠ 本年 1"


def test_a_text_against_the_table_is_found_with_its_words(office: Office) -> None:
    save_text(office, 2025, "2025 年共收到政府信息公开申请 57 件，上年结转 4 件，行政复议 3 件，行政诉讼 2 件。")
    told = check(count_year(office, 2025), "text")
    assert told.startswith("不符：新收：文字 57 ≠ 表格 56（“")
    assert "行政复议" not in told
    save_text(office, 2025, "")
    assert check(count_year(office, 2025), "text") == "通过"


def test_years_the_record_does_not_reach_and_years_without_a_form_are_refused(office: Office) -> None:
    for year, said in ((2023, "记录从 2024 年开始"), (2018, "没有对应的年度报告格式"), (2100, "没有对应")):
        with pytest.raises(LawRefusal, match=said):
            count_year(office, year)


def test_a_year_with_no_case_is_all_zeros_and_can_be_closed(tmp_path: Path) -> None:
    office = new_office(tmp_path / "none.caseapp", "2026-02-10")
    save_table2(office, 2025, filled(2025))
    year = count_year(office, 2025)
    assert {cell for cells in year.tables.table3.values() for cell in cells} == {0}
    close_year(office, 2025, JANUARY)
    office.close()


def test_a_corrected_date_moves_a_case_into_the_other_year(office: Office) -> None:
    case = office.record.case_by_number("G-046")
    assert case is not None
    fact = next(f for f in office.record.facts(case.id) if f.kind == "received")
    correct_fact(office, case.id, fact.id, D("2026-01-02"), "确认日抄错", D("2026-02-10"))
    year = count_year(office, 2025)
    assert (year.tables.table3[1][0], year.tables.table3[25][0]) == (28, 0)
