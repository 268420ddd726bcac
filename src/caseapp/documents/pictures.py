"""Pictures of PDF pages as bytes, for the preview and for printers without PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass

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
    """Return the picture of a page for the screen; pages count from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
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


def page_rgb(pdf: bytes, page: int, width_px: int) -> tuple[bytes, int, int]:
    """Return the raw RGB bytes of a page, without padding, and its width and height in pixels.

    Args:
        pdf: the file.
        page: counted from 0.
        width_px: width of the picture.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = _picture(document, page, width_px)
        return image.tobytes(), image.width, image.height
    finally:
        document.close()


def page_png(pdf: bytes, page: int, width_px: int) -> bytes:
    """Return a page as a PNG picture; pages count from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        out = io.BytesIO()
        _picture(document, page, width_px).save(out, "PNG", compress_level=1)
        return out.getvalue()
    finally:
        document.close()


def _picture(document: pypdfium2.PdfDocument, page: int, width_px: int) -> Image:
    opened = document[page]
    image = opened.render(scale=width_px / opened.get_width()).to_pil()
    picture: Image = image.convert("RGB")
    return picture
