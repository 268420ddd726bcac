"""How long 100,000 open cases take to be derived anew after a calendar import, against reading them.

Run: ``python benchmarks/clock.py [cases]``. Prints ratios of one run; the plain thing is reading the same rows, facts
and reviews out of the record. Nothing here is a test.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.office import Office
from caseapp.casework.upkeep.calendars import foresee_import, import_calendar
from caseapp.law.calendar import REST, NoticeDay
from caseapp.law.notices import Notice
from caseapp.store.rows import CaseRow, FactRow

TODAY = date(2026, 12, 10)
BATCH = 500


def made_cases(office: Office, count: int) -> Iterator[tuple[CaseRow, list[FactRow]]]:
    """Yield open cases as they come: every fifth extended, every tenth with 补正, every tenth consulting twice."""
    for n in range(count):
        received = office.calendar.add(date(2026, 11, 12), n % 20)
        facts = [("arrived", received, "", {"channel": "in_person"}), ("received", received, "", {}),
                 ("registered", received, "", {})]
        if n % 5 == 0:
            facts.append(("extended", received, "", {"days": 10}))
        if n % 10 == 1:
            facts += [("clarification_sent", received, "", {"term": 15}), ("clarification_received", TODAY, "", {})]
        if n % 10 == 2:
            facts += [("third_party_sent", received, "", {}), ("third_party_received", received, "", {}),
                      ("organ_sent", received, "", {}), ("organ_received", TODAY, "", {})]
        row = CaseRow(number=f"2026-{n:06d}", applicant=f"申请人{n}", applicant_class="person", channel="in_person",
                      request="某项统计资料")
        at = datetime.combine(received, datetime.min.time()).astimezone()
        yield row, [FactRow(0, 0, kind, on, label, detail, at, "张敏", None, "", None)
                    for kind, on, label, detail in facts]


def invented_notice() -> list[Notice]:
    """Return a notice for 2027 that never was: the shipped 2026 one, moved."""
    days = [NoticeDay(date(2027, 1, n), REST, "元旦", 2027) for n in (1, 2, 3)]
    days += [NoticeDay(date(2027, 2, n), REST, "春节", 2027) for n in range(5, 14)]
    return [Notice(2027, "示例", tuple(days))]


def timed(what: str, work: object, base: float = 0.0) -> float:
    """Run, print the seconds and the ratio to ``base``, and return the seconds."""
    gc.collect()
    start = perf_counter()
    work()  # type: ignore[operator]
    spent = perf_counter() - start
    ratio = f"   {spent / base:5.2f} x" if base else "    1.00 x"
    print(f"{what:<46}{spent:8.2f} s{ratio}")
    return spent


def main() -> None:
    """Build the record and measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.caseapp"
        office = Office.open(path, who="张敏", now=lambda: datetime.now().astimezone(), create=True)
        with office.record.change("造数", "张敏", office.now()) as change:
            ids = change.add_cases(list(made_cases(office, count)))
            for start in range(0, len(ids), BATCH):
                change.put_index_many(index_of(office, c) for c in cases_of(office, ids[start : start + BATCH], TODAY))

        def read() -> None:
            record = office.record
            for start in range(0, len(ids), BATCH):
                part = ids[start : start + BATCH]
                record.cases(part), record.facts_of_many(part), record.reviews_of_many(part)

        def derive() -> None:
            for start in range(0, len(ids), BATCH):
                cases_of(office, ids[start : start + BATCH], TODAY)

        print(f"{count} open cases")
        plain = timed("reading them (rows, facts, reviews)", read)
        timed("reading and deriving them anew", derive, plain)
        notices = invented_notice()
        moved: list[object] = []
        timed("the list of what an import moves", lambda: moved.extend(foresee_import(office, notices, TODAY)), plain)
        timed("the import: derived anew, index rewritten", lambda: import_calendar(office, notices, TODAY), plain)
        print(f"{len(moved)} cases move")
        office.close()


if __name__ == "__main__":
    main()
