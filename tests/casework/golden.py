"""Writes the invented ledger of a golden year, fact by fact as the file tells it, past the verbs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from caseapp.casework.casefile import load_case
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.office import Office
from caseapp.casework.receiving.parties import joint_applicants
from caseapp.store.change import Change
from caseapp.store.rows import CaseRow, FactRow
from casework.offices import D, new_office, open_office

LEDGER = Path(__file__).parents[1] / "data" / "golden_year.tsv"
TODAY = D("2026-02-10")


def lines() -> list[list[str]]:
    """Return number, class, channel, facts and what each case is for."""
    text = LEDGER.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in text if line and not line.startswith("#")][1:]


_MADE: list[bytes] = []
"""The record of the golden year: written once in a run, copied after that."""


def golden_office(path: Path) -> Office:
    """Open a record of its own with the golden year in it."""
    if not _MADE:
        with closing(new_office(path, TODAY.isoformat())) as office:
            write_golden_year(office)
        _MADE.append(path.read_bytes())
    path.write_bytes(_MADE[0])
    return open_office(path, TODAY)


def write_golden_year(office: Office) -> dict[str, int]:
    """Store the ledger and return number -> case id."""
    ids = {}
    for number, applicant_class, channel, facts, _ in lines():
        row = CaseRow(0, number, f"申请人{number}", applicant_class, channel, f"{number} 的申请内容")
        with office.record.change("录入", office.who, office.now()) as change:
            case_id = ids[number] = change.add_case(_with_parties(row, facts))
            written: dict[str, int] = {}
            for word in facts.split():
                what, _, day = word.rpartition("=")
                if not what.startswith(("agent", "joint")):
                    _write(office, change, case_id, what, day, written)
            case = load_case(office, case_id, TODAY)
            if not case.voided:
                change.put_index(index_of(office, case))
    return ids


def _with_parties(row: CaseRow, facts: str) -> CaseRow:
    told = dict(word.split("=", 1) for word in facts.split())
    return replace(
        row,
        agent=told.get("agent", ""),
        mandate="yes" if "agent" in told else "",
        joint=joint_applicants(told.get("joint", "")),
    )


def _write(office: Office, change: Change, case_id: int, what: str, day: str, written: dict[str, int]) -> None:
    kind, _, dispute = what.partition("#")
    kind, *more = kind.split(":")

    def fact(kind: str, detail: dict[str, Any], supersedes: int | None = None) -> int:
        row = FactRow(0, case_id, kind, D(day), "", detail, office.now(), office.who, supersedes, "照实")
        return change.add_fact(row)

    if kind == "voided":
        for old in list(written.values()):
            fact("void", {}, old)
    elif kind == "corrected":
        written["received"] = fact("received", {}, written["received"])
    elif kind == "outcome":
        fact("outcome_decided", {"outcome": more[0]})
    elif kind == "items":
        items = [{"asked": f"第 {n} 项", "outcome": key} for n, key in enumerate(more[0].split(","), 1)]
        fact("outcome_decided", {"outcome": "partial", "items": items})
    elif kind == "redo_ordered":
        detail = {"days": 20, "unit": "working", "decision": "行政复议决定书", "decision_fact": written["decided"]}
        fact(kind, detail)
    else:
        detail = _detail(kind, more, dispute)
        written[kind if not kind.endswith("_decided") else "decided"] = fact(kind, detail)


def _detail(kind: str, more: list[str], dispute: str) -> dict[str, Any]:
    if kind.startswith(("reconsideration_", "suit_")):
        decided = kind.endswith("_decided")
        detail: dict[str, Any] = {"dispute": dispute, "result": more[0] if decided else "未审结"}
        return detail | ({"kind": more[-1]} if kind.startswith("suit_") else {})
    return {
        "clarification_sent": {"term": 15},
        "extended": {"days": 20},
        "served": {"way": "post"},
        "imported": {"open": True},
    }.get(kind, {})
