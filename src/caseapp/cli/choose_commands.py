"""``caseapp choose``: the questions that lead to the 办理结果, one at a time, and the outcome they come to."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from caseapp import resources
from caseapp.casework.casefile import find_case
from caseapp.casework.handling.choosing import known_of_case
from caseapp.casework.handling.outcome_views import OutcomeChoice, outcome_choice
from caseapp.casework.letters.replying import decide_outcome
from caseapp.casework.office import Office, Refused
from caseapp.cli.common import day, pairs, said, say
from caseapp.law.chooser import Walk, refuse_wrong, walk
from caseapp.law.permits import require


def add_choose(parser: argparse.ArgumentParser) -> None:
    """Give ``choose`` its arguments."""
    parser.add_argument("number", help="登记编号")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="QUESTION=N", help="对一个问题的回答，N 是回答的序号，可多次"
    )
    parser.add_argument("--decide", action="store_true", help="登记判断出的办理结果")
    parser.add_argument("--on", metavar="DATE", help="判断日期，默认今天")
    parser.add_argument("--reason", default="", help="理由，默认由各个回答的理由写成")
    parser.add_argument("--article", default="", help="禁止公开的条文（其他法律、行政法规禁止的）")
    parser.add_argument("--search", action="append", default=[], metavar="KEY=VALUE", help="检索记录（信息不存在）")


def choose(office: Office, options: argparse.Namespace, today: date) -> int:
    """Print the next question, or the conclusion; with ``--decide`` record it."""
    case = find_case(office, options.number, today)
    require(case.state, "decide_outcome")
    on, answers = day(options.on, today), _answers(options.answer)
    chooser, known = resources.load_chooser(), known_of_case(office, case, today)
    found = walk(chooser, answers, on=on, known=known)
    refuse_wrong(chooser, found, answers, known)
    chosen = outcome_choice(office, found.outcome, on) if found.outcome else None
    if not options.decide:
        return say(options, "\n".join(_lines(found, chosen)), _json(office, found, chosen))
    if chosen is None or found.act is not None:
        raise Refused(_not_yet(found))
    reason = options.reason or found.draft
    search = pairs(options.search) or None
    named = f"{chosen.id}:{options.article}" if chosen.cites else chosen.id
    done = decide_outcome(office, case.id, named, on, reason, today, search=search, path=found.answers)
    return said(options, office, done, f"已确定办理结果“{chosen.label}”", today)


def _answers(given: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, number in pairs(given).items():
        if not (number.isascii() and number.isdigit() and len(number) <= 2):
            raise Refused(f"“{key}={number}”应当写成“问题=序号”，例如 clear=1。")
        found[key] = int(number)
    return found


def _not_yet(found: Walk) -> str:
    if found.act is not None:
        return f"还不能确定办理结果，应当先{found.act.label}：{found.act.text}"
    assert found.question is not None
    return f"还没有判断完，请回答“{found.question.id}”：{found.question.text}"


def _lines(found: Walk, chosen: OutcomeChoice | None) -> list[str]:
    lines = [
        f"{step.question.step}　{step.question.id}={step.number}　{step.answer.label}"
        + (f"（{step.settled}）" if step.settled else "")
        for step in found.path
    ]
    if found.question is not None:
        lines += [f"{found.question.step}　{found.question.id}：{found.question.text}"]
        lines += [f"  {found.question.why}（{found.question.article}）"]
        for offer in found.offers:
            tail = f"　不能选：{offer.blocked}" if offer.blocked else ""
            lines.append(f"  {offer.number}. {offer.label}{tail}")
            if offer.hint and not offer.blocked:
                lines.append(f"     {offer.hint}")
        return lines
    if found.act is not None:
        article = f"（{found.act.article}）" if found.act.article else ""
        lines.append(f"怎么答　先{found.act.label}：{found.act.text}{article}")
    if chosen is not None:
        lines += [
            f"怎么答　{chosen.label}（{chosen.id}）",
            f"  依据：{chosen.basis}",
            f"  文书：{chosen.letter}",
            f"  年度表三：{chosen.annual_row}",
            f"  救济告知：{chosen.remedy}",
            f"  保密审查：{chosen.review}",
        ]
    lines += [f"  提示：{found.hint}"] if found.hint else []
    lines += [f"  理由：{found.draft}"] if found.draft else []
    return lines


def _json(office: Office, found: Walk, chosen: OutcomeChoice | None) -> dict[str, Any]:
    asked = found.question
    return {
        "step": found.step,
        "path": [
            {
                "step": step.question.step,
                "question": step.question.id,
                "answer": step.number,
                "label": step.answer.label,
                "reason": step.reason,
                "settled": step.settled,
            }
            for step in found.path
        ],
        "question": None
        if asked is None
        else {
            "id": asked.id,
            "text": asked.text,
            "why": asked.why,
            "article": asked.article,
            "answers": [
                {"number": o.number, "label": o.label, "hint": o.hint, "blocked": o.blocked} for o in found.offers
            ],
        },
        "act": None
        if found.act is None
        else {"id": found.act.id, "verb": found.act.verb, "label": found.act.label, "text": found.act.text},
        "outcome": found.outcome or None,
        "label": chosen.label if chosen else "",
        "basis": chosen.basis if chosen else "",
        "letter": office.outcomes[found.outcome].letter if chosen else "",
        "annual_row": office.outcomes[found.outcome].row if chosen else None,
        "annual_row_label": chosen.annual_row if chosen else "",
        "remedy": office.outcomes[found.outcome].remedy if chosen else "",
        "hint": found.hint,
        "reason": found.draft,
    }
