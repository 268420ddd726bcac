"""Reading what was imported in one go, and whether anything happened to it since."""

from __future__ import annotations

from caseapp.store import journal
from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import tuples
from caseapp.store.models import Attachment, Case, Document, Fact, Review
from caseapp.store.rows import JournalRow


class ImportReads:
    """The part of the record that knows past imports."""

    _database: RecordDatabase

    def imports(self) -> list[JournalRow]:
        """Return the journal lines of the imports of cases, newest first."""
        with self._database.translated():
            lines = journal.of_entity(self._database, "import")
        return [line for line in lines if line.after and line.after["cases"]]

    def lines_with(self, line: JournalRow) -> list[JournalRow]:
        """Return the journal lines that follow one in the same change, in order."""
        with self._database.translated():
            return journal.same_change(self._database, line)

    def worked_on(self, first_case: int, last_case: int, last_fact: int) -> list[str]:
        """Return the 登记编号 of cases something happened to after the fact ``last_fact``, in order of registration."""
        found: set[int] = set()
        for model in (Document, Attachment, Review):
            query = model.select(model.case).where(model.case.between(first_case, last_case)).distinct()
            found.update(key for (key,) in tuples(self._database, query))
        later = Fact.select(Fact.case).where(Fact.case.between(first_case, last_case), Fact.id > last_fact).distinct()
        found.update(key for (key,) in tuples(self._database, later))
        own = Case.id.between(first_case, last_case)
        changed = Case.select(Case.id).where(own, Case.version > 1)
        found.update(key for (key,) in tuples(self._database, changed))
        numbers = dict(tuples(self._database, Case.select(Case.id, Case.number).where(own)))
        return [numbers[key] for key in sorted(found)]
