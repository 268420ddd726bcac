"""Reads the TOML header of a template file; every fault is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.documents.templates import HEADS, KINDS, SLOT_TYPES, Slot, Template, TemplateError

_SLOT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SLOT_KINDS: dict[str, type] = {
    "name": str, "label": str, "type": str, "required": bool, "max_length": int, "help": str, "example": str,
    "choices": list,
}


def read_header(name: str, lines: Sequence[str], text: str, text_line: int) -> Template:
    """Return the template of a header and the text below it.

    Args:
        name: file name.
        lines: the header between its fences; the first is line 2 of the file.
        text: the text below.
        text_line: line of the file the text begins on.

    Raises:
        TemplateError: the header is faulty.
    """
    return _Header(name, lines).template(text, text_line)


class _Header:
    """One header: its values, taken one by one, and where each is written."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self._name = name
        self._lines = lines
        self._values = self._load()

    def _load(self) -> dict[str, Any]:
        try:
            return tomllib.loads("\n".join(self._lines))
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            number = int(line[1]) + 1 if line else len(self._lines) + 1
            raise TemplateError(self._name, number, "说明部分不是正确的 TOML 写法。") from error
        except (RecursionError, ValueError) as error:
            raise TemplateError(self._name, 1, "说明部分嵌套过深，或者数字过大。") from error

    def _line(self, key: str) -> int:
        """Return the line of the file a value of the header is written on, 1 when it is not there."""
        for number, line in enumerate(self._lines, start=2):
            if line.strip().startswith("[["):
                break
            if re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
        return 1

    def _slot_line(self, index: int) -> int:
        heads = [n for n, line in enumerate(self._lines, start=2) if line.replace(" ", "").startswith("[[slot]]")]
        return heads[index] if index < len(heads) else self._line("slot")

    def _fault(self, key: str, fault: str) -> TemplateError:
        return TemplateError(self._name, self._line(key), fault)

    def _take(self, key: str, kind: type, default: object = None) -> Any:  # noqa: ANN401 -- TOML value of the kind
        value = self._values.pop(key, default)
        if value is None or not isinstance(value, kind):
            raise self._fault(key, f"说明部分的 {key} 缺失或类型不对。")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        values = self._take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self._fault(key, f"说明部分的 {key} 应当是一列文字。")
        return tuple(values)

    def _day(self, key: str) -> date | None:
        value = self._values.pop(key, None)
        if value is not None and type(value) is not date:
            raise self._fault(key, f"说明部分的 {key} 应为日期，例如 2019-05-15。")
        return value

    def template(self, text: str, text_line: int) -> Template:
        slots = tuple(self._slot(n, raw) for n, raw in enumerate(self._take("slot", list, [])))
        template = Template(
            id=self._take("id", str), version=self._take("version", str), title=self._take("title", str),
            kind=self._take("kind", str), addressee=self._take("addressee", str, ""), outcomes=self._texts("outcomes"),
            in_force_from=self._day("in_force_from"), in_force_until=self._day("in_force_until"),
            basis=self._texts("basis"), remedy=self._take("remedy", bool, False),
            guide=self._take("guide", str).strip(), evidence=self._texts("evidence"),
            slots=slots, text=text, text_line=text_line, head=self._take("head", str, ""),
        )
        if self._values:
            raise self._fault(next(iter(self._values)), f"说明部分有不认识的项：{'、'.join(self._values)}。")
        if template.kind not in KINDS:
            raise self._fault("kind", f"kind 只能是 {'、'.join(KINDS)}。")
        if template.head not in HEADS:
            raise self._fault("head", f"head 只能是 {'、'.join(head for head in HEADS if head)}。")
        if not template.title.strip() or len(template.title) > 100:
            raise self._fault("title", "title 应当填写，且不超过 100 字。")
        if template.kind != "form" and not template.head:
            template = replace(template, head="letter")
        if f"{template.id}.txt" != Path(self._name).name:
            raise self._fault("id", f"id“{template.id}”与文件名不一致。")
        if template.in_force_from and template.in_force_until and template.in_force_from > template.in_force_until:
            raise self._fault("in_force_until", "停止适用的日期早于开始适用的日期。")
        names = [slot.name for slot in slots]
        for n, slot_name in enumerate(names):
            if slot_name in names[:n]:
                raise TemplateError(self._name, self._slot_line(n), f"有两个同名的填写项“{slot_name}”。")
        return template

    def _slot(self, index: int, raw: object) -> Slot:
        line = self._slot_line(index)
        if not isinstance(raw, dict):
            raise TemplateError(self._name, line, "填写项应当写成 [[slot]] 和它下面的各项。")
        wrong = next((k for k, v in raw.items() if k in _SLOT_KINDS and type(v) is not _SLOT_KINDS[k]), "")
        if wrong or not all(isinstance(choice, str) for choice in raw.get("choices", ())):
            raise TemplateError(self._name, line, f"填写项“{raw.get('name', '')}”的 {wrong or 'choices'} 类型不对。")
        try:
            slot = Slot(**{**raw, "choices": tuple(raw.get("choices", ()))})
        except TypeError as error:
            raise TemplateError(self._name, line, f"填写项“{raw.get('name', '')}”有不认识或缺少的项。") from error
        if not _SLOT_NAME.fullmatch(slot.name) or slot.name.startswith("item_"):
            raise TemplateError(
                self._name, line, f"填写项的名称“{slot.name}”应当是小写英文字母、数字和下划线，不以 item_ 开头。")
        if slot.type not in SLOT_TYPES:
            raise TemplateError(self._name, line, f"填写项“{slot.name}”的 type 只能是 {'、'.join(SLOT_TYPES)}。")
        if slot.type == "choice" and not slot.choices:
            raise TemplateError(self._name, line, f"填写项“{slot.name}”没有列出 choices。")
        if not slot.label.strip() or slot.max_length < 1:
            raise TemplateError(self._name, line, f"填写项“{slot.name}”的 label 没有填写，或者 max_length 不是正数。")
        return slot
