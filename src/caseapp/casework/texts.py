"""Cleans what people type or paste before it enters the record."""

from __future__ import annotations

import unicodedata

from caseapp.casework.office import Refused

REQUEST_LIMIT = 10_000
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\ufeff\u200b")


def clean(text: str, label: str, limit: int = 200, *, lines: bool = False, required: bool = False) -> str:
    """Return the text without outer blanks, line ends made uniform, invisible joiners left out.

    Markup, formulas and rare characters are kept as typed: they are text.

    Args:
        text: as typed or pasted.
        label: the field's Chinese name, for the refusal.
        limit: longest length (characters).
        lines: whether line breaks may stay.
        required: refuse an empty one.

    Raises:
        Refused: empty though required, too long, or holding control or direction characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").replace("\u2028", "\n")
    text = "".join(char for char in text if char not in _INVISIBLE).strip()
    if not lines:
        text = " ".join(text.split("\n"))
    for position, char in enumerate(text, start=1):
        if char == "\n":
            continue
        if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs"):
            raise Refused(f"“{label}”第 {position} 个字是看不见的控制字符（U+{ord(char):04X}），请删除后重填。")
    if required and not text:
        raise Refused(f"“{label}”没有填写。")
    if len(text) > limit:
        raise Refused(f"“{label}”有 {len(text)} 字，超过了 {limit} 字，请删减，或者把全文作为附件保存。")
    return text
