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
_DAMAGED = ("damaged", "recover", "reconstruct", "startxref", "EOF", "expected end")
"""Words of warnings after which pages may be missing."""
_UNDRAWN = ("/Link", "/Popup")
_PRINTS = 4  # the flag of an annotation that goes to the printer
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
    """Return a PDF with nothing on its pages but what prints, b"" where not all of it can be had."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if not _prints_whole(pdf):
                return b""
            if "/AcroForm" in pdf.Root or any("/Annots" in page.obj for page in pdf.pages):
                pdf.flatten_annotations("print")
            for page in pdf.pages:
                _as_one_form(pdf, page)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            told = " ".join(str(warning) for warning in pdf.get_warnings())
            return b"" if any(word in told for word in _DAMAGED) else out.getvalue()
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError):
        return b""


def _prints_whole(pdf: pikepdf.Pdf) -> bool:
    """Tell whether all that a reader prints of a file stands on its pages.

    Not so with a layer that is off, with fields and notes a reader draws itself, and with files within the file.
    """
    import pikepdf

    if not len(pdf.pages) or len(pdf.attachments) or _hides_layers(pdf):
        return False
    nothing = pikepdf.Dictionary()
    redraws = bool(pdf.Root.get("/AcroForm", nothing).get("/NeedAppearances", False))
    for note in (note for page in pdf.pages for note in page.obj.get("/Annots", pikepdf.Array())):
        drawn = "/AP" in note
        if note.get("/Subtype") == "/Widget":
            field = note if "/V" in note else note.get("/Parent", nothing)
            if "/V" in field and field.get("/FT") not in ("/Btn", "/Sig") and str(field.V) and (redraws or not drawn):
                return False
        elif not drawn and note.get("/Subtype") not in _UNDRAWN and int(note.get("/F", 0)) & _PRINTS:
            return False
    return True


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    import pikepdf

    nothing, none = pikepdf.Dictionary(), pikepdf.Array()
    layers = pdf.Root.get("/OCProperties", nothing).get("/D", nothing)
    hidden = len(layers.get("/OFF", none)) + len(layers.get("/AS", none))
    return bool(hidden) or layers.get("/BaseState", "/ON") != "/ON"


def _as_one_form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Draw a page as one form on an upright page of its visible size, so that nothing in it moves what comes after."""
    import pikepdf

    page.obj.Rotate = round(int(page.obj.get("/Rotate", 0)) / 90) * 90 % 360
    visible = _common(_box(page.cropbox), _box(page.mediabox)) or _box(page.mediabox)
    for name in ("/MediaBox", "/CropBox", "/TrimBox"):
        page.obj[name] = pikepdf.Array([round(value, 4) for value in visible])
    drawn = page.as_form_xobject()
    form = pdf.make_stream(drawn.read_bytes(), drawn.stream_dict)  # it reads the page, which is about to change
    across, up = visible[2] - visible[0], visible[3] - visible[1]
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (side * unit for side in ((up, across) if page.obj.Rotate % 180 else (across, up)))
    for name in ("/Rotate", "/CropBox", "/TrimBox", "/UserUnit", "/Annots"):
        if name in page.obj:
            del page.obj[name]
    page.obj.MediaBox = pikepdf.Array([0, 0, round(width, 4), round(height, 4)])
    placed = page.calc_form_xobject_placement(
        form,
        pikepdf.Name.Page,
        pikepdf.Rectangle(0, 0, width, height),
        invert_transformations=False,
        allow_shrink=True,
        allow_expand=True,
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=form))
    page.obj.Contents = pdf.make_stream(placed)


def _box(values: pikepdf.Array) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in values)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _common(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    x1, y1 = min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x1 - x0 > 1 and y1 - y0 > 1 else None


def _on_pages(data: bytes) -> bytes:
    import warnings

    from PIL import Image, ImageSequence
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # A photograph may carry a small copy of itself, a moving picture its next states.
            for frame in ImageSequence.Iterator(opened) if opened.format == "TIFF" else (opened,):
                for picture in _sliced(_eight_bits(frame)):
                    _draw(canvas, picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return b""
    canvas.save()
    return out.getvalue()


def _eight_bits(frame: Image) -> Image:
    """Return a picture upright, with 8 bits a point: of more, the depth it was taken with is brought down."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(frame)
    if not upright.mode.startswith(("I", "F")):
        return upright
    deep = upright.convert("F")
    most = float(deep.getextrema()[1])  # type: ignore[arg-type]
    depth = next((bits for bits in (8, 10, 12, 16) if most < 2**bits), 32)
    return deep.point(lambda value: value * (1 / 2 ** (depth - 8)) + 0).convert("L")


def _sliced(picture: Image) -> list[Image]:
    """Return a long picture in pieces as high as a page, a little of each repeated on the next; others as they are."""
    high = round(picture.width * (HEIGHT - 2 * _MARGIN) / (WIDTH - 2 * _MARGIN))
    if picture.height < 2 * high:
        return [picture]
    step = high - max(high // 30, 1)
    tops = range(0, picture.height, step)
    return [picture.crop((0, top, picture.width, min(top + high, picture.height))) for top in tops]


def _draw(canvas: object, upright: Image) -> None:
    """Put one picture on a page of A4, lying where it is wider than high."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

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
    """Draw a number at the top right corner of a page that is upright, as all from ``leaves`` are.

    Pages may share their resources, so that each number needs a name of its own.
    """
    import pikepdf

    _, _, right, top = _box(page.cropbox)
    form = bound.copy_foreign(number.as_form_xobject())
    page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    page.contents_add(b"q\n", prepend=True)
    place = f"{right - _NUMBER_WIDTH:.3f} {top - _NUMBER_HEIGHT:.3f}"
    page.contents_add(f"\nQ q 1 0 0 1 {place} cm {name} Do Q\n".encode())
