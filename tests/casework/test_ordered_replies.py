"""Replies ordered by a decision: counted once by the first service, and no fact crosses from one reply to the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseapp.casework.handling import correcting, disputes, procedure, service
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.ledgerfiles import import_ledger
from caseapp.casework.ledger.lists import ledger_page, today_rows
from caseapp.casework.letters import replying
from caseapp.casework.letters.letter_context import history_sentences
from caseapp.casework.office import Office, Refused
from caseapp.casework.year.yearbook import count_year
from caseapp.law.permits import NotAllowed
from caseapp.law.stages import next_step
from caseapp.law.trace import trace
from casework.offices import PDF, D, at, finalise, new_office, register, to_sign_off

OUTCOME = "not_responsible"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def reply(office: Office, case_id: int, day: str, outcome: str = OUTCOME) -> None:
    to_sign_off(office, case_id, outcome, day)
    finalise(office, case_id, outcome, day)
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D(day), D(day))
    service.serve(office, case_id, "post", D(day), D(day), tracking="1")


def dispute(office: Office, case_id: int, day: str, result: str = "纠正", kind: str = "reconsideration") -> None:
    more: dict[str, Any] = {"suit_kind": "after"} if kind == "suit" else {}
    disputes.record_dispute(office, case_id, f"{kind}_filed", D(day), D(day), **more)
    disputes.record_dispute(office, case_id, f"{kind}_decided", D(day), D(day), result=result, **more)


def order(office: Office, case_id: int, day: str, **period: Any) -> None:
    procedure.order_reply(office, case_id, D(day), "行政复议决定书", "", D(day), **(period or {"days": 20}))


def fact(office: Office, case_id: int, kind: str, place: int = -1) -> Any:
    return [f for f in at(office, case_id, "2027-03-01").facts if f.kind == kind][place]


def row3(office: Office, year: int, row: int) -> int:
    return count_year(office, year).tables.table3[row][6]


# due on 2026-11-30: a case never answered in time, then ordered, is counted by the reply it got, and late
@pytest.mark.parametrize("drafted", [False, True])
def test_a_case_answered_only_when_ordered_is_counted_once_and_late(office: Office, drafted: bool) -> None:
    case_id = register(office)
    if drafted:
        replying.decide_outcome(office, case_id, "already_public", D("2026-11-20"), "", D("2026-11-20"))
    dispute(office, case_id, "2026-12-15")
    order(office, case_id, "2026-12-16")
    reply(office, case_id, "2026-12-18")
    line = index_of(office, at(office, case_id, "2026-12-18"))
    assert (line.row, line.on_time, str(line.closed_on), line.open) == (13, False, "2026-12-18", False)
    assert (row3(office, 2026, 13), row3(office, 2026, 3), row3(office, 2026, 24)) == (1, 0, 1)


def test_a_second_reconsideration_and_a_second_order_can_be_recorded(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    dispute(office, case_id, "2026-12-01")
    order(office, case_id, "2026-12-02")
    reply(office, case_id, "2026-12-10")
    dispute(office, case_id, "2027-01-10")
    with pytest.raises(Refused, match="早于登记的决定日期 2027-01-10"):
        order(office, case_id, "2027-01-05")
    order(office, case_id, "2027-01-11")
    assert next_step(at(office, case_id, "2027-01-11").state) == "decide_outcome"
    with pytest.raises(NotAllowed, match="已于 2027-01-11 登记责令答复"):
        order(office, case_id, "2027-01-12")


def test_no_fact_of_the_new_reply_is_dated_before_the_order(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10", "already_public")
    dispute(office, case_id, "2026-12-01")
    order(office, case_id, "2026-12-02")
    with pytest.raises(Refused, match="早于收到责令答复决定之日 2026-12-02"):
        replying.decide_outcome(office, case_id, OUTCOME, D("2026-11-20"), "", D("2026-12-03"))
    assert row3(office, 2026, 3) == 1


def test_a_corrected_fact_stays_with_the_reply_it_belongs_to(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    dispute(office, case_id, "2026-12-01")
    order(office, case_id, "2026-12-02")
    served = fact(office, case_id, "served")
    correcting.correct_fact(office, case_id, served.id, D("2026-12-02"), "凭证日期", D("2026-12-03"))
    case = at(office, case_id, "2026-12-03")
    assert next_step(case.state) == "decide_outcome"
    reply(office, case_id, "2026-12-02")
    made = fact(office, case_id, "redo_ordered")
    correcting.correct_fact(office, case_id, made.id, D("2026-12-02"), "期限有误", D("2026-12-03"), {"days": 15})
    case = at(office, case_id, "2026-12-03")
    assert (str(case.clock.due), case.clock.on_time, next_step(case.state)) == ("2026-12-23", True, "archive")


def test_an_order_is_voided_only_when_nothing_rests_on_it_and_a_decision_only_without_its_order(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    dispute(office, case_id, "2026-12-01")
    order(office, case_id, "2026-12-02")
    decision = fact(office, case_id, "reconsideration_decided")
    day = D("2026-12-03")
    with pytest.raises(Refused, match="请先作废“责令重新答复”"):
        correcting.void_fact(office, case_id, decision.id, "误登", day)
    with pytest.raises(Refused, match="请先作废“责令重新答复”"):
        correcting.correct_fact(office, case_id, decision.id, decision.on, "误登", day, {"result": "维持"})
    dispute(office, case_id, "2026-12-03", "维持", "suit")
    correcting.void_fact(office, case_id, fact(office, case_id, "suit_decided").id, "误登", day)
    replying.decide_outcome(office, case_id, OUTCOME, day, "", day)
    made = fact(office, case_id, "redo_ordered")
    with pytest.raises(Refused, match="请先作废“确定办理结果”"):
        correcting.void_fact(office, case_id, made.id, "误登", day)
    correcting.void_fact(office, case_id, fact(office, case_id, "outcome_decided").id, "误登", day)
    correcting.void_fact(office, case_id, made.id, "误登", day)
    assert next_step(at(office, case_id, "2026-12-03").state) == "order_reply"


def test_a_consultation_on_the_new_reply_is_waited_for_though_it_stops_no_clock(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    dispute(office, case_id, "2026-12-01")
    order(office, case_id, "2026-12-02")
    due = at(office, case_id, "2026-12-02").clock.due
    day = D("2026-12-03")
    procedure.consult_third_party(office, case_id, day, "某某公司", "你单位产值", "商业秘密", day)
    case = at(office, case_id, "2026-12-04")
    assert (case.clock.due, next_step(case.state)) == (due, "record_opinion")
    assert case.state.open_consultations == (("third_party", ""),)


def test_the_ledger_marks_an_ordered_due_date_that_may_still_move(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    dispute(office, case_id, "2026-12-10")
    order(office, case_id, "2026-12-10", days=30)
    (line,) = ledger_page(office, [case_id], D("2026-12-11"))
    assert (line.due_words, line.provisional) == ("2027-01-22", True)


def test_a_closed_case_from_an_old_ledger_can_be_ordered_anew_and_is_still_counted_once(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容,办理结果,办结日期\n"
        "A-1,甲,自然人,当面,2026-05-06,产值,（一）予以公开,2026-05-20\n",
        encoding="utf-8",
    )
    import_ledger(office, path, D("2026-11-03"))
    (case_id,) = office.record.case_ids()
    dispute(office, case_id, "2026-11-05")
    order(office, case_id, "2026-11-06")
    case = at(office, case_id, "2026-11-06")
    assert (str(case.clock.due), next_step(case.state)) == ("2026-12-04", "decide_outcome")
    reply(office, case_id, "2026-11-10")
    line = index_of(office, at(office, case_id, "2026-11-10"))
    assert (line.row, str(line.closed_on), line.on_time) == (3, "2026-05-20", None)
    assert (row3(office, 2026, 3), row3(office, 2026, 24)) == (1, 1)


def test_a_correcting_decision_leads_to_its_order_and_bars_the_filing(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    service.archive(office, case_id, "G-1", D("2026-11-12"), D("2026-11-12"))
    assert today_rows(office, D("2026-12-01")) == []
    dispute(office, case_id, "2026-12-01")
    (row,) = today_rows(office, D("2026-12-01"))
    assert (row.headline, row.step) == ("须登记责令答复", "登记责令答复")
    decision = fact(office, case_id, "reconsideration_decided")
    day = D("2026-12-02")
    correcting.correct_fact(office, case_id, decision.id, decision.on, "没有责令", day, {"orders_reply": False})
    assert today_rows(office, day) == []


def test_an_ordered_letter_tells_of_the_decision_and_excludes_nothing(office: Office) -> None:
    case_id = register(office)
    reply(office, case_id, "2026-11-10")
    dispute(office, case_id, "2026-12-01")
    order(office, case_id, "2026-12-02")
    day = D("2026-12-03")
    procedure.consult_organ(office, case_id, day, "市发展改革委", "", day)
    case = at(office, case_id, "2026-12-03")
    assert history_sentences(case, "济宁市统计局") == [
        "我局于2026年12月2日收到行政复议决定书，现按照要求重新作出答复。",
        "因申请公开的信息涉及有关行政机关，我局于2026年12月3日书面征求其意见。",
    ]
    told = [s.text for s in trace(case.clock, office.calendar, office.periods) if s.day == day]
    assert "向机关发出征求意见书，期限由决定确定，不扣除" in told
