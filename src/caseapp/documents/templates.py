"""The templates of letters and forms: one file each, a TOML header and the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from caseapp import resources

KINDS = ("reply", "notice", "form")
HEADS = ("", "letter", "general")
SLOT_TYPES = ("text", "long", "date", "int", "choice", "list")
_FENCE = "+++"


class TemplateError(ValueError):
    """A template file is faulty; the message names the file, the line and the fault in Chinese.

    Attributes:
        file: name of the template file.
        line: line in that file, counted from 1, or 0 when the fault has no one line.
    """

    def __init__(self, file: str, line: int, fault: str) -> None:
        self.file = file
        self.line = line
        where = f"模板 {file} 第 {line} 行" if line else f"模板 {file}"
        super().__init__(f"{where}：{fault}")


@dataclass(frozen=True, slots=True)
class Slot:
    """One blank of a template, filled by the handler.

    Attributes:
        name: its name in the text, ``slots.name``.
        label: what the form calls it.
        type: "text", "long" (several lines), "date", "int", "choice" or "list" (one entry a line).
        required: whether the letter may be finalised without it.
        max_length: longest text, in characters.
        help: one sentence under the field.
        example: an example of a good answer.
        choices: the answers of a "choice".
    """

    name: str
    label: str
    type: str = "text"
    required: bool = False
    max_length: int = 200
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One letter or form.

    Attributes:
        id: name of its file without the suffix.
        version: changes whenever wording changes; frozen letters keep it.
        title: what the office calls it.
        kind: "reply" and "notice" are letters in 信函格式, "form" is a sheet.
        addressee: whom it goes to, in words.
        outcomes: ids of the outcomes it answers with, empty for notices and forms.
        in_force_from: first day it may be dated; None has no limit.
        in_force_until: last day it may be dated; None has no limit.
        basis: articles it rests on, for the guide.
        remedy: whether it carries the remedy clause.
        guide: 使用指南.
        evidence: what must be in the file before it is finalised.
        slots: the blanks, in the order of the form.
        text: Jinja2 text in the markup of ``markup.py``.
        text_line: line of the file the text begins on.
        head: "letter" 信函格式, "general" 公文通用格式, "" no red head.
    """

    id: str
    version: str
    title: str
    kind: str
    addressee: str
    outcomes: tuple[str, ...]
    in_force_from: date | None
    in_force_until: date | None
    basis: tuple[str, ...]
    remedy: bool
    guide: str
    evidence: tuple[str, ...]
    slots: tuple[Slot, ...]
    text: str
    text_line: int
    head: str = ""

    @property
    def file(self) -> str:
        """Name of the template's file."""
        return f"{self.id}.txt"

    def in_force(self, day: date) -> bool:
        """Return whether a letter of that date may be written with this template."""
        return (self.in_force_from or day) <= day <= (self.in_force_until or day)


def parse(name: str, source: str) -> Template:
    """Return the template a file holds.

    Args:
        name: file name, for example ``receipt.txt``.
        source: its text.

    Raises:
        TemplateError: the header or the markup is faulty.
    """
    lines = source.replace("\r\n", "\n").split("\n")
    fences = [number for number, line in enumerate(lines) if line.strip() == _FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise TemplateError(name, 1, "文件应以两行 +++ 之间的说明开头。")
    header = _header(name, "\n".join(lines[1 : fences[1]]))
    text_line = fences[1] + 2
    text = "\n".join(lines[fences[1] + 1 :])
    template = _template(name, header, text, text_line)
    from caseapp.documents.wording import check_syntax

    check_syntax(template)
    return template


def _header(name: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise TemplateError(name, int(line[1]) + 1 if line else 1, "说明部分不是正确的 TOML 写法。") from error


def _template(name: str, header: dict[str, Any], text: str, text_line: int) -> Template:
    def take(key: str, kind: type, default: object = None) -> Any:  # noqa: ANN401 -- TOML value of the kind
        value = header.pop(key, default)
        if value is None or not isinstance(value, kind):
            raise TemplateError(name, 1, f"说明部分的 {key} 缺失或类型不对。")
        return value

    def day(key: str) -> date | None:
        value = header.pop(key, None)
        if value is not None and not isinstance(value, date):
            raise TemplateError(name, 1, f"说明部分的 {key} 应为日期，例如 2019-05-15。")
        return value

    slots = tuple(_slot(name, raw) for raw in take("slot", list, []))
    template = Template(
        id=take("id", str), version=take("version", str), title=take("title", str), kind=take("kind", str),
        addressee=take("addressee", str, ""), outcomes=tuple(take("outcomes", list, [])),
        in_force_from=day("in_force_from"), in_force_until=day("in_force_until"),
        basis=tuple(take("basis", list, [])), remedy=take("remedy", bool, False),
        guide=take("guide", str).strip(), evidence=tuple(take("evidence", list, [])),
        slots=slots, text=text, text_line=text_line, head=take("head", str, ""),
    )
    if header:
        raise TemplateError(name, 1, f"说明部分有不认识的项：{'、'.join(header)}。")
    if template.kind not in KINDS:
        raise TemplateError(name, 1, f"kind 只能是 {'、'.join(KINDS)}。")
    if template.head not in HEADS:
        raise TemplateError(name, 1, f"head 只能是 {'、'.join(head for head in HEADS if head)}。")
    if template.kind != "form" and not template.head:
        template = replace(template, head="letter")
    if f"{template.id}.txt" != Path(name).name:
        raise TemplateError(name, 1, f"id“{template.id}”与文件名不一致。")
    if len({slot.name for slot in slots}) != len(slots):
        raise TemplateError(name, 1, "有两个同名的填写项。")
    return template


def _slot(name: str, raw: dict[str, Any]) -> Slot:
    try:
        slot = Slot(**{**raw, "choices": tuple(raw.get("choices", ()))})
    except TypeError as error:
        raise TemplateError(name, 1, f"填写项“{raw.get('name', '')}”有不认识或缺少的项。") from error
    if slot.type not in SLOT_TYPES:
        raise TemplateError(name, 1, f"填写项“{slot.name}”的 type 只能是 {'、'.join(SLOT_TYPES)}。")
    if slot.type == "choice" and not slot.choices:
        raise TemplateError(name, 1, f"填写项“{slot.name}”没有列出 choices。")
    return slot


def slot_problem(slot: Slot, value: object) -> str | None:
    """Return what is wrong with the value of a slot as one sentence, or None."""
    empty = value is None or value == "" or value == []
    if empty:
        return f"请填写“{slot.label}”。" if slot.required else None
    if slot.type == "int":
        return None if str(value).isdecimal() else f"“{slot.label}”应为整数。"
    if slot.type == "date":
        return None if _is_date(value) else f"“{slot.label}”应为日期，例如 2026-11-23。"
    if slot.type == "choice":
        return None if value in slot.choices else f"“{slot.label}”只能从所列选项中选择。"
    entries = value if isinstance(value, (list, tuple)) else [value]
    if any(len(str(entry)) > slot.max_length for entry in entries):
        return f"“{slot.label}”最多 {slot.max_length} 字，请精简。"
    return None


def _is_date(value: object) -> bool:
    if isinstance(value, date):
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


@cache
def load_templates() -> Mapping[str, Template]:
    """Return the bundled templates by id, read once.

    Raises:
        TemplateError: a template file is faulty.
    """
    folder = resources.root() / "templates"
    found = (parse(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))
    return MappingProxyType({template.id: template for template in found})
