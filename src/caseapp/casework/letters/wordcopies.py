"""Word copies of letters and forms for the OA; the record keeps the frozen PDF alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.letters.drafting import ReplyDraft, reply_draft
from caseapp.casework.letters.letters import with_dates
from caseapp.casework.letters.replying import draft_context, draft_template
from caseapp.casework.letters.slots import template_of
from caseapp.casework.office import Office, Refused
from caseapp.casework.outfiles import write_whole

DRAFT_NOTE = "草稿的可编辑副本，未经签发和定稿。"


def word_copy_of(office: Office, document_id: int) -> bytes:
    """Return a frozen letter or form as .docx, from the data frozen with it; its properties name the PDF that counts.

    Raises:
        UnknownRow: no such document.
        Refused: its template has changed since, so that the copy could read otherwise than the PDF.
    """
    from caseapp.documents.word import word_copy

    document = office.record.document(document_id)
    template = template_of(office, document.template)
    if template.version != document.template_version:
        raise Refused(
            f"“{document.title}”按模板第 {document.template_version} 版生成，模板现为第 {template.version} 版，"
            "另存为 Word 可能与原文不一致，请另存为 PDF。"
        )
    note = f"可编辑副本，以办件记录中冻结的 PDF 为准。SHA-256：{document.sha256}"
    if document.voided:
        note = f"本文书已作废。{note}"
    return word_copy(template, with_dates(template, document.data), note)


def word_copy_of_draft(office: Office, case_id: int, today: date, draft: ReplyDraft | None = None) -> bytes:
    """Return the reply being written as .docx.

    Args:
        office: the open record.
        case_id: the case.
        today: the day.
        draft: what is typed, None for the draft kept.

    Raises:
        UnknownRow: no such case. Refused: there is no reply to write, or a value that does not fit its blank.
    """
    from caseapp.documents.word import word_copy

    case = load_case(office, case_id, today)
    written = draft or reply_draft(office, case)
    template = draft_template(office, case, written, today)
    return word_copy(template, with_dates(template, draft_context(office, case, written, today)), DRAFT_NOTE)


def word_copy_of_reply(office: Office, case: CaseFile, today: date) -> bytes:
    """Return the reply of a case as .docx: the frozen one, before 定稿 the draft kept.

    Raises:
        Refused: there is none, or its template has changed since.
    """
    return word_copy_of(office, case.reply.id) if case.reply else word_copy_of_draft(office, case.id, today)


def save_word(copy: bytes, path: Path) -> Path:
    """Write a Word copy, whole or not at all.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    return write_whole(copy, path)
