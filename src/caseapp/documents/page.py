"""The page of GB/T 9704-2012 in points, and the marks a page carries; y runs down from the top edge."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4

WIDTH = 210 * MM
HEIGHT = 297 * MM
TOP = 37 * MM  # 天头
LEFT = 28 * MM  # 订口
TEXT_WIDTH = 156 * MM  # 版心
TEXT_HEIGHT = 225 * MM
RIGHT = LEFT + TEXT_WIDTH
BOTTOM = TOP + TEXT_HEIGHT

COLUMNS, ROWS = 28, 22
PITCH = TEXT_WIDTH / COLUMNS  # 15.79 pt, narrower than the 16 pt glyph
ROW = TEXT_HEIGHT / ROWS  # 28.99 pt

BODY_SIZE = 16.0  # 3号
TITLE_SIZE = 22.0  # 2号
SMALL_SIZE = 14.0  # 4号
CELL_PADDING = 4.0  # left and right of the text of a table's cell
ASCENT = 0.88  # from the top of the em box to the baseline, as all bundled fonts are drawn


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one baseline.

    Attributes:
        x: left edge the offsets count from.
        y: baseline.
        size: glyph size.
        role: key of ``fonts.ROLES``.
        text: the characters.
        xs: offset of each character's origin.
        red: printed in red instead of black.
        lit: left and right offsets of words with light behind them, in a preview.
    """

    x: float
    y: float
    size: float
    role: str
    text: str
    xs: tuple[float, ...]
    red: bool = False
    lit: tuple[tuple[float, float], ...] = ()

    def moved(self, dx: float, dy: float) -> Run:
        """Return the run at another place."""
        return Run(self.x + dx, self.y + dy, self.size, self.role, self.text, self.xs, self.red, self.lit)


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: a rule of the letterhead or of a table, or the light behind words ("lit")."""

    x: float
    y: float
    width: float
    height: float
    colour: str = "black"

    def moved(self, dx: float, dy: float) -> Bar:
        """Return the bar at another place."""
        return Bar(self.x + dx, self.y + dy, self.width, self.height, self.colour)


@dataclass(frozen=True, slots=True)
class Ring:
    """A dashed circle around the place of the seal, for aligning it; never printed in a frozen letter."""

    x: float
    y: float
    radius: float

    def moved(self, dx: float, dy: float) -> Ring:
        """Return the ring at another place."""
        return Ring(self.x + dx, self.y + dy, self.radius)


Mark = Run | Bar | Ring


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place the bookmarks of a long document lead to: its words and the top of its line."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page: everything on it, in reading order.

    Attributes:
        marks: what is drawn.
        anchors: places for bookmarks, from the top.
        width: in points. height: in points.
    """

    marks: tuple[Mark, ...]
    anchors: tuple[Anchor, ...] = ()
    width: float = WIDTH
    height: float = HEIGHT
