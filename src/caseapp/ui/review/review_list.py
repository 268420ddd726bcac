"""The checklist of the 保密审查: groups that fold, every question with real buttons 是 否 不涉及."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.law.review import ANSWERS, HANDLED, NO, YES, CheckItem, Checklist
from caseapp.ui.tokens import REVIEW_ROW_HEIGHT
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.scrolling import ScrollArea

_ID, _BASIS = 32, 148
_ANSWER_WIDTHS = (34, 34, 60)
_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class AnswerButtons(QWidget):
    """是 否 不涉及, exclusive; 1 2 3 answer and go on.

    Signals:
        answered: one was chosen.
        went_on: the next question is wanted.
    """

    answered = Signal()
    went_on = Signal()

    def __init__(self, item: CheckItem) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(0)
        for place, answer in enumerate(ANSWERS):
            made = QToolButton()
            made.setObjectName("answer")
            made.setText(answer)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setProperty("against", item.speaks_against(answer))
            made.setFixedSize(_ANSWER_WIDTHS[place], 22)
            rows.name(made, f"{item.id} {answer}", item.question)
            self._group.addButton(made, place)
            layout.addWidget(made)
        self._group.buttonClicked.connect(self._on_clicked)

    def answer(self) -> str:
        """Return the answer, "" while there is none."""
        place = self._group.checkedId()
        return ANSWERS[place] if place >= 0 else ""

    def set_answer(self, answer: str) -> None:
        """Show an answer; "" takes it away."""
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(made.text() == answer)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """Go to the chosen button, else to the first."""
        (self._group.checkedButton() or self._group.button(0)).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 2 3 answer and go on."""
        key = Qt.Key(event.key())
        if key in _KEYS and not event.modifiers():
            self._group.button(_KEYS[key]).setChecked(True)
            self.answered.emit()
            self.went_on.emit()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, _pressed: QAbstractButton) -> None:
        self.answered.emit()


class CheckRow(QWidget):
    """One question.

    Signals:
        changed: answer or note.
    """

    changed = Signal()

    def __init__(self, item: CheckItem) -> None:
        super().__init__()
        self.item = item
        self.buttons = AnswerButtons(item)
        self.note = QLineEdit()
        self.note.setObjectName("cell")
        rows.name(self.note, f"{item.id} 说明", item.question)
        self.handled = rows.choice([("", "怎样处理"), *HANDLED.items()], accessible=f"{item.id} 怎样处理")
        self.handled.setObjectName("cell")
        self.handled.setToolTip(item.advice)
        self.handled.setFixedSize(_BASIS, 22)
        self._basis = Elided(item.basis, "reason")
        self.setFixedHeight(REVIEW_ROW_HEIGHT)
        number, basis = rows.words(item.id, "secondary"), self._basis
        question = Elided(item.question)
        number.setFixedWidth(_ID)
        self.buttons.setFixedWidth(sum(_ANSWER_WIDTHS))
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        basis.setFixedWidth(_BASIS)
        basis.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(8)
        layout.addWidget(number)
        layout.addWidget(question, 6)
        layout.addWidget(self.buttons)
        layout.addWidget(basis)
        layout.addWidget(self.handled)
        layout.addWidget(self.note, 4)
        self.buttons.answered.connect(self._on_changed)
        self.note.textChanged.connect(self.changed)
        self.handled.currentIndexChanged.connect(self._on_handled)

    def against(self) -> bool:
        """Tell whether the answer stands in the way of disclosure."""
        return self.item.speaks_against(self.buttons.answer())

    def tell(self) -> None:
        """Ask for an explanation, and how it was dealt with, where the answer needs them."""
        asks = self.against() and not (self.item.closes or self.item.refers)
        self.handled.setVisible(asks)
        self._basis.setVisible(not asks)
        rows.set_flag(self.handled, "wanted", asks and not self.handled.currentData())
        self.note.setPlaceholderText("须写明说明" if self.against() else "—")
        rows.set_flag(self.note, "wanted", self.against() and not self.note.text().strip())

    def _on_changed(self) -> None:
        self.tell()
        self.changed.emit()

    def _on_handled(self, _index: int) -> None:
        self._on_changed()


