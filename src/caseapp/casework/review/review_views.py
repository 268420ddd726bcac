"""The read model of the 保密审查 page: the sheet as saved, what is typed and not yet saved, who signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from caseapp.casework.casefile import CaseFile, load_case, signatures_of
from caseapp.casework.office import Office
from caseapp.casework.office_views import kept_draft
from caseapp.casework.review.disclosed import disclosed
from caseapp.casework.review.reviewing import HEAD_LABELS, Papers, papers_of
from caseapp.law.facts import last
from caseapp.law.material_looks import Looked, looked_of
from caseapp.law.permits import verb_states
from caseapp.law.review import DECIDED, MASKED, REMOVED, Checklist, SheetAnswers, Signature
from caseapp.store.rows import AttachmentRow, ReviewRow


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a review sheet.

    Attributes:
        head: keys of HEAD_LABELS.
        answers, notes, handled: item id to answer, to explanation, to how an answer against it was dealt with.
        checklist: version of the checklist the answers are given by.
    """

    material: str
    head: Mapping[str, str]
    answers: Mapping[str, str]
    notes: Mapping[str, str]
    handled: Mapping[str, str]
    conclusion: str
    reason: str
    checklist: str = ""

    def payload(self) -> dict[str, Any]:
        """Return the sheet as a draft keeps it."""
        return {
            "material": self.material,
            "head": dict(self.head),
            "answers": dict(self.answers),
            "notes": dict(self.notes),
            "handled": dict(self.handled),
            "conclusion": self.conclusion,
            "reason": self.reason,
            "checklist": self.checklist,
        }

    def sheet_answers(self) -> dict[str, dict[str, str]]:
        """Return answers and notes as the verb takes them."""
        parts = {"answer": self.answers, "note": self.notes, "handled": self.handled}
        return {key: {name: part.get(key, "") for name, part in parts.items()} for key in self.answers}

    def as_answered(self) -> SheetAnswers:
        """Return the sheet as the rules look at it."""
        return SheetAnswers(self.answers, self.notes, self.handled, self.conclusion)


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One 公开件.

    Attributes:
        looked: what was found in it.
        state: of its sheet in a few words.
        masks: how many places of it are masked; 0 for a file given out as it is.
    """

    id: int
    name: str
    media_type: str
    looked: Looked
    state: str
    masks: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What the page shows.

    Attributes:
        materials: every 公开件; chosen: the one whose sheet is shown, None for the reply as a whole.
        masked: the one shown is a masked copy; referral: the answer to a 送审, "" while there is none.
        papers: the printed 审查表 of the sheet and the scan of the signed one.
        checklist: the one the sheet is answered by; newer: the one in use, where the sheet may move to it.
        saved: the sheet in the record, None before the first save.
        typed: the sheet to show: the kept draft, else the saved one, else a new one.
        draft_at: when the draft was kept, None when nothing unsaved is kept.
        shut: why the sheet may not be changed now, "" when it may.
        stale: the 公开件 changed after the sheet was saved.
        latest: last day for signing that is still in time, None while no period runs.
    """

    case: CaseFile
    materials: tuple[MaterialLine, ...]
    chosen: int | None
    masked: bool
    referral: str
    papers: Papers
    checklist: Checklist
    newer: Checklist | None
    saved: Sheet | None
    typed: Sheet
    draft_at: datetime | None
    signatures: tuple[Signature, ...]
    shut: str
    stale: bool
    latest: date | None
    people: tuple[str, ...]


def review_key(case_id: int, attachment_id: int | None = None) -> str:
    """Return the key the autosaved sheet of a 公开件 of a case is kept under."""
    return f"review:{case_id}:{attachment_id}" if attachment_id else f"review:{case_id}"


