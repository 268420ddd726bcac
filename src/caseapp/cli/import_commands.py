"""Bringing an old ledger in on the command line, and taking the last one back."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from caseapp.casework.ledger.ledger_columns import NOTE_WORDS, SKIP_WORDS, value_id
from caseapp.casework.ledger.ledgerfiles import Choices, import_ledger
from caseapp.casework.ledger.past_imports import last_import, undo_import, undone_words
from caseapp.casework.office import Office, Refused
from caseapp.cli.common import pairs, say
from caseapp.law.ledger_words import COLUMNS, NOTE, SKIP

Options = argparse.Namespace


def add_import(parser: argparse.ArgumentParser) -> None:
    """Add the grammar of ``import``."""
    parser.add_argument("file", nargs="?", help="台账文件，.xlsx 或者 .csv")
    parser.add_argument("--dry-run", action="store_true", help="只试读，不写入")
    targets = f"目标有：{'、'.join(COLUMNS)}、{NOTE_WORDS}、{SKIP_WORDS}"
    parser.add_argument("--map", action="append", default=[], metavar="列名=目标", help=f"指明一列；{targets}")
    parser.add_argument(
        "--fill", action="append", default=[], metavar="列=取值", help="文件里没有的列每件都填，例如 申请渠道=网络平台"
    )
    example = "不认识的取值，例如 申请人类别:个体户=商业企业"
    parser.add_argument("--value", action="append", default=[], metavar="列:原文=取值", help=example)
    parser.add_argument("--undo", action="store_true", help="撤销最后一次导入")
    parser.add_argument("--reason", default="", help="撤销的原因")


def import_file(office: Office, options: Options, today: date) -> int:
    """Import a ledger, all or nothing, or undo the last import."""
    if options.undo:
        if options.file or options.dry_run:
            raise Refused("撤销导入时不写文件名，也不能试读。")
        past = last_import(office)
        undo_import(office, today, reason=options.reason)
        words = undone_words(past) if past else ""
        return say(options, words, {"undone": past.count if past else 0, "note": words})
    if not options.file:
        raise Refused("请写明要导入的台账文件。")
    report = import_ledger(office, Path(options.file), today, dry_run=options.dry_run, choices=_choices(options))
    done_words = "可以导入" if report.dry_run else "已导入"
    words = "\n".join([f"{done_words} {report.count} 件，其中未办结 {report.open_count} 件。", *report.remarks])
    data = {
        "count": report.count,
        "open": report.open_count,
        "dry_run": report.dry_run,
        "remarks": list(report.remarks),
    }
    return say(options, words, data)


def _choices(options: Options) -> Choices:
    aliases = {NOTE_WORDS: NOTE, SKIP_WORDS: SKIP}
    columns = {name: aliases.get(target.strip(), target.strip()) for name, target in pairs(options.map).items()}
    fills = {column: value_id(column, words) for column, words in pairs(options.fill).items()}
    values: dict[str, dict[str, str]] = {}
    for item, words in pairs(options.value).items():
        column, mark, original = item.partition(":")
        if not mark:
            raise Refused(f"“{item}”应当写成“列:原文=取值”。")
        values.setdefault(column.strip(), {})[original] = value_id(column.strip(), words)
    return Choices(columns, fills, values)
