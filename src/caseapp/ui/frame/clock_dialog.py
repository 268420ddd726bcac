"""The question asked when the computer's date is earlier than the record: go on, or leave and set the clock right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.ui.widgets import rows


class ClockDialog(QDialog):
    """Accepted = the date is right, go on; rejected = leave the program. Nothing is written while it is open."""

    def __init__(self, parent: QWidget, sentence: str) -> None:
        super().__init__(parent)
        self.leave = rows.button("退出，去核对日期", primary=True)
        self.go_on = rows.button("日期无误，继续")

        self.setWindowTitle("请核对电脑日期")
        self.setObjectName("form")
        self.setFixedWidth(520)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words("请核对电脑日期", "panelTitle"))
        layout.addWidget(rows.words(sentence, "secondary", wrap=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.leave)
        layout.addLayout(buttons)

        self.leave.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        self.leave.setFocus()
