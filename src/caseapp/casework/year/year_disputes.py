"""Table 四 from the facts of 行政复议 and 行政诉讼, and the disputes behind each of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.casework.ledger.lists import LedgerLine, ledger_page
from caseapp.casework.office import Office
from caseapp.law.disputes import DISPUTE_KINDS, RESULTS, DisputeFact, counted_disputes, dispute_fact
from caseapp.law.facts import Fact


@dataclass(frozen=True, slots=True)
class _Told:
    case_id: int
    counted: DisputeFact


def dispute_facts(office: Office) -> list[DisputeFact]:
    """Return every standing fact of a dispute as table 四 counts it."""
    return [told.counted for told in _told(office)]


def dispute_cases(office: Office, year: int, group: str, result: int, today: date) -> list[LedgerLine]:
    """Return the cases behind a number of table 四; result 0..3, 4 for the 总计."""
    told = _told(office)
    wanted = RESULTS if result >= len(RESULTS) else (RESULTS[result],)
    counted = counted_disputes(year, [each.counted for each in told])
    keys = {key for (key, of), results in counted.items() if of == group and any(r in results for r in wanted)}
    ids = dict.fromkeys(each.case_id for each in told if each.counted.key in keys and each.counted.group == group)
    return ledger_page(office, list(ids), today)


def _told(office: Office) -> list[_Told]:
    found = []
    for row in office.record.standing_facts(DISPUTE_KINDS):
        counted = dispute_fact(Fact(row.kind, row.on, row.label, row.detail, row.id), row.case_id)
        if counted is not None:
            found.append(_Told(row.case_id, counted))
    return found
