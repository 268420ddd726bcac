"""How long the installed program takes to start against starting it from source.

Run: ``python benchmarks/start.py --installed /opt/caseapp/caseapp [--runs N]``. Prints ratios of one run: medians of
whole processes, source and installed by turns so that both meet the same machine. ``caseapp due`` is timed to its end;
the window, offscreen, until it is shown and its worker has made and migrated a new record, as seen from outside.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

SOURCE = Path(__file__).resolve().parents[1]
MIGRATIONS = len(list((SOURCE / "src/caseapp/store/migrations").glob("[0-9]*.py")))
PATIENCE = 60.0  # seconds
DUE = ("due", "--received", "2026-09-04", "--today", "2026-09-07")


def main() -> None:
    """Start both in turns and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--installed", required=True, type=Path, help="the installed program")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    ways = {"source": [sys.executable, "-m", "caseapp"], "installed": [str(options.installed)]}
    for what, timed in (("caseapp due, a whole process", due), ("first window, offscreen, new record", window)):
        seconds: dict[str, list[float]] = {way: [] for way in ways}
        for run in range(options.runs + 1):
            for way, command in ways.items():
                taken = timed(command)
                if run:  # the first of each brings its files into memory
                    seconds[way].append(taken)
        source, installed = median(seconds["source"]), median(seconds["installed"])
        spread = "  ".join(f"{way} {min(s):.3f}-{max(s):.3f} s" for way, s in seconds.items())
        print(f"{what}: source {source:.3f} s, installed {installed:.3f} s, ratio {installed / source:.2f}  ({spread})")


def due(command: list[str]) -> float:
    """Return how long reckoning one date takes, in seconds."""
    begun = perf_counter()
    surroundings = _surroundings(Path(tempfile.gettempdir()))
    subprocess.run([*command, *DUE], check=True, stdout=subprocess.DEVNULL, env=surroundings)
    return perf_counter() - begun


def window(command: list[str]) -> float:
    """Return how long a window takes to stand on a new record, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "new.caseapp"
        begun = perf_counter()
        process = subprocess.Popen([*command, "--record", str(record)], env=_surroundings(Path(folder)))
        try:
            while not _is_made(record):
                if process.poll() is not None or perf_counter() - begun > PATIENCE:
                    raise SystemExit(f"{command[0]} made no record")
                sleep(0.005)
            return perf_counter() - begun
        finally:
            process.terminate()
            process.wait()


def _is_made(record: Path) -> bool:
    if not record.exists():
        return False
    try:
        reader = sqlite3.connect(f"file:{record}?mode=ro", uri=True, timeout=0)
        try:
            found: int = reader.execute("SELECT count(*) FROM schema_migration").fetchone()[0]
        finally:
            reader.close()
    except sqlite3.Error:  # not there yet, or being written
        return False
    return found == MIGRATIONS


def _surroundings(data: Path) -> dict[str, str]:
    """Return the environment of a start: no display, a data folder of its own, the source in reach."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(data), "PYTHONPATH": str(SOURCE / "src")}


if __name__ == "__main__":
    main()
