"""One request with several matters becomes several cases; the last step is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.casework.handling import correcting, handover, procedure
from caseapp.casework.handling.undoing import last_change, undo_last
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.register_views import register_with_files
from caseapp.casework.receiving.registration import amend_registration
from caseapp.casework.receiving.splitting import split_case
from caseapp.casework.upkeep.backups import verify
from caseapp.casework.year.yearbook import count_year
from caseapp.law.permits import NotAllowed
from caseapp.law.request_parts import numbered_parts
from casework.offices import D, application, at, new_office, register, to_sign_off

TODAY = D("2026-11-03")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("request_text", "parts"),
    [
        ("申请公开：1.2020年GDP；2.2021年人口。", ["2020年GDP", "2021年人口"]),
        ("一、粮食产量\n二、工业产值\n三、人口", ["粮食产量", "工业产值", "人口"]),
        ("需要（1）粮食产量，（2）工业产值", ["粮食产量", "工业产值"]),
        ("①粮食②人口", ["粮食", "人口"]),
        ("增速为1.5和2.5的行业", []),
        ("只要2021年人口", []),
        ("1.人口", []),
        ("", []),
    ],
)
def test_the_matters_a_request_numbers_itself_come_apart(request_text, parts):
    assert numbered_parts(request_text) == parts


def test_each_part_is_a_case_that_came_in_the_same_day_and_knows_the_others(office):
    first = register(office, request="1.粮食 2.人口 3.工业", joint="李四")
    split_case(office, first, ["粮食", "人口", "工业"], TODAY)
    cases = [at(office, i, "2026-11-03") for i in office.record.case_ids()]
    assert [c.row.number for c in cases] == ["2026-001", "2026-002", "2026-003"]
    assert [c.row.request for c in cases] == ["粮食", "人口", "工业"]
    assert {c.clock.due for c in cases} == {cases[0].clock.due}
    assert {c.row.applicants for c in cases} == {"王喆、李四"}
    off = next(f for f in cases[0].facts if f.kind == "split_off")
    assert off.detail == {"into": ["2026-002", "2026-003"], "cases": [2, 3], "was": "1.粮食 2.人口 3.工业"}
    assert [f.detail["number"] for c in cases[1:] for f in c.facts if f.kind == "split_from"] == ["2026-001"] * 2
    assert count_year(office, 2026).tables.table3[1][-1] == 3


def test_a_request_is_not_split_once_a_letter_about_the_whole_went_out(office):
    case_id = register(office, today="2026-11-03")
    procedure.ask_clarification(office, case_id, TODAY, "不明确", ["年份"], 15, "", TODAY)
    with pytest.raises(NotAllowed, match="告知补正，不能再拆分"):
        split_case(office, case_id, ["甲", "乙"], TODAY)
    assert office.record.case_ids() == [case_id]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["甲"], "现在是 1 件"),
        ([], "现在是 0 件"),
        (["甲", "甲"], "写了两次"),
        ([f"第 {n} 项" for n in range(21)], "21 件"),
    ],
)
def test_parts_that_make_no_cases_are_refused(office, parts, said):
    case_id = register(office)
    with pytest.raises(Refused, match=said):
        split_case(office, case_id, parts, TODAY)
    assert office.record.case_ids() == [case_id]


def undone(office, case_id):
    undo_last(office, case_id, TODAY)
    return at(office, case_id, "2026-11-03")


def same(before, after):
    return (before.row.request, before.row.phone, before.facts, before.clock, before.outcome) == (
        after.row.request,
        after.row.phone,
        tuple(after.facts),
        after.clock,
        after.outcome,
    )


STEPS = {
    "补正": lambda o, c: procedure.ask_clarification(o, c, TODAY, "不明确", ["年份"], 15, "", TODAY),
    "转办": lambda o, c: handover.transfer(o, c, TODAY, "工业科", "", TODAY),
    "更改": lambda o, c: amend_registration(o, c, at(o, c, "2026-11-03").row.version, {"phone": "9"}, "改", TODAY),
    "拆分": lambda o, c: split_case(o, c, ["甲", "乙"], TODAY),
}


@pytest.mark.parametrize("step", ["补正", "转办", "更改", "拆分"])
def test_the_last_step_is_taken_back_and_everything_stays_to_be_seen(office, step):
    case_id = register(office)
    before = at(office, case_id, "2026-11-03")
    STEPS[step](office, case_id)
    recorded = len(at(office, case_id, "2026-11-03").all_facts)
    after = undone(office, case_id)
    assert same(before, after)
    assert all(d.voided for d in after.documents if d.template != "receipt")
    assert len(after.all_facts) > recorded
    assert len(office.record.index_ids()) == 1
    with pytest.raises(Refused, match="不能连续撤销"):
        undo_last(office, case_id, TODAY)
    office.record.close()
    assert verify(office.record.path) == []


def test_a_correction_taken_back_leaves_the_first_day(office):
    case_id = register(office)
    arrived = next(f for f in at(office, case_id, "2026-11-03").facts if f.kind == "received")
    correcting.correct_fact(office, case_id, arrived.id, TODAY, "看错", TODAY)
    assert at(office, case_id, "2026-11-03").state.on("received") == TODAY
    assert undone(office, case_id).state.on("received") == D("2026-11-02")


def test_a_fact_taken_back_by_mistake_stands_again(office):
    case_id = register(office)
    handover.transfer(office, case_id, TODAY, "工业科", "", TODAY, organ=False)
    handover.record_feedback(office, case_id, TODAY, "已查", TODAY)
    fact = next(f for f in at(office, case_id, "2026-11-03").facts if f.kind == "department_replied")
    correcting.void_fact(office, case_id, fact.id, "点错", TODAY)
    assert undone(office, case_id).state.has("department_replied")


def test_a_finalised_reply_taken_back_is_void_with_its_number_to_be_seen(office):
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-03")
    from caseapp.casework.letters import drafting, replying
    from casework.offices import SLOTS

    replying.finalise(office, case_id, TODAY, draft=drafting.ReplyDraft(SLOTS["provided"]))
    number = at(office, case_id, "2026-11-03").reply.number
    after = undone(office, case_id)
    assert after.reply is None
    assert [(d.number, d.voided) for d in after.documents if d.template.startswith("reply")] == [(number, True)]
    assert after.state.has("signed_off")


def test_a_letter_registered_twice_is_taken_back_and_its_number_drawn_again(office):
    register(office)
    twice = register(office)
    done = undo_last(office, twice, TODAY)
    assert "不再列入台账" in done.note
    assert len(office.record.index_ids()) == 1
    assert at(office, twice, "2026-11-03").voided
    assert at(office, register(office), "2026-11-03").row.number == "2026-002"


def test_a_split_is_not_undone_once_a_part_was_worked_on(office):
    case_id = register(office)
    split_case(office, case_id, ["甲", "乙"], TODAY)
    handover.transfer(office, 2, TODAY, "工业科", "", TODAY)
    assert "拆出后已经办理过" in last_change(office, case_id).problem
    with pytest.raises(Refused, match="拆出后已经办理过"):
        undo_last(office, case_id, TODAY)


def test_what_was_done_meanwhile_is_not_undone_in_its_place(office):
    case_id = register(office)
    STEPS["转办"](office, case_id)
    shown = last_change(office, case_id)
    handover.record_feedback(office, case_id, TODAY, "已查", TODAY)
    with pytest.raises(Refused, match="这期间已有新的办理“登记科室反馈”"):
        undo_last(office, case_id, TODAY, change_id=shown.id)


def test_files_handed_in_with_a_registration_are_taken_back_with_it(office, tmp_path):
    file = tmp_path / "申请表.txt"
    file.write_text("申请", encoding="utf-8")
    done = register_with_files(office, application(), [("application", file)], D("2026-11-02"))
    shown = last_change(office, done.case_id)
    assert shown.title == "登记申请"
    assert "作废附件“申请表.txt”" in shown.effects
    undo_last(office, done.case_id, TODAY, change_id=shown.id)
    case = at(office, done.case_id, "2026-11-03")
    assert (case.voided, [a.voided for a in case.attachments]) == (True, [True])
    assert len(office.record.index_ids()) == 0
