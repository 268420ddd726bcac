"""The remedy clause (救济途径) of a reply, by the law of its decision date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.law.errors import LawRefusal


class RemedyIncomplete(LawRefusal):
    """The office profile lacks what the clause must name."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One wording and the days and classes it is for."""

    start: date | None
    until: date | None
    classes: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemedyRules:
    """The dated wordings, and the sentence for service over the internet (行政复议法 2023 第二十二条)."""

    clauses: tuple[Clause, ...]
    online_from: date
    online_text: str


@dataclass(frozen=True, slots=True)
class RemedyOffices:
    """Where to turn: all settings of the office profile, none assumed.

    Attributes:
        organ: 复议机关, the people's government of the same level.
        superior: 上一级主管部门, an alternative until 2023-12-31.
        court: the court for a direct suit.
        online: the internet channel for filing the 复议 application.
    """

    organ: str
    superior: str
    court: str
    online: str


def remedy_paragraphs(
    rules: RemedyRules,
    remedy: str,
    decided: date,
    offices: RemedyOffices,
    *,
    served_online: bool,
    letter: str = "答复书",
) -> tuple[str, ...]:
    """Return the paragraphs that tell the applicant the remedies; empty for class ``none``.

    行政复议法（2023）第二十、二十二、二十三、二十四、三十四条；行政诉讼法第四十五、四十六条；before 2024-01-01
    行政复议法（2017）第十二条.

    Raises:
        RemedyIncomplete: 复议机关, 法院 or the online channel is not set though the clause must name it.
    """
    if remedy == "none":
        return ()
    clause = next(
        c
        for c in rules.clauses
        if remedy in c.classes
        and (c.start is None or c.start <= decided)
        and (c.until is None or decided <= c.until)
    )
    values = {
        "organ": offices.organ,
        "superior": offices.superior,
        "court": offices.court,
        "letter": letter,
        "if_not_satisfied": f"如对本{letter}不服，",
    }
    names = {"organ": "行政复议机关", "superior": "上一级主管部门", "court": "起诉法院"}
    for key, name in names.items():
        if not values[key].strip() and any("{" + key + "}" in text for text in clause.paragraphs):
            raise RemedyIncomplete(f"机关信息中没有填写{name}，救济途径写不完整。请到“设置—机关信息”补填。")
    paragraphs = [text.format(**values) for text in clause.paragraphs]
    if served_online and decided >= rules.online_from:
        if not offices.online.strip():
            raise RemedyIncomplete(
                "通过互联网送达的答复必须写明申请行政复议的互联网渠道，请到“设置—机关信息”补填。",
                "行政复议法第二十二条",
            )
        paragraphs.append(rules.online_text.format(channel=offices.online))
    return tuple(paragraphs)
