"""Ledgers in and out: an existing 台账 becomes imported history, all or nothing; the record's own is exported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from caseapp import resources
from caseapp.casework.casefile import build_case
from caseapp.casework.caseindex import index_of
from caseapp.casework.intake import case_number
from caseapp.casework.lists import ledger_page
from caseapp.casework.office import Office, Refused
from caseapp.casework.texts import REQUEST_LIMIT, clean
from caseapp.law.annual import RESULTS
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS, SERVICE_WAYS, class_id
from caseapp.store.rows import CaseRow, FactRow, IndexFilter

PAGE = 500
EXPORT_COLUMNS: tuple[str, ...] = (
    "登记编号",
    "申请人",
    "申请人类别",
    "申请渠道",
    "收到日期",
    "申请内容",
    "状态",
    "最迟答复日",
    "办理结果",
    "答复文号",
    "办结日期",
    "用时（工作日）",
    "承办科室",
    "经办人",
)
_OTHER_CHANNELS = {"信函": "post", "互动交流平台": "platform", "网络": "platform", "口头代填": "in_person"}
_SUIT_KINDS = {"直接起诉": "direct", "复议后起诉": "after"}
_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七][)）]|\d+[.．、])\s*")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be taken: its number in the file, and why."""

    row: int
    reason: str


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


def import_ledger(office: Office, path: Path, today: date, *, dry_run: bool = False) -> ImportReport:
    """Import an .xlsx or .csv ledger as history that passes no gates, all or nothing.

    Raises:
        SheetError: the file cannot be read. ImportRefused: bad rows, each named; nothing was imported.
    """
    from caseapp.sheets.ledger_in import read_ledger

    ledger = read_ledger(path)
    problems = [RowProblem(p.row, p.reason) for p in ledger.problems]
    bad = {p.row for p in problems}
    reader = _RowReader(office, today)
    cases: list[tuple[CaseRow, list[FactRow]]] = []
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
    if problems:
        raise ImportRefused(sorted(problems, key=lambda p: p.row))
    if not cases:
        raise Refused(f"“{path.name}”中没有申请，没有导入。")
    remarks = list(reader.remarks)
    if ledger.unknown_columns:
        remarks.append(f"不认识的列已并入备注：{'、'.join(ledger.unknown_columns)}")
    open_count = sum(1 for _, facts in cases if not any(f.kind == "served" for f in facts))
    if not dry_run:
        _store(office, cases, today, path.name)
    return ImportReport(len(cases), open_count, tuple(remarks), dry_run)


def _store(office: Office, cases: list[tuple[CaseRow, list[FactRow]]], today: date, name: str) -> None:
    with office.record.change(f"导入台账 {name}", office.who, office.now()) as change:
        ids = change.add_cases(cases)
        change.put_index_many(
            index_of(office, build_case(office, replace(row, id=case_id), facts, (), today))
            for case_id, (row, facts) in zip(ids, cases, strict=True)
        )
        for key, floor in _floors(cases).items():
            if floor > int(office.record.setting(key, 0) or 0):
                change.set_setting(key, floor)


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


