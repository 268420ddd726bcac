"""Files handed in with a request: dropped or chosen, asked about first, looked at before they count."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.files import ROLES
from caseapp.casework.receiving.mail_intake import MailFile, Source
from caseapp.casework.receiving.register_views import PickedFile, look_at_files
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows

_OFFERED = ("application", "identity", "other")
_ASK_FIRST = "请先勾选“不含国家秘密”，再选文件。国家秘密不得进入非涉密计算机（保密法第三十一条）。"


class DropZone(QFrame):
    """Takes dropped files.

    Signals:
        dropped: list of paths.
    """

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over the files."""
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class FileList(QWidget):
    """The files chosen so far.

    Signals:
        changed: a file was added, taken out, or given another role.
        mail_given: path of an e-mail file, which fills the form and brings its attachments.
    """

    changed = Signal()
    mail_given = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._files: list[PickedFile] = []
        self.not_secret = QCheckBox("所选文件不含国家秘密")
        rows.name(self.not_secret, "所选文件不含国家秘密")
        self.choose = rows.button("选择文件", small=True)
        self._zone = DropZone()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)

        zone = QVBoxLayout(self._zone)
        zone.setContentsMargins(10, 8, 10, 8)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(rows.words("拖到这里，或"))
        top.addWidget(self.choose)
        top.addStretch(1)
        hint = rows.words("申请表、身份证明、邮件原文，单个 50 MB 以内", "reason")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        zone.addLayout(top)
        zone.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.not_secret)
        layout.addWidget(self._zone)
        layout.addLayout(self._lines)
        layout.addStretch(1)

        self.not_secret.toggled.connect(self._on_asked)
        self.choose.clicked.connect(self._choose)
        self._zone.dropped.connect(self.add_paths)
        self._on_asked()

    def files(self) -> list[tuple[str, Source]]:
        """Return role and source of every file."""
        return [(file.role, file.path) for file in self._files]

    def values(self) -> dict[str, object]:
        """Return what a draft keeps."""
        return {
            "not_secret": self.not_secret.isChecked(),
            "files": [_kept(role, source) for role, source in self.files()],
        }

    def set_values(self, given: dict[str, object]) -> None:
        """Show what a draft kept."""
        self.not_secret.setChecked(bool(given.get("not_secret")))
        self._files = []
        self._show()
        kept = given.get("files")
        pairs = [_given(entry) for entry in kept] if isinstance(kept, list) else []
        if pairs:
            self._look(pairs)

    def add_paths(self, paths: list[Path]) -> None:
        """Take files in, looked at in the worker."""
        if not self.not_secret.isChecked():
            self._shell.notice("附件没有加入", _ASK_FIRST)
            return
        known = {file.path for file in self._files}
        mails = [path for path in paths if path.suffix.lower() == ".eml"]
        if files := [("", path) for path in paths if path not in known and path not in mails]:
            self._look(files)
        for path in mails:
            self.mail_given.emit(path)

    def add_sources(self, files: Sequence[tuple[str, Source]]) -> None:
        """Take in what a mail brought."""
        known = {file.path for file in self._files}
        self._look([(role, source) for role, source in files if source not in known])

    def ask_first(self) -> bool:
        """Tell whether the question about secrets is answered; say so where it is not."""
        if not self.not_secret.isChecked():
            self._shell.notice("请先确认", _ASK_FIRST)
        return self.not_secret.isChecked()

    def _look(self, pairs: Sequence[tuple[str, Source]]) -> None:
        self._shell.desk.ask(lambda _office: look_at_files(pairs), self._take, owner=self)

    def _take(self, found: list[PickedFile]) -> None:
        self._files += [file for file in found if not file.problem]
        if refused := [f"“{file.name}”：{file.problem}" for file in found if file.problem]:
            self._shell.notice("附件没有加入", "\n".join(refused))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        rows.clear(self._lines)
        for index, file in enumerate(self._files):
            self._lines.addWidget(self._line(index, file))

    def _line(self, index: int, file: PickedFile) -> QWidget:
        role = rows.choice([(key, ROLES[key]) for key in _OFFERED], accessible=f"{file.name} 的类别")
        role.setCurrentIndex(max(0, role.findData(file.role)))
        role.setProperty("index", index)
        role.setFixedWidth(98)
        out = rows.button("移除", link=True)
        rows.name(out, f"移除 {file.name}")
        out.setProperty("index", index)
        words = rows.words(file.name, "secondary")
        words.setToolTip(file.name)
        words.setMinimumWidth(40)
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(role)
        layout.addWidget(words, 1)
        layout.addWidget(rows.words(_size(file.size), "faint"))
        layout.addWidget(out)
        role.currentIndexChanged.connect(self._on_role)
        out.clicked.connect(self._on_out)
        return holder

    def _on_asked(self) -> None:
        rows.block(self.choose, "" if self.not_secret.isChecked() else _ASK_FIRST)
        self.changed.emit()

    def _choose(self) -> None:
        if not self.ask_first():
            return
        dialog = QFileDialog(self, "选择附件")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, names: list[str]) -> None:
        self.add_paths([Path(name) for name in names])

    def _on_role(self) -> None:
        from dataclasses import replace

        field = self.sender()
        assert isinstance(field, QComboBox)
        index = int(field.property("index"))
        self._files[index] = replace(self._files[index], role=str(field.currentData()))
        self.changed.emit()

    def _on_out(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        del self._files[int(pressed.property("index"))]
        self._show()
        self.changed.emit()


def _kept(role: str, source: Source) -> list[object]:
    """Return a file as a draft keeps it."""
    if isinstance(source, MailFile):
        return [role, str(source.mail), source.part, source.sha256]
    return [role, str(source)]


def _given(entry: Sequence[Any]) -> tuple[str, Source]:
    role, path, *part = entry
    if part:
        return str(role), MailFile(Path(str(path)), int(part[0]), str(part[1]))
    return str(role), Path(str(path))


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"
