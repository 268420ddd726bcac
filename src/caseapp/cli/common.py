"""What the commands share: reading arguments, saying results."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.files import read_file
from caseapp.casework.office import Done, Office, Refused
from caseapp.cli.due import clock_json
from caseapp.law.facts import FACT_KINDS, parse_day
from caseapp.law.permits import VERBS
from caseapp.law.stages import current_stage, next_step


def now() -> datetime:
    """Return this moment with its time zone."""
    return datetime.now().astimezone()


def say(options: argparse.Namespace, words: str, data: Any) -> int:  # noqa: ANN401 - anything JSON takes
    """Print the words, or the data as JSON."""
    print(json.dumps(data, ensure_ascii=False, default=str) if options.json else words)
    return 0


def pairs(given: Sequence[str]) -> dict[str, str]:
    """Return KEY=VALUE arguments as a mapping.

    Raises:
        Refused: one has no equals sign.
    """
    found = {}
    for item in given:
        key, mark, value = item.partition("=")
        if not mark:
            raise Refused(f"“{item}”应当写成“名称=内容”。")
        found[key.strip()] = value
    return found


def day(text: str | None, today: date) -> date:
    """Return the date given, else today."""
    return parse_day(text) if text else today


def file_bytes(path: str) -> tuple[str, bytes]:
    """Return name and bytes of a file named on the command line."""
    return read_file(Path(path))


def safe_name(name: str) -> str:
    """Return a file name without the characters a folder or another system could take amiss."""
    return "".join("_" if char in '/\\:*?"<>|' or ord(char) < 32 else char for char in name)


def standing(case: CaseFile) -> dict[str, Any]:
    """Return where a case stands, as JSON values."""
    step = next_step(case.state)
    return {
        "number": case.row.number,
        "stage": current_stage(case.state),
        "status": case.status.text,
        "next_step": step,
        "next_step_label": VERBS.get(step, "") if step else "",
        "clock": clock_json(case.clock) if case.clock else None,
        "outcome": case.outcome.id if case.outcome else None,
        "reply_number": case.reply.number if case.reply else "",
    }


def whole(case: CaseFile) -> dict[str, Any]:
    """Return a case with its facts, letters and files, as JSON values."""
    row = case.row
    gone = {f.supersedes for f in case.all_facts if f.supersedes}
    return {
        **standing(case),
        "applicant": row.applicant,
        "applicant_class": row.applicant_class,
        "channel": row.channel,
        "request": row.request,
        "handler": row.handler,
        "facts": [
            {
                "id": f.id,
                "kind": f.kind,
                "label": FACT_KINDS[f.kind],
                "on": f.on.isoformat(),
                "n": f.label,
                "detail": f.detail,
                "by": f.recorded_by,
                "superseded": f.id in gone,
                "reason": f.reason,
            }
            for f in case.all_facts
        ],
        "documents": [
            {
                "id": d.id,
                "title": d.title,
                "number": d.number,
                "made_on": d.made_on.isoformat(),
                "pages": d.pages,
                "sha256": d.sha256,
                "version": d.version,
                "voided": d.voided,
            }
            for d in case.documents
        ],
        "attachments": [
            {"id": a.id, "role": a.role, "name": a.name, "size": a.size, "sha256": a.sha256} for a in case.attachments
        ],
    }


def said(options: argparse.Namespace, office: Office, done: Done, words: str, today: date) -> int:
    """Say what a verb did, and where the case stands now."""
    case = load_case(office, done.case_id, today)
    step = VERBS.get(next_step(case.state) or "", "")
    tail = f"；下一步：{step}" if step else ""
    line = f"{words}：{case.row.number}　{case.status.text}（{case.status.reason}）{tail}"
    if done.note:
        line += f"\n{done.note}"
    return say(options, line, {"changed": sorted(done.changed), "note": done.note, **standing(case)})
