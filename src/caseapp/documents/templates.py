"""The templates of letters and forms: one file each, a TOML header and the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from caseapp import resources

KINDS = ("reply", "notice", "form")
HEADS = ("", "letter", "general")
SLOT_TYPES = ("text", "long", "date", "int", "choice", "list")
MAX_BYTES = 256 * 1024
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


def parse(name: str, source: str, *, trusted: bool = False) -> Template:
    """Return the template a file holds.

    Args:
        name: file name, for example ``receipt.txt``.
        source: its text.
        trusted: whether it is shipped with the program, so that it need not be looked over and tried.

    Raises:
        TemplateError: the header or the markup is faulty, or the text does more than print facts.
    """
    from caseapp.documents.headers import read_header
    from caseapp.documents.trial import check_syntax, vet

    if len(source.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise TemplateError(name, 0, f"文件超过 {MAX_BYTES // 1024} KB，不是文书模板。")
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fences = [number for number, line in enumerate(lines) if line.strip() == _FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise TemplateError(name, 1, "文件应以两行 +++ 之间的说明开头。")
    text = "\n".join(lines[fences[1] + 1 :])
    template = read_header(name, lines[1 : fences[1]], text, fences[1] + 2)
    check_syntax(template)
    if not trusted:
        vet(template)
    return template


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
def shipped_sources() -> Mapping[str, str]:
    """Return the text of every bundled template file by id, read once."""
    folder = resources.root() / "templates"
    return MappingProxyType({path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))})


@cache
def load_templates() -> Mapping[str, Template]:
    """Return the bundled templates by id, read once.

    Raises:
        TemplateError: a template file is faulty.
    """
    found = (parse(f"{key}.txt", text, trusted=True) for key, text in shipped_sources().items())
    return MappingProxyType({template.id: template for template in found})
