"""The pages of a 公开件 on the screen: their pictures, where a text or what was found stands on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from caseapp.casework.office import Office, Refused
from caseapp.casework.office_views import kept_draft
from caseapp.casework.review.masking import Box, Place, as_pdf, page_sizes
from caseapp.casework.review.materials import box_words, boxes_of, covered, material_of, original_of
from caseapp.law.material_looks import SeenHit
from caseapp.material.errors import MaterialError
from caseapp.material.finders import find
from caseapp.material.pdf_reading import find_texts

if TYPE_CHECKING:
    from datetime import datetime

    from caseapp.documents.pictures import Picture as Picture

PAGED = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
"""Media types of files with pages: what can be shown as pages, and masked."""
_MOST_PIXELS = 30_000_000
"""Of a picture for the screen; a page larger than any paper is drawn smaller."""
_Progress = Callable[[int, int], bool]


def _on(_done: int, _total: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class MaterialPages:
    """A 公开件 opened to be looked at; whoever looks keeps its bytes, no page reads the record again.

    Attributes:
        name: of the file drawn.
        pdf: what is drawn.
        original: where text is found: a masked copy has none left.
        sizes: width and height of each page in points.
    """

    name: str
    pdf: bytes
    original: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class MaskStart:
    """What masking begins with.

    Attributes:
        pages: those of the original; a copy is never masked again.
        boxes: of the copy that goes out now or of the kept draft, and those of the hits they do not cover.
        unplaced: hits that stand nowhere on a page.
        key: of the draft.
        typed: what else the draft keeps, {} without one.
        kept_at: when the draft was kept, None without one.
    """

    pages: MaterialPages
    boxes: tuple[Box, ...]
    unplaced: tuple[SeenHit, ...]
    key: str
    typed: Mapping[str, Any]
    kept_at: datetime | None


def open_pages(office: Office, case_id: int, attachment_id: int) -> MaterialPages:
    """Open a 公开件 as it goes out.

    Raises:
        Refused: it is none, has no pages, or cannot be read.
    """
    row = material_of(office, case_id, attachment_id)
    source = original_of(office, case_id, row)
    pdf = _pdf(office, row.name, row.id)
    original = pdf if source.id == row.id else _pdf(office, source.name, source.id)
    return _opened(row.name, pdf, original)


def start_masking(
    office: Office, case_id: int, attachment_id: int, hits: Sequence[SeenHit] = (), *, progress: _Progress = _on
) -> MaskStart:
    """Open the original of a 公开件 with the boxes there are, and one for each hit that is not covered yet.

    Args:
        office: the open record.
        case_id: the case.
        attachment_id: a PDF or a scan, or the masked copy of one.
        hits: what is to be masked.
        progress: told after each page searched; the search stops when it says no.

    Raises:
        Refused: no PDF or scan, it cannot be read, or the search was stopped.
    """
    row = material_of(office, case_id, attachment_id)
    source = original_of(office, case_id, row)
    pdf = _pdf(office, source.name, source.id)
    pages = _opened(source.name, pdf, pdf)
    key = f"mask:{case_id}:{source.id}"
    draft = kept_draft(office, key)
    typed = dict(draft.payload) if draft else {}
    boxes = [Box(_place(words), what, why) for words, what, why in typed.pop("boxes", [])]
    if draft is None or typed.get("of") != row.id:
        boxes = add_missing(boxes, boxes_of(row))
    found, unplaced = places_of_hits(pages, hits, progress=progress)
    boxes = add_missing(boxes, found)
    return MaskStart(pages, tuple(boxes), unplaced, key, typed, draft.saved_at if draft else None)


def draft_of(boxes: Iterable[Box], attachment_id: int, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a draft of boxes keeps, as `start_masking` reads it."""
    kept = [[box_words(box.place), box.what, box.why] for box in boxes]
    return {**typed, "boxes": kept, "of": attachment_id}


def add_missing(boxes: Iterable[Box], more: Iterable[Box]) -> list[Box]:
    """Return boxes and those of ``more`` that none of them covers."""
    there = list(boxes)
    for box in more:
        if not covered(box.place, [one.place for one in there]):
            there.append(box)
    return there


def material_page(pages: MaterialPages, page: int, width: int) -> Picture:
    """Return the picture of a page for the screen; pages count from 0, width in pixels."""
    from caseapp.documents.pictures import page_picture

    across, down = pages.sizes[page]
    return page_picture(pages.pdf, page, max(1, min(width, int(sqrt(_MOST_PIXELS * across / down)))))


def places_of_text(pages: MaterialPages, text: str, *, progress: _Progress = _on) -> tuple[Box, ...]:
    """Return a box for each place of a text, named after the class of the text, else after the text itself.

    Raises:
        Refused: nothing to look for, or stopped.
    """
    text = text.strip()
    if not text:
        raise Refused("请写明要查找的文字。")
    kinds = {one.kind for one in find(text) if one.text == text}
    what = kinds.pop() if len(kinds) == 1 else text[:100]
    return tuple(Box(place, what, "") for place in _places(pages, [text], None, progress)[text])


def places_of_hits(
    pages: MaterialPages, hits: Sequence[SeenHit], *, progress: _Progress = _on
) -> tuple[tuple[Box, ...], tuple[SeenHit, ...]]:
    """Return a box for each place of the hits on their pages, and the hits that stand nowhere on a page.

    Raises:
        Refused: stopped.
    """
    wanted = list(dict.fromkeys(hit.text for hit in hits if hit.page))
    found = _places(pages, wanted, {hit.page - 1 for hit in hits if hit.page}, progress) if wanted else {}
    boxes: dict[Place, Box] = {}
    unplaced = []
    for hit in hits:
        places = [place for place in found.get(hit.text, ()) if place.page == hit.page - 1]
        for place in places:
            boxes.setdefault(place, Box(place, hit.kind, ""))
        if not places:
            unplaced.append(hit)
    return tuple(boxes.values()), tuple(unplaced)


def _places(
    pages: MaterialPages, texts: Sequence[str], only: set[int] | None, progress: _Progress
) -> dict[str, tuple[Place, ...]]:
    try:
        return find_texts(pages.original, texts, pages=only, progress=progress)
    except MaterialError as error:
        raise Refused(str(error)) from error


def _pdf(office: Office, name: str, attachment_id: int) -> bytes:
    try:
        return as_pdf(name, office.record.attachment_data(attachment_id))
    except MaterialError as error:
        raise Refused(str(error)) from error


def _opened(name: str, pdf: bytes, original: bytes) -> MaterialPages:
    try:
        return MaterialPages(name, pdf, original, page_sizes(pdf))
    except MaterialError as error:
        raise Refused(str(error)) from error


def _place(words: str) -> Place:
    page, *numbers = words.split()
    return Place(int(page), *map(float, numbers))
