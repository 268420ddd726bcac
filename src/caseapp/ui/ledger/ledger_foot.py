"""The line under the ledger: what is in view, how many lines are selected, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from caseapp.casework.ledger.ledger_views import LedgerAround
from caseapp.ui.widgets import rows

_NONE = "还没有选中申请，请先在表中选一件或者几件。"
_HINT = "↑↓ 选择　Shift、Ctrl 多选　Enter 打开"


class LedgerFoot(QWidget):
    """The foot of the ledger.

    Signals:
        export_wanted, print_wanted: the selected cases are to be exported, printed.
    """

    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._span = rows.words("", "secondary")
        self._said = rows.words(_HINT, "secondary")
        rows.name(self._said, "所选")
        self._export = rows.button("导出所选…", small=True)
        self._print = rows.button("打印所选…", small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(self._span)
        layout.addStretch(1)
        layout.addWidget(self._said)
        layout.addSpacing(8)
        layout.addWidget(self._export)
        layout.addWidget(self._print)
        self._export.clicked.connect(self._on_export)
        self._print.clicked.connect(self._on_print)
        self.set_selected(0)

    def set_span(self, first: int, last: int, around: LedgerAround) -> None:
        """Say which lines are in view, and how the cases stand."""
        late = f"，其中超期 {around.overdue:,}" if around.overdue else ""
        span = f"第 {first:,}–{last:,} 件，共 {around.found:,} 件"
        self._span.setText(f"{span}　　在办 {around.open:,}{late}，办结 {around.found - around.open:,}")

    def set_selected(self, count: int) -> None:
        """Say how many lines are selected."""
        self.say(f"已选 {count:,} 件" if count > 1 else _HINT)
        for button in (self._export, self._print):
            rows.block(button, "" if count else _NONE)
        if count:
            self._print.setToolTip("Ctrl+P")

    def say(self, sentence: str) -> None:
        """Say something of the table until other lines are selected."""
        self._said.setText(sentence)

    def _on_export(self) -> None:
        if self._any():
            self.export_wanted.emit()

    def _on_print(self) -> None:
        if self._any():
            self.print_wanted.emit()

    def _any(self) -> bool:
        if self._export.property("blocked"):
            self.say(_NONE)
            return False
        return True

    def popup(self, menu: QMenu) -> None:
        """Open a menu over the print button."""
        height = menu.sizeHint().height()
        menu.popup(self._print.mapToGlobal(QPoint(0, -height)))
