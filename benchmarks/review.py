"""How long a look through material takes against plainly reading its text, and how soon a cancelled look ends.

Run: ``PYTHONPATH=src python benchmarks/review.py [rounds]``. A PDF of 200 pages and a table of 100,000 rows are made
here, every number invented. The plain thing is the text of the same file and nothing done with it: pypdfium2, openpyxl
read-only, csv.
"""

from __future__ import annotations

import csv
import io
import random
import statistics
import sys
from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

from caseapp import resources
from caseapp.casework.review.looking import look_into

PAGES, ROWS = 200, 100_000
WORDS = "规模以上工业企业单位数、工业总产值和从业人员平均人数按现价计算，增长速度按不变价计算，资料来源于统计年报。"


def person(n: int) -> tuple[str, str]:
    """Return an invented ID with its check digit, and an invented mobile number."""
    from stdnum.cn import ric

    base = f"370811{1950 + n % 50}{n % 12 + 1:02d}{n % 28 + 1:02d}{n % 1000:03d}"
    return base + ric.calc_check_digit(base + "0"), f"138{n % 10**8:08d}"


def made_pdf() -> bytes:
    """Return 200 full pages of words and figures, two numbers of persons on each."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("fang", str(resources.root() / "fonts" / "fang.ttf")))
    figures = random.Random(1)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in range(PAGES):
        canvas.setFont("fang", 10.5)
        number, phone = person(page)
        lines = [f"张明　身份证号{number}　电话{phone}"]
        for n in range(40):
            lines.append(WORDS[:40] if n % 2 else "  ".join(f"{figures.random() * 10**6:,.1f}" for _ in range(7)))
        for n, line in enumerate(lines):
            canvas.drawString(72, 780 - 18 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def made_rows(persons: int) -> list[list[str | int | float]]:
    """Return 100,000 rows of eight cells; every so many rows one names a person with ID and phone."""
    figures = random.Random(2)
    rows: list[list[str | int | float]] = []
    for n in range(ROWS):
        id_number, phone = person(n) if n % persons == 0 else ("", "")
        name = "张明" if id_number else "济宁市某某机械有限公司"
        figure = figures.random() * 10**6
        rows.append([n + 1, name, id_number, phone, "任城区", int(figure), round(figure, 2), round(figure / 7, 1)])
    return rows


def as_csv(rows: list[list[str | int | float]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[list[str | int | float]]) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("名单")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def plain_pdf(data: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def plain_csv(data: bytes) -> None:
    for _ in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        pass


def plain_xlsx(data: bytes) -> None:
    from openpyxl import load_workbook

    for _ in load_workbook(io.BytesIO(data), read_only=True)["名单"].iter_rows(values_only=True):
        pass


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median of some rounds."""
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def cancelled(name: str, data: bytes) -> tuple[float, float]:
    """Return how far a look cancelled halfway had come, as a share, and how many seconds it went on after that."""
    asked: list[float] = []
    reached = [0.0]

    def progress(done: int, total: int) -> None:
        reached[0] = done / total

    def stop() -> bool:
        if reached[0] >= 0.5:
            asked.append(perf_counter())
        return bool(asked)

    look_into(name, data, progress=progress, cancelled=stop)
    return reached[0], perf_counter() - asked[0]


def longest_step(name: str, data: bytes) -> float:
    """Return the longest time between two moments at which a look can be cancelled, in seconds."""
    moments = [perf_counter()]
    look_into(name, data, progress=lambda *_: moments.append(perf_counter()))
    return max(after - before for before, after in pairwise(moments))


def main() -> None:
    """Print one table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    rare, dense = made_rows(100), made_rows(1)
    files: list[tuple[str, str, bytes, Callable[[bytes], None]]] = [
        ("PDF, 200 pages", "a.pdf", made_pdf(), plain_pdf),
        ("xlsx, 100,000 rows, 1 in 100 a person", "a.xlsx", as_xlsx(rare), plain_xlsx),
        ("csv, the same rows", "a.csv", as_csv(rare), plain_csv),
        ("csv, each row a person", "b.csv", as_csv(dense), plain_csv),
    ]
    print("| file | MB | hits | plain s | look s | look / plain | longest step ms | ms after cancelling |")
    print("|---|---|---|---|---|---|---|---|")
    for words, name, data, plain in files:
        hits = len(look_into(name, data).hits)
        plainly = seconds(lambda plain=plain, data=data: plain(data), rounds)
        looked = seconds(lambda name=name, data=data: look_into(name, data), rounds)
        share, late = cancelled(name, data)
        assert 0.5 <= share < 0.75
        print(
            f"| {words} | {len(data) / 1e6:.1f} | {hits:,} | {plainly:.2f} | {looked:.2f} | {looked / plainly:.2f} "
            f"| {longest_step(name, data) * 1000:.0f} | {late * 1000:.1f} |"
        )


if __name__ == "__main__":
    main()
