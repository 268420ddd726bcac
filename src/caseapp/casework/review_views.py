"""The read model of the 保密审查 page: the sheet as saved, what is typed and not yet saved, who signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseapp.casework.casefile import CaseFile, load_case, signatures_of
from caseapp.casework.office import Office
from caseapp.casework.office_views import kept_draft
from caseapp.casework.reviewing import HEAD_LABELS, review_stale
from caseapp.law.permits import verb_states
from caseapp.law.review import Checklist, Signature


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a review sheet.

    Attributes:
        head: keys of HEAD_LABELS.
        answers, notes: item id to answer and to explanation.
    """

    material: str
    head: Mapping[str, str]
    answers: Mapping[str, str]
    notes: Mapping[str, str]
    conclusion: str
    reason: str

    def payload(self) -> dict[str, Any]:
        """Return the sheet as a draft keeps it."""
        return {
            "material": self.material,
            "head": dict(self.head),
            "answers": dict(self.answers),
            "notes": dict(self.notes),
            "conclusion": self.conclusion,
            "reason": self.reason,
        }

    def sheet_answers(self) -> dict[str, dict[str, str]]:
        """Return answers and notes as the verb takes them."""
        return {key: {"answer": self.answers.get(key, ""), "note": self.notes.get(key, "")} for key in self.answers}


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What the page shows.

    Attributes:
        saved: the sheet in the record, None before the first save.
        typed: the sheet to show: the kept draft, else the saved one, else a new one.
        draft_at: when the draft was kept, None when nothing unsaved is kept.
        shut: why the sheet may not be changed now, "" when it may.
        stale: the 公开件 changed after the sheet was saved.
        latest: last day for signing that is still in time, None while no period runs.
    """

    case: CaseFile
    checklist: Checklist
    saved: Sheet | None
    typed: Sheet
    draft_at: datetime | None
    signatures: tuple[Signature, ...]
    shut: str
    stale: bool
    latest: date | None
    people: tuple[str, ...]


def review_key(case_id: int) -> str:
    """Return the key the autosaved sheet of a case is kept under."""
    return f"review:{case_id}"


def review_view(office: Office, case_id: int, today: date) -> ReviewView:
    """Return the review of a case with its unsaved input.

    Raises:
        UnknownRow: no such case.
    """
    case = load_case(office, case_id, today)
    saved = _saved(office, case)
    draft = kept_draft(office, review_key(case_id))
    typed = saved or _new(office, case)
    if draft is not None:
        typed = _from_payload(office, draft.payload)
    return ReviewView(
        case=case,
        checklist=office.checklist,
        saved=saved,
        typed=typed,
        draft_at=draft.saved_at if draft else None,
        signatures=tuple(signatures_of(case.review, case.state.facts)) if case.review else (),
        shut=next(v.reason for v in verb_states(case.state) if v.verb == "review"),
        stale=review_stale(office, case),
        latest=case.clock.due if case.clock else None,
        people=tuple(p.name for p in office.people()),
    )


def _saved(office: Office, case: CaseFile) -> Sheet | None:
    review = case.review
    if review is None:
        return None
    ids = [item.id for item in office.checklist.items]
    return Sheet(
        material=review.material,
        head={key: str(review.head.get(key, "")) for key in HEAD_LABELS},
        answers={key: str(review.answers.get(key, {}).get("answer", "")) for key in ids},
        notes={key: str(review.answers.get(key, {}).get("note", "")) for key in ids},
        conclusion=review.conclusion,
        reason=review.reason,
    )


def _new(office: Office, case: CaseFile) -> Sheet:
    materials = [a.name.rpartition(".")[0] for a in case.attachments if a.role == "material" and not a.voided]
    head = dict.fromkeys(HEAD_LABELS, "")
    head |= {"department": case.row.department, "audience": "申请人", "publicity": "依申请公开"}
    blank = {item.id: "" for item in office.checklist.items}
    return Sheet("、".join(materials)[:200], head, blank, dict(blank), "", "")


def _from_payload(office: Office, payload: Mapping[str, Any]) -> Sheet:
    ids = [item.id for item in office.checklist.items]
    head, answers, notes = (payload.get(key) or {} for key in ("head", "answers", "notes"))
    return Sheet(
        material=str(payload.get("material", "")),
        head={key: str(head.get(key, "")) for key in HEAD_LABELS},
        answers={key: str(answers.get(key, "")) for key in ids},
        notes={key: str(notes.get(key, "")) for key in ids},
        conclusion=str(payload.get("conclusion", "")),
        reason=str(payload.get("reason", "")),
    )
