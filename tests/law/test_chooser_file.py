"""A file of questions that cannot be asked by is refused, with one sentence for each fault."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp import resources
from caseapp.law.questions import FaultyChooser, chooser_of

OUTCOMES = resources.load_outcomes()


def file() -> dict[str, Any]:
    return resources.read_toml("rules/chooser.toml")


def question(data: dict[str, Any], key: str) -> dict[str, Any]:
    return next(q for q in data["question"] if q["id"] == key)


def set_answer(key: str, number: int, **values: object):
    def change(data: dict[str, Any]) -> None:
        answer = question(data, key)["answer"][number - 1]
        answer.update(values)
        for gone in [name for name, value in values.items() if value is None]:
            del answer[gone]

    return change


FAULTS = [
    (set_answer("kind", 1, next="nowhere"), "kind 的第 1 个回答通向的问题 nowhere 不存在"),
    (set_answer("exists", 1, next="kind"), "exists 的第 1 个回答退回了前面的步骤（kind）"),
    (set_answer("form", 1, next="split"), "问题绕成了圈：split → form → split"),
    (set_answer("kind", 2, outcome="nothing"), "kind 的第 2 个回答的办理结果 nothing 不存在或者没有答复书"),
    (set_answer("kind", 2, outcome="other"), "kind 的第 2 个回答的办理结果 other 不存在或者没有答复书"),
    (set_answer("kind", 2, outcome=None), "kind 的第 2 个回答应当通向下一个问题、办理结果、先办的事之一"),
    (set_answer("kind", 2, act="withdraw"), "kind 的第 2 个回答应当通向下一个问题、办理结果、先办的事之一"),
    (set_answer("kind", 4, act="nothing"), "kind 的第 4 个回答通向的事 nothing 不存在"),
    (set_answer("kind", 2, outcome="repeated"), "办理结果 petition 走不到"),
    (set_answer("may_withhold", 1, stand=""), "到了 fee 还没有记下办理结果"),
    (set_answer("clear", 5, needs=["clarification=eaten"]), "clear 的第 5 个回答的情况 clarification=eaten 不存在"),
    (set_answer("clear", 5, reason=" "), "clear 的第 5 个回答没有写明文字或者理由"),
    (set_answer("clear", 5, reason=None), "clear 的第 5 个回答缺少“reason”"),
    (set_answer("form", 1, reason="依据{basis}"), "form 的第 1 个回答引用了依据，却没有确定办理结果"),
    (lambda data: question(data, "book").update(step="想一想"), "book 的步骤“想一想”不在七步之内，或者是结论"),
    (lambda data: question(data, "book").update(why=""), "book 没有写明问题、为什么问或者依据"),
    (lambda data: question(data, "third").update(answer=question(data, "third")["answer"][:1]), "third 应当有 2 至 9"),
    (lambda data: data["question"].append(dict(question(data, "third"), id="lost")), "问题 lost 走不到"),
    (lambda data: data["question"].append(question(data, "third")), "编号 third 出现两次"),
    (lambda data: data["act"][0].update(verb="dance"), "withdraw 的动作 dance 不存在"),
    (lambda data: data.update(first="nowhere"), "第一个问题 nowhere 不存在"),
    (lambda data: data.update(steps=data["steps"][::-1]), "七步应当依次是补不补、是不是"),
    (lambda data: data.pop("lacks"), "缺少“lacks”"),
]


@pytest.mark.parametrize(("change", "sentence"), FAULTS)
def test_a_faulty_file_is_refused_with_a_sentence_for_each_fault(change, sentence: str) -> None:
    data = file()
    change(data)
    with pytest.raises(FaultyChooser) as refusal:
        chooser_of(data, OUTCOMES)
    assert any(sentence in fault for fault in refusal.value.faults), refusal.value.faults


def test_two_faults_are_both_named() -> None:
    data = file()
    set_answer("kind", 1, next="nowhere")(data)
    set_answer("kind", 4, act="nothing")(data)
    with pytest.raises(FaultyChooser) as refusal:
        chooser_of(data, OUTCOMES)
    assert len(refusal.value.faults) == 2
