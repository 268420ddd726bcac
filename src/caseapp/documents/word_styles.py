"""The page and the named styles of a Word copy: GB/T 9704-2012 in the terms of a word processor."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from caseapp.documents.page import BODY_SIZE, MM, SMALL_SIZE, TITLE_SIZE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

LINE = 28.95  # line pitch, points
LATIN = "Times New Roman"
FANG, XBS, HEI, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
RED = "FF0000"
_MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_NARROWING = -5  # twips a character, so that 28 fill a line; no two programs read a character grid alike
_EDGE_MM = {"header": 30, "footer": 20}  # organ name from the top edge, second rule from the bottom edge
_KEPT = frozenset(("Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "No List", "Header", "Footer"))


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style.

    Attributes:
        name: as the list of styles shows it.
        font: Chinese font. size: in points. align: value of ``w:jc``.
        first, left, hang: indents in characters. line: exact line pitch in points.
        before, after: white in points. keep: stays with the next paragraph.
        outline: level in the outline from 0, None for text. colour: hexadecimal. latin: font of ASCII.
    """

    name: str
    font: str = FANG
    size: float = BODY_SIZE
    align: str = "both"
    first: float = 0.0
    left: float = 0.0
    hang: float = 0.0
    line: float = LINE
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    outline: int | None = None
    colour: str = ""
    latin: str = LATIN


STYLES = {
    style.name: style
    for style in (
        Style("发文机关标志", XBS, 34.0, "center", line=38.0, colour=RED, latin=XBS),
        Style("发文字号", align="right"),
        Style("公文标题", XBS, TITLE_SIZE, "center", line=34.0, after=LINE, keep=True, outline=0),
        Style("主送机关", align="left", keep=True),
        Style("公文正文", first=2),
        Style("一级标题", HEI, first=2, keep=True, outline=1),
        Style("二级标题", KAI, first=2, keep=True, outline=2),
        Style("正文顶格", align="left"),
        Style("正文右对齐", align="right"),
        Style("正文居中", align="center"),
        Style("附件标识", HEI, align="left", keep=True, outline=0),
        Style("附件说明", align="left", left=5, hang=3, keep=True),
        Style("署名", align="right", keep=True),
        Style("成文日期", align="right"),
        Style("附注", align="left", first=2),
        Style("抄送", size=SMALL_SIZE, left=4, hang=3, line=22.0),
        Style("分隔", align="left", size=1.0, line=1.0),
        Style("页码", SONG, SMALL_SIZE, "right", line=16.0, after=8.5, latin=SONG),
        Style("首页底线", size=1.0, line=2.0),
    )
}


def table_style(size: float, header: bool) -> Style:
    """Return the style of a table's cells, or of its header row."""
    kind, font = ("表头", HEI) if header else ("表格文字", FANG)
    return Style(f"{kind}{size:g}磅", font, size, "center" if header else "left", line=size * 1.5)


def new_document() -> Document:
    """Return an empty document with the page and the styles, which are put together once."""
    import docx

    return docx.Document(io.BytesIO(_blank()))


@cache
def _blank() -> bytes:
    import docx

    document = docx.Document()
    set_page(document)
    set_styles(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def set_page(document: Document) -> None:
    """Make the page A4 with the margins and the grid of the standard (GB/T 9704-2012, 5.2)."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in _MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance, section.footer_distance = Mm(_EDGE_MM["header"]), Mm(_EDGE_MM["footer"])
    section.gutter = Mm(0)
    for old in section._sectPr.findall(element("w:docGrid").tag):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=round(LINE * 20)))


def set_styles(document: Document) -> None:
    """Leave the official styles alone in the document, Chinese in font, language and line breaking."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    root = document.styles.element
    defaults = root.find(element("w:docDefaults").tag)
    if defaults is not None:
        root.remove(defaults)
    root.insert(0, _defaults())
    for name in ("Normal", "Header", "Footer"):
        _write(document.styles[name].element, Style(name))
    for made in STYLES.values():
        add_style(document, made)


def add_style(document: Document, made: Style) -> None:
    """Add a paragraph style unless the document has it."""
    from docx.enum.style import WD_STYLE_TYPE

    if any(style.name == made.name for style in document.styles):
        return
    style = document.styles.add_style(made.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _write(style.element, made)


def element(tag: str, **values: object) -> BaseOxmlElement:
    """Return an element of the main vocabulary with its attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def indents(size: float, **characters: float) -> BaseOxmlElement:
    """Return ``w:ind`` of widths in characters, in both units it knows: hundredths of a character and twips."""
    values: dict[str, object] = {}
    for side, count in characters.items():
        name = {"first": "firstLine", "hang": "hanging"}.get(side, side)
        values[f"{name}Chars"], values[name] = round(count * 100), round(count * size * 20)
    return element("w:ind", **values)


def _defaults() -> BaseOxmlElement:
    made, run = element("w:docDefaults"), element("w:rPr")
    run.append(element("w:rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=FANG, cs=LATIN))
    run.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    made.append(element("w:rPrDefault"))
    made[0].append(run)
    made.append(element("w:pPrDefault"))
    return made


def _write(target: BaseOxmlElement, style: Style) -> None:
    """Write the properties of a style, in the order the schema asks for."""
    for old in [child for child in target if child.tag in (element("w:pPr").tag, element("w:rPr").tag)]:
        target.remove(old)
    target.append(_paragraph_properties(style))
    target.append(_run_properties(style))


def _paragraph_properties(style: Style) -> BaseOxmlElement:
    made = element("w:pPr")
    if style.keep:
        made.append(element("w:keepNext"))
    if style.line != LINE:
        made.append(element("w:snapToGrid", val=0))
    made.append(
        element(
            "w:spacing",
            before=round(style.before * 20),
            after=round(style.after * 20),
            line=round(style.line * 20),
            lineRule="exact",
        )
    )
    wanted = {"left": style.left, "first": style.first, "hang": style.hang}
    made.append(indents(style.size, **{side: count for side, count in wanted.items() if count}))
    made.append(element("w:jc", val=style.align))
    if style.outline is not None:
        made.append(element("w:outlineLvl", val=style.outline))
    return made


def _run_properties(style: Style) -> BaseOxmlElement:
    made = element("w:rPr")
    made.append(element("w:rFonts", ascii=style.latin, hAnsi=style.latin, eastAsia=style.font, cs=style.latin))
    made.append(element("w:b", val=0))
    if style.colour:
        made.append(element("w:color", val=style.colour))
    if style.size == BODY_SIZE:
        made.append(element("w:spacing", val=_NARROWING))
    made.append(element("w:sz", val=round(style.size * 2)))
    made.append(element("w:szCs", val=round(style.size * 2)))
    return made


def rule_widths() -> tuple[int, int]:
    """Return how far the rules of 信函格式 reach over the left and the right margin, in twips (170 mm, centred)."""
    side = (210 - 170) / 2
    return tuple(round((_MARGINS_MM[edge] - side) * MM * 20) for edge in ("left", "right"))  # type: ignore[return-value]
