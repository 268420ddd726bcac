"""What lies in an archived file: 卷内目录 and 备考表 (条例第四十五条 归档), in the order a case is bound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile
from caseapp.casework.letters.notices import make_sheet
from caseapp.casework.office import Office
from caseapp.casework.paper.binding import LISTS, Piece, pieces
from caseapp.casework.working import Working
from caseapp.law.facts import first


def file_sheets(work: Working, on: date, detail: Mapping[str, Any]) -> list[int]:
    """Freeze the list of contents and the note on the file as it stands; return what was made."""
    entries = contents(work.office, work.case)
    told = [entry["pages"] for entry in entries if entry["pages"]]
    received = first(work.case.facts, "received") or first(work.case.facts, "arrived")
    file = {
        "number": detail.get("number", ""),
        "years": detail.get("retention_years", ""),
        "from": received.on.isoformat() if received else "",
        "until": on.isoformat(),
        "entries": entries,
        "count": len(entries),
        "pages": sum(told),
        "uncounted": len(entries) - len(told),
    }
    made = (make_sheet(work, template, {}, on=on, extra={"file": file}) for template in LISTS)
    return [document for document in made if document is not None]


def contents(office: Office, case: CaseFile) -> list[dict[str, Any]]:
    """Return what is in the file, in binding order: every document and attachment that stands, with its pages."""
    return [{"place": place, **_entry(piece)} for place, piece in enumerate(pieces(office, case), start=1)]


def _entry(piece: Piece) -> dict[str, Any]:
    return {
        "number": piece.number,
        "by": piece.by,
        "title": piece.title,
        "date": piece.day,
        "pages": piece.pages,
        "leaf": "",
        "note": piece.note,
    }
