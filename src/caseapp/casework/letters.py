"""Fills and freezes letters and forms: facts of the case in, one frozen PDF in the record out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.casework.casefile import CaseFile, Working, channel_label, class_label, signatures_of
from caseapp.casework.office import Office, Refused
from caseapp.casework.texts import clean
from caseapp.law.facts import FACT_KINDS
from caseapp.law.parties import ONLINE_SERVICE
from caseapp.law.remedies import RemedyIncomplete, remedy_paragraphs
from caseapp.store.rows import DocumentRow

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet
    from caseapp.documents.templates import Slot, Template

PLACEHOLDER_NUMBER = "　"


@dataclass(frozen=True, slots=True)
class Remedy:
    """The remedy clause of a reply, or why it cannot be written."""

    paragraphs: tuple[str, ...]
    problem: str


def template_of(template_id: str) -> Template:
    """Return a template of the office.

    Raises:
        Refused: this version has none for it.
    """
    from caseapp.documents.templates import load_templates

    templates = load_templates()
    if template_id not in templates:
        raise Refused("这种办理结果的答复书模板还没有，请在 OA 中起草，或者改选办理结果。")
    return templates[template_id]


def clean_slots(template: Template, slots: Mapping[str, Any], *, complete: bool) -> dict[str, Any]:
    """Return the slots as JSON values, each cleaned to its type.

    Raises:
        Refused: a value does not fit its slot; with ``complete`` also when a required one is blank.
    """
    known = {slot.name: slot for slot in template.slots}
    for name in slots:
        if name not in known:
            raise Refused(f"模板“{template.title}”没有名为“{name}”的填写项。")
    cleaned: dict[str, Any] = {}
    for slot in template.slots:
        value = _clean_slot(slot, slots.get(slot.name))
        if complete and slot.required and value in ("", None, []):
            raise Refused(f"“{slot.label}”没有填写。")
        cleaned[slot.name] = value
    return cleaned


def blank_slots(template: Template, slots: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the labels of required slots that are empty."""
    return tuple(s.label for s in template.slots if s.required and slots.get(s.name) in ("", None, [], ()))


def _clean_slot(slot: Slot, value: object) -> Any:  # noqa: ANN401 - the slot's type decides
    if slot.type == "list":
        entries = value if isinstance(value, Sequence) and not isinstance(value, str) else str(value or "").split("\n")
        texts = [clean(str(entry), slot.label, slot.max_length) for entry in entries]
        return [text for text in texts if text]
    if value is None or value == "":
        return "" if slot.type in ("text", "long", "choice") else None
    if slot.type == "date":
        try:
            return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise Refused(f"“{slot.label}”应当是 2026-09-04 这样的日期。") from None
    if slot.type == "int":
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Refused(f"“{slot.label}”应当是不带小数的正数。")
        return int(text)
    text = clean(str(value), slot.label, slot.max_length, lines=slot.type == "long")
    if slot.type == "choice" and text not in slot.choices:
        raise Refused(f"“{slot.label}”应当是{'、'.join(slot.choices)}之一。")
    return text


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
    decided = [f for f in case.facts if f.kind == "outcome_decided"]
    return str(decided[-1].detail.get("remedy", "")) if decided else ""


def context_of(
    office: Office,
    case: CaseFile,
    slots: Mapping[str, Any],
    *,
    number: str = "",
    made_on: date | None = None,
    basis: str = "",
    remedy: Sequence[str] = (),
    served_online: bool = False,
) -> dict[str, Any]:
    """Return everything a template may print, as JSON values (days as ISO text): frozen beside the PDF."""
    profile, row = office.profile, case.row
    received = next((f.on for f in case.facts if f.kind == "received"), None)
    arrived = next((f.on for f in case.facts if f.kind == "arrived"), received)
    return {
        "office": {
            "name": profile.name,
            "code": profile.code_reply,
            "address": profile.address,
            "postcode": profile.postcode,
            "phone": profile.phone,
            "contact": profile.contact,
            "foi_unit": profile.foi_unit or "办公室",
        },
        "case": {
            "number": row.number,
            "applicant": row.applicant,
            "applicant_class": class_label(row.applicant_class),
            "is_person": row.applicant_class == "person",
            "channel": channel_label(row.channel),
            "arrived": arrived.isoformat() if arrived else None,
            "received": received.isoformat() if received else None,
            "request": row.request,
            "form_wanted": row.form_wanted,
            "obtain_way": row.obtain_way,
            "phone": row.phone,
            "email": row.email,
            "address": row.address,
            "postcode": row.postcode,
            "id_kind": row.id_kind,
            "id_number": row.id_number,
            "agent": row.agent,
            "department": case.department,
            "handler": row.handler,
            "note": row.note,
            "outcome": case.outcome.label if case.outcome else "",
            "due": case.clock.due.isoformat() if case.clock and case.clock.due else None,
        },
        "letter": {
            "number": number,
            "date": made_on.isoformat() if made_on else None,
            "basis": basis,
            "remedy": list(remedy),
            "history": history_sentences(case, profile.name),
            "served_online": served_online,
        },
        "slots": dict(slots),
        "review": review_context(office, case),
        "facts": [{"date": f.on.isoformat(), "text": FACT_KINDS[f.kind]} for f in case.facts],
    }


