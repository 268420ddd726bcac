"""The letter templates as 模板与检查单 shows them: what each is for, whose wording is used, what an update changed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.letters.own_templates import (
    kept,
    office_template,
    own_problem,
    read_own,
    save_template,
    shipped_text,
)
from caseapp.casework.letters.own_versions import OwnState, sha_of
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.outfiles import write_whole

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet
    from caseapp.documents.templates import Template

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


@dataclass(frozen=True, slots=True)
class TemplateState(OwnState):
    """Whose wording of a template is used.

    Attributes:
        card: what it is for, in the wording used.
        shipped_version: version that came with the program.
    """

    card: TemplateCard
    shipped_version: str


def template_cards(office: Office) -> list[TemplateCard]:
    """Return every template as the office uses it: replies first, then notices and forms."""
    return [state.card for state in template_states(office)]


def template_states(office: Office) -> list[TemplateState]:
    """Return whose wording of each template is used: replies first, then notices and forms."""
    from caseapp.documents.templates import load_templates

    order = list(KIND_WORDS)
    found = sorted(load_templates().values(), key=lambda t: (order.index(t.kind), t.id))
    return [_state(office, template) for template in found]


def template_state(office: Office, template_id: str) -> TemplateState:
    """Return whose wording of one template is used.

    Raises:
        Refused: there is no such template.
    """
    from caseapp.documents.templates import load_templates

    if template_id not in load_templates():
        raise Refused(f"没有编号为“{template_id}”的模板，可用的有：{'、'.join(sorted(load_templates()))}。")
    return _state(office, load_templates()[template_id])


def used_text(office: Office, template_id: str) -> str:
    """Return the text of the file in use: the office's own, where it has one that can be used, else the shipped."""
    state = template_state(office, template_id)
    return state.own.text if state.own and not state.problem else shipped_text(template_id)


def own_text(office: Office, template_id: str) -> str:
    """Return the office's own text, be it usable or not; the shipped one where there is none."""
    state = template_state(office, template_id)
    return state.own.text if state.own else shipped_text(template_id)


def difference(office: Office, template_id: str) -> list[str]:
    """Return how the own text differs from the shipped one, as lines of a unified comparison; [] when it does not."""
    own = own_text(office, template_id)
    lines = difflib.unified_diff(
        shipped_text(template_id).splitlines(), own.splitlines(), "原文", "本机关的措辞", lineterm=""
    )
    return list(lines)


def import_template(office: Office, name: str, data: bytes, note: str = "") -> Done:
    """Keep a template file from elsewhere as the office's newest version.

    Raises:
        TemplateError, MissingGlyph, Refused: as ``save_template``; also no text, or no file of a template.
    """
    template_id, source = read_template_file(office, name, data)
    return save_template(office, template_id, source, note.strip() or f"导入 {Path(name).name[:100]}")


def check_template(office: Office, name: str, data: bytes) -> Template:
    """Return the template a file would make, without keeping it.

    Raises:
        TemplateError, Refused: as ``import_template``.
    """
    return read_own(*read_template_file(office, name, data))


def read_template_file(office: Office, name: str, data: bytes) -> tuple[str, str]:
    """Return id and text of a template file.

    Raises:
        Refused: too large, no UTF-8 text, or not named after a template.
    """
    from caseapp.documents.templates import MAX_BYTES

    name = Path(name).name
    if len(data) > MAX_BYTES:
        raise Refused(f"模板 {name}：文件超过 {MAX_BYTES // 1024} KB，不是文书模板。")
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(f"模板 {name} 第 {line} 行：不是 UTF-8 文本，请用记事本另存为 UTF-8。") from None
    if "\x00" in source:
        line = source[: source.index("\x00")].count("\n") + 1
        raise Refused(f"模板 {name} 第 {line} 行：有不是文字的内容。")
    if not name.endswith(".txt"):
        raise Refused(f"模板 {name}：文件名应当是模板编号加 .txt，例如 receipt.txt。")
    template_state(office, name.removesuffix(".txt"))
    return name.removesuffix(".txt"), source


def export_template(office: Office, template_id: str, path: Path) -> Path:
    """Write the text in use to a file named after the template; a folder gets it inside.

    Raises:
        Refused: no such template. OSError: the file cannot be written.
    """
    text = used_text(office, template_id)
    return write_whole(text.encode(), path / f"{template_id}.txt" if path.is_dir() else path)


def example_sheet(office: Office, template_id: str, source: str) -> Sheet:
    """Return the page a text makes for the made-up case, in the office's fonts and under its name.

    Raises:
        TemplateError, MissingGlyph, Refused: the text cannot be used.
    """
    from caseapp.documents.example import example_context
    from caseapp.documents.press import typeset

    template = read_own(template_id, source)
    context = example_context(template)
    if office.profile.name:
        context["office"] |= {"name": office.profile.name}
    return typeset(template, context, office_fonts(office))


def _state(office: Office, shipped: Template) -> TemplateState:
    held = kept(office, shipped.id)
    own = held.active
    changed = own is not None and own.base_sha != sha_of(shipped_text(shipped.id))
    return TemplateState(
        card=_card(office, office_template(office, shipped.id)),
        shipped_version=shipped.version,
        own=own,
        changed=changed,
        problem=own_problem(shipped.id, own) if own else "",
        versions=held.versions[::-1],
    )


def _card(office: Office, template: Template) -> TemplateCard:
    return TemplateCard(
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