class CheckGroup(QWidget):
    """A group of questions under a line that folds.

    Signals:
        changed: an answer or note of the group.
    """

    changed = Signal()

    def __init__(self, title: str, items: Sequence[CheckItem]) -> None:
        super().__init__()
        self.rows = [CheckRow(item) for item in items]
        span = items[0].id if len(items) == 1 else f"{items[0].id}—{items[-1].id}"
        self._fold = QToolButton()
        self._fold.setObjectName("groupFold")
        self._fold.setText(f"{title}　")
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.name(self._fold, title, "展开或收起")
        self._all_no = rows.button("均为否", link=True)
        rows.name(self._all_no, f"{title}：均为否", "把这一组的每一项都答为否")
        self._state = rows.words("", "reason")
        head = QWidget()
        head.setObjectName("groupHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(REVIEW_ROW_HEIGHT)
        line = QHBoxLayout(head)
        line.setContentsMargins(8, 0, 14, 0)
        line.setSpacing(8)
        line.addWidget(self._fold)
        line.addWidget(rows.words(span, "reason"))
        line.addStretch(1)
        line.addWidget(self._all_no)
        line.addWidget(self._state)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
            column.addWidget(rows.rule())
            row.changed.connect(self._on_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(rows.rule())
        layout.addWidget(self._inside)
        self._fold.toggled.connect(self.set_open)
        self._all_no.clicked.connect(self._answer_no)

    def quiet(self) -> bool:
        """Tell whether every question is answered 否."""
        return all(row.buttons.answer() == NO for row in self.rows)

    def set_open(self, shown: bool) -> None:
        """Open or fold the group."""
        self._fold.setChecked(shown)
        self._fold.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._inside.setVisible(shown)

    def is_open(self) -> bool:
        """Tell whether the questions are shown."""
        return self._fold.isChecked()

    def tell(self) -> None:
        """Say in words how the group stands."""
        answers = [row.buttons.answer() for row in self.rows]
        waiting, against = answers.count(""), sum(row.against() for row in self.rows)
        if waiting:
            words, style = f"{waiting} 项未答", "caution"
        elif against:
            words, style = f"{against} 项不利于公开", "caution"
        else:
            words, style = ("均为否" if self.quiet() and len(answers) > 1 else "已答完"), "fine"
        self._state.setText(words)
        self._state.setObjectName(style)
        self._state.style().polish(self._state)
        self._all_no.setVisible(bool(waiting))
        for row in self.rows:
            row.tell()

    def _answer_no(self) -> None:
        for row in self.rows:
            row.buttons.set_answer(NO)
        self._on_changed()

    def _on_changed(self) -> None:
        self.tell()
        self.changed.emit()


class ReviewList(ScrollArea):
    """All groups; ``above`` stands before the first.

    Signals:
        changed: an answer or note.
    """

    changed = Signal()

    def __init__(self, checklist: Checklist, above: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.groups = [CheckGroup(name, list(items)) for name, items in groupby(checklist.items, lambda i: i.group)]
        self._rows = [row for group in self.groups for row in group.rows]
        inside = QWidget()
        inside.setObjectName("plain")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(above)
        for group in self.groups:
            layout.addWidget(group)
            group.changed.connect(self.changed)
        layout.addStretch(1)
        self.setWidget(inside)
        for row in self._rows:
            row.buttons.went_on.connect(self._go)

    def answers(self) -> dict[str, str]:
        """Return item id to answer."""
        return {row.item.id: row.buttons.answer() for row in self._rows}

    def notes(self) -> dict[str, str]:
        """Return item id to explanation."""
        return {row.item.id: row.note.text() for row in self._rows}

    def handled(self) -> dict[str, str]:
        """Return item id to how an answer against disclosure was dealt with."""
        return {
            row.item.id: "" if row.handled.isHidden() else str(row.handled.currentData() or "") for row in self._rows
        }

    def set_sheet(
        self, answers: Mapping[str, str], notes: Mapping[str, str], handled: Mapping[str, str]
    ) -> None:
        """Show answers, notes and how they were dealt with."""
        for row in self._rows:
            row.handled.setCurrentIndex(max(0, row.handled.findData(handled.get(row.item.id, ""))))
            row.buttons.set_answer(answers.get(row.item.id, ""))
            if row.note.text() != notes.get(row.item.id, ""):
                row.note.setText(notes.get(row.item.id, ""))
                row.note.setCursorPosition(0)
                row.note.setToolTip(row.note.text())
        for group in self.groups:
            group.tell()

    def fold_quiet(self) -> None:
        """Fold the groups answered 否 throughout; open the others."""
        for group in self.groups:
            group.set_open(not group.quiet())

    def counts(self) -> tuple[int, int, int]:
        """Return how many questions there are, how many are answered, and how many answers are 是."""
        answers = [row.buttons.answer() for row in self._rows]
        return len(answers), sum(1 for a in answers if a), answers.count(YES)

    def go_to_open(self) -> None:
        """Go to the first question without an answer."""
        for row in self._rows:
            if not row.buttons.answer():
                self._reach(row)
                return

    def _go(self) -> None:
        here = next((i for i, row in enumerate(self._rows) if row.buttons is self.sender()), None)
        if here is None:
            return
        if self._rows[here].against() and not self._rows[here].note.text().strip():
            self._rows[here].note.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if here + 1 < len(self._rows):
            self._reach(self._rows[here + 1])

    def _reach(self, row: CheckRow) -> None:
        group = next(group for group in self.groups if row in group.rows)
        if not group.is_open():
            group.set_open(True)
        row.buttons.take_focus()
        self.ensureWidgetVisible(row)
