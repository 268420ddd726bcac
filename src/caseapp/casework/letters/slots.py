"""The blanks (填写项) of a template: found, cleaned to their types, and told when they are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.casework.letters.own_templates import office_template
from caseapp.casework.office import Office, Refused
from caseapp.casework.texts import clean

if TYPE_CHECKING:
    from caseapp.documents.templates import Slot, Template
    from caseapp.law.outcomes import Outcome


def template_of(office: Office, template_id: str) -> Template:
    """Return a template of the office: in its own wording, else as shipped.

    Raises:
        Refused: this version has none for it.
    """
    return office_template(office, template_id)


def reply_template(office: Office, outcome: Outcome) -> Template:
    """Return the template of the reply to an outcome; one to several items asks for the answer to each.

    Raises:
        Refused: this version has none for it.
    """
    items = [(item.asked, item.outcome.item_help) for item in outcome.items]
    return with_items(template_of(office, outcome.letter), items)


def with_items(template: Template, items: Sequence[tuple[str, str]]) -> Template:
    """Return a template with a blank for the answer to each item: what was asked, and what to write of it."""
    from caseapp.documents.templates import Slot
    from caseapp.documents.wording import cn_number

    blanks = []
    for n, (asked, words) in enumerate(items, start=1):
        label, asks = f"第（{cn_number(n)}）项答复内容", f"答复“{_short(asked)}”。{words}"
        blanks.append(Slot(f"item_{n}", label, "long", True, 2000, asks))
    return replace(template, slots=(*blanks, *template.slots))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else f"{line[:23]}…"


def require_in_force(template: Template, day: date) -> None:
    """Refuse a template whose law was not, or is no longer, in force on the day of the letter.

    Raises:
        Refused: the 成文日期 lies outside its dates.
    """
    if not template.in_force(day):
        raise Refused(f"模板“{template.title}”所依据的规定在 {day} 不适用，请核对成文日期或者改选办理结果。")


def clean_slots(template: Template, slots: Mapping[str, Any], *, complete: bool) -> dict[str, Any]:
    """Return the slots as JSON values, each cleaned to its type.

    Raises:
        Refused: a value does not fit its slot; with ``complete`` also when a required one is blank.
    """
    known = {slot.name: slot for slot in template.slots}
    for name in slots:
        if name not in known:
            names = "、".join(f"{slot.name}（{slot.label}）" for slot in template.slots)
            raise Refused(f"模板“{template.title}”没有名为“{name}”的填写项，可用的有：{names}。")
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


def typed_words(template: Template, slots: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return label and text of the blanks that hold words, as they are typed."""
    return tuple(
        (slot.label, "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or ""))
        for slot in template.slots
        if slot.type in ("text", "long", "list")
        for value in (slots.get(slot.name),)
    )


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
