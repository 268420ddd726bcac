from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.store.errors import BadText, DuplicateNumber, StaleRecord, UnknownRow
from caseapp.store.rows import CalendarRow, CaseRow, PersonRow, ReviewRow
from store.store_rows import attachment, document, fact, line


def test_what_was_written_is_read_back(worked):
    assert worked.case(1) == CaseRow(id=1, number="2021-001", applicant="李诚", applicant_class="person")
    assert worked.case_by_number("2021-001") == worked.case(1)
    assert worked.case_by_number("2021-002") is None
    assert worked.cases([1, 7]) == {1: worked.case(1)}
    assert [(row.kind, row.on, row.document_id) for row in worked.facts(1)] == [
        ("received", date(2021, 3, 1), None),
        ("finalised", date(2021, 3, 1), 1),
    ]
    assert worked.facts_of_many([1, 7]) == {1: worked.facts(1), 7: []}
    letter = worked.document(1)
    assert worked.documents(1) == worked.documents_numbered("济统依〔2021〕1号") == [letter]
    assert letter.data == {"applicant": "李诚", "items": ["2020年统计年鉴"]}
    assert worked.document_pdf(1) == b"%PDF-1.7 letter"
    assert [(row.size, row.document_id) for row in worked.attachments(1)] == [(25, 1)]
    assert worked.attachment_data(1) == b"scan of the sealed letter"
    assert worked.setting("机关名称") == "济宁市统计局"
    assert worked.setting("代字", "无") == "无"
    assert worked.settings() == {"机关名称": "济宁市统计局"}


def test_digest_and_size_come_from_the_bytes(record, at):
    with record.change("登记", "张敏", at) as change:
        case = change.add_case(CaseRow(number="1"))
        change.add_document(document(case), b"abc")
        change.add_attachment(attachment(case), b"abc")
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert record.document(1).sha256 == abc
    assert (record.attachments(case)[0].sha256, record.attachments(case)[0].size) == (abc, 3)


@pytest.mark.parametrize("read", ["case", "document", "document_pdf", "attachment_data"])
def test_an_unknown_id_is_refused(record, read):
    with pytest.raises(UnknownRow, match="记录中没有这条"):
        getattr(record, read)(99)


def test_an_exception_inside_a_change_leaves_nothing(worked, at):
    with pytest.raises(KeyError), worked.change("登记", "张敏", at) as change:  # noqa: PT012 - writes come first
        change.add_case(CaseRow(number="2021-002"))
        change.next_number("登记编号/2021")
        raise KeyError
    assert worked.case_ids() == [1]
    assert len(worked.journal()) == 7
    with worked.change("登记", "张敏", at) as change:
        assert change.next_number("登记编号/2021") == 2


def test_every_write_leaves_a_journal_line(worked):
    lines = [(row.verb, row.entity, row.key, row.case_id) for row in reversed(worked.journal())]
    assert lines == [
        ("登记", "case", "1", 1),
        ("登记", "fact", "1", 1),
        ("登记", "counter", "登记编号/2021", None),
        ("登记", "setting", "机关名称", None),
        ("定稿", "document", "1", 1),
        ("定稿", "fact", "2", 1),
        ("定稿", "attachment", "1", 1),
    ]
    assert [row.id for row in worked.journal(case_id=1, limit=2)] == [7, 6]
    first = worked.journal()[-1]
    assert (first.who, first.before, first.after["applicant"]) == ("张敏", None, "李诚")


def test_a_note_is_a_journal_line_that_changes_nothing(worked, at):
    with worked.change("定稿", "张敏", at, 1) as change:
        change.note("自查", {"finding": "超期", "reason": "系统停用"})
    newest = worked.journal()[0]
    assert (newest.entity, newest.case_id, newest.after["reason"]) == ("note", 1, "系统停用")


def test_an_updated_case_keeps_before_and_after(worked, at):
    with worked.change("修改登记", "王芳", at) as change:
        changed = change.update_case(replace(worked.case(1), phone="0537-2965000"))
    assert changed == worked.case(1)
    assert changed.version == 2
    newest = worked.journal()[0]
    assert (newest.before["phone"], newest.after["phone"]) == ("", "0537-2965000")


