"""``caseapp look``: what in a file may have to be masked before it is disclosed; needs no record and keeps nothing."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date

from caseapp.casework.review.looking import Look, look_into
from caseapp.cli.common import file_bytes, say


def add_look(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of ``caseapp look``."""
    parser.add_argument("file", help="公开件：.pdf、.docx、.xlsx、.csv 或者 .txt")


def look(options: argparse.Namespace, today: date) -> int:
    """Look through a file and print what was found."""
    found = look_into(*file_bytes(options.file))
    return say(options, "\n".join(_lines(found)), _json(found))


def _lines(found: Look) -> list[str]:
    lines = [f"{hit.place}　{hit.kind}　{' '.join(hit.text.split())}　{hit.context}" for hit in found.hits]
    lines += [f"注意：{note.text}" for note in found.notes]
    total = "，".join(f"{kind}{count}处" for kind, count in found.summary)
    lines.append(f"共找到：{total}。" if total else "没有找到需要留意的内容。")
    return [*lines, "程序只查找，是否公开、是否遮盖由审查人员决定。"]


def _json(found: Look) -> dict[str, object]:
    return {
        "file": found.name,
        "summary": dict(found.summary),
        "hits": [asdict(hit) for hit in found.hits],
        "notes": [asdict(note) for note in found.notes],
    }
