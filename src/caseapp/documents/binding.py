"""Many files as one PDF (案卷、证据材料): pictures become pages, pages get running numbers, parts bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.documents.fonts import Fonts
from caseapp.documents.page import ASCENT, HEIGHT, MM, WIDTH, Page, Run
from caseapp.documents.rows import line_of

if TYPE_CHECKING:
    import pikepdf
    from PIL.Image import Image

_NUMBER_SIZE = 12.0
_NUMBER_WIDTH, _NUMBER_HEIGHT = 40 * MM, 12 * MM
_MARGIN = 10 * MM  # around a picture
_DPI = 200  # of a picture on its page: enough to read a scan, a photograph of 50 MB becomes one of 1
_QUALITY = 85
_LEFT_OUT = ("/Trans", "/AA", "/Dur")


@dataclass(frozen=True, slots=True)
class Part:
    """What is bound: the words of its bookmark and its pages as a PDF."""

    title: str
    pdf: bytes


def leaves(data: bytes, media_type: str) -> bytes:
    """Return a file as a PDF that can be bound, b"" where it cannot: encrypted, damaged, or nothing of pages.

    A form is flattened as it would print; a picture is turned upright and put on A4, each page of a TIFF on its own.
    """
    if media_type == "application/pdf":
        return _flat(data)
    return _on_pages(data) if media_type.startswith("image/") else b""


def bind(front: bytes, parts: Sequence[Part], fonts: Fonts) -> bytes:
    """Return one PDF: the front pages without number, then all parts with running numbers at the top right from 1 on.

    The same files give the same bytes; the result is no PDF/A.

    Args:
        front: the list of contents as a PDF.
        parts: from ``leaves`` or typeset; none of them b"".
        fonts: for the numbers.
    """
    import pikepdf

    bound = pikepdf.new()
    places = []
    for data in (front, *(part.pdf for part in parts)):
        places.append(len(bound.pages))
        with pikepdf.open(io.BytesIO(data)) as source:
            bound.pages.extend(source.pages)
    first = places[1] if parts else len(bound.pages)
    for page in bound.pages:
        for key in _LEFT_OUT:
            if key in page.obj:
                del page.obj[key]
    if len(bound.pages) > first:
        with pikepdf.open(io.BytesIO(_numbers(len(bound.pages) - first, fonts))) as numbers:
            for place, page in enumerate(list(bound.pages)[first:]):
                _stamp(bound, page, numbers.pages[place], f"/Leaf{place + 1}")
    with bound.open_outline() as outline:
        for title, place in zip(("目录", *(part.title for part in parts)), places, strict=True):
            outline.root.append(pikepdf.OutlineItem(title, place))
    out = io.BytesIO()
    bound.save(out, deterministic_id=True)
    return out.getvalue()


def _flat(data: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if "/AcroForm" in pdf.Root or any("/Annots" in page.obj for page in pdf.pages):
                pdf.generate_appearance_streams()
                pdf.flatten_annotations("print")
            if not len(pdf.pages):
                return b""
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError):
        return b""


def _on_pages(data: bytes) -> bytes:
    import warnings

    from PIL import Image, ImageSequence
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            for frame in ImageSequence.Iterator(opened):
                _draw(canvas, frame)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return b""
    canvas.save()
    return out.getvalue()


def _draw(canvas: object, frame: Image) -> None:
    """Put one picture on a page of A4, lying where it is wider than high."""
    from PIL import Image, ImageOps
    from reportlab.lib.utils import ImageReader

    upright = ImageOps.exif_transpose(frame)
    width, height = (HEIGHT, WIDTH) if upright.width > upright.height else (WIDTH, HEIGHT)
    scale = min((width - 2 * _MARGIN) / upright.width, (height - 2 * _MARGIN) / upright.height, 1.0)
    shown = upright.width * scale, upright.height * scale
    most = round(shown[0] / 72 * _DPI), round(shown[1] / 72 * _DPI)
    kept = io.BytesIO()
    if upright.mode == "1":
        upright.save(kept, "PNG")
    else:
        plain = _opaque(upright)
        if plain.width > most[0]:
            plain = plain.resize(most, Image.Resampling.LANCZOS)
        plain.save(kept, "JPEG", quality=_QUALITY)
    canvas.setPageSize((width, height))  # type: ignore[attr-defined]
    place = (width - shown[0]) / 2, (height - shown[1]) / 2
    canvas.drawImage(ImageReader(kept), *place, *shown)  # type: ignore[attr-defined]
    canvas.showPage()  # type: ignore[attr-defined]


def _opaque(picture: Image) -> Image:
    """Return a picture without transparency, on white as on paper."""
    from PIL import Image

    if picture.mode in ("L", "RGB"):
        return picture
    if "A" in picture.getbands() or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture).convert("RGB")
    return picture.convert("RGB")


def _numbers(count: int, fonts: Fonts) -> bytes:
    """Return a small page for each number, the number at its right."""
    from caseapp.documents.drawing import draw
    from caseapp.documents.pdffile import Info

    right, baseline = _NUMBER_WIDTH - _MARGIN, _MARGIN / 2 + ASCENT * _NUMBER_SIZE
    pages = []
    for number in range(1, count + 1):
        line = line_of(fonts, str(number), "number", _NUMBER_SIZE)
        run = Run(right - line.right, baseline, _NUMBER_SIZE, "number", line.text, line.xs)
        pages.append(Page((run,), width=_NUMBER_WIDTH, height=_NUMBER_HEIGHT))
    return draw(fonts, pages, Info("", "", (2000, 1, 1), ""))


def _stamp(bound: pikepdf.Pdf, page: pikepdf.Page, number: pikepdf.Page, name: str) -> None:
    """Draw a number at the top right corner of a page as it is shown, turned pages too.

    Pages may share their resources, so that each number needs a name of its own.
    """
    import pikepdf

    x0, y0, x1, y1 = (float(value) for value in page.cropbox)
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    width, height = _NUMBER_WIDTH, _NUMBER_HEIGHT
    matrix = {
        0: (1, 0, 0, 1, x1 - width, y1 - height),
        90: (0, 1, -1, 0, x0 + height, y1 - width),
        180: (-1, 0, 0, -1, x0 + width, y0 + height),
        270: (0, -1, 1, 0, x1 - height, y0 + width),
    }[page.rotation % 360]
    form = bound.copy_foreign(number.as_form_xobject())
    page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    placed = " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in matrix)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q {placed} cm {name} Do Q\n".encode())
