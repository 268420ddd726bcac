"""Ledgers in: an existing 台账 becomes imported history, all or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.casefile import build_case, channel_label, class_label
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.ledger_columns import ColumnsMissing, Matching, chosen, remember
from caseapp.casework.ledger.ledger_rows import RowReader
from caseapp.casework.office import Office, Refused
from caseapp.law.ledger_words import NOTE, SKIP
from caseapp.store.rows import CaseRow, FactRow

if TYPE_CHECKING:
    from caseapp.sheets.ledger_in import LedgerFile, LedgerTable

SAMPLE_ROWS = 5
PREVIEW_CASES = 50
PREVIEW_COLUMNS: tuple[str, ...] = ("登记编号", "申请人", "申请人类别", "申请渠道", "收到日期", "办理结果", "办结日期")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be taken: its number in the file, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value of the file that has no meaning yet, and how many rows have it."""

    column: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the handler chose for a file, laid over what is known of it.

    Attributes:
        columns: heading -> column, "" for one that is not imported.
        fills: column the file does not have -> id every case gets.
        values: column -> words of the file -> id.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class ImportRefused(Refused):
    """A ledger with bad rows; nothing was imported. ``problems`` lists every one."""

    def __init__(self, problems: list[RowProblem]) -> None:
        shown = "；".join(f"第 {p.row} 行：{p.reason.rstrip('。')}" for p in problems[:5])
        more = f"等 {len(problems)} 处" if len(problems) > 5 else ""
        super().__init__(f"台账没有导入，请改正后再试。{shown}{more}。")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import took or would take.

    Attributes:
        count: cases; open_count: those still open.
        remarks: what was read in a way worth saying (信函 taken as 邮寄, unknown columns kept in 备注).
    """

    count: int
    open_count: int
    remarks: tuple[str, ...]
    dry_run: bool


Cases = list[tuple[CaseRow, list[FactRow]]]


@dataclass(frozen=True, slots=True)
class Trial:
    """A file read on trial: nothing of it is in the record.

    Attributes:
        names: headings in their order; sample: the first rows as the file shows them.
        matching: how the columns are read; missing: needed columns nobody gives.
        cases: the cases, with every row good; years: received in which year, how many.
        problems: every bad row; unknown: values that have no meaning yet.
        remarks: what is worth saying.
    """

    names: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    matching: Matching
    missing: tuple[str, ...]
    cases: Cases
    years: Mapping[int, int]
    problems: tuple[RowProblem, ...]
    unknown: tuple[UnknownValue, ...]
    remarks: tuple[str, ...]

    @property
    def open_count(self) -> int:
        """How many of the cases are still open."""
        return sum(1 for _, facts in self.cases if not any(f.kind == "served" for f in facts))


def try_ledger(office: Office, path: Path, today: date, choices: Choices | None = None) -> Trial:
    """Read an .xlsx or .csv ledger on trial, its columns as remembered, guessed, or chosen.

    Raises:
        SheetError: the file cannot be read. Refused: a choice that cannot be, or a file without a request.
    """
    from caseapp.sheets.ledger_in import find_table, read_lines

    choices = choices or Choices()
    table = find_table(path)
    matching = chosen(office, table.names, choices.columns, choices.fills, choices.values)
    ledger = read_lines(table, matching.columns)
    reader = RowReader(office, matching, today)
    missing = tuple(matching.missing())
    cases, problems = ([], []) if missing else _read_rows(office, ledger, reader)
    if not missing and not cases and not problems:
        raise Refused(f"“{path.name}”中没有申请，没有导入。")
    noted = [name for name in table.names if name != NOTE and matching.columns.get(name) == NOTE]
    remarks = [*reader.remarks, *ledger.remarks]
    if noted:
        remarks.append(f"不认识的列已并入备注：{'、'.join(noted)}")
    if left_out := [name for name in table.names if name and matching.columns.get(name) == SKIP]:
        why = "，这些列由程序另行推算" if matching.own else ""
        remarks.append(f"没有导入的列：{'、'.join(left_out)}{why}")
    return Trial(
        names=table.names,
        sample=_sample(table),
        matching=matching,
        missing=missing,
        cases=cases,
        years=dict(sorted(Counter(facts[0].on.year for _, facts in cases).items())),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        unknown=tuple(UnknownValue(*what, count) for what, count in reader.unknown.items()),
        remarks=tuple(remarks),
    )


def preview(office: Office, trial: Trial) -> list[tuple[str, ...]]:
    """Return the first cases of a trial in words, one text for each of ``PREVIEW_COLUMNS``."""
    lines: list[tuple[str, ...]] = []
    for row, facts in trial.cases[:PREVIEW_CASES]:
        outcome = next((f for f in facts if f.kind == "outcome_decided"), None)
        label = office.outcomes[str(outcome.detail["outcome"])].label if outcome else "在办"
        closed = outcome.on.isoformat() if outcome else ""
        party = (class_label(row.applicant_class), channel_label(row.channel))
        lines.append((row.number, row.applicant, *party, facts[0].on.isoformat(), label, closed))
    return lines


def import_ledger(
    office: Office, path: Path, today: date, *, dry_run: bool = False, choices: Choices | None = None
) -> ImportReport:
    """Import an .xlsx or .csv ledger as history that passes no gates, all or nothing.

    What was chosen for its columns and values is remembered with it.

    Raises:
        SheetError: the file cannot be read. ColumnsMissing: a needed column is not known.
        ImportRefused: bad rows, each named; nothing was imported.
    """
    trial = try_ledger(office, path, today, choices)
    if trial.missing:
        raise ColumnsMissing(trial.missing)
    if trial.problems:
        raise ImportRefused(list(trial.problems))
    if not dry_run:
        _store(office, trial, today, path.name)
    return ImportReport(len(trial.cases), trial.open_count, trial.remarks, dry_run)


def _read_rows(office: Office, ledger: LedgerFile, reader: RowReader) -> tuple[Cases, list[RowProblem]]:
    problems = [RowProblem(p.row, p.reason) for p in ledger.problems]
    bad = {p.row for p in problems}
    cases: Cases = []
    seen: dict[str, int] = {}
    for number, row in zip(ledger.row_numbers, ledger.rows, strict=True):
        if number in bad:
            continue
        try:
            case = reader.read(row)
            if case[0].number in seen:
                raise Refused(f"登记编号“{case[0].number}”与第 {seen[case[0].number]} 行重复。")
            if office.record.case_by_number(case[0].number) is not None:
                raise Refused(f"登记编号“{case[0].number}”已经在记录中。")
            seen[case[0].number] = number
            cases.append(case)
        except Refused as refusal:
            problems.append(RowProblem(number, refusal.sentence))
    return cases, problems


def _sample(table: LedgerTable) -> tuple[tuple[str, ...], ...]:
    rows = [cells for _, cells in table.rows if any(cell is not None for cell in cells)][:SAMPLE_ROWS]
    width = len(table.names)
    return tuple(tuple(_shown(cell) for cell in [*cells, *[None] * width][:width]) for cells in rows)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return str(cell).removesuffix(" 00:00:00").removesuffix(".0").strip()


def _store(office: Office, trial: Trial, today: date, name: str) -> None:
    cases = trial.cases
    with office.record.change(f"导入台账 {name}", office.who, office.now()) as change:
        ids = change.add_cases(cases)
        change.put_index_many(
            index_of(office, build_case(office, replace(row, id=case_id), facts, (), today))
            for case_id, (row, facts) in zip(ids, cases, strict=True)
        )
        for key, floor in _floors(cases).items():
            if floor > int(office.record.setting(key, 0) or 0):
                change.set_setting(key, floor)
        remember(office, change, trial.names, trial.matching)


def _floors(cases: Iterable[tuple[CaseRow, list[FactRow]]]) -> dict[str, int]:
    """Return the highest imported number of each series, so that new numbers continue past them."""
    floors: dict[str, int] = {}
    for row, facts in cases:
        texts = [(row.number, r"(\d{4})-(\d{1,6})", "case_floor:{0}")]
        reply = next((str(f.detail.get("reply_number", "")) for f in facts if f.kind == "imported"), "")
        texts.append((reply, r"(.+)〔(\d{4})〕(\d{1,6})号", "letter_floor:{0}:{1}"))
        for text, pattern, key in texts:
            if found := re.fullmatch(pattern, text):
                *names, last = found.groups()
                name = key.format(*names)
                floors[name] = max(floors.get(name, 0), int(last))
    return floors
