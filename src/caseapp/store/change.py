"""What can be written inside one change of the record; every call leaves a journal line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from peewee import Expression, Field

from caseapp.store import bulk, models
from caseapp.store.engine import RecordDatabase
from caseapp.store.errors import DuplicateNumber, StaleRecord, UnknownRow
from caseapp.store.journal import JournalWriter
from caseapp.store.mapping import MODEL_OF, as_json, primary_key, require_clean, stored, tuples
from caseapp.store.rows import (
    AttachmentRow,
    CalendarRow,
    CaseRow,
    DocumentRow,
    FactRow,
    IndexRow,
    PersonRow,
    ReviewRow,
    StoredRow,
)
from caseapp.store.statements import insert, rows_where, update

Row = TypeVar("Row")


class Change:
    """One open transaction; made by `Record.change` alone."""

    def __init__(
        self, database: RecordDatabase, verb: str, who: str, at: datetime, case_id: int | None
    ) -> None:
        self._database = database
        self._journal = JournalWriter(database, verb, who, at, case_id)

    def add_case(self, row: CaseRow) -> int:
        """Store a new case and return its id.

        Raises:
            DuplicateNumber: the 登记编号 is taken.
        """
        bulk.require_free(self._database, [row.number])
        case_id = self._insert(replace(row, version=1))
        self._journal.write("case", case_id, None, as_json(replace(row, id=case_id, version=1)), case_id)
        return case_id

    def add_cases(self, cases: Iterable[tuple[CaseRow, Sequence[FactRow]]]) -> list[int]:
        """Store an import of new cases with their facts and return the case ids in order.

        The import is one journal line that names the ids and covers all rows with one digest. The `case_id`
        of the facts is filled in.

        Raises:
            DuplicateNumber: a 登记编号 is taken, or comes twice.
        """
        summary, ids = bulk.add_cases(self._database, cases)
        if ids:
            self._journal.write("import", f"{summary['first_case']}-{summary['last_case']}", None, summary)
        return ids

    def update_case(self, row: CaseRow) -> CaseRow:
        """Replace what is registered of a case and return the row with its new version.

        Raises:
            StaleRecord: the case was changed since `row` was read.
            DuplicateNumber: the new 登记编号 is taken.
        """
        before = self._one(CaseRow, row.id, "申请")
        if before.version != row.version:
            raise StaleRecord(f"申请“{before.number}”")
        if before.number != row.number:
            bulk.require_free(self._database, [row.number])
        after = replace(row, version=row.version + 1)
        self._update(after)
        self._journal.write("case", row.id, as_json(before), as_json(after), row.id)
        return after

    def add_fact(self, row: FactRow) -> int:
        """Append a fact and return its id.

        Raises:
            StaleRecord: the fact it supersedes has been superseded already.
        """
        if row.supersedes is not None:
            self._require_current(row)
        fact_id = self._insert(row)
        self._journal.write("fact", fact_id, None, as_json(replace(row, id=fact_id)), row.case_id)
        return fact_id

    def add_facts(self, rows: Sequence[FactRow]) -> None:
        """Append many facts at once; one journal line names their ids and covers them with one digest."""
        summary = bulk.add_facts(self._database, rows)
        if rows:
            self._journal.write("import", f"facts {summary['first_fact']}-{summary['last_fact']}", None, summary)

    def add_document(self, row: DocumentRow, pdf: bytes) -> int:
        """Freeze a letter or form with its PDF and return its id; digest is taken from the bytes.

        Raises:
            DuplicateNumber: the 文号 belongs to another letter, or this version of it exists.
        """
        if row.number:
            self._require_own_number(row)
        whole = replace(row, sha256=hashlib.sha256(pdf).hexdigest())
        document_id = self._insert(whole)
        models.DocumentPdf.insert(document=document_id, pdf=pdf).execute(self._database)
        after = as_json(replace(whole, id=document_id))
        self._journal.write("document", document_id, None, after, row.case_id)
        return document_id

    def void_document(self, document_id: int, reason: str) -> None:
        """Void a letter, keeping it."""
        self._void(self._one(DocumentRow, document_id, "文书"), "document", reason)

    def add_attachment(self, row: AttachmentRow, data: bytes) -> int:
        """Keep a file and return its id; size and digest are taken from the bytes."""
        whole = replace(row, size=len(data), sha256=hashlib.sha256(data).hexdigest())
        attachment_id = self._insert(whole)
        models.AttachmentData.insert(attachment=attachment_id, data=data).execute(self._database)
        after = as_json(replace(whole, id=attachment_id))
        self._journal.write("attachment", attachment_id, None, after, row.case_id)
        return attachment_id

    def note_look(self, attachment_id: int, looked: dict[str, Any]) -> None:
        """Keep what was found in an attachment and what was answered."""
        before = self._one(AttachmentRow, attachment_id, "附件")
        after = replace(before, looked=looked)
        self._update(after)
        self._journal.write("attachment", attachment_id, as_json(before), as_json(after), before.case_id)

    def void_attachment(self, attachment_id: int, reason: str) -> None:
        """Void an attachment, keeping it."""
        self._void(self._one(AttachmentRow, attachment_id, "附件"), "attachment", reason)

    def save_review(self, row: ReviewRow) -> int:
        """Store a 保密审查表, new when its id is 0, and return its id.

        Raises:
            StaleRecord: it was saved by somebody else since `row` was read.
        """
        if not row.id:
            review_id = self._insert(replace(row, version=1))
            after = as_json(replace(row, id=review_id, version=1))
            self._journal.write("review", review_id, None, after, row.case_id)
            return review_id
        before = self._one(ReviewRow, row.id, "保密审查表")
        if before.version != row.version:
            raise StaleRecord(f"“{before.material}”的保密审查表")
        saved = replace(row, version=row.version + 1)
        self._update(saved)
        self._journal.write("review", row.id, as_json(before), as_json(saved), row.case_id)
        return row.id

    def set_setting(self, key: str, value: object) -> None:
        """Store a setting, any JSON value."""
        require_clean(key, value)
        before = self._pair(models.Setting.key == key, models.Setting.value)
        models.Setting.insert(key=key, value=value).on_conflict(
            conflict_target=[models.Setting.key], update={models.Setting.value: value}
        ).execute(self._database)
        self._journal.write("setting", key, before, {"value": value})

    def put_person(self, row: PersonRow) -> int:
        """Store one of the people, new when the id is 0, and return the id."""
        before = self._one(PersonRow, row.id, "人员") if row.id else None
        person_id = row.id or self._insert(row)
        if before:
            self._update(row)
        after = as_json(replace(row, id=person_id))
        self._journal.write("person", person_id, as_json(before) if before else None, after)
        return person_id

    def put_calendar(self, row: CalendarRow) -> None:
        """Store a year of holidays in place of what was imported for it before."""
        found = self._find(CalendarRow, row.year)
        if found:
            models.Calendar.delete().where(models.Calendar.year == row.year).execute(self._database)
        models.Calendar.insert(stored(row)).execute(self._database)
        self._journal.write("calendar", row.year, as_json(found) if found else None, as_json(row))

    def next_number(self, counter: str, floor: int = 0) -> int:
        """Draw the next number of a series: one more than the last drawn or `floor`, whichever is greater."""
        before = self._pair(models.Counter.name == counter, models.Counter.value)
        number = max(before["value"] if before else 0, floor) + 1
        models.Counter.insert(name=counter, value=number).on_conflict(
            conflict_target=[models.Counter.name], update={models.Counter.value: number}
        ).execute(self._database)
        self._journal.write("counter", counter, before, {"value": number})
        return number

    def give_back(self, counter: str, number: int) -> None:
        """Let a number be drawn again, where it was the last one drawn of its series."""
        if self._pair(models.Counter.name == counter, models.Counter.value) == {"value": number}:
            models.Counter.update(value=number - 1).where(models.Counter.name == counter).execute(self._database)
            self._journal.write("counter", counter, {"value": number}, {"value": number - 1})

    def note(self, key: str, data: dict[str, Any]) -> None:
        """Leave a journal line that changes nothing, such as the reason typed for a warning passed over."""
        require_clean(key, data)
        self._journal.write("note", key, None, data)

    def put_index(self, row: IndexRow) -> None:
        """Store the derived line of a case; derived, so not journalled."""
        self.put_index_many([row])

    def put_index_many(self, rows: Iterable[IndexRow]) -> None:
        """Store the derived lines of many cases; derived, so not journalled."""
        bulk.put_index(self._database, rows)

    def drop_index(self, case_ids: Iterable[int]) -> None:
        """Take the derived lines of cases out of the ledger; derived, so not journalled."""
        bulk.drop_index(self._database, case_ids)

    def _insert(self, row: StoredRow) -> int:
        return insert(self._database, row)

    def _update(self, row: CaseRow | DocumentRow | AttachmentRow | ReviewRow | PersonRow) -> None:
        update(self._database, row)

    def _find(self, kind: type[Row], key: int) -> Row | None:
        name = primary_key(MODEL_OF[cast("type", kind)]).column_name
        return next(iter(rows_where(self._database, kind, name, key)), None)

    def _one(self, kind: type[Row], key: int, what: str) -> Row:
        found = self._find(kind, key)
        if found is None:
            raise UnknownRow(what, key)
        return found

    def _pair(self, where: Expression, field: Field[Any]) -> dict[str, Any] | None:
        found = tuples(self._database, field.model.select(field).where(where))
        return {"value": found[0][0]} if found else None

    def _void(self, before: DocumentRow | AttachmentRow, entity: str, reason: str) -> None:
        after = replace(before, voided=True, void_reason=reason)
        self._update(after)
        self._journal.write(entity, before.id, as_json(before), as_json(after), before.case_id)

    def _require_current(self, row: FactRow) -> None:
        superseded = self._one(FactRow, row.supersedes or 0, "经过")
        if superseded.case_id != row.case_id:
            raise UnknownRow("经过", superseded.id)
        later = models.Fact.select(models.Fact.id).where(models.Fact.supersedes == superseded.id)
        if tuples(self._database, later):
            raise StaleRecord("这条经过")

    def _require_own_number(self, row: DocumentRow) -> None:
        same = models.Document.select(
            models.Document.case, models.Document.template, models.Document.version
        ).where(models.Document.number == row.number)
        for case_id, template, version in tuples(self._database, same):
            if (case_id, template) != (row.case_id, row.template) or version >= row.version:
                raise DuplicateNumber("文号", row.number)
