"""Importing a notice: shown first, moves exactly what it should, and leaves a plain file beside the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.casework import calendars
from caseapp.casework.office import Office
from caseapp.law.errors import LawRefusal
from casework.offices import D, at, new_office, register

NOTICE_2027 = ["notice_year,date,kind,name"] + [
    f"2027,{day},{kind},{name}"
    for kind, name, days in (
        ("休息日", "元旦", ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"]),
        ("上班日", "元旦", ["2026-12-26"]),
        ("休息日", "春节", [f"2027-02-{d:02d}" for d in range(5, 12)]),
        ("休息日", "国庆节", [f"2027-10-{d:02d}" for d in range(1, 8)]),
    )
    for day in days
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp", "2026-12-08")
    yield opened
    opened.close()


def notice_file(tmp_path: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    path = tmp_path / "2027.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_an_import_moves_exactly_the_open_cases_it_should(office: Office, tmp_path: Path, encoding: str) -> None:
    near = register(office, "2026-12-08", arrived=D("2026-11-20"))
    last_week = register(office, "2026-12-08", arrived=D("2026-12-03"))
    across = register(office, "2026-12-08", arrived=D("2026-12-07"))
    today = D("2026-12-08")
    assert at(office, across, "2026-12-08").clock.provisional
    notices = calendars.read_notice_file(notice_file(tmp_path, NOTICE_2027, encoding))
    moved = calendars.foresee_import(office, notices, today)
    assert [(m.number, str(m.before), str(m.after)) for m in moved] == [
        ("2026-002", "2026-12-31", "2026-12-30"),
        ("2026-003", "2027-01-05", "2027-01-05"),
    ]
    assert str(at(office, across, "2026-12-08").clock.due) == "2027-01-05"
    calendars.import_calendar(office, notices, today)
    for case_id in (near, last_week, across):
        assert not at(office, case_id, "2026-12-08").clock.provisional
    assert office.record.index_row(last_week).due == D("2026-12-30")
    plain = json.loads(calendars.plain_file(office.record.path).read_text(encoding="utf-8"))
    assert plain["years"][0]["year"] == 2027


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["a,b,c,d"], "表头"),
        ([*NOTICE_2027, "2027,2027-10-01,休息日,国庆节"], "重复"),
        ([*NOTICE_2027, "2027,2027-05-01,放假,劳动节"], "休息日或上班日"),
        ([*NOTICE_2027, "2027,2028-05-01,休息日,劳动节"], "不属于 2027 年"),
        ([*NOTICE_2027, "2027,2027-02-30,休息日,春节"], "无法识别"),
        ([*NOTICE_2027, "2027,2027-05-01"], "4 列"),
        (NOTICE_2027[:6], "不完整"),
        (NOTICE_2027[:1], "没有放假安排"),
        (['{"year": 2027, "days": ['], "不是完整的放假安排 JSON"),
    ],
)
def test_a_file_that_is_no_whole_notice_is_named_by_line(
    office: Office, tmp_path: Path, lines: list[str], words: str
) -> None:
    before = office.record.journal_head()
    with pytest.raises(LawRefusal, match=words):
        calendars.read_notice_file(notice_file(tmp_path, lines))
    assert office.record.journal_head() == before


def test_the_json_form_is_read_too(tmp_path: Path) -> None:
    days = [{"name": "国庆节", "date": f"2027-10-{d:02d}", "isOffDay": True} for d in range(1, 12)] + [
        {"name": "国庆节", "date": "2027-10-16", "isOffDay": False}
    ]
    path = tmp_path / "2027.json"
    path.write_text(json.dumps({"year": 2027, "papers": ["https://example.invalid/n"], "days": days}), encoding="utf-8")
    (notice,) = calendars.read_notice_file(path)
    assert (notice.year, notice.source, len(notice.days)) == (2027, "https://example.invalid/n", 12)


def test_from_october_on_the_program_asks_for_next_years_notice(office: Office) -> None:
    assert calendars.check_calendar(office, D("2026-09-30")) == []
    assert "2027 年的放假安排" in calendars.check_calendar(office, D("2026-10-01"))[0]
    assert "都是暂定" in calendars.check_calendar(office, D("2027-01-04"))[0]
