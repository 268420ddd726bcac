"""The commands that change what was registered: amend, split, undo."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from caseapp.casework.casefile import find_case
from caseapp.casework.handling.undoing import last_change, undo_last
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.registration import CHOICES, JOINT, TEXTS, amend_registration
from caseapp.casework.receiving.splitting import split_case
from caseapp.cli.common import pairs, said, say
from caseapp.law.request_parts import numbered_parts

Options = argparse.Namespace
_KEYS = {**{key: label for key, (label, _) in TEXTS.items()}, "joint": JOINT} | {
    key: label for key, (label, _) in CHOICES.items()
}


def add_registration(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the grammar."""
    amend = add("amend", "更改登记信息，原来的内容保留可查")
    amend.add_argument("number")
    named = "、".join(f"{key}（{label}）" for key, label in _KEYS.items())
    amend.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=f"要改的一项，可多次：{named}")
    amend.add_argument("--reason", default="", help="更改原因")
    split = add("split", "把一份申请拆成几件，不给 --part 时只列出申请自己编号的各项")
    split.add_argument("number")
    split.add_argument("--part", action="append", default=[], metavar="TEXT", help="一件的申请内容，可多次，第一件不动")
    undo = add("undo", "撤销一件申请的上一步，原来的记录保留可查")
    undo.add_argument("number")
    undo.add_argument("--reason", default="", help="撤销原因")
    undo.add_argument("--dry-run", action="store_true", help="只看撤销会改变什么")


def amend(office: Office, options: Options, today: date) -> int:
    """Change what was registered."""
    case = find_case(office, options.number, today)
    given = pairs(options.set)
    if unknown := [key for key in given if key not in _KEYS]:
        raise Refused(f"没有“{unknown[0]}”这一项，可用的有：{'、'.join(_KEYS)}。")
    done = amend_registration(office, case.id, case.row.version, given, options.reason, today)
    return said(options, office, done, "已更改登记信息", today)


def split(office: Office, options: Options, today: date) -> int:
    """Split a request, or list the matters it numbers itself."""
    case = find_case(office, options.number, today)
    if not options.part:
        parts = numbered_parts(case.row.request)
        words = [f"{number}. {part}" for number, part in enumerate(parts, start=1)] or ["申请内容没有编号的几项。"]
        return say(options, "\n".join(words), {"parts": parts})
    return said(options, office, split_case(office, case.id, options.part, today), "已拆分", today)


def undo(office: Office, options: Options, today: date) -> int:
    """Take the last change of a case back, or say what that would do."""
    case = find_case(office, options.number, today)
    change = last_change(office, case.id)
    if change.problem:
        raise Refused(change.problem)
    effects = "；".join(change.effects)
    if options.dry_run:
        told = {"change": change.title, "by": change.who, "at": change.at.isoformat(), "effects": list(change.effects)}
        return say(options, f"上一步：{change.title}（{change.who}）。撤销后：{effects}。", told)
    done = undo_last(office, case.id, today, reason=options.reason, change_id=change.id)
    return said(options, office, done, f"已撤销“{change.title}”", today)
