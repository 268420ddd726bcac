"""The office record: one file, opened, read, and changed one journalled transaction at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from caseapp.store.annual import AnnualReads
from caseapp.store.change import Change
from caseapp.store.drafts import Drafts
from caseapp.store.engine import RecordDatabase, create_file, is_there, require_file, require_writable
from caseapp.store.errors import RecordMissing
from caseapp.store.figures import FigureReads
from caseapp.store.imports import ImportReads
from caseapp.store.ledger import LedgerReads
from caseapp.store.migrating import migrate
from caseapp.store.reads import CaseReads


class Record(CaseReads, LedgerReads, AnnualReads, FigureReads, ImportReads, Drafts):
    """An open office record; used by one thread at a time.

    Attributes:
        path: the file.
        schema_version: number of the last migration the file has been through.
    """

    def __init__(self, database: RecordDatabase, schema_version: int) -> None:
        self._database = database
        self.path = database.path
        self.schema_version = schema_version

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Record:
        """Open a record, bringing an older one up to date; with `create`, make it when it is not there.

        Raises:
            StoreError: RecordMissing, NotARecord, RecordTooNew, RecordDamaged, RecordReadOnly, RecordBusy or
                DiskFull.
        """
        path = Path(path)
        if not create and not is_there(path):
            raise RecordMissing(path)
        require_writable(path)
        if create:
            create_file(path)
        require_file(path)
        database = RecordDatabase(path)
        with database.translated():
            database.connect()
            try:
                return cls(database, migrate(database))
            except BaseException:
                database.close()
                raise

    def is_replaced(self) -> bool:
        """Tell whether another file stands at the place of the one that is open."""
        return self._database.is_replaced()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._database.close()

    @contextmanager
    def change(self, verb: str, who: str, at: datetime, case_id: int | None = None) -> Iterator[Change]:
        """Open one transaction; everything written through the result is kept whole or not at all.

        Args:
            verb: the verb of the office, in Chinese, as the journal shows it.
            who: the person acting.
            at: the moment, from whoever read the clock.
            case_id: the case the verb is about.

        Raises:
            RecordBusy, RecordReadOnly, DiskFull, DiskTrouble: nothing was changed.
        """
        if self._database.in_transaction():
            raise RuntimeError("a change is already open")
        with self._database.translated(), self._database.atomic("IMMEDIATE"):
            yield Change(self._database, verb, who, at, case_id)

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
