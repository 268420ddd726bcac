"""``caseapp export``: the ledger, some of its cases or a saved view to .xlsx, .csv or .pdf; the public catalogue."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from caseapp.casework.casefile import find_case
from caseapp.casework.ledger.catalogue import write_catalogue
from caseapp.casework.ledger.ledger_fields import FIELDS, named
from caseapp.casework.ledger.ledger_out import EXPORT_KEYS
from caseapp.casework.ledger.ledger_views import Picked, Wanted, export_picked
from caseapp.casework.ledger.saved_views import view_named
from caseapp.casework.office import Office, Refused
from caseapp.cli.common import say

Options = argparse.Namespace
ALL = "all"


def add_export(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``caseapp export``."""
    parser.add_argument("file", help="写到哪里：.xlsx 工作簿，.csv 文件，.pdf 横向清单")
    parser.add_argument("--year", type=int, help="只要这一年的")
    which = f"哪些列、什么顺序，用列的代号或者列名；{ALL} 是全部列；默认是宽窗口里显示的列"
    parser.add_argument("--columns", metavar="A,B,C", help=which)
    parser.add_argument("--view", metavar="NAME", help="用窗口里保存的视图：条件、排序、列")
    parser.add_argument("--numbers", metavar="A,B,C", help="只要这些登记编号的，按给出的顺序")
    parser.add_argument("--public", action="store_true", help="导出依申请公开目录（不含个人信息），配合 --year")
    parser.epilog = "列：" + "，".join(f"{field.key} {field.heading}" for field in FIELDS) + "。"


def export_file(office: Office, options: Options, today: date) -> int:
    """Export the ledger, or the public catalogue of a year."""
    path = Path(options.file)
    if options.public:
        if options.columns or options.view or options.numbers:
            raise Refused("公开目录的列和范围是固定的，--public 不能和 --columns、--view、--numbers 一起用。")
        count = write_catalogue(office, path, options.year or today.year, today)
        return say(options, f"已导出目录 {count} 条到 {options.file}。", {"count": count, "file": options.file})
    picked = _picked(office, options, today)
    count = export_picked(office, path, picked, today)
    keys = picked.keys or tuple(field.key for field in FIELDS)
    data = {"count": count, "file": options.file, "columns": list(keys)}
    return say(options, f"已导出 {count} 件到 {options.file}。", data)


def _picked(office: Office, options: Options, today: date) -> Picked:
    if options.numbers and (options.view or options.year):
        raise Refused("--numbers 已经写明是哪些申请，不能再和 --view、--year 一起用。")
    wanted, keys, sort, descending = Wanted(), EXPORT_KEYS, "number", False
    if options.view:
        view = view_named(office, options.view)
        wanted, sort, descending = view.wanted, view.sort, view.descending
        keys = view.columns or EXPORT_KEYS
    if options.year:
        wanted = replace(wanted, year=str(options.year))
    if options.columns is not None:
        keys = () if options.columns.strip() == ALL else named(options.columns.replace("，", ",").split(","))
    numbers = (options.numbers or "").replace("，", ",").split(",")
    ids = tuple(dict.fromkeys(find_case(office, number, today).id for number in numbers if number.strip()))
    if options.numbers and not ids:
        raise Refused("没有指明任何一个登记编号。")
    return Picked(wanted, ids, keys, sort, descending)
