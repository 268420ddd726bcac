"""撤销上一步: the last change of a case is taken back by facts that say so; nothing is erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.facts import FACT_KINDS
from caseapp.store.change import Change
from caseapp.store.rows import CaseRow, FactRow, JournalRow

TITLE = "撤销上一步"
DEFAULT_REASON = "操作有误"
_TAKEN_BACK = frozenset({"case", "fact", "document", "attachment"})
_BESIDES = frozenset({"counter", "note", "setting"})
_MOST_LINES = 300
_TOGETHER = timedelta(seconds=30)
_NAMES = {"review": "保密审查表", "import": "导入"}


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a case.

    Attributes:
        id: of its first journal line.
        title: the verb as the journal has it; who did it, and when.
        effects: what undoing does, a sentence each.
        problem: why it cannot be undone, "" when it can.
    """

    id: int
    title: str
    who: str
    at: datetime
    effects: tuple[str, ...]
    problem: str


def last_change(office: Office, case_id: int) -> LastChange:
    """Return the last change of a case and what undoing it would do."""
    lines = _last_lines(office, case_id)
    head = lines[0]
    problem, effects = _problem(office, lines), []
    if not problem:
        effects = [words for line in reversed(lines) if (words := _effect(office, line, case_id))]
    if not (problem or effects):
        problem = f"上一步“{head.verb}”没有改变办理情况，不需要撤销。"
    return LastChange(head.id, head.verb, head.who, head.at, tuple(effects), problem)


def undo_last(office: Office, case_id: int, today: date, *, reason: str = "", change_id: int = 0) -> Done:
    """Take the last change of a case back, all of it or nothing.

    Facts are taken back by a fact, letters and files voided with their number visible, what was registered is as it was
    before. Cases a 拆分 made, or a registration nothing was done upon, lose their facts and leave the ledger.

    Args:
        office: the open record.
        case_id: the case.
        today: the day it is undone.
        reason: why; "" for the usual.
        change_id: the change meant; 0 means the last one, another one is refused.

    Raises:
        Refused: it cannot be undone, or something was changed since.
    """
    reason = f"{TITLE}：{clean(reason, '撤销原因', 200) or DEFAULT_REASON}"
    if case_id in _new_cases(_last_lines(office, case_id)):
        return _undo_registration(office, case_id, today, reason, change_id)
    with working(office, case_id, "", TITLE, today) as work:
        found = _wanted(office, case_id, change_id)
        lines = [line for line in office.record.last_change(case_id) if line.id >= found.id]
        for line in reversed(lines):
            _take_back(work, line, reason, today)
        for other in _new_cases(lines):
            _withdraw_case(office, work.change, other, today, reason)
        work.changed |= {"case", "facts", "documents", "attachments"}
    return work.done()


def _last_lines(office: Office, case_id: int) -> list[JournalRow]:
    """Return the lines of the last change; files handed in with a registration belong to it."""
    lines = office.record.last_change(case_id)
    every = sorted(office.record.journal(case_id, _MOST_LINES), key=lambda line: line.id)
    registered = [line for line in every if line.verb == every[0].verb]
    rest = every[len(registered) :]
    with_files = all(line.entity == "attachment" and line.at - every[0].at < _TOGETHER for line in rest)
    return every if rest and with_files and case_id in _new_cases(registered) else lines


def _wanted(office: Office, case_id: int, change_id: int) -> LastChange:
    found = last_change(office, case_id)
    if change_id and found.id != change_id:
        raise Refused(f"这期间已有新的办理“{found.title}”（{found.who}），没有撤销，请重新查看。")
    if found.problem:
        raise Refused(found.problem)
    return found


def _undo_registration(office: Office, case_id: int, today: date, reason: str, change_id: int) -> Done:
    """Take a registration back nothing was done upon; its number is free again where it was the last one drawn."""
    with office.record.change(TITLE, office.who, office.now(), case_id) as change:
        _wanted(office, case_id, change_id)
        row = office.record.case(case_id)
        documents = office.record.documents(case_id)
        _withdraw_case(office, change, case_id, today, reason)
        for document in documents:
            change.void_document(document.id, reason)
        for attachment in office.record.attachments(case_id):
            change.void_attachment(attachment.id, reason)
        year, _, text = row.number.partition("-")
        if text.isdecimal():
            change.give_back(f"case:{year}", int(text))
    note = f"“{row.number}”的登记已经撤销，不再列入台账。"
    return Done(case_id, frozenset({"case", "facts", "documents"}), note=note)


