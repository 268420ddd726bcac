"""定稿前自查: what stops the reply, what needs a reason, what is in order; each finding with the place to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.law.letter_facts import BLOCK, Finding
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_CURES = {
    "review": "打开保密审查",
    "slots": "去填写",
    "settings": "打开设置",
    "outcome": "更改办理结果",
    "dates": "改成文日期",
    "consult": "打开案件",
    "request": "打开案件",
}
# Findings no place mends: the day is what it is.
_NO_CURE = frozenset({"overdue", "due_today"})


class Findings(QWidget):
    """The panel.

    Signals:
        cure: the place of a finding, and its text.
    """

    cure = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.first_cure: QPushButton | None = None
        self._shown: tuple[object, ...] | None = None
        self._counts = rows.words("", "reason")
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        frame, inner = rows.panel("定稿前自查", self._counts)
        inner.setContentsMargins(12, 10, 4, 8)
        inner.addWidget(area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def set_findings(self, findings: Sequence[Finding], passed: Sequence[str], *, lead: bool) -> None:
        """Show the findings; with ``lead`` the cure of the first blocking one is the filled button."""
        shown = (tuple(findings), tuple(passed), lead)
        if shown == self._shown:
            return  # the buttons stay as they are, and the focus with them
        self._shown = shown
        rows.clear(self._column)
        self.first_cure = None
        blocking = sum(1 for finding in findings if finding.level == BLOCK)
        self._counts.setText(f"阻断 {blocking}　提醒 {len(findings) - blocking}　通过 {len(passed)}")
        for finding in findings:
            self._column.addWidget(self._card(finding, lead))
            self._column.addWidget(rows.rule())
        if passed:
            head = QHBoxLayout()
            head.addWidget(rows.badge("通过", "ok"))
            head.addWidget(rows.words(f"{len(passed)} 项", "secondary"))
            head.addStretch(1)
            self._column.addLayout(head)
        for words in passed:
            self._column.addWidget(rows.words(f"✓　{words}", "secondary", wrap=True))
        self._column.addStretch(1)

    def set_frozen(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show what was frozen in place of findings."""
        self._shown = None
        rows.clear(self._column)
        self.first_cure = None
        self._counts.setText("已定稿")
        for label, value in lines:
            self._column.addWidget(rows.words(label, "reason"))
            self._column.addWidget(rows.words(value, wrap=True))
        self._column.addStretch(1)

    def _card(self, finding: Finding, lead: bool) -> QWidget:
        stops = finding.level == BLOCK
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        mark = rows.badge(finding.level, "danger" if stops else "warn")
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(rows.words(finding.text, wrap=True))
        below = finding.article if stops else "；".join(part for part in (finding.article, "定稿时写明理由") if part)
        if below:
            words.addWidget(rows.words(below, "reason", wrap=True))
        if finding.place in _CURES and finding.code not in _NO_CURE:
            cure = rows.button(_CURES[finding.place], small=True, primary=stops and lead and self.first_cure is None)
            rows.name(cure, f"{_CURES[finding.place]}：{finding.text}")
            cure.setProperty("place", finding.place)
            cure.setProperty("words", finding.text)
            cure.clicked.connect(self._on_cure)
            if stops and self.first_cure is None:
                self.first_cure = cure
            row = QHBoxLayout()
            row.addWidget(cure)
            row.addStretch(1)
            words.addLayout(row)
        line.addLayout(words, 1)
        return made

    def _on_cure(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self.cure.emit(str(pressed.property("place")), str(pressed.property("words")))
