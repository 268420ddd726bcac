"""The reckoning of a due date on the command line, as words and as JSON values."""

from __future__ import annotations

from typing import Any

from caseapp.casework.casefile import CaseFile
from caseapp.casework.office import Office
from caseapp.cli.due import steps_json
from caseapp.law.trace import grouped, trace


def trace_lines(office: Office, case: CaseFile) -> list[str]:
    """Return the reckoning of a case in rows, then what is to be known about the date."""
    if case.clock is None:
        return ["期限没有推算：历史件，或者法定收到日尚未确认。"]
    lines = ["推算依据："]
    for row in grouped(trace(case.clock, office.calendar, office.periods), office.calendar):
        days = f"{row.first}" if row.first == row.last else f"{row.first} 至 {row.last}"
        article = f"（{row.article}）" if row.article else ""
        lines.append(f"  {days:<26} {row.count:>3}  {row.text}{article}")
    lines += [f"注意：{note.text}" + (f"（{note.article}）" if note.article else "") for note in case.clock.notes]
    return lines


def trace_json(office: Office, case: CaseFile) -> list[dict[str, Any]]:
    """Return the reckoning of a case day by day as JSON values, empty where none runs."""
    return steps_json(trace(case.clock, office.calendar, office.periods)) if case.clock else []
