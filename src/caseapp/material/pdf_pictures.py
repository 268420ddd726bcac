"""A PDF file made of pictures alone: one a page, and nothing besides."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from caseapp.material.errors import MaterialError

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
TITLE = "公开件"
MOST_PIXELS = 80_000_000
"""Of one page; a larger page is drawn with fewer dots an inch."""
_QUALITY = 85
_HALFTONES = 0.25
"""Share of a page neither black nor white from which it is a photo, which 16 greys would show in bands."""
_COLOURS = 64
_BAND = 32
"""Rows looked at together: those that are bare paper need no colours chosen for them, which takes the time."""
_SEEN = 24
"""Difference, of 255, from which a wrong colour is seen."""
_GREY_ENOUGH = 10
"""Difference of the colours, of 255, below which a page counts as grey."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page, packed.

    Attributes:
        width, height: of the page in points.
        data: the packed bytes. entries: what the picture's dictionary says of them.
    """

    width: float
    height: float
    data: bytes
    entries: dict[str, object]


def packed(image: Image, width: float, height: float) -> PagePicture:
    """Return a picture packed for a page of that size in points: lines and letters by rows, photos as JPEG."""
    image = image.convert("RGB")
    grey = _is_grey(image)
    image = image.convert("L") if grey else image
    photo = io.BytesIO()
    image.save(photo, "JPEG", quality=_QUALITY, subsampling=0)
    entries: dict[str, object] = {"Width": image.width, "Height": image.height}
    rows = _few_greys(image) if grey else _few_colours(image)
    if rows is not None and len(rows[0]) <= 1.5 * len(photo.getvalue()):
        return PagePicture(width, height, rows[0], entries | rows[1])
    space = "/DeviceGray" if grey else "/DeviceRGB"
    entries |= {"ColorSpace": space, "BitsPerComponent": 8, "Filter": "/DCTDecode"}
    return PagePicture(width, height, photo.getvalue(), entries)


def _is_grey(image: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    pairs = ((red, green), (green, blue), (red, blue))
    return not any(any(ImageChops.difference(*pair).histogram()[_GREY_ENOUGH:]) for pair in pairs)


def _few_greys(image: Image) -> tuple[bytes, dict[str, object]] | None:
    """Return a grey picture in 1 bit a pixel where it has but black and white, else in 4 bits, None for a photo."""
    from PIL import Image as Images

    counts = image.histogram()
    if sum(counts[16:240]) > _HALFTONES * sum(counts):
        return None
    used = {level for level, count in enumerate(counts) if count}
    bits = 1 if used <= {0, 255} else 4
    most = (1 << bits) - 1
    levels = image.point([round(level * most / 255) for level in range(256)])
    indexed = Images.frombytes("P", levels.size, levels.tobytes())
    indexed.putpalette([round(255 * level / most) for level in range(most + 1) for _ in range(3)])
    return _png_stream(indexed, bits), _rows_of("/DeviceGray", bits, image.width)


def _few_colours(image: Image) -> tuple[bytes, dict[str, object]] | None:
    """Return a picture in a few colours, None when they do not do for it."""
    from PIL import ImageChops

    indexed = _in_few_colours(image)
    off = ImageChops.difference(image, indexed.convert("RGB")).convert("L").histogram()
    if sum(off[_SEEN:]) > image.width * image.height / 1000:
        return None
    palette = bytes(indexed.getpalette() or ()).ljust(3 * _COLOURS, b"\0")[: 3 * _COLOURS]
    return _png_stream(indexed, 8), _rows_of(["/Indexed", "/DeviceRGB", _COLOURS - 1, palette], 8, image.width)


def _in_few_colours(image: Image) -> Image:
    """Return the picture with a palette, chosen for the bands of rows in which something stands and one of paper."""
    from PIL import Image as Images

    bands = [(0, top, image.width, min(top + _BAND, image.height)) for top in range(0, image.height, _BAND)]
    paper = image.getpixel((0, 0))
    bare = [band for band in bands if [colour for _, colour in image.crop(band).getcolors(1) or ()] == [paper]]
    filled = bare[:1] + [band for band in bands if band not in bare]
    tops = [0, *accumulate(bottom - top for _, top, _, bottom in filled)]
    dense = Images.new("RGB", (image.width, tops[-1]))
    for band, top in zip(filled, tops, strict=False):
        dense.paste(image.crop(band), (0, top))
    chosen = dense.quantize(_COLOURS, dither=Images.Dither.NONE)
    result = Images.new("P", image.size, chosen.getpixel((0, 0)))
    result.putpalette(chosen.getpalette() or ())
    for band, top, bottom in zip(filled, tops, tops[1:], strict=False):
        result.paste(chosen.crop((0, top, image.width, bottom)), band)
    return result


def _rows_of(space: object, bits: int, columns: int) -> dict[str, object]:
    parms = {"Predictor": 15, "Colors": 1, "BitsPerComponent": bits, "Columns": columns}
    return {"ColorSpace": space, "BitsPerComponent": bits, "Filter": "/FlateDecode", "DecodeParms": parms}


def _png_stream(image: Image, bits: int) -> bytes:
    """Return the packed rows of a PNG picture, which a PDF file takes as they are (ISO 32000-1, 7.4.4.4)."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6, bits=bits)
    data, at, found = out.getvalue(), 8, []
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"IDAT":
            found.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(found)


