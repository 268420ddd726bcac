"""``caseapp disclosure`` and ``caseapp mask``: looking into what is to be given out; they need no record."""

from __future__ import annotations

import argparse
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

from caseapp.casework.office import Refused
from caseapp.casework.review.masking import Box, Place, as_pdf, find_text, mask_file, save_masked
from caseapp.casework.review.table_views import KIND_LABELS, STATE_LABELS, CellView, TableView
from caseapp.casework.review.tables import (
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
from caseapp.cli.common import file_bytes, say

_LISTED = ("exposed", "primary", "complementary")


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


def add_mask(parser: argparse.ArgumentParser) -> None:
    """Give ``mask`` its arguments."""
    parser.add_argument("file", metavar="FILE", help="PDF，或者 PNG、JPEG、TIFF 扫描件")
    parser.add_argument("--page", type=int, default=1, metavar="N", help="--rect 在第几页，默认第 1 页")
    parser.add_argument(
        "--rect",
        action="append",
        default=[],
        metavar="[N:]x,y,w,h",
        help="遮盖框，单位是点（1/72 英寸），从页面左上角算起；N: 写明另一页；可多次",
    )
    parser.add_argument("--text", action="append", default=[], metavar="词", help="遮盖每一处这个词，可多次")
    parser.add_argument("--what", default="", help="遮盖的是什么，例如 身份证号")
    parser.add_argument("--why", required=True, metavar="理由", help="为什么遮盖")
    parser.add_argument("--white", action="store_true", help="用白底黑框，默认黑底")
    parser.add_argument("--out", required=True, metavar="FILE.pdf", help="写出遮盖版")


def mask(options: argparse.Namespace, _today: date) -> int:
    """Mask places and words of a file and write the copy that may be given out."""
    name, data = file_bytes(options.file)
    pdf = as_pdf(name, data)
    boxes = [Box(_place(words, options.page), options.what or "指定位置", options.why) for words in options.rect]
    for words in options.text:
        places = find_text(pdf, words)
        if not places:
            raise Refused(f"文件中没有找到“{words}”；扫描件里的文字找不到，请用 --rect 指明位置。")
        boxes += [Box(place, options.what or words, options.why) for place in places]
    if Path(options.out).absolute() == Path(options.file).absolute():
        raise Refused("遮盖版不能写在原件上，请换一个文件名。")
    made = mask_file(name, pdf, boxes, white=options.white)
    place = save_masked(made, Path(options.out))
    lines = [f"{one.number}. {one.where}　{one.what}　{one.why}" for one in made.lines]
    lines += [f"注意：{remark}" for remark in made.remarks]
    lines.append(f"已写出遮盖版 {place}（{made.pages} 页，遮盖 {len(made.lines)} 处）。")
    masks = [
        {
            "number": one.number,
            "page": one.page,
            "rect": [round(side, 2) for side in (one.place.x, one.place.y, one.place.width, one.place.height)],
            "what": one.what,
            "why": one.why,
        }
        for one in made.lines
    ]
    data_out = {
        "file": str(place),
        "pages": made.pages,
        "sha256": made.sha256,
        "masks": masks,
        "remarks": list(made.remarks),
    }
    return say(options, "\n".join(lines), data_out)


def _place(words: str, page: int) -> Place:
    """Return the place a rectangle on the command line names."""
    head, mark, rest = words.rpartition(":")
    try:
        x, y, width, height = (float(number) for number in rest.split(","))
        return Place((int(head) if mark else page) - 1, x, y, width, height)
    except ValueError:
        raise Refused(f"“{words}”应当写成“x,y,宽,高”，例如 72,100,200,20。") from None


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
        kinds = f"（{'、'.join(KIND_LABELS[kind] for kind in cell.kinds)}）" if cell.kinds else ""
        found.append(f"{cell.place}　{cell.text}　{STATE_LABELS[state]}{kinds}{why}{left}")
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
