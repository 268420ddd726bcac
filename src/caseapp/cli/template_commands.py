"""``caseapp template``: whose wording of a letter is used, the office's own saved, compared, given up and exchanged."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.letters import own_templates, template_views
from caseapp.casework.letters.template_views import TemplateState, template_state
from caseapp.casework.office import Office, Refused
from caseapp.cli.common import file_bytes, say

Options = argparse.Namespace


def add_template(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of ``caseapp template``."""
    words = "list 列出，show 全文，save 存为新版本，diff 与原文比较，use 改用某一版，return 恢复原文"
    parser.add_argument("action", choices=tuple(_ACTIONS), help=f"{words}，export 导出，import 导入，check 只检查文件")
    parser.add_argument("names", nargs="*", metavar="ID|FILE", help="模板编号（例如 receipt）和模板文件")
    parser.add_argument("--shipped", action="store_true", help="show：看随程序提供的原文")
    parser.add_argument("--note", default="", help="save、import：修改说明")
    parser.add_argument("--number", type=int, metavar="N", help="use：本机关第几版")


def template(office: Office, options: Options, today: date) -> int:
    """Do one thing with the templates."""
    act, wanted = _ACTIONS[options.action]
    if len(options.names) != len(wanted):
        raise Refused(f"请这样写：caseapp template {' '.join((options.action, *wanted))}。")
    return act(office, options, *options.names)


def _list(office: Office, options: Options) -> int:
    states = template_views.template_states(office)
    lines = [f"{s.card.id}　{s.card.kind}　{s.card.title}　{s.words}" for s in states]
    lines += [f"注意：{s.card.title}：{s.notice}" for s in states if s.notice]
    return say(options, "\n".join(lines), [_json(s) for s in states])


def _show(office: Office, options: Options, template_id: str) -> int:
    state = template_state(office, template_id)
    text = own_templates.shipped_text(template_id) if options.shipped else template_views.used_text(office, template_id)
    return say(options, text.rstrip("\n"), _json(state) | {"text": text})


def _save(office: Office, options: Options, template_id: str, file: str) -> int:
    template_state(office, template_id)
    name = f"{template_id}.txt"
    _, source = template_views.read_template_file(office, name, file_bytes(file)[1])
    own_templates.save_template(office, template_id, source, options.note)
    return _said(office, options, template_id, "已保存")


def _diff(office: Office, options: Options, template_id: str) -> int:
    state = template_state(office, template_id)
    lines = template_views.difference(office, template_id)
    words = "\n".join([*([f"注意：{state.notice}"] if state.notice else []), *(lines or ["与原文相同。"])])
    return say(options, words, _json(state) | {"difference": lines})


def _use(office: Office, options: Options, template_id: str) -> int:
    if options.number is None:
        raise Refused("请用 --number 写明要用本机关第几版。")
    template_state(office, template_id)
    own_templates.use_version(office, template_id, options.number)
    return _said(office, options, template_id, "已改用")


def _return(office: Office, options: Options, template_id: str) -> int:
    template_state(office, template_id)
    own_templates.return_to_shipped(office, template_id)
    return _said(office, options, template_id, "已恢复")


def _export(office: Office, options: Options, template_id: str, file: str) -> int:
    place = template_views.export_template(office, template_id, Path(file))
    return say(options, f"已导出到 {place}。", {"id": template_id, "file": str(place)})


def _import(office: Office, options: Options, file: str) -> int:
    name, data = file_bytes(file)
    template_views.import_template(office, name, data, options.note)
    return _said(office, options, name.removesuffix(".txt"), "已导入")


def _check(office: Office, options: Options, file: str) -> int:
    made = template_views.check_template(office, *file_bytes(file))
    return say(options, f"“{made.title}”的模板文件可以使用。", {"id": made.id, "title": made.title})


def _said(office: Office, options: Options, template_id: str, done: str) -> int:
    state = template_state(office, template_id)
    return say(options, f"{done}：{state.card.title}　{state.words}", _json(state))


def _json(state: TemplateState) -> dict[str, Any]:
    return {
        "id": state.card.id,
        "title": state.card.title,
        "kind": state.card.kind,
        "version": state.card.version,
        "shipped_version": state.shipped_version,
        "own_version": state.own.number if state.own else None,
        "shipped_changed": state.changed,
        "problem": state.problem,
        "state": state.words,
        "versions": [{"number": v.number, "at": v.at, "by": v.by, "note": v.note} for v in state.versions],
    }


_ACTIONS: dict[str, tuple[Callable[..., int], tuple[str, ...]]] = {
    "list": (_list, ()),
    "show": (_show, ("ID",)),
    "save": (_save, ("ID", "FILE")),
    "diff": (_diff, ("ID",)),
    "use": (_use, ("ID",)),
    "return": (_return, ("ID",)),
    "export": (_export, ("ID", "FILE")),
    "import": (_import, ("FILE",)),
    "check": (_check, ("FILE",)),
}
