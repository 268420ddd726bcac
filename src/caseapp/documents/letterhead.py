"""The furniture of 信函格式 and of the general format (GB/T 9704-2012, 10.1 and 7.2): red head, rules, page numbers."""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.documents.fonts import Fonts
from caseapp.documents.page import (
    BODY_SIZE,
    BOTTOM,
    HEIGHT,
    LEFT,
    MM,
    RIGHT,
    ROW,
    SMALL_SIZE,
    TEXT_WIDTH,
    TOP,
    WIDTH,
    Bar,
    Mark,
    Run,
)
from caseapp.documents.rows import fitting_run, line_of

NAME_TOP = 30 * MM
RULE_WIDTH = 170 * MM
RULE_LEFT = (WIDTH - RULE_WIDTH) / 2
RULE_GAP = 4 * MM  # from the organ name to the first rule
SECOND_RULE = 20 * MM  # from the page bottom
THICK, BETWEEN, THIN = 1.6, 1.3, 0.7
NAME_SIZE = 34.0
NAME_MOST = 150 * MM
NUMBER_GAP = 7 / 8 * BODY_SIZE
TITLE_GAP_ROWS = 3  # the row of the 文号 and two empty ones
GENERAL_NAME_TOP = TOP + 35 * MM
GENERAL_RULE = 1.0  # its width is not in the standard
NUMBER_DROP = 7 * MM  # from the foot of the text area to the page number


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on the first page of a letter, and where its title begins.

    Attributes:
        marks: organ name, rules and 文号.
        text_top: top of the title's first line.
        numbered: whether the first page has its number too.
    """

    marks: tuple[Mark, ...]
    text_top: float
    numbered: bool = False


def letterhead(fonts: Fonts, name: str, number: str) -> Letterhead:
    """Return the letterhead of an organ.

    Args:
        fonts: what draws it.
        name: full name of the organ, without 文件.
        number: 发文字号, empty for a letter that has none.
    """
    organ, foot = _organ(fonts, name, NAME_TOP)
    rule = foot + RULE_GAP
    marks: list[Mark] = [
        organ,
        Bar(RULE_LEFT, rule, RULE_WIDTH, THICK, colour="red"),
        Bar(RULE_LEFT, rule + THICK + BETWEEN, RULE_WIDTH, THIN, colour="red"),
        Bar(RULE_LEFT, HEIGHT - SECOND_RULE - THICK - BETWEEN - THIN, RULE_WIDTH, THIN, colour="red"),
        Bar(RULE_LEFT, HEIGHT - SECOND_RULE - THICK, RULE_WIDTH, THICK, colour="red"),
    ]
    top = rule + THICK + BETWEEN + THIN + NUMBER_GAP
    if not number:
        return Letterhead(tuple(marks), top + (TITLE_GAP_ROWS - 1) * ROW)
    line, width = fitting_run(fonts, number, top, TEXT_WIDTH)
    marks.append(line.moved(RIGHT - width, 0.0))
    return Letterhead(tuple(marks), top + TITLE_GAP_ROWS * ROW)


def general_head(fonts: Fonts, name: str, number: str) -> Letterhead:
    """Return the red head of the general format, for sheets that are no letters (GB/T 9704-2012, 7.2).

    Args:
        fonts: what draws it.
        name: full name of the organ.
        number: 发文字号, centred over the rule; empty for a sheet that has none.
    """
    organ, foot = _organ(fonts, name, GENERAL_NAME_TOP)
    marks: list[Mark] = [organ]
    rule = foot + RULE_GAP
    if number:
        top = foot + 2 * ROW
        line, width = fitting_run(fonts, number, top, TEXT_WIDTH)
        marks.append(line.moved(LEFT + (TEXT_WIDTH - width) / 2, 0.0))
        rule = top + BODY_SIZE + RULE_GAP
    marks.append(Bar(LEFT, rule, TEXT_WIDTH, GENERAL_RULE, colour="red"))
    return Letterhead(tuple(marks), rule + GENERAL_RULE + 2 * ROW, numbered=True)


def _organ(fonts: Fonts, name: str, top: float) -> tuple[Run, float]:
    """Return the organ name, centred on the page, its ink beginning at a height, and where its ink ends."""
    natural = line_of(fonts, name, "title", NAME_SIZE).right or 1.0
    size = NAME_SIZE * min(1.0, NAME_MOST / natural)
    space = max(0.0, min(0.3 * size, (NAME_MOST - natural) / max(len(name) - 1, 1)))
    line = line_of(fonts, name, "title", size)
    xs = tuple(x + space * index for index, x in enumerate(line.xs))
    width = line.right + space * max(len(xs) - 1, 0)
    above, below = fonts.ink("title", name)
    baseline = top + above * size
    run = Run((WIDTH - width) / 2, baseline, size, "title", line.text, xs, red=True)
    return run, baseline - below * size


def page_number(fonts: Fonts, number: int) -> Run:
    """Return the page number: 4号, odd pages at the right, even at the left, one character in.

    Source: GB/T 9704-2012, 7.5; on the first page of a letter none (10.1).
    """
    line = line_of(fonts, f"— {number} —", "number", SMALL_SIZE)
    x = RIGHT - SMALL_SIZE - line.right if number % 2 else LEFT + SMALL_SIZE
    top = fonts.ink("number", "—")[0]
    return Run(x, BOTTOM + NUMBER_DROP + top * SMALL_SIZE, SMALL_SIZE, "number", line.text, line.xs)
