"""The figures beside the tables (渠道与时限): channels, punctuality, steps, fees, topics, with the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, Value, print_on_a4
from caseapp.sheets.placing import LINE, block, lines_in, set_heights, set_widths

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 38, "B": 13, "C": 13, "D": 13, "E": 13}


class Share(float):
    """A part of a whole, shown as a percentage."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure.

    Attributes:
        name: what it counts.
        now: of the year; before: of the year before, None where it is not known.
        beside: its unit, or the share of the whole.
    """

    name: str
    now: Value
    beside: Value
    before: Value = None


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Figures under one heading; beside is the heading of the column beside the numbers."""

    heading: str
    beside: str
    lines: tuple[FigureLine, ...]


def fill_figures(sheet: Worksheet, year: int, blocks: Sequence[FigureBlock], notes: Sequence[str]) -> None:
    """Fill the sheet, each block under its headings, and the notes below."""
    block(sheet, "A1:E1", f"{year} 年依申请公开渠道、时限和其他事项", TITLE)
    at = 2
    for each in blocks:
        heads = (each.heading, f"{year} 年", each.beside, f"{year - 1} 年", "增减")
        for letter, value in zip("ABCDE", heads, strict=True):
            block(sheet, f"{letter}{at}", value, HEAD)
        for row, line in enumerate(each.lines, start=at + 1):
            _line(sheet, row, line)
        at += 1 + len(each.lines)
    set_heights(sheet, {1: 34.0} | dict.fromkeys(range(2, at), 22.0))
    set_widths(sheet, _WIDTHS)
    for row, note in enumerate(notes, start=at):
        block(sheet, f"A{row}:E{row}", note, NOTE)
        set_heights(sheet, {row: lines_in(note, sum(_WIDTHS.values()) * 10.5 / 9) * LINE + 4})
    sheet.print_title_rows = "1:1"
    print_on_a4(sheet, landscape=False, one_page=True)


def _line(sheet: Worksheet, row: int, line: FigureLine) -> None:
    before = "—" if line.before is None else line.before
    change = _change(line)
    for letter, value in zip("ABCDE", (line.name, line.now, line.beside, before, change), strict=True):
        block(sheet, f"{letter}{row}", value, LABEL if letter == "A" else BODY)
        if isinstance(value, Share):
            sheet[f"{letter}{row}"].number_format = "0.0%"
    if not isinstance(change, str):
        sheet[f"E{row}"].number_format = "+0.0%;-0.0%;0.0%" if isinstance(change, Share) else "+0.#;-0.#;0"
        if isinstance(change, int):
            sheet[f"E{row}"].number_format = "+0;-0;0"


def _change(line: FigureLine) -> Value:
    if isinstance(line.now, Share) and isinstance(line.before, Share):
        return Share(round(line.now - line.before, 4))
    if isinstance(line.now, int | float) and isinstance(line.before, int | float):
        return line.now - line.before
    return "—"
