"""Printing where there is no ``lp``: page pictures at 600 dpi through Qt, at true scale; runs in the pool.

Qt lets a thread other than the window's paint on a printer; a whole page is never held, strips of it are.
"""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from caseapp.casework.office import Refused
from caseapp.casework.paper.printers import Paper, PrinterInfo, PrintOptions, page_numbers
from caseapp.casework.paper.printing import page_total, picture_strips

DPI = 600


def qt_printers() -> tuple[PrinterInfo, ...]:
    """Return the printers the system knows, its own choice first; may take a minute, never on the main thread."""
    names, default = QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()
    return tuple(PrinterInfo(name, name == default) for name in sorted(names, key=lambda n: (n != default, n)))


def send_pictures(pdf: bytes, title: str, options: PrintOptions, paper: Paper) -> str:
    """Print a PDF as pictures and return "": Qt tells no job id.

    Raises:
        Refused: the printer is gone, or stopped taking pages.
    """
    if options.printer not in QPrinterInfo.availablePrinterNames():
        raise Refused(f"打印机“{options.printer}”不存在或者已被移除，没有打印；请另选一台打印机。")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(options.printer)
    paint(printer, pdf, title, options, paper)
    return ""


def paint(printer: QPrinter, pdf: bytes, title: str, options: PrintOptions, paper: Paper) -> None:
    """Paint the pages of a PDF on a printer, full page, without margins.

    Raises:
        Refused: the printer does not begin, or stops taking pages.
    """
    _prepare(printer, title, options, paper)
    wanted = list(page_numbers(options.pages)) if options.pages else list(range(1, page_total(pdf) + 1))
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused(f"打印机“{options.printer}”没有接收任务，没有打印；请查看打印机，或者另选一台。")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else JPEG, which smears the red rules
    try:
        for place, number in enumerate(wanted):
            if place and not printer.newPage():
                raise Refused(f"打印机“{options.printer}”中途停止，没有印完；请查看打印机后重新打印。")
            _paint_page(painter, pdf, number - 1, printer.resolution())
    finally:
        painter.end()


def _prepare(printer: QPrinter, title: str, options: PrintOptions, paper: Paper) -> None:
    printer.setResolution(DPI)
    printer.setDocName(title)
    printer.setCreator("caseapp")
    short, long = sorted((paper.width, paper.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(size)
    landscape = paper.width > paper.height
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if landscape else orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setCopyCount(options.copies)
    duplex = QPrinter.DuplexMode
    printer.setDuplex(duplex.DuplexLongSide if options.duplex else duplex.DuplexNone)


def _paint_page(painter: QPainter, pdf: bytes, page: int, resolution: int) -> None:
    scale = resolution / DPI
    for strip in picture_strips(pdf, page, DPI):
        image = QImage(strip.rgb, strip.width, strip.height, strip.width * 3, QImage.Format.Format_RGB888)
        place = QRectF(0, strip.top * scale, strip.width * scale, strip.height * scale)
        painter.drawImage(place, image)
