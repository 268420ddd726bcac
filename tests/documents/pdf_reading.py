"""Reads positions back out of a PDF, in millimetres from the top left corner of the page."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def rules(pdf: bytes, page: int = 0) -> list[Box]:
    """Return the filled rectangles of a page from top to bottom."""
    opened = pypdfium2.PdfDocument(pdf)[page]
    height = opened.get_height()
    boxes = []
    for item in opened.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        boxes.append(Box("", left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return sorted(boxes, key=lambda box: box.top)


def characters(pdf: bytes, page: int = 0, loose: bool = False) -> list[Box]:
    """Return every character with the box of its ink, or of its advance when loose."""
    opened = pypdfium2.PdfDocument(pdf)[page]
    height = opened.get_height()
    text_page = opened.get_textpage()
    boxes = []
    for index in range(text_page.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text_page, index))
        if character.strip():
            left, bottom, right, top = text_page.get_charbox(index, loose=loose)
            boxes.append(Box(character, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return boxes


def baselines(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return (character, x of its origin, y of its baseline) in reading order."""
    import ctypes

    opened = pypdfium2.PdfDocument(pdf)[page]
    height = opened.get_height()
    text_page = opened.get_textpage()
    found = []
    for index in range(text_page.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        found.append((chr(raw.FPDFText_GetUnicode(text_page, index)), x.value / MM, (height - y.value) / MM))
    return found


def text_of(pdf: bytes) -> str:
    """Return all the text of a file without white space."""
    document = pypdfium2.PdfDocument(pdf)
    pages = "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    return "".join(pages.split())
