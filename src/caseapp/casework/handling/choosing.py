"""What the chooser of one case starts from: the consequences of each outcome, what the record settles, answers kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseapp import resources
from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.handling.already_public import fits_of
from caseapp.casework.handling.outcome_views import OutcomeChoice, outcome_choice, outcome_choices
from caseapp.casework.office import Office
from caseapp.casework.receiving.near import NearRequest, answered_before
from caseapp.law.facts import last
from caseapp.law.known import Known, known_of
from caseapp.law.publications import Fit


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the chooser of one case starts from.

    Attributes:
        choices: the outcomes a handler may decide, in the order of table 三; withdrawal: the one with its own verb.
        known: what the record settles.
        repeats: answered requests of the same applicant this one may repeat.
        public: publications of the office that probably answer it.
        decided: key of the outcome decided, "" before; article: the one named for it; reason: its 理由; answers: what
            it was reasoned by.
    """

    choices: tuple[OutcomeChoice, ...]
    withdrawal: OutcomeChoice
    known: Known
    repeats: tuple[NearRequest, ...]
    public: tuple[Fit, ...]
    decided: str
    article: str
    reason: str
    answers: Mapping[str, int]

    def choice(self, outcome_id: str) -> OutcomeChoice | None:
        """Return an outcome with its consequences by its key, None for none."""
        found = (*self.choices, self.withdrawal)
        return next((choice for choice in found if choice.id == outcome_id), None)


def choosing(office: Office, case_id: int, today: date) -> Choosing:
    """Return what the chooser of a case starts from.

    Raises:
        UnknownRow: no such case.
    """
    case = load_case(office, case_id, today)
    decided = last(case.state.facts, "outcome_decided")
    detail = decided.detail if decided else {}
    return Choosing(
        choices=tuple(outcome_choices(office, today)),
        withdrawal=outcome_choice(office, "withdrawn", today),
        known=known_of_case(office, case, today),
        repeats=answered_before(office, case, today),
        public=fits_of(office, case),
        decided=office.outcomes.kept(detail).key if decided else "",
        article=str(detail.get("cited", "")),
        reason=str(detail.get("reason", "")),
        answers=answers_of(detail.get("path")),
    )


def known_of_case(office: Office, case: CaseFile, today: date) -> Known:
    """Return what the record of a case settles of the questions."""
    return known_of(case.state, case.facts, office.calendar, office.periods, today)


def answers_of(kept: object) -> dict[str, int]:
    """Return kept answers as question -> number; those of questions asked no more are left out."""
    questions = resources.load_chooser().questions
    pairs = kept if isinstance(kept, list | tuple) else ()
    return {str(key): int(number) for key, number in pairs if str(key) in questions}
