"""A reply finalised anew: a new version with its reason, the earlier one visible, and what differs told."""

from __future__ import annotations

import pytest

from caseapp.casework.handling.correcting import void_fact
from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.letters.letter_views import changes_since, letter_view
from caseapp.casework.office import Refused
from casework.offices import SLOTS, D, at, finalise, new_office, register, to_sign_off

DAY = D("2026-11-10")
NEW = {**SLOTS["not_responsible"], "organ": "国家统计局济宁调查队（任城）", "organ_address": "济宁市任城区"}


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "office.caseapp")
    yield made
    made.close()


def taken_back(office):
    case_id = register(office)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    finalise(office, case_id, "not_responsible", "2026-11-10")
    for kind in ("finalised", "signed_off", "submitted"):
        made = next(f for f in at(office, case_id, "2026-11-10").facts if f.kind == kind)
        void_fact(office, case_id, made.id, "机关名称写错", DAY)
    return case_id


def test_a_first_version_has_nothing_to_compare(office):
    case_id = register(office)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    view = letter_view(office, case_id, DAY)
    assert view.earlier is None
    assert changes_since(view, view.draft) == ()


def test_what_differs_from_the_version_taken_back_is_told_blank_by_blank(office):
    case_id = taken_back(office)
    view = letter_view(office, case_id, DAY)
    assert (view.earlier.version, view.earlier.voided) == (1, True)
    assert changes_since(view, ReplyDraft(NEW)) == (
        "“负责公开的机关”由“国家统计局济宁调查队”改为“国家统计局济宁调查队（任城）”",
        "“该机关地址”由“空”改为“济宁市任城区”",
    )
    assert changes_since(view, ReplyDraft(SLOTS["not_responsible"])) == ()


def test_a_second_version_keeps_the_number_needs_a_reason_and_leaves_the_first_visible(office):
    case_id = taken_back(office)
    replying.submit(office, case_id, DAY, "", DAY, draft=ReplyDraft(NEW))
    replying.sign_off(office, case_id, DAY, "王立新", "", DAY)
    with pytest.raises(Refused, match="重新定稿的原因"):
        replying.finalise(office, case_id, DAY)
    replying.finalise(office, case_id, DAY, reason="机关名称写错")
    first, second = at(office, case_id, "2026-11-10").reply_versions
    assert (first.voided, first.version, second.version) == (True, 1, 2)
    assert first.number == second.number
    assert second.reason == "机关名称写错"
