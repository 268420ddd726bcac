"""The questions that lead to a 办理结果, as data: what is asked, what may be answered, where each answer leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from caseapp.law.errors import LawRefusal
from caseapp.law.outcomes import Outcomes

STEPS: tuple[str, ...] = ("补不补", "是不是", "谁负责", "有没有", "给不给", "怎么给", "怎么答")
"""The seven steps of reasoning; the last is the conclusion itself."""
STANDING = "standing"
"""Outcome of an answer that concludes with the outcome noted on the way (``stand``)."""
CONDITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "clarification": ("none", "waiting", "lapsed", "received"),
        "fee": ("none", "waiting", "lapsed", "paid"),
        "reasons": ("none", "asked", "acceptable", "unacceptable"),
        "third_party": ("none", "asking", "agreed", "refused", "silent"),
        "organ": ("none", "asking", "agreed", "refused", "silent"),
    }
)
"""What the record of a case settles: the matter, and how it may stand."""
MOST_ANSWERS = 9
"""Each answer has a digit key."""


class FaultyChooser(LawRefusal):
    """A file of questions that cannot be asked by; ``faults`` holds one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(f"判断办理结果的问题有误：{'；'.join(faults)}。")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do before, or instead of, an outcome.

    Attributes:
        verb: the verb of the office it is done by, "" where it is done outside the case.
        outcome: the outcome that stands once it is done, "" for most.
        text: what to do, and what comes after.
        practice: it follows usage, not a provision.
    """

    id: str
    label: str
    verb: str
    outcome: str
    article: str
    text: str
    practice: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; it leads to one of ``next``, ``outcome`` and ``act``.

    Attributes:
        stand: outcome noted on the way, for a later answer that concludes with ``standing``; "" notes none.
        reason: why, with the provision; ``{basis}`` is the basis of the outcome it names on the day of the decision.
        hint: what to mind when this answer is chosen.
        quiet: its reason is shown on the way but left out of the draft of the 理由.
        needs, bars, settled: conditions ``matter=state`` that must stand, that must not, that decide by themselves.
    """

    label: str
    next: str
    outcome: str
    act: str
    stand: str
    reason: str
    hint: str
    quiet: bool
    practice: bool
    needs: tuple[str, ...]
    bars: tuple[str, ...]
    settled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a step, why it is asked, and the provision behind it."""

    id: str
    step: str
    text: str
    why: str
    article: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Chooser:
    """All questions; the first is asked first.

    Attributes:
        lacks: condition -> why an answer that needs it cannot be given.
    """

    first: str
    questions: Mapping[str, Question]
    acts: Mapping[str, Act]
    lacks: Mapping[str, str]
    outcomes: Outcomes


def chooser_of(data: Mapping[str, Any], outcomes: Outcomes) -> Chooser:
    """Return the questions a file holds, checked.

    Raises:
        FaultyChooser: with one sentence for each fault.
    """
    from caseapp.law.questions_check import faults_of

    missing = _missing(data)
    if missing:
        raise FaultyChooser(missing)
    twice = _twice(data)
    questions = {entry["id"]: _question(entry) for entry in data["question"]}
    acts = {entry["id"]: _act(entry) for entry in data["act"]}
    chooser = Chooser(data["first"], questions, acts, dict(data["lacks"]), outcomes)
    if tuple(data["steps"]) != STEPS:
        twice.append(f"七步应当依次是{'、'.join(STEPS)}")
    if found := [*twice, *faults_of(chooser)]:
        raise FaultyChooser(found)
    return chooser


def _question(entry: Mapping[str, Any]) -> Question:
    answers = tuple(_answer(answer) for answer in entry["answer"])
    return Question(entry["id"], entry["step"], entry["text"], entry["why"], entry["article"], answers)


def _answer(entry: Mapping[str, Any]) -> Answer:
    return Answer(
        label=entry["label"],
        next=entry.get("next", ""),
        outcome=entry.get("outcome", ""),
        act=entry.get("act", ""),
        stand=entry.get("stand", ""),
        reason=entry["reason"],
        hint=entry.get("hint", ""),
        quiet=entry.get("quiet", False),
        practice=entry.get("practice", False),
        needs=tuple(entry.get("needs", ())),
        bars=tuple(entry.get("bars", ())),
        settled=tuple(entry.get("settled", ())),
    )


def _act(entry: Mapping[str, Any]) -> Act:
    return Act(
        id=entry["id"],
        label=entry["label"],
        verb=entry["verb"],
        outcome=entry.get("outcome", ""),
        article=entry["article"],
        text=entry["text"],
        practice=entry.get("practice", False),
    )


def _missing(data: Mapping[str, Any]) -> list[str]:
    """Name what is left out, so that nothing else need ask for it."""
    found = [f"缺少“{key}”" for key in ("first", "steps", "lacks", "act", "question") if key not in data]
    for entry in data.get("act", ()):
        name = entry.get("id", "没有编号的事")
        found += [f"{name} 缺少“{key}”" for key in ("id", "label", "verb", "article", "text") if key not in entry]
    for entry in data.get("question", ()):
        name = entry.get("id", "没有编号的问题")
        wanted = ("id", "step", "text", "why", "article", "answer")
        found += [f"{name} 缺少“{key}”" for key in wanted if key not in entry]
        for number, answer in enumerate(entry.get("answer", ()), 1):
            found += [f"{name} 的第 {number} 个回答缺少“{key}”" for key in ("label", "reason") if key not in answer]
    return found


def _twice(data: Mapping[str, Any]) -> list[str]:
    found = []
    for kind in ("question", "act"):
        ids = [entry["id"] for entry in data[kind]]
        found += [f"编号 {key} 出现两次" for key in sorted({i for i in ids if ids.count(i) > 1})]
    return found
