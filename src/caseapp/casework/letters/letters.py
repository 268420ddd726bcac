"""Typesets and freezes letters and forms: facts of the case in, one frozen PDF in the record out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp import resources
from caseapp.casework.casefile import CaseFile
from caseapp.casework.letters.letter_context import context_of
from caseapp.casework.letters.slots import clean_slots, require_in_force, template_of, typed_words
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.parties import names_of
from caseapp.casework.working import Working
from caseapp.law.letter_words import Words, silence_is_consent
from caseapp.law.parties import ONLINE_SERVICE
from caseapp.law.remedies import RemedyIncomplete, remedy_paragraphs
from caseapp.law.word_checks import notice_words
from caseapp.store.rows import DocumentRow, IndexFilter

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet
    from caseapp.documents.templates import Template

PLACEHOLDER_NUMBER = "　"


@dataclass(frozen=True, slots=True)
class Remedy:
    """The remedy clause of a reply, or why it cannot be written."""

    paragraphs: tuple[str, ...]
    problem: str


def remedy_for(office: Office, case: CaseFile, decided: date, serve_way: str, letter: str = "答复书") -> Remedy:
    """Return the remedy clause of the case's outcome at a decision date."""
    assert case.outcome is not None
    override = _remedy_override(case)
    try:
        paragraphs = remedy_paragraphs(
            office.remedies,
            override or case.outcome.remedy,
            decided,
            office.profile.remedy_offices(),
            served_online=serve_way in ONLINE_SERVICE,
            letter=letter,
        )
    except RemedyIncomplete as refusal:
        return Remedy((), refusal.sentence)
    return Remedy(paragraphs, "")


def _remedy_override(case: CaseFile) -> str:
    """Return the remedy class chosen with a reason instead of the outcome's own, "" when none was."""
    decided = [f for f in case.state.facts if f.kind == "outcome_decided"]
    return str(decided[-1].detail.get("remedy", "")) if decided else ""


def typeset_context(
    office: Office, template: Template, context: Mapping[str, Any], *, lit: str = "", seal: bool = False
) -> Sheet:
    """Typeset a context in the office's fonts, its ISO days turned back into dates where the templates expect them.

    Args:
        office: the open record.
        template: the letter or form.
        context: as it is frozen.
        lit: name of the slot a preview puts light behind.
        seal: whether a preview outlines the place of the seal.

    Raises:
        FontUnusable: a font file of the office cannot be used. MissingGlyph: a character no font has.
    """
    from caseapp.documents.press import typeset

    return typeset(template, with_dates(template, context), office_fonts(office), lit=lit, seal=seal)


