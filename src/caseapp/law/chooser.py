"""Walks the questions that lead to a 办理结果: what was answered, what is asked now, what it comes to, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseapp.law.errors import LawRefusal
from caseapp.law.known import Known
from caseapp.law.questions import STANDING, STEPS, Act, Answer, Chooser, Question


class WrongAnswer(LawRefusal):
    """An answer to no question, out of number, off the path, or not open in this case."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer on the path.

    Attributes:
        number: of the answer, from 1.
        reason: why, with the provision in force on the day.
        settled: what the record says, where the record answered; "" where a person did.
    """

    question: Question
    number: int
    answer: Answer
    reason: str
    settled: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer that may be given now.

    Attributes:
        hint: what to mind, with the provision in force on the day.
        blocked: why it cannot be given in this case, "" where it can.
    """

    number: int
    label: str
    hint: str
    blocked: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the answers lead.

    Attributes:
        path: the answers that count, in order.
        question: the question asked now, None once there is a conclusion; offers: its answers.
        outcome: id of the outcome concluded, "" while there is none or where an act comes first.
        act: what is to be done before or instead, None for an outcome.
    """

    path: tuple[Step, ...]
    question: Question | None
    offers: tuple[Offer, ...]
    outcome: str
    act: Act | None

    @property
    def step(self) -> str:
        """The one of the seven steps the walk stands in; 怎么答 once there is a conclusion."""
        return self.question.step if self.question else STEPS[-1]

    @property
    def concluded(self) -> bool:
        """Whether there is an outcome or an act."""
        return self.question is None

    @property
    def answers(self) -> tuple[tuple[str, int], ...]:
        """The path as (question, number of the answer), as the record keeps it."""
        return tuple((step.question.id, step.number) for step in self.path)

    @property
    def draft(self) -> str:
        """The reasons said on the way, composed into a draft of the handler's 理由; "" before a conclusion."""
        if not self.outcome:
            return ""
        said = [step.reason for step in self.path if not step.answer.quiet]
        return "".join(said)

    @property
    def hint(self) -> str:
        """What to mind about the conclusion: the hints of the answers that led to it, "" for none."""
        hints = [step.answer.hint for step in self.path if step.answer.hint and step.answer.stand]
        last = self.path[-1].answer if self.path else None
        if last is not None and last.hint and not last.stand:
            hints.append(last.hint)
        return "".join(hints)


def walk(chooser: Chooser, answers: Mapping[str, int], *, on: date, known: Known | None = None) -> Walk:
    """Follow the answers from the first question as far as they go.

    Answers off the path wait without counting; one that the case does not allow any more ends the walk at its
    question. What the record settles is answered by it.

    Args:
        chooser: the questions.
        answers: question id -> number of the answer, from 1.
        on: the day of the decision; the basis cited is the one in force then.
        known: what the record of a case settles; None asks everything and blocks nothing.
    """
    path: list[Step] = []
    key, stand = chooser.first, ""
    while True:
        question = chooser.questions[key]
        number, settled = _given(question, answers, known)
        if not number or (not settled and blocked(chooser, question.answers[number - 1], known)):
            return Walk(tuple(path), question, offers_of(chooser, question, on=on, known=known), "", None)
        answer = question.answers[number - 1]
        path.append(Step(question, number, answer, _said(chooser, answer.reason, answer, on), settled))
        stand = answer.stand or stand
        if answer.act:
            act = chooser.acts[answer.act]
            return Walk(tuple(path), None, (), act.outcome, act)
        if answer.outcome:
            return Walk(tuple(path), None, (), stand if answer.outcome == STANDING else answer.outcome, None)
        key = answer.next


def offers_of(
    chooser: Chooser, question: Question, *, on: date, known: Known | None = None
) -> tuple[Offer, ...]:
    """Return the answers of any question, each with why it cannot be given in the case."""
    settled, said = _given(question, {}, known)
    made = []
    for number, answer in enumerate(question.answers, 1):
        reason = f"案件记录已经确定：{said}。" if settled else blocked(chooser, answer, known)
        hint = _said(chooser, answer.hint, answer, on)
        made.append(Offer(number, answer.label, hint, "" if number == settled else reason))
    return tuple(made)


def blocked(chooser: Chooser, answer: Answer, known: Known | None) -> str:
    """Return why an answer cannot be given in a case, "" where it can."""
    if known is None:
        return ""
    for condition in answer.needs:
        if not known.holds(condition):
            return chooser.lacks[condition]
    for condition in answer.bars:
        if known.holds(condition):
            return f"{known.says(condition)}。"
    if answer.act and (verb := chooser.acts[answer.act].verb):
        return known.verbs.get(verb, "")
    return ""


def refuse_wrong(chooser: Chooser, found: Walk, answers: Mapping[str, int], known: Known | None = None) -> None:
    """Refuse answers that did not count on a walk.

    Raises:
        WrongAnswer: with the reason of the first one.
    """
    counted = {step.question.id: step for step in found.path}
    for key, number in answers.items():
        question = chooser.questions.get(key)
        if question is None:
            raise WrongAnswer(f"没有“{key}”这个问题。问题有：{'、'.join(chooser.questions)}。")
        if not 1 <= number <= len(question.answers):
            raise WrongAnswer(f"问题“{key}”的回答是 1 至 {len(question.answers)}，没有 {number}。")
        if step := counted.get(key):
            if step.number != number:
                raise WrongAnswer(f"问题“{key}”由案件记录确定：{step.settled}。")
        elif found.question is question:
            raise WrongAnswer(f"不能选“{question.answers[number - 1].label}”：{_why(chooser, question, number, known)}")
        else:
            raise WrongAnswer(f"按已有的回答走不到问题“{key}”，请去掉它，或者改前面的回答。")


def path_words(chooser: Chooser, kept: object) -> str:
    """Return kept answers in words, step by step; answers the questions do not know any more are left out."""
    said: dict[str, list[str]] = {}
    for pair in kept if isinstance(kept, list | tuple) else ():
        key, number = pair
        question = chooser.questions.get(str(key))
        if question is not None and 1 <= int(number) <= len(question.answers):
            said.setdefault(question.step, []).append(question.answers[int(number) - 1].label)
    return "；".join(f"{step}：{'，'.join(labels)}" for step, labels in said.items())


def _why(chooser: Chooser, question: Question, number: int, known: Known | None) -> str:
    return blocked(chooser, question.answers[number - 1], known)


def _given(question: Question, answers: Mapping[str, int], known: Known | None) -> tuple[int, str]:
    """Return the number of the answer and what the record says where the record answered; 0 for none."""
    if known is not None:
        for number, answer in enumerate(question.answers, 1):
            for condition in answer.settled:
                if known.holds(condition):
                    return number, known.says(condition)
    number = answers.get(question.id, 0)
    return (number if 1 <= number <= len(question.answers) else 0), ""


def _said(chooser: Chooser, text: str, answer: Answer, on: date) -> str:
    if "{basis}" not in text:
        return text
    named = answer.stand or answer.outcome
    return text.replace("{basis}", chooser.outcomes[named].basis_on(on))
