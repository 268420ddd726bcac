"""Word copies of frozen letters and of drafts: the same words, the record untouched, the file whole or not there."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from caseapp.casework.casefile import load_case
from caseapp.casework.letters import drafting, replying, wordcopies
from caseapp.casework.letters.wordcopies import save_word, word_copy_of, word_copy_of_draft, word_copy_of_reply
from caseapp.casework.office import Refused
from casework.offices import D, new_office, register

DAY = D("2026-11-03")


@pytest.fixture
def office(tmp_path):
    office = new_office(tmp_path / "office.caseapp")
    yield office
    office.close()


def opened(data: bytes):
    return Document(io.BytesIO(data))


def text(document) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def test_a_frozen_form_comes_with_the_digest_of_the_pdf_that_counts(office):
    (document,) = load_case(office, register(office), DAY).documents[-1:]
    found = opened(word_copy_of(office, document.id))
    assert document.title in found.core_properties.title
    assert found.core_properties.comments == f"可编辑副本，以办件记录中冻结的 PDF 为准。SHA-256：{document.sha256}"
    assert word_copy_of(office, document.id) == word_copy_of(office, document.id)


def test_a_copy_leaves_the_record_as_it_was(office):
    case_id = register(office)
    before = load_case(office, case_id, DAY)
    word_copy_of(office, before.documents[-1].id)
    assert load_case(office, case_id, DAY) == before


def test_the_kept_draft_comes_with_its_number_open_and_is_marked_a_draft(office):
    case_id = register(office)
    replying.decide_outcome(office, case_id, "provided", DAY, "可以公开。", DAY)
    case = load_case(office, case_id, DAY)
    kept = drafting.ReplyDraft({"materials": ["2025年粮食产量"]})
    drafting.save_reply_draft(office, case_id, case.outcome, kept)
    found = opened(word_copy_of_reply(office, case, DAY))
    assert "2025年粮食产量" in text(found)
    assert "济统依复〔2026〕 号" in text(found)
    assert found.core_properties.comments == "草稿的可编辑副本，未经签发和定稿。"


def test_what_is_typed_and_not_yet_kept_comes_too(office):
    case_id = register(office)
    replying.decide_outcome(office, case_id, "provided", DAY, "可以公开。", DAY)
    typed = drafting.ReplyDraft({"materials": ["尚未保存的材料"]})
    assert "尚未保存的材料" in text(opened(word_copy_of_draft(office, case_id, DAY, typed)))


def test_without_an_outcome_there_is_no_reply_to_copy(office):
    with pytest.raises(Refused, match="还没有判断办理结果"):
        word_copy_of_draft(office, register(office), DAY)


def test_a_letter_of_an_older_template_is_refused_with_a_way_out(office, monkeypatch):
    document = load_case(office, register(office), DAY).documents[-1]
    template = wordcopies.template_of(office, document.template)
    monkeypatch.setattr(wordcopies, "template_of", lambda _office, _id: replace(template, version="99"))
    with pytest.raises(Refused, match=r"模板现为第 99 版.*请另存为 PDF。"):
        word_copy_of(office, document.id)


def test_a_file_is_written_whole_or_the_older_one_stays(tmp_path, monkeypatch):
    place = tmp_path / "答复书.docx"
    assert save_word(b"old", place).read_bytes() == b"old"

    def full(_self, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(place), "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        save_word(b"new", place)
    assert place.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["答复书.docx"]


def test_a_folder_is_refused_as_a_place(tmp_path):
    with pytest.raises(Refused, match="不是文件的位置，请写明文件名。"):
        save_word(b"new", tmp_path)
