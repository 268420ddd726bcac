"""Masking (遮盖): a copy built anew from pictures of the pages, so that nothing lies beneath a box.

No text, metadata, layer, annotation, form field, attachment, thumbnail, older revision or other object of the source is
copied: the new file holds pictures of its pages at 200 dots an inch, the boxes painted into them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, sqrt
from typing import TYPE_CHECKING, Literal

from caseapp import resources
from caseapp.material.errors import MaterialError
from caseapp.material.pdf_pictures import DPI, MOST_PIXELS, packed, written
from caseapp.material.pdf_reading import Place, find_texts, opened, page_sizes, text_under

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

MAX_BOXES = 5000
LABEL = "已遮盖"
_TELLING, _LONGEST = re.compile(r"\w"), 40
_LABEL_SIZES = (6.0, 11.0)
"""Points; a box too small for the least has no label."""


@dataclass(frozen=True, slots=True)
class Box:
    """One mask: where, what is masked, and why; the words go into the list, not into the file."""

    place: Place
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A copy that may be given out.

    Attributes:
        pdf: its bytes. boxes: what was masked, each cut to its page, in the order given.
        pages: how many it has. texts: what stood under each box in the source, "" where it was a picture.
        elsewhere: a masked text, and where it stands uncovered as well: to be looked at before the copy is used.
    """

    pdf: bytes
    boxes: tuple[Box, ...]
    pages: int
    texts: tuple[str, ...]
    elsewhere: tuple[tuple[str, Place], ...]


def mask(
    pdf: bytes,
    boxes: Sequence[Box],
    *,
    fill: Literal["black", "white"] = "black",
    progress: Callable[[int, int], bool] = lambda done, pages: True,
) -> Masked:
    """Return the copy of a PDF file with the boxes painted over.

    Args:
        pdf: the file.
        boxes: at least one.
        fill: black, or white within a black line.
        progress: told after each page how many of how many are done; the work stops when it says no.

    Raises:
        MaterialError: a password, damage, a box that covers nothing, stopped, or the self check failed.
    """
    if not boxes or len(boxes) > MAX_BOXES:
        raise MaterialError(f"请指明要遮盖的地方，最多 {MAX_BOXES} 处。")
    sizes = page_sizes(pdf)
    cut = tuple(Box(_cut(box.place, sizes), box.what, box.why) for box in boxes)
    texts = text_under(pdf, [box.place for box in cut])
    pictures = []
    with opened(pdf) as document:
        for number, size in enumerate(sizes):
            page = document[number]
            image = _drawn(page, size)
            page.close()
            for box in cut:
                if box.place.page == number:
                    _paint(image, box.place, image.width / size[0], image.height / size[1], fill)
            pictures.append(packed(image, *size))
            if not progress(number + 1, len(sizes)):
                raise MaterialError("遮盖已经停止，没有写出任何内容。")
    made = written(pictures)
    refuse_leak(made, sizes, [text for text in texts if text])
    return Masked(made, cut, len(sizes), texts, _elsewhere(pdf, cut, texts))


def refuse_leak(pdf: bytes, sizes: Sequence[tuple[float, float]], masked: Sequence[str]) -> None:
    """Look the copy over before it is handed out: as many pages of the same size, no text, no masked string.

    Raises:
        MaterialError: it is not so; the copy must not be used.
    """
    made = page_sizes(pdf)
    same = len(made) == len(sizes) and all(
        abs(one[side] - other[side]) < 0.01 for one, other in zip(made, sizes, strict=True) for side in (0, 1)
    )
    if not same or _has_text(pdf) or _has_more(pdf) or any(_holds(pdf, text) for text in masked):
        raise MaterialError("遮盖后的自查没有通过，没有写出任何内容，请把原件打印后用笔涂盖再扫描。")


