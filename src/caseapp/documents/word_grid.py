"""The tables of the annual report in Word: cells that span rows and columns, upright A4, small type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.documents.grids import NARROW, WIDE
from caseapp.documents.page import TEXT_WIDTH
from caseapp.documents.word_blocks import add_text
from caseapp.documents.word_styles import HEI, SONG, Style, add_style, element
from caseapp.law.report_form import HEAD, LABEL, Cell, Grid

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

BLANK = "（请填写）"
_SIZE = 9.0
_ROOMY = 12.0
_ROOMY_COLUMNS = 8
_LEAST = {True: 17.0, False: 24.0}


def add_grid(document: Document, grid: Grid) -> Paragraph:
    """Add a table of the report over the full width and return the first paragraph in it."""
    from docx.shared import Pt

    roomy = len(grid.widths) < _ROOMY_COLUMNS
    styles = _styles(_ROOMY if roomy else _SIZE)
    for style in styles.values():
        add_style(document, style)
    ids = {kind: document.styles[style.name].style_id for kind, style in styles.items()}
    unit = TEXT_WIDTH / sum(grid.widths)
    made = document.add_table(rows=grid.rows, cols=len(grid.widths), style="Table Grid")
    made.autofit = False
    _set_frame(made, WIDE if roomy else NARROW)
    for column, width in zip(made.columns, grid.widths, strict=True):
        column.width = Pt(unit * width)
    cells = made._cells
    across = len(grid.widths)
    for place, target in enumerate(cells):
        target.width = Pt(unit * grid.widths[place % across])
    for cell in grid.cells:
        target = cells[cell.row * across + cell.column]
        if cell.rows > 1 or cell.columns > 1:
            last = (cell.row + cell.rows - 1) * across + cell.column + cell.columns - 1
            target = target.merge(cells[last])
            target.width = Pt(unit * sum(grid.widths[cell.column : cell.column + cell.columns]))
        _fill(target, cell, ids[cell.kind])
    _set_rows(made, grid, _LEAST[not roomy])
    first: Paragraph = cells[0].paragraphs[0]
    return first


def _styles(size: float) -> dict[str, Style]:
    return {
        HEAD: Style(f"年报表头{size:g}磅", HEI, size, "center", line=size * 1.3),
        LABEL: Style(f"年报栏目{size:g}磅", SONG, size, "left", line=size * 1.3),
        "number": Style(f"年报数字{size:g}磅", SONG, size, "center", line=size * 1.3),
    }


def _set_frame(made: Table, padding: float) -> None:
    properties = made._tbl.tblPr
    width = properties.find(element("w:tblW").tag)
    if width is not None:
        properties.remove(width)
    properties.insert_element_before(
        element("w:tblW", w=round(TEXT_WIDTH * 20), type="dxa"), "w:jc", "w:tblLayout", "w:tblLook"
    )
    margins = element("w:tblCellMar")
    for side, points in (("top", 1.0), ("left", padding), ("bottom", 1.0), ("right", padding)):
        margins.append(element(f"w:{side}", w=round(points * 20), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")


def _set_rows(made: Table, grid: Grid, least: float) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Pt

    for number, row in enumerate(made.rows):
        row.height, row.height_rule = Pt(least), WD_ROW_HEIGHT_RULE.AT_LEAST
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, element("w:cantSplit"))
        if number < grid.head:
            properties.append(element("w:tblHeader"))


def _fill(target: _Cell, cell: Cell, style_id: str | None) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = target.paragraphs[0]
    paragraph._p.style = style_id  # by its name it would be looked for anew in each of some hundred cells
    for extra in target.paragraphs[1:]:  # what merging leaves
        extra._p.getparent().remove(extra._p)
    add_text(paragraph, cell.text or BLANK)
