"""Looking for damage: the file, the journal's chain, the bytes kept, and every row against the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from peewee import JOIN, ModelSelect

from caseapp.store import journal
from caseapp.store.bulk import digest_of
from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import as_json, lines_of, row_of, select
from caseapp.store.models import Attachment, AttachmentData, Counter, Document, DocumentPdf, Setting
from caseapp.store.rows import (
    AttachmentRow,
    CalendarRow,
    CaseRow,
    DocumentRow,
    FactRow,
    PersonRow,
    ReviewRow,
    StoredRow,
)

Values = dict[str, Any]

_KINDS: tuple[tuple[str, str, type[StoredRow], str], ...] = (
    ("case", "申请", CaseRow, "id"),
    ("fact", "经过", FactRow, "id"),
    ("document", "文书", DocumentRow, "id"),
    ("attachment", "附件", AttachmentRow, "id"),
    ("review", "保密审查表", ReviewRow, "id"),
    ("person", "人员", PersonRow, "id"),
    ("calendar", "日历", CalendarRow, "year"),
)


def inspect_file(database: RecordDatabase) -> list[str]:
    """Return a sentence for each fault of the file itself, the journal's chain and the bytes kept."""
    findings = [
        f"文件结构有误：{line}" for (line,) in database.lines("PRAGMA integrity_check") if line != "ok"
    ]
    if findings:
        return findings
    findings += [f"表 {line[0]} 第 {line[1]} 行所指的内容缺失。" for line in _dangling(database)]
    findings += journal.verify(database)
    findings += _bytes_changed(database)
    return findings


def inspect_rows(database: RecordDatabase) -> list[str]:
    """Return a sentence for each row that differs from what the journal says was last written."""
    told = _Told.read(database)
    findings: list[str] = []
    current: dict[str, dict[str, Values]] = {}
    for entity, name, values in _rows(database):
        rows = current[entity] = dict(values)
        findings += told.compare(entity, name, rows)
    for summary in told.imports:
        findings += _import_changed(summary, current, told)
    return findings


@dataclass(slots=True)
class _Told:
    """What the journal says: the last and the first known values of everything, and the imports."""

    last: dict[str, dict[str, Values]] = field(default_factory=dict)
    first: dict[tuple[str, str], Values] = field(default_factory=dict)
    imports: list[Values] = field(default_factory=list)

    @classmethod
    def read(cls, database: RecordDatabase) -> _Told:
        told = cls()
        for line in journal.lines(database):
            after = json.loads(line.after) if line.after else {}
            if line.entity == "import":
                told.imports.append(after)
                continue
            told.last.setdefault(line.entity, {})[line.key] = after
            if line.before:
                told.first.setdefault((line.entity, line.key), json.loads(line.before))
        return told

    def compare(self, entity: str, name: str, rows: dict[str, Values]) -> list[str]:
        told = self.last.get(entity, {})
        findings = [f"{name} {key} 已不在记录中，日志里有它。" for key in told.keys() - rows.keys()]
        for key, now in rows.items():
            if key in told:
                if _only(now, told[key]) != told[key]:
                    findings.append(f"{name} {key} 的内容与日志不符。")
            elif not self._imported(entity, key):
                findings.append(f"{name} {key} 没有日志，来历不明。")
        return sorted(findings)

    def _imported(self, entity: str, key: str) -> bool:
        if entity not in ("case", "fact"):
            return False
        return any(
            (summary[f"first_{entity}"] or 0) <= int(key) <= (summary[f"last_{entity}"] or -1)
            for summary in self.imports
        )


def _import_changed(summary: Values, current: dict[str, dict[str, Values]], told: _Told) -> list[str]:
    rows: list[Values] = []
    for entity in ("case", "fact"):
        for key in _range(summary[f"first_{entity}"], summary[f"last_{entity}"]):
            row = told.first.get((entity, key)) or current[entity].get(key) or {}
            rows.append({name: row.get(name) for name in summary[f"{entity}_fields"]})
    if digest_of(rows) == summary["sha256"]:
        return []
    return [f"批量导入的申请 {summary['first_case']} 至 {summary['last_case']} 的内容与日志不符。"]


def _range(first: int | None, last: int | None) -> Iterable[str]:
    return () if first is None or last is None else map(str, range(first, last + 1))


def _only(row: Values, names: Values) -> Values:
    return {name: row.get(name) for name in names}


def _rows(database: RecordDatabase) -> Iterator[tuple[str, str, Iterator[tuple[str, Values]]]]:
    for entity, name, kind, key in _KINDS:
        yield entity, name, _keyed(database, kind, key)
    yield "setting", "设置", _pairs(database, Setting.select(Setting.key, Setting.value))
    yield "counter", "编号", _pairs(database, Counter.select(Counter.name, Counter.value))


def _keyed(database: RecordDatabase, kind: type[StoredRow], key: str) -> Iterator[tuple[str, Values]]:
    for line in lines_of(database, select(kind)):
        row = as_json(row_of(kind, line))
        yield str(row[key]), row


def _pairs(database: RecordDatabase, query: ModelSelect[Any]) -> Iterator[tuple[str, Values]]:
    for key, value in _stream(database, query):
        yield key, {"value": value}


def _bytes_changed(database: RecordDatabase) -> list[str]:
    findings = []
    letters = Document.select(Document.id, Document.title, Document.sha256, DocumentPdf.pdf).join(
        DocumentPdf, JOIN.LEFT_OUTER, on=(DocumentPdf.document == Document.id)
    )
    files = Attachment.select(Attachment.id, Attachment.name, Attachment.sha256, AttachmentData.data).join(
        AttachmentData, JOIN.LEFT_OUTER, on=(AttachmentData.attachment == Attachment.id)
    )
    for what, query in (("文书", letters), ("附件", files)):
        for key, name, sha256, data in _stream(database, query):
            if data is None or hashlib.sha256(data).hexdigest() != sha256:
                findings.append(f"{what} {key}（{name}）的文件内容与校验值不符。")
    return findings


def _dangling(database: RecordDatabase) -> list[tuple[Any, ...]]:
    return database.lines("PRAGMA foreign_key_check")


def _stream(database: RecordDatabase, query: ModelSelect[Any]) -> Iterator[tuple[Any, ...]]:
    lines: Iterator[tuple[Any, ...]] = query.tuples().iterator(database)
    yield from lines
