"""选择列: which columns the ledger shows and in which order, and by which it is sorted; by mouse or by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from caseapp.casework.ledger.ledger_fields import FIELDS, KEY, PLACE, usual
from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_INTRO = "勾选要显示的列；用“上移”“下移”（Alt+↑、Alt+↓）或者拖动调整顺序。导出和打印清单可以照这里的列和顺序。"
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsDialog(QDialog):
    """Chooses columns.

    Attributes:
        columns: every column there is, those shown ticked and first, in their order.
        sort: the column sorted by; down: from the greatest to the least.

    Signals:
        chosen: keys of the columns shown in their order, () for the usual ones; SQL column; whether descending.
    """

    chosen = Signal(object, str, bool)

    def __init__(self, shell: Shell, shown: Sequence[str], sort: str, descending: bool, width: int) -> None:
        super().__init__(shell)
        self._usual = usual(width)
        self._reset = False
        self.setWindowTitle("选择列")
        self.setAccessibleName("选择列")
        self.setObjectName("form")
        self.resize(520, 600)
        self.columns = QListWidget()
        rows.name(self.columns, "台账的列", "空格勾选，Alt 加上下键移动")
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.sort = rows.choice([(field.sort, field.heading) for field in FIELDS if field.sort], accessible="排序")
        self.down = QCheckBox("从大到小、从晚到早")
        rows.name(self.down, "倒序")
        self._up = rows.button("上移")
        self._low = rows.button("下移")
        self._usually = rows.button("恢复默认")
        self._count = rows.words("", "secondary")
        self._cancel = rows.button("返回")
        self._take = rows.button("确定", primary=True)
        self._assemble()
        self._fill(shown)
        self.sort.setCurrentIndex(max(0, self.sort.findData(sort)))
        self.down.setChecked(descending)

        self._up.clicked.connect(self._move_up)
        self._low.clicked.connect(self._move_down)
        self._usually.clicked.connect(self._restore)
        self.columns.itemChanged.connect(self._on_changed)
        self.columns.model().rowsMoved.connect(self._on_changed)
        self._cancel.clicked.connect(self.reject)
        self._take.clicked.connect(self._choose)
        QShortcut(QKeySequence("Alt+Up"), self, self._move_up)
        QShortcut(QKeySequence("Alt+Down"), self, self._move_down)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._choose)
        self.finished.connect(self.deleteLater)
        self.columns.setFocus()

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words("选择列", "panelTitle"))
        layout.addWidget(rows.words(_INTRO, "reason", wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.columns, 1)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in (self._up, self._low, self._usually):
            side.addWidget(button)
        side.addStretch(1)
        middle.addLayout(side)
        layout.addLayout(middle, 1)
        layout.addWidget(self._count)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(rows.field_label("排序", self.sort))
        line.addWidget(self.sort, 1)
        line.addWidget(self.down)
        layout.addLayout(line)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._take)
        layout.addLayout(buttons)

    def keys(self) -> tuple[str, ...]:
        """Return the ticked columns in their order."""
        items = (self.columns.item(row) for row in range(self.columns.count()))
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == _CHECKED)

    def _fill(self, shown: Sequence[str]) -> None:
        """List the columns shown, then the others as they are declared."""
        self.columns.blockSignals(True)
        self.columns.clear()
        for key in (*shown, *(field.key for field in FIELDS if field.key not in shown)):
            field = FIELDS[PLACE[key]]
            notes = [note for note, held in (("个人信息", field.personal), ("不能排序", not field.sort)) if held]
            item = QListWidgetItem(field.heading + (f"　（{'，'.join(notes)}）" if notes else ""))
            item.setData(Qt.ItemDataRole.UserRole, key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            if key == KEY:
                item.setText(f"{field.heading}　（始终显示）")
            else:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            item.setCheckState(_CHECKED if key in shown else _UNCHECKED)
            self.columns.addItem(item)
        self.columns.blockSignals(False)
        self.columns.setCurrentRow(0)
        self._say_count()

    def _restore(self) -> None:
        self._fill(self._usual)
        self.sort.setCurrentIndex(self.sort.findData("number"))
        self.down.setChecked(True)
        self._reset = True

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        """Move a column past the next one; a ticked one past the next ticked one, since the others show nothing."""
        row = self.columns.currentRow()
        if row < 0:
            return
        ticked = self.columns.item(row).checkState() == _CHECKED
        target = row + by
        while ticked and 0 <= target < self.columns.count() and self.columns.item(target).checkState() != _CHECKED:
            target += by
        if not 0 <= target < self.columns.count():
            return
        item = self.columns.takeItem(row)
        self.columns.insertItem(target, item)
        self.columns.setCurrentRow(target)
        self._on_changed()

    def _on_changed(self, *_what: object) -> None:
        self._reset = False
        self._say_count()

    def _say_count(self) -> None:
        keys = self.keys()
        personal = sum(1 for key in keys if FIELDS[PLACE[key]].personal)
        more = f"，其中 {personal} 列是个人信息，请注意旁人" if personal else ""
        self._count.setText(f"共 {len(FIELDS)} 列，显示 {len(keys)} 列{more}。")

    def _choose(self) -> None:
        self.chosen.emit(() if self._reset else self.keys(), str(self.sort.currentData()), self.down.isChecked())
        self.accept()
