"""Looks into a peer's file: what it lacks of what all should have."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from letter_peers.text import FONTS, Letter


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is: number of pages, size, the PDF/A it declares to be, and what it lacks that the others have."""

    pages: int
    size: int
    pdfa: str
    differs: list[str]


def look(pdf: bytes, letter: Letter, pages: int) -> Look:
    """Return what a file holds, compared with what it should."""
    differs = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found, declared = len(opened.pages), opened.open_metadata().pdfa_status
    if found != pages:
        differs.append(f"{found} pages instead of {pages}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.pdf"
        path.write_bytes(pdf)
        text, fonts = (_run(tool, path, *last) for tool, last in (("pdftotext", ("-",)), ("pdffonts", ())))
    lacking = Counter(letter.words()) - Counter("".join(text.split()))
    if lacking:
        differs.append("copied text lacks " + "".join(lacking.elements())[:40])
    rows = [line[:36].split() + line[55:].split()[-5:] for line in fonts.splitlines()[2:]]
    differs += [f"font {row[0]} is not embedded" for row in rows if row[-5] != "yes"]
    whole = sum((FONTS / f"{face}.ttf").stat().st_size for face in ("fang", "title"))
    if len(pdf) > whole / 4:
        differs.append("fonts are not subset")
    untagged = [row[0] for row in rows if row[-4] != "yes"]
    if untagged:
        differs.append("subset without the tag in the font's name")
    return Look(found, len(pdf), f"PDF/A-{declared.lower()}" if declared else "none", differs)


def _run(tool: str, path: Path, *last: str) -> str:
    return subprocess.run([tool, str(path), *last], check=True, capture_output=True, encoding="utf-8").stdout
