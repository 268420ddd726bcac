from __future__ import annotations

from datetime import date

import pytest

from caseapp.documents.press import typeset
from caseapp.documents.templates import Slot, TemplateError, load_templates, parse, slot_problem
from documents.letter_samples import full_context

HEADER = '+++\nid = "t"\nversion = "1"\ntitle = "甲"\nkind = "form"\nguide = "乙"\n+++\n'

OUTCOMES = {
    "reply_provided": "provided", "reply_already_public": "already_public", "reply_partial": "partial",
    "reply_forbidden_by_law": "forbidden_by_law", "reply_third_party": "third_party_rights",
    "reply_not_existing": "not_existing", "reply_not_responsible": "not_responsible",
    "reply_state_secret": "state_secret", "reply_three_safeties": "three_safeties",
    "reply_internal_affairs": "internal_affairs", "reply_process_information": "process_information",
    "reply_enforcement_file": "enforcement_file", "reply_special_query": "special_query",
    "reply_needs_making": "needs_making", "reply_unclear": "unclear_after_clarification",
    "reply_petition": "petition", "reply_repeated": "repeated", "reply_publication": "publication",
    "reply_excessive": "excessive", "reply_reconfirmation": "reconfirmation",
    "reply_clarification_lapsed": "clarification_lapsed", "reply_fee_lapsed": "fee_lapsed",
}
NOTICES = {
    "receipt", "clarification_notice", "extension_notice", "third_party_notice", "reasons_notice", "delay_notice",
    "consultation_told", "organ_notice", "assist_letter", "fee_notice", "secrecy_referral", "correction_forward",
    "reply_withdrawn",
}
TELLING_REMEDIES = {"disclosure_notice", "correction_notice"}
FORMS = {
    "registration_form", "review_form", "service_receipt", "approval_form", "transfer_slip", "search_record",
    "file_contents", "file_note", "application_form",
}


def test_every_letter_is_there_with_guide_and_outcome():
    templates = load_templates()
    assert set(OUTCOMES) | NOTICES | TELLING_REMEDIES | FORMS <= set(templates)
    assert templates["reply_withdrawn"].outcomes == ("withdrawn",)
    for template_id, outcome in OUTCOMES.items():
        assert templates[template_id].outcomes == (outcome,)
        assert templates[template_id].remedy
        assert templates[template_id].evidence
    for template in templates.values():
        assert len(template.guide) > 40
        assert template.basis
        assert all(slot.help or slot.example or slot.choices or slot.label for slot in template.slots)


@pytest.mark.parametrize(
    ("template_id", "words"),
    [
        ("reply_state_secret", ("密级为秘密", "保密期限为10年", "已由某某机关依法确定为国家秘密")),
        ("reply_three_safeties", ("可能危及国家安全", "设施的安全防护难以保障")),
        ("reply_internal_affairs", ("人事管理信息", "可以不予公开")),
        ("reply_process_information", ("形成的讨论记录", "可以不予公开")),
        ("reply_enforcement_file", ("行政执法案卷信息可以不予公开",)),
        ("reply_special_query", ("查询的机构：", "查询的办法：")),
        ("reply_needs_making", ("加工、分析", "无法提供")),
        ("reply_unclear", ("2026年10月14日告知补正", "仍不明确")),
        ("reply_petition", ("信访事项", "通过下列渠道提出")),
        ("reply_repeated", ("2026年5月12日作出答复（济统依复〔2026〕12号）", "不予重复处理")),
        ("reply_publication", ("《济宁统计年鉴2025》", "获取的途径")),
        ("reply_excessive", ("2026年1月4日至2026年10月8日", "申请15件", "提出的理由是", "上述理由不合理")),
        ("reply_reconfirmation", ("2026年5月14日", "已经获取")),
        ("reply_clarification_lapsed", ("济统依告〔2026〕3号", "2026年11月13日届满", "视为放弃申请")),
        ("reply_fee_lapsed", ("2026年10月14日作出收费通知书", "2026年11月13日届满", "视为放弃申请")),
    ],
)
def test_a_refusal_states_what_its_ground_demands(template_id, words):
    template = load_templates()[template_id]
    text = typeset(template, full_context(template)).text.replace("\n", "")
    assert [word for word in words if word not in text] == []


def test_a_secret_whose_name_is_secret_goes_unnamed():
    template = load_templates()["reply_state_secret"]
    slots = {"level": "秘密", "term": "10年", "organ": "某某机关"}
    text = typeset(template, {**full_context(template), "slots": slots}).text
    assert "您申请公开的信息，已由某某机关依法确定为国家秘密" in text


