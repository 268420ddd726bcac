"""保密审查 (confidentiality review): the checklist's verdict and when a reply may leave (先审查、后公开)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from caseapp.law.errors import LawRefusal

YES, NO, NA = "是", "否", "不涉及"
ANSWERS = (YES, NO, NA)
CONCLUSIONS = ("公开", "部分公开", "不予公开", "报主管部门或保密部门")
OPEN_CONCLUSIONS = ("公开", "部分公开")
MASKED, REMOVED, DECIDED = "masked", "removed", "decided"
HANDLED: dict[str, str] = {MASKED: "已遮盖", REMOVED: "公开件中已去掉", DECIDED: "另有决定，可以公开"}
"""How an answer that speaks against disclosure was dealt with where the material is disclosed all the same."""
ARTICLE = "条例第十七条"


class ReviewIncomplete(LawRefusal):
    """A signature or conclusion before the checklist is answered."""


class SignatureOutOfOrder(LawRefusal):
    """A signature before its predecessor, dated wrongly, or by the handler of the case."""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One question of the checklist.

    Attributes:
        polarity: which answer speaks against disclosure: ``yes``, ``no`` or ``none`` (informs only).
        basis: the provision, shown beside the question.
        earlier: last day and wording of provisions that stood before, oldest first.
        closes: an answer against it shuts the material: neither masking nor a decision of the office opens it.
        advice: what an answer against it comes to, shown beside it.
        outcome: key of the outcome it points to, "" for none.
        refers: an answer against it is settled by the organ the material is put to (送审), and by nothing else.
    """

    id: str
    group: str
    question: str
    polarity: str
    basis: str
    earlier: tuple[tuple[date, str], ...] = ()
    closes: bool = False
    advice: str = ""
    outcome: str = ""
    refers: bool = False

    def basis_on(self, day: date) -> str:
        """Return the provision of a day, as a sheet of that day prints it."""
        return next((text for until, text in self.earlier if day <= until), self.basis)

    def speaks_against(self, answer: str) -> bool:
        """Tell whether an answer stands in the way of disclosure."""
        return (self.polarity == "yes" and answer == YES) or (self.polarity == "no" and answer == NO)


@dataclass(frozen=True, slots=True)
class Signer:
    """One place in the chain of signatures; ``required`` places hold up the reply."""

    role: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """A version of the review sheet (审查表).

    Attributes:
        in_force_from: first day it may be used.
    """

    version: str
    items: tuple[CheckItem, ...]
    signers: tuple[Signer, ...]
    in_force_from: date

    def unanswered(self, answers: Mapping[str, str]) -> list[str]:
        """Return the ids of items without an answer."""
        return [item.id for item in self.items if answers.get(item.id) not in ANSWERS]

    def against(self, answers: Mapping[str, str]) -> list[CheckItem]:
        """Return the items whose answers stand in the way."""
        return [item for item in self.items if item.speaks_against(answers.get(item.id, ""))]


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """What one sheet says: by item id the answer, the explanation, how it was dealt with; and the conclusion."""

    answers: Mapping[str, str]
    notes: Mapping[str, str]
    handled: Mapping[str, str]
    conclusion: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A recorded signature on the paper sheet."""

    role: str
    name: str
    opinion: str
    on: date


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far a review is.

    Attributes:
        passed: checklist answered, conclusion opens the material, all required signatures there.
        missing: Chinese phrases of what lacks.
        last_signed: date of the latest signature.
    """

    passed: bool
    missing: tuple[str, ...]
    last_signed: date | None
    next_signer: Signer | None
    conclusion: str = ""

    def opens(self, outcome: str) -> bool:
        """Tell whether a disclosing outcome may rest on it: 部分公开 bears a partial reply only."""
        return self.passed and (self.conclusion != "部分公开" or outcome == "partial")

    @property
    def complete(self) -> bool:
        """Answered, concluded and signed, whichever way it was concluded."""
        return not self.missing


def review_state(
    checklist: Checklist,
    sheet: SheetAnswers,
    signatures: Sequence[Signature],
    *,
    masked: bool = False,
    referral: str = "",
) -> ReviewState:
    """Return what a review still lacks (条例第十七条；保密法实施条例第四十二条：逐项审查).

    Args:
        checklist: the questions.
        sheet: what was answered.
        signatures: who signed.
        masked: the material under review is a masked copy (遮盖稿).
        referral: the answer to a 送审: one of CONCLUSIONS, "" while there is none.
    """
    missing: list[str] = []
    answers, conclusion = sheet.answers, sheet.conclusion
    open_items = checklist.unanswered(answers)
    if open_items:
        missing.append(f"{len(open_items)} 项未答（{'、'.join(open_items[:3])}{'…' if len(open_items) > 3 else ''}）")
    silent = [item.id for item in checklist.against(answers) if not sheet.notes.get(item.id, "").strip()]
    if silent:
        missing.append(f"{'、'.join(silent)} 没有写说明")
    if conclusion not in CONCLUSIONS:
        missing.append("没有审查结论")
    elif conclusion in OPEN_CONCLUSIONS:
        missing += _unsettled(checklist, sheet, masked, referral)
    signed = {signature.role for signature in signatures}
    waiting = [s for s in checklist.signers if s.required and s.role not in signed]
    missing += [f"缺{s.label}签字" for s in waiting]
    return ReviewState(
        passed=not missing and conclusion in OPEN_CONCLUSIONS,
        missing=tuple(missing),
        last_signed=max((s.on for s in signatures), default=None),
        next_signer=waiting[0] if waiting else None,
        conclusion=conclusion,
    )


