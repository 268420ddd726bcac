"""Printed pages of reckoning: 期限推算说明 of a case, 期限变动清单 of a calendar import; made when asked, not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.casework.office import Office
from caseapp.casework.slots import template_of
from caseapp.law.calendar import REST
from caseapp.law.notices import Notice

if TYPE_CHECKING:
    from caseapp.casework.calendars import Moved
    from caseapp.documents.press import Sheet as Sheet


def moves_sheet(office: Office, notices: Sequence[Notice], moved: Sequence[Moved], today: date) -> Sheet:
    """Return 期限变动清单: the notices of an import, and each open case whose due date or 暂定 mark they change.

    Raises:
        MissingGlyph: a character no font has.
    """
    from caseapp.documents.press import typeset

    return typeset(template_of("calendar_moves"), _context(office, today) | {"moves": _moves(notices, moved)})


def sheet_page(sheet: Sheet, page: int, width: int) -> bytes:
    """Return a page of a sheet as PNG bytes; pages count from 0, width in pixels."""
    from caseapp.documents.pictures import page_png

    return page_png(sheet.pdf, page, width)


def save_sheet(sheet: Sheet, path: Path) -> Path:
    """Write a sheet as PDF, whole or not at all: an older file stays until the new one is complete.

    Raises:
        OSError: the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(sheet.pdf)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return path


def _context(office: Office, today: date) -> dict[str, Any]:
    return {"office": {"name": office.profile.name}, "letter": {"date": today}}


def _moves(notices: Sequence[Notice], moved: Sequence[Moved]) -> dict[str, Any]:
    return {
        "notices": [
            {
                "year": notice.year,
                "source": notice.source,
                "rest": sum(1 for day in notice.days if day.kind == REST),
                "work": sum(1 for day in notice.days if day.kind != REST),
            }
            for notice in notices
        ],
        "cases": [
            {
                "number": case.number,
                "applicant": case.applicant,
                "before": _due_words(case.before, case.before_provisional),
                "after": _due_words(case.after, case.after_provisional),
            }
            for case in moved
        ],
    }


def _due_words(due: date | None, provisional: bool) -> str:
    if due is None:
        return "没有在计算"
    return f"{due}（暂定）" if provisional else due.isoformat()
