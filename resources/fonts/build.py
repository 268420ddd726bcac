"""Builds the bundled TrueType files byte for byte from the packages named in SOURCES.

Usage: ``python build.py FOLDER_WITH_THE_PACKAGES``. README.md says where the packages come from.
Needs fontTools of requirements-dev.lock; the program itself never runs this file.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).resolve().parent
UNITS_PER_EM = 1000  # the subset writer of reportlab 5.1 writes a wrong hmtx for any other value

FANDOL = "texlive-lang-chinese_2022.20230122-1_all.deb"
WENKAI = "fonts-lxgw-wenkai_1.250+repack-1_all.deb"
SERIF = "expo-google-fonts-noto-serif-sc-0.4.3.tgz"
SANS = "expo-google-fonts-noto-sans-sc-0.4.3.tgz"

SOURCES = {
    FANDOL: "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
    WENKAI: "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    SERIF: "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    SANS: "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
}

FANG_FILE = "./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
WENKAI_FILE = "./usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-{}.ttf"

RARE = "喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟"
EXTRA = (
    "〔〕【】〖〗—–·•…‥○●□■◆◇△▲☆★☐☑√×÷±≤≥≠≈∞∑∏°℃‰％￥¥$€£§¶†‡©®™²³½¼¾"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㎡㎞㎏㎜㎝㏄〇々〆ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ←↑→↓“”‘’"
)
# In a Chinese text these are full-width; LXGW WenKai draws them at Latin width, so 仿宋 supplies them.
LATIN_WIDTH_IN_WENKAI = "“”‘’·…"


@dataclass(frozen=True, slots=True)
class Build:
    """One built file: which characters are taken from which file of which package, under which name."""

    target: str
    package: str
    member: str
    family: str
    characters: frozenset[int] | None


def office_characters() -> frozenset[int]:
    """Return the characters an office letter may need, as code points."""
    table = (HERE / "tongyong_guifan_hanzi_8105.txt").read_text(encoding="utf-8")
    characters = {c for c in table if ord(c) >= 0x3400}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            # Python's gb2312 codec maps A1AA and A1A4 elsewhere and would lose — and ·
            characters.update(bytes((row, cell)).decode("gb18030", "ignore"))
    characters.update(map(chr, range(0x20, 0x7F)))
    characters.update(map(chr, range(0xA0, 0x180)))
    characters.update(RARE + EXTRA)
    return frozenset(ord(c) for c in characters if not 0xE000 <= ord(c) <= 0xF8FF)


def read_package(folder: Path, name: str) -> bytes:
    """Return the package's bytes after checking its SHA-256."""
    data = (folder / name).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SOURCES[name]:
        raise SystemExit(f"{name}: sha256 {found} is not {SOURCES[name]}")
    return data


def deb_payload(data: bytes) -> bytes:
    """Return data.tar.xz out of a .deb (an ar archive)."""
    position = 8
    while position < len(data):
        header = data[position : position + 60]
        size = int(header[48:58])
        if header[:16].strip().rstrip(b"/") == b"data.tar.xz":
            return data[position + 60 : position + 60 + size]
        position += 60 + size + size % 2
    raise SystemExit("no data.tar.xz in the package")


def read_member(folder: Path, package: str, member: str) -> bytes:
    """Return one file out of a .deb or .tgz package."""
    data = read_package(folder, package)
    if package.endswith(".deb"):
        data = deb_payload(data)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        extracted = archive.extractfile(member)
        if extracted is None:
            raise SystemExit(f"{member} is missing in {package}")
        return extracted.read()


def to_truetype(font: TTFont) -> None:
    """Replace the cubic CFF outlines by quadratic ones, at most 1 unit away."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table
    for name in order:
        glyph = table.glyphs[name]
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    del font["CFF "]
    for tag in ("VORG",):
        if tag in font:
            del font[tag]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions"):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.maxComponentElements = 0
    font["post"].formatType = 3.0
    font["post"].glyphOrder = None
    font.sfntVersion = "\x00\x01\x00\x00"


def add_ticked_box(font: TTFont) -> None:
    """Add U+2611 as □ with √ in it, which no source font has, and U+2610 as □."""
    best = font.getBestCmap()
    box, tick = best[ord("□")], best[ord("√")]
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(box, (1, 0, 0, 1, 0, 0))
    pen.addComponent(tick, (1, 0, 0, 1, 0, 0))
    glyph: Glyph = pen.glyph()
    font["glyf"]["ticked_box"] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"]["ticked_box"] = font["hmtx"][box]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x2611] = "ticked_box"
            table.cmap[0x2610] = box


def minimal_names(font: TTFont, family: str) -> None:
    """Keep copyright and licence, and give the modified font a name of its own as the OFL asks."""
    old = font["name"]
    kept = {number: old.getDebugName(number) for number in (0, 13, 14)}
    table = newTable("name")
    table.names = []
    names = {**kept, 1: family, 2: "Regular", 3: f"{family} built for caseapp", 4: family,
             5: old.getDebugName(5), 6: family.replace(" ", "")}
    for number in sorted(names):
        if names[number]:
            table.setName(names[number], number, 3, 1, 0x409)
    font["name"] = table


def subset(font: TTFont, characters: frozenset[int] | None) -> None:
    """Drop hints, layout tables and every character not asked for."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "meta", "STAT",
                            "gasp", "kern", "FFTM", "cvt ", "fpgm", "prep"]
    options.recalc_timestamp = False
    options.prune_unicode_ranges = True
    subsetter = Subsetter(options)
    available = frozenset(font.getBestCmap())
    subsetter.populate(unicodes=sorted(available if characters is None else available & characters))
    subsetter.subset(font)


def build(folder: Path, plan: Build) -> tuple[bytes, frozenset[int]]:
    """Return the built file and the code points it has."""
    font = TTFont(io.BytesIO(read_member(folder, plan.package, plan.member)), recalcTimestamp=False)
    if "CFF " in font:
        to_truetype(font)
        add_ticked_box(font)
    if font["head"].unitsPerEm != UNITS_PER_EM:
        scale_upem(font, UNITS_PER_EM)
    minimal_names(font, plan.family)
    subset(font, plan.characters)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), frozenset(font.getBestCmap())


def main(folder: Path) -> None:
    """Build every file and print its SHA-256."""
    wanted = office_characters()
    kai = wanted - set(map(ord, LATIN_WIDTH_IN_WENKAI))
    number = frozenset(map(ord, "— 0123456789"))
    fang, has = build(folder, Build("fang.ttf", FANDOL, FANG_FILE, "Caseapp Fang", wanted))
    plans = [
        Build("title.ttf", SERIF, "package/900Black/NotoSerifSC_900Black.ttf", "Caseapp Title", wanted),
        Build("hei.ttf", SANS, "package/500Medium/NotoSansSC_500Medium.ttf", "Caseapp Hei", wanted),
        Build("kai.ttf", WENKAI, WENKAI_FILE.format("Regular"), "Caseapp Kai", kai),
        Build("number.ttf", SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", "Caseapp Number", number),
        Build("light.ttf", WENKAI, WENKAI_FILE.format("Light"), "Caseapp Light", kai - has),
        Build("full.ttf", SERIF, "package/300Light/NotoSerifSC_300Light.ttf", "Caseapp Full", None),
    ]
    built = {"fang.ttf": fang} | {plan.target: build(folder, plan)[0] for plan in plans}
    for name, data in built.items():
        (HERE / name).write_bytes(data)
        print(hashlib.sha256(data).hexdigest(), name, len(data))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
