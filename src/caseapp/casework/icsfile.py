"""The due dates as a calendar file (.ics, RFC 5545) for the own calendar of the office: numbers and days, no names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from caseapp.casework.casefile import CaseFile
from caseapp.casework.ledger.lists import open_cases
from caseapp.casework.office import Office, Refused
from caseapp.law.agenda import dated_matters
from caseapp.law.facts import FACT_KINDS

_LINE = 75  # octets of a content line without its line break (RFC 5545, 3.1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry: ``key`` stays the same from export to export, so that a calendar replaces it."""

    key: str
    day: date
    summary: str


def due_entries(office: Office, today: date) -> list[Entry]:
    """Return the days to come of all open cases: reply, 补正 notice, consultations, applicants' terms."""
    return [entry for case in open_cases(office, today) for entry in _entries(office, case, today)]


def write_ics(office: Office, path: Path, today: date) -> int:
    """Write the entries to a file, whole or not at all, and return how many there are.

    Raises:
        Refused: the file cannot be written.
    """
    if not path.name or path.is_dir():
        raise Refused(f"“{path}”不是文件的位置，请写明文件名。")
    entries = due_entries(office, today)
    text = render(entries, office.now(), office.profile.name)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(text.encode("utf-8"))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise Refused(f"写不出“{path}”，文件夹不存在或者不能写入，请换一个位置。") from None
    return len(entries)


def render(entries: Iterable[Entry], at: datetime, organ: str) -> str:
    """Return the calendar text: CRLF line ends, long lines folded, TEXT values escaped (RFC 5545, 3.1 and 3.3.11)."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//caseapp//yishenqing gongkai//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(f'{organ}依申请公开期限')}",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(entry.key)}@caseapp",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _entries(office: Office, case: CaseFile, today: date) -> Iterable[Entry]:
    number = case.row.number
    arrived = case.state.on("arrived")
    if case.clock is None and not case.state.closed and arrived is not None:
        yield Entry(f"{number}-confirm", arrived, f"{number} 待确认收到日（{FACT_KINDS['arrived']} {arrived}）")
    found = dated_matters(case.state, office.calendar, office.periods, today)
    for matter in found:
        yield Entry(f"{number}-{matter.key}", matter.day, f"{number} {matter.text}")


def _escaped(text: str) -> str:
    for raw, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(raw, written)
    return text


def _folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])
