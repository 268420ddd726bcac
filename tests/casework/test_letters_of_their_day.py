"""A letter prints the law of its own day: what is cited at three dates, written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.handling import procedure, service
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Refused
from caseapp.casework.review import reviewing
from casework.offices import PDF, SLOTS, D, at, new_office, pass_review, register
from casework.test_life import text_of

DAYS = ("2021-06-01", "2024-06-03", "2026-11-24")
RECEIVED = {"2021-06-01": "2021-05-24", "2024-06-03": "2024-05-27", "2026-11-24": "2026-11-16"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp", "2026-11-24")
    yield opened
    opened.close()


def case_of(office: Office, day: str) -> int:
    """A case received a week before the day, entered late today."""
    return register(office, "2026-11-24", arrived=D(RECEIVED[day]), late_reason="补录旧件")


def newest(office: Office, case_id: int, template: str) -> str:
    documents = at(office, case_id, "2026-11-24").documents
    return text_of(office, [d for d in documents if d.template == template][-1].id)


def refusal_text(office: Office, case_id: int, day: str, outcome: str = "forbidden_by_law") -> str:
    today, on = D("2026-11-24"), D(day)
    replying.decide_outcome(office, case_id, outcome, on, "", today)
    draft = drafting.ReplyDraft(SLOTS["forbidden_by_law"], "post")
    drafting.save_reply_draft(office, case_id, office.outcomes["forbidden_by_law"], draft)
    replying.submit(office, case_id, on, "", today)
    replying.sign_off(office, case_id, on, "王立新", "", today)
    replying.finalise(office, case_id, today, draft=draft, reason="补录")
    return text_of(office, at(office, case_id, "2026-11-24").reply.id)


# day -> what stands in the refusal, what does not
REFUSAL = {
    "2021-06-01": (
        ("统计法》第二十五条", "向济宁市人民政府或者山东省统计局申请行政复议，也可以"),
        ("统计法》第二十八条", "应当先"),
    ),
    "2024-06-03": (
        ("统计法》第二十五条", "应当先自收到本答复书之日起六十日内依法向济宁市人民政府申请行政复议"),
        ("统计法》第二十八条", "山东省统计局", "也可以自收到"),
    ),
    "2026-11-24": (
        ("统计法》第二十八条", "应当先自收到本答复书之日起六十日内依法向济宁市人民政府申请行政复议"),
        ("统计法》第二十五条", "山东省统计局", "也可以自收到"),
    ),
}


@pytest.mark.parametrize("day", DAYS)
def test_a_refusal_by_the_statistics_law(office: Office, day: str) -> None:
    text = refusal_text(office, case_of(office, day), day)
    says, says_not = REFUSAL[day]
    assert [words for words in says if words not in text] == []
    assert [words for words in says_not if words in text] == []


@pytest.mark.parametrize(
    ("outcome", "basis"),
    [
        ("forbidden_by_law:unpublished", "根据《中华人民共和国统计法实施条例》第二十八条和"),
        ("forbidden_by_law:other_law:《中华人民共和国某某法》第十条", "根据《中华人民共和国某某法》第十条和"),
    ],
)
def test_a_refusal_on_another_ground_cites_that_ground_alone(office: Office, outcome: str, basis: str) -> None:
    text = refusal_text(office, case_of(office, "2026-11-24"), "2026-11-24", outcome)
    assert basis in text
    assert "《中华人民共和国统计法》" not in text


# day -> whom the third party may turn to
TURN_TO = {
    "2021-06-01": "向济宁市人民政府或者山东省统计局申请行政复议，也可以自收到本告知书之日起六个月内",
    "2024-06-03": "向济宁市人民政府申请行政复议，也可以自收到本告知书之日起六个月内",
    "2026-11-24": "向济宁市人民政府申请行政复议，也可以自收到本告知书之日起六个月内",
}


@pytest.mark.parametrize("day", DAYS)
def test_a_disclosure_against_an_objection(office: Office, day: str) -> None:
    case_id, today, on = case_of(office, day), D("2026-11-24"), D(day)
    procedure.consult_third_party(office, case_id, on, "某某公司", "你单位产值", "商业秘密", today)
    for what, agrees in (("received", None), ("replied", False)):
        procedure.record_consultation(office, case_id, "third_party", what, on, today, agrees=agrees)
    replying.decide_outcome(office, case_id, "provided", on, "公共利益", today)
    ground = "不公开可能对公共利益造成重大影响"
    procedure.notify_third_party(office, case_id, on, ground, ["合同"], "使用财政资金", today)
    text = newest(office, case_id, "disclosure_notice")
    assert TURN_TO[day] in text
    assert "第十五条、第三十二条" in text
    assert ("山东省统计局" in text) is (day == "2021-06-01")


# day -> provisions of the 审查表 of that day, and those of another
SHEET = {
    "2021-06-01": (
        ("保守国家秘密法", "统计法第二十五条", "条例第十五条"),
        ("保密法第三十五条", "统计法第二十八条", "个人信息保护法"),
    ),
    "2024-06-03": (("保密法第三十五条", "统计法第二十五条", "个人信息保护法"), ("统计法第二十八条",)),
    "2026-11-24": (("保密法第三十五条", "统计法第二十八条", "个人信息保护法"), ("统计法第二十五条",)),
}


@pytest.mark.parametrize("day", DAYS)
def test_the_review_sheet(office: Office, day: str) -> None:
    case_id, on = case_of(office, day), D(day)
    office.now.__self__.day = on
    replying.decide_outcome(office, case_id, "provided", on, "", D("2026-11-24"))
    pass_review(office, case_id, day)
    reviewing.print_review(office, case_id, on)
    text = newest(office, case_id, "review_form")
    says, says_not = SHEET[day]
    assert [words for words in says if words not in text] == []
    assert [words for words in says_not if words in text] == []


@pytest.mark.parametrize(("on", "allowed"), [("2020-12-31", False), ("2021-01-04", True), ("2021-06-01", True)])
def test_no_fee_before_its_rules_are_in_force(office: Office, on: str, allowed: bool) -> None:
    case_id = register(office, "2026-11-24", arrived=D("2020-12-21"), late_reason="补录旧件")
    if not allowed:
        with pytest.raises(Refused, match="2021-01-01 之前没有按这一办法收费的依据"):
            procedure.notice_fee(office, case_id, D(on), "pages", 52, D("2026-11-24"))
        return
    procedure.notice_fee(office, case_id, D(on), "pages", 52, D("2026-11-24"))
    assert "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）" in newest(office, case_id, "fee_notice")


# every letter of the procedure cites the 条例 of 2019 and its article on each of the three days
@pytest.mark.parametrize("day", DAYS)
def test_the_letters_of_the_procedure(office: Office, day: str) -> None:
    case_id, today, on = case_of(office, day), D("2026-11-24"), D(day)
    procedure.transfer(office, case_id, on, "市发展改革委", "", today, organ=True, content="核对数据")
    procedure.ask_reasons(office, case_id, on, 5, "本月 86 件", today)
    procedure.receive_reasons(office, case_id, on, "研究", today, acceptable=True)
    procedure.consult_organ(office, case_id, on, "市发展改革委", "", today, summary="联合通知")
    procedure.record_consultation(office, case_id, "organ", "replied", on, today, agrees=True)
    until = {"2021-06-01": "2021-08-02", "2024-06-03": "2024-08-01", "2026-11-24": "2027-02-01"}[day]
    procedure.delay(office, case_id, on, D(until), "件数多", today)
    for template, words in (
        ("assist_letter", "条例》第十一条"),
        ("reasons_notice", "条例》第三十五条"),
        ("organ_notice", "条例》第三十四条"),
        ("consultation_told", "条例》第三十三条第三款"),
        ("delay_notice", "条例》第三十五条"),
    ):
        text = newest(office, case_id, template)
        assert words in text
        assert f"{on.year}年{on.month}月{on.day}日" in text
        assert f"济统依告〔{on.year}〕" in text


def test_a_late_case_goes_its_whole_way_with_its_letters(office: Office) -> None:
    """补录: every step dated in 2021, recorded in 2026."""
    case_id, today = case_of(office, "2021-06-01"), D("2026-11-24")
    office.now.__self__.day = D("2021-06-01")
    procedure.transfer(office, case_id, D("2021-05-25"), "综合科", "刘建国", today)
    search = {"who": "张敏", "where": "档案室", "words": "产值", "result": "无"}
    replying.decide_outcome(office, case_id, "not_existing", D("2021-06-01"), "", today, search=search)
    draft = drafting.ReplyDraft(SLOTS["not_existing"])
    drafting.save_reply_draft(office, case_id, office.outcomes["not_existing"], draft)
    replying.submit(office, case_id, D("2021-06-02"), "", today)
    replying.sign_off(office, case_id, D("2021-06-02"), "王立新", "", today)
    replying.finalise(office, case_id, today, draft=draft, reason="补录")
    replying.attach_sealed(office, case_id, "盖章.pdf", PDF, D("2021-06-02"), today)
    service.serve(office, case_id, "post", D("2021-06-03"), today, tracking="XA1")
    service.archive(office, case_id, "XXGK-1", D("2021-06-10"), today)
    made = [(d.template, str(d.made_on)) for d in at(office, case_id, "2026-11-24").documents]
    assert made == [
        ("receipt", "2026-11-24"),
        ("transfer_slip", "2021-05-25"),
        ("search_record", "2021-06-01"),
        ("approval_form", "2021-06-02"),
        ("reply_not_existing", "2021-06-02"),
        ("service_receipt", "2021-06-03"),
        ("registration_form", "2021-06-10"),
        ("file_contents", "2021-06-10"),
        ("file_note", "2021-06-10"),
    ]
