"""What can be done with the template chosen: edit, compare, return, export, import; and its buttons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.files import read_file
from caseapp.casework.office import Done, Office
from caseapp.casework.own_templates import return_to_shipped, shipped_text
from caseapp.casework.template_views import (
    TemplateState,
    difference,
    export_template,
    import_template,
    own_text,
    template_state,
)
from caseapp.ui import rows
from caseapp.ui.save_file import ask_place
from caseapp.ui.template_dialog import TemplateDialog

if TYPE_CHECKING:
    from caseapp.ui.shell import Shell

_NONE_CHOSEN = "请先在表中选择一个模板。"
_SIGNS = (
    "以“-”开头的是随程序提供的原文，以“+”开头的是本机关的措辞。要采用新的原文，请恢复原文；"
    "继续用本机关的措辞，请修改措辞后存为新版本。"
)
_SHIPPED = "现在用的就是随程序提供的原文。"


class TemplateBar(QWidget):
    """The buttons below the templates."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._state: TemplateState | None = None
        self._edit = rows.button("修改措辞…", primary=True)
        self._compare = rows.button("与原文比较")
        self._return = rows.button("恢复原文")
        self._export = rows.button("导出…")
        self._import = rows.button("导入…")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        for button, act in (
            (self._edit, self._ask_edit), (self._compare, self._ask_compare), (self._return, self._do_return),
            (self._export, self._ask_export), (self._import, self._ask_import),
        ):
            line.addWidget(button)
            button.clicked.connect(act)
        line.addStretch(1)
        self.set_state(None)

    def primary(self) -> QPushButton:
        """Return 修改措辞."""
        return self._edit

    def set_state(self, state: TemplateState | None) -> None:
        """Work on this template."""
        self._state = state
        none = "" if state else _NONE_CHOSEN
        rows.block(self._edit, none)
        rows.block(self._export, none)
        own = none or ("" if state and state.own else _SHIPPED)
        rows.block(self._compare, own)
        rows.block(self._return, own)

    def _blocked(self, button: QPushButton) -> bool:
        if button.property("blocked"):
            self._shell.notice("没有改动", button.toolTip())
            return True
        return False

    def _ask_edit(self) -> None:
        if self._state is None:
            self._blocked(self._edit)
            return
        template_id = self._state.card.id

        def work(office: Office) -> tuple[TemplateState, str, str]:
            return template_state(office, template_id), own_text(office, template_id), shipped_text(template_id)

        self._shell.desk.ask(work, self._open, owner=self, failed=self._shell.show_refusal)

    def _open(self, found: tuple[TemplateState, str, str]) -> None:
        TemplateDialog(self._shell, *found).open()

    def _ask_compare(self) -> None:
        if self._state is None or self._blocked(self._compare):
            return
        state = self._state
        self._shell.desk.ask(
            lambda office: (state, difference(office, state.card.id)), self._show_compare, owner=self,
            failed=self._shell.show_refusal,
        )

    def _show_compare(self, found: tuple[TemplateState, list[str]]) -> None:
        CompareDialog(self._shell, *found).open()

    def _do_return(self) -> None:
        if self._state is None or self._blocked(self._return):
            return
        template_id = self._state.card.id
        self._shell.desk.do(
            lambda office: return_to_shipped(office, template_id), owner=self, failed=self._shell.show_refusal
        )

    def _ask_export(self) -> None:
        if self._state is None:
            self._blocked(self._export)
            return
        ask_place(self, "导出模板", f"{self._state.card.id}.txt", self.export_to)

    def export_to(self, place: str) -> None:
        """Write the chosen template to a file."""
        if self._state is not None:
            template_id = self._state.card.id
            self._shell.desk.ask(
                lambda office: export_template(office, template_id, Path(place)), self._exported, owner=self,
                failed=self._shell.show_refusal,
            )

    def _exported(self, path: Path) -> None:
        self._shell.notice("已导出", f"模板已保存到 {path}。")

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, "导入模板", "", "模板文件 (*.txt)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def import_from(self, place: str) -> None:
        """Keep a file as the newest version of the template it is named after."""

        def work(office: Office) -> Done:
            return import_template(office, *read_file(place))

        self._shell.desk.do(work, owner=self, failed=self._shell.show_refusal)


class CompareDialog(QDialog):
    """Shipped and own text line by line: what the shipped has, what the office has instead."""

    def __init__(self, shell: Shell, state: TemplateState, lines: list[str]) -> None:
        super().__init__(shell)
        title = f"与原文比较：{state.card.title}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(900, 600)
        text = QPlainTextEdit("\n".join(lines) or "与原文相同。")
        text.setReadOnly(True)
        rows.name(text, "比较结果")
        close = rows.button("关闭", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(rows.words(f"{state.notice}{_SIGNS}", "reason", wrap=True))
        layout.addWidget(text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
