"""机关信息: what letters print."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.office import Done, Profile, save_profile
from caseapp.casework.office_views import Draft
from caseapp.casework.upkeep.settings_views import SettingsView
from caseapp.ui.frame.shell import Shell
from caseapp.ui.settings.profile_form import FEE_FIELDS, OFFICE_FIELDS, REMEDY_FIELDS, ProfileForm
from caseapp.ui.tokens import FORM_WIDTH
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.drafting import DraftKeeper
from caseapp.ui.widgets.scrolling import ScrollArea

DRAFT_KEY = "settings:profile"


class ProfileTab(QWidget):
    """The profile with its save button; unsaved typing is kept as a draft."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._saved: dict[str, str] = {}
        self._form = ProfileForm((*OFFICE_FIELDS, *REMEDY_FIELDS, *FEE_FIELDS))
        self._form.setObjectName("plain")
        self._form.setContentsMargins(0, 0, 12, 0)
        self._state = rows.words("", "reason")
        self._undo = rows.button("恢复已保存的内容")
        self._save = rows.button("保存", primary=True)
        self._draft = DraftKeeper(shell.desk, DRAFT_KEY, self._collect, self)
        self._dirty = False

        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._form)
        buttons = QHBoxLayout()
        buttons.addWidget(self._state)
        buttons.addStretch(1)
        buttons.addWidget(self._undo)
        buttons.addWidget(self._save)
        holder = QWidget()
        holder.setMaximumWidth(FORM_WIDTH)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(area, 1)
        inner.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(holder, 100)
        layout.addStretch(1)

        self._undo.hide()
        self._form.changed.connect(self._on_typed)
        self._undo.clicked.connect(self._restore)
        self._save.clicked.connect(self._do_save)
        self._draft.load(self._show_draft)

    def primary(self) -> QPushButton:
        """Return 保存."""
        return self._save

    def set_view(self, view: SettingsView) -> None:
        """Show what is saved, unless something is being typed."""
        self._saved = view.profile
        if not self._dirty:
            self._form.set_values(view.profile)

    def leave(self) -> None:
        """Keep what is typed."""
        self._draft.flush()

    def _collect(self) -> dict[str, Any]:
        return self._form.values()

    def _show_draft(self, draft: Draft | None) -> None:
        if draft is not None:
            self._form.set_values(draft.payload)
            self._mark(dirty=True)

    def _on_typed(self) -> None:
        self._mark(dirty=True)
        self._draft.touch()

    def _mark(self, *, dirty: bool) -> None:
        self._dirty = dirty
        self._undo.setVisible(dirty)
        self._state.setText("有修改还没有保存；修改只影响以后定稿的文书" if dirty else "")

    def _restore(self) -> None:
        self._draft.forget()
        self._mark(dirty=False)
        self._form.set_values(self._saved)

    def _do_save(self) -> None:
        if self._form.complain():
            return
        profile = Profile(**self._form.values())
        self._shell.desk.do(lambda office: save_profile(office, profile), self._done, owner=self, failed=self._failed)

    def _done(self, _done: Done) -> None:
        self._draft.forget()
        self._mark(dirty=False)
        self._state.setText("已保存")

    def _failed(self, error: Exception) -> None:
        self._shell.show_refusal(error, "没有保存")