def test_an_update_from_an_older_reading_is_refused(worked, at):
    stale = worked.case(1)
    with worked.change("修改登记", "王芳", at) as change:
        change.update_case(replace(stale, phone="1"))
    with pytest.raises(StaleRecord, match="已经被别人修改"), worked.change("修改登记", "张敏", at) as change:
        change.update_case(replace(stale, phone="2"))
    assert worked.case(1).phone == "1"


def test_a_case_number_is_used_once(worked, at):
    used = pytest.raises(DuplicateNumber, match="登记编号“2021-001”已经使用过")
    with used, worked.change("登记", "张敏", at) as change:
        change.add_case(CaseRow(number="2021-001"))
    with worked.change("登记", "张敏", at) as change:
        other = change.add_case(CaseRow(number="2021-002"))
    with pytest.raises(DuplicateNumber), worked.change("修改登记", "张敏", at) as change:
        change.update_case(replace(worked.case(other), number="2021-001"))


@pytest.mark.parametrize(
    ("template", "version", "allowed"),
    [("R1", 2, True), ("R1", 1, False), ("R3", 2, False)],
    ids=["corrected version", "same version again", "another letter"],
)
def test_a_letter_number_belongs_to_one_letter(worked, at, template, version, allowed):
    row = document(1, version=version, template=template, reason="更正错字")
    if allowed:
        with worked.change("更正", "张敏", at) as change:
            change.add_document(row, b"%PDF")
        assert [each.version for each in worked.documents_numbered("济统依〔2021〕1号")] == [1, 2]
        return
    with pytest.raises(DuplicateNumber, match="文号“济统依〔2021〕1号”"), worked.change("定稿", "张敏", at) as change:
        change.add_document(row, b"%PDF")


def test_forms_without_a_number_are_never_duplicates(worked, at):
    with worked.change("打印", "张敏", at) as change:
        change.add_document(document(1, number=""), b"%PDF")
        change.add_document(document(1, number=""), b"%PDF")
    assert len(worked.documents(1)) == 3


def test_a_voided_letter_is_kept_with_its_reason(worked, at):
    with worked.change("作废", "张敏", at) as change:
        change.void_document(1, "签发后发现主送有误")
        change.void_attachment(1, "扫描件缺页")
    letter, scan = worked.document(1), worked.attachments(1)[0]
    assert (letter.voided, letter.void_reason) == (True, "签发后发现主送有误")
    assert (scan.voided, scan.void_reason) == (True, "扫描件缺页")
    assert worked.document_pdf(1) == b"%PDF-1.7 letter"


def test_a_fact_is_superseded_once(worked, at):
    with worked.change("更正", "张敏", at) as change:
        change.add_fact(fact(1, "received", date(2021, 2, 26), supersedes=1, reason="签收日录错"))
    with pytest.raises(StaleRecord), worked.change("更正", "王芳", at) as change:
        change.add_fact(fact(1, "void", supersedes=1, reason="重复"))
    assert [row.supersedes for row in worked.facts(1)] == [None, None, 1]


def test_a_fact_supersedes_only_within_its_case(worked, at):
    with pytest.raises(UnknownRow), worked.change("登记", "张敏", at) as change:  # noqa: PT012 - needs a case
        other = change.add_case(CaseRow(number="2021-002"))
        change.add_fact(fact(other, "void", supersedes=1))


def test_reviews_are_saved_with_a_version(worked, at):
    row = ReviewRow(0, 1, "年鉴第3章", {"页数": 12}, {"K1": {"answer": "否"}}, "公开", "", "2024", "00")
    with worked.change("保密审查", "张敏", at) as change:
        review = change.save_review(row)
    saved = worked.reviews(1)[0]
    assert saved == replace(row, id=review)
    with worked.change("保密审查", "张敏", at) as change:
        change.save_review(replace(saved, conclusion="部分公开"))
    with pytest.raises(StaleRecord, match="保密审查表"), worked.change("保密审查", "王芳", at) as change:
        change.save_review(saved)
    assert [(each.conclusion, each.version) for each in worked.reviews(1)] == [("部分公开", 2)]


