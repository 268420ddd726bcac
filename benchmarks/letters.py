"""How long a letter takes to typeset, against typst, Qt, LibreOffice, WeasyPrint and fpdf2, in one run.

Run: ``.venv/bin/pip install -r benchmarks/requirements-letters.txt && PYTHONPATH=src .venv/bin/python
benchmarks/letters.py``. Also needs poppler-utils, LibreOffice with ``python3-uno``, and for WeasyPrint
``libpango-1.0-0`` and ``libharfbuzz-subset0``; a peer that is not there is skipped. The same text, fonts and page for
all, fonts subset, and no two letters alike, so that nobody can hand out a result twice. Nothing here is a test.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from letter_peers import PEERS
from letter_peers.text import letter

HERE = Path(__file__).resolve()
ROUNDS = 3  # every peer in turn, this often, so that a slow moment of the machine hits all
WARM_UP = 3
SECONDS = 4.0  # of warm letters a round, of at least 5 and at most 60
COLD_RUNS = 7
PAGES = {"one": 1, "three": 3}
COLD = ("from letter_peers.{peer} import start; from letter_peers.text import letter; "
        "open({path!r}, 'wb').write(start()(letter({n}, 'one')))")


# What a child process does

def warm(peer: str, case: str, first: int) -> list[float]:
    """Return the seconds of single letters after a warm-up."""
    one = import_module(f"letter_peers.{peer}").start()
    for n in range(first, first + WARM_UP):
        one(letter(n, case))
    spent: list[float] = []
    while len(spent) < 5 or (sum(spent) < SECONDS and len(spent) < 60):
        given = letter(first + WARM_UP + len(spent), case)
        begin = perf_counter()
        one(given)
        spent.append(perf_counter() - begin)
    return spent


def batch(peer: str, count: int) -> dict[str, float]:
    """Return seconds a letter of the first ten and of all, after one letter, and the peak memory in MiB."""
    one = import_module(f"letter_peers.{peer}").start()
    one(letter(0, "one"))
    spent: list[float] = []
    for n in range(1, count + 1):
        given = letter(n, "one")
        begin = perf_counter()
        one(given)
        spent.append(perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first": sum(spent[:10]) / 10, "all": sum(spent) / count, "peak": peak}


def check(peer: str) -> dict[str, Any]:
    """Return the name of a peer and what its files hold, the first page case and the three-page case."""
    from letter_peers.checks import look

    try:
        module = import_module(f"letter_peers.{peer}")
        one = module.start()
    except (ImportError, OSError) as error:
        return {"skipped": str(error).splitlines()[0]}
    looks = {}
    for case, pages in PAGES.items():
        found = [look(one(given), given, pages) for given in (letter(n, case) for n in range(1, 4))]
        looks[case] = {**asdict(found[0]), "differs": sorted({text for each in found for text in each.differs})}
    return {"name": module.NAME, "asked": module.PDFA, "batch": module.BATCH, "looks": looks}


# What the parent does

def child(*job: str) -> Any:  # noqa: ANN401 -- JSON
    """Run this file in a fresh process on one job and return its answer."""
    done = subprocess.run([sys.executable, str(HERE), *job], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def process(code: str) -> float:
    """Return the seconds a fresh Python process takes for the code."""
    folders = [str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.DEVNULL,
                   env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)})
    return perf_counter() - begin


def table(title: str, head: list[str], rows: list[list[str]]) -> None:
    """Print a table, the first column flush left."""
    print(f"\n{title}")
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(f"{cell:<{w}}" if n == 0 else f"{cell:>{w}}"
                        for n, (cell, w) in enumerate(zip(row, widths, strict=True))))


def ms(seconds: float) -> str:
    """Return seconds as milliseconds to read."""
    return f"{seconds * 1000:,.1f}"


def compared(title: str, names: dict[str, str], times: dict[str, list[float]], base: float | None = None) -> None:
    """Print least and median milliseconds and the ratios to ours; ``base`` is taken off in a column of its own."""
    ours_least, ours_mid = min(times["ours"]), median(times["ours"])
    head = ["", "min ms", "median ms", "min ratio", "median ratio", "runs"]
    rows = [[names[peer], ms(min(spent)), ms(median(spent)), f"{min(spent) / ours_least:.2f}",
             f"{median(spent) / ours_mid:.2f}", str(len(spent))] for peer, spent in times.items()]
    if base is not None:
        head += ["median - bare", "ratio"]
        for row, spent in zip(rows, times.values(), strict=True):
            row += [ms(median(spent) - base), f"{(median(spent) - base) / (ours_mid - base):.2f}"]
    table(title, head, rows)


def main() -> None:
    """Check every peer's files, then measure."""
    peers: dict[str, dict[str, Any]] = {}
    for peer in PEERS:
        found = child("check", peer)
        if "skipped" in found:
            print(f"skipped: {peer.removesuffix('_peer')} ({found['skipped']})")
        else:
            peers[peer] = found
    names = {peer: found["name"] for peer, found in peers.items()}
    table("The files", ["", "pages", "bytes", "pages", "bytes", "PDF/A asked", "PDF/A declared"],
          [[names[peer], *(f"{found['looks'][case][key]:,}" for case in PAGES for key in ("pages", "size")),
            found["asked"], found["looks"]["one"]["pdfa"]] for peer, found in peers.items()])
    for peer, found in peers.items():
        for case in PAGES:
            for text in found["looks"][case]["differs"]:
                print(f"differs: {names[peer]}, {case}: {text}")

    for case, title in (("one", "One page, warm"), ("three", "Three pages with a table, warm")):
        times: dict[str, list[float]] = {peer: [] for peer in peers}
        for turn in range(ROUNDS):
            for peer in peers:
                times[peer] += child("warm", peer, case, str(1000 * (turn + 1)))
        compared(title, names, times)

    bare: list[float] = []
    cold: dict[str, list[float]] = {peer: [] for peer in peers}
    for turn in range(COLD_RUNS):
        bare.append(process("pass"))
        for peer in peers:
            cold[peer].append(process(COLD.format(peer=peer, path=os.devnull, n=5000 + turn)))
    compared(f"One page, cold: a fresh process (bare python -c pass: {ms(median(bare))})", names, cold, median(bare))

    rows = []
    for peer, found in peers.items():
        ten, many = child("batch", peer, "10"), child("batch", peer, str(found["batch"]))
        memory = ["-", "-", "-"]  # LibreOffice works in another process
        if peer != "libreoffice_peer":
            memory = [f"{ten['peak']:.0f}", f"{many['peak']:.0f}", f"{many['peak'] / ten['peak']:.2f}"]
        rows.append([names[peer], str(found["batch"]), ms(many["first"]), ms(many["all"]),
                     f"{many['all'] / many['first']:.2f}", f"{many['all'] * 1000:.1f}", *memory])
    table("A batch of one-page letters in one process; slow peers do fewer, the time of 1,000 is scaled",
          ["", "letters", "ms each, first 10", "ms each, all", "ratio", "1,000 take s", "peak MiB of 10",
           "of all", "ratio"], rows)


if __name__ == "__main__":
    jobs = {"warm": lambda peer, case, first: warm(peer, case, int(first)), "check": check,
            "batch": lambda peer, count: batch(peer, int(count))}
    if len(sys.argv) > 1:
        print(json.dumps(jobs[sys.argv[1]](*sys.argv[2:])))
    else:
        main()
