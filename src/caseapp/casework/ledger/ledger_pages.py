"""Pages of the ledger: the lines of some cases with the columns asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseapp.casework.ledger.ledger_cells import Told, Value
from caseapp.casework.ledger.ledger_fields import fields_of
from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.office import Office

PAGE = 500


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line.

    Attributes:
        tone: of the status: danger, warn, hold, ok, neutral.
        applicant: the first one, whatever columns were asked for.
        cells: column to what stands there, the columns asked for alone.
    """

    case_id: int
    tone: str
    applicant: str
    cells: dict[str, Value]


def ledger_rows(office: Office, ids: Sequence[int], keys: Sequence[str], today: date) -> list[LedgerRow]:
    """Return the lines of some cases in the order asked for, their status judged against today."""
    wanted = fields_of(keys)
    cases = {case.id: case for case in cases_of(office, ids, today)}
    found = []
    for index in office.record.index_page(ids):
        case = cases[index.case_id]
        told = Told(office, index, case, today)
        told_cells = {field.key: field.tell(told) for field in wanted}
        found.append(LedgerRow(index.case_id, case.status.tone, case.row.applicant, told_cells))
    return found


def every_row(office: Office, ids: Sequence[int], keys: Sequence[str], today: date) -> Iterator[LedgerRow]:
    """Yield the lines of many cases, read page by page."""
    for start in range(0, len(ids), PAGE):
        yield from ledger_rows(office, ids[start : start + PAGE], keys, today)
