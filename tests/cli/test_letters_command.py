"""The letters of the procedure from the command line: each fact freezes its letter, and the blank form is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.test_commands import PROFILE, REGISTER, Desk

DAY = "2026-11-10"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    desk = Desk(tmp_path / "office.caseapp", capsys)
    desk("office", *(f"--set={key}={value}" for key, value in PROFILE.items()), "--person", "张敏")
    desk(*REGISTER)
    return desk


OBJECTION = [
    ["third_party_sent:2026-11-04", "--party", "某某公司", "--summary", "你单位产值"],
    ["third_party_replied:2026-11-05", "--agrees", "no"],
    ["outcome_decided:2026-11-06", "--outcome", "provided"],
]
# what comes before, the command, the titles and numbers it adds
LETTERS = {
    "a 转办单": ([], ["transferred:2026-11-10:3", "--department", "综合科"], [("政府信息公开申请转办单", "")]),
    "a 协办函": (
        [],
        ["transferred:2026-11-10", "--organ", "市财政局", "--content", "核对", "--letter-number", "济统函〔2026〕7号"],
        [("政府信息公开协办函", "济统函〔2026〕7号")],
    ),
    "reasons asked": (
        [],
        ["reasons_asked:2026-11-10:5", "--from", "2026-01-04", "--until", "2026-11-02", "--requests", "86"],
        [("政府信息公开申请说明理由告知书", "济统依告〔2026〕1号")],
    ),
    "an organ asked": (
        [],
        ["organ_sent:2026-11-10", "--party", "市发展改革委", "--summary", "联合通知"],
        [
            ("政府信息公开征求意见书（共同制作机关）", "济统依告〔2026〕1号"),
            ("政府信息公开申请征求意见告知书", "济统依告〔2026〕2号"),
        ],
    ),
    "a fee": (
        [],
        ["fee_noticed:2026-11-10", "--pages", "52", "--payment", "到窗口缴纳"],
        [("政府信息公开信息处理费收费通知书", "济统依告〔2026〕1号")],
    ),
    "a delay": (
        [],
        ["excess_delay:2026-11-10:2026-12-31", "--reason", "件数多"],
        [("政府信息公开申请延迟答复告知书", "济统依告〔2026〕1号")],
    ),
    "a withdrawal": ([], ["withdrawn:2026-11-10"], [("政府信息公开申请终结办理告知书（撤回）", "济统依复〔2026〕1号")]),
    "a search": (
        [],
        ["outcome_decided:2026-11-10", "--outcome", "not_existing", "--search", "who=张敏"],
        [("政府信息检索记录", "")],
    ),
    "a third party told": (
        OBJECTION,
        ["third_party_told:2026-11-10", "--ground", "public", "--item", "咨询合同", "--reason", "使用财政资金"],
        [("政府信息依申请公开告知书（告知第三方）", "济统依告〔2026〕3号")],
    ),
    "a referral": (
        [["outcome_decided:2026-11-06", "--outcome", "provided"]],
        ["review_referred:2026-11-10:5", "--party", "某某保密局", "--content", "某某方案", "--doubt", "是否涉密"],
        [("政府信息公开保密审查送审函", "济统依告〔2026〕1号")],
    ),
}


@pytest.mark.parametrize("what", list(LETTERS))
def test_a_fact_freezes_its_letter(desk: Desk, what: str) -> None:
    before, command, made = LETTERS[what]
    for fact in before:
        desk("fact", "2026-001", *fact, today=DAY)
    known = len(desk("show", "2026-001", today=DAY)["documents"])
    desk("fact", "2026-001", *command, today=DAY)
    documents = desk("show", "2026-001", today=DAY)["documents"][known:]
    assert [(d["title"], d["number"]) for d in documents] == made
    assert {d["made_on"] for d in documents} == {DAY}


def test_a_period_has_two_ends_and_a_ground_is_chosen(desk: Desk) -> None:
    said = desk.refused("fact", "2026-001", "reasons_asked:2026-11-10:5", "--from", "2026-01-04", today=DAY)
    assert "--from 和 --until 一同给出" in said
    for fact in OBJECTION:
        desk("fact", "2026-001", *fact, today=DAY)
    told = ("third_party_told:2026-11-10", "--item", "合同", "--reason", "资金")
    said = desk.refused("fact", "2026-001", *told, today=DAY)
    assert "“仍然公开的根据”没有填写" in said


def test_the_blank_form_is_written_for_persons_and_organisations(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "空白.pdf"
    assert desk("blank", str(place)) == {"file": str(place), "pages": 2}
    assert place.read_bytes().startswith(b"%PDF")
