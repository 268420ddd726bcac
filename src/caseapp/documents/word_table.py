"""Ruled tables of a Word copy: fixed widths, cells that span columns, header rows repeated on every page."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from caseapp.documents import blocks as b
from caseapp.documents.forms import LEADING
from caseapp.documents.page import CELL_PADDING, MM, TEXT_WIDTH
from caseapp.documents.word_blocks import add_text, ems
from caseapp.documents.word_styles import add_style, element, table_style

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_LONG = 200  # characters; a longer cell may run over a page break


def add_table(document: Document, table: b.Table) -> Paragraph:
    """Add a table over the full width and return the first paragraph in it."""
    from docx.shared import Pt

    for header in (False, True):
        add_style(document, table_style(table.size, header))
    unit = TEXT_WIDTH / sum(table.widths)
    made = document.add_table(rows=0, cols=len(table.widths), style="Table Grid")
    made.autofit = False
    _set_frame(made, table.size)
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Pt(unit * width)
    for row in table.rows:
        _add_row(made, row, table, unit)
    first: Paragraph = made.rows[0].cells[0].paragraphs[0]
    return first


def _set_frame(made: Table, size: float) -> None:
    """Give the table its width, and its cells their white."""
    properties = made._tbl.tblPr
    width = properties.find(element("w:tblW").tag)
    if width is not None:
        properties.remove(width)
    properties.insert_element_before(
        element("w:tblW", w=round(TEXT_WIDTH * 20), type="dxa"), "w:jc", "w:tblLayout", "w:tblLook"
    )
    margins = element("w:tblCellMar")
    for side, points in (("top", size / 4), ("left", CELL_PADDING), ("bottom", size / 4), ("right", CELL_PADDING)):
        margins.append(element(f"w:{side}", w=round(points * 20), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")


def _add_row(made: Table, row: b.TableRow, table: b.Table, unit: float) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Pt

    line: _Row = made.add_row()  # type: ignore[no-untyped-call]
    if row.least_mm:
        line.height, line.height_rule = Pt(row.least_mm * MM), WD_ROW_HEIGHT_RULE.AT_LEAST
    _set_row(line, row)
    cells = line.cells
    column = 0
    for cell in row.cells:
        target = cells[column]
        if cell.span > 1:
            target = target.merge(cells[column + cell.span - 1])
        width = unit * sum(table.widths[column : column + cell.span])
        target.width = Pt(width)
        _fill(target, cell, table_style(table.size, row.header).name, _white(cell, row, table.size, width))
        column += cell.span


def _set_row(line: _Row, row: b.TableRow) -> None:
    properties = line._tr.get_or_add_trPr()
    if all(len(cell.text) <= _LONG for cell in row.cells):
        properties.insert(0, element("w:cantSplit"))
    if row.header:
        properties.append(element("w:tblHeader"))


def _white(cell: b.Cell, row: b.TableRow, size: float, width: float) -> float:
    """Return the white between the text of a cell and the line at its foot, in points."""
    room = (width - 2 * CELL_PADDING) / size
    lines = sum(max(1, ceil(ems(text) / room)) for text in cell.text.split("\n")) if cell.text else 0
    return max(0.0, row.least_mm * MM - (lines + ceil(ems(cell.foot) / room)) * size * LEADING - size / 2)


def _fill(target: _Cell, cell: b.Cell, style: str, white: float) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    target.vertical_alignment = (
        WD_CELL_VERTICAL_ALIGNMENT.BOTTOM if cell.foot else WD_CELL_VERTICAL_ALIGNMENT.CENTER
    )
    texts = cell.text.split("\n") if cell.text or not cell.foot else []
    lines = [*texts, cell.foot] if cell.foot else texts
    for index, text in enumerate(lines):
        made = target.add_paragraph() if index else target.paragraphs[0]
        made.style = style
        if text:
            add_text(made, text)
        if cell.foot and index == len(texts):
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            made.paragraph_format.space_before = Pt(white if texts else 0)
        elif cell.kind != "value":
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
