"""``caseapp year``: table 二, text, drill-down, closing and amending without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.casework.office import Office
from caseapp.cli.main import main
from casework.golden import golden_office


@pytest.fixture
def record(tmp_path: Path) -> Path:
    golden_office(tmp_path / "office.caseapp").close()
    return tmp_path / "office.caseapp"


def run(record: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(["year", "2025", *argv, "--record", str(record), "--today", "2026-02-10"])
    said = capsys.readouterr()
    return status, said.out, said.err


CELLS = ["1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.2.3", "2.1.1", "3.1.1", "3.2.1", "4.1.1"]
ZEROS = [word for key in CELLS for word in ("--table2", f"{key}=0")]


def test_a_year_is_filled_closed_and_amended(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, refused = run(record, capsys, "--close")
    assert status == 1
    assert "检查没有全部通过" in refused
    status, out, _ = run(record, capsys, *ZEROS, "--carried", "2,0,1,0,1,0", "--close")
    assert status == 0
    assert "2025 年度，2026-02-10 封存，更正 0 次。" in out
    assert "不符" not in out
    office = Office.open(record)
    row = office.record.case_by_number("G-001")
    office.close()
    assert row is not None
    argv = ["amend", "G-001", "--set", "applicant_class=legal", "--reason", "核对", "--record", str(record)]
    assert main([*argv, "--today", "2026-02-10"]) == 0
    capsys.readouterr()
    assert "不符　封存的数字与台账一致" in run(record, capsys)[1]
    status, out, _ = run(record, capsys, "--amend", "申请人类别登错", "--json")
    assert status == 0
    assert json.loads(out)["amendments"][0]["reason"] == "申请人类别登错"


@pytest.mark.parametrize(
    ("place", "count"),
    [
        *(("1", 56), ("13:2", 2), ("25", 3), ("reconsideration:4", 2), ("direct_suit:5", 1)),
        *(("late", 1), ("channel:传真", 9), ("topic:其他", 56)),
    ],
)
def test_a_number_lists_its_cases(record: Path, capsys: pytest.CaptureFixture[str], place: str, count: int) -> None:
    status, out, _ = run(record, capsys, "--cases", place, "--json")
    assert (status, len(json.loads(out)["cases"])) == (0, count)


@pytest.mark.parametrize("place", ["26", "1:9", "reconsideration:6", "month:13", "nothing", "topic"])
def test_a_place_that_is_none_is_refused(record: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    status, _, refused = run(record, capsys, "--cases", place)
    assert (status, bool(refused)) == (1, True)


def test_a_text_is_checked_number_by_number(record: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = tmp_path / "报告.txt"
    text.write_text("2025 年收到政府信息公开申请 56 件，行政复议 134 件。", encoding="utf-8")
    status, out, _ = run(record, capsys, "--check-text", str(text))
    assert status == 1
    assert "一致　新收　文字 56　表格 56" in out
    assert "不符　行政复议　文字 134　表格 3" in out
    text.write_bytes(b"\xff\xfe\x00")
    assert "不是 UTF-8" in run(record, capsys, "--check-text", str(text))[2]
