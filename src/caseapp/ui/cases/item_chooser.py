"""按问题判断 of one item among several: the same questions, the outcome goes back to the item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from caseapp import resources
from caseapp.casework.handling.choosing import Choosing
from caseapp.ui.cases.chooser_panel import ChooserPanel
from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_WHOLE = "这一结论是对整件申请的处理，不能只用于其中一项；请返回，按整件判断。"


class ItemChooser(QDialog):
    """Asks about one item.

    Signals:
        concluded: id of the outcome the answers lead to.
    """

    concluded = Signal(str)

    def __init__(self, shell: Shell, title: str, base: Choosing, day: Callable[[], date]) -> None:
        super().__init__(shell)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(min(980, shell.width() - 14), min(620, shell.height() - 14))
        self._items = {choice.id for choice in base.choices if choice.item}
        self.questions = ChooserPanel(resources.load_chooser(), base.known, day)
        self._problem = rows.words("", "problem", wrap=True)
        self._cancel = rows.button("返回")
        self._do = rows.button("", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(rows.words(title, "panelTitle"))
        layout.addWidget(self.questions, 1)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._do)
        layout.addLayout(buttons)

        self._cancel.clicked.connect(self.reject)
        self._do.clicked.connect(self._press)
        self.questions.moved.connect(self._show)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._press)
        self.finished.connect(self.deleteLater)
        self._show()
        self.questions.take_focus()

    def _show(self) -> None:
        concluded = self.questions.at_conclusion
        fits = not concluded or self.questions.walk.outcome in self._items
        self._problem.setText("" if fits else _WHOLE)
        self._problem.setVisible(not fits)
        words = "用作这一项的结果" if concluded else "下一个问题"
        self._do.setText(words)
        rows.name(self._do, words)
        rows.block(self._do, "" if fits else _WHOLE)

    def _press(self) -> None:
        if not self.questions.at_conclusion:
            self.questions.go_on()
        elif self.questions.walk.outcome in self._items:
            self.concluded.emit(self.questions.walk.outcome)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1-9 mark an answer and Enter goes on."""
        key, focus = event.key(), self.focusWidget()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.questions.choose(key - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self._press()
        else:
            super().keyPressEvent(event)
