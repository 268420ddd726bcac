"""Gathers what 定稿前自查 looks at: facts of the case, the review, the words of the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from caseapp import resources
from caseapp.casework.casefile import CaseFile
from caseapp.casework.letters.drafting import ReplyDraft, decided_day, draft_mark
from caseapp.casework.letters.letters import number_known, remedy_for
from caseapp.casework.letters.slots import blank_slots, reply_template, typed_words
from caseapp.casework.office import Office
from caseapp.casework.receiving.parties import names_of
from caseapp.casework.review.disclosed import disclosed
from caseapp.law.facts import last
from caseapp.law.letter_facts import LetterFacts
from caseapp.law.letter_words import Words
from caseapp.law.material_looks import looked_of

if TYPE_CHECKING:
    from caseapp.documents.templates import Template

_NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d{1,6})号")


def letter_facts(
    office: Office, case: CaseFile, draft: ReplyDraft, today: date, glyphs: str = "", text: str = "", number: str = ""
) -> LetterFacts:
    """Gather what 定稿前自查 looks at.

    Args:
        office: the open record.
        case: the case.
        draft: the reply.
        today: the day.
        glyphs: words naming characters no font has.
        text: what is printed, "" while it cannot be.
        number: a 文号 typed from the OA, "" when one is drawn.
    """
    assert case.outcome is not None
    assert case.clock is not None
    decided = decided_day(case, draft, today)
    template = reply_template(office, case.outcome)
    parties = case.clock.history.consultations
    remedy = remedy_for(office, case, decided, draft.serve_way)
    return LetterFacts(
        outcome=case.outcome,
        decided=decided,
        today=today,
        due=case.clock.due,
        clock_state=case.clock.state,
        signed_off=case.state.on("signed_off"),
        review=case.state.review,
        review_stale=case.sheets.stale,
        blank_slots=blank_slots(template, draft.slots),
        remedy_problem=remedy.problem,
        missing_glyphs=glyphs,
        consulted=any(item.party == "third_party" for item in parties),
        third_party_agreed=_all_agreed(case),
        consulting=bool(case.state.open_consultations),
        clarified=case.clock.history.clarification_received is not None,
        searched=case.state.has("searched"),
        request_blank=not case.row.request.strip(),
        phone=office.profile.phone,
        address=office.profile.address,
        organ=office.profile.name,
        reasons_asked=case.state.has("reasons_asked"),
        reasons_acceptable=reasons_acceptable(case),
        changed_since_submitted=_changed(case, draft),
        extension_untold=case.state.untold_extension is not None,
        words=_words(office, case, template, draft, remedy.paragraphs, text),
        unit=office.profile.foi_unit,
        divisible=_answer(case, "K21") == "是",
        earlier_unknown=_earlier_unknown(office, case, draft),
        number_gap=_gap(office, number),
        unlooked=tuple(a.name for a in disclosed(case.attachments) if not looked_of(a.looked).at),
        open_hits=tuple(
            (a.name, words) for a in disclosed(case.attachments) if (words := looked_of(a.looked).open_words)
        ),
        referral_waiting=case.state.referral_waiting,
        number_year=int(parts[2]) if (parts := _NUMBER.fullmatch(number)) else 0,
    )


def reasons_acceptable(case: CaseFile) -> bool | None:
    """Return what was thought of the reasons for excessive requests, None while none were given (条例第三十五条)."""
    given = last(case.facts, "reasons_given")
    return bool(given.detail.get("acceptable")) if given else None


def _all_agreed(case: CaseFile) -> bool:
    answers = [bool(f.detail.get("agrees")) for f in case.facts if f.kind == "third_party_replied"]
    return bool(answers) and all(answers)


def _changed(case: CaseFile, draft: ReplyDraft) -> bool:
    submitted = last(case.state.facts, "submitted")
    mark = submitted.detail.get("draft") if submitted else None
    return mark is not None and draft_mark(draft) != mark


def _words(
    office: Office, case: CaseFile, template: Template, draft: ReplyDraft, remedy: Sequence[str], text: str
) -> Words:
    typed = typed_words(template, draft.slots)
    joined = "\n".join(part for _, part in typed)
    strangers = office.record.applicants_named(joined, case.id) if joined else []
    own = "".join(names_of(case.row)) + office.profile.name
    return Words(
        whole=text,
        typed=typed,
        remedy=tuple(remedy) if text else (),
        organ=office.profile.reconsideration_organ,
        court=office.profile.court,
        strangers=tuple(name for name in strangers if name not in own),
        rules=resources.load_superseded(),
    )


def _gap(office: Office, number: str) -> str:
    """Return what a typed 文号 leaves out of its series, in words; "" when it follows the last one."""
    parts = _NUMBER.fullmatch(number)
    if parts is None:
        return ""
    series = f"{parts[1]}〔{parts[2]}〕"
    taken = [int(found[3]) for n in office.record.numbers_like(series) if (found := _NUMBER.fullmatch(n))]
    floor = int(office.record.setting(f"letter_floor:{parts[1]}:{parts[2]}", 0) or 0)
    last_one = max([floor, *taken])
    if last_one and int(parts[3]) > last_one + 1:
        return f"文号“{number}”与已有的 {series}{last_one}号 不连续，请核对"
    return ""


def _answer(case: CaseFile, check: str) -> str:
    answers = (str(sheet.answers.get(check, {}).get("answer", "")) for sheet in case.reviews)
    return next((answer for answer in answers if answer), "")


def _earlier_unknown(office: Office, case: CaseFile, draft: ReplyDraft) -> bool:
    """Tell whether a repeated request rests on a 文号 that no case here carries."""
    assert case.outcome is not None
    number = str(draft.slots.get("earlier_number") or "").strip()
    return case.outcome.id == "repeated" and bool(number) and not number_known(office, number)
