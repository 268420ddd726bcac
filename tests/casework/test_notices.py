"""Every verb that sends a letter or makes a sheet freezes it with its fact; what is taken back is voided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from caseapp.casework.handling import correcting, procedure
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Refused, save_profile
from caseapp.casework.review.referring import refer_review
from casework.offices import PROFILE, D, at, new_office, register
from casework.test_life import text_of

DAY = D("2026-11-10")
LATER = D("2026-11-12")
PUBLIC = "不公开可能对公共利益造成重大影响"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def objecting(office: Office, case_id: int) -> None:
    """A third party that objects, and a decision to disclose all the same."""
    sent = D("2026-11-03")
    procedure.consult_third_party(office, case_id, sent, "某某公司", "你单位产值", "商业秘密", DAY, "某某路3号")
    for what, agrees in (("received", None), ("replied", False)):
        procedure.record_consultation(office, case_id, "third_party", what, D("2026-11-04"), DAY, agrees=agrees)
    replying.decide_outcome(office, case_id, "provided", D("2026-11-05"), "公共利益", DAY)


def to_review(office: Office, case_id: int) -> None:
    replying.decide_outcome(office, case_id, "provided", D("2026-11-05"), "", DAY)


def nothing(_office: Office, _case_id: int) -> None:
    return


SEARCH = {"who": "张敏", "where": "档案室", "words": "产值", "result": "无"}
Act = Callable[[Office, int], object]
# fact -> what comes before, the verb, the documents it makes with 文号 ("" for a sheet), words of the first
VERBS: dict[str, tuple[Act, Act, list[tuple[str, str]], tuple[str, ...]]] = {
    "reasons_asked": (
        nothing,
        lambda o, c: procedure.ask_reasons(
            o,
            c,
            DAY,
            5,
            "分11天提出",
            DAY,
            period=(D("2026-01-04"), D("2026-11-02")),
            requests=86,
            explain=["相近内容的理由"],
        ),
        [("reasons_notice", "济统依告〔2026〕1号")],
        ("2026年1月4日至2026年11月2日", "申请86件", "5个工作日内", "2026年11月17日", "分11天提出"),
    ),
    "third_party_sent": (
        nothing,
        lambda o, c: procedure.consult_third_party(o, c, DAY, "某某公司", "你单位产值", "商业秘密", DAY),
        [("third_party_notice", "济统依告〔2026〕1号"), ("consultation_told", "济统依告〔2026〕2号")],
        ("某某公司", "15个工作日", "第三方意见回执"),
    ),
    "organ_sent": (
        nothing,
        lambda o, c: procedure.consult_organ(o, c, DAY, "市发展改革委", "", DAY, summary="2023年联合通知"),
        [("organ_notice", "济统依告〔2026〕1号"), ("consultation_told", "济统依告〔2026〕2号")],
        ("市发展改革委", "2023年联合通知", "15个工作日内", "视为同意公开", "机关意见回执"),
    ),
    "transferred": (
        nothing,
        lambda o, c: procedure.transfer(o, c, DAY, "综合科", "刘建国", DAY, term=3),
        [("transfer_slip", "")],
        ("综合科", "刘建国", "3个工作日内，2026年11月13日前", "内部流转不停止答复期限"),
    ),
    "fee_noticed": (
        nothing,
        lambda o, c: procedure.notice_fee(o, c, DAY, "pages", 109, DAY),
        [("fee_notice", "济统依告〔2026〕1号")],
        (
            "共109页",
            "第31页至第100页，每页10元，计700元",
            "第101页至第109页，每页20元，计180元",
            "以上合计880元",
            "次日起20个工作日内",
            "2026年12月8日",
            "请与我局联系",
        ),
    ),
    "excess_delay": (
        nothing,
        lambda o, c: procedure.delay(o, c, DAY, D("2026-12-31"), "本月86件", DAY),
        [("delay_notice", "济统依告〔2026〕1号")],
        ("2026年12月31日", "本月86件", "第三十五条"),
    ),
    "withdrawn": (
        nothing,
        lambda o, c: procedure.withdraw(o, c, DAY, "电话撤回", DAY),
        [("reply_withdrawn", "济统依复〔2026〕1号")],
        ("2026年11月10日，您向我局撤回上述申请", "终结办理"),
    ),
    "searched": (
        nothing,
        lambda o, c: replying.decide_outcome(o, c, "not_existing", DAY, "", DAY, search=SEARCH),
        [("search_record", "")],
        ("2026年11月10日", "张敏", "档案室", "产值", "无"),
    ),
    "third_party_told": (
        objecting,
        lambda o, c: procedure.notify_third_party(o, c, DAY, PUBLIC, ["咨询合同"], "使用财政资金", DAY),
        [("disclosure_notice", "济统依告〔2026〕3号")],
        ("某某公司", "2026年11月3日", "济统依告〔2026〕1号", "咨询合同", "使用财政资金", "申请行政复议"),
    ),
    "review_referred": (
        to_review,
        lambda o, c: refer_review(
            o, c, DAY, "某某保密局", "某某方案", "是否涉密", DAY, term=5, enclosed=["方案（纸质1份）"]
        ),
        [("secrecy_referral", "济统依告〔2026〕1号")],
        ("某某保密局", "某某方案", "是否涉密", "第十七条", "2026年11月17日", "方案（纸质1份）"),
    ),
}


def made_by(office: Office, case_id: int, before: Act, act: Act) -> list:
    before(office, case_id)
    kept = {d.id for d in at(office, case_id, "2026-11-12").documents}
    act(office, case_id)
    return [d for d in at(office, case_id, "2026-11-12").documents if d.id not in kept]


@pytest.mark.parametrize("kind", list(VERBS))
def test_the_verb_freezes_its_letter_on_its_day(office: Office, kind: str) -> None:
    case_id = register(office)
    before, act, documents, words = VERBS[kind]
    made = made_by(office, case_id, before, act)
    assert [(d.template, d.number) for d in made] == documents
    assert {d.made_on for d in made} == {DAY}
    text = text_of(office, made[0].id).replace("\n", "")
    assert [word for word in words if word not in text] == []
    fact = next(f for f in at(office, case_id, "2026-11-12").all_facts if f.kind == kind)
    assert fact.document_id == made[0].id
    assert fact.detail.get("number", "") == documents[0][1]


@pytest.mark.parametrize("kind", list(VERBS))
def test_what_is_taken_back_voids_all_it_made(office: Office, kind: str) -> None:
    case_id = register(office)
    before, act, documents, _ = VERBS[kind]
    made = made_by(office, case_id, before, act)
    fact = next(f for f in at(office, case_id, "2026-11-12").facts if f.kind == kind)
    correcting.void_fact(office, case_id, fact.id, "登记有误", LATER)
    kept = {d.id: d for d in at(office, case_id, "2026-11-12").documents}
    assert [kept[d.id].void_reason for d in made] == ["登记有误"] * len(documents)
    act(office, case_id)
    again = [d for d in at(office, case_id, "2026-11-12").documents if not d.voided][-len(documents) :]
    assert [d.template for d in again] == [template for template, _ in documents]


_SHEETS = {"transferred", "searched"}


@pytest.mark.parametrize("kind", [kind for kind in VERBS if kind not in _SHEETS])
def test_a_letter_that_went_out_is_not_redated(office: Office, kind: str) -> None:
    case_id = register(office)
    before, act, _, _ = VERBS[kind]
    made_by(office, case_id, before, act)
    fact = next(f for f in at(office, case_id, "2026-11-12").facts if f.kind == kind)
    with pytest.raises(Refused, match="印在发出的文书上"):
        correcting.correct_fact(office, case_id, fact.id, LATER, "登记有误", LATER)


@pytest.mark.parametrize("kind", sorted(_SHEETS))
def test_a_corrected_sheet_is_made_anew(office: Office, kind: str) -> None:
    case_id = register(office)
    before, act, documents, _ = VERBS[kind]
    (old,) = made_by(office, case_id, before, act)
    fact = next(f for f in at(office, case_id, "2026-11-12").facts if f.kind == kind)
    correcting.correct_fact(office, case_id, fact.id, LATER, "日期有误", LATER)
    case = at(office, case_id, "2026-11-12")
    kept = [d for d in case.documents if d.template == documents[0][0]]
    assert [(d.id == old.id, d.voided, str(d.made_on)) for d in kept] == [
        (True, True, "2026-11-10"),
        (False, False, "2026-11-12"),
    ]
    assert next(f for f in case.all_facts if f.supersedes == fact.id).document_id == kept[1].id


@pytest.mark.parametrize("kind", [kind for kind, verb in VERBS.items() if verb[2][0][1]])
def test_no_letter_without_a_code_of_the_organ(office: Office, kind: str) -> None:
    case_id = register(office)
    before, act, _, _ = VERBS[kind]
    before(office, case_id)
    save_profile(office, replace(PROFILE, code_notice="", code_reply=""), complete=False)
    with pytest.raises(Refused, match="机关信息中没有填写机关代字，不能取文号"):
        act(office, case_id)
    assert not at(office, case_id, "2026-11-12").state.has(kind)


# what a handler may type into a letter other than a reply, and the sentence that stops it
WRONG_WORDS = [
    ("请说明申请用途和自身生产、生活、科研等特殊需要", "三需要|用途|特殊需要"),
    ("说明需要的年份（待补）", "还有没填的“（待补）”"),
    ("2026年2月30日以后的数据", "不是日历上有的日期"),
    ("可向山东省统计局申请行政复议", "不是机关信息中的“济宁市人民政府”"),
    ("可向某甲区人民法院提起诉讼", "不是机关信息中的“某某人民法院”"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG_WORDS)
def test_a_notice_with_wrong_words_does_not_go_out_and_draws_no_number(
    office: Office, words: str, sentence: str
) -> None:
    case_id = register(office)
    with pytest.raises(Refused, match=sentence):
        procedure.ask_clarification(office, case_id, DAY, "年份不明", [words], 15, "", DAY)
    case = at(office, case_id, "2026-11-10")
    assert "clarification_sent" not in {fact.kind for fact in case.facts}
    procedure.ask_clarification(office, case_id, DAY, "年份不明", ["年份"], 15, "", DAY)
    numbers = [d.number for d in at(office, case_id, "2026-11-10").documents if d.number]
    assert numbers == ["济统依告〔2026〕1号"]


def test_the_approval_form_tells_how_the_outcome_was_reasoned(office: Office) -> None:
    case_id = register(office)
    path = [("alive", 1), ("clear", 1)]
    replying.decide_outcome(office, case_id, "petition", DAY, "", DAY, path=path)
    draft = drafting.ReplyDraft({"kind": "投诉", "reason": "反映的是工资待遇问题", "ways": ["信访部门"]})
    replying.submit(office, case_id, DAY, "拟不予处理", DAY, draft=draft)
    (form,) = [d for d in at(office, case_id, "2026-11-10").documents if d.template == "approval_form"]
    text = "".join(text_of(office, form.id).split())
    assert "判断过程补不补：都没有，继续办理，看得出，能据此查找。依据：" in text
    assert "第三十九条第一款" in text
