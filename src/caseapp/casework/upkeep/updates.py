"""更新文件: next year's calendar, templates and the checklist in one small file, carried on a stick and checked whole.

Its digest tells damage; it does not tell who made it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseapp import resources
from caseapp.casework.letters.own_templates import kept, read_own, save_template
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.outfiles import write_whole
from caseapp.casework.places import UPDATE_ENDING
from caseapp.casework.review.checklist_file import parse
from caseapp.casework.review.own_checklist import import_checklist, own_in_use
from caseapp.casework.texts import clean
from caseapp.casework.upkeep.calendars import foresee_import, import_calendar
from caseapp.law.notices import parse_notice

KIND, FORM = "caseapp-update", 1
SUFFIX = UPDATE_ENDING
LARGEST = 4 * 1024 * 1024
CALENDAR, TEMPLATE, CHECKLIST = "calendar", "template", "checklist"
_TITLES = {CALENDAR: "放假安排", TEMPLATE: "文书模板", CHECKLIST: "保密审查检查单"}
_MOST = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an update.

    Attributes:
        kind: CALENDAR, TEMPLATE or CHECKLIST.
        name: of the file it came from; of a template its id.
    """

    kind: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Update:
    """An update file that passed its check: the day it was made, what it is about, its parts."""

    made_on: date
    note: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a part would do: its title, the effect in words, and whether it does anything."""

    title: str
    words: str
    applies: bool


def make_update(path: Path, parts: Sequence[Part], note: str, made_on: date) -> Path:
    """Write an update file, whole or not at all.

    Raises:
        Refused: no parts, no note, or the place is no file. OSError: the file cannot be written.
    """
    note = clean(note, "更新说明", 200, required=True)
    if not 0 < len(parts) <= _MOST:
        raise Refused(f"更新文件应当有 1 至 {_MOST} 个部分。")
    body = {
        "kind": KIND,
        "form": FORM,
        "made_on": made_on.isoformat(),
        "note": note,
        "parts": [{"kind": part.kind, "name": part.name, "text": part.text} for part in parts],
    }
    whole = {**body, "sha256": _digest(body)}
    return write_whole(json.dumps(whole, ensure_ascii=False, indent=1).encode(), path)


def read_update(path: Path) -> Update:
    """Return an update file that is whole.

    Raises:
        Refused: it cannot be read, is none, is damaged, or is of a newer program.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"“{path.name}”太大，不像是更新文件，没有导入。")
        whole = json.loads(path.read_bytes())
    except OSError:
        raise Refused(f"读不到文件“{path.name}”，请检查路径和 U 盘。") from None
    except (ValueError, RecursionError):
        raise Refused(f"“{path.name}”不是更新文件，或者已经损坏，没有导入。") from None
    if not isinstance(whole, dict) or whole.get("kind") != KIND:
        raise Refused(f"“{path.name}”不是更新文件，没有导入。")
    body = {key: value for key, value in whole.items() if key != "sha256"}
    if whole.get("sha256") != _digest(body):
        raise Refused(f"更新文件“{path.name}”与校验值不符，可能在复制时损坏，没有导入；请重新复制。")
    if whole.get("form") != FORM:
        raise Refused(f"更新文件“{path.name}”的格式是 {whole.get('form')}，本程序只认 {FORM}，请安装新版程序。")
    try:
        parts = tuple(Part(str(p["kind"]), str(p["name"]), str(p["text"])) for p in whole["parts"])
        return Update(date.fromisoformat(str(whole["made_on"])), str(whole["note"]), parts)
    except (KeyError, TypeError, ValueError):
        raise Refused(f"更新文件“{path.name}”的内容不完整，没有导入。") from None


def foresee_update(office: Office, update: Update, today: date) -> list[Effect]:
    """Return what an update would do, part by part; nothing is stored.

    Raises:
        LawRefusal: a part cannot be used.
    """
    return [_foresee(office, part, today) for part in update.parts]


def import_update(office: Office, update: Update, today: date) -> Done:
    """Take in an update: calendars, templates the office has not reworded, the checklist where it has none of its own.

    Every part is tried before the first is stored.

    Raises:
        LawRefusal: a part cannot be used; nothing was changed. Refused: it would change nothing.
    """
    effects = foresee_update(office, update, today)
    if not any(effect.applies for effect in effects):
        raise Refused("更新文件里的内容都已经在用，没有可以导入的。")
    note = f"更新文件 {update.made_on}：{update.note}"[:200]
    changed: frozenset[str] = frozenset()
    for part, effect in zip(update.parts, effects, strict=True):
        if effect.applies:
            changed |= _take(office, part, note, today).changed
    return Done(0, changed)


def _foresee(office: Office, part: Part, today: date) -> Effect:
    if part.kind == CALENDAR:
        notices = parse_notice(part.name, part.text, resources.load_calendar().fixed)
        years = "、".join(str(notice.year) for notice in notices)
        known = all(_same_days(office, notice.year, notice.days) for notice in notices)
        if known:
            return Effect(_TITLES[CALENDAR], f"{years} 年已经导入", False)
        moved = len(foresee_import(office, notices, today))
        return Effect(_TITLES[CALENDAR], f"导入 {years} 年，{moved} 件在办申请的期限改变", True)
    if part.kind == TEMPLATE:
        from caseapp.documents.example import example_context
        from caseapp.documents.press import typeset

        template = read_own(part.name, part.text)
        typeset(template, example_context(template))
        own = kept(office, part.name).active
        title = f"{_TITLES[TEMPLATE]}“{template.title}”"
        if own is not None and own.text == part.text:
            return Effect(title, "已经在用", False)
        if own is not None and not own.note.startswith("更新文件 "):
            return Effect(title, f"本机关有自己的措辞（第 {own.number} 版），不替换", False)
        return Effect(title, "改用更新后的措辞", True)
    if part.kind == CHECKLIST:
        parse(part.text)
        own = own_in_use(office)
        if own is not None and own.text == part.text:
            return Effect(_TITLES[CHECKLIST], "已经在用", False)
        if own is not None and not own.note.startswith("更新文件 "):
            return Effect(_TITLES[CHECKLIST], "本机关有自己的检查单，不替换", False)
        return Effect(_TITLES[CHECKLIST], "改用更新后的检查单", True)
    raise Refused(f"更新文件里有本程序不认识的内容“{part.kind}”，请安装新版程序。")


def _take(office: Office, part: Part, note: str, today: date) -> Done:
    if part.kind == CALENDAR:
        return import_calendar(office, parse_notice(part.name, part.text, resources.load_calendar().fixed), today)
    if part.kind == TEMPLATE:
        return save_template(office, part.name, part.text, note)
    return import_checklist(office, part.name, part.text.encode(), today, note)


def _same_days(office: Office, year: int, days: Sequence[Any]) -> bool:
    now = {day: (d.kind, d.name) for day, d in office.calendar.days.items() if d.notice_year == year}
    return now == {d.day: (d.kind, d.name) for d in days}


def _digest(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
