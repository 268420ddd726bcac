"""Draws pages into a PDF/A-2b file: every glyph where the layout put it, same input same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from caseapp.documents.embedding import Face, Subset
from caseapp.documents.fonts import Fonts
from caseapp.documents.page import ASCENT, Bar, Page, Ring, Run
from caseapp.documents.pdffile import Bookmark, File, Info

RED = "0.85 0 0 rg"
BLACK = "0 g"
_COLOURS = {"black": BLACK, "red": RED, "lit": "1 0.93 0.66 rg"}
_ARC = 0.5523  # of the radius: how far the handles of a quarter circle reach
_HALO = 2.0  # how far the light behind words reaches beyond them
LONG_PAGES = 3  # from so many pages on a document has bookmarks


def draw(fonts: Fonts, pages: Sequence[Page], info: Info) -> bytes:
    """Return the PDF of finished pages.

    Raises:
        MissingGlyph: a character has no font.
    """
    subsets: dict[Face, Subset] = {}
    contents = []
    for page in pages:
        pen = _Pen(fonts, subsets, page.height)
        operators = "\n".join(pen.draw(mark) for mark in page.marks)
        contents.append((operators.encode("ascii"), page.width, page.height))
    file = File()
    file.pages(contents, [file.font(subset, number) for number, subset in enumerate(subsets.values())])
    places = [
        Bookmark(anchor.text, number, page.height - anchor.y)
        for number, page in enumerate(pages)
        for anchor in page.anchors
    ]
    if places and len(pages) >= LONG_PAGES:
        file.outline(places)
    return file.finish(info)


class _Pen:
    """Turns the marks of a page into operators."""

    def __init__(self, fonts: Fonts, subsets: dict[Face, Subset], height: float) -> None:
        self._fonts = fonts
        self._subsets = subsets
        self._names = {face: number for number, face in enumerate(subsets)}
        self._height = height

    def draw(self, mark: Run | Bar | Ring) -> str:
        """Return the operators of a mark."""
        if isinstance(mark, Run):
            return self._text(mark)
        if isinstance(mark, Bar):
            y = self._height - mark.y - mark.height
            return f"{_COLOURS[mark.colour]} {mark.x:.3f} {y:.3f} {mark.width:.3f} {mark.height:.3f} re f"
        return self._ring(mark)

    def _ring(self, ring: Ring) -> str:
        x, y, radius = ring.x, self._height - ring.y, ring.radius
        reach = radius * _ARC
        corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
        curves = [f"{x + radius:.3f} {y:.3f} m"]
        for (ax, ay), (bx, by) in pairwise(corners):
            handles = (ax * radius + bx * reach, ay * radius + by * reach, bx * radius + ax * reach,
                       by * radius + ay * reach, bx * radius, by * radius)
            curves.append(" ".join(f"{value + (y if n % 2 else x):.3f}" for n, value in enumerate(handles)) + " c")
        return f"q 0.6 G 0.5 w [3 2] 0 d {' '.join(curves)} S Q"

    def _text(self, run: Run) -> str:
        """Return the operators that set a run: every glyph where the layout put it."""
        out = [self._light(run), f"BT {RED if run.red else BLACK}"] if run.lit else [f"BT {RED if run.red else BLACK}"]
        begun = len(out)
        size, origin, ahead = run.size, 0.0, 0.0  # ahead: where the pen stands after the last glyph
        face: Face | None = None
        for character, offset, taken in zip(run.text, run.xs, self._fonts.glyphs(run.role, run.text), strict=True):
            if character == " ":
                continue
            x = run.x + offset
            if taken.face is not face:
                if face is not None:
                    out.append(">] TJ")
                face = taken.face
                subset, name = self._taken(face)
                codes = subset.codes
                y = self._height - run.y if len(out) == begun else 0
                out.append(f" /F{name} {size:g} Tf {x - origin:.3f} {y:.3f} Td [<")
                origin = x
            else:
                # kerns are thousandths of an em back from the advance
                kern = round((ahead - x) / size * 1000, 1)
                if kern:
                    out.append(f">{kern:g}<")
                    x = ahead - kern * size / 1000
            out.append(codes.get(character) or subset.code(character))
            ahead = x + taken.width * size
        return "".join([*out, ">] TJ ET" if face else " ET"])

    def _light(self, run: Run) -> str:
        """Return the rectangles behind the lit words of a run."""
        y = run.y - ASCENT * run.size - _HALO
        height = run.size + 2 * _HALO
        return "".join(
            self.draw(Bar(run.x + left, y, right - left, height, "lit")) + "\n" for left, right in run.lit
        )

    def _taken(self, face: Face) -> tuple[Subset, int]:
        """Return what the document takes from a face, and the number of its font."""
        if face not in self._subsets:
            self._names[face] = len(self._subsets)
            self._subsets[face] = Subset(face)
        return self._subsets[face], self._names[face]
