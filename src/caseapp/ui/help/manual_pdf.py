"""The whole manual as an A4 PDF to keep on paper: title, contents with page numbers, chapters; in the bundled fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)

from caseapp import __version__, resources
from caseapp.ui.help.manual import TITLE, chapters, pictures
from caseapp.ui.help.manual_html import Look, chapter_html, level_of
from caseapp.ui.help.manual_text import Chapter
from caseapp.ui.tokens import LIGHT

# All lengths are in units of 1/96 inch; the painter is scaled to the paper.
_UNIT = 96 / 25.4  # units of a millimetre
_PAPER = QSizeF(210 * _UNIT, 297 * _UNIT)
_TEXT = QRectF(24 * _UNIT, 24 * _UNIT, 162 * _UNIT, 245 * _UNIT)
_RESOLUTION = 600
_NAMES = re.compile('<img src="([^"]+)"')
_PICTURE = "\ufffc"  # the mark of a picture in the text of a block
_KEEP = 70.0  # a heading stands no lower than this above the end of a page
_SHEET = """
p {{ margin-top: 5px; margin-bottom: 5px; line-height: 150%; }}
p.title {{ font-family: '{head}'; font-size: 24px; margin-top: 0px; margin-bottom: 16px; line-height: 100%; }}
p.section {{ font-family: '{head}'; font-size: 17px; margin-top: 22px; margin-bottom: 6px; line-height: 100%; }}
p.below {{ font-family: '{head}'; margin-top: 14px; margin-bottom: 4px; }}
p.picture {{ font-size: 12px; margin-top: 8px; margin-bottom: 12px; line-height: 100%; }}
li {{ margin-top: 3px; margin-bottom: 3px; line-height: 150%; }}
b {{ font-family: '{head}'; font-weight: 400; }}
table.grid, table.note {{ margin-top: 6px; margin-bottom: 10px; }}
th {{ font-family: '{head}'; font-weight: 400; font-size: 13px; }}
td {{ font-size: 13px; }}
code {{ font-family: '{head}'; font-size: 13px; }}
"""


@cache
def load_fonts() -> tuple[str, str]:
    """Return the families of text and headings; called on the main thread once, before a PDF is made beside it."""
    found = []
    for name in ("fang", "hei"):
        number = QFontDatabase.addApplicationFont(str(resources.root() / "fonts" / f"{name}.ttf"))
        found.append(QFontDatabase.applicationFontFamilies(number)[0])
    return found[0], found[1]


def manual_pdf() -> bytes:
    """Return the manual as a PDF."""
    texts = [_in_pages(chapter) for chapter in chapters()]
    contents = _laid_out(_contents_html(texts))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(TITLE)
    writer.setCreator(f"caseapp {__version__}")
    painter = QPainter(writer)
    painter.scale(_RESOLUTION / 96, _RESOLUTION / 96)
    _paint_title(painter)
    for page in range(contents.pageCount()):
        writer.newPage()
        _paint(painter, contents, page)
    number = 0
    for text in texts:
        for page in range(text.pageCount()):
            writer.newPage()
            number += 1
            _paint(painter, text, page)
            _paint_number(painter, number)
    painter.end()
    return bytes(buffer.data().data())


def _in_pages(chapter: Chapter) -> QTextDocument:
    """Return a chapter in pages, no heading alone at the end of one."""
    breaks: frozenset[int] = frozenset()
    while True:
        text = _laid_out(chapter_html(chapter, _look(breaks)))
        headings = [(level, block) for level, block in _headings(text) if level]
        low = next((n for n, (_, block) in enumerate(headings) if n not in breaks and _is_low(text, block)), None)
        if low is None:
            return text
        breaks |= {low}


def _look(breaks: frozenset[int] = frozenset()) -> Look:
    return Look(
        sheet=_sheet(),
        line=LIGHT.line_strong,
        head=LIGHT.header,
        note=LIGHT.surface_alt,
        mark="",
        width_of=_width_of,
        padding=3,
        links=False,
        breaks=breaks,
    )


def _sheet() -> str:
    return _SHEET.format(head=load_fonts()[1])


@cache
def _width_of(name: str) -> int:
    """Return how wide a picture is printed: as on the screen made smaller, at most as wide as the text."""
    return min(round(QImage(str(pictures() / name)).width() * 0.62), int(_TEXT.width()))


def _contents_html(texts: list[QTextDocument]) -> str:
    """Return chapters and sections with the pages they begin on, counted from 1."""
    lines, before = [], 1
    for text in texts:
        for level, block in _headings(text):
            page = before + _page_of(text, block)
            words = escape(block.text())
            if level == 1:
                lines.append(f'<tr><td><b>{words}</b></td><td align="right"><b>{page}</b></td></tr>')
            elif level == 2:
                lines.append(f'<tr><td>　　{words}</td><td align="right">{page}</td></tr>')
        before += text.pageCount()
    return f'<p class="title">目录</p><table width="100%" cellspacing="0" cellpadding="2">{"".join(lines)}</table>'


def _laid_out(html: str) -> QTextDocument:
    document = QTextDocument()
    font = QFont(load_fonts()[0])
    font.setPixelSize(14)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_sheet())
    for name in set(_NAMES.findall(html)):
        picture = QImage(str(pictures() / name))
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
    document.setHtml(html)
    document.setPageSize(_TEXT.size())
    return document


def _headings(document: QTextDocument) -> Iterator[tuple[int, QTextBlock]]:
    """Yield the headings of a document, each with its level."""
    block = document.begin()
    while block.isValid():
        run = block.begin()
        names = [] if run.atEnd() else run.fragment().charFormat().anchorNames()
        if level := level_of(names):
            yield level, block
        block = block.next()


def _page_of(document: QTextDocument, block: QTextBlock, *, end: bool = False) -> int:
    """Return the page a block begins or ends on, counted from 0."""
    area = document.documentLayout().blockBoundingRect(block)
    return int((area.bottom() - 1 if end else area.top()) // _TEXT.height())


def _is_low(document: QTextDocument, heading: QTextBlock) -> bool:
    """Tell whether a heading stands at the end of a page, or what it heads (a picture, a table) on the next one."""
    bottom = document.documentLayout().blockBoundingRect(heading).bottom()
    if _TEXT.height() - bottom % _TEXT.height() < _KEEP:
        return True
    after = heading.next()
    table = QTextCursor(after).currentTable()
    if table is not None and table.rows() > 1:
        after = table.cellAt(1, 0).lastCursorPosition().block()
    elif not after.text().startswith(_PICTURE):
        return False
    return _page_of(document, after, end=True) != _page_of(document, heading)


def _paint(painter: QPainter, document: QTextDocument, page: int) -> None:
    painter.save()
    painter.translate(_TEXT.left(), _TEXT.top() - page * _TEXT.height())
    area = QRectF(0, page * _TEXT.height(), _TEXT.width(), _TEXT.height() - 1)  # no line of the next page
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = area  # type: ignore[attr-defined] # what lies outside is left out of the file
    painter.setClipRect(area)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_title(painter: QPainter) -> None:
    body, head = load_fonts()
    name, _, kind = TITLE.partition("　")
    for words, family, size, top in (
        (name, head, 38, 260),
        (kind, head, 30, 330),
        (f"适用于 {__version__} 版", body, 18, 420),
        ("画面中的申请人、单位、电话和地址都是虚构的。", body, 14, 960),
    ):
        _paint_line(painter, words, family, size, top)


def _paint_number(painter: QPainter, number: int) -> None:
    _, head = load_fonts()
    _paint_line(painter, f"— {number} —", head, 12, _PAPER.height() - 16 * _UNIT)


def _paint_line(painter: QPainter, words: str, family: str, size: int, top: float) -> None:
    font = QFont(family)
    font.setPixelSize(size)
    painter.setFont(font)
    painter.drawText(QRectF(0, top, _PAPER.width(), size * 1.6), Qt.AlignmentFlag.AlignHCenter, words)
