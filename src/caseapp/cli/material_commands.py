"""``caseapp disclosure`` and ``caseapp mask``: looking into what is to be given out; they need no record."""

from __future__ import annotations

import argparse
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

from caseapp.casework.office import Refused
from caseapp.casework.table_views import STATE_LABELS, CellView, TableView
from caseapp.casework.tables import (
    DEFAULTS,
    Roles,
    Settings,
    check_table,
    column_of,
    guess_roles,
    read_table,
    with_kinds,
    write_released,
)
from caseapp.cli.common import say


def add_disclosure(parser: argparse.ArgumentParser) -> None:
    """Give ``disclosure`` its arguments."""
    parser.add_argument("file", metavar="FILE", help="数据表，.xlsx 或者 .csv")
    parser.add_argument("--sheet", type=int, default=1, metavar="N", help="第几张工作表，默认第 1 张")
    parser.add_argument(
        "--min-units", type=int, default=DEFAULTS.min_units, metavar="N", help="少于几个单位不公开，默认 3"
    )
    parser.add_argument(
        "--dominance", type=float, default=DEFAULTS.dominance, metavar="K", help="一个单位超过百分之几不公开，默认 75"
    )
    parser.add_argument(
        "--protection", type=float, default=DEFAULTS.protection, metavar="P", help="推算的误差至少百分之几，默认 15"
    )
    parser.add_argument(
        "--counts", action="append", default=[], metavar="COL", help="单位数的列，写列号或者列名，可多次，默认自动判断"
    )
    parser.add_argument("--released", metavar="FILE", help="已经公开、可以与本表相减的表")
    parser.add_argument("--out", metavar="FILE.xlsx", help="写出公开版")


def disclosure(options: argparse.Namespace, _today: date) -> int:
    """Check a table, list what must not be given out and why, and write the copy that may be."""
    sheet = read_table(Path(options.file), options.sheet)
    roles = guess_roles(sheet.grid)
    if options.counts:
        roles = with_kinds(sheet, roles, {column_of(roles, words): "count" for words in options.counts})
    released = read_table(Path(options.released)) if options.released else None
    view = check_table(sheet, roles, _settings(options), released)
    lines = [view.sentence, *(line for state in _LISTED for line in _listed(view, state))]
    lines += [f"{gap.name}（{gap.value:.10g}）：{gap.reason}。" for gap in view.differences]
    lines += [f"注意：{remark}" for remark in view.remarks]
    if view.findings:
        lines.append(f"依据：{view.article}")
    if options.out:
        lines.append(f"已写出公开版 {write_released(view, Path(options.out))}。")
    return say(options, "\n".join(lines), _json(view, roles, options.out))


_LISTED = ("exposed", "primary", "complementary")


def _settings(options: argparse.Namespace) -> Settings:
    if not 2 <= options.min_units <= 100:
        raise Refused("“少于几个单位不公开”应当在 2 至 100 之间。")
    if not 0 < options.dominance <= 100 or not 0 < options.protection <= 100:
        raise Refused("百分比应当大于 0，不超过 100。")
    return Settings(options.min_units, options.dominance, options.protection)


def _listed(view: TableView, state: str) -> list[str]:
    found = []
    for cell in view.in_state(state):
        why = f"：{'；'.join(cell.reasons)}" if cell.reasons else ""
        left = f"；公开后只能推算在 {cell.interval}" if cell.interval else ""
        found.append(f"{cell.place}　{cell.text}　{STATE_LABELS[state]}{why}{left}")
    return found


def _json(view: TableView, roles: Roles, out: str | None) -> dict[str, Any]:
    return {
        "numbers": view.numbers,
        "sentence": view.sentence,
        "releasable": view.releasable,
        "optimal": view.optimal,
        "article": view.article,
        "remarks": list(view.remarks),
        "cells": [_cell(cell) for line in view.cells for cell in line if cell.state],
        "differences": [{"name": d.name, "value": d.value, "reason": d.reason} for d in view.differences],
        "roles": {
            "rows": list(roles.rows),
            "labels": list(roles.labels),
            "values": list(roles.values),
            "counts": list(roles.counts),
            "row_totals": [{"total": t.total, "parts": list(t.parts)} for t in roles.row_totals],
            "column_totals": [{"total": t.total, "parts": list(t.parts)} for t in roles.column_totals],
        },
        "file": out,
    }


def _cell(cell: CellView) -> dict[str, Any]:
    return {
        "place": cell.place,
        "role": cell.role,
        "state": cell.state,
        "kinds": list(cell.kinds),
        "reasons": list(cell.reasons),
        "low": cell.low,
        "high": None if cell.high == inf else cell.high,
    }
