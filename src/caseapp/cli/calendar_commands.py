"""``caseapp calendar``: the years, the days of one, and importing a notice after seeing what it moves."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep import calendars
from caseapp.casework.upkeep.calendar_views import year_days
from caseapp.casework.upkeep.calendars import Judged, Moved
from caseapp.cli.common import say
from caseapp.law.notices import FIRST_YEAR, LAST_YEAR

Options = argparse.Namespace
ACTIONS = ("list", "show", "import", "check")
FILE_HELP = "import：放假安排文件（CSV、JSON，或者配合 --year 的通知原文 .txt）；show：年份"
YEAR_HELP = "文件里是通知原文（每个节日一行，例如“元旦：1月1日（周四）至3日（周六）放假调休，共3天。”），写明是哪一年的"
SOURCE_HELP = "通知的文号或网址；用 --year 时必填"


def calendar(office: Office, options: Options, today: date) -> int:
    """List the years, show one, import a notice, or say what is wanted."""
    if options.action != "import" and (options.dry_run or options.year is not None or options.source):
        raise Refused("--dry-run、--year 和 --source 只用于 calendar import。")
    return _ACTIONS[options.action](office, options, today)


def _list(office: Office, options: Options, today: date) -> int:
    states = calendars.year_states(office)
    lines = [f"{s.year}　{s.state}　休息日 {s.rest_days}，上班日 {s.work_days}" for s in states]
    data = [
        {"year": s.year, "state": s.state, "rest": s.rest_days, "work": s.work_days, "sources": list(s.sources)}
        for s in states
    ]
    return say(options, "\n".join(lines), data)


def _show(office: Office, options: Options, today: date) -> int:
    text = options.file or ""
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise Refused(f"请写明要看的年份（{FIRST_YEAR} 至 {LAST_YEAR}），例如 caseapp calendar show {today.year}。")
    year = int(text)
    sources = office.calendar.sources.get(year, ())
    days = year_days(office, year)
    lines = [f"{d.day}　{d.weekday}　{d.kind}　{d.name}" + (f"　{d.note}" if d.note else "") for d in days]
    lines.append("依据：" + "；".join(sources) if sources else f"{year} 年的放假安排未公布。")
    data = {
        "year": year,
        "published": bool(sources),
        "sources": list(sources),
        "days": [
            {
                "date": d.day.isoformat(),
                "weekday": d.weekday,
                "kind": d.kind,
                "name": d.name,
                "notice_year": d.notice_year,
                "note": d.note,
            }
            for d in days
        ],
    }
    return say(options, "\n".join(lines), data)


def _check(office: Office, options: Options, today: date) -> int:
    said = calendars.check_calendar(office, today)
    return say(options, "\n".join(said) or "工作日历齐全。", {"needs": said})


def _import(office: Office, options: Options, today: date) -> int:
    if not options.file:
        raise Refused("请写明要导入的放假安排文件。")
    path = Path(options.file)
    if path.suffix.lower() == ".txt" and options.year is None:
        raise Refused("导入通知原文要写明年份和依据：calendar import 文件.txt --year 年份 --source 文号或网址。")
    notices = calendars.read_notice_file(path, year=options.year, source=options.source)
    moved = calendars.foresee_import(office, notices, today)
    judged = calendars.foresee_judged(office, notices, today)
    note = "" if options.dry_run else calendars.import_calendar(office, notices, today).note
    years = "、".join(str(n.year) for n in notices)
    done = f"试读 {years} 年放假安排，没有写入：" if options.dry_run else f"已导入 {years} 年放假安排，"
    lines = [f"{done}{len(moved)} 件在办申请的期限有变动。", *map(_moved_words, moved)]
    if judged:
        lines += [f"{len(judged)} 件已办结申请是否按期的判断有变：", *map(_judged_words, judged)]
    lines += [note] if note else []
    data = {
        "years": [n.year for n in notices],
        "dry_run": options.dry_run,
        "moved": [_moved_json(m) for m in moved],
        "judged": [
            {"number": j.number, "applicant": j.applicant, "before": j.before, "after": j.after} for j in judged
        ],
    }
    return say(options, "\n".join(lines), data)


def _moved_words(moved: Moved) -> str:
    before = _day_words(moved.before, provisional=moved.before_provisional)
    return f"  {moved.number}　{before} → {_day_words(moved.after, provisional=moved.after_provisional)}"


def _day_words(day: date | None, *, provisional: bool) -> str:
    return f"{day or '没有在计算'}{'（暂定）' if provisional else ''}"


def _judged_words(judged: Judged) -> str:
    words = {True: "按期", False: "逾期"}
    return f"  {judged.number}　{judged.closed_on} 办结　{words[judged.before]} → {words[judged.after]}"


def _moved_json(moved: Moved) -> dict[str, Any]:
    return {
        "number": moved.number,
        "applicant": moved.applicant,
        "before": moved.before.isoformat() if moved.before else None,
        "after": moved.after.isoformat() if moved.after else None,
        "before_provisional": moved.before_provisional,
        "after_provisional": moved.after_provisional,
    }


_ACTIONS: dict[str, Callable[[Office, Options, date], int]] = {
    "list": _list,
    "show": _show,
    "import": _import,
    "check": _check,
}
