"""What a 表格披露检查 goes by: the thresholds, and a table that is public already and could be subtracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from caseapp.casework.review.controlling import open_released
from caseapp.casework.review.table_views import SheetTable
from caseapp.ui.review.control_limits import ControlLimits
from caseapp.ui.widgets import rows
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_NONE = "没有"
_LONGEST = 16


class ControlSetup(QWidget):
    """One line above the table.

    Signals:
        changed: something else is to be gone by.
        refused: the other table cannot be used; carries why.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.released: SheetTable | None = None
        self.limits = ControlLimits()
        self._other = rows.words(_NONE, "secondary")
        self._pick = rows.button("选择…", small=True)
        self._drop = rows.button("不用", link=True)
        rows.name(self._pick, "选择已公开的另一张表", "与本表相减会得出单个单位的数时，须一并检查")
        rows.name(self._drop, "不用已公开的另一张表")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.limits)
        layout.addWidget(rows.field_label("已公开的另一张表", self._pick))
        layout.addWidget(self._other)
        layout.addWidget(self._pick)
        layout.addWidget(self._drop)
        self._drop.hide()
        self.limits.changed.connect(self.changed)
        self._pick.clicked.connect(self._ask)
        self._drop.clicked.connect(self._leave_out)

    def compare_with(self, place: str) -> None:
        """Take a table that is public already into account."""
        self._shell.desk.ask(lambda _office: open_released(place), self._take, owner=self, failed=self._refuse)

    def _ask(self) -> None:
        dialog = QFileDialog(self, "已公开的另一张表", "", "数据表 (*.xlsx *.csv)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.compare_with)
        dialog.open()

    def _take(self, table: SheetTable | None) -> None:
        self.released = table
        name = table.name if table else _NONE
        self._other.setText(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
        self._other.setToolTip(name if table else "")
        self._drop.setVisible(table is not None)
        self.changed.emit()

    def _leave_out(self) -> None:
        self._take(None)

    def _refuse(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self.refused.emit(sentence)
