"""Seeded defects: each is found by exactly the check written down for it; sound letters have no finding."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.files import attach
from caseapp.casework.handling import procedure
from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.office import Refused, save_profile
from caseapp.casework.review import reviewing
from casework.offices import SLOTS, D, lead_up, new_office, pass_review, register

DEFECTS = tomllib.loads((Path(__file__).parents[1] / "data" / "defects.toml").read_text(encoding="utf-8"))["defect"]
DAY = D("2026-11-10")
LETTERS = [*SLOTS]
SEVERAL = (("2025年公报", "provided"), ("企业名录", "forbidden_by_law"), ("1985年年报", "not_existing"))
SEVERAL_SLOTS = {
    "item_1": "提供2025年统计公报",
    "item_2": "名录能够识别单个统计调查对象",
    "item_3": "检索了局档案室的全部年报，没有检索到",
    "materials": ["2025年统计公报"],
    "way": "随本答复书邮寄纸质复印件",
}
SEARCH = {"who": "张敏", "where": "档案室", "words": "产值", "result": "无"}


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "office.caseapp")
    yield made
    made.close()


def draft_of(defect):
    slots = SEVERAL_SLOTS if defect["outcome"] == "several" else SLOTS[defect["outcome"]]
    return ReplyDraft({**slots, **defect.get("slots", {})}, defect.get("way", "post"), defect.get("dated"))


def sound(office, outcome, draft, act="", *, unsigned=False):
    """Bring a case to 签发 (or to the review) with everything right but what ``act`` leaves out or adds."""
    case_id = register(office)
    day, more = DAY, {}
    if outcome == "several":
        more = {"search": SEARCH, "items": SEVERAL}
    elif act not in ("no_consultation", "reasons_not_asked", "third_party_agreed"):
        told, more = lead_up(office, case_id, outcome)
        day = D(told)
    before(office, case_id, act)
    if act == "no_search":
        more = {}
    replying.decide_outcome(office, case_id, "partial" if outcome == "several" else outcome, day, "理由", day, **more)
    kind = load_case(office, case_id, day).outcome
    if kind.review != "none" and act not in ("no_review", "half_review"):
        conclusion = "部分公开" if outcome in ("partial", "several") or act == "partial_review" else "公开"
        answers = {"K21": "是"} if act == "divisible" else {}
        pass_review(office, case_id, day.isoformat(), conclusion=conclusion, **answers)
    after(office, case_id, act, day)
    if not unsigned:
        sent = replace(draft, slots={**draft.slots, "pages": 99}) if act == "changed_text" else draft
        replying.submit(office, case_id, day, "拟同意", day, draft=sent)
        replying.sign_off(office, case_id, day, "王立新", "分管领导", day)
    return case_id, day


def before(office, case_id, act):
    if act in ("consulting", "third_party_agreed"):
        sent = D("2026-11-03")
        procedure.consult_third_party(office, case_id, sent, "某某公司", "产值", "商业秘密", sent)
        procedure.record_consultation(office, case_id, "third_party", "received", D("2026-11-04"), D("2026-11-04"))
    if act == "third_party_agreed":
        procedure.record_consultation(
            office, case_id, "third_party", "replied", D("2026-11-05"), D("2026-11-05"), agrees=True
        )
    if act == "untold_extension":
        procedure.extend(office, case_id, D("2026-11-09"), 5, "资料较多", "王立新", D("2026-11-09"))
    if act == "another_case":
        register(office, applicant="赵堃玥")


def after(office, case_id, act, day):
    if act == "half_review":
        answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
        reviewing.save_review(office, case_id, "公开件", {}, answers, "公开", "", day)
    if act == "new_material":
        attach(office, case_id, "material", "公报.txt", "新的公报".encode(), day, not_secret=True)


def findings(office, defect, case_id, day):
    today = defect.get("today", day)
    return replying.preview(office, load_case(office, case_id, today), draft_of(defect), today).findings


@pytest.mark.parametrize("outcome", [*LETTERS, "several"])
def test_a_sound_letter_has_no_finding(office, outcome):
    case_id, day = sound(office, outcome, draft_of({"outcome": outcome}))
    assert [f.text for f in findings(office, {"outcome": outcome}, case_id, day)] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["name"].replace(" ", "-"))
def test_a_seeded_defect_is_found_by_exactly_its_check(office, defect):
    unsigned, act = defect.get("unsigned", False), defect.get("act", "")
    case_id, day = sound(office, defect["outcome"], draft_of(defect), act, unsigned=unsigned)
    if "profile" in defect:
        save_profile(office, replace(office.profile, **defect["profile"]), complete=False)
    found = findings(office, defect, case_id, day)
    assert {(f.code, f.level) for f in found} == {(defect["code"], defect["level"])}


def test_there_are_enough_of_each():
    assert len(DEFECTS) >= 40
    assert len(LETTERS) >= 20
    assert len({defect["code"] for defect in DEFECTS}) >= 30


@pytest.mark.parametrize(("day", "article", "code"), [
    ("2024-06-03", "第二十八条", "early_statistics_article"),
    ("2024-06-03", "第二十五条", ""),
    ("2024-09-13", "第二十五条", "old_statistics_article"),
    ("2024-09-13", "第二十八条", ""),
])
def test_the_statistics_law_is_cited_as_it_stood_on_the_day(tmp_path, day, article, code):
    office = new_office(tmp_path / "old.caseapp", day)
    try:
        case_id, on = register(office, day, arrived=D(day)), D(day)
        replying.decide_outcome(office, case_id, "partial", on, "", on)
        slots = {**SLOTS["partial"], "withheld_basis": f"《中华人民共和国统计法》{article}"}
        found = replying.preview(office, load_case(office, case_id, on), ReplyDraft(slots), on).findings
        assert {f.code for f in found} - {"review_missing"} == ({code} if code else set())
    finally:
        office.close()


@pytest.mark.parametrize(
    ("number", "code", "level"),
    [
        ("济统依复〔2026〕9号", "number_gap", "提醒"),
        ("济统依复〔2025〕2号", "number_year", "阻断"),
        ("济统依复〔2026〕2号", "", ""),
        ("济统函〔2026〕88号", "", ""),
    ],
)
def test_a_typed_number_that_skips_or_names_another_year_is_found(office, number, code, level):
    earlier, day = sound(office, "not_responsible", draft_of({"outcome": "not_responsible"}))
    replying.finalise(office, earlier, day)
    case_id, day = sound(office, "not_responsible", draft_of({"outcome": "not_responsible"}))
    draft = draft_of({"outcome": "not_responsible"})
    found = replying.preview(office, load_case(office, case_id, day), draft, day, number=number).findings
    assert [(f.code, f.level) for f in found] == ([(code, level)] if code else [])
    if code:
        with pytest.raises(replying.PreflightFailed):
            replying.finalise(office, case_id, day, number=number)
    else:
        replying.finalise(office, case_id, day, number=number)


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("你单位产值，逾期不答复的，视为同意公开", "第三方逾期不答复不视为同意"),
        ("你单位产值。未回复的默认你方同意", "第三方逾期不答复不视为同意"),
        ("申请人王喆申请的你单位产值", "写到了申请人的“王喆”"),
        ("你单位产值，联系电话0537-0000001", "写到了申请人的“0537-0000001”"),
    ],
)
def test_a_letter_to_a_third_party_takes_no_silence_for_consent_and_names_no_applicant(office, summary, words):
    case_id, day = register(office), date(2026, 11, 3)
    with pytest.raises(Refused, match=words):
        procedure.consult_third_party(office, case_id, day, "某某公司", summary, "商业秘密", day)
    assert not load_case(office, case_id, day).state.has("third_party_sent")
