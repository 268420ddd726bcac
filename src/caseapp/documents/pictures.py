"""Pictures of PDF pages as bytes, for the preview and for printers without PDF."""

from __future__ import annotations

import io
from collections.abc import Generator
from dataclasses import dataclass
from math import ceil

import pypdfium2
from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page as a screen takes it.

    Attributes:
        data: rows of pixels from the top, four bytes each: red, green, blue, nothing.
        width: in pixels. height: in pixels. stride: bytes of a row.
    """

    data: bytes
    width: int
    height: int
    stride: int


def page_picture(pdf: bytes, page: int, width_px: int) -> Picture:
    """Return the picture of a page for the screen, form fields filled in as they print; pages count from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if document.get_formtype():
            document.init_forms()
        opened = document[page]
        drawn = opened.render(scale=width_px / opened.get_width(), rev_byteorder=True, prefer_bgrx=True)
        return Picture(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride)
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def readable_pages(pdf: bytes) -> int:
    """Return the number of pages of a file from elsewhere, 0 where it cannot be opened."""
    try:
        return page_count(pdf)
    except pypdfium2.PdfiumError:
        return 0


def page_png(pdf: bytes, page: int, width_px: int) -> bytes:
    """Return a page as a PNG picture; pages count from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        out = io.BytesIO()
        _picture(document, page, width_px).save(out, "PNG", compress_level=1)
        return out.getvalue()
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of a page as wide as the page: raw RGB bytes without padding, and where it lies, in pixels."""

    rgb: bytes
    width: int
    top: int
    height: int


def page_strips(pdf: bytes, page: int, dpi: int, most: int = 1024) -> Generator[Strip]:
    """Return a page in strips from top to bottom: at 600 dpi a whole A4 page would take 100 MB.

    Args:
        pdf: the file.
        page: counted from 0.
        dpi: pixels an inch.
        most: height of a strip in pixels.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        opened, scale = document[page], dpi / 72
        whole = ceil(opened.get_height() * scale)
        for top in range(0, whole, most):
            height = min(most, whole - top)
            # pypdfium2 rounds what is cut off up to whole pixels: half a pixel less falls on the one wanted
            below, above = ((cut - 0.5) / scale if cut else 0 for cut in (whole - top - height, top))
            image = opened.render(scale=scale, crop=(0, below, 0, above)).to_pil().convert("RGB")
            yield Strip(image.tobytes(), image.width, top, image.height)
    finally:
        document.close()


def _picture(document: pypdfium2.PdfDocument, page: int, width_px: int) -> Image:
    opened = document[page]
    image = opened.render(scale=width_px / opened.get_width()).to_pil()
    picture: Image = image.convert("RGB")
    return picture
