"""Whether a file of questions can be asked by: every path ends with an answer, every outcome can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.law.permits import VERBS
from caseapp.law.questions import CONDITIONS, MOST_ANSWERS, STANDING, STEPS, Answer, Chooser, Question


def faults_of(chooser: Chooser) -> list[str]:
    """Return one sentence for each fault, [] when there is none."""
    found = [*_acts(chooser), *_conditions(chooser)]
    for question in chooser.questions.values():
        found += _question(question)
        for number, answer in enumerate(question.answers, 1):
            found += [f"{question.id} 的第 {number} 个回答{fault}" for fault in _answer(chooser, question, answer)]
    if chooser.first not in chooser.questions:
        found.append(f"第一个问题 {chooser.first} 不存在")
    found += [f"“{step}”没有问题" for step in STEPS[:-1] if all(q.step != step for q in chooser.questions.values())]
    return found or _paths(chooser)


def _acts(chooser: Chooser) -> Iterator[str]:
    for act in chooser.acts.values():
        if act.verb and act.verb not in VERBS:
            yield f"{act.id} 的动作 {act.verb} 不存在"
        if act.outcome and act.outcome not in chooser.outcomes:
            yield f"{act.id} 的办理结果 {act.outcome} 不存在"


def _conditions(chooser: Chooser) -> Iterator[str]:
    for condition in chooser.lacks:
        if not _known(condition):
            yield f"情况 {condition} 不存在"


def _known(condition: str) -> bool:
    matter, _, state = condition.partition("=")
    return state in CONDITIONS.get(matter, ())


def _question(question: Question) -> Iterator[str]:
    if question.step not in STEPS[:-1]:
        yield f"{question.id} 的步骤“{question.step}”不在七步之内，或者是结论"
    if not 2 <= len(question.answers) <= MOST_ANSWERS:
        yield f"{question.id} 应当有 2 至 {MOST_ANSWERS} 个回答"
    if not (question.text.strip() and question.why.strip() and question.article.strip()):
        yield f"{question.id} 没有写明问题、为什么问或者依据"
    if all(answer.needs or answer.bars or answer.settled for answer in question.answers if not answer.act):
        # An act is blocked by its verb; then nothing might be left to answer.
        free = [answer for answer in question.answers if answer.act and not (answer.needs or answer.bars)]
        if not free:
            yield f"{question.id} 可能没有可选的回答"


def _answer(chooser: Chooser, question: Question, answer: Answer) -> Iterator[str]:
    if sum(map(bool, (answer.next, answer.outcome, answer.act))) != 1:
        yield "应当通向下一个问题、办理结果、先办的事之一"
    if not (answer.label.strip() and answer.reason.strip()):
        yield "没有写明文字或者理由"
    if answer.next and answer.next not in chooser.questions:
        yield f"通向的问题 {answer.next} 不存在"
    elif answer.next and _place(chooser.questions[answer.next]) < _place(question):
        yield f"退回了前面的步骤（{answer.next}）"
    if answer.act and answer.act not in chooser.acts:
        yield f"通向的事 {answer.act} 不存在"
    for outcome in (answer.outcome, answer.stand):
        if outcome and outcome != STANDING and not _has_letter(chooser, outcome):
            yield f"的办理结果 {outcome} 不存在或者没有答复书"
    if answer.stand == STANDING:
        yield "不能先记下“standing”"
    if "{basis}" in answer.reason + answer.hint and not (answer.stand or answer.outcome not in ("", STANDING)):
        yield "引用了依据，却没有确定办理结果"
    for condition in (*answer.needs, *answer.bars, *answer.settled):
        if not _known(condition):
            yield f"的情况 {condition} 不存在"
    for condition in answer.needs:
        if condition not in chooser.lacks:
            yield f"需要 {condition}，没有写明缺少时为什么不能选"


def _place(question: Question) -> int:
    return STEPS.index(question.step) if question.step in STEPS else len(STEPS)


def _has_letter(chooser: Chooser, outcome: str) -> bool:
    return outcome in chooser.outcomes and bool(chooser.outcomes[outcome].letter)


def _paths(chooser: Chooser) -> list[str]:
    """Follow every path once for each outcome noted on the way; needs sound questions."""
    ended: set[str] = set()
    acts: set[str] = set()
    circles: list[str] = []
    bare: set[str] = set()
    seen: set[tuple[str, str]] = set()

    def follow(key: str, stand: str, above: tuple[str, ...]) -> None:
        if key in above:
            circles.append(f"问题绕成了圈：{' → '.join([*above[above.index(key):], key])}")
            return
        if (key, stand) in seen:
            return
        seen.add((key, stand))
        for answer in chooser.questions[key].answers:
            noted = answer.stand or stand
            if answer.next:
                follow(answer.next, noted, (*above, key))
            elif answer.act:
                acts.add(answer.act)
            elif answer.outcome == STANDING and not noted:
                bare.add(key)
            else:
                ended.add(noted if answer.outcome == STANDING else answer.outcome)

    follow(chooser.first, "", ())
    ended |= {chooser.acts[act].outcome for act in acts}
    ended = {chooser.outcomes[key].id for key in ended if key}
    found = list(dict.fromkeys(circles))
    found += [f"到了 {key} 还没有记下办理结果" for key in sorted(bare)]
    asked = {key for key, _ in seen}
    found += [f"问题 {key} 走不到" for key in chooser.questions if key not in asked]
    found += [f"{act} 走不到" for act in chooser.acts if act not in acts]
    found += [
        f"办理结果 {outcome.id} 走不到"
        for outcome in chooser.outcomes.items.values()
        if outcome.letter and outcome.id not in ended
    ]
    return found
