"""The items of a request, one row each: what was asked, and how that item ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.handling.outcome_views import OutcomeChoice
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

FEWEST, MOST = 2, 20


@dataclass(slots=True)
class _Row:
    """The widgets of one item."""

    holder: QWidget
    number: QLabel
    asked: QPlainTextEdit
    outcome: QComboBox
    article: QLineEdit
    ask: QPushButton
    out: QPushButton


class ItemRows(QWidget):
    """Two rows or more.

    Signals:
        changed: something was typed, chosen, added or taken out.
        asking: the outcome of an item (counted from 0) is to be found by questions.
    """

    changed = Signal()
    asking = Signal(int)

    def __init__(self, choices: Sequence[OutcomeChoice]) -> None:
        super().__init__()
        self._choices = [("", "请选择办理结果"), *((choice.id, choice.label) for choice in choices)]
        self._citing = {choice.id for choice in choices if choice.cites}
        self._rows: list[_Row] = []
        self._add = rows.button("增加一项", small=True)
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self._area = ScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(inside)
        frame, inner = rows.panel("各项内容", self._add)
        inner.addWidget(self._area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._add.clicked.connect(self._on_add)

    def focus_first(self) -> None:
        """Put the cursor into the first item."""
        self._rows[0].asked.setFocus()

    def items(self) -> list[tuple[str, str]]:
        """Return what was asked and the outcome of each item, as far as they are given, with the article it names."""
        return [(row.asked.toPlainText().strip(), self._outcome(row)) for row in self._rows]

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show items; at least two rows stand."""
        for row in self._rows:
            row.holder.deleteLater()
            self._column.removeWidget(row.holder)
        self._rows = []
        for asked, outcome in [*items, *[("", "")] * (FEWEST - len(items))]:
            self._append(asked, outcome)
        self._renumber()

    def set_outcome(self, index: int, outcome: str) -> None:
        """Choose the outcome of an item, counted from 0."""
        if 0 <= index < len(self._rows):
            choice = self._rows[index].outcome
            choice.setCurrentIndex(max(0, choice.findData(outcome)))
            choice.setFocus()

    def lacking(self) -> str:
        """Return what is not given yet, in a sentence, "" when all is; the field is in focus then."""
        for number, row in enumerate(self._rows, start=1):
            if not row.asked.toPlainText().strip():
                row.asked.setFocus()
                return f"第 {number} 项没有写申请的内容。"
            if not row.outcome.currentData():
                row.outcome.setFocus()
                return f"第 {number} 项还没有选办理结果。"
        return ""

    def _outcome(self, row: _Row) -> str:
        key = str(row.outcome.currentData() or "")
        return f"{key}:{row.article.text().strip()}" if key in self._citing else key

    def _append(self, asked: str, outcome: str) -> None:
        field = QPlainTextEdit(asked)
        field.setFixedHeight(56)
        field.setTabChangesFocus(True)
        field.setPlaceholderText("这一项申请的内容，照申请书原文")
        choice = rows.choice(self._choices)
        key, article_text = _parts(outcome)
        choice.setCurrentIndex(max(0, choice.findData(key)))
        article = rows.line("禁止公开的条文，例如：《某某法》第十条")
        article.setText(article_text)
        article.setVisible(key in self._citing)
        ask = rows.button("按问题判断…", small=True)
        out = rows.button("移除", link=True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        which = rows.words("", "reason")
        column.addWidget(which)
        column.addWidget(field)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(choice, 1)
        line.addWidget(ask)
        line.addWidget(out)
        column.addLayout(line)
        column.addWidget(article)
        self._column.insertWidget(len(self._rows), holder)
        self._rows.append(_Row(holder, which, field, choice, article, ask, out))
        field.textChanged.connect(self.changed)
        article.textChanged.connect(self.changed)
        choice.currentIndexChanged.connect(self._on_chosen)
        ask.clicked.connect(self._on_ask)
        out.clicked.connect(self._on_out)

    def _renumber(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.number.setText(f"第 {number} 项")
            rows.name(row.asked, f"第 {number} 项申请内容")
            rows.name(row.outcome, f"第 {number} 项办理结果")
            rows.name(row.article, f"第 {number} 项禁止公开的条文")
            rows.name(row.out, f"移除第 {number} 项")
            rows.name(row.ask, f"按问题判断第 {number} 项")
            row.ask.setProperty("row", number - 1)
            row.out.setProperty("row", number - 1)
            rows.block(row.out, "" if len(self._rows) > FEWEST else f"逐项答复至少 {FEWEST} 项。")
        rows.block(self._add, "" if len(self._rows) < MOST else f"最多 {MOST} 项。")

    def _on_chosen(self, _index: int) -> None:
        for row in self._rows:
            row.article.setVisible(row.outcome.currentData() in self._citing)
        self.changed.emit()

    def _on_ask(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.asking.emit(int(pressed.property("row")))

    def _on_add(self) -> None:
        if len(self._rows) >= MOST:
            return
        self._append("", "")
        self._renumber()
        self._rows[-1].asked.setFocus()
        self._area.ensureWidgetVisible(self._rows[-1].holder)
        self.changed.emit()

    def _on_out(self) -> None:
        pressed = self.sender()
        if not isinstance(pressed, QPushButton) or len(self._rows) <= FEWEST:
            return
        row = self._rows.pop(int(pressed.property("row")))
        self._column.removeWidget(row.holder)
        row.holder.deleteLater()
        self._renumber()
        self.changed.emit()


def _parts(outcome: str) -> tuple[str, str]:
    """Return the key of an outcome and the article named for it."""
    parts = outcome.split(":", 2)
    return ":".join(parts[:2]), parts[2] if len(parts) > 2 else ""
