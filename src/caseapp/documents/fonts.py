"""The fonts of a letter: which face draws which character, loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from caseapp import resources
from caseapp.documents.breaking import LIT_OFF, LIT_ON
from caseapp.documents.embedding import Face
from caseapp.documents.truetype import FontFileError, TrueType

# 仿宋, 小标宋, 黑体, 楷体 and the page number, each with the bundled faces that stand in for a character it lacks.
ROLES: dict[str, tuple[str, ...]] = {
    "body": ("fang", "light", "full"),
    "title": ("title", "fang", "full"),
    "hei": ("hei", "fang", "full"),
    "kai": ("kai", "fang", "full"),
    "number": ("number", "fang", "full"),
}
# the roles an office may give its own font file, in the words of its settings
OWN_ROLES = {
    "body": "仿宋（正文）",
    "title": "小标宋（机关名称、标题）",
    "hei": "黑体（一级标题）",
    "kai": "楷体（二级标题）",
}
_NO_TEXT = f"\n{LIT_ON}{LIT_OFF}"
LARGEST_FILE = 64 * 1024 * 1024


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
    """Characters that no font can draw; the letter is not typeset.

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

    face: Face
    width: float


class _Chain(dict[str, Glyph | None]):
    """Characters of one role mapped to their glyph, filled as they are met."""

    def __init__(self, faces: tuple[Callable[[], Face], ...]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, character: str) -> Glyph | None:
        found = None
        for load in self._faces:
            face = load()
            if (taken := face.character(character)) is not None:
                found = Glyph(face, taken.width)
                break
        self[character] = found
        return found


class Fonts:
    """The faces of every role: the office's own first, the bundled ones for what it lacks."""

    def __init__(self, own: Mapping[str, Face] | None = None) -> None:
        """Take the office's own faces by role; None for the bundled ones alone."""
        self._own = given = own or {}
        self._chains = {
            role: _Chain((*((lambda f=given[role]: f,) if role in given else ()), *(_loader(n) for n in names)))
            for role, names in ROLES.items()
        }

    def own(self, role: str) -> Face | None:
        """Return the office's own face of a role, None where the bundled one is used."""
        return self._own.get(role)

    def glyph(self, role: str, character: str) -> Glyph:
        """Return the glyph of a character in a role.

        Raises:
            MissingGlyph: no face of the role has the character.
        """
        found = self._chains[role][character]
        if found is None:
            raise MissingGlyph([Missing(character, "文中")])
        return found

    def glyphs(self, role: str, text: str) -> list[Glyph]:
        """Return the glyph of each character.

        Raises:
            MissingGlyph: no face of the role has a character.
        """
        chain = self._chains[role]
        found = [chain[character] for character in text]
        if None in found:
            raise MissingGlyph([Missing(text[found.index(None)], "文中")])
        return found  # type: ignore[return-value]

    def width(self, role: str) -> Callable[[str], float]:
        """Return what gives the advance of a character in em."""
        return lambda character: self.glyph(role, character).width

    def missing(self, role: str, text: str, place: str) -> list[Missing]:
        """Return the characters of a text that no face of the role has, each once."""
        chain = self._chains[role]
        lacking = dict.fromkeys(c for c in text if c not in _NO_TEXT and chain[c] is None)
        return [Missing(c, place) for c in lacking]

    def ink(self, role: str, text: str) -> tuple[float, float]:
        """Return how far the ink of a text reaches above and below the baseline, in em (below is negative)."""
        heights = [self.glyph(role, character).face.font.height(character) for character in text]
        return max((high for high, _ in heights), default=0.0), min((low for _, low in heights), default=0.0)


@cache
def face(name: str) -> Face:
    """Return a bundled face, read once."""
    return Face(TrueType((resources.root() / "fonts" / f"{name}.ttf").read_bytes(), f"{name}.ttf"))


def _loader(name: str) -> Callable[[], Face]:
    return lambda: face(name)


@cache
def bundled() -> Fonts:
    """Return the fonts that come with the program."""
    return Fonts()


def own_fonts(files: Mapping[str, Path]) -> Fonts:
    """Return the fonts of an office that names files of its own by role.

    Args:
        files: font files by role, keys of OWN_ROLES.

    Raises:
        FontFileError: a file is not there or is no TrueType font.
    """
    if not files:
        return bundled()
    return _own(tuple(sorted((role, path, _stamp(path)) for role, path in files.items())))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise FontFileError(f"字体文件“{path}”打不开，请到“设置—文书字体”重新选择，或者改用自带字体。") from error
    if state.st_size > LARGEST_FILE:
        raise FontFileError(f"字体文件“{path.name}”超过 64 MB，请改用别的字体。")
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=8)  # each role looked at alone, all together, and what was chosen before
def _own(files: tuple[tuple[str, Path, tuple[int, int]], ...]) -> Fonts:
    faces: dict[str, Face] = {}
    for role, path, _ in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise FontFileError(f"字体文件“{path}”打不开，请到“设置—文书字体”重新选择，或者改用自带字体。") from error
        faces[role] = Face(TrueType(data, path.name))
    return Fonts(faces)
