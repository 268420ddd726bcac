"""Above the table of a 表格披露检查: which sheet, what the column in front is, and the handler's own choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from caseapp.casework.review.table_views import COLUMN_LABELS
from caseapp.ui.widgets import rows

_HIDE_TIP = "按下后单击一个数就隐去它，再单击恢复；不按下也可以用空格键"


class ControlBar(QWidget):
    """One line.

    Attributes:
        own: the button that checks the handler's own choice.

    Signals:
        sheet_wanted: another sheet is wanted; carries its number.
        kind_wanted: the column in front is to be something else; a key of COLUMN_LABELS.
        hiding: whether a click hides a number.
    """

    sheet_wanted = Signal(int)
    kind_wanted = Signal(str)
    hiding = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._sheet = rows.choice([], accessible="工作表")
        self._sheet_label = rows.field_label("工作表", self._sheet)
        self._column = rows.words("", "secondary")
        self._kind = rows.choice(list(COLUMN_LABELS.items()), accessible="所选列的内容")
        self._hide = QToolButton()
        self._hide.setText("隐去")
        self._hide.setObjectName("chip")
        self._hide.setCheckable(True)
        self._hide.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._hide.setToolTip(_HIDE_TIP)
        rows.name(self._hide, "隐去", _HIDE_TIP)
        self.own = rows.button("检查我的选择", small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._sheet_label, self._sheet, self._column, self._kind):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._hide)
        layout.addWidget(self.own)
        self._sheet.currentIndexChanged.connect(self._on_sheet)
        self._kind.activated.connect(self._on_kind)
        self._hide.toggled.connect(self.hiding)

    def show_sheets(self, sheets: int, shown: int) -> None:
        """Offer the sheets of a file and show which one is read; nothing to choose where it has one."""
        self._filling = True
        while self._sheet.count() < sheets:
            number = self._sheet.count() + 1
            self._sheet.addItem(f"第 {number} 张", number)
        self._sheet.setCurrentIndex(self._sheet.findData(shown))
        self._filling = False
        self._sheet.setVisible(sheets > 1)
        self._sheet_label.setVisible(sheets > 1)

    def show_column(self, words: str, kind: str) -> None:
        """Show the column in front and what it is."""
        self._column.setText(words)
        self._kind.setCurrentIndex(self._kind.findData(kind))

    def _on_sheet(self, place: int) -> None:
        if not self._filling and place >= 0:
            self.sheet_wanted.emit(int(self._sheet.itemData(place)))

    def _on_kind(self, place: int) -> None:
        self.kind_wanted.emit(str(self._kind.itemData(place)))
