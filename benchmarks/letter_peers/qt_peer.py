"""Qt: ``QTextDocument`` onto ``QPdfWriter``, fonts loaded once, no display."""

from __future__ import annotations

import os
from collections.abc import Callable

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableFormat,
)

from letter_peers.text import FONTS, ORGAN, Letter

MM = 72 / 25.4
ROW = 28.99
WIDTH, HEIGHT = 156 * MM, 225 * MM
RED = QColor(217, 0, 0)
PX = 96 / 72  # heights in a document's formats are pixels of 96 to the inch, whatever the device
SHARES = (1, 2, 4, 2.6, 2, 2)
FAMILIES = {"fang": ["Caseapp Fang", "Caseapp Light", "Caseapp Full"], "title": ["Caseapp Title", "Caseapp Fang"],
            "hei": ["Caseapp Hei", "Caseapp Fang"], "number": ["Caseapp Number"]}
NAME = "Qt"
PDFA = "PDF/A-1b"
BATCH = 1000
Align = Qt.AlignmentFlag


def start() -> Callable[[Letter], bytes]:
    """Return what typesets one letter."""
    application = QGuiApplication.instance() or QGuiApplication([])
    for face in ("fang", "light", "full", "title", "hei", "number"):
        QFontDatabase.addApplicationFont(str(FONTS / f"{face}.ttf"))

    def one(letter: Letter) -> bytes:
        assert application
        out = QBuffer()
        out.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(out)
        writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
        writer.setTitle(letter.title)
        writer.setResolution(72)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.documentLayout().setPaintDevice(writer)
        document.setDocumentMargin(0)
        document.setPageSize(QSizeF(WIDTH, HEIGHT))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # one layout at the end, not one for every change
        _fill(cursor, letter)
        cursor.endEditBlock()
        _draw(document, writer)
        return out.data().data()

    return one


def _font(role: str, size: float) -> QFont:
    font = QFont(FAMILIES[role])
    font.setPointSizeF(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _draw(document: QTextDocument, writer: QPdfWriter) -> None:
    painter = QPainter(writer)
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
            painter.setFont(_font("number", 14))
            painter.drawText(QRectF(28 * MM + 14, 269 * MM, WIDTH - 28, 20),
                             Align.AlignLeft if page % 2 else Align.AlignRight, f"— {page + 1} —")
        else:
            _letterhead(painter)
        painter.save()
        painter.translate(28 * MM, 37 * MM - page * HEIGHT)
        document.drawContents(painter, QRectF(0, page * HEIGHT, WIDTH, HEIGHT))
        painter.restore()
    painter.end()


def _letterhead(painter: QPainter) -> None:
    font = _font("title", 34)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 10)
    painter.setFont(font)
    painter.setPen(RED)
    painter.drawText(QRectF(20 * MM, 27 * MM, 170 * MM, 54), Align.AlignHCenter, ORGAN)
    painter.setPen(QColor(0, 0, 0))
    for top, height in ((46.4, 1.6), (47.4, 0.7), (275.7, 0.7), (276.4, 1.6)):
        painter.fillRect(QRectF(20 * MM, top * MM, 170 * MM, height), RED)


def _block(align: Align, pitch: float = ROW, indent: float = 0, above: float = 0, below: float = 0) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setAlignment(align)
    block.setLineHeight(pitch * PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block.setTextIndent(indent)
    block.setTopMargin(above * PX)
    block.setBottomMargin(below * PX)
    return block


def _chars(role: str, size: float) -> QTextCharFormat:
    chars = QTextCharFormat()
    chars.setFont(_font(role, size))
    return chars


def _fill(cursor: QTextCursor, letter: Letter) -> None:
    cursor.setBlockFormat(_block(Align.AlignRight, ROW + 9 * MM, below=2 * ROW))
    cursor.setCharFormat(_chars("fang", 16))
    cursor.insertText(letter.number)
    cursor.insertBlock(_block(Align.AlignHCenter, 34, below=ROW), _chars("title", 22))
    cursor.insertText(letter.title)
    cursor.insertBlock(_block(Align.AlignLeft), _chars("fang", 16))
    cursor.insertText(letter.addressee)
    _parts(cursor, letter.body)
    if letter.table:
        _table(cursor, letter)
    _parts(cursor, letter.closing)
    for text, above in ((ORGAN, 2 * ROW), (letter.day, 0)):
        block = _block(Align.AlignHCenter, above=above)
        block.setLeftMargin(WIDTH - 178)
        block.setRightMargin(58)
        cursor.insertBlock(block, _chars("fang", 16))
        cursor.insertText(text)


def _parts(cursor: QTextCursor, parts: tuple[tuple[str, str], ...]) -> None:
    for kind, text in parts:
        cursor.insertBlock(_block(Align.AlignJustify, indent=32), _chars("hei" if kind == "heading" else "fang", 16))
        cursor.insertText(text)


def _table(cursor: QTextCursor, letter: Letter) -> None:
    shape = QTextTableFormat()
    shape.setHeaderRowCount(1)
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(QColor(0, 0, 0))
    shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellPadding(3 * PX)
    shape.setCellSpacing(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, s / 13.6 * 100) for s in SHARES])
    table = cursor.insertTable(len(letter.table), len(SHARES), shape)
    formats = {True: _chars("hei", 12), False: _chars("fang", 12)}
    for r, row in enumerate(letter.table):
        for c, cell in enumerate(row):
            inside = table.cellAt(r, c).firstCursorPosition()
            inside.setBlockFormat(_block(Align.AlignHCenter if r == 0 else Align.AlignLeft, 18))
            inside.insertText(cell, formats[r == 0])
    cursor.movePosition(QTextCursor.MoveOperation.End)
