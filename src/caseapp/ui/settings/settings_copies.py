"""备份与记录: where the record stands, its kept copies, a copy now, a check, and how to restore."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.upkeep.backups import backup_to, verify
from caseapp.casework.upkeep.disks import ON_SHARE
from caseapp.casework.upkeep.settings_views import SettingsView
from caseapp.ui.frame.shell import Shell
from caseapp.ui.settings.restore_dialog import RestoreDialog
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_COLUMNS = (Column("时间", 160), Column("文件"), Column("大小", 100, number=True))
_INTRO = "每次退出时，记录有变动就自动存一份校验过的备份，保留最近 14 份。请定期把备份复制到另一块磁盘。"


class CopiesTab(QWidget):
    """The record and its copies.

    Signals:
        changed: a copy was made.
    """

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._record = Path()
        self._folder = Path()
        self._where = rows.words("", wrap=True)
        self._table = TextTable("备份", _COLUMNS)
        self._now = rows.button("立即备份", primary=True)
        self._check = rows.button("校验记录")
        self._restore = rows.button("用备份恢复…")
        self._open = rows.button("打开备份文件夹")
        buttons = QHBoxLayout()
        for button in (self._now, self._check, self._restore, self._open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._where)
        layout.addWidget(rows.words(_INTRO, "reason", wrap=True))
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
        self._now.clicked.connect(self._do_copy)
        self._check.clicked.connect(self._do_check)
        self._restore.clicked.connect(self._ask_restore)
        self._open.clicked.connect(self._open_folder)

    def primary(self) -> QPushButton:
        """Return 立即备份."""
        return self._now

    def set_view(self, view: SettingsView) -> None:
        """Show the copies, newest first."""
        self._record, self._folder = view.record, view.folder
        warning = f"\n{ON_SHARE}" if view.on_share else ""
        self._where.setText(f"办件记录：{view.record}（附件、草稿、日历都在这一个文件里）{warning}")
        self._table.set_lines(
            [
                Line((f"{copy.at:%Y-%m-%d %H:%M:%S}", copy.path.name, _size(copy.size)), tip=str(copy.path))
                for copy in view.copies
            ]
        )
        rows.block(self._open, "" if view.folder.is_dir() else "还没有备份。")

    def _do_copy(self) -> None:
        self._now.setEnabled(False)
        self._shell.desk.ask(backup_to, self._copied, owner=self, failed=self._failed)

    def _copied(self, path: Path) -> None:
        self._now.setEnabled(True)
        self._shell.notice("已备份并校验", f"备份存为“{path}”。")
        self._shell.refresh_status()
        self.changed.emit()

    def _do_check(self) -> None:
        self._check.setEnabled(False)
        self._check.setText("正在校验…")
        path = self._record
        self._shell.desk.ask(lambda _office: verify(path), self._checked, owner=self, failed=self._failed)

    def _checked(self, findings: list[str]) -> None:
        self._ready()
        if findings:
            self._shell.notice("记录有问题", "；".join(findings[:5]) + "请先备份现有文件，再用最近的备份恢复。")
        else:
            self._shell.notice("记录完好", "文件、操作日志的连续性、文书和附件的摘要都已核对。")

    def _ask_restore(self) -> None:
        dialog = RestoreDialog(self._shell, self._record)
        dialog.restored.connect(self._shell.restored)
        dialog.open()

    def _open_folder(self) -> None:
        if self._folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        else:
            self._shell.notice("还没有备份", "退出时自动备份，也可以现在按“立即备份”。")

    def _failed(self, error: Exception) -> None:
        self._ready()
        self._shell.show_refusal(error, "没有备份")

    def _ready(self) -> None:
        self._now.setEnabled(True)
        self._check.setEnabled(True)
        self._check.setText("校验记录")


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
