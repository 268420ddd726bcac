"""用备份恢复: a kept copy or another file, checked and put in the place of the record; the present one is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.upkeep.backups import KeptCopy, doubt_of, glimpse_of, restorable, restore
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_INTRO = "先校验所选的备份，再换上它；现在的记录改名保留在原处，不会丢失。备份之后登记的内容要重新登记。"
_COLUMNS = (
    Column("备份时间", 150),
    Column("申请", 70),
    Column("机关", 180),
    Column("文件"),
    Column("大小", 80, number=True),
)
_NONE = "没有可以恢复的备份，请按“另选文件…”，选 U 盘或者其他磁盘上的备份。"
_READING = "正在查找备份，请稍候。"
_RESTORING = "正在校验和恢复，请稍候。"


class RestoreDialog(QDialog):
    """Chooses a copy and puts it back.

    Attributes:
        table: the copies kept beside the record, newest first, and the file chosen from elsewhere.

    Signals:
        restored: where the present record was set aside, None where there was none.
    """

    restored = Signal(object)

    def __init__(self, shell: Shell, record: Path) -> None:
        super().__init__(shell)
        self._shell, self._record = shell, record
        self._copies: list[KeptCopy] = []
        self._lacking = _READING
        self._confirmed: KeptCopy | None = None
        self._working = False
        self.setWindowTitle("用备份恢复")
        self.setAccessibleName("用备份恢复")
        self.setObjectName("form")
        self.resize(900, 460)
        self.table = TextTable("可以恢复的备份", _COLUMNS)
        self._problem = rows.words("", "problem", wrap=True)
        self._other = rows.button("另选文件…")
        self._cancel = rows.button("返回")
        self._take = rows.button("用它恢复", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words("用备份恢复", "panelTitle"))
        layout.addWidget(rows.words(f"{_INTRO}恢复到：{record}", "reason", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._take)
        layout.addLayout(buttons)

        self._problem.hide()
        self.table.selectionModel().selectionChanged.connect(self._ready)
        self._other.clicked.connect(self._ask_file)
        self._cancel.clicked.connect(self.reject)
        self._take.clicked.connect(self._restore)
        self.finished.connect(self.deleteLater)
        self._block(_READING)
        shell.desk.apart(lambda: restorable(record), self._show, owner=self, failed=self._refuse)
        self.table.setFocus()

    def _show(self, copies: list[KeptCopy]) -> None:
        if self._working:
            return
        self._copies = copies
        self.table.set_lines([_line(place, copy) for place, copy in enumerate(copies, start=1)])
        sound = next((place for place, copy in enumerate(copies, start=1) if not copy.trouble), 0)
        self.table.choose(sound)
        self._ready()

    def _ready(self) -> None:
        if self._working:
            return
        copy = self._chosen()
        self._problem.hide()
        self._block(copy.trouble if copy else "请先选一个备份。" if self._copies else _NONE)

    def _chosen(self) -> KeptCopy | None:
        line = self.table.chosen()
        return self._copies[line.id - 1] if line else None

    def _block(self, reason: str) -> None:
        self._lacking = reason
        rows.block(self._take, reason)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "选择备份文件", str(self._record.parent), "办件记录 (*.caseapp)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add(self, place: str) -> None:
        path = Path(place)
        self._shell.desk.apart(lambda: glimpse_of(path), self._added, owner=self, failed=self._refuse)

    def _added(self, copy: KeptCopy) -> None:
        self._show([copy, *(other for other in self._copies if other.path != copy.path)])
        self.table.choose(1)

    def _restore(self) -> None:
        copy, record = self._chosen(), self._record
        if self._lacking or copy is None:
            self._say(self._lacking)
            return
        sure = copy == self._confirmed

        def work() -> tuple[str, Path | None]:
            doubt = "" if sure else doubt_of(copy, record)
            return doubt, None if doubt else restore(copy.path, record)

        self._set_working(_RESTORING)
        self._shell.desk.apart(work, lambda done: self._restored(copy, *done), owner=self, failed=self._refuse)

    def reject(self) -> None:
        """Go back, but not in the middle: what is shown behind would be another record by then."""
        if not self._working:
            super().reject()

    def _set_working(self, reason: str) -> None:
        """Let nothing else be chosen or begun while a copy is checked and put in place."""
        self._working = bool(reason)
        self._block(reason)
        rows.block(self._cancel, reason)
        self.table.setEnabled(not reason)
        self._other.setEnabled(not reason)

    def _restored(self, copy: KeptCopy, doubt: str, aside: Path | None) -> None:
        self._set_working("")
        if doubt:
            self._confirmed = copy
            self._ready()
            self._say(doubt)
            return
        self.accept()
        self.restored.emit(aside)

    def _refuse(self, error: Exception) -> None:
        self._set_working("")
        sentence = sentence_of(error)
        if sentence is None:
            self.reject()
            self._shell.show_trouble(error)
        else:
            self._ready()
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setAccessibleName(sentence)
        self._problem.show()


def _line(place: int, copy: KeptCopy) -> Line:
    cases = "—" if copy.trouble else f"{copy.cases} 件"
    size = f"{copy.size / 1024 / 1024:.1f} MB"
    cells = (f"{copy.at:%Y-%m-%d %H:%M}", cases, copy.trouble or copy.organ or "（未填写）", copy.path.name, size)
    return Line(cells, place, "faint" if copy.trouble else "", copy.trouble or str(copy.path))
