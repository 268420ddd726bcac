"""Masking a file before it is given out: find what is to be masked, make the copy, list what was masked and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from caseapp.casework.office import Refused
from caseapp.casework.outfiles import write_whole
from caseapp.material.marks import kind_of
from caseapp.material.masking import LABEL, Box, mask
from caseapp.material.pdf_reading import Place, find_text, page_sizes

__all__ = ["LABEL", "Box", "Place", "as_pdf", "find_text", "mask_file", "page_sizes", "save_masked"]

_PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff"})


@dataclass(frozen=True, slots=True)
class MaskLine:
    """One line of the list of masks (遮盖内容清单), for the 审查表.

    Attributes:
        number: from 1. page: from 1. where: in words. what, why: as given.
        place: the box, cut to its page. text: what stood under it, "" in a scan; it is itself not to be given out.
    """

    number: int
    page: int
    where: str
    what: str
    why: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """A copy that may be given out, and what the handler should know of it.

    Attributes:
        name: proposed file name. pdf: its bytes. sha256: of them. pages: how many.
        lines: the list of masks. remarks: masked words that stand uncovered elsewhere, a sentence each.
    """

    name: str
    pdf: bytes
    sha256: str
    pages: int
    lines: tuple[MaskLine, ...]
    remarks: tuple[str, ...]


def as_pdf(name: str, data: bytes) -> bytes:
    """Return a file as PDF: a PDF as it is, a PNG, JPEG or TIFF scan as pages of its size.

    Raises:
        Refused: it is neither. MaterialError: the scan is damaged or too large.
    """
    kind = kind_of(name, data).media_type
    if kind == "application/pdf":
        return data
    if kind not in _PICTURES:
        raise Refused(f"“{name}”不是 PDF，也不是 PNG、JPEG、TIFF 图片，请先另存为 PDF 再遮盖。")
    from caseapp.material.pdf_pictures import pdf_of_picture

    return pdf_of_picture(data)


def mask_file(
    name: str,
    pdf: bytes,
    boxes: Sequence[Box],
    *,
    white: bool = False,
    progress: Callable[[int, int], bool] = lambda done, pages: True,
) -> MaskedFile:
    """Return the copy of a PDF with the boxes painted over, built anew so that nothing lies beneath (条例第三十七条).

    Args:
        name: of the source.
        pdf: its bytes, from `as_pdf`.
        boxes: where, what, and why; every one needs a reason.
        white: white boxes within a black line instead of black ones.
        progress: told after each page how many of how many are done; the work stops when it says no.

    Raises:
        Refused: a mask without a reason. MaterialError: the file, a box, stopped, or the self check failed.
    """
    if any(not box.why.strip() for box in boxes):
        raise Refused("每一处遮盖都应当写明理由。", "条例第三十七条")
    made = mask(pdf, boxes, fill="white" if white else "black", progress=progress)
    lines = tuple(
        MaskLine(number, box.place.page + 1, _where(box.place), box.what.strip(), box.why.strip(), box.place, text)
        for number, (box, text) in enumerate(zip(made.boxes, made.texts, strict=True), start=1)
    )
    remarks = tuple(f"“{text}”在{_where(place)}还有一处没有遮盖，请核对。" for text, place in made.elsewhere)
    digest = hashlib.sha256(made.pdf).hexdigest()
    return MaskedFile(f"{Path(name).stem}（遮盖版）.pdf", made.pdf, digest, made.pages, lines, remarks)


def save_masked(made: MaskedFile, path: Path) -> Path:
    """Write the copy whole or not at all.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    return write_whole(made.pdf, path)


def _where(place: Place) -> str:
    return f"第 {place.page + 1} 页距左 {place.x * 25.4 / 72:.0f} 毫米、距上 {place.y * 25.4 / 72:.0f} 毫米处"
