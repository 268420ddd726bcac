"""Takes the pictures of the manual from the real screens: ``PYTHONPATH=src python scripts/make_manual.py``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
HELP = ROOT / "resources" / "help"
WIDTH, COLOURS = 1000, 96


def main() -> None:
    """Take every picture a topic of the manual has a page for."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "src")}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "caseapp", "--pictures", folder]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)
        (HELP / "pictures").mkdir(exist_ok=True)
        for topic in sorted(HELP.glob("[0-9]*.txt")):
            key = topic.stem.partition("-")[2]
            taken = Path(folder) / f"{key}.png"
            if taken.exists():
                picture = Image.open(taken).convert("RGB")
                small = picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS)
                small.quantize(COLOURS, dither=Image.Dither.NONE).save(HELP / "pictures" / f"{key}.png", optimize=True)


if __name__ == "__main__":
    main()
