"""The columns of an old ledger (旧台账) and the other names offices and platforms give them and what stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOTE = "备注"
SKIP = ""
"""The target of a column that is not imported."""

COLUMNS: tuple[str, ...] = (
    "登记编号",
    "申请人",
    "申请人类别",
    "申请渠道",
    "收到日期",
    "申请内容",
    "办理结果",
    "办结日期",
    "答复文号",
    "送达方式",
    "联系电话",
    "复议结果",
    "诉讼类型",
    "诉讼结果",
    NOTE,
    "证件类型",
    "证件号码",
    "电子邮箱",
    "通信地址",
    "邮政编码",
    "共同申请人",
    "代理人",
    "提供方式",
    "获取方式",
    "承办科室",
    "经办人",
)
REQUIRED: tuple[str, ...] = ("登记编号", "申请人", "收到日期")
OPEN = "open"
"""The value of 办理结果 for a case still under way."""

_BRACKETED = re.compile(r"[(\[【<《].*?[)\]】>》]")
_MARKS = re.compile(r"[\s*※:：,，。]+")


def plain(words: str) -> str:
    """Return a heading or a value as it is compared: half-width, without blanks and stray marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words)).lower()


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """What is known by another name.

    Attributes:
        columns: heading as ``plain`` returns it -> column, SKIP for one that is never needed.
        groups: headings of an upper row that change nothing of the meaning below.
        values: column -> value as ``plain`` returns it -> id (class, channel), row of table 三 as text, or OPEN.
    """

    columns: Mapping[str, str]
    groups: frozenset[str]
    values: Mapping[str, Mapping[str, str]]

    def column(self, heading: str) -> str | None:
        """Return the column a heading means, with or without what it says in brackets; None for one not known."""
        bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", heading))
        return self.columns.get(plain(heading), self.columns.get(plain(bare)))

    def value(self, column: str, words: str) -> str | None:
        """Return the id a value of a column means, None for one not known."""
        return self.values.get(column, {}).get(plain(words))

    def guess(self, headings: Sequence[str]) -> dict[str, str]:
        """Return heading -> column: the column's own name first, then the first that is another name of it.

        What is not known, or would be a second column of its kind, goes to 备注.
        """
        found = {heading: heading for heading in headings if heading in COLUMNS}
        taken = set(found)
        for heading in headings:
            if heading in found or not heading:
                continue
            column = self.column(heading)
            if column is None or column in taken:
                column = NOTE
            elif column not in (SKIP, NOTE):
                taken.add(column)
            found[heading] = column
        return {heading: found[heading] for heading in headings if heading}
