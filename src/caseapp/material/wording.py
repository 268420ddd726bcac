"""密级 marks and marks of inner use in the text of a file, told from the same words in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

SECRECY, INNER = "密级标志", "内部标志"

_SECRET = re.compile("[绝机秘][ \u3000]{0,4}密")
_STARRED = re.compile("[ \u3000]{0,3}[★☆*＊](?:[ \u3000]{0,2}(?:[0-9０-９]{1,2}[ ]?(?:年|个月|月|天|日)|长期|启用前))?")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "［": "］"}
_LEVEL = re.compile("密[ \u3000]{0,4}级[ \u3000]?[：:][ \u3000]{0,3}$")
_EDGE_BEFORE = re.compile("(?:^|[\n\t\x1e])[ \u3000]{0,40}$")
_EDGE_AFTER = re.compile("[ \u3000\r]{0,40}(?:$|[\n\t\x1e])")
_INNER = re.compile("内部(?:资料|文件|参考|使用|刊物)|注意保存|工作秘密|不得外传")
_GOES_ON = re.compile("(?!注意保存|不得外传|内部)[\u4e00-\u9fff]|、")
_IN_A_LIST = re.compile("[、和或请后属为以]$")


def find_wording(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the class of each mark and where it begins and ends (保密法第二十二条, 第六十四条)."""
    for word in _SECRET.finditer(text):
        if span := _secrecy(text, word.start(), word.end()):
            yield SECRECY, *span
    for word in _INNER.finditer(text):
        before = text[max(0, word.start() - 1) : word.start()]
        if not _IN_A_LIST.search(before) and not _GOES_ON.match(text, word.end()):
            yield INNER, word.start(), word.end()


def _secrecy(text: str, start: int, end: int) -> tuple[int, int] | None:
    if starred := _STARRED.match(text, end):
        return start, starred.end()
    before = text[max(0, start - 48) : start]
    if level := _LEVEL.search(before):
        return start - len(level[0]), end
    if before and _BRACKETS.get(before[-1]) == text[end : end + 1] != "":
        return start - 1, end + 1
    if _EDGE_BEFORE.search(before) and _EDGE_AFTER.match(text, end):
        return start, end
    return None
