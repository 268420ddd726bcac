"""What a PDF takes from a font: the glyphs a document uses, renumbered, as one small TrueType file.

Outlines are deflated once a glyph, not once a document, and their checksums kept with them: the pieces of a Deflate
stream may stand in any order as long as each ends on a byte and none looks back into another.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from struct import pack, pack_into, unpack

from caseapp.documents.truetype import PROGRAMS, TrueType, components

_ZLIB_HEAD = b"\x78\x9c"
_LAST_BLOCK = b"\x03\x00"
_WHOLE_FILE = 0xB1B0AFBA  # what the checksums of a TrueType file add up to
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STEM = 80  # /StemV is required; TrueType does not tell it


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a font file, a multiple of four, with what they cost to know.

    Attributes:
        packed: the bytes deflated to end on a byte, looking back at nothing before them.
        checksum: sum of their 32-bit words.
        size: how many bytes they were before they were filled up.
    """

    data: bytes
    packed: bytes
    checksum: int
    size: int


def piece_of(data: bytes, level: int = 6) -> Piece:
    """Return bytes as a piece, filled up to a multiple of four."""
    size = len(data)
    data += b"\0" * (-size % 4)
    if not data:
        return Piece(b"", b"", 0, 0)
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return Piece(data, packed, sum(unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF, size)


@dataclass(frozen=True, slots=True)
class Character:
    """A character of a face.

    Attributes:
        glyph: its number in the font file.
        width: its advance, in em.
        metrics: its entry in the table of horizontal metrics.
    """

    glyph: int
    width: float
    metrics: bytes


class Face:
    """One font file and what has been taken from it so far.

    Attributes:
        font: the file.
    """

    def __init__(self, font: TrueType) -> None:
        self.font = font
        self._characters: dict[str, Character | None] = {}
        self._outlines: dict[int, Piece] = {}
        self._programs = [(tag, piece_of(font.table(tag))) for tag in PROGRAMS if tag in font.tables]

    def character(self, character: str) -> Character | None:
        """Return a character, None when the font has none."""
        if character not in self._characters:
            glyph = self.font.glyph_of(character)
            advance, bearing = self.font.metrics(glyph)
            found = Character(glyph, advance / self.font.units, pack(">Hh", advance, bearing)) if glyph else None
            self._characters[character] = found
        return self._characters[character]

    def outline(self, glyph: int) -> Piece:
        """Return the outline of a glyph, read and deflated once."""
        found = self._outlines.get(glyph)
        if found is None:
            found = self._outlines[glyph] = piece_of(self.font.outline(glyph))
        return found

    @property
    def programs(self) -> list[tuple[str, Piece]]:
        """The tables hinted outlines refer to."""
        return self._programs


class Subset:
    """The characters one document takes from one face, numbered from 1 in the order they come.

    Attributes:
        face: where they come from.
        codes: the number of each character, as the four hexadecimal digits it is drawn with.
    """

    def __init__(self, face: Face) -> None:
        self.face = face
        self.codes: dict[str, str] = {}
        self._taken: list[Character] = []

    def code(self, character: str) -> str:
        """Return the digits a character is drawn with."""
        found = self.codes.get(character)
        if found is None:
            taken = self.face.character(character)
            assert taken is not None
            self._taken.append(taken)
            found = self.codes[character] = f"{len(self._taken):04x}"
        return found

    def tag(self, number: int) -> str:
        """Return the six capitals that mark a subset (ISO 32000-1, 9.6.4), here its number in the document."""
        return "".join(_CAPITALS[number // 26**place % 26] for place in range(5, -1, -1))

    def widths(self) -> str:
        """Return the advances of the glyphs that are no full em wide, as a /W array (thousandths of an em)."""
        narrow = [f"{code}[{round(c.width * 1000)}]" for code, c in enumerate(self._taken, start=1) if c.width != 1]
        return f"[{' '.join(narrow)}]"

    def descriptor(self, name: str) -> str:
        """Return the entries of the font descriptor but its file (ISO 32000-1, 9.8), in thousandths of an em."""
        font = self.face.font
        scale = 1000 / font.units
        box = " ".join(str(round(value * scale)) for value in font.bbox)
        return (
            f"/Type/FontDescriptor/FontName{name}/Flags 4/FontBBox[{box}]/ItalicAngle {font.italic_angle:g}"
            f"/Ascent {round(font.ascent * scale)}/Descent {round(font.descent * scale)}"
            f"/CapHeight {round(font.cap_height * scale)}/StemV {_STEM}"
        )

    def to_unicode(self) -> bytes:
        """Return the CMap by which text copies out as its own characters, those beyond U+FFFF too."""
        pairs = [f"<{code}><{character.encode('utf-16-be').hex()}>" for character, code in self.codes.items()]
        chunks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        return "\n".join([
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
            "1 begincodespacerange<0000><ffff>endcodespacerange",
            *(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks),
            "endcmap CMapName currentdict/CMap defineresource pop end end",
        ]).encode()

    def file(self) -> tuple[bytes, int]:
        """Return the font file as a zlib stream, and its length unpacked (/Length1)."""
        font = self.face.font
        glyphs = [0, *(taken.glyph for taken in self._taken)]
        metrics = [pack(">Hh", *font.metrics(0)), *(taken.metrics for taken in self._taken)]
        outlines = self._outlines(glyphs)
        metrics += [pack(">Hh", *font.metrics(part)) for part in glyphs[len(metrics) :]]
        places, at = [0], 0
        for outline in outlines:
            at += len(outline.data)
            places.append(at)
        tables = [
            ("glyf", outlines),
            ("head", [piece_of(self._head())]),
            ("hhea", [piece_of(font.table("hhea")[:34] + pack(">H", len(glyphs)))]),
            ("hmtx", [piece_of(b"".join(metrics))]),
            ("loca", [piece_of(pack(f">{len(places)}I", *places), 1)]),
            ("maxp", [piece_of(self._maxp(len(glyphs)))]),
            *((tag, [piece]) for tag, piece in self.face.programs),
        ]
        return _assembled(sorted(tables))

    def _outlines(self, glyphs: list[int]) -> list[Piece]:
        """Return the outlines of glyphs; the parts of composite ones are added to both lists."""
        outlines = []
        numbers: dict[int, int] = {}
        for glyph in glyphs:  # grows while it is walked
            outline = self.face.outline(glyph)
            if parts := components(outline.data):
                changed = bytearray(outline.data)
                for place, part in parts:
                    if part not in numbers:
                        numbers[part] = len(glyphs)
                        glyphs.append(part)
                    pack_into(">H", changed, place, numbers[part])
                outline = piece_of(bytes(changed))
            outlines.append(outline)
        return outlines

    def _head(self) -> bytes:
        head = bytearray(self.face.font.table("head")[:54])
        pack_into(">I", head, 8, 0)  # checkSumAdjustment, set when all is known
        pack_into(">h", head, 50, 1)  # long offsets
        return bytes(head)

    def _maxp(self, count: int) -> bytes:
        maxp = bytearray(self.face.font.table("maxp"))
        pack_into(">H", maxp, 4, count)
        return bytes(maxp)


def _assembled(tables: list[tuple[str, list[Piece]]]) -> tuple[bytes, int]:
    count = len(tables)
    power = count.bit_length() - 1
    at = 12 + 16 * count
    directory, total = b"", 0
    for tag, pieces in tables:
        length = sum(len(piece.data) for piece in pieces)
        size = pieces[0].size if len(pieces) == 1 else length
        checksum = sum(piece.checksum for piece in pieces) & 0xFFFFFFFF
        directory += pack(">4sIII", tag.encode("latin-1"), checksum, at, size)
        total += checksum
        at += length
    directory = pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power))) + directory
    total += sum(unpack(f">{len(directory) // 4}I", directory))
    adjusted = dict(tables)
    head = bytearray(adjusted["head"][0].data)
    pack_into(">I", head, 8, (_WHOLE_FILE - total) & 0xFFFFFFFF)
    adjusted["head"] = [piece_of(bytes(head), 1)]
    parts = [piece_of(directory, 1), *(piece for pieces in adjusted.values() for piece in pieces)]
    whole = zlib.adler32(b"".join(piece.data for piece in parts))
    packed = b"".join(piece.packed for piece in parts)
    return b"".join((_ZLIB_HEAD, packed, _LAST_BLOCK, pack(">I", whole))), at