class _RowReader:
    """Turns the cells of one row into a case and its facts."""

    def __init__(self, office: Office, today: date) -> None:
        self._office = office
        self._today = today
        self._now = office.now()
        self.remarks: dict[str, None] = {}
        labels = resources.load_annual_rows()
        self._rows = {}
        for row in labels:
            if 3 <= row.number <= 23:
                for words in (row.label, row.full_label, _bare(row.label), _NUMBERED.sub("", row.group) + row.label):
                    self._rows[_bare_spaces(words)] = row.number
        self._rows["部分公开"] = 4
        self._channels = {c.label: key for key, c in CHANNELS.items()} | _OTHER_CHANNELS
        if office.profile.platform_name:
            self._channels[office.profile.platform_name] = "platform"

    def read(self, row: dict[str, str | date | None]) -> tuple[CaseRow, list[FactRow]]:
        """Return the case of a row, or refuse it with a reason."""
        text = {key: str(value) if value is not None else "" for key, value in row.items()}
        received, closed = row["收到日期"], row["办结日期"]
        if not isinstance(received, date):
            raise Refused("“收到日期”没有填写。")
        result = _bare_spaces(text["办理结果"])
        self._check_days(received, closed if isinstance(closed, date) else None, result)
        case = CaseRow(
            number=case_number(clean(text["登记编号"], "登记编号", 40, required=True)),
            applicant=clean(text["申请人"], "申请人", 100, required=True),
            applicant_class=self._class(text["申请人类别"]),
            channel=self._channel(text["申请渠道"]),
            request=clean(text["申请内容"], "申请内容", REQUEST_LIMIT, lines=True),
            phone=clean(text["联系电话"], "联系电话", 40),
            note=clean(text["备注"], "备注", 2000, lines=True),
            imported=True,
        )
        facts = [
            self._fact("received", received, {"channel": case.channel}),
            self._fact("imported", self._today, self._imported(text) | {"open": not result}),
        ]
        if result and isinstance(closed, date):
            facts.append(self._fact("outcome_decided", closed, {"outcome": self._outcome(result)}))
            facts.append(self._fact("served", closed, {"way": self._way(text["送达方式"])}))
        facts += self._disputes(text, closed if isinstance(closed, date) else received)
        return case, facts

    def _check_days(self, received: date, closed: date | None, result: str) -> None:
        if received > self._today:
            raise Refused(f"收到日期 {received} 是将来的日期。")
        if received.year < 2008:
            raise Refused(f"收到日期 {received} 早于 2008 年，请核对。")
        if bool(result) != bool(closed):
            raise Refused("“办理结果”和“办结日期”应当同时填写，或者同时空着（未办结）。")
        if closed and closed < received:
            raise Refused(f"办结日期 {closed} 早于收到日期 {received}。")
        if closed and closed > self._today:
            raise Refused(f"办结日期 {closed} 是将来的日期。")

    def _fact(self, kind: str, on: date, detail: dict[str, Any]) -> FactRow:
        return FactRow(0, 0, kind, on, "", detail, self._now, self._office.who)

    def _imported(self, text: dict[str, str]) -> dict[str, Any]:
        return {
            "reply_number": clean(text["答复文号"], "答复文号", 60),
            "serve_way": clean(text["送达方式"], "送达方式", 40),
        }

    def _class(self, words: str) -> str:
        found = class_id(words.strip())
        if found is None:
            raise Refused(f"申请人类别“{words}”不认识，应当是{'、'.join(APPLICANT_CLASSES.values())}之一。")
        return found

    def _channel(self, words: str) -> str:
        words = words.strip()
        found = self._channels.get(words)
        if found is None:
            raise Refused(f"申请渠道“{words}”不认识，应当是当面、邮寄、平信、网络平台、电子邮件、传真之一。")
        if words == "信函":
            self.remarks["“信函”按“邮寄”导入"] = None
        return found

    def _outcome(self, words: str) -> str:
        row = self._rows.get(words) or self._rows.get(_bare(words))
        if row is None:
            raise Refused(f"办理结果“{words}”不认识，请填写年度表三的行名，例如“（一）予以公开”。")
        return "other" if row == 23 else self._office.outcomes.of_row(row).id

    def _way(self, words: str) -> str:
        words = words.strip()
        return next((key for key, (label, _) in SERVICE_WAYS.items() if words and words in label), "")

    def _disputes(self, text: dict[str, str], on: date) -> list[FactRow]:
        facts = []
        if result := text["复议结果"].strip():
            facts.append(self._dispute("reconsideration", result, on, {}))
        kind, result = text["诉讼类型"].strip(), text["诉讼结果"].strip()
        if bool(kind) != bool(result):
            raise Refused("“诉讼类型”和“诉讼结果”应当同时填写。")
        if kind:
            if kind not in _SUIT_KINDS:
                raise Refused(f"诉讼类型“{kind}”应当是直接起诉、复议后起诉之一。")
            facts.append(self._dispute("suit", result, on, {"kind": _SUIT_KINDS[kind]}))
        return facts

    def _dispute(self, what: str, result: str, on: date, detail: dict[str, str]) -> FactRow:
        if result not in RESULTS:
            raise Refused(f"复议、诉讼的结果“{result}”应当是{'、'.join(RESULTS)}之一。")
        kind = f"{what}_filed" if result == RESULTS[3] else f"{what}_decided"
        return self._fact(kind, on, {"result": result, **detail})


def _bare(words: str) -> str:
    return _NUMBERED.sub("", _bare_spaces(words))


def _bare_spaces(words: str) -> str:
    return "".join(words.split()).replace("(", "（").replace(")", "）").replace("．", ".")


def export_ledger(office: Office, path: Path, wanted: IndexFilter, today: date) -> int:
    """Write the ledger a filter holds to .xlsx or .csv and return how many cases it has.

    Raises:
        SheetError: the file cannot be written; an older one stays as it was.
    """
    from caseapp.sheets.ledger_out import write_ledger

    ids = office.record.index_ids(wanted)

    def lines() -> Iterable[list[Any]]:
        for start in range(0, len(ids), PAGE):
            for line in ledger_page(office, ids[start : start + PAGE], today):
                due = line.due_words + ("（暂定）" if line.provisional and line.due_words[:2] == "20" else "")
                yield [
                    line.number,
                    line.applicant,
                    line.applicant_class,
                    line.channel,
                    line.received,
                    line.request,
                    line.status,
                    due,
                    line.outcome,
                    line.reply_number,
                    line.closed_on,
                    line.used_days,
                    line.department,
                    line.handler,
                ]

    organ = office.profile.name
    write_ledger(path, EXPORT_COLUMNS, lines(), title=f"{organ}政府信息公开申请台账")
    return len(ids)

