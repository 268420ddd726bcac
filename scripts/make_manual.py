"""Builds 帮助: the chapters of docs/manual, checked, and their pictures, taken from the real screens.

``PYTHONPATH=src python scripts/make_manual.py`` builds the text; with ``--pictures`` it takes the pictures anew first.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from caseapp.ui.frame.actions import TABLE  # noqa: E402
from caseapp.ui.help.manual_text import ManualError, faults, read_chapter, written  # noqa: E402

SOURCES = ROOT / "docs" / "manual"
HELP = ROOT / "resources" / "help"
_KEYS = "{{快捷键}}"


def built() -> dict[str, str]:
    """Return what the sources build to: file name to text.

    Raises:
        ManualError: a source is not written the way the manual is, or something in it leads nowhere.
    """
    chapters = {}
    for path in sorted(SOURCES.glob("*.md")):
        text = path.read_text(encoding="utf-8").replace(_KEYS, _keys())
        chapters[path.name] = read_chapter(path.stem.partition("-")[2], text, path.name)
    if found := faults(list(chapters.values()), HELP / "pictures"):
        raise ManualError("\n".join(found))
    return {name: written(chapter) for name, chapter in chapters.items()}


def unused_pictures() -> list[str]:
    """Return the pictures no chapter shows."""
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.md"))
    return [path.name for path in sorted((HELP / "pictures").glob("*.png")) if f"/{path.name})" not in text]


def main() -> None:
    """Take the pictures where asked, and write resources/help."""
    if "--pictures" in sys.argv[1:]:
        _take_pictures()
    texts = built()
    for path in HELP.glob("[0-9]*.md"):
        path.unlink()
    for name, text in texts.items():
        (HELP / name).write_text(text, encoding="utf-8", newline="\n")


def _keys() -> str:
    """Return the table of keys as the program has it."""
    rows = [f"| {shown(shortcut)} | {words} |" for _, words, shortcut in TABLE]
    return "\n".join(["| 按键 | 作用 |", "|---|---|", *rows])


def shown(shortcut: str) -> str:
    """Return a shortcut as it is printed on the keys."""
    return shortcut.replace("Return", "Enter")


def _take_pictures() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import manual_shots

    from caseapp.app import _application

    folder = HELP / "pictures"
    for path in folder.glob("*.png"):
        path.unlink()
    manual_shots.take(_application(), folder)
    for name in unused_pictures():
        (folder / name).unlink()


if __name__ == "__main__":
    main()
