"""The due date of a case with its badges, the strict date, the notes, and the reckoning it opens to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView
from caseapp.law.trace import TraceRow
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

# Longer rows leave their article to the tip, so that the whole reckoning is seen at once.
_ONE_LINE = 26


class DuePanel(QWidget):
    """Says by when, and why.

    Signals:
        said: a short sentence for the alert panel.
        printing: the printed page of the reckoning is wanted.
    """

    said = Signal(str)
    printing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._trace_text = ""
        self._headline = rows.words("", "due")
        self._badge = rows.badge("", "neutral")
        self._provisional = rows.badge("", "provisional")
        self._caution = rows.words("", "caution", wrap=True)
        self._fold = QToolButton()
        self._fold.setObjectName("fold")
        self._fold.setText("推算依据")
        self._fold.setCheckable(True)
        self._fold.setChecked(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setArrowType(Qt.ArrowType.DownArrow)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.name(self._fold, "推算依据", "展开或收起期限的推算过程")
        self._copy = rows.button("复制推算说明", link=True)
        self._print = rows.button("推算说明（打印页）", link=True)
        columns = (Column("日期", 112), Column("怎样计算"), Column("累计", 52, number=True))
        self.table = TextTable("推算依据表", columns, row_height=26, wrap=1)
        self._ground = rows.words("", "secondary", wrap=True)

        frame, inner = rows.panel()
        inner.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (self._headline, self._badge, self._provisional):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        inner.addLayout(head)
        inner.addWidget(self._caution)
        line = QHBoxLayout()
        line.addWidget(self._fold)
        line.addStretch(1)
        line.addWidget(self._copy)
        line.addSpacing(12)
        line.addWidget(self._print)
        inner.addLayout(line)
        self._below = QStackedLayout()
        inner.addLayout(self._below, 1)  # before its pages: the first is shown at once
        self._below.addWidget(self.table)
        holder = QWidget()
        top = QVBoxLayout(holder)
        top.setContentsMargins(0, 4, 0, 0)
        top.addWidget(self._ground)
        top.addStretch(1)
        self._below.addWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

        self._fold.toggled.connect(self._on_fold)
        self._copy.clicked.connect(self._on_copy)
        self._print.clicked.connect(self.printing)

    def set_view(self, view: CaseView) -> None:
        """Show the clock of a case."""
        case, clock = view.case, view.case.clock
        self._headline.setText(view.headline)
        rows.set_badge(self._badge, case.status.text, case.status.tone)
        provisional = bool(clock and clock.provisional and clock.due and not clock.closed)
        rows.set_badge(self._provisional, "暂定" if provisional else "", "provisional")
        self._provisional.setToolTip("放假安排尚未公布或者征求意见尚未结束，日期还会变动" if provisional else "")
        notes = clock.notes if clock else ()
        cautions = [note.text + (f"（{note.article}）" if note.article else "") for note in notes]
        self._caution.setText("\n".join(cautions))
        self._caution.setVisible(bool(cautions))
        self._trace_text = view.trace_text
        self.table.set_lines([_line(row) for row in view.trace])
        self._ground.setText(case.status.reason)
        self._fold.setVisible(bool(view.trace))
        self._copy.setVisible(bool(view.trace))
        self._print.setVisible(bool(view.trace))
        self._on_fold(self._fold.isChecked())

    def unfold(self) -> None:
        """Open the reckoning."""
        self._fold.setChecked(True)

    def _on_fold(self, shown: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._below.setCurrentIndex(0 if shown and self.table.lines() else 1)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._trace_text)
        self.said.emit("逐日的推算说明已复制，可以粘贴到文档中打印。")


def _line(row: TraceRow) -> Line:
    days = f"{row.first:%m-%d}" if row.first == row.last else f"{row.first:%m-%d} — {row.last:%m-%d}"
    article = f"（{row.article}）" if row.article and row.article not in row.text else ""
    words = f"{row.text}{article}"
    shown = words if len(words) <= _ONE_LINE else row.text
    held = row.kind == "excluded"
    count = "暂停" if held else "" if row.kind == "skipped" else str(row.count)
    return Line((days, shown, count), tone="hold" if held else "", tip=f"{row.first} 至 {row.last}：{words}")
