"""The manual over an open dialog: F1 there opens the chapter of the page the dialog belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from caseapp.ui.help.manual import chapter_for
from caseapp.ui.help.manual_view import ManualView
from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_GIVEN = "caseappHelp"


class HelpDialog(QDialog):
    """The manual as a window of its own; what is typed in the dialog below stays as it is."""

    def __init__(self, parent: QWidget, page: str) -> None:
        super().__init__(parent)
        self.view = ManualView()
        self._back = rows.button("后退")
        self._close = rows.button("关闭")
        self.setWindowTitle("帮助")
        self.setAccessibleName("帮助")
        self.setProperty(_GIVEN, True)
        self.resize(1080, 600)
        head = QHBoxLayout()
        head.addWidget(rows.words("帮助", "pageTitle"))
        head.addStretch(1)
        head.addWidget(self.view.found)
        head.addWidget(self.view.sought)
        head.addWidget(self._back)
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self._back.setToolTip("Alt+←")
        self._back.clicked.connect(self.view.back)
        self._close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        QShortcut(QKeySequence("Alt+Left"), self, self.view.back)
        self.view.show_place(chapter_for(page))
        self.view.forget_places()
        self.view.tree.setFocus()


def give_help(shell: Shell) -> None:
    """Let F1 open the manual in the dialog that has just come to the front, once for each dialog."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QDialog) or isinstance(dialog, QFileDialog | QMessageBox) or dialog.property(_GIVEN):
        return
    dialog.setProperty(_GIVEN, True)
    QShortcut(QKeySequence("F1"), dialog, shell.open_help_here)
