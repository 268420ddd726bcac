"""导出台账: which cases, which columns, which kind of file; then where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from caseapp.casework.ledger.catalogue import write_catalogue
from caseapp.casework.ledger.ledger_fields import FIELDS, PLACE
from caseapp.casework.ledger.ledger_views import Picked, export_picked
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.save_file import ask_place

if TYPE_CHECKING:
    from caseapp.casework.office import Office
    from caseapp.ui.frame.shell import Shell

_SHOWN, _ALL = "显示的列", "全部列"
_BOOK, _PLAIN = "Excel 工作簿", "CSV 文件"
_PERSONAL = "含证件号码、联系方式等个人信息，请按规定保管，不要外传。"


class ExportDialog(QDialog):
    """Asks what of the ledger is exported."""

    def __init__(self, send: LedgerSend, picked: Picked, found: int) -> None:
        super().__init__(send.shell)
        self._send, self._picked = send, picked
        self.setWindowTitle("导出台账")
        self.setAccessibleName("导出台账")
        self.setObjectName("form")
        self.setMinimumWidth(480)
        cases = len(picked.ids)
        count = len(picked.keys)
        self._scope = _Choice("范围", [f"所选的 {cases:,} 件"] if cases else [f"当前条件下的 {found:,} 件"])
        self._columns = _Choice("列", [f"{_SHOWN}（{count} 列，按现在的顺序）", f"{_ALL}（{len(FIELDS)} 列）"])
        self._kind = _Choice("文件", [_BOOK, _PLAIN])
        self._note = rows.words("", "reason", wrap=True)
        self._cancel = rows.button("返回")
        self._go = rows.button("选择位置…", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(rows.words("导出台账", "panelTitle"))
        for choice in (self._scope, self._columns, self._kind):
            layout.addWidget(choice)
        layout.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        layout.addLayout(buttons)

        self._columns.group.idClicked.connect(self._show_note)
        self._kind.group.idClicked.connect(self._show_note)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._ask)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._ask)
        self.finished.connect(self.deleteLater)
        self._show_note()
        self._go.setFocus()

    def picked(self) -> Picked:
        """Return what is to be exported."""
        return replace(self._picked, keys=() if self._columns.chosen() else self._picked.keys)

    def _show_note(self, _which: int = 0) -> None:
        keys = self.picked().keys or tuple(PLACE)
        notes = [_PERSONAL] if any(FIELDS[PLACE[key]].personal for key in keys) else []
        if self._kind.chosen():
            notes.append("CSV 中可能被当成公式的内容前加撇号，长数字后加制表符，本程序导入时自动去掉。")
        self._note.setText("\n".join(notes))
        self._note.setVisible(bool(notes))

    def _ask(self) -> None:
        self._send.ask(self.picked(), "csv" if self._kind.chosen() else "xlsx")
        self.accept()


class _Choice(QWidget):
    """One thing out of a few, each in sight."""

    def __init__(self, title: str, options: list[str]) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(rows.words(title, "fieldLabel"))
        for number, words in enumerate(options):
            button = QRadioButton(words)
            rows.name(button, words.partition("（")[0], title)
            button.setChecked(number == 0)
            self.group.addButton(button, number)
            layout.addWidget(button)

    def chosen(self) -> int:
        """Return the number of the option chosen, from 0."""
        return self.group.checkedId()


class LedgerSend(QObject):
    """Writes files of the ledger and tells what became of them; belongs to the page."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self.shell = shell
        self._page = page
        self._waiting, self._kind = Picked(), "xlsx"
        self._year = 0
        self.button = rows.button("导出台账…", primary=True)
        self.button.setToolTip("Ctrl+E")

    def choose(self, picked: Picked, found: int) -> None:
        """Ask what is exported of the cases picked; ``found`` are those the conditions hold."""
        ExportDialog(self, picked, found).open()

    def ask(self, picked: Picked, kind: str) -> None:
        """Ask where to."""
        self._waiting, self._kind = picked, kind
        part = "-所选" if picked.ids else ""
        ask_place(self._page, "导出台账", f"台账{part}-{self.shell.desk.today():%Y%m%d}.{kind}", self.write)

    def write(self, name: str) -> None:
        """Write what was asked for to a file."""
        path, picked, today = Path(name), self._waiting, self.shell.desk.today()
        if path.suffix.lower() not in (".xlsx", ".csv", ".pdf"):
            path = path.with_name(f"{path.name}.{self._kind}")
        self._run(lambda office: (path, export_picked(office, path, picked, today)))

    def ask_public(self, year: int) -> None:
        """Ask where the public catalogue of a year goes to."""
        self._year = year
        ask_place(self._page, "导出公开目录", f"依申请公开目录-{year}.xlsx", self.write_public)

    def write_public(self, name: str) -> None:
        """Write the public catalogue to a file."""
        path, year, today = Path(name), self._year or self.shell.desk.today().year, self.shell.desk.today()
        self._run(lambda office: (path, write_catalogue(office, path, year, today)))

    def _run(self, work: Callable[[Office], tuple[Path, int]]) -> None:
        rows.block(self.button, "正在导出，请稍候。")
        self.button.setText("正在导出…")
        self.shell.desk.ask(work, self._written, owner=self, failed=self._failed)

    def _written(self, found: tuple[Path, int]) -> None:
        self._ready()
        path, count = found
        self.shell.notice("已导出", f"{count:,} 件申请写入“{path}”。")

    def _failed(self, error: Exception) -> None:
        self._ready()
        self.shell.show_refusal(error, "没有导出")

    def _ready(self) -> None:
        rows.block(self.button, "")
        self.button.setToolTip("Ctrl+E")
        self.button.setText("导出台账…")
