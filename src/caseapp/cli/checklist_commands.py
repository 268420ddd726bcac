"""``caseapp checklist``: the 保密审查检查单 in use shown and exported, the office's own imported and given up."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.office import Office, Refused
from caseapp.casework.review import own_checklist
from caseapp.casework.review.own_checklist import ChecklistState, checklist_state
from caseapp.cli.common import file_bytes, say

Options = argparse.Namespace


def add_checklist(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of ``caseapp checklist``."""
    words = "show 查看，diff 与原文比较，export 导出，import 导入本机关的一版，reset 恢复原文"
    parser.add_argument("action", choices=tuple(_ACTIONS), help=words)
    parser.add_argument("names", nargs="*", metavar="FILE", help="检查单文件（.toml）")
    parser.add_argument("--shipped", action="store_true", help="export：导出随程序提供的原文")
    parser.add_argument("--note", default="", help="import：修改说明")


def checklist(office: Office, options: Options, today: date) -> int:
    """Do one thing with the checklist."""
    act, wanted = _ACTIONS[options.action]
    if len(options.names) != len(wanted):
        raise Refused(f"请这样写：caseapp checklist {' '.join((options.action, *wanted))}。")
    return act(office, options, today, *options.names)


def _show(office: Office, options: Options, _today: date) -> int:
    state = checklist_state(office)
    lines, group = [f"{state.words}（{state.checklist.version}），{state.checklist.in_force_from} 起使用"], ""
    lines += [f"注意：{state.notice}"] if state.notice else []
    for item in state.checklist.items:
        if item.group != group:
            group = item.group
            lines.append(group)
        lines.append(f"  {item.id}　{item.question}　{item.basis}")
    signers = "、".join(s.label + ("" if s.required else "（可以没有）") for s in state.checklist.signers)
    lines.append(f"签字：{signers}")
    lines += [f"第 {v.number} 版　{v.at[:10]}　{v.by}：{v.note}" for v in state.versions]
    return say(options, "\n".join(lines), _json(state))


def _diff(office: Office, options: Options, _today: date) -> int:
    lines = own_checklist.difference(office)
    return say(options, "\n".join(lines or ["与原文相同。"]), {"difference": lines})


def _export(office: Office, options: Options, _today: date, file: str) -> int:
    place = own_checklist.export_checklist(office, Path(file), shipped=options.shipped)
    return say(options, f"已导出到 {place}。", {"file": str(place)})


def _import(office: Office, options: Options, today: date, file: str) -> int:
    own_checklist.import_checklist(office, *file_bytes(file), today, options.note)
    return _said(office, options, "已导入")


def _reset(office: Office, options: Options, _today: date) -> int:
    own_checklist.return_to_shipped_checklist(office)
    return _said(office, options, "已恢复")


def _said(office: Office, options: Options, done: str) -> int:
    state = checklist_state(office)
    words = f"{done}：{state.words}（{state.checklist.version}），共 {len(state.checklist.items)} 项"
    return say(options, words, _json(state))


def _json(state: ChecklistState) -> dict[str, Any]:
    made = state.checklist
    return {
        "version": made.version,
        "in_force_from": made.in_force_from.isoformat(),
        "shipped_version": state.shipped_version,
        "own_version": state.own.number if state.own else None,
        "shipped_changed": state.changed,
        "problem": state.problem,
        "items": [
            {"id": i.id, "group": i.group, "question": i.question, "polarity": i.polarity, "basis": i.basis}
            for i in made.items
        ],
        "signers": [{"role": s.role, "label": s.label, "required": s.required} for s in made.signers],
        "versions": [{"number": v.number, "at": v.at, "by": v.by, "note": v.note} for v in state.versions],
    }


_ACTIONS: dict[str, tuple[Callable[..., int], tuple[str, ...]]] = {
    "show": (_show, ()),
    "diff": (_diff, ()),
    "export": (_export, ("FILE",)),
    "import": (_import, ("FILE",)),
    "reset": (_reset, ()),
}
