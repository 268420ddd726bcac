"""Reading cases and what belongs to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from peewee import ModelSelect, fn

from caseapp.store import journal
from caseapp.store.engine import RecordDatabase
from caseapp.store.errors import UnknownRow
from caseapp.store.mapping import fetch, lines_of, select, tuples
from caseapp.store.models import (
    Attachment,
    AttachmentData,
    Calendar,
    Case,
    CaseIndex,
    Document,
    DocumentPdf,
    Fact,
    Person,
    Review,
    Setting,
)
from caseapp.store.rows import (
    AttachmentRow,
    CalendarRow,
    CaseRow,
    DocumentRow,
    FactRow,
    JournalRow,
    PersonRow,
    ReviewRow,
)
from caseapp.store.statements import ask, batches, rows_where

Row = TypeVar("Row")
_BATCH = 5000
_LATEST = 500


class CaseReads:
    """The part of the record that hands out cases, what belongs to them, and the settings."""

    _database: RecordDatabase

    def case(self, case_id: int) -> CaseRow:
        """Return a case.

        Raises:
            UnknownRow: there is none with this id.
        """
        return self._one(CaseRow, "申请", case_id)

    def case_by_number(self, number: str) -> CaseRow | None:
        """Return the case with a 登记编号, None when there is none."""
        found = rows_where(self._database, CaseRow, "number", number)
        return found[0] if found else None

    def case_ids(self) -> list[int]:
        """Return the ids of all cases in order of registration."""
        return [key for (key,) in lines_of(self._database, Case.select(Case.id).order_by(Case.id))]

    def newest_fact_day(self) -> date | None:
        """Return the latest day among the standing facts recorded last, None in an empty record."""
        latest = Fact.select(Fact.id, Fact.on, Fact.kind, Fact.supersedes).order_by(Fact.id.desc()).limit(_LATEST)
        found = tuples(self._database, latest)
        gone = {old for _, _, _, old in found}
        return max((day for key, day, kind, _ in found if key not in gone and kind != "void"), default=None)

    def cases(self, ids: Iterable[int]) -> dict[int, CaseRow]:
        """Return id -> case for many cases."""
        result = {}
        for part in batches(ids, _BATCH):
            for row in fetch(self._database, CaseRow, select(CaseRow).where(Case.id.in_(part))):
                result[row.id] = row
        return result

    def facts(self, case_id: int) -> list[FactRow]:
        """Return the facts of a case in the order they were recorded, superseded ones included."""
        return rows_where(self._database, FactRow, "case_id", case_id)

    def facts_of_many(self, ids: Iterable[int]) -> dict[int, list[FactRow]]:
        """Return case id -> facts as `facts` gives them; a case without facts has an empty list."""
        result: dict[int, list[FactRow]] = {}
        for part in batches(ids, _BATCH):
            for key in part:
                result[key] = []
            for row in fetch(
                self._database, FactRow, select(FactRow).where(Fact.case.in_(part)).order_by(Fact.id)
            ):
                result[row.case_id].append(row)
        return result

    def standing_facts(self, kinds: Iterable[str]) -> list[FactRow]:
        """Return the facts of some kinds that nothing supersedes, by case and in the order they were recorded."""
        later = Fact.select(Fact.supersedes).where(Fact.supersedes.is_null(False))
        where = Fact.kind.in_(list(kinds)) & Fact.id.not_in(later)
        return fetch(self._database, FactRow, select(FactRow).where(where).order_by(Fact.case, Fact.id))

    def documents(self, case_id: int) -> list[DocumentRow]:
        """Return the letters and forms of a case, voided ones included, oldest first."""
        return rows_where(self._database, DocumentRow, "case_id", case_id)

    def document(self, document_id: int) -> DocumentRow:
        """Return a letter or form.

        Raises:
            UnknownRow: there is none with this id.
        """
        return self._one(DocumentRow, "文书", document_id)

    def applicants_named(self, text: str, but: int, latest: int = 2000) -> list[str]:
        """Return applicants of the latest cases, but one, whose name stands in a text; at most five."""
        newest = tuples(self._database, Case.select(fn.MAX(Case.id)))[0][0] or 0
        query = (
            Case.select(Case.applicant)
            .where(
                Case.id != but,
                Case.id > newest - latest,
                fn.LENGTH(Case.applicant) > 1,
                Case.id.in_(CaseIndex.select(CaseIndex.case)),
                fn.INSTR(text, Case.applicant) > 0,
            )
            .distinct()
            .order_by(Case.applicant)
            .limit(5)
        )
        return [name for (name,) in tuples(self._database, query)]

    def numbers_like(self, prefix: str) -> list[str]:
        """Return the 文号 that begin with a prefix, those of void letters too."""
        query = Document.select(Document.number).where(Document.number.startswith(prefix)).distinct()
        return [number for (number,) in tuples(self._database, query)]

    def documents_numbered(self, number: str) -> list[DocumentRow]:
        """Return every version of the letter with a 文号."""
        return rows_where(self._database, DocumentRow, "number", number)

    def document_pdf(self, document_id: int) -> bytes:
        """Return the frozen PDF of a letter or form.

        Raises:
            UnknownRow: there is none with this id.
        """
        query = DocumentPdf.select(DocumentPdf.pdf).where(DocumentPdf.document == document_id)
        return self._bytes(query, "文书", document_id)

    def attachments(self, case_id: int) -> list[AttachmentRow]:
        """Return the attachments of a case, voided ones included, oldest first."""
        return rows_where(self._database, AttachmentRow, "case_id", case_id)

    def material_of_many(self, ids: Iterable[int]) -> dict[int, list[AttachmentRow]]:
        """Return case id -> attachments with the role ``material``, oldest first; a case without one is left out."""
        result: dict[int, list[AttachmentRow]] = {}
        for part in batches(ids, _BATCH):
            wanted = (Attachment.case.in_(part)) & (Attachment.role == "material")
            query = select(AttachmentRow).where(wanted).order_by(Attachment.id)
            for row in fetch(self._database, AttachmentRow, query):
                result.setdefault(row.case_id, []).append(row)
        return result

    def attachment_data(self, attachment_id: int) -> bytes:
        """Return the bytes of an attachment.

        Raises:
            UnknownRow: there is none with this id.
        """
        query = AttachmentData.select(AttachmentData.data).where(AttachmentData.attachment == attachment_id)
        return self._bytes(query, "附件", attachment_id)

    def reviews(self, case_id: int) -> list[ReviewRow]:
        """Return the 保密审查表 of a case, oldest first."""
        return rows_where(self._database, ReviewRow, "case_id", case_id)

    def reviews_of_many(self, ids: Iterable[int]) -> dict[int, list[ReviewRow]]:
        """Return case id -> reviews as `reviews` gives them; a case without a review is left out."""
        result: dict[int, list[ReviewRow]] = {}
        for part in batches(ids, _BATCH):
            query = select(ReviewRow).where(Review.case.in_(part)).order_by(Review.id)
            for row in fetch(self._database, ReviewRow, query):
                result.setdefault(row.case_id, []).append(row)
        return result

    def setting(self, key: str, default: object = None) -> Any:  # noqa: ANN401 - any JSON value
        """Return a setting, or `default` when it was never set."""
        found = ask(self._database, 'SELECT "value" FROM "setting" WHERE "key" = ?', [key])
        return json.loads(found[0][0]) if found else default

    def settings(self) -> dict[str, Any]:
        """Return every setting that was set."""
        return dict(tuples(self._database, Setting.select(Setting.key, Setting.value).order_by(Setting.key)))

    def people(self) -> list[PersonRow]:
        """Return the people list, those no longer active included, in the order they were entered."""
        return fetch(self._database, PersonRow, select(PersonRow).order_by(Person.id))

    def calendars(self) -> list[CalendarRow]:
        """Return the imported years of holidays, oldest first."""
        return fetch(self._database, CalendarRow, select(CalendarRow).order_by(Calendar.year))

    def closed_across(self, first: date, last: date) -> list[int]:
        """Return the closed cases whose period, or the time they took, touches a day from ``first`` to ``last``."""
        until = (CaseIndex.closed_on >= first) | (CaseIndex.due >= first)
        query = CaseIndex.select(CaseIndex.case).where(CaseIndex.closed_on.is_null(False), CaseIndex.received < last)
        return [key for (key,) in lines_of(self._database, query.where(until).order_by(CaseIndex.number))]

    def journal(self, case_id: int | None = None, limit: int = 100) -> list[JournalRow]:
        """Return the newest journal lines, newest first, of one case or of all."""
        with self._database.translated():
            return journal.latest(self._database, case_id, limit)

    def last_change(self, case_id: int) -> list[JournalRow]:
        """Return every journal line of the last change that touched a case, in order; [] for one never journalled."""
        return journal.last_change(self._database, case_id)

    def journal_head(self) -> tuple[int, str]:
        """Return number and digest of the last journal line; (0, "") when nothing was ever changed."""
        with self._database.translated():
            return journal.head(self._database)

    def holds_line(self, number: int, sha256: str) -> bool:
        """Tell whether the journal has this line; number 0 is before the first one, which every journal has."""
        with self._database.translated():
            return journal.holds(self._database, number, sha256)

    def verify_journal(self) -> list[str]:
        """Return a sentence for every place where the journal's chain is broken."""
        with self._database.translated():
            return journal.verify(self._database)

    def _one(self, kind: type[Row], what: str, key: int) -> Row:
        found = rows_where(self._database, kind, "id", key)
        if not found:
            raise UnknownRow(what, key)
        return found[0]

    def _bytes(self, query: ModelSelect[Any], what: str, key: int) -> bytes:
        found = tuples(self._database, query)
        if not found:
            raise UnknownRow(what, key)
        return bytes(found[0][0])
