"""The list of publications as a file: .csv or .xlsx with a header, in whole or not at all, and out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from caseapp.casework.handling.publications import (
    LABELS,
    Entry,
    as_entry,
    checked,
    next_id,
    publications,
    same_entry,
    store,
)
from caseapp.casework.office import Done, Office, Refused
from caseapp.law.publications import KINDS, Publication

_TOLD = 5
_NEEDED = ("name", "kind")
_QUOTED = ("'=", "'+", "'-", "'@")
"""What the export puts before a text a spreadsheet would compute."""


def export_publications(office: Office, path: Path) -> int:
    """Write the list to .csv or .xlsx and return how many entries it has; an empty list gives the header alone.

    Raises:
        SheetError: the file cannot be written; an older one stays.
    """
    from caseapp.sheets.ledger_out import write_ledger

    kept = publications(office)
    lines = []
    for own in kept:
        entry = as_entry(own)
        lines.append([KINDS[own.kind] if key == "kind" else getattr(entry, key) for key in LABELS])
    write_ledger(path, list(LABELS.values()), lines, title=f"{office.profile.name}主动公开目录")
    return len(kept)


def import_publications(office: Office, path: Path, today: date) -> Done:
    """Add the entries of a file; one that stands on the list already is replaced.

    Raises:
        Refused: no such header, or a row that cannot be taken; nothing was changed.
        SheetError: the file cannot be read.
    """
    from caseapp.sheets.raw import read_grid

    grid = next(read_grid(path), [])
    rows = [(number, [_said(cell) for cell in cells]) for number, cells in grid]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    places = next((found for _, cells in rows[:3] if (found := _header(cells))), None)
    if places is None:
        raise Refused(f"“{path.name}”没有表头，第一行应当是：{'，'.join(LABELS.values())}。")
    start = next(at for at, (_, cells) in enumerate(rows) if _header(cells)) + 1
    made = _rows(rows[start:], places, today)
    kept, new = publications(office), 0
    for own in made:
        before = next((other for other in kept if same_entry(other, own)), None)
        kept = [other for other in kept if other is not before]
        kept.append(replace(own, id=before.id if before else next_id(kept)))
        new += before is None
    store(office, kept, f"导入主动公开目录“{path.name}”")
    return Done(0, frozenset({"settings"}), note=f"已导入：新增 {new} 条，替换 {len(made) - new} 条。")


def _rows(
    rows: Sequence[tuple[int, list[str]]], places: dict[str, int], today: date
) -> list[Publication]:
    made: list[Publication] = []
    problems = []
    for number, cells in rows:
        given = {key: cells[at] if at < len(cells) else "" for key, at in places.items()}
        try:
            own = checked(Entry(**given), today)
            if any(same_entry(other, own) for other in made):
                raise Refused(f"“{own.name}”在文件里重复了。")
            made.append(own)
        except Refused as refusal:
            problems.append(f"第 {number} 行：{refusal.sentence.rstrip('。')}")
    if problems:
        more = f"；另有 {len(problems) - _TOLD} 行" if len(problems) > _TOLD else ""
        raise Refused(f"{'；'.join(problems[:_TOLD])}{more}。")
    if not made:
        raise Refused("文件里只有表头，没有目录内容。")
    return made


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Return key -> column of a header row, {} for any other row; columns with other names are left out."""
    found = {key: cells.index(label) for key, label in LABELS.items() if label in cells}
    return found if all(key in found for key in _NEEDED) else {}


def _said(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text[:2] in _QUOTED else text
