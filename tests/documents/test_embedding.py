"""The subset a PDF takes from a font, read back with fontTools, which knows nothing of how it was made."""

from __future__ import annotations

import io
import zlib

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from caseapp import resources
from caseapp.documents.embedding import Face, Subset
from caseapp.documents.fonts import face
from caseapp.documents.truetype import FontFileError, TrueType

HINTED = {"cvt ": b"\0\x10\0\x20\0\x30", "fpgm": b"\xb0\x00\x2c\x2d", "prep": b"\xb0\x00"}


def made_font(units: int = 2048, *, rights: int = 0, hinted: bool = False, wide: bool = False) -> bytes:
    """Return a small font: 甲 a square, 乙 a composite of two squares, and beyond U+FFFF 𬭎."""
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square", "two", "far"])
    builder.setupCharacterMap({0x7532: "square", 0x4E59: "two", **({0x2CB4E: "far"} if wide else {0x4E19: "far"})})
    square = TTGlyphPen(None)
    for move in ((0, 0), (0, units), (units, units), (units, 0)):
        (square.lineTo if move != (0, 0) else square.moveTo)(move)
    square.closePath()
    one = square.glyph()
    pen = TTGlyphPen({"square": one})
    pen.addComponent("square", (0.5, 0, 0, 0.5, 0, 0))
    pen.addComponent("square", (1, 0, 0, 1, 10, 20))
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": one, "two": pen.glyph(), "far": one})
    builder.setupHorizontalMetrics({n: (units // (2 if n == "far" else 1), 0) for n in builder.font.getGlyphOrder()})
    builder.setupHorizontalHeader(ascent=units * 88 // 100, descent=-units * 12 // 100)
    builder.setupOS2(sTypoAscender=units * 86 // 100, sTypoDescender=-units * 14 // 100, fsType=rights)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    builder.setupPost()
    if hinted:
        for tag, data in HINTED.items():
            table = builder.font[tag] = newTable(tag)
            table.decompile(data, builder.font)
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def embedded(subset: Subset) -> TTFont:
    packed, length = subset.file()
    data = zlib.decompress(packed)
    assert len(data) == length
    return TTFont(io.BytesIO(data), checkChecksums=2)


@pytest.mark.parametrize("text", ["统计局", "济宁市统计局关于政府信息公开申请的答复，2026年11月24日。" * 3])
def test_a_subset_is_a_sound_font_of_the_characters_used_and_no_others(text):
    subset = Subset(face("fang"))
    for character in text:
        subset.code(character)
    whole = TTFont(io.BytesIO((resources.root() / "fonts" / "fang.ttf").read_bytes()))
    small = embedded(subset)
    assert small["maxp"].numGlyphs == len(set(text)) + 1
    for character, code in subset.codes.items():
        name = whole.getBestCmap()[ord(character)]
        glyph = small["glyf"][small.getGlyphName(int(code, 16))]
        assert glyph.compile(small["glyf"]) == whole["glyf"][name].compile(whole["glyf"])
        assert small["hmtx"][small.getGlyphName(int(code, 16))] == whole["hmtx"][name]


def test_the_checksums_of_a_subset_add_up(tmp_path):
    subset = Subset(face("title"))
    for character in "济宁市":
        subset.code(character)
    data = zlib.decompress(subset.file()[0])
    words = [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA


@pytest.mark.parametrize("units", [256, 1000, 2048])
def test_widths_and_boxes_are_thousandths_of_an_em_whatever_the_units_of_the_font(units):
    subset = Subset(Face(TrueType(made_font(units), "made.ttf")))
    assert [subset.code(c) for c in "甲丙"] == ["0001", "0002"]
    assert subset.widths() == "[2[500]]"
    assert "/Ascent 8" in subset.descriptor("/X")
    assert embedded(subset)["head"].unitsPerEm == units


def test_a_composite_glyph_brings_its_parts_along():
    subset = Subset(Face(TrueType(made_font(), "made.ttf")))
    subset.code("乙")
    font = embedded(subset)
    two = font["glyf"][font.getGlyphName(1)]
    assert [font.getGlyphID(c.glyphName) for c in two.components] == [2, 2]
    assert font["glyf"][font.getGlyphName(2)].numberOfContours == 1
    assert font["maxp"].numGlyphs == 3


def test_hinting_programs_go_along_with_the_outlines_that_call_them():
    subset = Subset(Face(TrueType(made_font(hinted=True), "made.ttf")))
    subset.code("甲")
    font = embedded(subset)
    assert {tag: font.getTableData(tag) for tag in HINTED} == HINTED


@pytest.mark.parametrize("wide", [False, True], ids=["format 4", "format 12"])
def test_characters_are_found_in_either_form_of_the_character_map(wide):
    font = TrueType(made_font(wide=wide), "made.ttf")
    assert font.glyph_of("甲") == 1
    assert font.glyph_of("乙") == 2
    assert font.glyph_of("𬭎") == (3 if wide else 0)
    assert font.glyph_of("丁") == 0


def test_bundled_fonts_are_read_as_fonttools_reads_them():
    for name in ("fang", "full", "number"):
        theirs = TTFont(io.BytesIO((resources.root() / "fonts" / f"{name}.ttf").read_bytes()), lazy=True)
        ours = face(name).font
        best = theirs.getBestCmap()
        for code in list(best)[:: max(1, len(best) // 500)]:
            glyph = ours.glyph_of(chr(code))
            assert glyph == theirs.getGlyphID(best[code])
            assert ours.metrics(glyph) == theirs["hmtx"][best[code]]


GOOD = made_font()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 TrueType"),
        (b"%PDF-1.7 and so on", "不是 TrueType"),
        (b"OTTO" + GOOD[4:], "CFF"),
        (GOOD[: len(GOOD) // 2], "不完整"),
        (GOOD[:40], "已损坏|不完整"),
        (GOOD.replace(b"glyf", b"glxf", 1), "缺少 glyf"),
        (made_font(rights=0x0002), "不允许嵌入"),
        (made_font(rights=0x0200), "不允许嵌入"),
    ],
    ids=["empty", "a PDF", "CFF", "cut", "cut early", "no outlines", "restricted", "bitmap only"],
)
def test_a_file_that_cannot_serve_is_refused_in_one_sentence(data, words):
    with pytest.raises(FontFileError, match=words) as caught:
        TrueType(data, "某.ttf")
    assert str(caught.value).count("。") == 1


def test_an_outline_that_points_outside_the_file_is_refused():
    offset = TrueType(GOOD, "made.ttf").tables["loca"][0]
    damaged = bytearray(GOOD)
    damaged[offset + 2 : offset + 8] = b"\xff" * 6
    with pytest.raises(FontFileError, match="已损坏"):
        TrueType(bytes(damaged), "made.ttf").outline(1)
