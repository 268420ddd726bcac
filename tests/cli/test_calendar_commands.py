"""``caseapp calendar``: the years, one year, and a notice imported after a dry run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from caseapp.cli.main import main
from casework.notices_2027 import CSV, SOURCE, TEXT
from casework.offices import D, new_office, register


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "office.caseapp"
    office = new_office(path, "2026-12-08")
    register(office, "2026-12-08", arrived=D("2026-11-20"))
    register(office, "2026-12-08", arrived=D("2026-12-03"))
    office.close()
    main(["list", "--record", str(path), "--today", "2026-12-08", "--json"])
    return path


def run(capsys: pytest.CaptureFixture[str], record: Path, *argv: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["calendar", *argv, "--record", str(record), "--today", "2026-12-08"])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_dry_run_says_what_moves_and_stores_nothing(
    capsys: pytest.CaptureFixture[str], record: Path, tmp_path: Path
) -> None:
    notice = tmp_path / "2027.csv"
    notice.write_text("\n".join(CSV), encoding="utf-8")
    before = record.read_bytes()
    status, out, _ = run(capsys, record, "import", str(notice), "--dry-run", "--json")
    assert status == 0
    assert json.loads(out) == {
        "years": [2027],
        "dry_run": True,
        "moved": [
            {
                "number": "2026-002",
                "applicant": "王喆",
                "before": "2026-12-31",
                "after": "2026-12-30",
                "before_provisional": True,
                "after_provisional": False,
            }
        ],
        "judged": [],
    }
    assert record.read_bytes() == before
    assert not (tmp_path / "calendar.json").exists()
    _, out, _ = run(capsys, record, "import", str(notice))
    assert out.splitlines() == [
        "已导入 2027 年放假安排，1 件在办申请的期限有变动。",
        "  2026-002　2026-12-31（暂定） → 2026-12-30",
    ]
    assert "2027-01-04　周一　休息日　元旦" in run(capsys, record, "show", "2027")[1]


def test_the_words_of_a_notice_are_imported_with_their_year_and_source(
    capsys: pytest.CaptureFixture[str], record: Path, tmp_path: Path
) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(TEXT, encoding="gbk")
    status, _, _ = run(capsys, record, "import", str(notice), "--year", "2027", "--source", SOURCE)
    assert status == 0
    shown = json.loads(run(capsys, record, "show", "2027", "--json")[1])
    assert (shown["published"], shown["sources"], len(shown["days"])) == (True, [SOURCE], 33)
    assert shown["days"][0] == {
        "date": "2026-12-26",
        "weekday": "周六",
        "kind": "上班日",
        "name": "元旦",
        "notice_year": 2027,
        "note": "2026 年的日子，由 2027 年的放假安排规定",
    }


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["import"], "请写明要导入"),
        (["import", "{txt}"], "--year 年份 --source"),
        (["import", "{txt}", "--year", "2027"], "“依据”应当写明"),
        (["import", "{txt}", "--year", "2028", "--source", "某号"], "第 1 行.*星期不对"),
        (["show"], "请写明要看的年份"),
        (["show", "1999"], "请写明要看的年份"),
        (["list", "--dry-run"], "只用于 calendar import"),
    ],
)
def test_refusals_change_nothing(
    capsys: pytest.CaptureFixture[str], record: Path, tmp_path: Path, argv: list[str], words: str
) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(TEXT, encoding="utf-8")
    before = record.read_bytes()
    status, out, err = run(capsys, record, *(word.replace("{txt}", str(notice)) for word in argv))
    assert (status, out) == (1, "")
    assert re.search(words, err)
    assert record.read_bytes() == before


def test_an_unpublished_year_shows_its_statutory_holidays(capsys: pytest.CaptureFixture[str], record: Path) -> None:
    _, out, _ = run(capsys, record, "show", "2027")
    assert out.splitlines()[0] == "2027-01-01　周五　休息日　元旦　法定节日；当年放假安排未公布"
    assert out.splitlines()[-1] == "2027 年的放假安排未公布。"
