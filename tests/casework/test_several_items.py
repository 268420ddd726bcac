"""A reply to several items: an answer each, one letter, the remedies of each kind, one counted row."""

from __future__ import annotations

import io

import pytest
from docx import Document

from caseapp.casework.casefile import load_case
from caseapp.casework.letters import replying, wordcopies
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.office import Refused
from caseapp.casework.year.yearbook import count_year
from caseapp.cli.main import main
from caseapp.law.outcomes import UnknownOutcome
from caseapp.law.permits import NotAllowed
from casework.offices import D, new_office, pass_review, register

DAY = D("2026-11-03")
ITEMS = (
    ("2025年全市统计公报", "provided"),
    ("规模以上工业企业名录", "forbidden_by_law"),
    ("1985年乡镇统计年报", "not_existing"),
)
SEARCH = {"who": "张敏", "where": "局档案室", "words": "1985、乡镇年报", "result": "没有检索到"}
SLOTS = {
    "item_1": "提供《2025年济宁市国民经济和社会发展统计公报》",
    "item_2": "名录能够识别单个统计调查对象。",
    "item_3": "我局于2026年11月3日检索了局档案室的全部年报，没有检索到",
    "materials": ["2025年统计公报"],
    "pages": 12,
    "way": "随本答复书邮寄纸质复印件",
}


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "office.caseapp")
    yield made
    made.close()


def decided(office, items=ITEMS, outcome="partial", reason="逐项判断", **more):
    case_id = register(office)
    replying.decide_outcome(office, case_id, outcome, DAY, reason, DAY, items=items, search=SEARCH, **more)
    return case_id


def finalised(office):
    case_id = decided(office)
    pass_review(office, case_id, "2026-11-04", conclusion="部分公开")
    day = D("2026-11-05")
    replying.submit(office, case_id, day, "拟逐项答复", day, draft=ReplyDraft(SLOTS))
    replying.sign_off(office, case_id, day, "王立新", "分管领导", day)
    replying.finalise(office, case_id, day, draft=ReplyDraft(SLOTS))
    return case_id


def test_one_given_one_withheld_one_not_existing_is_counted_once_as_partial(office):
    case_id = finalised(office)
    case = load_case(office, case_id, D("2026-11-05"))
    assert (case.outcome.id, case.outcome.row, case.outcome.letter) == ("partial", 4, "reply_several")
    assert office.record.index_row(case_id).outcome == "partial"
    replying.attach_sealed(office, case_id, "盖章.pdf", b"%PDF-1.7 scan", D("2026-11-05"), D("2026-11-05"))
    from caseapp.casework.handling.service import serve

    serve(office, case_id, "post", D("2026-11-06"), D("2026-11-06"), tracking="EX1")
    table = count_year(office, 2026).tables.table3
    assert [row for row, cells in table.items() if 3 <= row <= 23 and cells[-1]] == [4]


def test_the_letter_answers_each_item_with_its_article_and_tells_both_remedies(office):
    document = load_case(office, finalised(office), D("2026-11-05")).reply
    text = "".join(p.text for p in Document(io.BytesIO(wordcopies.word_copy_of(office, document.id))).paragraphs)
    for words in (
        "您的申请有三项内容，现逐项答复如下：",
        "一、关于“2025年全市统计公报”提供《2025年济宁市国民经济和社会发展统计公报》。根据《中华人民共和国政府信息公开条例》"
        "第三十六条第（二）项的规定，该项信息予以公开。",
        "二、关于“规模以上工业企业名录”名录能够识别单个统计调查对象。根据《中华人民共和国统计法》第二十八条和《中华人民共和国"
        "政府信息公开条例》第十四条、第三十六条第（三）项的规定，该项信息不予公开。",
        "三、关于“1985年乡镇统计年报”我局于2026年11月3日检索了局档案室的全部年报，没有检索到。根据《中华人民共和国政府信息"
        "公开条例》第三十六条第（四）项的规定，告知您该项政府信息不存在。",
        "予以公开的信息，随本答复书邮寄纸质复印件，共12页：2025年统计公报。",
        "对本答复书中不予公开的部分不服的，应当先自收到本答复书之日起六十日内依法向济宁市人民政府申请行政复议",
        "对本答复书的其他部分不服的，可以自收到本答复书之日起六十日内依法向济宁市人民政府申请行政复议，也可以",
    ):
        assert words in text


