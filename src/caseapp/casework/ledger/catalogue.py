"""依申请公开目录: what was given out on request, for the website; without applicants and without personal data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.parties import names_of
from caseapp.material.finders import find
from caseapp.store.rows import IndexFilter

COLUMNS = ("序号", "申请公开的信息", "办理结果", "答复日期")
HIDDEN = "×××"
_GIVEN = (3, 4)  # （一）予以公开 and （二）部分公开 of annual table 三
_BATCH = 500


def write_catalogue(office: Office, path: Path, year: int, today: date) -> int:
    """Write the catalogue of a year to .xlsx or .csv and return how many requests it lists.

    Args:
        office: the open record.
        path: the file.
        year: of the replies.
        today: the day.

    Raises:
        Refused: nothing was given out that year. SheetError: the file cannot be written; an older one stays.
    """
    from caseapp.sheets.ledger_out import write_ledger

    lines = list(_lines(office, year, today))
    if not lines:
        raise Refused(f"{year} 年没有予以公开、部分公开的答复，没有目录可以导出。")
    title = f"{office.profile.name}{year}年依申请公开目录"
    write_ledger(path, COLUMNS, [[number, *line] for number, line in enumerate(lines, start=1)], title=title)
    return len(lines)


def _lines(office: Office, year: int, today: date) -> Iterable[list[Any]]:
    ids = office.record.index_ids(IndexFilter(open=False))
    for start in range(0, len(ids), _BATCH):
        for line in office.record.index_page(ids[start : start + _BATCH]):
            if line.closed_on is None or line.closed_on.year != year or line.row not in _GIVEN:
                continue
            (case,) = cases_of(office, [line.case_id], today)
            row = case.row
            own = (*names_of(row), row.phone, row.email, row.id_number, row.address)
            yield [without_persons(row.request, own), office.outcomes[line.outcome].label, line.closed_on]


def without_persons(text: str, own: Iterable[str] = ()) -> str:
    """Return words without numbers, addresses and names of persons: what the finders find, and what is given."""
    text = " ".join(text.split())
    for words in sorted({words for words in own if len(words.strip()) > 1}, key=len, reverse=True):
        text = text.replace(words, HIDDEN)
    for hit in sorted(find(text), key=lambda hit: hit.start, reverse=True):
        text = text[: hit.start] + HIDDEN + text[hit.end :]
    return text
