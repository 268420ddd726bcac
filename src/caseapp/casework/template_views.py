"""The letter templates as 模板与检查单 shows them: what each is for, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.casework.office import Office

KIND_WORDS = {"reply": "答复书", "notice": "告知书", "form": "表单"}


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """One template.

    Attributes:
        outcomes: the 办理结果 it answers with.
        slots: label and help of every blank, required ones marked.
    """

    id: str
    title: str
    kind: str
    version: str
    outcomes: tuple[str, ...]
    basis: tuple[str, ...]
    guide: str
    evidence: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    remedy: bool


def template_cards(office: Office) -> list[TemplateCard]:
    """Return every template: replies first, then notices and forms."""
    from caseapp.documents.templates import load_templates

    order = list(KIND_WORDS)
    found = sorted(load_templates().values(), key=lambda t: (order.index(t.kind), t.id))
    return [
        TemplateCard(
            id=template.id,
            title=template.title,
            kind=KIND_WORDS[template.kind],
            version=template.version,
            outcomes=tuple(office.outcomes[key].label for key in template.outcomes),
            basis=template.basis,
            guide=template.guide.strip(),
            evidence=template.evidence,
            slots=tuple((slot.label + ("（必填）" if slot.required else ""), slot.help) for slot in template.slots),
            remedy=template.remedy,
        )
        for template in found
    ]
