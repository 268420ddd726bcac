"""Draws pages into a PDF/A-2b file: reportlab's canvas, our own text operators, same input same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5
from itertools import groupby
from typing import Any

from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from caseapp.documents import fonts
from caseapp.documents.page import HEIGHT, WIDTH, Bar, Page, Run
from caseapp.documents.pdfa import srgb_profile, xmp_packet

RED = "0.85 0 0 rg"
BLACK = "0 g"
CREATOR = "依申请公开办件台"


@dataclass(frozen=True, slots=True)
class Info:
    """Document information: title, author (the organ) and the day the document is dated, as (y, m, d)."""

    title: str
    author: str
    day: tuple[int, int, int]


def _to_unicode(name: str, subset: Sequence[int]) -> str:
    """Return a ToUnicode CMap whose values are UTF-16BE.

    reportlab 5.1 writes code points as four hex digits, so that characters beyond U+FFFF copy out as others.
    """
    pairs = [f"<{i:02X}> <{chr(v).encode('utf-16-be').hex().upper()}>" for i, v in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
        f"<< /Registry ({name})", f"/Ordering ({name})", "/Supplement 0", ">> def", f"/CMapName /{name} def",
        "/CMapType 2 def", "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        chunk = pairs[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


ttfonts.makeToUnicodeCMap = _to_unicode


def draw(pages: Sequence[Page], info: Info) -> bytes:
    """Return the PDF of finished pages.

    Raises:
        MissingGlyph: a character has no font; reportlab would drop it without a word.
    """
    fonts.face("fang")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="zh-CN",
                    pdfVersion=(1, 7), initialFontName="fang")
    _describe(canvas, info)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for mark in page.marks:
            drawn_mark = _bar(mark, page.height) if isinstance(mark, Bar) else _text(canvas, mark, page.height)
            canvas.addLiteral(drawn_mark)
        canvas.showPage()
    for drawn in canvas._doc.idToObject.values():
        if isinstance(drawn, PDFPage):
            drawn.Trans = None  # an empty page transition is no part of an archive file
    canvas.save()
    return out.getvalue()


def _bar(bar: Bar, height: float) -> str:
    y = height - bar.y - bar.height
    return f"{RED if bar.red else BLACK} {bar.x:.3f} {y:.3f} {bar.width:.3f} {bar.height:.3f} re f"


def _text(canvas: Any, run: Run, height: float) -> str:  # noqa: ANN401 -- reportlab has no types
    """Return the operators that set a run: every glyph where the layout put it."""
    operators = [f"BT {RED if run.red else BLACK}"]
    document = canvas._doc
    parts = [(c, x, fonts.glyph(run.role, c)) for c, x in zip(run.text, run.xs, strict=True) if c != " "]
    origin = 0.0
    for name, group in groupby(parts, key=lambda part: part[2].face):
        pieces = list(group)
        font = fonts.face(name)
        position = 0
        for subset, codes in font.splitString("".join(p[0] for p in pieces), document):
            chunk = pieces[position : position + len(codes)]
            position += len(codes)
            operators.append(f"{font.getSubsetInternalName(subset, document)} {run.size:g} Tf")
            x = run.x + chunk[0][1]
            operators.append(f"{x - origin:.3f} {height - run.y if not origin else 0:.3f} Td")
            origin = x
            operators.append(_shown(codes, chunk, run.size))
    return " ".join([*operators, "ET"])


def _shown(codes: bytes, chunk: Sequence[tuple[str, float, fonts.Glyph]], size: float) -> str:
    """Return the TJ operator of glyphs of one subset; kerns are thousandths of an em back from the advance."""
    out = ["[<"]
    for index, code in enumerate(codes):
        out.append(f"{code:02x}")
        if index + 1 < len(codes):
            step = chunk[index + 1][1] - chunk[index][1]
            kern = round((chunk[index][2].width - step / size) * 1000, 1)
            if kern:
                out.append(f">{kern:g}<")
    out.append(">] TJ")
    return "".join(out)


def _describe(canvas: Any, info: Info) -> None:  # noqa: ANN401 -- reportlab has no types
    year, month, day = info.day
    document = canvas._doc
    # the signature behind the file's ID would otherwise depend on SOURCE_DATE_EPOCH
    document.signature = md5(b"caseapp", usedforsecurity=False)
    canvas.setDateFormatter(lambda *_: f"D:{year:04d}{month:02d}{day:02d}000000+08'00'")
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    metadata = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
                         xmp_packet(info.title, info.author, CREATOR, info.day), filters=None)
    catalog = document.Catalog
    catalog.Metadata = metadata
    profile = PDFStream(PDFDictionary({"N": 3}), srgb_profile(), filters=None)
    intent = PDFDictionary({
        "Type": PDFName("OutputIntent"), "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"), "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    })
    catalog.OutputIntents = PDFArray([intent])
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
