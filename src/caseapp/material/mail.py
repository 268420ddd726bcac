"""Addresses of 电子邮箱."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AT = re.compile("[@＠]")
_BOX = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}$")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}([A-Za-z]{2,24})(?![A-Za-z0-9])")
_NO_DOMAINS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "bmp", "pdf", "doc", "docx", "xls", "xlsx", "txt", "js"})


def find_mail(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each e-mail address of a text begins and ends; time is linear in the length."""
    for at in _AT.finditer(text):
        box = _BOX.search(text, max(0, at.start() - 64), at.start())
        host = _HOST.match(text, at.end())
        if box and host and host[1].lower() not in _NO_DOMAINS:
            yield box.start(), host.end()
