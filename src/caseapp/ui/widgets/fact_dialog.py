"""The small dialog a verb of the office is done in: its fields, what it does to the due date, refusals inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout

from caseapp.casework.case_views import Foresight, foresee
from caseapp.casework.office import Done, Office
from caseapp.casework.office_views import Draft, forget_draft, keep_draft, kept_draft
from caseapp.law.facts import Fact
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.fields import Field, FieldSet
from caseapp.ui.widgets.scrolling import ScrollArea
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

Values = Mapping[str, Any]
DRAFT_MS, FORESEE_MS = 400, 150
_TALLEST = 500


@dataclass(frozen=True, slots=True)
class Form:
    """A verb as a form.

    Attributes:
        key: names its draft.
        intro: one sentence with the rule.
        button: words of the button that does it.
        act: runs the verb in the worker.
        fact: the fact it would record, for the foresight; None where the due date is not concerned.
        replaces: id of the fact it corrects.
    """

    key: str
    title: str
    intro: str
    fields: tuple[Field, ...]
    button: str
    act: Callable[[Office, int, Values, date], Done]
    fact: Callable[[Values], Fact | None] | None = None
    replaces: int = 0


class FactDialog(QDialog):
    """One verb of one case.

    Signals:
        saved: the verb was done; carries what it did.
    """

    saved = Signal(object)

    def __init__(self, shell: Shell, form: Form, case_id: int) -> None:
        super().__init__(shell)
        self._desk = shell.desk
        self._shell = shell
        self._form = form
        self._case_id = case_id
        self._draft_key = f"form:{form.key}:{case_id}"
        self._busy = False
        self._area = ScrollArea()
        self.setWindowTitle(form.title)
        self.setAccessibleName(form.title)
        self.setObjectName("form")
        self.setMinimumWidth(560)
        self.fields = FieldSet(form.fields)
        self._intro = rows.words(form.intro, "reason", wrap=True)
        self._draft_words = rows.words("", "faint")
        self._foresight = rows.words("", "secondary", wrap=True)
        self._problem = rows.words("", "problem", wrap=True)
        self._cancel = rows.button("返回")
        self._save = rows.button(form.button, primary=True)
        self._draft_timer = debounced(self, DRAFT_MS, self._keep_draft)
        self._foresee_timer = debounced(self, FORESEE_MS, self._foresee)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(rows.words(form.title, "panelTitle"))
        head.addStretch(1)
        head.addWidget(self._draft_words)
        layout.addLayout(head)
        layout.addWidget(self._intro)
        layout.addWidget(rows.rule())
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self._foresight)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        layout.addLayout(buttons)

        self._intro.setVisible(bool(form.intro))
        self._foresight.setVisible(form.fact is not None)
        self._problem.hide()
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._do)
        self.fields.changed.connect(self._on_changed)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        self._desk.ask(lambda office: kept_draft(office, self._draft_key), self._restore, owner=self)
        self._foresee()
        self.fields.focus_first()

    def _scrolled(self) -> ScrollArea:
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self.fields.setObjectName("plain")
        self.fields.layout().setContentsMargins(0, 0, 10, 0)  # type: ignore[union-attr]
        self._area.setWidget(self.fields)
        return self._area

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the fields need, now that they have their style."""
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        layout = self.fields.layout()
        assert layout is not None
        needed = max(layout.totalHeightForWidth(self.minimumWidth() - 50), self.fields.sizeHint().height()) + 6
        if self._area.minimumHeight() < min(_TALLEST, needed):
            self._area.setMinimumHeight(min(_TALLEST, needed))
            outer = self.layout()
            assert outer is not None
            width = max(self.width(), self.minimumWidth())
            self.resize(width, outer.totalHeightForWidth(width))

    def done(self, result: int) -> None:
        """Keep what is typed when left by Esc."""
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._keep_draft()
        super().done(result)

    def _restore(self, draft: Draft | None) -> None:
        if draft is not None:
            self.fields.set_values(draft.payload)
            self._draft_words.setText(f"接着上次 {draft.saved_at:%m-%d %H:%M} 的内容")
        self._draft_timer.stop()

    def _on_changed(self) -> None:
        self._problem.hide()
        self._fit()
        self._draft_timer.start()
        self._foresee_timer.start()

    def _keep_draft(self) -> None:
        payload, key = self.fields.typed(), self._draft_key
        self._desk.ask(lambda office: keep_draft(office, key, payload), self._kept, owner=self)

    def _kept(self, at: datetime) -> None:
        self._draft_words.setText(f"已自动保存 {at:%H:%M}")

    def _foresee(self) -> None:
        if self._form.fact is None:
            return
        planned = self._form.fact(self.fields.values())
        if planned is None:
            self._foresight.setText("")
            return
        case_id, today, replaces = self._case_id, self._desk.today(), self._form.replaces
        self._desk.ask(
            lambda office: foresee(office, case_id, planned, today, replaces=replaces),
            self._show_foresight,
            owner=self,
        )

    def _show_foresight(self, seen: Foresight) -> None:
        self._foresight.setObjectName("problem" if seen.refusal else "secondary")
        self._foresight.setText(seen.refusal or seen.text)
        self._foresight.style().polish(self._foresight)

    def _do(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._draft_timer.stop()
        values, act, case_id = self.fields.values(), self._form.act, self._case_id
        today, key = self._desk.today(), self._draft_key

        def work(office: Office) -> Done:
            done = act(office, case_id, values, today)
            forget_draft(office, key)
            return done

        self._desk.do(work, self._finish, owner=self, failed=self._refuse)

    def _finish(self, done: Done) -> None:
        self._busy = False
        self.saved.emit(done)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self._keep_draft()
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
            return
        said = sentence if "没有" in sentence[-8:] else f"{sentence}没有改动任何内容。"
        if not self.fields.show_problem(said):
            self._problem.setText(said)
            self._problem.show()
