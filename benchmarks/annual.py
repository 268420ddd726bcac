"""How long the tables of a year take, of 1,000 to 1,000,000 cases over fourteen years, against the plain SQL.

Run: ``PYTHONPATH=src python benchmarks/annual.py [--keep FOLDER] [cases ...]``, by default 1,000, 10,000 and 100,000; a
million takes minutes to fill and some gigabytes, which ``--keep`` leaves for the next run. The plain thing is the seven
counts of tables 三 and 四 as hand-written SQL asked of the driver itself. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ledger import NOW, best, lines

from caseapp.casework.office import Office
from caseapp.casework.year.year_figures import count_figures
from caseapp.casework.year.yearbook import count_live
from caseapp.store.record import Record
from caseapp.store.rows import CaseRow, FactRow, IndexRow

YEAR = 2020
PLAIN = (
    "SELECT applicant_class, COUNT(*) FROM case_index WHERE received BETWEEN '{0}-01-01' AND '{0}-12-31' GROUP BY 1",
    "SELECT applicant_class, COUNT(*) FROM case_index WHERE received <= '{1}-12-31' "
    "AND (closed_on IS NULL OR closed_on > '{1}-12-31') GROUP BY 1",
    'SELECT "row", applicant_class, COUNT(*) FROM case_index WHERE closed_on BETWEEN \'{0}-01-01\' AND \'{0}-12-31\' '
    "GROUP BY 1, 2",
    "SELECT applicant_class, COUNT(*) FROM case_index WHERE received <= '{0}-12-31' "
    "AND (closed_on IS NULL OR closed_on > '{0}-12-31') GROUP BY 1",
    "SELECT channel, COUNT(*) FROM case_index WHERE received BETWEEN '{0}-01-01' AND '{0}-12-31' GROUP BY 1",
    "SELECT on_time, COUNT(*) FROM case_index WHERE closed_on BETWEEN '{0}-01-01' AND '{0}-12-31' GROUP BY 1",
    "SELECT kind, detail FROM fact WHERE kind LIKE 'reconsideration%' OR kind LIKE 'suit%'",
)


def facts_of(n: int, line: IndexRow) -> list[FactRow]:
    """Return what happened in a case: every tenth extended, every twentieth with 补正, every thousandth disputed."""
    told: list[tuple[str, date, dict[str, object]]] = [("received", line.received or NOW.date(), {})]
    day = told[0][1] + timedelta(days=5)
    if n % 10 == 0:
        told.append(("extended", day, {"days": 10}))
    if n % 20 == 0:
        told.append(("clarification_sent", day, {"term": 15}))
    if n % 1000 == 0:
        told.append(("reconsideration_filed", day, {"dispute": f"{n}-1", "result": "未审结"}))
        told.append(("reconsideration_decided", day + timedelta(days=60), {"dispute": f"{n}-1", "result": "维持"}))
    return [FactRow(0, 0, kind, on, "", detail, NOW, "张敏") for kind, on, detail in told]


def filled(path: Path, count: int) -> None:
    """Make a record with so many cases and their facts."""
    record = Record.open(path, create=True)

    def cases(made: list[tuple[CaseRow, IndexRow]]) -> Iterator[tuple[CaseRow, list[FactRow]]]:
        for n, (case, line) in enumerate(made):
            yield case, facts_of(n, line)

    made = list(lines(count))
    with record.change("导入", "张敏", NOW) as change:
        change.add_cases(cases(made))
        change.put_index_many(line for _, line in made)
    record.close()


def measure(count: int, folder: Path) -> None:
    """Fill a record, or take the one kept, and print the ratios."""
    path = folder / f"annual-{count}.caseapp"
    if not path.exists():
        filled(path, count)
    office = Office.open(path)
    driver = office.record._database.raw()

    def plain() -> None:
        for sql in PLAIN:
            driver.execute(sql.format(YEAR, YEAR - 1)).fetchall()

    base = best(plain)
    print(f"{count:,} cases, {path.stat().st_size / 1e6:.0f} MB; plain SQL {base:.2f} ms", flush=True)
    for name, work in (
        ("the year: tables, checks, figures", lambda: count_live(office, YEAR)),
        ("  of it the figures beside the tables", lambda: count_figures(office, YEAR)),
        ("ids of the cases behind 总计", lambda: office.record.case_ids_for_cell(YEAR, 24)),
    ):
        taken = best(work)
        print(f"  {name:<38} {taken:9.2f} ms  {taken / base:7.2f} x", flush=True)
    office.close()


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="folder the filled records are left in")
    parser.add_argument("cases", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for count in options.cases:
            measure(count, folder)


if __name__ == "__main__":
    main()
