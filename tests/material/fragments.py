"""Reads tests/data/finders.tsv: fragments of an office's material with the hits marked in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parents[1] / "data" / "finders.tsv"
_MARK = re.compile(r"⟦([^|⟧]+)\|([^⟧]*)⟧")
_ESCAPE = re.compile(r"\\(?:[nrt]|u[0-9a-f]{4})")
_PLAIN = {r"\n": "\n", r"\r": "\r", r"\t": "\t"}


class Fragment(NamedTuple):
    """A text, and the class and place of every hit in it."""

    about: str
    text: str
    hits: frozenset[tuple[str, int, int]]


def fragments() -> list[Fragment]:
    """Return all fragments of the file."""
    lines = _FILE.read_text("utf-8").split("\n")
    return [_fragment(*line.split("\t", 1)) for line in lines if line and not line.startswith("#")]


def _fragment(about: str, marked: str) -> Fragment:
    marked = _ESCAPE.sub(lambda m: _PLAIN.get(m[0]) or chr(int(m[0][2:], 16)), marked)
    text, hits, at = "", set(), 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        hits.add((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return Fragment(about, text + marked[at:], frozenset(hits))
