"""The seven steps with the answers given so far; any of them can be gone back to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from caseapp.law.chooser import Walk
from caseapp.law.questions import STEPS
from caseapp.ui.theme import current_tokens
from caseapp.ui.widgets import rows

_QUESTION = int(Qt.ItemDataRole.UserRole)
CONCLUSION = "怎么答"


class ChooserPath(QListWidget):
    """The way so far.

    Signals:
        wanted: id of the question to go back to, or ``CONCLUSION``.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        rows.name(self, "判断过程", "上下键选择，回车回到那个问题")
        self.setObjectName("way")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        # Qt tells of an activation by key and, in some styles, by click as well: going twice to one place is harmless.
        self.itemActivated.connect(self._on_item)
        self.itemClicked.connect(self._on_item)

    def set_walk(self, walk: Walk, shown: str, conclusion: str) -> None:
        """Show the seven steps, the answers, and the conclusion in words; ``shown`` is the question asked now, if any.

        Args:
            walk: where the answers lead.
            shown: id of the question asked now, "" at the conclusion.
            conclusion: its words, "" before there is one.
        """
        self.clear()
        tokens = current_tokens()
        step_now = next((s.question.step for s in walk.path if s.question.id == shown), walk.step)
        for place, step in enumerate(STEPS, 1):
            here = step == step_now
            head = self._line(f"{place}　{step}", CONCLUSION if step == STEPS[-1] and walk.concluded else "")
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
            head.setFont(font)
            reached = here or any(s.question.step == step for s in walk.path)
            head.setForeground(QColor(tokens.accent_text if here else tokens.text if reached else tokens.text3))
            for said in (s for s in walk.path if s.question.step == step):
                line = self._line(f"　　{said.answer.label}", said.question.id)
                record = f"\n案件记录：{said.settled}" if said.settled else ""
                line.setToolTip(f"{said.question.text}\n{said.answer.label}\n{said.reason}{record}")
                line.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{said.question.text}{said.answer.label}")
                if said.question.id == shown:
                    self.setCurrentItem(line)
            if step == STEPS[-1] and conclusion:
                head = self._line(f"　　{conclusion}", CONCLUSION)
                head.setToolTip(conclusion)
            if here and self.currentItem() is None:
                self.setCurrentItem(head)
        self.scrollToItem(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the digits to the question."""
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _line(self, words: str, key: str) -> QListWidgetItem:
        made = QListWidgetItem(words, self)
        made.setData(_QUESTION, key)
        return made

    def _on_item(self, item: QListWidgetItem) -> None:
        if key := item.data(_QUESTION):
            self.wanted.emit(key)