def test_where_the_law_names_no_article_none_is_printed():
    template = load_templates()["reply_reconfirmation"]
    assert "条例" not in typeset(template, full_context(template)).text


@pytest.mark.parametrize("template_id", sorted(NOTICES | FORMS))
def test_procedural_letters_and_forms_carry_no_remedy_clause(template_id):
    template = load_templates()[template_id]
    assert not template.remedy
    assert "行政复议" not in typeset(template, full_context(template)).text


def test_the_third_party_is_never_told_that_silence_means_consent_nor_who_asks():
    template = load_templates()["third_party_notice"]
    text = typeset(template, full_context(template)).text
    assert "视为同意" not in text
    assert "由我局依照条例的规定决定是否公开" in text
    assert "15个工作日" in text
    for private in ("王喆", "13900000000", "370811", "wang@example.cn"):
        assert private not in text


@pytest.mark.parametrize(("is_person", "word"), [(True, "您申请公开的信息"), (False, "你单位申请公开的信息")])
def test_a_person_is_addressed_as_nin_and_an_organisation_as_ni_danwei(is_person, word):
    template = load_templates()["reply_provided"]
    assert word in typeset(template, full_context(template, is_person=is_person)).text


def test_a_required_blank_left_empty_prints_a_line_to_write_on():
    template = load_templates()["reply_not_existing"]
    assert "我局对＿＿＿＿进行了检索" in typeset(template, {"office": {"name": "济宁市统计局"}}).text


@pytest.mark.parametrize(
    ("source", "line", "word"),
    [
        ("没有说明\n", 1, "+++"),
        ('+++\nid = "t"\nversion = \ntitle = "甲"\n+++\n', 3, "TOML"),
        ('+++\nid = "t"\n+++\n', 1, "version"),
        (HEADER.replace('"form"', '"poem"'), 5, "kind"),
        (HEADER.replace('id = "t"', 'id = "u"'), 2, "文件名"),
        (HEADER.replace("+++\n", '+++\ncolour = "red"\n', 1), 2, "colour"),
        (HEADER.replace('"乙"\n', '"乙"\n[[slot]]\nname = "a"\nlabel = "甲"\ntype = "poem"\n'), 7, "type"),
        (HEADER + "甲\n#署明 甲 | 乙\n", 9, "#署明"),
        (HEADER + "甲\n\n{% if a %}\n", 10, "写法"),
        (HEADER + "{% macro a() %}{% endmacro %}\n", 8, "宏"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(source, line, word):
    with pytest.raises(TemplateError) as caught:
        parse("t.txt", source)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"模板 t.txt 第 {line} 行：")
    assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"), [("#行 甲\n", 0), ("#左右 甲\n", 0), ("#表 1 1\n#行 甲\n", 0)],
)
def test_a_fault_that_shows_when_filling_names_the_file(text, line):
    template = parse("t.txt", HEADER + text, trusted=True)
    with pytest.raises(TemplateError) as caught:
        typeset(template, {})
    assert caught.value.line == line
    assert "模板 t.txt" in str(caught.value)


def test_a_template_knows_when_it_is_in_force():
    template = load_templates()["receipt"]
    assert not template.in_force(date(2019, 5, 14))
    assert template.in_force(date(2019, 5, 15))


@pytest.mark.parametrize(
    ("slot", "value", "word"),
    [
        (Slot("a", "甲", required=True), "", "请填写“甲”"),
        (Slot("a", "甲"), "", None),
        (Slot("a", "甲", max_length=3), "四个字了", "最多 3 字"),
        (Slot("a", "甲", "list", max_length=3), ["一", "四个字了"], "最多 3 字"),
        (Slot("a", "甲", "int"), "5", None),
        (Slot("a", "甲", "int"), "五", "整数"),
        (Slot("a", "甲", "date"), "2026-11-23", None),
        (Slot("a", "甲", "date"), "2026-13-01", "日期"),
        (Slot("a", "甲", "choice", choices=("乙",)), "乙", None),
        (Slot("a", "甲", "choice", choices=("乙",)), "丙", "选项"),
    ],
)
def test_a_slot_says_what_is_wrong_with_its_value(slot, value, word):
    problem = slot_problem(slot, value)
    assert problem is None if word is None else word in (problem or "")
