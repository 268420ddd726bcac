"""How soon the ledger shows its first page, a middle page, each sort and search, against the plain SELECT of a page.

Run: ``PYTHONPATH=src python benchmarks/ledger.py [--keep FOLDER] [cases ...]``, by default 1,000, 10,000, 100,000; a
million takes five minutes to fill and 1.2 GB, which ``--keep`` leaves for the next run. The plain thing is fifty whole
lines of the same table by its number, asked of the driver itself. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from caseapp.store.ledger import SORTABLE
from caseapp.store.record import Record
from caseapp.store.rows import CaseRow, IndexFilter, IndexRow

PAGE, ROUNDS = 50, 7
NOW = datetime(2026, 11, 10, 9, 0).astimezone()
PLACES = ("任城区", "兖州区", "曲阜市", "邹城市", "微山县", "金乡县", "梁山县", "泗水县")
FIGURES = ("粮食总产量", "规模以上工业总产值", "城镇居民人均可支配收入", "常住人口数", "社会消费品零售总额")
NAMES, GIVEN = "张王李赵孙周吴郑", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞"
PEOPLE = ("张敏", "刘建国", "孙秀兰", "王立新", "周明", "赵静")
CHANNELS = ("platform", "post", "email", "in_person")
CLASSES = ("person", "person", "person", "enterprise", "research", "legal")
OLD = "能源平衡表"
"""Asked for in the first fiftieth of the cases alone, so that the newest cases are looked through in vain."""
SOUGHT = ("龘", "粮", "张", "统计", "粮食", "鳄鱼", "能源", "粮食总产量任", "金乡县粮食总", f"区{OLD}", "没有人申请过")


FILTERS = {
    "open": IndexFilter(open=True),
    "an old year": IndexFilter(year=2013),
    "channel": IndexFilter(channel="email"),
    "handler and year": IndexFilter(handler="周明", year=2020),
    "overdue": IndexFilter(open=True, due_before=NOW.date()),
}


def lines(count: int) -> Iterator[tuple[CaseRow, IndexRow]]:
    """Yield cases with their lines as an office would have them after many years."""
    dice = random.Random(7)
    for n in range(1, count + 1):
        year = 2012 + n * 14 // count
        number = f"{year}-{n:07d}"
        name = dice.choice(NAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
        place, figure = dice.choice(PLACES), OLD if n <= count // 50 else dice.choice(FIGURES)
        request = f"申请公开{year - 1}年{place}{figure}的数据，请邮寄纸质材料"
        arrived = date(year, 1, 1) + timedelta(days=n % 360)
        phone = f"138{dice.randrange(10**8):08d}"
        kind, channel, row = dice.choice(CLASSES), dice.choice(CHANNELS), dice.choice((3, 3, 3, 4, 13))
        due, open_ = arrived + timedelta(days=28), n > count - 40
        case = CaseRow(number=number, applicant=name, applicant_class=kind, channel=channel, request=request)
        line = IndexRow(
            case_id=n, number=number, year=year, applicant=name, applicant_class=kind, channel=channel,
            arrived=arrived, received=arrived, request=request, stage="办理" if open_ else "归档",
            state="running" if open_ else "closed", due=due, provisional=False, outcome="" if open_ else "provided",
            row=None if open_ else row, reply_number="" if open_ else f"济统依复〔{year}〕{n % 90000}号",
            closed_on=None if open_ else arrived + timedelta(days=20), used_days=None if open_ else n % 20,
            on_time=None if open_ else n % 50 > 0, handler=dice.choice(PEOPLE), department=dice.choice(FIGURES),
            open=open_, fees_yuan=0, reconsideration="", reconsideration_year=None,
            suit_kind="", suit_result="", suit_year=None, search=f"{number} {name} {request} {phone}",
        )
        yield case, line


def filled(path: Path, count: int) -> Record:
    """Return a record with so many cases."""
    record = Record.open(path, create=True)
    made = list(lines(count))
    with record.change("导入", "张敏", NOW) as change:
        change.add_cases((case, []) for case, _ in made)
        change.put_index_many(line for _, line in made)
    return record


def best(work: Callable[[], object]) -> float:
    """Return the shortest of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return min(taken)


def measure(count: int, folder: Path) -> None:
    """Fill a record, or take the one kept, and print the ratios."""
    path = folder / f"{count}.caseapp"
    start = perf_counter()
    record = Record.open(path) if path.exists() else filled(path, count)
    taken = perf_counter() - start
    print(f"{count:,} cases, there after {taken:.1f} s, {path.stat().st_size / 1e6:.0f} MB", flush=True)
    driver = record._database.raw()
    plain = best(lambda: driver.execute(f"SELECT * FROM case_index ORDER BY number DESC LIMIT {PAGE}").fetchall())
    print(f"  plain SELECT of a page: {plain:.2f} ms")

    def page(wanted: IndexFilter | None = None, sort: str = "number", descending: bool = True) -> None:
        record.index_page(record.index_ids(wanted, sort, descending, PAGE))

    def told(name: str, work: Callable[[], object]) -> None:
        taken = best(work)
        print(f"  {name:<34} {taken:9.2f} ms  {taken / plain:7.1f} x", flush=True)

    ids = record.index_ids(None, "number", descending=True)
    told("first page", page)
    told("all ids", lambda: record.index_ids(None, "number", descending=True))
    told("middle page", lambda: record.index_page(ids[count // 2 : count // 2 + PAGE]))
    for sort in SORTABLE:
        told(f"sort by {sort}", lambda sort=sort: page(sort=sort))
        told(f"sort by {sort}, upwards", lambda sort=sort: page(sort=sort, descending=False))
    for name, wanted in FILTERS.items():
        told(f"filter: {name}", lambda wanted=wanted: page(wanted))
        told(f"filter: {name}, by applicant", lambda wanted=wanted: page(wanted, "applicant"))
    for text in SOUGHT:
        hits = len(record.index_ids(IndexFilter(text=text)))
        told(f"“{text}” ({hits:,})", lambda text=text: page(IndexFilter(text=text)))
        told(f"“{text}” ({hits:,}), by applicant", lambda text=text: page(IndexFilter(text=text), "applicant"))
    told("counts of everything", lambda: record.index_counts(None, NOW.date(), NOW.date()))
    record.close()

    def opened() -> None:
        again = Record.open(path)
        again.index_page(again.index_ids(None, "number", descending=True, limit=PAGE))
        again.close()

    told("open, first page", opened)


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="folder the records are left in and taken from")
    parser.add_argument("cases", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for count in given.cases:
            measure(count, folder)


if __name__ == "__main__":
    main()