def _elsewhere(pdf: bytes, boxes: Sequence[Box], texts: Sequence[str]) -> tuple[tuple[str, Place], ...]:
    short = [text for text in dict.fromkeys(texts) if len(_TELLING.findall(text)) >= 2 and len(text) <= _LONGEST]
    return tuple(
        (text, place)
        for text, places in find_texts(pdf, short).items()
        for place in places
        if not any(_covers(box.place, place) for box in boxes)
    )


def _covers(box: Place, place: Place) -> bool:
    across, down = place.x + place.width / 2 - box.x, place.y + place.height / 2 - box.y
    return box.page == place.page and 0 <= across <= box.width and 0 <= down <= box.height


def _cut(place: Place, sizes: Sequence[tuple[float, float]]) -> Place:
    where = f"第 {place.page + 1} 页的遮盖框"
    if not 0 <= place.page < len(sizes):
        raise MaterialError(f"文件只有 {len(sizes)} 页，没有第 {place.page + 1} 页。")
    if not all(isfinite(number) for number in (place.x, place.y, place.width, place.height)):
        raise MaterialError(f"{where}的位置不是数字，请重新指明。")
    if place.width <= 0 or place.height <= 0:
        raise MaterialError(f"{where}没有面积，什么也遮不住，请重新画框。")
    width, height = sizes[place.page]
    left, top = max(place.x, 0.0), max(place.y, 0.0)
    right, bottom = min(place.x + place.width, width), min(place.y + place.height, height)
    if left >= right or top >= bottom:
        raise MaterialError(f"{where}在页面以外，什么也遮不住，请重新画框。")
    return Place(place.page, left, top, right - left, bottom - top)


def _drawn(page: PdfPage, size: tuple[float, float]) -> Image:
    scale = min(DPI / 72, sqrt(MOST_PIXELS / (size[0] * size[1])))
    drawn: Image = page.render(scale=scale, rev_byteorder=True).to_pil()
    return drawn.convert("RGB")


def _paint(image: Image, place: Place, across: float, down: float, fill: str) -> None:
    """Paint a box, widened to whole pixels; `across` and `down` are pixels a point."""
    from PIL import ImageDraw, ImageFont

    left, top = floor(place.x * across), floor(place.y * down)
    right, bottom = ceil((place.x + place.width) * across), ceil((place.y + place.height) * down)
    draw = ImageDraw.Draw(image)
    draw.rectangle((left, top, right, bottom), fill=fill, outline="black")
    least, most = _LABEL_SIZES
    size = min(most, place.height * 0.8, place.width * 0.9 / len(LABEL))
    if size >= least:
        font = ImageFont.truetype(str(resources.root() / "fonts" / "hei.ttf"), round(size * down))
        middle = ((left + right) / 2, (top + bottom) / 2)
        draw.text(middle, LABEL, font=font, fill="white" if fill == "black" else "black", anchor="mm")


def _has_text(pdf: bytes) -> bool:
    with opened(pdf) as document:
        return any(page.get_textpage().count_chars() for page in document)


def _has_more(pdf: bytes) -> bool:
    """Tell whether the file holds anything but its pages and their pictures."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as made:
        pages = [set(page.obj.keys()) for page in made.pages]
        return (
            set(made.Root.keys()) != {"/Type", "/Pages"}
            or set(made.docinfo.keys()) != {"/Title"}
            or any(keys != {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"} for keys in pages)
        )


def _holds(pdf: bytes, text: str) -> bool:
    """Tell whether the bytes of the file, or of its streams that are no pictures, hold a text in any usual encoding."""
    import pikepdf

    needles = [text.encode(code, "ignore") for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    # Shorter ones turn up in packed pictures by chance.
    needles = [needle for needle in needles if len(needle) >= 6]
    with pikepdf.open(io.BytesIO(pdf)) as made:
        bodies = [
            one.read_bytes()
            for one in made.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != pikepdf.Name.Image
        ]
    return any(needle in body for needle in needles for body in (pdf, *bodies))