def test_an_unanswered_item_and_a_missing_search_block(office):
    case_id = decided(office)
    pass_review(office, case_id, "2026-11-04", conclusion="部分公开")
    day = D("2026-11-05")
    slots = {key: value for key, value in SLOTS.items() if key != "item_2"}
    found = replying.preview(office, load_case(office, case_id, day), ReplyDraft(slots), day)
    assert [f.text for f in found.findings if f.code == "blank_slot"] == ["“第（二）项答复内容”没有填写"]
    other = register(office, applicant="赵堃")
    replying.decide_outcome(office, other, "partial", DAY, "", DAY, items=ITEMS)
    found = replying.preview(office, load_case(office, other, day), ReplyDraft(SLOTS), day)
    assert "no_search" in {f.code for f in found.findings}
    assert "review_missing" in {f.code for f in found.findings}


def test_another_row_than_the_rule_needs_a_reason_and_is_kept(office):
    case_id = register(office)
    with pytest.raises(Refused, match="按规则这件申请计入“部分公开”，改计“予以公开（提供）”请写明理由"):
        replying.decide_outcome(office, case_id, "provided", DAY, "", DAY, items=ITEMS, search=SEARCH)
    replying.decide_outcome(office, case_id, "provided", DAY, "按统计口径", DAY, items=ITEMS, search=SEARCH)
    assert load_case(office, case_id, DAY).outcome.row == 3


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((("公报", "provided"),), "2 至 20 项"),
        ((("公报", "provided"), ("", "not_existing")), "第 2 项没有写申请的内容"),
        ((("公报", "provided"), ("年报", "fee_lapsed")), "对整件申请的处理"),
        ((("公报", "provided"), ("年" * 501, "not_existing")), "500 字"),
    ],
)
def test_items_that_make_no_reply_are_refused_and_change_nothing(office, items, words):
    case_id = register(office)
    with pytest.raises((Refused, NotAllowed, Exception), match=words):
        replying.decide_outcome(office, case_id, "provided", DAY, "", DAY, items=items)
    assert load_case(office, case_id, DAY).outcome is None


def test_an_unknown_outcome_is_named(office):
    with pytest.raises(UnknownOutcome, match="没有“nothing”这种办理结果"):
        decided(office, (("公报", "provided"), ("年报", "nothing")))


def test_markup_asked_for_is_printed_as_typed(office):
    items = (("<b>{{ 7*7 }}</b>|#分页", "provided"), ("年报", "not_existing"))
    case_id = decided(office, items, "provided")
    day = D("2026-11-03")
    found = replying.preview(office, load_case(office, case_id, day), ReplyDraft({}), day)
    assert "关于“<b>{{ 7*7 }}</b>|#分页”" in found.sheet.text


def test_a_decision_made_anew_for_the_whole_leaves_the_items(office):
    case_id = decided(office)
    replying.decide_outcome(office, case_id, "provided", DAY, "改定", DAY)
    case = load_case(office, case_id, DAY)
    assert (case.outcome.items, case.outcome.letter) == ((), "reply_provided")


def test_a_2023_reply_to_several_items_prints_the_law_of_2023(tmp_path):
    office = new_office(tmp_path / "old.caseapp", "2023-05-08")
    try:
        case_id = register(office, "2023-05-08", arrived=D("2023-05-08"))
        day = D("2023-05-09")
        replying.decide_outcome(office, case_id, "partial", day, "", day, items=ITEMS, search=SEARCH)
        text = replying.preview(office, load_case(office, case_id, day), ReplyDraft(SLOTS), day).sheet.text
        assert "《中华人民共和国统计法》第二十五条" in text
        assert "向济宁市人民政府或者山东省统计局申请行政复议" in text
        assert "应当先" not in text
    finally:
        office.close()


def test_the_command_line_takes_items(office, capsys):
    number = load_case(office, register(office), DAY).row.number
    record = str(office.record.path)
    arguments = ["fact", number, "outcome_decided:2026-11-03", "--record", record, "--today", "2026-11-03"]
    arguments += [text for asked, key in ITEMS for text in ("--item", f"{key}={asked}")]
    assert main([*arguments, "--search", "who=张敏", "--search", "where=档案室", "--search", "words=年报",
                 "--search", "result=无"]) == 0
    case = load_case(office, 1, DAY)
    assert [(item.asked, item.outcome.id) for item in case.outcome.items] == list(ITEMS)
    assert case.outcome.id == "partial"
    assert main([*arguments[:3], "--item", "provided", "--record", record]) == 1
    assert "应当写成 办理结果=申请内容" in capsys.readouterr().err