def history_sentences(case: CaseFile, organ: str) -> list[str]:
    """Return what happened before the reply, in the sentences a reply tells it in (补正、征求意见、延期)."""
    from caseapp.documents.wording import ourselves

    if case.clock is None:
        return []
    we = ourselves(organ)
    h = case.clock.history
    told: list[tuple[date, str]] = []
    if h.clarification_sent:
        text = f"因申请内容不明确，{we}于{cn_day(h.clarification_sent)}告知补正"
        if h.clarification_received:
            text += f"，{cn_day(h.clarification_received)}收到补正材料，答复期限自收到补正之日起重新计算"
        told.append((h.clarification_sent, text + "。"))
    for item in h.consultations:
        whom = "第三方" if item.party == "third_party" else "有关行政机关"
        text = f"因申请公开的信息涉及{whom}，{we}于{cn_day(item.sent)}书面征求其意见"
        if item.answered and not item.withdrawn:
            text += f"，{cn_day(item.answered)}收到意见"
        told.append((item.sent, text + "，征求意见所需时间不计入答复期限。"))
    for on, days in h.extensions:
        told.append((on, f"经政府信息公开工作机构负责人同意，{we}于{cn_day(on)}决定延期{days}个工作日答复并已告知。"))
    return [text for _, text in sorted(told, key=lambda item: item[0])]


def review_context(office: Office, case: CaseFile) -> dict[str, Any]:
    """Return the 审查表 of the case as values; an empty sheet when no review was begun."""
    review = case.review
    answers = review.answers if review else {}
    head = review.head if review else {}
    groups: dict[str, list[dict[str, str]]] = {}
    for item in office.checklist.items:
        given = answers.get(item.id, {})
        groups.setdefault(item.group, []).append(
            {
                "id": item.id,
                "question": item.question,
                "answer": str(given.get("answer", "")),
                "basis": item.basis,
                "note": str(given.get("note", "")),
            }
        )
    signed = {s.role: s for s in signatures_of(review, case.facts)} if review else {}
    signers = []
    for signer in office.checklist.signers:
        given_by = signed.get(signer.role)
        signers.append(
            {
                "role": signer.label,
                "name": given_by.name if given_by else "",
                "opinion": given_by.opinion if given_by else "",
                "date": given_by.on.isoformat() if given_by else "",
            }
        )
    keys = ("department", "formed", "carrier", "pages", "audience", "publicity")
    return {
        "title": review.material if review else "",
        **{key: str(head.get(key, "")) for key in keys},
        "groups": [{"name": name, "items": items} for name, items in groups.items()],
        "conclusion": review.conclusion if review else "",
        "reason": review.reason if review else "",
        "signers": signers,
    }


def typeset_context(template: Template, context: Mapping[str, Any]) -> Sheet:
    """Typeset a context, its ISO days turned back into dates where the templates expect them."""
    from caseapp.documents.press import typeset

    return typeset(template, _with_dates(template, context))


def _with_dates(template: Template, context: Mapping[str, Any]) -> dict[str, Any]:
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
) -> int:
    """Typeset a letter or form and keep it frozen: PDF, SHA-256, template version, law date and all input.

    Raises:
        Refused: a slot is blank or does not fit. MissingGlyph: a character no font has.
    """
    template = template_of(template_id)
    cleaned = clean_slots(template, slots, complete=True)
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
    sheet = typeset_context(template, context)
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


def draw_number(work: Working, code: str, year: int) -> str:
    """Draw the next 文号 of a series, six-corner brackets, no 第, no leading zero (GB/T 9704—2012).

    Raises:
        Refused: the 机关代字 is not set.
    """
    if not code:
        raise Refused("机关信息中没有填写机关代字，不能取文号。请到“设置—机关信息”补填。")
    floor = int(work.office.record.setting(f"letter_floor:{code}:{year}", 0) or 0)
    return f"{code}〔{year}〕{work.change.next_number(f'letter:{code}:{year}', floor)}号"


def draft_number(code: str, year: int) -> str:
    """Return the number line of a draft, its place left open."""
    return f"{code}〔{year}〕{PLACEHOLDER_NUMBER}号"


def cn_day(day: date) -> str:
    """Return 2026年11月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