def _problem(office: Office, lines: list[JournalRow]) -> str:
    head = lines[0]
    if head.verb.startswith("撤销"):
        return "刚才已经撤销过一步，不能连续撤销；更早的记录可以在时间线上更正或者作废。"
    kinds = {line.entity for line in lines} - _TAKEN_BACK - _BESIDES
    if kinds:
        named = "、".join(_NAMES.get(kind, kind) for kind in sorted(kinds))
        return f"上一步“{head.verb}”改动了{named}，不能在这里撤销，请到原来的地方更改。"
    for other in _new_cases(lines):
        if other != head.case_id and office.record.last_change(other)[0].id != head.id:
            return f"“{office.record.case(other).number}”拆出后已经办理过，不能撤销拆分。"
    if any(line.entity in ("document", "attachment") and line.before for line in lines):
        return f"上一步“{head.verb}”作废或者改动了文书、附件，不能撤销，请重新办理。"
    return ""


def _effect(office: Office, line: JournalRow, case_id: int) -> str:
    """Return what taking a line back does, in words; "" for what comes with another."""
    after = line.after or {}
    if line.entity == "fact" and line.case_id == case_id:
        name = FACT_KINDS.get(str(after.get("kind")), "")
        if after.get("kind") == "void":
            gone = _fact(office, case_id, int(after["supersedes"]))
            return f"恢复“{FACT_KINDS[gone.kind]}”（{gone.on}）"
        if after.get("supersedes"):
            gone = _fact(office, case_id, int(after["supersedes"]))
            return f"“{name}”恢复为更正以前的 {gone.on}"
        return f"作废“{name}”（{after.get('on')}）"
    if line.entity == "document":
        number = f" {after['number']}" if after.get("number") else ""
        return f"作废文书“{after.get('title')}”{number}，文号保留可查" if number else f"作废文书“{after.get('title')}”"
    if line.entity == "attachment":
        return f"作废附件“{after.get('name')}”"
    if line.entity == "case" and line.before is None:
        return f"撤销登记“{after.get('number')}”，不再列入台账"
    return "登记信息恢复为更改以前的内容" if line.entity == "case" else ""


def _take_back(work: Working, line: JournalRow, reason: str, today: date) -> None:
    after = line.after or {}
    if line.case_id != work.case.id:
        return
    if line.entity == "document":
        work.change.void_document(int(line.key), reason)
    elif line.entity == "attachment":
        work.change.void_attachment(int(line.key), reason)
    elif line.entity == "case":
        current = work.office.record.case(work.case.id)
        work.change.update_case(_restored(current, line.before or {}))
    elif line.entity == "fact" and after.get("supersedes"):
        gone = _fact(work.office, work.case.id, int(after["supersedes"]))
        work.change.add_fact(_again(work, gone, int(line.key), reason))
    elif line.entity == "fact":
        work.add_fact("void", today, supersedes=int(line.key), reason=reason)


def _restored(current: CaseRow, before: dict[str, Any]) -> CaseRow:
    """Return the row as it was, its version going on."""
    known = {field.name for field in fields(CaseRow)} - {"id", "version"}
    return replace(current, **{key: value for key, value in before.items() if key in known})


def _again(work: Working, gone: FactRow, supersedes: int, reason: str) -> FactRow:
    office = work.office
    return replace(
        gone, id=0, supersedes=supersedes, reason=reason, recorded_at=office.now(), recorded_by=office.who
    )


def _new_cases(lines: Iterable[JournalRow]) -> list[int]:
    return [int(line.key) for line in lines if line.entity == "case" and line.before is None]


def _withdraw_case(office: Office, change: Change, case_id: int, today: date, reason: str) -> None:
    """Take a case out of the ledger, its facts void, its number marked."""
    record = office.record
    row = record.case(case_id)
    for fact in record.facts(case_id):
        void = FactRow(0, case_id, "void", today, "", {}, office.now(), office.who, supersedes=fact.id, reason=reason)
        change.add_fact(void)
    change.update_case(replace(row, number=f"{row.number}〔已撤销{case_id}〕"))
    change.drop_index([case_id])


def _fact(office: Office, case_id: int, fact_id: int) -> FactRow:
    return next(row for row in office.record.facts(case_id) if row.id == fact_id)
