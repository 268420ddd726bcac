"""A PDF file from elsewhere: opened with care, its pages measured and its text found as a reader sees them.

Places on a page are in points from the upper left corner of the page as shown: after its crop box and its rotation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_int
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.material.errors import MaterialError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MAX_PAGES = 1000
_FINE = 50
"""Steps a point is divided into where pdfium counts in whole ones."""
_MARGIN = 1.0
"""Points added around found text, for what a glyph draws beyond its box."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page.

    Attributes:
        page: from 0.
        x, y: of its upper left corner, in points from that of the page as shown; y runs down.
        width, height: in points.
    """

    page: int
    x: float
    y: float
    width: float
    height: float


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """Open a PDF file with its form fields.

    Raises:
        MaterialError: it needs a password, is damaged, or has no pages or too many.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise MaterialError("这个 PDF 加了密码，请先去掉密码再遮盖。") from error
        raise MaterialError("这个文件打不开，不是 PDF 或者已经损坏，请重新导出后再遮盖。") from error
    try:
        if not len(document):
            raise MaterialError("这个 PDF 没有页，请重新导出后再遮盖。")
        if len(document) > MAX_PAGES:
            raise MaterialError(f"这个 PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页，请拆成几个文件。")
        if document.get_formtype():
            document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise MaterialError("这个 PDF 有的页读不出来，可能已经损坏，请重新导出后再遮盖。") from error
    finally:
        document.close()


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page as shown, in points.

    Raises:
        MaterialError: as for `opened`.
    """
    with opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def find_text(pdf: bytes, needle: str) -> tuple[Place, ...]:
    """Return where a text stands, a rectangle a line; blanks, line ends, width and case of characters do not matter.

    Annotations and form fields are searched too; pictures are not, their text has to be marked by hand.

    Raises:
        MaterialError: the needle is blank, or the file cannot be read.
    """
    if not _plain(needle):
        raise MaterialError("请写明要找的文字。")
    return find_texts(pdf, [needle])[needle]


def find_texts(
    pdf: bytes,
    needles: Sequence[str],
    *,
    pages: Collection[int] | None = None,
    progress: Callable[[int, int], bool] = lambda done, pages: True,
) -> dict[str, tuple[Place, ...]]:
    """Return for several texts where each stands, as `find_text` does; a blank one stands nowhere.

    Args:
        pdf: the file.
        needles: the texts.
        pages: from 0, the only ones to look at; None looks at all.
        progress: told after each page how many of how many are done; the search stops when it says no.

    Raises:
        MaterialError: the file cannot be read, or the search was stopped.
    """
    found: dict[str, list[Place]] = {needle: [] for needle in needles}
    with opened(pdf) as document:
        wanted_pages = [number for number in range(len(document)) if pages is None or number in pages]
        for done, number in enumerate(wanted_pages, start=1):
            with _flat(document, number) as (page, text):
                chars, where = _characters(text)
                for needle, places in found.items():
                    wanted = _plain(needle)
                    start = chars.find(wanted) if wanted else -1
                    while start >= 0:
                        indices = list(dict.fromkeys(where[start : start + len(wanted)]))
                        places += _lines(number, page, text, indices)
                        start = chars.find(wanted, start + 1)
            if not progress(done, len(wanted_pages)):
                raise MaterialError("查找已经停止，没有改动任何内容。")
    return {needle: tuple(dict.fromkeys(places)) for needle, places in found.items()}


def text_under(pdf: bytes, places: Sequence[Place]) -> tuple[str, ...]:
    """Return the text whose characters lie in each rectangle, "" where there is none."""
    found = [""] * len(places)
    with opened(pdf) as document:
        for number in sorted({place.page for place in places}):
            with _flat(document, number) as (page, text):
                chars = [(_char(text, i), _shown(page, text.get_charbox(i))) for i in range(text.count_chars())]
            for index, place in enumerate(places):
                if place.page == number:
                    found[index] = "".join(char for char, box in chars if _within(box, place)).strip()
    return tuple(found)


@contextmanager
def _flat(document: PdfDocument, number: int) -> Iterator[tuple[PdfPage, PdfTextPage]]:
    """Hand out a page and its text; what is drawn over the page becomes part of it, in this copy in memory."""
    import pypdfium2

    page = document[number]
    pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[number]
    text = page.get_textpage()
    try:
        yield page, text
    finally:
        text.close()
        page.close()


def _within(box: tuple[float, float, float, float], place: Place) -> bool:
    across, down = (box[0] + box[2]) / 2 - place.x, (box[1] + box[3]) / 2 - place.y
    return 0 <= across <= place.width and 0 <= down <= place.height


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _char(text: PdfTextPage, index: int) -> str:
    import pypdfium2

    code = pypdfium2.raw.FPDFText_GetUnicode(text, index)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "


def _characters(text: PdfTextPage) -> tuple[str, list[int]]:
    """Return the characters of a page as they are compared, and which of the page each comes from."""
    chars: list[str] = []
    where: list[int] = []
    for index in range(text.count_chars()):
        for char in _plain(_char(text, index)):
            # A hyphen pdfium puts where a word is broken is U+FFFE.
            if unicodedata.category(char) not in ("Cc", "Cf", "Cn"):
                chars.append(char)
                where.append(index)
    return "".join(chars), where


def _shown(page: PdfPage, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom, as shown, of a box in the page's own coordinates."""
    import pypdfium2

    width, height = round(page.get_width() * _FINE), round(page.get_height() * _FINE)
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = c_int(), c_int()
        pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
        corners.append((across.value / _FINE, down.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _lines(number: int, page: PdfPage, text: PdfTextPage, indices: Sequence[int]) -> list[Place]:
    """Return a rectangle for each line the characters stand in."""
    boxes: list[list[float]] = []
    for index in indices:
        tight, loose = (_shown(page, text.get_charbox(index, loose=loose)) for loose in (False, True))
        box = [min(tight[0], loose[0]), min(tight[1], loose[1]), max(tight[2], loose[2]), max(tight[3], loose[3])]
        last = boxes[-1] if boxes else None
        if last and _same_line(last, box):
            last[:] = [min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])]
        else:
            boxes.append(box)
    return [
        Place(number, x0 - _MARGIN, y0 - _MARGIN, x1 - x0 + 2 * _MARGIN, y1 - y0 + 2 * _MARGIN)
        for x0, y0, x1, y1 in boxes
    ]


def _same_line(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two boxes touch along a line, written across or down."""
    size = max(min(other[2] - other[0], other[3] - other[1]), 1.0)
    gaps = [max(one[side], other[side]) - min(one[side + 2], other[side + 2]) for side in (0, 1)]
    return gaps[0] < 3 * size and gaps[1] < 3 * size and (gaps[0] < 0 or gaps[1] < 0) and not _broken(one, other)


def _broken(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether the second box begins another line, below and to the left of the end of the first."""
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    height = min(one[3] - one[1], other[3] - other[1])
    across = min(one[2], other[2]) - max(one[0], other[0])
    width = min(one[2] - one[0], other[2] - other[0])
    return overlap < 0.5 * height and across < 0.5 * width
