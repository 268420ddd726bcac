"""What can be done with the template chosen: edit, compare, return, export, import; and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from caseapp.casework.letters.own_templates import return_to_shipped, shipped_text
from caseapp.casework.letters.template_views import (
    TemplateState,
    difference,
    export_template,
    import_template,
    own_text,
    template_state,
)
from caseapp.casework.office import Done, Office
from caseapp.ui.templates.own_bar import Compared, OwnBar
from caseapp.ui.templates.template_dialog import TemplateDialog
from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_NONE_CHOSEN = "请先在表中选择一个模板。"


class TemplateBar(OwnBar):
    """The buttons below the templates."""

    what = "模板"
    pattern = "模板文件 (*.txt)"
    signs = (
        "以“-”开头的是随程序提供的原文，以“+”开头的是本机关的措辞。要采用新的原文，请恢复原文；"
        "继续用本机关的措辞，请修改措辞后存为新版本。"
    )
    shipped = "现在用的就是随程序提供的原文。"

    def __init__(self, shell: Shell) -> None:
        self._edit = rows.button("修改措辞…", primary=True)
        super().__init__(shell, self._edit)
        self._state: TemplateState | None = None
        self._edit.clicked.connect(self._ask_edit)
        self.set_state(None)

    def primary(self) -> QPushButton:
        """Return 修改措辞."""
        return self._edit

    def set_state(self, state: TemplateState | None) -> None:
        """Work on this template."""
        self._state = state
        none = "" if state else _NONE_CHOSEN
        rows.block(self._edit, none)
        self.block(none, own=state is not None and state.own is not None)

    def comparison(self) -> Callable[[Office], Compared]:
        """Compare the wording of the template chosen."""
        card, notice = self._chosen().card, self._chosen().notice
        return lambda office: (card.title, notice, difference(office, card.id))

    def give_up(self) -> Callable[[Office], Done]:
        """Use the shipped wording of the template chosen."""
        template_id = self._chosen().card.id
        return lambda office: return_to_shipped(office, template_id)

    def file_name(self) -> str:
        """Return the name of the file of the template chosen."""
        return f"{self._chosen().card.id}.txt"

    def writing(self, path: Path) -> Callable[[Office], Path]:
        """Write the template chosen."""
        template_id = self._chosen().card.id
        return lambda office: export_template(office, template_id, path)

    def take(self, office: Office, name: str, data: bytes) -> Done:
        """Keep a file as the newest version of the template it is named after."""
        return import_template(office, name, data)

    def _chosen(self) -> TemplateState:
        assert self._state is not None
        return self._state

    def _ask_edit(self) -> None:
        if self._state is None:
            self.blocked(self._edit)
            return
        template_id = self._state.card.id

        def work(office: Office) -> tuple[TemplateState, str, str]:
            return template_state(office, template_id), own_text(office, template_id), shipped_text(template_id)

        self._shell.desk.ask(work, self._open, owner=self, failed=self._shell.show_refusal)

    def _open(self, found: tuple[TemplateState, str, str]) -> None:
        TemplateDialog(self._shell, *found).open()
