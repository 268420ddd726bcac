"""The 检索记录: proof that what is said not to exist was looked for (条例第三十六条第（四）项)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseapp.casework.letters.notices import make_sheet
from caseapp.casework.texts import clean
from caseapp.casework.working import Working

_PRINTED = ("who", "where", "words", "result")


def record_search(work: Working, on: date, search: Mapping[str, str]) -> None:
    """Append the search as a fact, with its sheet frozen beside it."""
    record = {key: clean(str(value), "检索记录", 1000, lines=True) for key, value in search.items()}
    work.check_day("searched", on)
    work.add_fact("searched", on, record, document_id=search_sheet(work, on, record))


def search_sheet(work: Working, on: date, record: Mapping[str, Any]) -> int | None:
    """Freeze the 检索记录 of a search."""
    slots = {"searched_on": on} | {key: record[key] for key in _PRINTED if record.get(key)}
    return make_sheet(work, "search_record", slots, on=on)
