"""Tells whether two answers of ``caseapp annual --json`` count the same: same_figures.py A.json B.json."""

import json
import sys
from pathlib import Path

FIGURES = ("table3", "table4")


def main() -> None:
    """Compare, and say where they differ."""
    whole = [json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3]]
    first, second = ([each[key] for key in FIGURES] for each in whole)
    if first != second:
        raise SystemExit(f"{first}\n{second}")


if __name__ == "__main__":
    main()
