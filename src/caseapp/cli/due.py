"""``caseapp due`` and ``caseapp fee``: the calculators, which load the law core and nothing else."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.cli.usage import Parser
from caseapp.resources import extend_calendar, load_calendar, load_periods

if TYPE_CHECKING:
    from caseapp.law.calendar import WorkCalendar
    from caseapp.law.clock import Clock

STATES = {
    "running": "正在计算",
    "waiting_clarification": "等待补正，期限没有在计算",
    "waiting_fee": "等待缴费，期限没有在计算",
    "consulting": "征求意见中，期限暂停",
    "closed": "已办结",
    "abandoned": "申请人的期限已过，可以不再处理",
}


def run(argv: Sequence[str]) -> int:
    """Run one of the two calculators."""
    parser = Parser(prog="caseapp", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    due = commands.add_parser("due", help="推算答复期限")
    due.add_argument("--received", required=True, metavar="DATE", help="法定收到日，例如 2026-09-04")
    due.add_argument(
        "--fact", action="append", default=[], metavar="KIND:DATE[:DETAIL]", help="例如 extended:2026-09-30:20"
    )
    due.add_argument("--today", metavar="DATE", help="按哪一天推算，默认今天")
    due.add_argument("--record", help="办件记录，用它旁边导入的放假安排")
    due.add_argument("--json", action="store_true", help="机器可读输出")
    fee = commands.add_parser("fee", help="计算信息处理费")
    counted = fee.add_mutually_exclusive_group(required=True)
    counted.add_argument("--items", type=int, metavar="N", help="同一申请人一个自然月内的件数")
    counted.add_argument("--pages", type=int, metavar="N", help="一件申请提供的页数")
    fee.add_argument("--json", action="store_true", help="机器可读输出")
    options = parser.parse_args(argv)
    return _due(options) if options.command == "due" else _fee(options)


def _due(options: argparse.Namespace) -> int:
    from caseapp.law.clock import run_clock
    from caseapp.law.facts import parse_day, parse_fact
    from caseapp.law.trace import grouped, trace

    received = parse_day(options.received)
    today = parse_day(options.today) if options.today else date.today()
    facts = [parse_fact(text) for text in options.fact]
    calendar, source = office_calendar(options.record)
    periods = load_periods()
    clock = run_clock(received, facts, calendar, periods, today)
    steps = trace(clock, calendar, periods)
    if options.json:
        import json

        print(json.dumps({**clock_json(clock), "calendar": source, "trace": steps_json(steps)}, ensure_ascii=False))
        return 0
    print(_headline(clock))
    print(f"状态：{STATES[clock.state]}")
    for row in grouped(steps, calendar):
        days = f"{row.first}" if row.first == row.last else f"{row.first} 至 {row.last}"
        article = f"（{row.article}）" if row.article else ""
        print(f"  {days:<26} {row.count:>3}  {row.text}{article}")
    for note in clock.notes:
        print(f"注意：{note.text}" + (f"（{note.article}）" if note.article else ""))
    print(f"工作日历：{source}")
    return 0


def _headline(clock: Clock) -> str:
    from caseapp.law.calendar import weekday_name

    if clock.due is None:
        return f"答复期限：未计算，申请人的期限至 {clock.waiting_until}" if clock.waiting_until else "答复期限：未计算"
    text = f"最迟答复日：{clock.due}（{weekday_name(clock.due)}）"
    return text + "（暂定）" if clock.provisional else text


def clock_json(clock: Clock) -> dict[str, Any]:
    """Return the clock as JSON values."""
    return {
        "due": clock.due.isoformat() if clock.due else None,
        "provisional": clock.provisional,
        "base": clock.base.isoformat(),
        "excluded_working_days": clock.excluded_working_days,
        "extended_working_days": clock.extended_working_days,
        "state": clock.state,
        "strict_due": clock.strict_due.isoformat() if clock.strict_due else None,
        "waiting_until": clock.waiting_until.isoformat() if clock.waiting_until else None,
        "clarification_due": clock.clarification_due.isoformat(),
        "on_time": clock.on_time,
        "notes": [{"code": n.code, "text": n.text, "article": n.article} for n in clock.notes],
    }


def steps_json(steps: Sequence[Any]) -> list[dict[str, Any]]:
    """Return trace steps as JSON values."""
    return [
        {"date": s.day.isoformat(), "kind": s.kind, "text": s.text, "article": s.article, "count": s.count}
        for s in steps
    ]


def office_calendar(record: str | None) -> tuple[WorkCalendar, str]:
    """Return the shipped calendar, with the days left beside the record laid over it, and what was used.

    Raises:
        CalendarFileBroken: the plain file beside the record cannot be read.
    """
    from caseapp.casework.places import record_path

    base = load_calendar()
    path = record_path(record).parent / "calendar.json"
    if not path.is_file():
        return base, f"随程序提供，公布至 {base.last_published} 年"
    import json

    from caseapp.law.errors import LawRefusal

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        imported = [(int(item["year"]), str(item["source"]), dict(item["days"])) for item in data["years"]]
        calendar = extend_calendar(base, imported)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise LawRefusal(f"“{path}”读不出放假安排，请重新导入日历，或者移走这个文件。") from None
    return calendar, f"{path}，公布至 {calendar.last_published} 年"


def _fee(options: argparse.Namespace) -> int:
    from caseapp.law.fees import fee_by_items, fee_by_pages

    by_items = options.items is not None
    fee = fee_by_items(options.items) if by_items else fee_by_pages(options.pages)
    tiers = [{"first": t.first, "last": t.last, "unit_yuan": t.unit_yuan, "yuan": t.yuan} for t in fee.tiers]
    if options.json:
        import json

        print(json.dumps({"yuan": fee.yuan, "tiers": tiers}, ensure_ascii=False))
        return 0
    unit = "件" if by_items else "页"
    print(f"信息处理费：{fee.yuan} 元（国办函〔2020〕109号）")
    for t in fee.tiers:
        print(f"  第 {t.first} 至 {t.last} {unit}：每{unit} {t.unit_yuan} 元，小计 {t.yuan} 元")
    return 0
