"""How soon the ledger shows its first page, a middle page, each sort and search, against the plain SELECT of a page.

Run: ``PYTHONPATH=src python benchmarks/ledger.py [cases ...]``, by default 1,000, 10,000, 100,000. The plain thing is
fifty whole lines of the same table by its number, asked of the driver itself. Nothing here is a test.
"""

from __future__ import annotations

import random
import sys
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
SOUGHT = ("龘", "统", "粮食", "鳄鱼", "粮食总产量任", "金乡县粮食总", "没有人申请过")


def lines(count: int) -> Iterator[tuple[CaseRow, IndexRow]]:
    """Yield cases with their lines as an office would have them after many years."""
    dice = random.Random(7)
    for n in range(1, count + 1):
        year = 2012 + n * 14 // count
        number = f"{year}-{n:07d}"
        name = dice.choice(NAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
        place, figure = dice.choice(PLACES), dice.choice(FIGURES)
        request = f"申请公开{year - 1}年{place}{figure}的数据，请邮寄纸质材料"
        arrived = date(year, 1, 1) + timedelta(days=n % 360)
        phone = f"138{dice.randrange(10**8):08d}"
        case = CaseRow(number=number, applicant=name, applicant_class="person", channel="platform", request=request)
        line = IndexRow(
            case_id=n, number=number, year=year, applicant=name, applicant_class="person", channel="platform",
            arrived=arrived, received=arrived, request=request, stage="归档", state="closed", due=None,
            provisional=False, outcome="provided", row=3, reply_number=f"济统依复〔{year}〕{n % 900}号",
            closed_on=arrived + timedelta(days=20), used_days=n % 20, on_time=True, handler="张敏",
            department="综合科", open=n > count - 40, fees_yuan=0, reconsideration="", reconsideration_year=None,
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


def measure(count: int) -> None:
    """Fill a record and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.caseapp"
        start = perf_counter()
        record = filled(path, count)
        print(f"{count:,} cases, filled in {perf_counter() - start:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        driver = record._database.raw()
        plain = best(
            lambda: driver.execute(f"SELECT * FROM case_index ORDER BY number DESC LIMIT {PAGE}").fetchall()
        )
        print(f"  plain SELECT of a page: {plain:.2f} ms")

        def page(wanted: IndexFilter | None = None, sort: str = "number", descending: bool = True) -> None:
            record.index_page(record.index_ids(wanted, sort, descending, PAGE))

        def told(name: str, work: Callable[[], object]) -> None:
            taken = best(work)
            print(f"  {name:<28} {taken:9.2f} ms  {taken / plain:7.1f} x")

        ids = record.index_ids(None, "number", descending=True)
        told("first page", page)
        told("all ids", lambda: record.index_ids(None, "number", descending=True))
        told("middle page", lambda: record.index_page(ids[count // 2 : count // 2 + PAGE]))
        worst = max(SORTABLE, key=lambda sort: best(lambda: page(sort=sort)))
        told(f"slowest sort ({worst})", lambda: page(sort=worst))
        told("filter: open", lambda: page(IndexFilter(open=True)))
        for text in SOUGHT:
            hits = len(record.index_ids(IndexFilter(text=text)))
            told(f"“{text}” ({hits:,})", lambda text=text: page(IndexFilter(text=text)))
        record.close()

        def opened() -> None:
            again = Record.open(path)
            again.index_page(again.index_ids(None, "number", descending=True, limit=PAGE))
            again.close()

        told("open, first page", opened)


def main() -> None:
    """Measure each size."""
    for count in [int(text) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        measure(count)


if __name__ == "__main__":
    main()
