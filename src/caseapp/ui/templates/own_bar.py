"""What can be done with a text the office may have its own version of: compare, return, export, import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from caseapp.casework.files import read_file
from caseapp.casework.office import Done, Office
from caseapp.ui.templates.compare_dialog import CompareDialog
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.save_file import ask_place

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

Compared: TypeAlias = tuple[str, str, list[str]]
"""What is compared, what the office should know first, and the lines."""


class OwnBar(QWidget):
    """The buttons below a list of such texts; what they work on is told by the bar of each kind.

    Attributes:
        what: the kind of text, as the dialogs name it.
        pattern: its files, for the file dialog.
        signs: what the lines of a comparison mean and what to do about them.
        shipped: why there is nothing to compare or to return from.
    """

    what = ""
    pattern = ""
    signs = ""
    shipped = ""

    def __init__(self, shell: Shell, *first: QPushButton) -> None:
        super().__init__()
        self._shell = shell
        self._compare = rows.button("与原文比较")
        self._return = rows.button("恢复原文")
        self._export = rows.button("导出…")
        self._import = rows.button("导入…")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        for button in (*first, self._compare, self._return, self._export, self._import):
            line.addWidget(button)
        line.addStretch(1)
        self._compare.clicked.connect(self._ask_compare)
        self._return.clicked.connect(self._do_return)
        self._export.clicked.connect(self._ask_export)
        self._import.clicked.connect(self._ask_import)

    def comparison(self) -> Callable[[Office], Compared]:
        """Return the work that compares what is chosen now."""
        raise NotImplementedError

    def give_up(self) -> Callable[[Office], Done]:
        """Return the work that uses the shipped text again."""
        raise NotImplementedError

    def file_name(self) -> str:
        """Return the name a file of it has."""
        raise NotImplementedError

    def writing(self, path: Path) -> Callable[[Office], Path]:
        """Return the work that writes the text in use to a file."""
        raise NotImplementedError

    def take(self, office: Office, name: str, data: bytes) -> Done:
        """Keep a file as the newest version of the office; called in the worker."""
        raise NotImplementedError

    def block(self, none: str, *, own: bool) -> None:
        """Block what cannot be done: all of it for a reason, or comparing and returning where nothing is own."""
        rows.block(self._export, none)
        for button in (self._compare, self._return):
            rows.block(button, none or ("" if own else self.shipped))

    def blocked(self, button: QPushButton) -> bool:
        """Tell whether a button is blocked, and say why."""
        if button.property("blocked"):
            self._shell.notice("没有改动", button.toolTip())
            return True
        return False

    def _ask_compare(self) -> None:
        if not self.blocked(self._compare):
            self._shell.desk.ask(
                self.comparison(), self._show_compare, owner=self, failed=self._shell.show_refusal
            )

    def _show_compare(self, found: Compared) -> None:
        what, notice, lines = found
        CompareDialog(self._shell, what, f"{notice}{self.signs}", lines).open()

    def _do_return(self) -> None:
        if not self.blocked(self._return):
            self._shell.desk.do(self.give_up(), owner=self, failed=self._shell.show_refusal)

    def _ask_export(self) -> None:
        if not self.blocked(self._export):
            ask_place(self, f"导出{self.what}", self.file_name(), self.export_to)

    def export_to(self, place: str) -> None:
        """Write the text in use to a file."""
        self._shell.desk.ask(
            self.writing(Path(place)), self._exported, owner=self, failed=self._shell.show_refusal
        )

    def _exported(self, path: Path) -> None:
        self._shell.notice("已导出", f"{self.what}已保存到 {path}。")

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, f"导入{self.what}", "", self.pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def import_from(self, place: str) -> None:
        """Keep a file as the newest version of the office."""
        self._shell.desk.do(
            lambda office: self.take(office, *read_file(place)), owner=self, failed=self._shell.show_refusal
        )
