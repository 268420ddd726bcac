"""可能已主动公开: the publications that probably answer a request, to look at or to take into the reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView
from caseapp.casework.casefile import load_case
from caseapp.casework.handling.already_public import OUTCOME, begin_public, fits_of, way_of
from caseapp.casework.office import Office
from caseapp.law.publications import Fit, Publication
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

TITLE = "可能已主动公开"
_BESIDE = 3
_ANSWER = "以“已主动公开”答复"


class PublicNotes(QWidget):
    """The same for reading only, beside 登记."""

    def __init__(self) -> None:
        super().__init__()
        frame, self._inner = rows.panel(TITLE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.hide()

    def set_fits(self, fits: Sequence[Fit]) -> None:
        """Show what was found; with nothing the panel is not there."""
        rows.clear(self._inner)
        self.setVisible(bool(fits))
        for fit in fits[:_BESIDE]:
            way = Elided(way_of(fit.publication))
            rows.name(way, TITLE, fit.reason)
            self._inner.addWidget(way)
            self._inner.addWidget(rows.words(fit.reason, "reason", wrap=True))
        if fits:
            self._inner.addWidget(rows.words("登记以后，判断办理结果时可以填入答复书", "reason", wrap=True))


class PublicChoice(QWidget):
    """The same to choose from, where the outcome is decided.

    Signals:
        wanted: the request is to be answered by telling where what is chosen stands.
    """

    wanted = Signal()

    def __init__(self, fits: Sequence[Fit]) -> None:
        super().__init__()
        self._boxes: list[tuple[QCheckBox, Publication]] = []
        self._answer = rows.button(_ANSWER, small=True)
        frame, inner = rows.panel(TITLE)
        inner.setSpacing(4)
        for fit in fits:
            box = QCheckBox(_short(fit.publication.name))
            rows.name(box, f"告知 {fit.publication.name}", fit.reason)
            box.setToolTip(way_of(fit.publication))
            box.setChecked(not fit.itself and bool(fit.words))
            self._boxes.append((box, fit.publication))
            inner.addWidget(box)
            below = QHBoxLayout()
            below.addSpacing(22)
            below.addWidget(Elided(fit.reason, "reason"), 1)
            inner.addLayout(below)
        line = QHBoxLayout()
        line.addWidget(self._answer)
        line.addStretch(1)
        inner.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.setVisible(bool(fits))
        self._answer.clicked.connect(self._on_answer)

    def chosen(self) -> list[Publication]:
        """Return the publications ticked."""
        return [publication for box, publication in self._boxes if box.isChecked()]

    def _on_answer(self) -> None:
        if not self.chosen() and self._boxes:
            self._boxes[0][0].setChecked(True)
        self.wanted.emit()


class PublicLine(QWidget):
    """The same in one line of a case: before the outcome it leads to it, after it into the reply.

    Signals:
        deciding: the outcome is to be decided.
    """

    deciding = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._case_id = shell, 0
        self._fits: tuple[Fit, ...] = ()
        self._decided = False
        self._said = Elided()
        rows.name(self._said, TITLE)
        self._act = rows.button("", link=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(rows.words(TITLE, "caution"))
        line.addWidget(self._said, 1)
        line.addWidget(self._act)
        self.hide()
        self._act.clicked.connect(self._on_act)

    def set_view(self, view: CaseView) -> None:
        """Look for what answers a case; nothing is shown where the outcome is another one or cannot be decided now."""
        case, outcome = view.case, view.case.outcome
        self._case_id, self._decided = case.id, outcome is not None
        allowed = any(state.verb == "decide_outcome" and state.allowed for state in view.verbs)
        if not (allowed if outcome is None else outcome.id == OUTCOME and case.state.on("finalised") is None):
            self._show((case.id, ()))
            return
        case_id, today = case.id, self._shell.desk.today()

        def work(office: Office) -> tuple[int, tuple[Fit, ...]]:
            return case_id, fits_of(office, load_case(office, case_id, today))

        self._shell.desk.ask(work, self._show, owner=self)

    def _show(self, found: tuple[int, tuple[Fit, ...]]) -> None:
        case_id, fits = found
        if case_id != self._case_id:
            return
        self._fits = fits
        self.setVisible(bool(fits))
        self._said.setText("；".join(way_of(fit.publication) for fit in fits))
        self._said.setToolTip("\n".join(f"{way_of(fit.publication)}（{fit.reason}）" for fit in fits))
        self._act.setText("填入答复书" if self._decided else f"{_ANSWER}…")
        rows.name(self._act, self._act.text())

    def _on_act(self) -> None:
        if not self._decided:
            self.deciding.emit()
            return
        case_id, today = self._case_id, self._shell.desk.today()
        sure = [fit.publication for fit in self._fits if fit.words and not fit.itself]
        chosen = sure or [fit.publication for fit in self._fits[:1]]

        def work(office: Office) -> int:
            begin_public(office, case_id, chosen, today)
            return case_id

        self._shell.desk.ask(work, self._shell.open_letter, owner=self, failed=self._shell.show_refusal)


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"
