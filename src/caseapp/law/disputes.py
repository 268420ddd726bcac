"""行政复议 and 行政诉讼 of a reply: the organ's own periods to answer, and how table 四 counts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.law.calendar import WorkCalendar
from caseapp.law.errors import LawRefusal
from caseapp.law.facts import Fact

RECONSIDERATION, SUIT = "reconsideration", "suit"
RESULTS: tuple[str, ...] = ("维持", "纠正", "其他", "未审结")
PENDING = RESULTS[3]
SUIT_KINDS: dict[str, str] = {"direct": "直接起诉", "after": "复议后起诉"}
ORDINARY, SIMPLIFIED = "ordinary", "simplified"
PROCEDURES: dict[str, str] = {ORDINARY: "普通程序", SIMPLIFIED: "简易程序"}
DISPUTE_GROUPS: dict[str, str] = {
    "reconsideration": "行政复议",
    "direct_suit": "行政诉讼（未经复议直接起诉）",
    "suit_after_reconsideration": "行政诉讼（复议后起诉）",
}
_SUIT_GROUPS = {"direct": "direct_suit", "after": "suit_after_reconsideration"}
_FILED, _ANSWERED, _DECIDED = "_filed", "_answered", "_decided"
DISPUTE_KINDS: tuple[str, ...] = tuple(
    f"{what}{step}" for what in (RECONSIDERATION, SUIT) for step in (_FILED, _ANSWERED, _DECIDED)
)
_NEW_LAW = date(2024, 1, 1)


class NoSimplified(LawRefusal):
    """A simplified procedure before the law that has it."""


@dataclass(frozen=True, slots=True)
class AnswerPeriod:
    """When the organ must hand in its answer, evidence and legal basis.

    Attributes:
        due: the last day.
        words: the period in words; article: the provision.
    """

    due: date
    words: str
    article: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute of a case as its facts tell it.

    Attributes:
        key: the same in every case the dispute is about.
        what: RECONSIDERATION or SUIT; kind: key of SUIT_KINDS, "" for a reconsideration.
        received: the day the copy of the application or complaint came, None where only the result is known.
        procedure: key of PROCEDURES, "" where it was not recorded and no period is kept.
        number, organ: 案号, and who decides.
        result: one of RESULTS.
    """

    key: str
    what: str
    kind: str
    received: date | None
    answered: date | None
    decided: date | None
    procedure: str
    number: str
    organ: str
    result: str

    @property
    def awaits_answer(self) -> bool:
        """Whether the organ has still to hand in its answer."""
        return bool(self.procedure) and self.answered is None and self.decided is None and self.received is not None

    @property
    def label(self) -> str:
        """行政复议, or 行政诉讼 with its kind."""
        return "行政复议" if self.what == RECONSIDERATION else f"行政诉讼（{SUIT_KINDS.get(self.kind, '')}）"

    def period(self, calendar: WorkCalendar) -> AnswerPeriod:
        """Return the period to answer."""
        assert self.received is not None
        return answer_period(self.what, self.received, self.procedure, calendar)


def answer_period(what: str, received: date, procedure: str, calendar: WorkCalendar) -> AnswerPeriod:
    """Return when the organ must answer a dispute whose copy it received on a day.

    行政复议法第四十八条、第五十四条, from 2024-01-01: 10 working days, 5 in the simplified procedure (第八十八条 makes
    them working days); before that 10 days by the 2017 text. 行政诉讼法第六十七条: 15 days. Calendar days end on a
    working day (参照行诉解释第四十八条).

    Raises:
        NoSimplified: simplified procedure, received before 2024.
    """
    if what == SUIT:
        due = calendar.on_or_after(received + timedelta(days=15))
        return AnswerPeriod(due, "收到起诉状副本之日起 15 日内", "行政诉讼法第六十七条")
    if received >= _NEW_LAW and procedure == SIMPLIFIED:
        return AnswerPeriod(calendar.add(received, 5), "收到申请书副本之日起 5 个工作日内", "行政复议法第五十四条")
    if procedure == SIMPLIFIED:
        raise NoSimplified("2024 年 1 月 1 日以前的行政复议没有简易程序，请选普通程序。", "行政复议法第五十三条")
    if received >= _NEW_LAW:
        return AnswerPeriod(calendar.add(received, 10), "收到申请书副本之日起 10 个工作日内", "行政复议法第四十八条")
    due = calendar.on_or_after(received + timedelta(days=10))
    return AnswerPeriod(due, "收到申请书副本之日起 10 日内", "行政复议法（2017 年修正）第二十三条")


