"""A real print through CUPS to a PDF printer; ``scripts/check_printing.sh`` starts both and runs this."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import pypdfium2
import pytest

from caseapp.casework.letters.letters import freeze
from caseapp.casework.paper.printers import job_trouble, printers
from caseapp.casework.working import working
from caseapp.cli.main import main
from casework.offices import D, new_office, register

OUT = os.environ.get("CASEAPP_CUPS_OUT", "")
PRINTER = os.environ.get("CASEAPP_CUPS_PRINTER", "")
DIRECT = os.environ.get("CASEAPP_CUPS_DIRECT", "")
pytestmark = pytest.mark.skipif(not OUT, reason="needs scripts/check_printing.sh: a CUPS with a PDF printer")
DAY = "2026-11-03"


@pytest.fixture
def number(tmp_path, monkeypatch):
    """A case with a 延期答复告知书 in 信函格式: two rules 170 mm wide."""
    path = tmp_path / "office.caseapp"
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    monkeypatch.setenv("CASEAPP_RECORD", str(path))
    office = new_office(path)
    case_id = register(office, applicant="王喆𬱟")
    with working(office, case_id, "", "测试", D(DAY)) as work:
        slots = {"third_party": "济宁某某机械制造有限公司", "summary": "2025年工业总产值"}
        freeze(work, "third_party_notice", slots, made_on=D(DAY), number="济统依告〔2026〕1号")
    number = office.record.case(case_id).number
    office.close()
    return number


def printed(title: str) -> Path:
    """Return the file the printer made, once it is whole."""
    for _ in range(150):
        found = [path for path in Path(OUT).rglob("*.pdf") if path.stat().st_size]
        if found:
            newest = max(found, key=lambda path: path.stat().st_mtime)
            size = newest.stat().st_size
            time.sleep(0.3)
            if newest.stat().st_size == size and newest.read_bytes().rstrip().endswith(b"%%EOF"):
                return newest
        time.sleep(0.2)
    raise AssertionError(f"the printer made nothing of {title}")


@pytest.fixture(autouse=True)
def _clear():
    for path in Path(OUT).rglob("*.pdf"):
        path.unlink()


def run(capsys, *argv):
    capsys.readouterr()
    status = main([*argv, "--json", "--today", DAY])
    said = capsys.readouterr()
    assert status == 0, said.err
    return json.loads(said.out)


def widest_red_mm(path: Path, dpi: int = 300) -> tuple[float, float]:
    """Return width and left edge in mm of the widest unbroken red line, measured in the picture of page 1."""
    page = pypdfium2.PdfDocument(str(path))[0]
    image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    width, height = image.size
    data = image.tobytes()
    best, best_left = 0, 0
    for y in range(height):
        row = data[y * width * 3 : (y + 1) * width * 3]
        run_length = 0
        for x in range(width):
            red = row[x * 3] > 150 and row[x * 3 + 1] < 140 and row[x * 3 + 2] < 140
            run_length = run_length + 1 if red else 0
            if run_length > best:
                best, best_left = run_length, x - run_length + 1
    return best * 25.4 / dpi, best_left * 25.4 / dpi


def size_mm(path: Path) -> tuple[float, float]:
    page = pypdfium2.PdfDocument(str(path))[0]
    return tuple(round(side * 25.4 / 72, 1) for side in page.get_size())  # type: ignore[return-value]


@pytest.mark.parametrize("queue", ["cups-pdf", "takes PDF"])
def test_a_letter_comes_out_as_a4_at_true_scale(queue, number, capsys):
    printer = PRINTER if queue == "cups-pdf" else DIRECT
    assert {p.name for p in printers()} == {PRINTER, DIRECT}
    letter = run(capsys, "show", number)["documents"][-1]
    said = run(capsys, "print", number, "--document", str(letter["id"]), "--printer", printer, "--duplex")
    path = printed("the letter")
    assert job_trouble(printer, said["jobs"]) == ""
    width, left = widest_red_mm(path)
    with capsys.disabled():
        print(f"\n{queue}: {size_mm(path)} mm; rule {width:.2f} mm wide from {left:.2f} mm; {letter['pages']} pages")
    assert size_mm(path) == pytest.approx((210.0, 297.0), abs=0.3)
    assert width == pytest.approx(170.0, abs=2 * 25.4 / 300)
    assert left == pytest.approx(20.0, abs=2 * 25.4 / 300)
    assert len(pypdfium2.PdfDocument(str(path))) == letter["pages"]
    fact = run(capsys, "show", number)["facts"][-1]
    assert (fact["kind"], fact["detail"]["printer"]) == ("printed", printer)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    joined = "".join(text.split())
    with capsys.disabled():
        print(f"{queue}: {len(joined)} characters of text by pdftotext")
    assert "济宁某某机械制造有限公司" in joined
    assert "济统依告〔2026〕1号" in joined


@pytest.mark.parametrize(("size", "sides"), [("DL", (110, 220)), ("C5", (162, 229))])
def test_an_envelope_comes_out_in_its_own_size_at_true_scale(size, sides, number, capsys, tmp_path):
    from caseapp.casework.office import Office
    from caseapp.casework.paper.mailing import SIZES, envelope_job, envelope_sheet, mailing_view
    from caseapp.casework.paper.printers import PrintOptions
    from caseapp.casework.paper.printing import send_all

    office = Office.open(tmp_path / "office.caseapp")
    case_id = office.record.case_by_number(number).id
    mailing = mailing_view(office, case_id, 0, D(DAY)).mailing
    sheet = envelope_sheet(office, case_id, size, mailing, D(DAY), boxes=True)
    office.close()
    sent = send_all([envelope_job(sheet, size, number)], PrintOptions(PRINTER))
    assert sent.refusal == ""
    path = printed(SIZES[size][0])
    found = size_mm(path)
    with capsys.disabled():
        print(f"\n{size}: {found} mm")
    assert sorted(found) == pytest.approx(list(sides), abs=1.0)


def test_an_unknown_printer_is_told_apart_from_a_service_that_does_not_run(number, capsys, monkeypatch):
    argv = ["print", number, "--owed", "--printer", "没有这台", "--today", DAY]
    assert main(argv) == 1
    assert "打印机“没有这台”不存在或者已被移除" in capsys.readouterr().err
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
    assert main(argv) == 1
    assert "打印服务没有运行" in capsys.readouterr().err


def test_a_stopped_printer_is_told_from_what_cups_says(number, capsys):
    subprocess.run(["cupsdisable", PRINTER], check=True)
    said = run(capsys, "print", number, "--owed", "--printer", PRINTER)
    assert "已暂停" in job_trouble(PRINTER, said["jobs"], seconds=1)
    subprocess.run(["cancel", "-a", PRINTER], check=True)
    subprocess.run(["cupsenable", PRINTER], check=True)


def test_a_printer_removed_with_a_job_in_its_queue_is_told(number, capsys):
    printer = f"{PRINTER}-removed"
    subprocess.run(["lpadmin", "-p", printer, "-v", "file:/dev/null", "-E"], check=True, capture_output=True)
    subprocess.run(["cupsdisable", printer], check=True)
    said = run(capsys, "print", number, "--owed", "--printer", printer)
    subprocess.run(["lpadmin", "-x", printer], check=True)
    assert "没有了回应" in job_trouble(printer, said["jobs"], seconds=1)