def with_dates(template: Template, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return a context as it is frozen with its ISO days as dates again, as the templates expect them."""
    case, letter, slots = dict(context["case"]), dict(context["letter"]), dict(context["slots"])
    for key in ("arrived", "received", "due"):
        case[key] = date.fromisoformat(case[key]) if case.get(key) else None
    letter["date"] = date.fromisoformat(letter["date"]) if letter.get("date") else None
    for slot in template.slots:
        if slot.type == "date" and slots.get(slot.name):
            slots[slot.name] = date.fromisoformat(slots[slot.name])
    return {**context, "case": case, "letter": letter, "slots": slots}


def freeze(
    work: Working,
    template_id: str,
    slots: Mapping[str, Any],
    *,
    made_on: date,
    number: str = "",
    basis: str = "",
    remedy: Sequence[str] = (),
    served_online: bool = False,
    version: int = 1,
    reason: str = "",
    extra: Mapping[str, Any] | None = None,
    template: Template | None = None,
) -> int:
    """Typeset a letter or form and keep it frozen: PDF, SHA-256, template version, law date and all input.

    ``extra`` is what a form prints beside the facts of the case, as JSON values. A reply to several items comes with
    its ``template``, which has a blank for each.

    Raises:
        Refused: a slot is blank or does not fit. MissingGlyph: a character no font has.
    """
    template = template or template_of(work.office, template_id)
    require_in_force(template, made_on)
    cleaned = clean_slots(template, slots, complete=True)
    if template_id == "third_party_notice":
        _refuse_third_party_words(work.case, cleaned)
    context = context_of(
        work.office,
        work.case,
        cleaned,
        number=number,
        made_on=made_on,
        basis=basis,
        remedy=remedy,
        served_online=served_online,
    )
    context |= extra or {}
    sheet = typeset_context(work.office, template, context)
    if template.kind == "notice":
        _refuse_words(work.office, typed_words(template, cleaned), remedy, sheet.text, made_on)
    row = DocumentRow(
        id=0,
        case_id=work.case.id,
        template=template_id,
        title=template.title,
        number=number,
        made_on=made_on,
        version=version,
        reason=reason,
        template_version=template.version,
        law_date=made_on,
        data=context,
        sha256=sheet.sha256,
        pages=sheet.pages,
    )
    document_id = work.change.add_document(row, sheet.pdf)
    work.document_ids.append(document_id)
    work.changed.add("documents")
    return document_id


def _refuse_words(
    office: Office, typed: tuple[tuple[str, str], ...], remedy: Sequence[str], text: str, made_on: date
) -> None:
    """Refuse a letter other than a reply whose words are wrong whatever the case: old law, blanks, other organs.

    Raises:
        Refused: with everything found.
    """
    organ, court = office.profile.reconsideration_organ, office.profile.court
    rules = resources.load_superseded()
    words = Words(whole=text, typed=typed, remedy=tuple(remedy), organ=organ, court=court, rules=rules)
    if found := list(notice_words(words, made_on)):
        sentences = "；".join(finding.text for finding in found)
        raise Refused(f"不能生成文书：{sentences}。", next((f.article for f in found if f.article), ""))


def _refuse_third_party_words(case: CaseFile, slots: Mapping[str, Any]) -> None:
    """Refuse words a letter to a third party must not carry (条例第三十二条).

    Raises:
        Refused: silence taken for consent, or the applicant named.
    """
    typed = "\n".join(str(value) for value in slots.values() if value)
    if silence_is_consent(typed):
        sentence = "第三方逾期不答复不视为同意，由本机关依法决定；请改正征求意见书的内容。"
        raise Refused(sentence, "条例第三十二条")
    row = case.row
    told = (*names_of(row), row.phone, row.agent_phone, row.id_number, row.email)
    named = next((v for v in told if len(v) > 1 and v in typed), "")
    if named:
        raise Refused(f"征求意见书写到了申请人的“{named}”，不应当向第三方透露申请人；请删去。", "条例第三十二条")


def draw_number(work: Working, code: str, year: int) -> str:
    """Draw the next 文号 of a series, six-corner brackets, no 第, no leading zero (GB/T 9704—2012).

    Raises:
        Refused: the 机关代字 is not set.
    """
    if not code:
        raise Refused("机关信息中没有填写机关代字，不能取文号。请到“设置—机关信息”补填。")
    floor = int(work.office.record.setting(f"letter_floor:{code}:{year}", 0) or 0)
    while True:
        number = f"{code}〔{year}〕{work.change.next_number(f'letter:{code}:{year}', floor)}号"
        if not number_taken(work, number):
            return number


def number_taken(work: Working, number: str) -> bool:
    """Tell whether another case's letter, here or in an imported ledger, carries this 文号."""
    record = work.office.record
    if any(row.case_id != work.case.id for row in record.documents_numbered(number)):
        return True
    rows = record.index_page(record.index_ids(IndexFilter(text=number)))
    return any(row.reply_number == number and row.case_id != work.case.id for row in rows)


def number_known(office: Office, number: str) -> bool:
    """Tell whether a letter, here or in an imported ledger, carries this 文号."""
    record = office.record
    if record.documents_numbered(number):
        return True
    return any(row.reply_number == number for row in record.index_page(record.index_ids(IndexFilter(text=number))))


def draft_number(code: str, year: int) -> str:
    """Return the number line of a draft, its place left open."""
    return f"{code}〔{year}〕{PLACEHOLDER_NUMBER}号"
