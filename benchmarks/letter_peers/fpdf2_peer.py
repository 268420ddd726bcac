"""fpdf2: every document takes its fonts anew by ``add_font``; the last fallback face is left out, to its favour."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import FontFace

from letter_peers.text import FONTS, ORGAN, Letter

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of the fonts' fixed dates
RED = (217, 0, 0)
ROW = 28.99
MM = 72 / 25.4
NAME = "fpdf2"
PDFA = "PDF/A-2b"
BATCH = 20


class _Page(FPDF):
    """A4 with the letterhead on its first page and page numbers on the others."""

    def header(self) -> None:
        """Set organ name and rules, first page only."""
        if self.page > 1:
            return
        self.set_font("title", size=34)
        self.set_text_color(*RED)
        self.set_fill_color(*RED)
        self.set_char_spacing(10)
        self.set_xy(28 * MM, 30 * MM)
        self.cell(156 * MM, 34, ORGAN, align="C")
        self.set_char_spacing(0)
        self.set_text_color(0)
        for top, height in ((46.4, 1.6), (47.4, 0.7), (275.7, 0.7), (276.4, 1.6)):
            self.rect(20 * MM, top * MM, 170 * MM, height, style="F")

    def footer(self) -> None:
        """Set the page number from page 2 on."""
        if self.page > 1:
            self.set_font("number", size=14)
            self.set_xy(28 * MM + 14, 269 * MM)
            self.cell(156 * MM - 28, 14, f"— {self.page} —", align="R" if self.page % 2 else "L")


def start() -> Callable[[Letter], bytes]:
    """Return what typesets one letter."""

    def one(letter: Letter) -> bytes:
        pdf = _Page(unit="pt", format="A4", enforce_compliance="PDFA_2B")
        for face in ("fang", "light", "title", *(("hei", "number") if letter.table else ())):
            pdf.add_font(face, fname=FONTS / f"{face}.ttf")
        pdf.set_fallback_fonts(["light"])
        pdf.set_title(letter.title)
        pdf.set_lang("zh-CN")
        pdf.set_margins(28 * MM, 37 * MM, 26 * MM)
        pdf.set_auto_page_break(True, 35 * MM)
        pdf.add_page()
        _write(pdf, letter)
        return bytes(pdf.output())

    return one


def _write(pdf: FPDF, letter: Letter) -> None:
    pdf.set_xy(28 * MM, 49 * MM)
    _line(pdf, "fang", 16, letter.number, "R")
    pdf.ln(2 * ROW)
    _line(pdf, "title", 22, letter.title, "C", 34)
    pdf.ln(ROW)
    _line(pdf, "fang", 16, letter.addressee, "L")
    _parts(pdf, letter.body)
    if letter.table:
        pdf.set_font("fang", size=12)
        with pdf.table(col_widths=(1, 2, 4, 2.6, 2, 2), line_height=18, padding=3, text_align="L", wrapmode="CHAR",
                       headings_style=FontFace(family="hei", emphasis="")) as table:
            for cells in letter.table:
                table.row(cells)
        pdf.ln(9)
    _parts(pdf, letter.closing)
    if pdf.will_page_break(4 * ROW):
        pdf.add_page()
    pdf.ln(2 * ROW)
    for text in (ORGAN, letter.day):
        pdf.set_x(28 * MM + 156 * MM - 178)
        _line(pdf, "fang", 16, text, "C", width=120)


def _line(pdf: FPDF, face: str, size: int, text: str, align: str, height: float = ROW, width: float = 0) -> None:
    pdf.set_font(face, size=size)
    pdf.cell(width, height, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _parts(pdf: FPDF, parts: tuple[tuple[str, str], ...]) -> None:
    for kind, text in parts:
        pdf.set_font("hei" if kind == "heading" else "fang", size=16)
        pdf.multi_cell(0, ROW, f"　　{text}", align="J", wrapmode="CHAR", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
