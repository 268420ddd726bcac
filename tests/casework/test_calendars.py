"""Importing a notice: shown first, moves exactly what it should, and leaves a plain file beside the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseapp.casework.handling import procedure
from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep import calendars
from caseapp.casework.upkeep.calendar_views import notice_wanted, plan_notice, plan_typed, read_typed, year_days
from caseapp.cli.due import office_calendar
from caseapp.law.errors import LawRefusal
from caseapp.law.notices import Notice, parse_notice
from casework.notices_2027 import CSV, SOURCE, TEXT, holiday_cn
from casework.offices import D, at, new_office, register

DATA = Path(__file__).parents[1] / "data"
TODAY = D("2026-12-08")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "office.caseapp", "2026-12-08")
    yield opened
    opened.close()


def written(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "2027.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def near_last_week_and_across(office: Office) -> tuple[int, int, int]:
    near = register(office, "2026-12-08", arrived=D("2026-11-20"))
    last_week = register(office, "2026-12-08", arrived=D("2026-12-03"))
    across = register(office, "2026-12-08", arrived=D("2026-12-07"))
    return near, last_week, across


# 12-26 becomes a 上班日 (one day earlier for whoever counts over it), 01-04 a 休息日 (one day later for the last).
MOVES = [
    ("2026-002", "2026-12-31", True, "2026-12-30", False),
    ("2026-003", "2027-01-05", True, "2027-01-05", False),
]


def moves(found: list[calendars.Moved]) -> list[tuple[str, str, bool, str, bool]]:
    return [(m.number, str(m.before), m.before_provisional, str(m.after), m.after_provisional) for m in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_an_import_moves_exactly_the_open_cases_it_should(office: Office, tmp_path: Path, encoding: str) -> None:
    near, last_week, across = near_last_week_and_across(office)
    assert at(office, across, "2026-12-08").clock.provisional
    plan = plan_notice(office, written(tmp_path, "\n".join(CSV), encoding), TODAY)
    assert moves(plan.moved) == MOVES
    assert plan.judged == []
    assert office.record.calendars() == []
    assert str(at(office, last_week, "2026-12-08").clock.due) == "2026-12-31"
    calendars.import_calendar(office, plan.notices, TODAY)
    for case_id in (near, last_week, across):
        assert not at(office, case_id, "2026-12-08").clock.provisional
        assert not office.record.index_row(case_id).provisional
    assert office.record.index_row(last_week).due == D("2026-12-30")
    assert office.record.index_row(across).due == D("2027-01-05")


def test_the_same_notice_typed_moves_the_same_cases(office: Office) -> None:
    near_last_week_and_across(office)
    plan = plan_typed(office, 2027, f" {SOURCE}\n", TEXT, TODAY)
    assert moves(plan.moved) == MOVES
    calendars.import_calendar(office, plan.notices, TODAY)
    assert office.calendar.sources[2027] == (SOURCE,)


def test_the_json_form_makes_the_same_calendar(office: Office, tmp_path: Path) -> None:
    (from_json,) = calendars.read_notice_file(written(tmp_path, holiday_cn(), name="2027.json"))
    (from_csv,) = calendars.read_notice_file(written(tmp_path, "\n".join(CSV)))
    assert from_json.days == from_csv.days
    assert (from_json.source, from_csv.source) == ("https://example.invalid/2027", "2027.csv")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b,c,d", "第 1 行应当是表头"),
        ("\n".join([*CSV, "2027,2027-10-01,休息日,国庆节"]), "第 35 行.*重复"),
        ("\n".join([*CSV, "2027,2027-10-01,上班日,国庆节"]), "第 35 行.*既是休息日又是上班日"),
        ("\n".join([*CSV, "2027,2028-05-01,休息日,劳动节"]), "第 35 行.*不属于 2027 年"),
        ("\n".join([*CSV, "2026,2026-10-01,休息日,国庆节"]), "第 35 行起，2026 年的放假安排不完整"),
        ("\n".join(CSV)[:-12], "第 34 行"),
        ("\n".join(CSV[:10]), "不完整"),
        (holiday_cn()[:300], "不是完整的放假安排 JSON"),
        ("", "空文件"),
        ("x" * 1_000_001, "太大"),
    ],
)
def test_bad_input_is_named_and_leaves_the_record_as_it_was(
    office: Office, tmp_path: Path, text: str, words: str
) -> None:
    register(office, "2026-12-08", arrived=D("2026-12-07"))
    before = office.record.path.read_bytes()
    with pytest.raises(LawRefusal, match=words):
        plan_notice(office, written(tmp_path, text), TODAY)
    assert office.record.path.read_bytes() == before
    assert not calendars.plain_file(office.record.path).exists()


def test_bytes_of_no_known_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "2027.csv"
    path.write_bytes(b"\xff\xff\xff\xff")
    with pytest.raises(Refused, match="文字编码无法识别"):
        calendars.read_notice_file(path)
    with pytest.raises(Refused, match="读不到文件"):
        calendars.read_notice_file(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("year", "source", "words"), [(2018, "某号", "年份"), (2027, " ", "“依据”"), (2027, "长" * 201, "“依据”")]
)
def test_a_typed_notice_needs_year_and_source(office: Office, year: int, source: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        plan_typed(office, year, source, TEXT, TODAY)


def test_the_amendment_of_2020_moves_a_case_received_before_it(tmp_path: Path) -> None:
    office = new_office(tmp_path / "office.caseapp", "2020-01-31")
    try:
        today = D("2020-01-31")
        first = DATA / "holidays_2020_as_first_published.csv"
        calendars.import_calendar(office, calendars.read_notice_file(first), today)
        before_it = register(office, "2020-01-31", arrived=D("2020-01-20"))
        register(office, "2020-01-31", arrived=D("2019-12-20"))
        assert str(at(office, before_it, "2020-01-31").clock.due) == "2020-02-21"
        shipped = [line for line in _shipped().splitlines() if line.startswith(("notice_year", "2020,"))]
        amended = written(tmp_path, "\n".join(shipped), name="国办发明电〔2020〕1号.csv")
        plan = plan_notice(office, amended, today)
        assert [(m.number, str(m.before), str(m.after)) for m in plan.moved] == [
            ("2020-001", "2020-02-21", "2020-02-25")
        ]
        calendars.import_calendar(office, plan.notices, today)
        assert str(office.record.index_row(before_it).due) == "2020-02-25"
        state = next(s for s in calendars.year_states(office) if s.year == 2020)
        assert state.state == "已导入，已修订"
        assert state.sources[-2:] == ("holidays_2020_as_first_published.csv", "国办发明电〔2020〕1号.csv")
        calendars.import_calendar(office, plan.notices, today)
        assert next(s for s in calendars.year_states(office) if s.year == 2020).sources == state.sources
    finally:
        office.close()


def _shipped() -> str:
    from caseapp import resources

    return resources.read_text("rules/holidays.csv")


def test_a_day_in_two_notices_follows_the_later_year_whatever_the_order(tmp_path: Path) -> None:
    own = [line for line in _shipped().splitlines() if line.startswith(("notice_year", "2026,"))]
    of_2026 = parse_notice("2026.csv", "\n".join([*own, "2026,2026-12-26,休息日,国庆节"]))
    of_2027 = parse_notice("2027.csv", "\n".join(CSV))
    for order, name in (([*of_2026, *of_2027], "a"), ([*of_2027, *of_2026], "b")):
        (tmp_path / name).mkdir()
        office = new_office(tmp_path / name / "office.caseapp", "2026-12-08")
        for notice in order:
            calendars.import_calendar(office, [notice], TODAY)
        verdict = office.calendar.verdict(D("2026-12-26"))
        assert (verdict.works, verdict.reason) == (True, "周六，2027 年放假安排定为上班日（元旦）")
        office.close()


def test_a_withdrawn_day_of_a_later_notice_gives_the_day_back(office: Office) -> None:
    (of_2027,) = parse_notice("2027.csv", "\n".join(CSV))
    calendars.import_calendar(office, [of_2027], TODAY)
    without = Notice(2027, "修订", tuple(d for d in of_2027.days if d.day.year == 2027))
    calendars.import_calendar(office, [without], TODAY)
    assert not office.calendar.is_working(D("2026-12-26"))
    assert office.calendar.sources[2027] == ("2027.csv", "修订")


def test_the_plain_file_gives_the_calculator_the_calendar_of_the_office(office: Office, tmp_path: Path) -> None:
    calendars.import_calendar(office, calendars.read_notice_file(written(tmp_path, "\n".join(CSV))), TODAY)
    calendar, said = office_calendar(str(office.record.path))
    assert (calendar.days, calendar.sources) == (office.calendar.days, office.calendar.sources)
    assert said.endswith("calendar.json，公布至 2027 年")
    again = Office.open(office.record.path)
    assert again.calendar.days == office.calendar.days
    again.close()


def test_a_plain_file_with_a_kind_that_is_none_is_refused(office: Office) -> None:
    data = {"years": [{"year": 2027, "source": "x", "days": {"2027-01-01": "放假 元旦"}}]}
    calendars.plain_file(office.record.path).write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LawRefusal, match="读不出放假安排"):
        office_calendar(str(office.record.path))


def test_several_years_in_a_file_are_taken_together_or_not_at_all(office: Office, tmp_path: Path) -> None:
    lines = [line for line in _shipped().splitlines() if line.startswith(("notice_year", "2026,"))]
    bad = written(tmp_path, "\n".join([*lines, *CSV[1:20]]), name="bad.csv")
    with pytest.raises(LawRefusal, match="第 41 行起，2027 年的放假安排不完整"):
        calendars.read_notice_file(bad)
    good = written(tmp_path, "\n".join([*lines, *CSV[1:]]), name="good.csv")
    calendars.import_calendar(office, calendars.read_notice_file(good), TODAY)
    assert [row.year for row in office.record.calendars()] == [2026, 2027]


def test_closed_cases_are_judged_anew_only_where_the_days_change(tmp_path: Path) -> None:
    office = new_office(tmp_path / "office.caseapp", "2020-02-28")
    today = D("2020-02-28")
    for arrived, closed in (("2020-01-20", "2020-02-24"), ("2020-01-20", "2020-02-20"), ("2019-11-01", "2019-11-20")):
        case_id = register(office, "2020-02-28", arrived=D(arrived), late_reason="补录")
        procedure.withdraw(office, case_id, D(closed), "申请人来函撤回", today)
    amended = [n for n in parse_notice("amended", _shipped()) if n.year == 2020]
    first = parse_notice("first", (DATA / "holidays_2020_as_first_published.csv").read_text(encoding="utf-8"))
    found = calendars.foresee_judged(office, first, today)
    assert [(j.number, str(j.closed_on), j.before, j.after) for j in found] == [("2020-001", "2020-02-24", True, False)]
    assert office.record.closed_across(D("2020-01-31"), D("2020-02-03")) == [1, 2]
    assert calendars.foresee_judged(office, amended, today) == []
    calendars.import_calendar(office, first, today)
    assert office.record.index_row(1).on_time is False
    office.close()


def test_the_days_of_a_year_tell_what_stands_in_another_years_notice(office: Office) -> None:
    of_2022 = {d.day: d for d in year_days(office, 2022)}
    assert len(of_2022) == 39
    last = of_2022[D("2022-12-31")]
    assert (last.weekday, last.kind, last.name, last.notice_year, last.note) == (
        "周六",
        "休息日",
        "元旦",
        2023,
        "由 2023 年的放假安排规定",
    )
    assert next(d for d in year_days(office, 2023)).note == "2022 年的日子，由 2023 年的放假安排规定"
    unpublished = year_days(office, 2027)
    assert [f"{d.day:%m-%d} {d.name}" for d in unpublished][:5] == [
        "01-01 元旦",
        "02-05 春节",
        "02-06 春节",
        "02-07 春节",
        "02-08 春节",
    ]
    assert {d.note for d in unpublished} == {"法定节日；当年放假安排未公布"}
    assert len(unpublished) == 13


def test_years_say_whether_they_are_shipped_imported_amended_or_unpublished(office: Office) -> None:
    states = {s.year: s.state for s in calendars.year_states(office)}
    assert states == {
        2019: "随程序提供，已修订",
        2020: "随程序提供，已修订",
        **dict.fromkeys(range(2021, 2027), "随程序提供"),
        2027: "未公布",
    }
    calendars.import_calendar(office, parse_notice("2027.csv", "\n".join(CSV)), TODAY)
    states = {s.year: s.state for s in calendars.year_states(office)}
    assert (states[2027], states[2028]) == ("已导入", "未公布")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-30", ""),
        ("2026-12-01", "2027 年的放假安排还没有导入，跨年的期限都是暂定的"),
        ("2026-12-31", "2027 年的放假安排还没有导入"),
        ("2027-01-04", "2027 年的放假安排还没有导入，2027 年的期限都是暂定的"),
    ],
)
def test_from_december_on_the_missing_notice_is_asked_for(office: Office, today: str, said: str) -> None:
    found = notice_wanted(office, D(today))
    assert bool(found) == bool(said)
    assert said in found


def test_nothing_is_asked_for_once_the_notice_is_in(office: Office) -> None:
    calendars.import_calendar(office, parse_notice("2027.csv", "\n".join(CSV)), TODAY)
    assert notice_wanted(office, D("2026-12-31")) == notice_wanted(office, D("2027-11-30")) == ""


def test_from_october_on_the_program_asks_for_next_years_notice(office: Office) -> None:
    assert calendars.check_calendar(office, D("2026-09-30")) == []
    assert "2027 年的放假安排" in calendars.check_calendar(office, D("2026-10-01"))[0]
    assert "都是暂定" in calendars.check_calendar(office, D("2027-01-04"))[0]


def test_a_typed_notice_is_read_back_festival_by_festival(office: Office) -> None:
    reading = read_typed(office, 2027, TEXT)
    assert (reading.problems, reading.lack) == ([], "")
    assert [(f.name, f.rest, f.work) for f in reading.festivals][:2] == [
        ("元旦", "01-01 周五 至 01-04 周一，共 4 天", "2026-12-26 周六"),
        ("春节", "02-05 周五 至 02-12 周五，共 8 天", "02-14 周日"),
    ]
    assert reading.festivals[5].rest == "09-15 周三，共 1 天"


def test_the_record_tells_who_imported_what(office: Office) -> None:
    calendars.import_calendar(office, parse_notice("2027.csv", "\n".join(CSV)), TODAY)
    assert "导入放假安排" in {line.verb for line in office.record.journal()}
    assert date(2026, 12, 26) in office.calendar.days