def key_of(fact: Fact) -> str:
    """Return the key of the dispute a fact belongs to; older facts of one kind in a case are one dispute."""
    what = fact.kind.partition("_")[0]
    return str(fact.detail.get("dispute") or f"{what} {fact.detail.get('kind', '')}".strip())


def disputes_of(facts: Iterable[Fact]) -> tuple[Dispute, ...]:
    """Return the disputes of a case in the order they came."""
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.kind in DISPUTE_KINDS:
            grouped.setdefault(key_of(fact), []).append(fact)
    return tuple(_dispute(key, own) for key, own in grouped.items())


def _dispute(key: str, facts: list[Fact]) -> Dispute:
    by_step = {step: [f for f in facts if f.kind.endswith(step)] for step in (_FILED, _ANSWERED, _DECIDED)}
    filed, answered, decided = (by_step[step][-1] if by_step[step] else None for step in (_FILED, _ANSWERED, _DECIDED))

    def told(name: str) -> str:
        return next((str(f.detail[name]) for f in reversed(facts) if f.detail.get(name)), "")

    return Dispute(
        key=key,
        what=facts[0].kind.partition("_")[0],
        kind=told("kind"),
        received=filed.on if filed else None,
        answered=answered.on if answered else None,
        decided=decided.on if decided else None,
        procedure=told("procedure"),
        number=told("number"),
        organ=told("organ"),
        result=str(decided.detail.get("result", PENDING)) if decided else PENDING,
    )


@dataclass(frozen=True, slots=True)
class DisputeFact:
    """One fact of a dispute, as table 四 counts it.

    Attributes:
        key: of the dispute; a dispute about several cases counts once.
        group: key of DISPUTE_GROUPS. decided: True for a result, False for the filing.
        result: one of RESULTS; 未审结 for a filing.
    """

    key: str
    group: str
    on: date
    decided: bool
    result: str


def dispute_fact(fact: Fact, case_id: int) -> DisputeFact | None:
    """Return a fact as table 四 counts it, None for one that does not count (the organ's answer)."""
    if fact.kind.endswith(_ANSWERED):
        return None
    suit = fact.kind.startswith(SUIT)
    group = _SUIT_GROUPS[str(fact.detail.get("kind") or "direct")] if suit else "reconsideration"
    key = str(fact.detail.get("dispute") or f"case {case_id}")
    return DisputeFact(key, group, fact.on, fact.kind.endswith(_DECIDED), str(fact.detail.get("result", PENDING)))


def count_disputes(year: int, facts: Iterable[DisputeFact]) -> dict[str, dict[str, int]]:
    """Return the results of table 四 as they stood on 31 December of the year.

    A dispute decided in the year counts with its result; one filed by then and not decided by then is 未审结, in every
    year until it is decided. One that is known by its result alone counts in the year of the result. One about several
    cases counts once.
    """
    counted: dict[str, dict[str, int]] = {group: dict.fromkeys(RESULTS, 0) for group in DISPUTE_GROUPS}
    for (_, group), results in counted_disputes(year, facts).items():
        for result, count in results.items():
            counted[group][result] += count
    return counted


def counted_disputes(year: int, facts: Iterable[DisputeFact]) -> dict[tuple[str, str], dict[str, int]]:
    """Return (dispute, group) -> result -> how often it counts in the year, those that count only."""
    cases: dict[tuple[str, str], set[DisputeFact]] = {}
    for fact in facts:
        cases.setdefault((fact.key, fact.group), set()).add(fact)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for place, own in cases.items():
        decided = [f for f in own if f.decided]
        results: dict[str, int] = {}
        for fact in decided:
            if fact.on.year == year:
                results[fact.result] = results.get(fact.result, 0) + 1
        done_by_end = sum(1 for f in decided if f.on.year <= year)
        filed_by_end = sum(1 for f in own if not f.decided and f.on.year <= year)
        if filed_by_end > done_by_end:
            results[PENDING] = filed_by_end - done_by_end
        if results:
            found[place] = results
    return found
