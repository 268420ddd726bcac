"""Each piece of bad input gets one clear Chinese sentence, changes nothing and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseapp.casework import files
from caseapp.casework.handling import correcting, disputes, procedure, service
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office
from caseapp.casework.receiving.intake import register as register_form
from caseapp.casework.review import reviewing
from caseapp.law.errors import LawRefusal
from casework.offices import PDF, SLOTS, D, application, at, finalise, new_office, register, to_sign_off

T = D("2026-11-20")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def clarify(o: Office, c: int, **k: Any) -> None:
    values = {"sent": D("2026-11-04"), "unclear": "不明", "items": ["年份"], "term": 15, "guidance": "", "today": T} | k
    procedure.ask_clarification(o, c, **values)


def extend(o: Office, c: int, days: int = 5, on: str = "2026-11-20", reason: str = "材料多") -> None:
    procedure.extend(o, c, D(on), days, reason, "王立新", T)


Act = Callable[[Office, int], object]
CASES: list[tuple[str, Act, str]] = [
    ("a fact dated in the future", lambda o, c: procedure.withdraw(o, c, D("2026-11-21"), "", T), "将来的日期"),
    ("a date before receipt", lambda o, c: procedure.withdraw(o, c, D("2026-11-01"), "", T), "早于收件日期"),
    ("an extension over 20", lambda o, c: extend(o, c, 21), "1 至 20"),
    ("an extension without reason", lambda o, c: extend(o, c, reason=" "), "延期理由"),
    ("a reply before review", lambda o, c: _reply_early(o, c), "先审查、后公开"),
    ("serving before finalising", lambda o, c: service.serve(o, c, "post", T, T, tracking="1"), "还没有定稿"),
    ("archiving before service", lambda o, c: service.archive(o, c, "1", T, T), "没有送达"),
    ("an answer before the question", lambda o, c: procedure.receive_clarification(o, c, T, "", T), "还没有告知补正"),
    ("nothing to supply", lambda o, c: clarify(o, c, items=[]), "没有填写"),
    ("an absurd term", lambda o, c: clarify(o, c, term=0), "1 至 60"),
    ("a fee below the tariff", lambda o, c: procedure.notice_fee(o, c, T, "items", 3, T), "没有达到收费标准"),
    ("both tariffs", lambda o, c: procedure.notice_fee(o, c, T, "both", 50, T), "不能并用"),
    (
        "a lapse that has not happened",
        lambda o, c: replying.decide_outcome(o, c, "clarification_lapsed", T, "", T),
        "期限没有届满",
    ),
    ("an unknown outcome", lambda o, c: replying.decide_outcome(o, c, "xyz", T, "", T), "从列表中选择"),
    ("an unknown way of service", lambda o, c: service.serve(o, c, "pigeon", T, T), "送达方式应当是"),
    ("no outcome, no review", lambda o, c: reviewing.save_review(o, c, "x", {}, {}, "", "", T), "还没有判断办理结果"),
    ("an empty file", lambda o, c: files.attach(o, c, "other", "a.txt", b"", T, not_secret=True), "空文件"),
    ("a secret file", lambda o, c: files.attach(o, c, "other", "机密★10年.pdf", PDF, T, not_secret=True), "国家秘密"),
    ("not said to be open", lambda o, c: files.attach(o, c, "other", "a.pdf", PDF, T, not_secret=False), "没有确认"),
    (
        "a file that is not what its ending says",
        lambda o, c: files.attach(o, c, "other", "a.pdf", b"MZ not a pdf", T, not_secret=True),
        "扩展名不符",
    ),
    ("a correction without reason", lambda o, c: correcting.correct_fact(o, c, 1, T, "", T), "更正原因"),
    ("voiding registration", lambda o, c: correcting.void_fact(o, c, _fact(o, c, "registered"), "误", T), "不能作废"),
    (
        "a result of nothing filed",
        lambda o, c: disputes.record_dispute(o, c, "reconsideration_decided", T, T, result="维持"),
        "还没有登记",
    ),
]


def _reply_early(o: Office, c: int) -> None:
    replying.submit(o, c, T, "", T)


def _fact(o: Office, c: int, kind: str) -> int:
    return next(f.id for f in at(o, c, "2026-11-20").facts if f.kind == kind)


@pytest.mark.parametrize(("act", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_refused_in_one_sentence_and_nothing_changed(office: Office, act: Act, words: str) -> None:
    case_id = register(office)
    if words == "先审查、后公开":
        replying.decide_outcome(office, case_id, "provided", T, "", T)
    before = (office.record.journal_head(), at(office, case_id, "2026-11-20"))
    with pytest.raises(LawRefusal, match=words) as refusal:
        act(office, case_id)
    assert "\n" not in refusal.value.sentence
    assert refusal.value.sentence.endswith("。")
    assert (office.record.journal_head(), at(office, case_id, "2026-11-20")) == before


def test_a_second_extension_is_refused(office: Office) -> None:
    case_id = register(office)
    extend(office, case_id)
    with pytest.raises(LawRefusal, match="只能延长一次"):
        extend(office, case_id)


REGISTRATIONS = [
    ({"applicant": ""}, "“申请人”没有填写"),
    ({"applicant": "王" * 101}, "超过了 100 字"),
    ({"request": " \n "}, "“申请内容”没有填写"),
    ({"request": "字" * 10_001}, "超过了 10000 字"),
    ({"applicant": "王\x00喆"}, "U\\+0000"),
    ({"applicant": "王\u202e喆"}, "U\\+202E"),
    ({"arrived": D("2027-01-01")}, "将来的日期"),
    ({"arrived": D("2019-05-14")}, "修订前的条例"),
    ({"arrived": D("1900-01-01")}, "修订前的条例"),
    ({"channel": "pigeon"}, "申请渠道应当是"),
    ({"applicant_class": "robot"}, "申请人类别应当是"),
    ({"channel": "email", "confirmed": D("2026-11-01")}, "早于到件日期"),
    ({"number": "../../x"}, "登记编号“../../x”只能用"),
]


@pytest.mark.parametrize(("changes", "words"), REGISTRATIONS)
def test_a_registration_that_cannot_be_is_refused_whole(office: Office, changes: dict[str, Any], words: str) -> None:
    before = office.record.journal_head()
    with pytest.raises(LawRefusal, match=words):
        register_form(office, application(**changes), D("2026-11-02"))
    assert office.record.journal_head() == before
    assert office.record.case_ids() == []


def test_a_duplicate_number_is_refused(office: Office) -> None:
    register(office, number="甲-1")
    with pytest.raises(Exception, match="已经使用过"):
        register(office, number="甲-1")
    assert len(office.record.case_ids()) == 1


@pytest.mark.parametrize("name", ["<b>{{7*7}}</b>", "=cmd|' /C calc'!A0", "#署名 {% x %} | y", "𬱟䶮喆"])
def test_a_strange_name_is_kept_and_printed_literally(office: Office, name: str) -> None:
    from casework.test_life import text_of

    case_id = register(office, applicant=name)
    case = at(office, case_id, "2026-11-02")
    assert case.row.applicant == name
    assert "".join(name.split()) in text_of(office, case.documents[0].id)


def test_ten_thousand_characters_are_registered_and_answered(office: Office) -> None:
    from casework.test_life import text_of

    request = ("关于二〇二五年全市分行业增加值的统计资料，" * 500)[:10_000]
    case_id = register(office, request=request)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    finalise(office, case_id, "not_responsible", "2026-11-10")
    reply = at(office, case_id, "2026-11-10").reply
    assert reply.pages > 5
    assert request[-60:] in text_of(office, reply.id)


def test_a_name_no_font_can_print_is_registered_without_its_receipt(office: Office) -> None:
    done = register_form(office, application(applicant="王\U0001f600"), D("2026-11-02"))
    assert "U+1F600" in done.note
    case = at(office, done.case_id, "2026-11-02")
    assert case.row.applicant == "王\U0001f600"
    assert case.documents == ()


def test_a_character_no_font_has_stops_finalising_and_keeps_the_draft(office: Office) -> None:
    case_id = register(office)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    slots = SLOTS["not_responsible"] | {"reason": "由调查队\U0001f600负责"}
    outcome = office.outcomes["not_responsible"]
    drafting.save_reply_draft(office, case_id, outcome, drafting.ReplyDraft(slots, "post"))
    with pytest.raises(LawRefusal, match="U\\+1F600"):
        replying.finalise(office, case_id, D("2026-11-10"))
    assert drafting.reply_draft(office, at(office, case_id, "2026-11-10")).slots == slots
