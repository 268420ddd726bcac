"""Asks where a file goes, without stopping the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_KEY = "files/last_folder"


def ask_place(parent: QWidget, title: str, name: str, then: Callable[[str], None]) -> QFileDialog:
    """Open the file dialog on the folder used last; ``then`` (a bound method) hears the place chosen."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = str(QSettings().value(_KEY, documents))
    dialog = QFileDialog(parent, title, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile("".join("_" if c in '\\/:*?"<>|' else c for c in name))
    dialog.fileSelected.connect(_remember)
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _remember(place: str) -> None:
    QSettings().setValue(_KEY, str(Path(place).parent))
