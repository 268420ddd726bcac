"""The bundled fonts of a letter: which face draws which character, loaded when first needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from caseapp import resources

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

# 仿宋, 小标宋, 黑体, 楷体 and the page number, each with the faces that stand in for a character it lacks.
ROLES: dict[str, tuple[str, ...]] = {
    "body": ("fang", "light", "full"),
    "title": ("title", "fang", "full"),
    "hei": ("hei", "fang", "full"),
    "kai": ("kai", "fang", "full"),
    "number": ("number", "fang", "full"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One character no font has, and the place it stands in."""

    character: str
    place: str

    @property
    def code_point(self) -> str:
        """The code point as it is written in a character table, for example ``U+5586``."""
        return f"U+{ord(self.character):04X}"


class MissingGlyph(ValueError):  # noqa: N818 -- names the refusal
    """Characters that no bundled font can draw; the letter is not typeset.

    Attributes:
        missing: every such character with its place, in reading order.
    """

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(missing)
        shown = "；".join(f"{m.place}中的“{m.character}”（{m.code_point}）" for m in self.missing[:5])
        more = f"等 {len(self.missing)} 处" if len(self.missing) > 5 else ""
        super().__init__(f"字库中没有这些字，不能排版：{shown}{more}。请核对原文，改用字库中有的写法。")


@dataclass(frozen=True, slots=True)
class Glyph:
    """The face that draws a character and its advance, in em."""

    face: str
    width: float


@cache
def face(name: str) -> TTFont:
    """Return a bundled face, registered with reportlab under its own name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # asciiReadable would put 95 unused Latin glyphs into every subset
    font = TTFont(name, str(resources.root() / "fonts" / f"{name}.ttf"), asciiReadable=0)
    pdfmetrics.registerFont(font)
    return font


class _Chain(dict[str, Glyph | None]):
    """Characters of one role mapped to their glyph, filled as they are met."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, character: str) -> Glyph | None:
        code = ord(character)
        found = None
        for name in self._names:
            if code in face(name).face.charToGlyph:
                found = Glyph(name, face(name).face.charWidths[code] / 1000)
                break
        self[character] = found
        return found


_CHAINS = {role: _Chain(names) for role, names in ROLES.items()}


def glyph(role: str, character: str) -> Glyph:
    """Return the glyph of a character in a role.

    Raises:
        MissingGlyph: no face of the role has the character.
    """
    found = _CHAINS[role][character]
    if found is None:
        raise MissingGlyph([Missing(character, "文中")])
    return found


def width(role: str, character: str) -> float:
    """Return the advance of a character in em."""
    return glyph(role, character).width


def missing(role: str, text: str, place: str) -> list[Missing]:
    """Return the characters of a text that no face of the role has, each once."""
    chain = _CHAINS[role]
    lacking = dict.fromkeys(c for c in text if c != "\n" and chain[c] is None)
    return [Missing(c, place) for c in lacking]


def ink(role: str, text: str) -> tuple[float, float]:
    """Return how far the ink of a text reaches above and below the baseline, in em (below is negative)."""
    from struct import unpack

    top, bottom = 0.0, 0.0
    for character in text:
        face_of = face(glyph(role, character).face).face
        start = face_of.get_table_pos("glyf")[0]
        index = face_of.charToGlyph[ord(character)]
        if face_of.glyphPos[index] == face_of.glyphPos[index + 1]:
            continue
        _, low, _, high = unpack(">4h", face_of.get_chunk(start + face_of.glyphPos[index] + 2, 8))
        top, bottom = max(top, high / 1000), min(bottom, low / 1000)
    return top, bottom
