"""Letters and sheets a verb freezes on its way: numbered, and said where none could be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseapp.casework.letters.letters import draw_number, freeze, number_taken
from caseapp.casework.letters.typefaces import FontUnusable
from caseapp.casework.office import Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working
from caseapp.law.calendar import DateOutOfCalendar

# Detail of a fact: documents it made beside the one it points to; all fall with it.
MORE_DOCUMENTS = "more_documents"


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that went out with a verb; ``document_id`` is None where no font could print it."""

    document_id: int | None
    number: str


def send(
    work: Working,
    template_id: str,
    slots: Mapping[str, Any],
    *,
    on: date,
    number: str = "",
    code: str = "",
    remedy: Sequence[str] = (),
    served_online: bool = False,
) -> Sent:
    """Freeze a letter with its 文号: the one typed from the OA, else the next of the series.

    Args:
        work: the verb at work.
        template_id: the letter.
        slots: its blanks.
        on: its 成文日期.
        number: a 文号 of the OA, "" draws one.
        code: 机关代字 of the series, "" is that of procedural letters.
        remedy: the remedy clause where the letter carries one.
        served_online: whether that clause was written for service over the internet.

    Raises:
        Refused: the 文号 is taken, no 机关代字 is set, or a blank does not fit.
    """
    given = clean(number, "文号", 60)
    if given and (number_taken(work, given) or _stands_here(work, given)):
        raise Refused(f"文号“{given}”已经用过，请核对。")
    drawn = given or draw_number(work, code or work.office.profile.code_notice, on.year)
    return Sent(_frozen(work, template_id, slots, on, drawn, remedy, served_online), drawn)


def make_sheet(
    work: Working, template_id: str, slots: Mapping[str, Any], *, on: date, extra: Mapping[str, Any] | None = None
) -> int | None:
    """Freeze a form that stays in the house and has no 文号; None where no font could print it."""
    return _frozen(work, template_id, slots, on, extra=extra)


def _frozen(
    work: Working,
    template_id: str,
    slots: Mapping[str, Any],
    on: date,
    number: str = "",
    remedy: Sequence[str] = (),
    served_online: bool = False,
    extra: Mapping[str, Any] | None = None,
) -> int | None:
    """Freeze a document; what cannot be printed does not keep the step from being recorded."""
    from caseapp.documents.fonts import MissingGlyph

    try:
        return freeze(
            work,
            template_id,
            slots,
            made_on=on,
            number=number,
            remedy=remedy,
            served_online=served_online,
            extra=extra,
        )
    except (MissingGlyph, FontUnusable) as problem:
        said = f"已登记，但没有生成文书：{problem}"
        work.note = f"{work.note}\n{said}" if work.note else said
        return None


def _stands_here(work: Working, number: str) -> bool:
    return any(d.number == number and not d.voided for d in work.case.documents)


def last_day(office: Office, on: date, term: int) -> date | None:
    """Return the last of a number of working days, None beyond the calendar."""
    try:
        return office.calendar.add(on, term)
    except DateOutOfCalendar:
        return None
