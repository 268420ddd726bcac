"""The first start on a computer that has a record already: go on with it, or begin a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.upkeep.finding import FoundRecord
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable


class FoundDialog(QDialog):
    """Records found, the last written one chosen."""

    def __init__(self, found: Sequence[FoundRecord], record: Path) -> None:
        super().__init__()
        self._found = list(found)
        self.setWindowTitle("依申请公开办件台")
        self.setAccessibleName("找到已有的办件记录")
        self.setObjectName("form")
        self.resize(860, 380)
        columns = (Column("机关", 220), Column("申请", 80), Column("最后改动", 150), Column("位置"))
        self.table = TextTable("已有的办件记录", columns)
        self._new = rows.button("新建记录")
        self._use = rows.button("接着用这个记录", primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words("找到已有的办件记录", "panelTitle"))
        told = f"接着用的，核对后复制一份到“{record.parent}”，原来的文件不动。与这些都无关的，请新建记录。"
        layout.addWidget(rows.words(told, "reason", wrap=True))
        layout.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._new)
        buttons.addWidget(self._use)
        layout.addLayout(buttons)
        self.table.set_lines(
            [
                Line((r.organ or "（未填写）", f"{r.cases} 件", f"{r.changed:%Y-%m-%d %H:%M}", str(r.path)), place)
                for place, r in enumerate(self._found, start=1)
            ]
        )
        self.table.choose(1)
        self._new.clicked.connect(self.reject)
        self._use.clicked.connect(self.accept)
        self._use.setFocus()

    def chosen(self) -> FoundRecord:
        """Return the record chosen."""
        line = self.table.chosen()
        return self._found[line.id - 1 if line else 0]
