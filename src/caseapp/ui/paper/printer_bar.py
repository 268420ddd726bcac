"""Printer, copies, pages and both sides: the part every print dialog has; the printers are looked for in the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from caseapp.casework.paper.printers import COPIES_MOST, NONE_FOUND, PrinterInfo, PrintOptions, has_lp, printers
from caseapp.ui.widgets import rows
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_KEY = "print/printer"
_LOOKING = "正在查找打印机…"


def find_printers() -> tuple[PrinterInfo, ...]:
    """Return the printers of this machine; slow at times, run in the pool."""
    if has_lp():
        return printers()
    from caseapp.ui.paper.raster_print import qt_printers

    return qt_printers()


class PrinterBar(QWidget):
    """Where and how to print.

    Attributes:
        lacking: why nothing can be printed yet, "" once a printer is there.
        told: the bar itself shows why.

    Signals:
        changed: ``lacking`` may be another.
    """

    changed = Signal()

    def __init__(self, shell: Shell, *, whole: bool = True) -> None:
        """Take a window; ``whole`` offers page range and both sides too, an envelope has neither."""
        super().__init__()
        self._shell = shell
        self.lacking = "正在查找打印机，请稍候。"
        self.told = False
        self.printer = rows.choice([], accessible="打印机")
        self.printer.setPlaceholderText(_LOOKING)
        self._again = rows.button("重新查找", link=True)
        rows.name(self._again, "重新查找打印机")
        self.copies = QSpinBox()
        self.copies.setRange(1, COPIES_MOST)
        self.pages = rows.line("全部")
        self.duplex = QCheckBox("双面打印（沿长边翻转）")
        rows.name(self.duplex, "双面打印")

        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.printer, 1)
        top.addWidget(self._again)
        holder = QWidget()
        holder.setLayout(top)
        holder.setFocusProxy(self.printer)
        rows.name(holder, "打印机和重新查找")
        top.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._printer_row = rows.Row("打印机", holder)
        layout.addWidget(self._printer_row)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(rows.Row("份数", self.copies), 1, Qt.AlignmentFlag.AlignTop)
        self._pages_row = rows.Row("页码范围", self.pages, hint="例如 1-2,4；全部打印的留空")
        pair.addWidget(self._pages_row, 2, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(pair)
        layout.addWidget(self.duplex)

        self._pages_row.setVisible(whole)
        self.duplex.setVisible(whole)
        self._again.clicked.connect(self.look)
        self.look()

    def options(self) -> PrintOptions:
        """Return what is chosen and typed."""
        printer = str(self.printer.currentData() or "")
        return PrintOptions(printer, self.copies.value(), self.pages.text(), self.duplex.isChecked())

    def look(self) -> None:
        """Look for printers."""
        self.lacking = "正在查找打印机，请稍候。"
        self.told = False
        self.printer.clear()
        self.printer.setPlaceholderText(_LOOKING)
        self._printer_row.set_problem("")
        self.changed.emit()
        self._shell.pool.run(find_printers, self._found, owner=self, failed=self._not_found)

    def remember(self) -> None:
        """Begin with this printer the next time."""
        self._shell.settings.setValue(_KEY, self.options().printer)

    def _found(self, found: tuple[PrinterInfo, ...]) -> None:
        if not found:
            self._lack(NONE_FOUND)
            return
        for printer in found:
            self.printer.addItem(printer.name + ("（默认）" if printer.default else ""), printer.name)
        last = self.printer.findData(str(self._shell.settings.value(_KEY, "")))
        self.printer.setCurrentIndex(max(0, last))
        self.lacking = ""
        self.changed.emit()

    def _not_found(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        self._lack(sentence or NONE_FOUND)

    def _lack(self, sentence: str) -> None:
        self.lacking = sentence
        self.told = True
        self.printer.setPlaceholderText("没有打印机")
        self._printer_row.set_problem(sentence)
        self.changed.emit()
