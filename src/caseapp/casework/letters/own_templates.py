"""The office's own wording of templates: kept in versions beside the shipped text, which stays as it came.

An update of the program brings another shipped text; the office's own goes on being used, and both are shown.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from caseapp.casework.letters.own_versions import Kept, OwnVersion, entry_of, kept_in, sha_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.store.errors import BadText

if TYPE_CHECKING:
    from caseapp.documents.templates import Slot, Template

SETTING = "own_templates"
_FIXED = ("kind", "outcomes", "remedy", "head", "in_force_from", "in_force_until")
_DONE = Done(0, frozenset({"settings"}))


def shipped_text(template_id: str) -> str:
    """Return the text of a template file as it came with the program.

    Raises:
        Refused: there is none.
    """
    from caseapp.documents.templates import shipped_sources

    shipped_template(template_id)
    return shipped_sources()[template_id]


def shipped_template(template_id: str) -> Template:
    """Return a template as it came with the program.

    Raises:
        Refused: there is none.
    """
    from caseapp.documents.templates import load_templates

    found = load_templates().get(template_id)
    if found is None:
        raise Refused("这种办理结果的答复书模板还没有，请在 OA 中起草，或者改选办理结果。")
    return found


def office_template(office: Office, template_id: str) -> Template:
    """Return a template in the wording of the office, where it has one that can be used, else as shipped.

    Raises:
        Refused: this version has none for it.
    """
    shipped = shipped_template(template_id)
    active = kept(office, template_id).active
    own = _own(shipped, active)[0] if active else None
    return own or shipped


def own_problem(template_id: str, version: OwnVersion) -> str:
    """Return why a version kept in the record cannot be used, "" when it can."""
    return _own(shipped_template(template_id), version)[1]


def read_own(template_id: str, source: str) -> Template:
    """Return the template an office's text makes.

    Raises:
        TemplateError: the text is faulty; name, line and fault.
        Refused: it changes what the program relies on.
    """
    from caseapp.documents.templates import parse

    shipped = shipped_template(template_id)
    template = parse(shipped.file, source)
    problem = _unlike(shipped, template)
    if problem:
        raise Refused(problem)
    return template


def save_template(office: Office, template_id: str, source: str, note: str) -> Done:
    """Keep a wording of the office as its newest version, in use from now on.

    Raises:
        TemplateError: the text is faulty. MissingGlyph: a character no font has.
        Refused: it changes what the program relies on, says nothing new, or comes without a note.
    """
    from caseapp.documents.example import example_context
    from caseapp.documents.press import typeset

    note = clean(note, "修改说明", 200, required=True)
    source = source.removeprefix("\ufeff").replace("\r\n", "\n")
    template = read_own(template_id, source)
    typeset(template, example_context(template))
    with office.record.change("修改模板措辞", office.who, office.now()) as change:
        before = kept(office, template_id)
        shipped = shipped_text(template_id)
        if before.active is None and source == shipped:
            raise Refused("与随程序提供的原文完全相同，没有可保存的改动。")
        if before.active and source == before.active.text and before.active.base_sha == sha_of(shipped):
            raise Refused("与正在使用的一版完全相同，没有可保存的改动。")
        base = shipped_template(template_id).version
        added = before.added(office.now(), office.who, note, source, base, shipped)
        change.set_setting(SETTING, _with(office, template_id, (*before.versions, added), added.number))
    return _DONE


def use_version(office: Office, template_id: str, number: int) -> Done:
    """Use an earlier version of the office's wording again.

    Raises:
        Refused: there is no such version, or it can no longer be used.
    """
    version = version_of(office, template_id, number)
    problem = own_problem(template_id, version)
    if problem:
        raise Refused(f"本机关第 {number} 版不能使用：{problem}")
    with office.record.change("改用模板的另一版", office.who, office.now()) as change:
        change.set_setting(SETTING, _with(office, template_id, kept(office, template_id).versions, number))
    return _DONE


def return_to_shipped(office: Office, template_id: str) -> Done:
    """Use the shipped text again; the office's versions are kept.

    Raises:
        Refused: no such template, or the shipped text is what is used.
    """
    title = shipped_template(template_id).title
    if kept(office, template_id).active is None:
        raise Refused(f"“{title}”现在用的就是随程序提供的原文。")
    with office.record.change("恢复模板原文", office.who, office.now()) as change:
        change.set_setting(SETTING, _with(office, template_id, kept(office, template_id).versions, None))
    return _DONE


def version_of(office: Office, template_id: str, number: int) -> OwnVersion:
    """Return one version of the office's wording.

    Raises:
        Refused: there is none of this number.
    """
    title = shipped_template(template_id).title
    for version in kept(office, template_id).versions:
        if version.number == number:
            return version
    raise Refused(f"“{title}”没有本机关第 {number} 版。")


def kept(office: Office, template_id: str) -> Kept:
    """Return what the record holds of a template; what was broken by hand counts as not there."""
    return kept_in(_all(office).get(template_id))


def _all(office: Office) -> dict[str, Any]:
    found = office.record.setting(SETTING, {})
    return found if isinstance(found, dict) else {}


def _with(office: Office, template_id: str, versions: tuple[OwnVersion, ...], active: int | None) -> dict[str, Any]:
    """Return the whole setting with another state of one template."""
    return {**_all(office), template_id: entry_of(versions, active)}


def _own(shipped: Template, version: OwnVersion) -> tuple[Template | None, str]:
    return _read(shipped, version.text, version.name)


@lru_cache(maxsize=64)
def _read(shipped: Template, text: str, version: str) -> tuple[Template | None, str]:
    """Return the template of a kept text, or None and why it cannot be used with this version of the program."""
    from caseapp.documents.templates import TemplateError, parse

    try:
        template = parse(shipped.file, text)
    except (TemplateError, BadText) as error:
        return None, str(error)
    problem = _unlike(shipped, template)
    return (None, problem) if problem else (replace(template, version=version), "")


def _unlike(shipped: Template, own: Template) -> str:
    """Return what an own text changes that the program relies on, "" when it changes wording alone."""
    for key in _FIXED:
        if getattr(own, key) != getattr(shipped, key):
            return f"模板 {shipped.file} 说明部分的 {key} 应当与原文一致，只可以修改措辞、指南、提示，增加填写项。"
    given = {slot.name: slot for slot in own.slots}
    for slot in shipped.slots:
        if slot.name not in given:
            return f"模板 {shipped.file} 缺少填写项“{slot.label}”（{slot.name}），原文的填写项不能删去。"
        if _narrower(slot, given[slot.name]):
            return (
                f"模板 {shipped.file} 的填写项“{slot.label}”（{slot.name}）应当保留原来的 type、required 和 choices，"
                "max_length 不能缩短。"
            )
    ours = {slot.name for slot in shipped.slots}
    added = next((slot for slot in own.slots if slot.required and slot.name not in ours), None)
    if added and shipped.kind != "reply":
        return f"模板 {shipped.file} 增加的填写项“{added.label}”不能必填：这种文书由办理步骤生成，不另行填写。"
    return ""


def _narrower(shipped: Slot, own: Slot) -> bool:
    if (own.type, own.required) != (shipped.type, shipped.required) or own.max_length < shipped.max_length:
        return True
    return own.choices != shipped.choices
