"""The read model of the reply page: what the template asks, what is typed, the next step, the page as a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caseapp.casework.case_views import REMEDY_WORDS, Document
from caseapp.casework.case_words import row_label
from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.letters.drafting import ReplyDraft, draft_key, reply_draft
from caseapp.casework.letters.letters import draft_number
from caseapp.casework.letters.replying import preview
from caseapp.casework.letters.slots import reply_template
from caseapp.casework.office import Office, Refused
from caseapp.law.letter_facts import Finding
from caseapp.law.outcomes import Outcome
from caseapp.law.parties import SERVICE_WAYS
from caseapp.law.permits import VERBS, VerbState, verb_states
from caseapp.law.stages import next_step

if TYPE_CHECKING:
    from caseapp.documents.pictures import Picture
    from caseapp.documents.templates import Slot as Slot


@dataclass(frozen=True, slots=True)
class LetterView:
    """A reply as its page shows it.

    Attributes:
        title: of the letter; problem: why there is no letter to write, "" when there is one.
        slots: the template's blanks in the order of the form.
        draft: what is typed; only blanks the template knows.
        number: the 文号, its place left open before 定稿.
        reply: the frozen reply, None before 定稿.
        earlier: the version taken back last, so that finalising needs a reason; None for a first one.
        step, step_label: the next step of the case; step_reason: why it is blocked, "" when it is not.
    """

    case: CaseFile
    title: str
    problem: str
    guide: str
    slots: tuple[Slot, ...]
    draft: ReplyDraft
    draft_at: datetime | None
    number: str
    contact: str
    outcome: str
    basis: str
    annual_row: str
    remedy: str
    reply: Document | None
    earlier: Document | None
    step: str
    step_label: str
    step_reason: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterPicture:
    """A draft as it would be printed.

    Attributes:
        picture: the page, None when it cannot be typeset; problem says why.
        pages: number of pages. page: the one shown, counted from 0.
        height: how far down the page the lit slot begins (0 to 1), -1 when it is on no place of this page.
    """

    picture: Picture | None
    pages: int
    page: int
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    problem: str
    height: float = -1.0


def letter_view(office: Office, case_id: int, today: date) -> LetterView:
    """Return the reply of a case.

    Raises:
        UnknownRow: no such case.
    """
    case = load_case(office, case_id, today)
    outcome = case.outcome
    kept = office.record.draft(draft_key(case_id, outcome))
    title, guide, slots, problem = _template(office, case)
    draft = reply_draft(office, case)
    known = {slot.name for slot in slots}
    draft = replace(draft, slots={key: value for key, value in draft.slots.items() if key in known})
    reply = case.reply
    day = draft.decided or today
    step = next_step(case.state) or ""
    state = next((v for v in verb_states(case.state) if v.verb == step), VerbState("", "", True, ""))
    profile = office.profile
    return LetterView(
        case=case,
        title=reply.title if reply else title,
        problem="" if reply else problem,
        guide=guide,
        slots=slots,
        draft=_frozen_draft(reply, case, known) if reply else draft,
        draft_at=kept.saved_at if kept else None,
        number=reply.number if reply else draft_number(profile.code_reply, day.year),
        contact="　".join(part for part in (profile.contact, profile.phone) if part),
        outcome=outcome.label if outcome else "尚未判断",
        basis=_basis(outcome, day) if outcome else "—",
        annual_row=row_label(outcome.row) if outcome else "—",
        remedy=REMEDY_WORDS[outcome.remedy] if outcome else "—",
        reply=reply,
        earlier=_taken_back(case),
        step=step,
        step_label=VERBS.get(step, ""),
        step_reason="" if state.allowed else state.reason,
        people=tuple(p.name for p in office.people()),
    )


def changes_since(view: LetterView, draft: ReplyDraft) -> tuple[str, ...]:
    """Return how a reply differs from the version taken back, blank by blank; empty for a first one."""
    if view.earlier is None:
        return ()
    before = view.earlier.data.get("slots", {})
    pairs = [(slot.label, _said(before.get(slot.name)), _said(draft.slots.get(slot.name))) for slot in view.slots]
    return tuple(f"“{label}”由“{old or '空'}”改为“{new or '空'}”" for label, old, new in pairs if old != new)


def _said(value: object) -> str:
    text = "；".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value if value is not None else "")
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _taken_back(case: CaseFile) -> Document | None:
    letter = case.outcome.letter if case.outcome else ""
    return next((d for d in reversed(case.reply_versions) if d.template == letter and d.voided), None)


def _basis(outcome: Outcome, day: date) -> str:
    if outcome.items:
        return "逐项引用"
    return outcome.basis_on(day) or "条文没有直接规定"


def letter_picture(
    office: Office,
    case_id: int,
    draft: ReplyDraft,
    today: date,
    page: int,
    width: int,
    *,
    lit: str = "",
    follow: bool = False,
    seal: bool = False,
) -> LetterPicture:
    """Return the picture of a page of the draft with what the checks say; nothing is stored.

    Args:
        office: the open record.
        case_id: the case.
        draft: what is typed.
        today: the day.
        page: counted from 0; the last one when there are fewer.
        width: of the picture, pixels.
        lit: name of the slot being written, put light behind.
        follow: whether the page is the one the lit slot stands on, wherever ``page`` is.
        seal: whether the place of the seal is outlined.
    """
    from caseapp.documents.pictures import page_picture

    try:
        found = preview(office, load_case(office, case_id, today), draft, today, lit=lit, seal=seal)
    except Refused as refusal:
        return LetterPicture(None, 0, 0, (), (), refusal.sentence)
    if found.sheet is None:
        problem = found.problem or "、".join(f.text for f in found.findings if f.code == "missing_glyph")
        return LetterPicture(None, 0, 0, found.findings, found.passed, problem)
    spot = found.sheet.spot
    shown = min(spot.page if spot and follow else page, found.sheet.pages - 1)
    picture = page_picture(found.sheet.pdf, shown, width)
    height = spot.height if spot and spot.page == shown else -1.0
    return LetterPicture(picture, found.sheet.pages, shown, found.findings, found.passed, found.problem, height)


def _template(office: Office, case: CaseFile) -> tuple[str, str, tuple[Slot, ...], str]:
    """Return title, guide and blanks of the case's letter, or why there is none."""
    if case.outcome is None:
        return "答复书", "", (), "还没有判断办理结果，先判断结果再写答复书。"
    if not case.outcome.letter:
        return "答复书", "", (), "这种办理结果没有答复书。"
    try:
        template = reply_template(office, case.outcome)
    except Refused as refusal:
        return "答复书", "", (), str(refusal)
    return template.title, template.guide, template.slots, ""


def _frozen_draft(reply: Document, case: CaseFile, known: set[str]) -> ReplyDraft:
    """Return what was frozen as a draft, for showing."""
    slots: dict[str, Any] = {key: value for key, value in reply.data.get("slots", {}).items() if key in known}
    final = next(f for f in reversed(case.state.facts) if f.kind == "finalised")
    way = str(final.detail.get("serve_way", "post"))
    return ReplyDraft(slots, way if way in SERVICE_WAYS else "post", reply.made_on)
