"""``caseapp publications`` and ``caseapp applicant``: what the office publishes, and everything of one applicant."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.casefile import find_case
from caseapp.casework.handling.already_public import begin_public, fits_of, way_of
from caseapp.casework.handling.publication_files import export_publications, import_publications
from caseapp.casework.handling.publications import (
    LABELS,
    Entry,
    as_entry,
    drop_publications,
    find_publications,
    publications,
    save_publication,
)
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.applicants import RULE, applicant_view
from caseapp.cli.common import say
from caseapp.law.publications import KINDS, Publication

Options = argparse.Namespace


def add_publications(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of ``caseapp publications``."""
    words = "list 列出，add 添加，edit 修改，remove 移除，import 导入，export 导出"
    more = "find 查一件申请可能已公开的，fill 填入答复书"
    parser.add_argument("action", choices=tuple(_ACTIONS), help=f"{words}，{more}")
    parser.add_argument("names", nargs="*", metavar="ID|FILE|NUMBER", help="条目编号、文件（.csv、.xlsx）或者登记编号")
    for key, label in LABELS.items():
        kinds = f"（{'、'.join(KINDS.values())}）" if key == "kind" else ""
        parser.add_argument(f"--{key}", metavar="S", help=f"add、edit：{label}{kinds}")


def add_applicant(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of ``caseapp applicant``."""
    parser.add_argument("name", help="申请人姓名或者名称，写全")


def publications_command(office: Office, options: Options, today: date) -> int:
    """Do one thing with the list of publications."""
    act, wanted = _ACTIONS[options.action]
    given = options.names
    several = options.action in ("remove", "fill")
    if len(given) < len(wanted) or (len(given) > len(wanted) and not several):
        raise Refused(f"请这样写：caseapp publications {' '.join((options.action, *wanted))}。")
    return act(office, options, today)


def applicant(office: Office, options: Options, today: date) -> int:
    """Show every request of one applicant, how it is reached, its other names and the fee by item."""
    view = applicant_view(office, options.name, today)
    counts = f"共 {view.total} 件，本年 {view.this_year} 件，本月 {view.this_month} 件"
    lines = [f"{view.name}　{'、'.join(view.classes)}　{counts}"]
    lines += [f"{label}：{value}" for label, value in view.contacts]
    lines += [f"可能是同一申请人：{o.name}（{'、'.join(o.shared)}，{o.count} 件）" for o in view.others]
    lines += [view.fee.words, RULE]
    lines += [
        f"{x.number}　{x.day or '—'}　{x.status}　{x.outcome or '—'}　{x.reply_number or '—'}　{x.request[:40]}"
        for x in view.cases
    ]
    return say(options, "\n".join(lines), asdict(view))


def _list(office: Office, options: Options, _today: date) -> int:
    kept = publications(office)
    return say(options, "\n".join(map(_line, kept)) or "目录还是空的。", [_json(own) for own in kept])


def _add(office: Office, options: Options, today: date) -> int:
    given = {key: value for key in LABELS if (value := getattr(options, key)) is not None}
    save_publication(office, Entry(**given), today)
    return _saved(office, options, max(own.id for own in publications(office)), "已添加")


def _edit(office: Office, options: Options, today: date) -> int:
    (wanted,) = _ids(options.names[:1])
    (before,) = find_publications(publications(office), [wanted])
    given = {key: value for key in LABELS if (value := getattr(options, key)) is not None}
    save_publication(office, Entry(**{**asdict(as_entry(before)), **given}), today, publication_id=wanted)
    return _saved(office, options, wanted, "已修改")


def _remove(office: Office, options: Options, _today: date) -> int:
    ids = _ids(options.names)
    drop_publications(office, ids)
    return say(options, f"已移除 {len(set(ids))} 条。", {"removed": sorted(set(ids))})


def _import(office: Office, options: Options, today: date) -> int:
    done = import_publications(office, Path(options.names[0]), today)
    return say(options, done.note, {"note": done.note, "count": len(publications(office))})


def _export(office: Office, options: Options, _today: date) -> int:
    place = Path(options.names[0])
    count = export_publications(office, place)
    return say(options, f"已把 {count} 条写入 {place}。", {"file": str(place), "count": count})


def _find(office: Office, options: Options, today: date) -> int:
    case = find_case(office, options.names[0], today)
    fits = fits_of(office, case)
    lines = [f"{_line(fit.publication)}\n　　{fit.reason}" for fit in fits]
    data = [
        _json(fit.publication)
        | {"reason": fit.reason, "years": fit.years, "lacking": fit.lacking, "itself": fit.itself}
        for fit in fits
    ]
    return say(options, "\n".join(lines) or "目录中没有可能载有所申请信息的条目。", data)


def _fill(office: Office, options: Options, today: date) -> int:
    number, *given = options.names
    case = find_case(office, number, today)
    chosen = find_publications(publications(office), _ids(given))
    begin_public(office, case.id, chosen, today)
    ways = [way_of(own) for own in chosen]
    return say(options, "已填入答复书：\n" + "\n".join(ways), {"number": case.row.number, "ways": ways})


def _saved(office: Office, options: Options, wanted: int, done: str) -> int:
    (own,) = find_publications(publications(office), [wanted])
    return say(options, f"{done}：{_line(own)}", _json(own))


def _ids(given: list[str]) -> list[int]:
    for text in given:
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise Refused(f"“{text[:20]}”不是条目的编号，编号是数字，用 caseapp publications list 查看。")
    return [int(text) for text in given]


def _line(own: Publication) -> str:
    parts = (f"[{own.id}]", KINDS[own.kind], own.period, way_of(own), "、".join(own.keywords))
    return "　".join(part for part in parts if part)


def _json(own: Publication) -> dict[str, Any]:
    return asdict(own) | {"kind": KINDS[own.kind], "data_year": own.data_year, "way": way_of(own)}


_ACTIONS: dict[str, tuple[Callable[[Office, Options, date], int], tuple[str, ...]]] = {
    "list": (_list, ()),
    "add": (_add, ()),
    "edit": (_edit, ("ID",)),
    "remove": (_remove, ("ID",)),
    "import": (_import, ("FILE",)),
    "export": (_export, ("FILE",)),
    "find": (_find, ("NUMBER",)),
    "fill": (_fill, ("NUMBER", "ID")),
}