def written(pages: Sequence[PagePicture]) -> bytes:
    """Return a PDF file of the pictures: same input, same bytes; a neutral title and no other words."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for page in pages:
            picture = pikepdf.Stream(pdf, page.data)
            picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            for key, value in page.entries.items():
                picture[f"/{key}"] = _object(value)
            width, height = round(page.width, 3), round(page.height, 3)
            content = f"q {width:g} 0 0 {height:g} 0 0 cm /P Do Q".encode("ascii")
            pdf.pages.append(
                pikepdf.Page(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Page,
                        MediaBox=[0, 0, width, height],
                        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=pdf.make_indirect(picture))),
                        Contents=pdf.make_stream(content),
                    )
                )
            )
        pdf.docinfo["/Title"] = TITLE
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _object(value: object) -> object:
    import pikepdf

    if isinstance(value, str):
        return pikepdf.Name(value)
    if isinstance(value, list):
        return pikepdf.Array([_object(entry) for entry in value])
    if isinstance(value, dict):
        return pikepdf.Dictionary({f"/{key}": entry for key, entry in value.items()})
    return value


def pdf_of_picture(data: bytes) -> bytes:
    """Return a PNG, JPEG or TIFF scan as a PDF file, a page for each picture in it, of the size it says.

    Raises:
        MaterialError: it is no picture, damaged, or too large.
    """
    return written([packed(image, *size) for image, size in _pictures(data)])


def _pictures(data: bytes) -> Iterator[tuple[Image, tuple[float, float]]]:
    from PIL import Image, ImageOps, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as source:
                for frame in ImageSequence.Iterator(source):
                    if frame.width * frame.height > MOST_PIXELS:
                        raise MaterialError("图片太大，请降低扫描的分辨率后再遮盖。")
                    across, down = (_dots(dots) for dots in frame.info.get("dpi", (DPI, DPI)))
                    size = frame.width * 72 / across, frame.height * 72 / down
                    turned = ImageOps.exif_transpose(frame)
                    size = size if turned.size == frame.size else (size[1], size[0])
                    yield _on_white(turned), size
    except MaterialError:
        raise
    except Exception as error:  # Pillow lets whatever its decoders raise come through
        raise MaterialError("这张图片打不开，可能已经损坏，请重新扫描后再遮盖。") from error


def _dots(dots: object) -> float:
    number = float(dots) if isinstance(dots, (int, float)) or hasattr(dots, "__float__") else DPI
    return number if 50 <= number <= 1200 else DPI


def _on_white(image: Image) -> Image:
    """Return a picture without transparency, on white."""
    from PIL import Image as Images

    if image.mode in ("I;16", "I", "F"):
        return image.point(lambda level: level / 256).convert("RGB")
    whole = image.convert("RGBA")
    paper = Images.new("RGBA", whole.size, "white")
    paper.alpha_composite(whole)
    return paper.convert("RGB")
