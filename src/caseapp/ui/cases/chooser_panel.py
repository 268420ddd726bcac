"""按问题判断: one question at a time, the way so far beside it, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.law.chooser import Offer, Walk, offers_of, walk
from caseapp.law.known import Known
from caseapp.law.questions import STEPS, Chooser, Question
from caseapp.ui.cases.chooser_path import CONCLUSION, ChooserPath
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_PATH_WIDTH = 262


class ChooserPanel(QWidget):
    """The questions of one case.

    Signals:
        moved: another question, or the conclusion, is shown.
        chosen: an answer was marked.
    """

    moved = Signal()
    chosen = Signal()

    def __init__(self, chooser: Chooser, known: Known, day: Callable[[], date]) -> None:
        super().__init__()
        self._chooser, self._known, self._day = chooser, known, day
        self._answers: dict[str, int] = {}
        self._shown = ""
        self._offers: tuple[Offer, ...] = ()
        self._marked = 0
        self.walk = self._walk()
        self.path = ChooserPath()
        self._step = rows.words("", "secondary")
        self._title = rows.words("", "question", wrap=True)
        self._why = rows.words("", "reason", wrap=True)
        self._answers_box = QVBoxLayout()
        self._hint = rows.words("", "hint", wrap=True)
        self._problem = rows.words("", "problem", wrap=True)
        self._back = rows.button("上一步", link=True)
        self._group = QButtonGroup(self)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        frame = QFrame()
        frame.setObjectName("panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.path)
        frame.setFixedWidth(_PATH_WIDTH)
        layout.addWidget(frame)
        layout.addWidget(self._middle(), 1)

        self._back.clicked.connect(self.go_back)
        self.path.wanted.connect(self.go_to)
        self._group.buttonClicked.connect(self._on_clicked)
        self._show()

    def _middle(self) -> ScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._step)
        head.addStretch(1)
        head.addWidget(self._back)
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addWidget(self._why)
        self._answers_box.setSpacing(2)
        self._answers_box.setContentsMargins(0, 6, 0, 6)
        layout.addLayout(self._answers_box)
        layout.addWidget(self._hint)
        layout.addWidget(self._problem)
        layout.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    @property
    def answers(self) -> dict[str, int]:
        """What was answered, by question; what a draft keeps."""
        return dict(self._answers)

    @property
    def at_conclusion(self) -> bool:
        """Whether the conclusion is shown, and no question gone back to."""
        return self.walk.concluded and not self._shown

    def set_answers(self, answers: Mapping[str, int]) -> None:
        """Take kept answers and go as far as they lead."""
        self._answers = {key: int(number) for key, number in answers.items() if key in self._chooser.questions}
        self._shown = ""
        self._show()

    def read_again(self) -> None:
        """Say everything again, for another day of the decision."""
        self._show()

    def choose(self, number: int) -> None:
        """Mark an answer by its number, as the digit keys do; a blocked one says why."""
        pressed = self._group.button(number)
        if pressed is not None:
            pressed.setFocus()
            pressed.click()

    def go_on(self) -> bool:
        """Take the marked answer and show what follows; tell whether there was one."""
        question = self._question()
        if question is None:
            return False
        if not self._marked:
            self._say("请先选一个回答。")
            return False
        self._answers[question.id] = self._marked
        self.walk = self._walk()
        self._shown = self._after(question.id)
        self._show()
        self.take_focus()
        return True

    def go_back(self) -> None:
        """Show the question before."""
        if before := self._before():
            self.go_to(before[-1])

    def go_to(self, key: str) -> None:
        """Show a question of the path again, or the conclusion."""
        self._shown = "" if key == CONCLUSION else key
        self._show()
        self.take_focus()

    def take_focus(self) -> None:
        """Go to the marked answer, else to the first that may be given."""
        free = next((o.number for o in self._offers if not o.blocked), 0)
        target = self._group.checkedButton() or self._group.button(free)
        (target or self.path).setFocus()

    def _walk(self) -> Walk:
        return walk(self._chooser, self._answers, on=self._day(), known=self._known)

    def _after(self, key: str) -> str:
        """Return the question on the path after one, "" for the frontier."""
        path = [s for s in self.walk.path if not s.settled or s.question.id == key]
        place = next((n for n, s in enumerate(path) if s.question.id == key), len(path))
        return path[place + 1].question.id if place + 1 < len(path) else ""

    def _question(self) -> Question | None:
        return self._chooser.questions[self._shown] if self._shown else self.walk.question

    def _show(self) -> None:
        self.walk = self._walk()
        if self._shown and all(s.question.id != self._shown for s in self.walk.path):
            self._shown = ""
        question = self._question()
        self._problem.hide()
        self.path.set_walk(self.walk, question.id if question else "", self._conclusion())
        self._back.setVisible(bool(self._before()))
        if question is None:
            self._show_conclusion()
        else:
            self._ask(question)
        self._show_hint()
        self.moved.emit()

    def _before(self) -> list[str]:
        """Return the questions a person answered before the one shown."""
        keys = [s.question.id for s in self.walk.path]
        end = keys.index(self._shown) if self._shown else len(keys)
        return [s.question.id for s in self.walk.path[:end] if not s.settled]

    def _ask(self, question: Question) -> None:
        self._step.setText(f"第 {STEPS.index(question.step) + 1} 步　{question.step}")
        self._title.setText(question.text)
        self._why.setText(f"{question.why}（{question.article}）")
        self._offers = offers_of(self._chooser, question, on=self._day(), known=self._known)
        self._clear()
        self._marked = next((s.number for s in self.walk.path if s.question is question), 0)
        for offer in self._offers:
            self._answers_box.addWidget(self._radio(question, offer))
            if offer.blocked:
                below = rows.words(offer.blocked, "reason", wrap=True)
                below.setContentsMargins(24, 0, 0, 4)
                self._answers_box.addWidget(below)

    def _radio(self, question: Question, offer: Offer) -> QRadioButton:
        made = QRadioButton(offer.label)
        rows.name(made, offer.label, offer.blocked or offer.hint or question.text)
        made.setToolTip(f"{offer.number} 键")
        made.setMinimumHeight(30)
        rows.set_flag(made, "blocked", bool(offer.blocked))
        made.setChecked(offer.number == self._marked)
        self._group.addButton(made, offer.number)
        return made

    def _show_conclusion(self) -> None:
        self._offers, self._marked = (), 0
        self._clear()
        self._step.setText(f"第 {len(STEPS)} 步　{STEPS[-1]}")
        act, path = self.walk.act, self.walk.path
        self._title.setText(self._conclusion())
        if act is not None:
            article = f"（{act.article}）" if act.article else ""
            self._why.setText(f"{path[-1].reason}\n{act.text}{article}")
            return
        said = [f"{s.question.step}　{s.reason}" for s in path if not s.answer.quiet]
        self._why.setText("\n".join(said))

    def _conclusion(self) -> str:
        """Return the conclusion in words, "" before there is one."""
        act = self.walk.act
        if act is not None:
            return f"先办：{act.label}" if act.verb else act.label
        return self._chooser.outcomes[self.walk.outcome].ground_label if self.walk.outcome else ""

    def _show_hint(self) -> None:
        hint = self.walk.hint if self.at_conclusion else self._offers[self._marked - 1].hint if self._marked else ""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _clear(self) -> None:
        for made in self._group.buttons():
            self._group.removeButton(made)
        rows.clear(self._answers_box)

    def _on_clicked(self, pressed: QAbstractButton) -> None:
        offer = self._offers[self._group.id(pressed) - 1]
        if offer.blocked:
            self._mark_again()
            self._say(f"不能选“{offer.label}”：{offer.blocked}")
            return
        self._marked = offer.number
        self._problem.hide()
        self._show_hint()
        self.chosen.emit()

    def _mark_again(self) -> None:
        """Show the answer that was marked before a blocked one was pressed."""
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(self._group.id(made) == self._marked)
        self._group.setExclusive(True)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