def test_people_and_calendars_are_replaced_in_place(record, at):
    with record.change("设置", "张敏", at) as change:
        person = change.put_person(PersonRow(0, "张敏", "办公室", "承办人"))
        change.put_person(PersonRow(person, "张敏", "办公室", "承办人", active=False))
        change.put_calendar(CalendarRow(2027, "草案", None, {}))
        change.put_calendar(CalendarRow(2027, "国办发明电〔2026〕1号", date(2026, 11, 1), {"2027-01-01": "rest"}))
    assert record.people() == [PersonRow(1, "张敏", "办公室", "承办人", active=False)]
    assert [(row.year, row.source, row.days) for row in record.calendars()] == [
        (2027, "国办发明电〔2026〕1号", {"2027-01-01": "rest"})
    ]


@pytest.mark.parametrize(
    ("floors", "drawn"), [((0, 0, 0), [1, 2, 3]), ((0, 17, 0), [1, 18, 19]), ((5, 3, 3), [6, 7, 8])]
)
def test_numbers_continue_past_the_floor(record, at, floors, drawn):
    with record.change("登记", "张敏", at) as change:
        assert [change.next_number("文号/2021", floor) for floor in floors] == drawn
        assert change.next_number("文号/2022") == 1


@pytest.mark.parametrize("text", ["李\x00诚", "李\ud83d诚"])
def test_characters_no_database_keeps_are_refused(record, at, text):
    writes = (
        lambda change: change.add_case(CaseRow(number="1", applicant=text)),
        lambda change: change.add_cases([(CaseRow(number="1", applicant=text), [])]),
        lambda change: change.set_setting("a", {"b": [text]}),
        lambda change: change.note("a", {text: 1}),
    )
    for write in writes:
        with pytest.raises(BadText, match="无法保存的控制字符"), record.change("登记", "张敏", at) as change:
            write(change)
    with pytest.raises(BadText):
        record.save_draft("登记", {"applicant": text}, at)
    assert record.journal() == []


@pytest.mark.parametrize("value", [{1: "a"}, {"a": date(2021, 3, 1)}, float("nan")])
def test_a_setting_is_a_json_value(record, at, value):
    with pytest.raises((TypeError, ValueError)), record.change("设置", "张敏", at) as change:
        change.set_setting("a", value)


def test_rare_characters_and_long_texts_come_back_whole(record, at):
    row = CaseRow(number="1", applicant="喆𬱟䶮<b>{{7*7}}</b>", request="申请" * 5000)
    with record.change("登记", "张敏", at) as change:
        change.add_case(row)
    assert record.case(1) == replace(row, id=1)


def imported(count):
    for number in range(1, count + 1):
        case = CaseRow(number=f"2023-{number:04}", applicant="某某", imported=True)
        yield case, [fact(0, "received"), fact(0, "served")]


def test_an_import_is_one_journal_line_that_covers_every_row(worked, at):
    with worked.change("导入", "张敏", at) as change:
        ids = change.add_cases(imported(3))
    assert ids == [2, 3, 4]
    assert [row.kind for row in worked.facts(3)] == ["received", "served"]
    newest = worked.journal()[0]
    assert (newest.entity, newest.key, newest.id) == ("import", "2-4", 8)
    summary = {key: newest.after[key] for key in ("cases", "facts", "first_case", "last_fact")}
    assert summary == {"cases": 3, "facts": 6, "first_case": 2, "last_fact": 8}


@pytest.mark.parametrize("number", ["2021-001", "2023-0002"], ids=["in the record", "twice in the import"])
def test_an_import_with_a_used_number_imports_nothing(worked, at, number):
    cases = [*imported(3), (CaseRow(number=number), [])]
    with pytest.raises(DuplicateNumber, match=number), worked.change("导入", "张敏", at) as change:
        change.add_cases(cases)
    assert worked.case_ids() == [1]


def test_an_empty_import_leaves_no_line(record, at):
    with record.change("导入", "张敏", at) as change:
        assert change.add_cases([]) == []
    assert record.journal() == []


def test_the_derived_line_is_replaced_and_not_journalled(worked, at):
    with worked.change("重建", "张敏", at) as change:
        change.put_index(line(1))
        change.put_index(line(1, stage="closed"))
    assert worked.index_row(1) == line(1, stage="closed")
    assert worked.index_row(2) is None
    assert len(worked.journal()) == 7
