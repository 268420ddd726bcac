"""Undoing a whole import (撤销导入): nothing is deleted, every fact is taken back, and the numbers are free again.

A case all of whose facts are void is in no list and no table. It keeps its row under another 登记编号, so that the
corrected ledger can be imported with the numbers of the first one; the journal keeps both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from caseapp.casework.casefile import effective
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.store.rows import FactRow, JournalRow

_VERB = "导入台账 "
DEFAULT_REASON = "导入有误"


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import of a ledger.

    Attributes:
        id: its journal line.
        file: name of the file; at, who: when and by whom.
        undone: it was taken back.
        problem: why it cannot be undone, "" when it can.
    """

    id: int
    file: str
    at: datetime
    who: str
    count: int
    undone: bool
    problem: str


def past_imports(office: Office) -> list[PastImport]:
    """Return every import of the record, newest first; only the last one that stands can be undone."""
    found: list[PastImport] = []
    for line in office.record.imports():
        undone = _undone(office, line)
        later = any(not other.undone for other in found)
        problem = _worked(office, line)
        if undone or later:
            problem = "这次导入已经撤销。" if undone else "之后还有一次导入，请先撤销后面的。"
        count = int((line.after or {})["cases"])
        found.append(PastImport(line.id, line.verb.removeprefix(_VERB), line.at, line.who, count, undone, problem))
    return found


def last_import(office: Office) -> PastImport | None:
    """Return the last import that stands, None when there is none."""
    return next((past for past in past_imports(office) if not past.undone), None)


def undo_import(office: Office, today: date, *, reason: str = "", import_id: int = 0) -> Done:
    """Take the last import back, all or nothing, while none of its cases was worked on since.

    Args:
        office: the open record.
        today: the day it is undone.
        reason: why, for the journal.
        import_id: the import meant; 0 means the last one, another one is refused.

    Raises:
        Refused: nothing to undo, another import came later, or a case was worked on since; nothing was changed.
    """
    reason = clean(reason, "撤销原因", 200) or DEFAULT_REASON
    past = past_imports(office)
    wanted = next((p for p in past if (p.id == import_id if import_id else not p.undone)), None)
    if wanted is None:
        raise Refused("没有可以撤销的导入。")
    if wanted.problem:
        raise Refused(f"没有撤销：{wanted.problem}")
    line = next(line for line in office.record.imports() if line.id == wanted.id)
    first, last, _ = _range(line)
    ids = range(first, last + 1)
    rows, facts = office.record.cases(ids), office.record.facts_of_many(ids)
    title = f"撤销导入 {wanted.file}"
    with office.record.change(title, office.who, office.now()) as change:
        change.note(f"import:{line.id}", {"file": wanted.file, "cases": wanted.count, "reason": reason})
        change.add_facts([_void(office, f, today, f"{title}：{reason}") for case in ids for f in facts[case]])
        for case in ids:
            change.update_case(replace(rows[case], number=f"{rows[case].number}〔已撤销{case}〕"))
        change.drop_index(ids)
        for other in office.record.lines_with(line):
            if other.entity == "setting" and "_floor:" in other.key:
                change.set_setting(other.key, (other.before or {}).get("value") or 0)
    return Done(0, frozenset({"case", "facts", "settings"}))


def undone_words(past: PastImport) -> str:
    """Return the sentence that says an import was undone."""
    return f"已撤销“{past.file}”的导入，共 {past.count} 件。"


def _void(office: Office, fact: FactRow, today: date, reason: str) -> FactRow:
    return FactRow(0, fact.case_id, "void", today, "", {}, office.now(), office.who, supersedes=fact.id, reason=reason)


def _undone(office: Office, line: JournalRow) -> bool:
    return not effective(office.record.facts(_range(line)[0]))


def _worked(office: Office, line: JournalRow) -> str:
    numbers = office.record.worked_on(*_range(line))
    if not numbers:
        return ""
    more = f"等 {len(numbers)} 件" if len(numbers) > 3 else ""
    return f"“{'”“'.join(numbers[:3])}”{more}导入后已经办理过，不能整批撤销。"


def _range(line: JournalRow) -> tuple[int, int, int]:
    """Return first case, last case and last fact of an import."""
    after = line.after or {}
    return int(after["first_case"]), int(after["last_case"]), int(after["last_fact"])
