"""Ledgers in, all or nothing, and out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.ledger.ledger_out import export_ledger
from caseapp.casework.ledger.ledgerfiles import ImportRefused, import_ledger
from caseapp.casework.office import Office
from caseapp.casework.year.yearbook import count_year
from caseapp.store.rows import IndexFilter
from casework.offices import D, new_office, register
from casework.suqian import TABLE, disputed_rows, ledger_rows, write_ledger

TODAY = D("2024-02-01")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp", "2024-02-01")
    yield opened
    opened.close()


def test_a_published_table_of_3607_cases_is_counted_back_row_by_row(office: Office, tmp_path: Path) -> None:
    lines = disputed_rows()
    assert len(lines) == 3607
    write_ledger(tmp_path / "suqian.xlsx", lines)
    report = import_ledger(office, tmp_path / "suqian.xlsx", TODAY)
    assert (report.count, report.open_count) == (3607, 121)
    assert "“信函”按“邮寄”导入" in report.remarks
    counted = count_year(office, 2023)
    published = list(TABLE["rows"].values())
    for number, cells in enumerate(published, start=1):
        assert list(counted.tables.table3[number]) == cells, number
    assert [c.id for c in counted.checks if not c.ok] == ["carry", "table2"]
    following = count_year(office, 2024)
    assert list(following.tables.table3[2]) == published[24]
    four = [list(cells.values()) for cells in TABLE["litigation"].values()]
    assert [list(cells) for cells in counted.tables.table4.values()] == four


def test_one_bad_row_among_3607_is_named_and_nothing_is_imported(office: Office, tmp_path: Path) -> None:
    lines = ledger_rows()
    lines[1700][2] = "外星人"
    write_ledger(tmp_path / "bad.xlsx", lines)
    before = office.record.journal_head()
    with pytest.raises(ImportRefused, match="第 1702 行：申请人类别“外星人”不认识") as refusal:
        import_ledger(office, tmp_path / "bad.xlsx", TODAY)
    assert [p.row for p in refusal.value.problems] == [1702]
    assert office.record.journal_head() == before
    assert office.record.case_ids() == []


def test_a_dry_run_reads_all_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    write_ledger(tmp_path / "a.xlsx", ledger_rows()[:50])
    assert import_ledger(office, tmp_path / "a.xlsx", TODAY, dry_run=True).count == 50
    assert office.record.case_ids() == []


HEAD = "登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容,办理结果,办结日期,答复文号,复议结果,诉讼类型,诉讼结果\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A1,甲,自然人,当面,2023-01-05,x,（一）予以公开,,,,,", "同时填写"),
        ("A1,甲,自然人,当面,2023-01-05,x,,2023-01-09,,,,", "同时填写"),
        ("A1,甲,自然人,当面,2023-01-05,x,（一）予以公开,2023-01-01,,,,", "早于收到日期"),
        ("A1,甲,自然人,当面,2025-01-05,x,,,,,,", "将来的日期"),
        ("A1,甲,自然人,飞鸽,2023-01-05,x,,,,,,", "申请渠道“飞鸽”不认识"),
        ("A1,甲,自然人,当面,2023-01-05,x,随便,2023-01-09,,,,", "办理结果“随便”不认识"),
        ("A1,,自然人,当面,2023-01-05,x,,,,,,", "“申请人”没有填写"),
        ("A1,甲,自然人,当面,2023-01-05,x,,,,也许,,", "复议、诉讼的结果"),
        ("A1,甲,自然人,当面,2023-01-05,x,,,,,直接起诉,", "同时填写"),
        ("A1,甲,自然人,当面,2023-01-05,x,,,,,,\nA1,乙,自然人,当面,2023-01-06,x,,,,,,", "与第 2 行重复"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(office: Office, tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match=words):
        import_ledger(office, path, TODAY)
    assert office.record.case_ids() == []


def test_outcomes_disputes_and_numbers_of_an_old_ledger(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(
        HEAD + "2023-007,甲,自然人,互动交流平台,2023年3月1日,x,2.其他法律行政法规禁止公开,2023/3/9,"
        "济统依复〔2023〕12号,维持,复议后起诉,未审结\n"
        "2023-002,乙,法律服务机构,平信,2023-03-02,y,本机关不掌握相关政府信息,2023-03-09,,,,\n",
        encoding="gb18030",
    )
    import_ledger(office, path, TODAY)
    counted = count_year(office, 2023)
    assert counted.tables.table3[6][0] == 1
    assert counted.tables.table3[13][4] == 1
    assert counted.tables.table4["reconsideration"] == (1, 0, 0, 0, 1)
    assert counted.tables.table4["suit_after_reconsideration"] == (0, 0, 0, 1, 1)
    assert counted.channels["互动交流平台"] == 1
    assert office.record.setting("case_floor:2023") == 7
    assert office.record.setting("letter_floor:济统依复:2023") == 12


def test_new_numbers_continue_past_imported_ones(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(HEAD + "2024-041,甲,自然人,当面,2024-01-05,x,,,,,,\n", encoding="utf-8")
    import_ledger(office, path, TODAY)
    case_id = register(office, "2024-02-01", arrived=D("2024-02-01"))
    assert office.record.case(case_id).number == "2024-042"


def test_the_exported_ledger_opens_again_with_text_as_text(office: Office, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    register(office, "2024-02-01", arrived=D("2024-02-01"), applicant="=cmd|' /C calc'!A0")
    path = tmp_path / "台账.xlsx"
    assert export_ledger(office, path, IndexFilter(), TODAY) == 1
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row if cell.value is not None]
    strange = next(cell for cell in cells if str(cell.value).startswith("=cmd"))
    assert strange.data_type == "s"
