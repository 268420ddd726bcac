"""Beside the annual tables: the checks with both sides, and the cases behind the number chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.ledger.lists import LedgerLine
from caseapp.law.annual_checks import Check
from caseapp.ui.cases.case_lines import CaseLines
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_LONGEST_BESIDE = 12


class YearSide(QWidget):
    """The right of the page."""

    def __init__(self) -> None:
        super().__init__()
        self._tally = rows.words("", "reason")
        checks, checks_in = rows.panel("勾稽检查", self._tally)
        inside = QWidget()
        inside.setObjectName("plain")
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 6, 0)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(6)
        holder.addLayout(self._checks)
        holder.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(ScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        rows.name(area, "勾稽检查")
        checks_in.addWidget(area)
        self._row_words = rows.words("", "reason", wrap=True)
        self._title = rows.words("", "panelTitle")
        self.cases = CaseLines("数字对应的申请")
        behind, behind_in = rows.panel()
        behind_in.setContentsMargins(0, 8, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(rows.words("Enter 打开案件", "reason"))
        sub = QHBoxLayout()
        sub.setContentsMargins(12, 0, 12, 0)
        sub.addWidget(self._row_words)
        behind_in.addLayout(head)
        behind_in.addWidget(rows.rule())
        behind_in.addLayout(sub)
        behind_in.addWidget(rows.rule())
        behind_in.addWidget(self.cases, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(checks, 5)
        layout.addWidget(behind, 4)

    def set_checks(self, checks: Sequence[Check]) -> None:
        """Show every check with its two sides, what does not hold first."""
        rows.clear(self._checks)
        passed = sum(1 for check in checks if check.ok)
        pending = sum(1 for check in checks if check.pending)
        wrong = len(checks) - passed - pending
        parts = [f"通过 {passed}", f"待定 {pending}" if pending else "", f"不符 {wrong}" if wrong else ""]
        self._tally.setText("　".join(part for part in parts if part))
        for check in sorted(checks, key=lambda check: (check.ok, check.pending)):
            self._checks.addWidget(_line(check))

    def set_cases(self, title: str, words: str, lines: list[LedgerLine]) -> None:
        """Show the cases behind a number."""
        self._title.setText(f"{title}：{len(lines)} 件")
        self._row_words.setText(words)
        self.cases.set_lines(lines)


def _line(check: Check) -> QWidget:
    word, tone = ("通过", "ok") if check.ok else ("待定", "warn") if check.pending else ("不符", "danger")
    beside = len(check.detail) <= _LONGEST_BESIDE
    top = QHBoxLayout()
    top.setSpacing(8)
    top.addWidget(rows.badge(word, tone))
    top.addWidget(rows.words(check.label, "check"), 1)
    if beside:
        top.addWidget(rows.words(check.detail, "reason"))
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addLayout(top)
    if not beside:
        below = rows.words(check.detail, "reason", wrap=True)
        below.setContentsMargins(52, 0, 0, 0)
        layout.addWidget(below)
    rows.name(holder, f"{word}：{check.label}，{check.detail}")
    return holder