def _unsettled(checklist: Checklist, sheet: SheetAnswers, masked: bool, referral: str) -> list[str]:
    """Name the answers against disclosure that a disclosure has not dealt with."""
    found = []
    against = checklist.against(sheet.answers)
    if shut := [item.id for item in against if item.closes]:
        found.append(f"{'、'.join(shut)} 答为“{YES}”的不能公开，遮盖也不行")
    if (asked := [i.id for i in against if i.refers]) and referral not in OPEN_CONCLUSIONS:
        found.append(f"{'、'.join(asked)} 不能确定，须送审并收到可以公开的答复（条例第十七条）")
    rest = [item.id for item in against if not (item.closes or item.refers)]
    if idle := [key for key in rest if sheet.handled.get(key, "") not in HANDLED]:
        found.append(f"{'、'.join(idle)} 没有写明怎样处理（已遮盖、已去掉或者另有决定）")
    if not masked and (bare := [key for key in rest if sheet.handled.get(key) == MASKED]):
        found.append(f"{'、'.join(bare)} 写的是已遮盖，公开件却不是遮盖稿")
    return found


def together(states: Sequence[tuple[str, ReviewState]], uncovered: Sequence[str]) -> ReviewState:
    """Return how far the reviews of all 公开件 of a reply are: each has its own sheet, every sheet must open it.

    Args:
        states: name of the material and the state of its sheet, one or more.
        uncovered: names of 公开件 without a sheet.
    """
    several = len(states) + len(uncovered) > 1
    missing = [f"“{name}”{text}" if several else text for name, state in states for text in state.missing]
    missing += [f"公开件“{name}”没有审查表" for name in uncovered]
    closed = [name for name, state in states if state.complete and not state.passed]
    if several:
        missing += [f"“{name}”的审查结论不是公开，请从公开件中撤下" for name in closed]
    conclusions = {state.conclusion for _, state in states}
    partial = "部分公开" if "部分公开" in conclusions else ""
    return ReviewState(
        passed=not missing and not closed,
        missing=tuple(missing),
        last_signed=max((s.last_signed for _, s in states if s.last_signed), default=None),
        next_signer=next((s.next_signer for _, s in states if s.next_signer), None),
        conclusion=partial or states[0][1].conclusion,
    )


def check_conclusion(checklist: Checklist, answers: Mapping[str, str], conclusion: str) -> None:
    """Refuse a conclusion the answers do not bear.

    Raises:
        ReviewIncomplete: items unanswered, or 公开 though an item stands against it.
    """
    if conclusion not in CONCLUSIONS:
        raise ReviewIncomplete(f"审查结论应当是{'、'.join(CONCLUSIONS)}之一。", ARTICLE)
    open_items = checklist.unanswered(answers)
    if open_items:
        raise ReviewIncomplete(f"还有 {len(open_items)} 项没有回答，先答完再下结论。", ARTICLE)
    against = checklist.against(answers)
    if conclusion in OPEN_CONCLUSIONS and (shut := [item.id for item in against if item.closes]):
        ids = "、".join(shut)
        raise ReviewIncomplete(f"{ids} 答为“{YES}”，不能公开，遮盖也不行；结论应当是不予公开或者送审。", ARTICLE)
    if conclusion == "公开" and against:
        ids = "、".join(item.id for item in against)
        raise ReviewIncomplete(f"{ids} 不利于公开，结论不能是“公开”；可选部分公开（遮盖后）或不予公开。", ARTICLE)


def check_chain(checklist: Checklist, signatures: Iterable[Signature]) -> None:
    """Refuse signatures whose days do not follow the chain.

    Raises:
        SignatureOutOfOrder: one is dated before a predecessor's.
    """
    given = {s.role: s for s in signatures}
    in_chain = [(signer, given[signer.role]) for signer in checklist.signers if signer.role in given]
    for (before, earlier), (after, later) in pairwise(in_chain):
        if later.on < earlier.on:
            raise SignatureOutOfOrder(
                f"{after.label}的签字日期 {later.on} 早于{before.label}的 {earlier.on}，签字应当依次进行。"
            )


def check_signature(
    checklist: Checklist,
    signatures: Iterable[Signature],
    new: Signature,
    *,
    handler: str,
    concluded: bool,
) -> None:
    """Refuse a signature out of the chain's order.

    Raises:
        ReviewIncomplete: signed before the checklist is answered and concluded.
        SignatureOutOfOrder: no such role, signed twice, a predecessor missing or later, or the reviewing body
            signed by the handler (经办人) of the case.
    """
    given = {s.role: s for s in signatures}
    order = {signer.role: position for position, signer in enumerate(checklist.signers)}
    labels = {signer.role: signer.label for signer in checklist.signers}
    if new.role not in order:
        raise SignatureOutOfOrder(f"审查表没有“{new.role}”这一签字栏。")
    if not concluded:
        raise ReviewIncomplete("检查项没有答完或没有结论，不能登记签字。", ARTICLE)
    if new.role in given:
        raise SignatureOutOfOrder(f"{labels[new.role]}已于 {given[new.role].on} 签字，不能重复登记。")
    for signer in checklist.signers[: order[new.role]]:
        earlier = given.get(signer.role)
        if earlier is None and signer.required:
            raise SignatureOutOfOrder(f"请先登记{signer.label}的签字，再登记{labels[new.role]}的签字。")
        if earlier is not None and earlier.on > new.on:
            raise SignatureOutOfOrder(
                f"{labels[new.role]}的签字日期 {new.on} 早于{signer.label}的 {earlier.on}，签字应当依次进行。"
            )
    handlers = {handler.strip(), *(s.name.strip() for s in given.values() if s.role == "handler")} - {""}
    if new.role == "reviewer" and new.name.strip() in handlers:
        raise SignatureOutOfOrder("保密审查机构的签字人不能是本件经办人，请由其他人审查。", ARTICLE)
