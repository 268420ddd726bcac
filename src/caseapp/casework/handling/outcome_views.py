"""Outcomes to choose from, each with the consequences it fixes, and what several items come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseapp.casework.case_views import REMEDY_WORDS, REVIEW_WORDS
from caseapp.casework.case_words import row_label
from caseapp.casework.letters.slots import template_of
from caseapp.casework.office import Office, Refused
from caseapp.law.errors import LawRefusal
from caseapp.law.outcomes import Item, Outcome
from caseapp.law.several import counted, several


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """One outcome to choose, with the consequences it fixes.

    Attributes:
        id: key of the taxonomy, its ground in it where there are several.
        group: heading of annual table 三 it stands under.
        basis: legal basis on the day asked, "" where the law names none.
        letter: title of its letter, or why there is none.
        item: whether it may be the outcome of one item among several.
        cites: the handler names the article it rests on.
    """

    id: str
    label: str
    group: str
    basis: str
    letter: str
    annual_row: str
    remedy: str
    review: str
    item: bool = False
    cites: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """What several items come to, or in ``problem`` why they come to nothing yet.

    Attributes:
        counts_as: id of the outcome counted.
    """

    counts_as: str = ""
    letter: str = ""
    annual_row: str = ""
    remedy: str = ""
    review: str = ""
    problem: str = ""


def outcome_choices(office: Office, on: date) -> list[OutcomeChoice]:
    """Return the outcomes a handler may decide, on each ground, in the order of table 三; 撤回 has its own verb."""
    return [
        _choice(office, grounded, on)
        for outcome in office.outcomes.items.values()
        if outcome.id != "withdrawn"
        for grounded in ([outcome.on_ground(ground.id) for ground in outcome.grounds] or [outcome])
    ]


def outcome_choice(office: Office, outcome_id: str, on: date) -> OutcomeChoice:
    """Return one outcome with its consequences.

    Raises:
        UnknownOutcome: not in the taxonomy.
    """
    return _choice(office, office.outcomes[outcome_id], on)


def together(office: Office, items: Sequence[tuple[str, str]], counts_as: str) -> Together:
    """Return what items come to: the words of each and its outcome; ``counts_as`` overrides the row counted."""
    if not all(outcome for _, outcome in items):
        return Together(problem="每一项都选定办理结果后显示。")
    given = [Item(asked or "—", office.outcomes[outcome]) for asked, outcome in items]
    by_rule = counted(given, office.outcomes)
    try:
        found = several(given, office.outcomes[counts_as] if counts_as else by_rule)
    except LawRefusal as refusal:
        return Together(problem=refusal.sentence)
    changed = f"（按规则计入：{row_label(by_rule.row)}；请写明理由）" if found.row != by_rule.row else ""
    return Together(
        counts_as=found.id,
        letter=_letter_title(office, found.letter),
        annual_row=row_label(found.row) + changed,
        remedy=REMEDY_WORDS[found.remedy],
        review=REVIEW_WORDS[found.review],
    )


def _choice(office: Office, outcome: Outcome, on: date) -> OutcomeChoice:
    full = row_label(outcome.row)
    return OutcomeChoice(
        id=outcome.key,
        label=outcome.ground_label,
        group=outcome.label.partition("（")[0],
        basis=outcome.basis_on(on) or "条文没有直接规定",
        letter=_letter_title(office, outcome.letter),
        annual_row=full,
        remedy=REMEDY_WORDS[outcome.remedy],
        review=REVIEW_WORDS[outcome.review],
        item=bool(outcome.item),
        cites=outcome.cites,
    )


def _letter_title(office: Office, template_id: str) -> str:
    if not template_id:
        return "没有答复书"
    try:
        return template_of(office, template_id).title
    except Refused:
        return "本版本没有这种答复书模板，须在 OA 中起草"
