"""复议 and 诉讼 of replies: their periods on 今日, one dispute about several cases, their numbers in table 四."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.casework.handling import service
from caseapp.casework.handling.disputes import answer_dispute, record_dispute
from caseapp.casework.ledger.lists import today_rows
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Refused
from caseapp.casework.year.yearbook import count_year
from caseapp.law.permits import NotAllowed
from casework.offices import SLOTS, D, at, new_office, register, to_sign_off

SERVED = D("2026-11-05")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def served(office: Office) -> int:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-03")
    replying.finalise(office, case_id, D("2026-11-04"), draft=drafting.ReplyDraft(SLOTS["provided"]))
    replying.attach_sealed(office, case_id, "盖章.pdf", b"%PDF-1.4 sealed", D("2026-11-04"), D("2026-11-04"))
    service.serve(office, case_id, "post", SERVED, SERVED, tracking="EMS1")
    return case_id


def filed(office: Office, case_id: int, **more: object) -> None:
    values = {"procedure": "simplified", "number": "济政复〔2026〕1号", "organ": "济宁市人民政府"} | more
    record_dispute(office, case_id, "reconsideration_filed", D("2026-11-09"), D("2026-11-09"), **values)


def test_the_answer_comes_before_everything_else_until_it_is_handed_in(office: Office) -> None:
    case_id = served(office)
    service.archive(office, case_id, "2026-1", D("2026-11-06"), D("2026-11-06"))
    assert today_rows(office, D("2026-11-09")) == []
    filed(office, case_id)
    (row,) = today_rows(office, D("2026-11-13"))
    assert (row.headline, row.verb, row.tone) == ("复议诉讼答复余 1 个工作日", "answer_dispute", "warn")
    assert "最迟 11-16（行政复议法第五十四条）" in row.reason
    (row,) = today_rows(office, D("2026-11-17"))
    assert (row.headline, row.tone) == ("复议诉讼答复已逾期", "danger")
    answer_dispute(office, case_id, D("2026-11-12"), "答复书、证据目录", D("2026-11-12"))
    assert today_rows(office, D("2026-11-13")) == []
    with pytest.raises(NotAllowed, match="没有等待本机关答复的"):
        answer_dispute(office, case_id, D("2026-11-12"), "", D("2026-11-12"))


def test_one_dispute_about_several_cases_counts_once_and_is_decided_in_all(office: Office) -> None:
    first, second = served(office), served(office)
    filed(office, first, also=["2026-002"])
    assert count_year(office, 2026).tables.table4["reconsideration"] == (0, 0, 0, 1, 1)
    day = D("2026-12-01")
    record_dispute(office, second, "reconsideration_decided", day, day, result="维持")
    assert count_year(office, 2026).tables.table4["reconsideration"] == (1, 0, 0, 0, 1)
    for case_id in (first, second):
        told = next(f for f in at(office, case_id, "2026-12-01").facts if f.kind == "reconsideration_decided")
        assert told.detail["with"] == ["2026-002", "2026-001"]
        row = office.record.index_row(case_id)
        assert row is not None
        assert row.reconsideration == "维持"


def test_a_suit_after_a_reconsideration_is_counted_apart_in_its_own_year(office: Office) -> None:
    case_id = served(office)
    filed(office, case_id)
    for kind, day, more in (
        ("reconsideration_decided", "2026-12-01", {"result": "维持"}),
        ("suit_filed", "2026-12-20", {"suit_kind": "after", "procedure": "ordinary"}),
    ):
        record_dispute(office, case_id, kind, D(day), D(day), **more)
    table = count_year(office, 2026).tables.table4
    assert (table["reconsideration"], table["suit_after_reconsideration"]) == ((1, 0, 0, 0, 1), (0, 0, 0, 1, 1))
    day = D("2027-03-01")
    record_dispute(office, case_id, "suit_decided", day, day, result="其他", suit_kind="after")
    assert count_year(office, 2027).tables.table4["suit_after_reconsideration"] == (0, 0, 1, 0, 1)
    assert count_year(office, 2027).tables.table4["reconsideration"] == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("reconsideration_decided", {"result": "维持"}, "还没有登记"),
        ("suit_filed", {}, "直接起诉还是复议后起诉"),
        ("reconsideration_filed", {"procedure": "fast"}, "程序应当是"),
        ("reconsideration_filed", {"also": ["2030-001"]}, "没有登记编号为“2030-001”的申请"),
        ("reconsideration_answered", {}, "从列表中选择"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(office: Office, kind: str, more: dict, said: str) -> None:
    case_id = served(office)
    before = at(office, case_id, "2026-11-09").all_facts
    with pytest.raises(Refused, match=said):
        record_dispute(office, case_id, kind, D("2026-11-09"), D("2026-11-09"), **more)
    assert at(office, case_id, "2026-11-09").all_facts == before


def test_of_two_open_disputes_the_one_meant_must_be_named(office: Office) -> None:
    case_id = served(office)
    filed(office, case_id)
    filed(office, case_id, number="济政复〔2026〕2号")
    day = D("2026-12-01")
    with pytest.raises(Refused, match=r"济政复〔2026〕1号、济政复〔2026〕2号.*指明是哪一件"):
        record_dispute(office, case_id, "reconsideration_decided", day, day, result="维持")
    record_dispute(office, case_id, "reconsideration_decided", day, day, result="维持", dispute=f"{case_id}-2")
    assert count_year(office, 2026).tables.table4["reconsideration"] == (1, 0, 0, 1, 2)
