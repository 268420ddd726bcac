"""公开件: looked into when they come in, dealt with place by place, masked, reviewed one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from caseapp.casework.files import MarkedSecret, attach
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Refused
from caseapp.casework.review import materials, reviewing
from caseapp.casework.review.disclosed import disclosed
from caseapp.casework.review.masking import Box, find_text
from caseapp.casework.review.referring import record_referral, refer_review
from caseapp.casework.review.review_views import review_view
from caseapp.law.material_looks import ALL_OF, looked_of
from caseapp.law.permits import NotAllowed
from caseapp.law.review import ReviewIncomplete
from casework.offices import SLOTS, D, at, new_office, pass_review, register
from material.made_files import IDS, MOBILE, book, pdf, word

DAY = D("2026-11-10")
LINES = [f"张明　身份证号{IDS[0]}", f"电话{MOBILE}", "2025年全市规模以上工业总产值"]
SIGNERS = (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp", "2026-11-10")
    yield opened
    opened.close()


@pytest.fixture
def case_id(office: Office) -> int:
    case_id = register(office)
    replying.decide_outcome(office, case_id, "partial", DAY, "区分处理", DAY)
    return case_id


def put(office: Office, case_id: int, name: str, data: bytes) -> int:
    attach(office, case_id, "material", name, data, DAY, not_secret=True)
    return at(office, case_id, "2026-11-10").attachments[-1].id


def review(office: Office, case_id: int, attachment_id: int, conclusion: str = "部分公开", **answers: str) -> None:
    sheet = reviewing.answers_all(office, "否", **({"K23": "不涉及", "K24": "是"} | answers))
    args = ("公开件", {}, sheet, conclusion, "经逐项审查", DAY)
    reviewing.save_review(office, case_id, *args, attachment_id=attachment_id)
    for role, name in SIGNERS:
        reviewing.sign_review(office, case_id, role, name, "同意", DAY, DAY, attachment_id=attachment_id)


def answer(office: Office, case_id: int) -> None:
    draft = drafting.ReplyDraft(SLOTS["partial"], "post")
    replying.submit(office, case_id, DAY, "拟部分公开", DAY, draft=draft)
    replying.sign_off(office, case_id, DAY, "王立新", "", DAY)
    replying.finalise(office, case_id, DAY, draft=draft)


def out(office: Office, case_id: int) -> list[str]:
    return [row.name for row in disclosed(at(office, case_id, "2026-11-10").attachments)]


def boxes(office: Office, attachment_id: int, *texts: str) -> list[Box]:
    data = office.record.attachment_data(attachment_id)
    return [Box(place, "号码", "个人信息") for text in texts for place in find_text(data, text)]


def text_in(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_what_is_found_stops_the_reply_until_it_is_masked_and_the_copy_reviewed_anew(
    office: Office, case_id: int
) -> None:
    source = pdf(LINES)
    original = put(office, case_id, "名单.pdf", source)
    review(office, case_id, original, K10="是：公开件中已去掉，含身份证号")
    with pytest.raises(NotAllowed, match="里查到的内容还没有处理（个人姓名 1 处、身份证号 1 处、手机号 1 处"):
        answer(office, case_id)
    materials.mask_material(office, case_id, original, boxes(office, original, IDS[0], MOBILE, "张明"), DAY)
    assert out(office, case_id) == ["名单（遮盖版）.pdf"]
    with pytest.raises(NotAllowed, match="还没有保密审查"):
        answer(office, case_id)
    copy = disclosed(at(office, case_id, "2026-11-10").attachments)[0]
    data = office.record.attachment_data(copy.id)
    assert text_in(data).strip() == ""
    assert IDS[0].encode() not in data
    assert len(copy.masks) == 3
    assert looked_of(copy.looked).open_words == ""
    review(office, case_id, copy.id, K10="是：已遮盖，身份证号、手机号和姓名")
    answer(office, case_id)
    (finalised,) = [f for f in at(office, case_id, "2026-11-10").facts if f.kind == "finalised"]
    assert [line["form"] for line in finalised.detail["reviews"]] == [None]
    assert office.record.attachment_data(original) == source


def test_a_place_left_as_it_is_needs_a_reason_and_all_of_a_class_can_have_one(office: Office, case_id: int) -> None:
    row = put(office, case_id, "电话.txt", f"综合科 0537-2345678\n张明 {MOBILE}\n李华 13800000002".encode())

    def looked():
        return looked_of(materials.material_of(office, case_id, row).looked)

    assert looked().open_counts["手机号"] == 2
    with pytest.raises(Refused, match="没有查到“ffff”"):
        materials.answer_hits(office, case_id, row, {"ffff": "随便"}, DAY)
    materials.answer_hits(office, case_id, row, {ALL_OF + "手机号": "本人同意公开"}, DAY)
    assert "手机号" not in looked().open_counts
    for hit in looked().open_hits:
        materials.answer_hits(office, case_id, row, {hit.id: "对外办公电话"}, DAY)
    assert looked().open_words == ""
    materials.look_again(office, case_id, row, DAY)
    assert looked().open_words == ""
    materials.answer_hits(office, case_id, row, {ALL_OF + "手机号": ""}, DAY)
    assert looked().open_counts == {"手机号": 2}


def test_a_picture_must_be_looked_at_by_a_person(office: Office, case_id: int) -> None:
    row = put(office, case_id, "扫描.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    looked = looked_of(materials.material_of(office, case_id, row).looked)
    assert looked.open_words == "须人工查看 1 处"
    materials.answer_hits(office, case_id, row, {"whole": "已人工查看，没有"}, DAY)
    assert looked_of(materials.material_of(office, case_id, row).looked).open_words == ""


# name, data -> nothing of it is kept, whatever it is to the case
SECRETS = {
    "marked in its text": ("通知.pdf", pdf(["秘密★10年", "关于某某工作的通知"])),
    "marked in a table": ("表.xlsx", book({"一": [["机密★", 1]]})),
    "marked in a letter": ("函.docx", word("绝密★长期")),
    "marked in its name": ("通知（秘密）.txt", b"x"),
}


@pytest.mark.parametrize("what", SECRETS)
@pytest.mark.parametrize("role", ["material", "opinion"])
def test_nothing_of_a_marked_file_is_stored(office: Office, case_id: int, what: str, role: str) -> None:
    name, data = SECRETS[what]
    before = len(office.record.journal())
    with pytest.raises(MarkedSecret, match="没有存入。国家秘密不得进入非涉密计算机"):
        attach(office, case_id, role, name, data, DAY, not_secret=True)
    assert len(office.record.journal()) == before
    assert at(office, case_id, "2026-11-10").attachments == ()


def test_a_classified_paper_is_noted_without_its_content(office: Office, case_id: int) -> None:
    materials.hold_secret(office, case_id, DAY, "", "秘密", "10年", "某某机关", "局保密室 2 号柜", DAY)
    (fact,) = [f for f in at(office, case_id, "2026-11-10").facts if f.kind == "secret_held"]
    assert fact.detail == {
        "title": "（名称涉密，不录入）",
        "level": "秘密",
        "term": "10年",
        "organ": "某某机关",
        "place": "局保密室 2 号柜",
    }
    with pytest.raises(Refused, match="密级应当是绝密、机密、秘密之一"):
        materials.hold_secret(office, case_id, DAY, "甲", "内部", "10年", "某某机关", "柜", DAY)


# what cannot be looked into is no 公开件, in one sentence
BAD = {
    "encrypted": ("名单.pdf", pdf(LINES, password="1234"), "密码"),
    "broken": ("名单.pdf", pdf(LINES)[:200], "损坏"),
    "macros": ("表.xlsm", book({"一": [[1]]}), "带宏"),
    "other kind": ("表.xlsx", pdf(LINES), "内容与扩展名不符"),
    "old Office": ("表.xls", b"\xd0\xcf\x11\xe0" + b"0" * 600, "旧版 Office"),
    "empty": ("空.txt", b"", "空文件"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_looked_into_is_not_stored(office: Office, case_id: int, what: str) -> None:
    name, data, sentence = BAD[what]
    with pytest.raises(Refused, match=sentence) as refusal:
        attach(office, case_id, "material", name, data, DAY, not_secret=True)
    assert refusal.value.sentence.count("。") == 1
    assert at(office, case_id, "2026-11-10").attachments == ()


def test_each_material_has_a_sheet_of_its_own(office: Office, case_id: int) -> None:
    first, second = (put(office, case_id, f"{n}.txt", n.encode()) for n in "甲乙")
    with pytest.raises(Refused, match="请逐件审查"):
        pass_review(office, case_id, "2026-11-10", conclusion="部分公开")
    review(office, case_id, first)
    assert at(office, case_id, "2026-11-10").state.review.missing == ("公开件“乙.txt”没有审查表",)
    review(office, case_id, second, "公开")
    state = at(office, case_id, "2026-11-10").state.review
    assert state.passed
    assert state.conclusion == "部分公开"
    review(office, case_id, second, "不予公开", K9="是：含企业报表")
    missing = at(office, case_id, "2026-11-10").state.review.missing
    assert missing == ("“公开件”的审查结论不是公开，请从公开件中撤下",)
    materials.withdraw_material(office, case_id, second, "含企业报表", DAY)
    assert at(office, case_id, "2026-11-10").state.review.passed
    answer(office, case_id)


def test_masking_again_begins_from_the_original_and_a_copy_taken_back_brings_it_forward(
    office: Office, case_id: int
) -> None:
    original = put(office, case_id, "名单.pdf", pdf(LINES))
    materials.mask_material(office, case_id, original, boxes(office, original, IDS[0]), DAY)
    copy = disclosed(at(office, case_id, "2026-11-10").attachments)[0]
    assert looked_of(copy.looked).open_counts == {"手机号": 1, "个人姓名": 1}
    kept = materials.boxes_of(copy)
    materials.mask_material(office, case_id, copy.id, kept + boxes(office, original, MOBILE), DAY)
    again = disclosed(at(office, case_id, "2026-11-10").attachments)[0]
    assert again.masked_from == original
    assert len(again.masks) == 2
    assert looked_of(again.looked).open_counts == {"个人姓名": 1}
    materials.withdraw_material(office, case_id, again.id, "重做", DAY)
    assert out(office, case_id) == ["名单.pdf"]


def test_a_mask_without_a_reason_and_a_stopped_copy_leave_nothing(office: Office, case_id: int) -> None:
    original = put(office, case_id, "名单.pdf", pdf(LINES))
    place = find_text(pdf(LINES), IDS[0])[0]
    with pytest.raises(Refused, match="写明理由"):
        materials.mask_material(office, case_id, original, [Box(place, "号码", " ")], DAY)
    with pytest.raises(Refused):
        materials.mask_material(
            office, case_id, original, [Box(place, "号码", "隐私")], DAY, progress=lambda _done, _pages: False
        )
    assert out(office, case_id) == ["名单.pdf"]


# answers, conclusion -> what the sheet still lacks
UNSETTLED = [
    ({"K10": "是：含电话"}, "部分公开", "K10 没有写明怎样处理"),
    ({"K10": "是：已遮盖，电话"}, "部分公开", "K10 写的是已遮盖，公开件却不是遮盖稿"),
    ({"K24": "否：不能确定"}, "部分公开", "K24 不能确定，须送审并收到可以公开的答复"),
]


@pytest.mark.parametrize(("answers", "conclusion", "lacks"), UNSETTLED)
def test_an_answer_against_disclosure_must_be_dealt_with(
    office: Office, case_id: int, answers: dict[str, str], conclusion: str, lacks: str
) -> None:
    row = put(office, case_id, "甲.txt", b"a")
    review(office, case_id, row, conclusion, **answers)
    state = at(office, case_id, "2026-11-10").state.review
    assert not state.passed
    assert lacks in "；".join(state.missing)


@pytest.mark.parametrize("key", ["K1", "K2", "K3", "K4"])
def test_what_is_secret_is_never_opened(office: Office, case_id: int, key: str) -> None:
    row = put(office, case_id, "甲.txt", b"a")
    with pytest.raises(ReviewIncomplete, match=f"{key} 答为“是”，不能公开，遮盖也不行"):
        review(office, case_id, row, **{key: "是：已遮盖，密级"})


def test_what_was_put_to_an_organ_waits_for_its_answer(office: Office, case_id: int) -> None:
    row = put(office, case_id, "甲.txt", b"a")
    review(office, case_id, row, K24="否：另有决定，可以公开，按答复办理")
    refer_review(office, case_id, DAY, "某某保密局", "某某方案", "是否涉密", DAY)
    with pytest.raises(NotAllowed, match="等待答复"):
        refer_review(office, case_id, DAY, "某某保密局", "某某方案", "是否涉密", DAY)
    with pytest.raises(Refused, match="之一"):
        record_referral(office, case_id, DAY, "再议", "", "", DAY)
    record_referral(office, case_id, DAY, "部分公开", "某保函〔2026〕1号", "可以部分公开", DAY)
    assert at(office, case_id, "2026-11-10").state.review.passed
    answer(office, case_id)


def test_the_letter_is_linked_to_the_printed_and_the_signed_sheet(office: Office, case_id: int) -> None:
    row = put(office, case_id, "甲.txt", b"a")
    review(office, case_id, row)
    with pytest.raises(Refused, match="审查表还没有打印"):
        reviewing.attach_signed(office, case_id, "审查表.pdf", b"%PDF-1.4", DAY)
    reviewing.print_review(office, case_id, DAY)
    reviewing.attach_signed(office, case_id, "审查表.pdf", b"%PDF-1.4", DAY)
    answer(office, case_id)
    case = at(office, case_id, "2026-11-10")
    (link,) = next(f for f in case.facts if f.kind == "finalised").detail["reviews"]
    form = next(d for d in case.documents if d.id == link["form"])
    scan = next(a for a in case.attachments if a.id == link["scan"])
    assert (form.template, form.data["review"]["file"], scan.document_id) == ("review_form", "甲.txt", form.id)


def test_a_final_reply_lets_nothing_of_its_material_change(office: Office, case_id: int) -> None:
    row = put(office, case_id, "电话.txt", f"张明 {MOBILE}".encode())
    materials.answer_hits(office, case_id, row, {ALL_OF + "手机号": "同意", ALL_OF + "个人姓名": "同意"}, DAY)
    review(office, case_id, row)
    answer(office, case_id)
    with pytest.raises(Refused, match="已经定稿"):
        materials.withdraw_material(office, case_id, row, "不要了", DAY)
    with pytest.raises(Refused, match="已经定稿"):
        materials.answer_hits(office, case_id, row, {ALL_OF + "手机号": ""}, DAY)


def test_the_sheet_of_a_masked_copy_begins_with_the_answers_of_its_original(office: Office, case_id: int) -> None:
    original = put(office, case_id, "名单.pdf", pdf(LINES))
    review(office, case_id, original, K10="是：含身份证号", K9="是：另有决定，可以公开，企业同意")
    materials.mask_material(office, case_id, original, boxes(office, original, IDS[0]), DAY)
    view = review_view(office, case_id, DAY)
    assert view.saved is None
    assert (view.typed.answers["K10"], view.typed.notes["K10"]) == ("是", "含身份证号")
    assert (view.typed.handled["K10"], view.typed.handled["K9"]) == ("masked", "decided")
    assert (view.typed.conclusion, view.signatures) == ("", ())


def test_a_box_over_half_of_a_number_leaves_it_to_be_dealt_with(office: Office, case_id: int) -> None:
    original = put(office, case_id, "名单.pdf", pdf(LINES))
    (whole,) = boxes(office, original, IDS[0])
    half = Box(replace(whole.place, width=whole.place.width / 2), "号码", "个人信息")
    materials.mask_material(office, case_id, original, [half], DAY)
    copy = disclosed(at(office, case_id, "2026-11-10").attachments)[0]
    assert looked_of(copy.looked).open_counts["身份证号"] == 1
