"""One applicant: its requests, counts of calendar month and year, other names, fee by item (国办函〔2020〕109号)."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.applicants import applicant_view, item_fee
from caseapp.law.fees import FeeCountWrong, fee_of_next
from casework.offices import D, finalise, new_office, register, to_sign_off

DAY = D("2026-11-10")
HOME = "山东省济宁市任城区洸河路12号2单元301室"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("before", "yuan"),
    [(0, 0), (8, 0), (9, 0), (10, 100), (11, 100), (29, 100), (30, 200), (39, 200), (40, 300), (50, 400)],
)
def test_the_next_request_of_a_month_costs_its_tier(before: int, yuan: int) -> None:
    assert fee_of_next(before) == yuan


@pytest.mark.parametrize("before", [-1, 100_000])
def test_a_count_that_is_none_is_refused(before: int) -> None:
    with pytest.raises(FeeCountWrong):
        fee_of_next(before)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (9, "2026年11月已收到 9 件，下一件是本月第 10 件，不收费：按件计收的，一个自然月内 10 件以下（含）不收。"),
        (10, "2026年11月已收到 10 件，下一件是本月第 11 件，如果按件计收，这一件 100 元，本月合计 100 元。"),
        (30, "2026年11月已收到 30 件，下一件是本月第 31 件，如果按件计收，这一件 200 元，本月合计 2200 元。"),
    ],
)
def test_the_fee_is_said_in_a_sentence(count: int, words: str) -> None:
    assert item_fee(count, DAY).words == words


def test_before_the_rule_nothing_can_be_charged() -> None:
    assert "2021-01-01 之前没有按件收费的依据" in item_fee(20, D("2020-12-31")).words


def test_an_applicant_is_shown_with_counts_contacts_and_history(office: Office) -> None:
    for day in ("2025-12-31", "2026-01-05", "2026-10-30", "2026-11-02"):
        register(office, day, arrived=D(day), phone="0537-2345678", address=HOME, email="wz@example.com")
    register(office, applicant="王喆喆")
    last = max(office.record.index_ids())
    view = applicant_view(office, " 王喆 ", DAY)
    assert (view.total, view.this_year, view.this_month, view.fee.count) == (4, 3, 1, 1)
    assert [str(case.day) for case in view.cases] == ["2026-11-02", "2026-10-30", "2026-01-05", "2025-12-31"]
    assert last not in [case.case_id for case in view.cases]
    assert view.classes == ("自然人",)
    assert ("联系电话", "0537-2345678") in view.contacts
    assert ("通信地址", HOME) in view.contacts


def test_a_closed_request_shows_outcome_and_number(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-05")
    finalise(office, case_id, "provided", "2026-11-05")
    (case,) = applicant_view(office, "王喆", DAY).cases
    assert (case.outcome, case.reply_number) == ("予以公开（提供）", "济统依复〔2026〕1号")


def test_an_unconfirmed_request_counts_by_the_day_it_arrived(office: Office) -> None:
    register(office, channel="email")
    view = applicant_view(office, "王喆", DAY)
    assert (view.this_month, str(view.cases[0].day)) == (1, "2026-11-02")


def test_other_names_are_those_that_share_phone_identity_or_address(office: Office) -> None:
    own = {"phone": "0537-2345678", "address": HOME, "id_number": "370899199104120024"}
    register(office, **own)
    register(office, applicant="王小喆", phone="05372345678", address="", id_number="37089919910412 0024")
    register(office, applicant="某某公司", phone="", address="任城区洸河路１２号２单元３０１室")
    register(office, applicant="某某公司", phone="", address=HOME)
    register(office, applicant="邻居", phone="", address=HOME.replace("301", "302"))
    found = [(other.name, other.shared, other.count) for other in applicant_view(office, "王喆", DAY).others]
    assert found == [("王小喆", ("同一电话", "同一证件"), 1), ("某某公司", ("同一地址",), 2)]
    assert "王喆" in [other.name for other in applicant_view(office, "某某公司", DAY).others]


@pytest.mark.parametrize("name", ["", "  ", "没有这个人", "<b>", "王" * 10_000, "\x00", "%", "王_"])
def test_an_unknown_name_is_refused_in_one_sentence(office: Office, name: str) -> None:
    register(office)
    with pytest.raises(Refused) as refused:
        applicant_view(office, name, DAY)
    assert len(refused.value.sentence) < 80
