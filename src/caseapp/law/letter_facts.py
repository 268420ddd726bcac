"""What 定稿前自查 looks at, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from caseapp.law.letter_words import Words
from caseapp.law.outcomes import Outcome
from caseapp.law.review import ReviewState

BLOCK, WARN = "阻断", "提醒"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is looked at, gathered by casework.

    Attributes:
        decided: the 成文日期 printed on the letter.
        signed_off: day of 签发, None before.
        review_stale: the material (公开件) is no longer what was reviewed.
        blank_slots: labels of required blanks not filled.
        remedy_problem: the sentence of a remedy clause that could not be written, "" when it could.
        missing_glyphs: words naming characters no font has.
        consulted: True when a third party was asked; third_party_agreed when every answer was consent.
        searched: True when a search record stands.
        request_blank: True when the request's own words are missing.
        clock_state: the state of the reply clock.
        reasons_asked: reasons for excessive requests were asked; reasons_acceptable: what was thought of them.
        changed_since_submitted: the text is not the one that was sent for signature.
        extension_untold: an extension is in force the applicant is not known to have been told of.
        words: what the letter says.
        unit: the 政府信息公开工作机构, an inner unit that does not sign.
        divisible: the review says that masking would let a part be given.
        number_gap: what a typed 文号 leaves out, in words, "" when nothing.
        number_year: the year of a typed 文号, 0 when none was typed.
        unlooked: names of 公开件 nobody looked into.
        open_hits: name of a 公开件, and what was found in it and not dealt with, in words.
        referral_waiting: the organ a 送审 waits for, "" when none does.
        earlier_unknown: the earlier 文号 of a repeated request is in no case of the record.
    """

    outcome: Outcome
    decided: date
    today: date
    due: date | None
    clock_state: str
    signed_off: date | None
    review: ReviewState | None
    review_stale: bool
    blank_slots: tuple[str, ...]
    remedy_problem: str
    missing_glyphs: str
    consulted: bool
    third_party_agreed: bool
    consulting: bool
    clarified: bool
    searched: bool
    request_blank: bool
    phone: str
    address: str
    organ: str
    reasons_asked: bool = False
    reasons_acceptable: bool | None = None
    extension_untold: bool = False
    changed_since_submitted: bool = False
    words: Words = field(default_factory=Words)
    unit: str = ""
    divisible: bool = False
    number_gap: str = ""
    number_year: int = 0
    earlier_unknown: bool = False
    unlooked: tuple[str, ...] = ()
    open_hits: tuple[tuple[str, str], ...] = ()
    referral_waiting: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    Attributes:
        code: the name of the check.
        level: 阻断 stops finalising; 提醒 needs a typed reason.
        place: where to mend it: review, slots, settings, outcome, dates, consult, request.
    """

    code: str
    level: str
    text: str
    article: str
    place: str
