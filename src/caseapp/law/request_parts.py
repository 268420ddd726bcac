"""The matters of one request (一事一申请): where its words number them, they come apart."""

from __future__ import annotations

import re

_STYLES = (
    re.compile(r"(?:^|(?<=[\n。；;：:，,\s]))[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"(?:^|(?<=[\n。；;：:，,\s]))\d{1,2}[.．、](?=\d{4}年|\D)"),
    re.compile(r"[（(]\d{1,2}[)）]"),
    re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]"),
)
_ENDS = " \n。；;，,、"


def numbered_parts(request: str) -> list[str]:
    """Return the matters a request numbers itself, in order, [] where it numbers none or one.

    The words before the first number stay out: they say that something is asked for, not what.
    """
    for style in _STYLES:
        marks = list(style.finditer(request))
        if len(marks) > 1:
            ends = [mark.start() for mark in marks[1:]] + [len(request)]
            parts = [request[mark.end() : end].strip(_ENDS) for mark, end in zip(marks, ends, strict=True)]
            return [" ".join(part.split()) for part in parts if part.strip()]
    return []
