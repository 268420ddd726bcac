"""Reads a TrueType file: which glyph a character has, how far it advances, its outline; only what a letter needs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from struct import Struct, error, unpack_from

NEEDED = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
PROGRAMS = ("cvt ", "fpgm", "prep")  # what hinted outlines refer to
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_COLLECTION, _CFF = b"ttcf", b"OTTO"
_COMPOSITE_WORDS, _COMPOSITE_MORE = 0x0001, 0x0020
_COMPOSITE_SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))  # flag -> bytes of the scale that follows
_COMPONENT = Struct(">HH")
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))  # best first


class FontFileError(ValueError):
    """A file that cannot serve as a letter's font; the message says why in one Chinese sentence."""


class TrueType:
    """One TrueType font, read where it is asked.

    Attributes:
        units: units per em.
        bbox: of all glyphs, in units. ascent, descent, cap_height: in units.
        italic_angle: degrees. weight: 400 is regular.
        glyphs: number of glyphs.
        tables: offset and length of every table.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Read the tables of a file; of a collection (.ttc) its first font.

        Args:
            data: the file.
            name: its name, for the sentence of a refusal.

        Raises:
            FontFileError: no TrueType outlines, embedding not allowed, or a damaged file.
        """
        self.data = data
        self.name = name
        try:
            self.tables = self._directory()
            self._read()
            self._find = self._character_map()
        except (error, IndexError) as fault:
            raise FontFileError(f"字体文件“{name}”已损坏，读不出来。") from fault

    def _directory(self) -> dict[str, tuple[int, int]]:
        start = unpack_from(">I", self.data, 12)[0] if self.data[:4] == _COLLECTION else 0
        kind = self.data[start : start + 4]
        if kind == _CFF:
            raise FontFileError(f"字体文件“{self.name}”是 OpenType（CFF）轮廓，请改用 TrueType 轮廓的字体。")
        if kind not in _TRUETYPE:
            raise FontFileError(f"“{self.name}”不是 TrueType 字体文件。")
        tables = {}
        for index in range(unpack_from(">H", self.data, start + 4)[0]):
            tag, _, offset, length = unpack_from(">4sIII", self.data, start + 12 + 16 * index)
            if offset + length > len(self.data):
                raise FontFileError(f"字体文件“{self.name}”不完整。")
            tables[tag.decode("latin-1")] = (offset, length)
        if lacking := [tag for tag in NEEDED if tag not in tables]:
            raise FontFileError(f"字体文件“{self.name}”缺少 {'、'.join(lacking)} 表，不能用来排版。")
        return tables

    def _read(self) -> None:
        data = self.data
        head, hhea = self.tables["head"][0], self.tables["hhea"][0]
        self.units: int = unpack_from(">H", data, head + 18)[0]
        self.bbox: tuple[int, ...] = unpack_from(">4h", data, head + 36)
        self.ascent, self.descent = unpack_from(">2h", data, hhea + 4)
        self.cap_height, self.weight = self.ascent, 400
        self.italic_angle = 0.0
        if "post" in self.tables:
            self.italic_angle = unpack_from(">i", data, self.tables["post"][0] + 4)[0] / 65536
        if "OS/2" in self.tables:
            self._read_os2(*self.tables["OS/2"])
        self.glyphs: int = unpack_from(">H", data, self.tables["maxp"][0] + 4)[0]
        self._metrics: int = unpack_from(">H", data, hhea + 34)[0]
        self._long = unpack_from(">h", data, head + 50)[0] == 1
        needed = {"hmtx": 2 * (self.glyphs + self._metrics), "loca": (4 if self._long else 2) * (self.glyphs + 1)}
        for tag, length in needed.items():
            if self.tables[tag][1] < length:
                raise FontFileError(f"字体文件“{self.name}”的 {tag} 表不完整。")
        if not (16 <= self.units <= 16384 and self._metrics and self.glyphs):
            raise FontFileError(f"字体文件“{self.name}”的表头不合规范。")

    def _read_os2(self, offset: int, length: int) -> None:
        version, _, self.weight, _, rights = unpack_from(">HhHHH", self.data, offset)
        if rights & 0x000F == 0x0002 or rights & 0x0300:
            raise FontFileError(f"字体“{self.name}”的授权标志不允许嵌入文档，请改用别的字体。")
        self.ascent, self.descent = unpack_from(">2h", self.data, offset + 68)
        if version > 1 and length >= 90:
            self.cap_height = unpack_from(">h", self.data, offset + 88)[0]

    def _character_map(self) -> Callable[[int], int]:
        start = self.tables["cmap"][0]
        found = {}
        for index in range(unpack_from(">H", self.data, start + 2)[0]):
            platform, encoding, offset = unpack_from(">HHI", self.data, start + 4 + 8 * index)
            if unpack_from(">H", self.data, start + offset)[0] in (4, 12):
                found[platform, encoding] = start + offset
        place = next((found[key] for key in _UNICODE if key in found), None)
        if place is None:
            raise FontFileError(f"字体文件“{self.name}”没有 Unicode 字符表，不能用来排版。")
        if unpack_from(">H", self.data, place)[0] == 12:
            return self._groups(place)
        return self._segments(place)

    def _groups(self, place: int) -> Callable[[int], int]:
        count = unpack_from(">I", self.data, place + 12)[0]
        flat = unpack_from(f">{count * 3}I", self.data, place + 16)
        firsts, lasts, glyphs = flat[0::3], flat[1::3], flat[2::3]

        def find(code: int) -> int:
            index = bisect_right(firsts, code) - 1
            if index < 0 or code > lasts[index]:
                return 0
            glyph: int = glyphs[index] + code - firsts[index]
            return glyph

        return find

    def _segments(self, place: int) -> Callable[[int], int]:
        count = unpack_from(">H", self.data, place + 6)[0] // 2
        row = f">{count}H"
        lasts = unpack_from(row, self.data, place + 14)
        firsts = unpack_from(row, self.data, place + 16 + 2 * count)
        deltas = unpack_from(row, self.data, place + 16 + 4 * count)
        ranges = place + 16 + 6 * count
        offsets = unpack_from(row, self.data, ranges)

        def find(code: int) -> int:
            index = bisect_left(lasts, code)
            if index == count or code < firsts[index]:
                return 0
            glyph: int = code
            if offsets[index]:
                at = ranges + 2 * index + offsets[index] + 2 * (code - firsts[index])
                glyph = unpack_from(">H", self.data, at)[0]
            return (glyph + deltas[index]) & 0xFFFF if glyph else 0

        return find

    def glyph_of(self, character: str) -> int:
        """Return the glyph of a character, 0 when the font has none.

        Raises:
            FontFileError: the character map points outside the file.
        """
        try:
            glyph = self._find(ord(character))
        except error as fault:
            raise FontFileError(f"字体文件“{self.name}”已损坏，读不出来。") from fault
        return glyph if glyph < self.glyphs else 0

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Return advance and left side bearing of a glyph, in units."""
        offset = self.tables["hmtx"][0]
        if glyph < self._metrics:
            return unpack_from(">Hh", self.data, offset + 4 * glyph)
        advance = unpack_from(">H", self.data, offset + 4 * (self._metrics - 1))[0]
        return advance, unpack_from(">h", self.data, offset + 4 * self._metrics + 2 * (glyph - self._metrics))[0]

    def outline(self, glyph: int) -> bytes:
        """Return the outline of a glyph as it stands in the file, empty for a blank.

        Raises:
            FontFileError: the file points outside itself.
        """
        loca = self.tables["loca"][0]
        if self._long:
            start, stop = unpack_from(">2I", self.data, loca + 4 * glyph)
        else:
            start, stop = (2 * n for n in unpack_from(">2H", self.data, loca + 2 * glyph))
        offset, length = self.tables["glyf"]
        if not start <= stop <= length:
            raise FontFileError(f"字体文件“{self.name}”已损坏，第 {glyph} 个字形读不出来。")
        return self.data[offset + start : offset + stop]

    def height(self, character: str) -> tuple[float, float]:
        """Return how far the ink of a character reaches above and below the baseline, in em (below is negative)."""
        outline = self.outline(self.glyph_of(character))
        if not outline:
            return 0.0, 0.0
        _, low, _, high = unpack_from(">4h", outline, 2)
        return high / self.units, low / self.units

    def table(self, tag: str) -> bytes:
        """Return a table, empty when the font has none."""
        offset, length = self.tables.get(tag, (0, 0))
        return self.data[offset : offset + length]


def components(outline: bytes) -> list[tuple[int, int]]:
    """Return where in a composite outline its parts are named, and which glyphs they are; none for a simple one.

    Source: OpenType, glyf table, composite glyph description.
    """
    if len(outline) < 10 or unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, more = [], 10, True
    while more:
        flags, glyph = _COMPONENT.unpack_from(outline, at)
        found.append((at + 2, glyph))
        at += 4 + (4 if flags & _COMPOSITE_WORDS else 2)
        at += next((size for flag, size in _COMPOSITE_SCALES if flags & flag), 0)
        more = bool(flags & _COMPOSITE_MORE)
    return found
