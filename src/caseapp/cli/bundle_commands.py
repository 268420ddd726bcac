"""``caseapp bundle``: the pieces of a case as one file, to bind or to hand in when its reply is challenged."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from caseapp.casework.casefile import find_case
from caseapp.casework.office import Office, Refused
from caseapp.casework.paper.bundling import EVIDENCE, PURPOSES, left_out_words, make_bundle, offered, save_bundle
from caseapp.casework.paper.evidence import Offered
from caseapp.cli.common import say

Options = argparse.Namespace


def add_bundle(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``caseapp bundle``."""
    purposes = "，".join(f"{key} {words}" for key, words in PURPOSES.items())
    parser.add_argument("number", help="登记编号")
    parser.add_argument("--for", dest="purpose", choices=tuple(PURPOSES), default=EVIDENCE, help=purposes)
    parser.add_argument("--pieces", metavar="A,B,C", help="只要这些材料，代号见不带 --out 时的列表")
    parser.add_argument("--out", metavar="FILE", help=".pdf 编页的全部材料，.zip 另含每份材料和不能排成页的文件")


def bundle(office: Office, options: Options, today: date) -> int:
    """List what a bundle can hold, or write it."""
    case = find_case(office, options.number, today)
    if not options.out:
        found = offered(office, case.id, options.purpose, today)
        return say(options, "\n".join(_line(each) for each in found), [_data(each) for each in found])
    if Path(options.out).suffix.lower() not in (".pdf", ".zip"):
        raise Refused("案卷材料只能存成 .pdf 或者 .zip，请改文件名。")
    keys = None if options.pieces is None else [key for key in options.pieces.replace("，", ",").split(",") if key]
    made = make_bundle(office, case.id, options.purpose, keys, today)
    place = save_bundle(made, Path(options.out))
    words = f"已写出 {place}：{len(made.bound)} 份材料，{made.sheet.pages} 页（含目录）。"
    if place.suffix.lower() == ".pdf":
        words += left_out_words(made)
    beside = [read.name for read in made.beside]
    data = {"file": str(place), "pages": made.sheet.pages, "pieces": len(made.bound), "beside": beside}
    return say(options, words, data)


def _line(each: Offered) -> str:
    mark = "［√］" if each.chosen else "［　］"
    note = f"　{each.note}" if each.note else ""
    return f"{mark}{each.key}　{each.piece.title}　{each.piece.day or '日期不明'}{note}"


def _data(each: Offered) -> dict[str, object]:
    piece = each.piece
    return {
        "key": each.key,
        "title": piece.title,
        "number": piece.number,
        "date": piece.day,
        "pages": piece.pages,
        "chosen": each.chosen,
        "note": each.note,
    }
