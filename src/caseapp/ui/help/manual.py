"""The manual as the window has it: the shipped chapters, and 关于, which names what this very program is made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from caseapp import resources
from caseapp.casework.upkeep.about import made_of, program_words
from caseapp.ui.help.manual_text import PICTURES, Block, Chapter, Span, read_manual

TITLE = "依申请公开办件台　用户手册"


def pictures() -> Path:
    """Return the folder of the pictures."""
    return resources.root() / "help" / PICTURES


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return every chapter in order, 关于 last."""
    return (*read_manual(resources.root() / "help"), _about())


def chapter_for(page: str) -> str:
    """Return the key of the chapter about a page of the window; of an unknown one, the first."""
    found = next((chapter.key for chapter in chapters() if page == chapter.key or page in chapter.pages), "")
    return found or chapters()[0].key


def _about() -> Chapter:
    parts = [
        Block("text", (Span(program_words()),)),
        Block("heading", (Span("组成程序的部分"),)),
        _row(("名称", "版本", "用途", "许可"), head=True),
        *(_row((part.name, part.version or "—", part.purpose, part.licence)) for part in made_of()),
    ]
    return Chapter("about", "关于", (), tuple(parts))


def _row(cells: tuple[str, ...], *, head: bool = False) -> Block:
    return Block("row", cells=tuple((Span(cell),) for cell in cells), head=head)