def review_view(office: Office, case_id: int, today: date, attachment_id: int | None = None) -> ReviewView:
    """Return the review of a 公开件 with its unsaved input.

    Args:
        office: the open record.
        case_id: the case.
        today: the day.
        attachment_id: the 公开件; None, or one that does not go out, takes the first that is not reviewed yet.

    Raises:
        UnknownRow: no such case.
    """
    case = load_case(office, case_id, today)
    given = disclosed(case.attachments)
    chosen = _chosen(case, given, attachment_id)
    sheet = next((r for r in case.reviews if r.attachment_id == (chosen.id if chosen else None)), None)
    draft = kept_draft(office, review_key(case_id, chosen.id if chosen else None))
    shut = next(v.reason for v in verb_states(case.state) if v.verb == "review")
    newest = office.checklist
    own = office.checklist_of(sheet.checklist_version) if sheet else newest
    moved = draft is not None and not shut and draft.payload.get("checklist") == newest.version
    checklist = newest if moved else own
    saved = _saved(own, sheet) if sheet else None
    typed = saved or _new(checklist, case, chosen, office.record.reviews(case_id))
    answered = last(case.state.facts, "review_answered")
    if draft is not None:
        typed = _from_payload(checklist, draft.payload)
    return ReviewView(
        case=case,
        materials=tuple(_line(case, row) for row in given),
        chosen=chosen.id if chosen else None,
        masked=chosen is not None and chosen.masked_from is not None,
        referral=str(answered.detail.get("conclusion", "")) if answered else "",
        papers=papers_of(case, sheet) if sheet else Papers(None, None),
        checklist=checklist,
        newer=None if shut or checklist.version == newest.version else newest,
        saved=saved,
        typed=typed,
        draft_at=draft.saved_at if draft else None,
        signatures=tuple(signatures_of(sheet, case.state.facts)) if sheet else (),
        shut=shut,
        stale=case.sheets.stale,
        latest=case.clock.due if case.clock else None,
        people=tuple(p.name for p in office.people()),
    )


def _chosen(case: CaseFile, given: list[AttachmentRow], attachment_id: int | None) -> AttachmentRow | None:
    """Return the 公开件 whose sheet is shown, None for the reply as a whole."""
    if any(r.attachment_id is None for r in case.reviews) and not case.sheets.stale:
        return None
    named = [row for row in given if row.id == attachment_id]
    bare = [row for row in given if row.id not in {r.attachment_id for r in case.reviews}]
    return next(iter([*named, *bare, *given]), None)


def _line(case: CaseFile, row: AttachmentRow) -> MaterialLine:
    sheet = next((r for r in case.reviews if r.attachment_id == row.id), None)
    signed = len(signatures_of(sheet, case.state.facts)) if sheet else 0
    state = "没有审查表" if sheet is None else sheet.conclusion or "没有结论"
    state += f"，{signed} 人已签字" if signed else ""
    return MaterialLine(row.id, row.name, row.media_type, looked_of(row.looked), state, len(row.masks))


def moved_to(checklist: Checklist, sheet: Sheet) -> Sheet:
    """Return a sheet as another checklist asks for it: its new items unanswered, those it no longer has left out."""
    return _from_payload(checklist, sheet.payload())


def _saved(checklist: Checklist, review: ReviewRow) -> Sheet:
    ids = [item.id for item in checklist.items]
    return Sheet(
        material=review.material,
        head={key: str(review.head.get(key, "")) for key in HEAD_LABELS},
        answers={key: str(review.answers.get(key, {}).get("answer", "")) for key in ids},
        notes={key: str(review.answers.get(key, {}).get("note", "")) for key in ids},
        handled={key: str(review.answers.get(key, {}).get("handled", "")) for key in ids},
        conclusion=review.conclusion,
        reason=review.reason,
        checklist=checklist.version,
    )


def _new(
    checklist: Checklist, case: CaseFile, chosen: AttachmentRow | None, sheets: Sequence[ReviewRow]
) -> Sheet:
    """Return a new sheet; that of a masked copy begins with the answers of its original, to be looked over again."""
    name = chosen.name.rpartition(".")[0] if chosen else ""
    before = [r for r in sheets if chosen is not None and chosen.masked_from and r.attachment_id == chosen.masked_from]
    if before:
        sheet = _saved(checklist, before[-1])
        masked = {item.id: MASKED for item in checklist.against(sheet.answers) if not (item.closes or item.refers)}
        kept = {key: way for key, way in sheet.handled.items() if way in (REMOVED, DECIDED)}
        begun = replace(sheet, material=name[:200], handled={**sheet.handled, **masked, **kept})
        return replace(begun, conclusion="", reason="", checklist=checklist.version)
    head = dict.fromkeys(HEAD_LABELS, "")
    head |= {"department": case.row.department, "audience": "申请人", "publicity": "依申请公开"}
    blank = {item.id: "" for item in checklist.items}
    return Sheet(name[:200], head, blank, dict(blank), dict(blank), "", "", checklist.version)


def _from_payload(checklist: Checklist, payload: Mapping[str, Any]) -> Sheet:
    ids = [item.id for item in checklist.items]
    head, answers, notes, handled = (payload.get(key) or {} for key in ("head", "answers", "notes", "handled"))
    return Sheet(
        material=str(payload.get("material", "")),
        head={key: str(head.get(key, "")) for key in HEAD_LABELS},
        answers={key: str(answers.get(key, "")) for key in ids},
        notes={key: str(notes.get(key, "")) for key in ids},
        handled={key: str(handled.get(key, "")) for key in ids},
        conclusion=str(payload.get("conclusion", "")),
        reason=str(payload.get("reason", "")),
        checklist=checklist.version,
    )
