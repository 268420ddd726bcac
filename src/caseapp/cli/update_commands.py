"""``caseapp update``: makes an update file, says what one would do, and takes it in."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path

from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep.updates import (
    CALENDAR,
    CHECKLIST,
    TEMPLATE,
    Part,
    foresee_update,
    import_update,
    make_update,
    read_update,
)
from caseapp.cli.common import file_bytes, pairs, say

Options = argparse.Namespace


def add_update(parser: argparse.ArgumentParser) -> None:
    """Give ``update`` its arguments."""
    parser.add_argument("action", choices=("make", "import"), help="生成更新文件，或者导入")
    parser.add_argument("file", metavar="FILE.caseupdate")
    parser.add_argument("--calendar", action="append", default=[], metavar="FILE", help="放假安排（CSV、JSON），可多次")
    parser.add_argument("--template", action="append", default=[], metavar="ID=FILE", help="文书模板，可多次")
    parser.add_argument("--checklist", metavar="FILE", help="保密审查检查单")
    parser.add_argument("--note", default="", help="更新说明")
    parser.add_argument("--dry-run", action="store_true", help="只看会改变什么，不导入")


def update(office: Office, options: Options, today: date) -> int:
    """Make or import an update file."""
    path = Path(options.file)
    if options.action == "make":
        parts = [Part(CALENDAR, Path(name).name, _text(name)) for name in options.calendar]
        parts += [Part(TEMPLATE, key, _text(name)) for key, name in pairs(options.template).items()]
        parts += [Part(CHECKLIST, Path(options.checklist).name, _text(options.checklist))] if options.checklist else []
        made = make_update(path, parts, options.note, today)
        return say(options, f"已生成更新文件 {made}，{len(parts)} 个部分。", {"file": str(made), "parts": len(parts)})
    found = read_update(path)
    effects = foresee_update(office, found, today)
    lines = [f"{effect.title}：{effect.words}" for effect in effects]
    if not options.dry_run:
        import_update(office, found, today)
        lines.append("已导入。")
    data = {"note": found.note, "effects": [asdict(effect) for effect in effects]}
    return say(options, "\n".join([f"{found.made_on}　{found.note}", *lines]), data)


def _text(name: str) -> str:
    named, data = file_bytes(name)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"“{named}”的文字编码无法识别，请另存为 UTF-8。")
