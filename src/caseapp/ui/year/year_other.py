"""Table 四 and 其他事项 of a year: every number opens its cases; last year's stand beside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.year.year_views import Figure, YearView
from caseapp.casework.year.yearbook import Year
from caseapp.law.annual import DISPUTE_COLUMNS
from caseapp.law.disputes import DISPUTE_GROUPS
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_WIDTHS = (220, 150, 170)
"""Name, this year, last year (px)."""


class DisputesPanel(QWidget):
    """表四: 行政复议、行政诉讼.

    Signals:
        chosen: group, place 0..4 of the number, and its name.
    """

    chosen = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__()
        frame, inner = rows.panel("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        inner.addLayout(self._grid)
        told = "复议、诉讼在案件页“复议诉讼”登记，同一件涉及几件申请的只计一件；未审结的以年底为准。"
        inner.addWidget(rows.words(told, "reason", wrap=True))
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def set_year(self, year: Year) -> None:
        """Show the numbers of a year."""
        _empty(self._grid)
        for column, name in enumerate(DISPUTE_COLUMNS, start=1):
            self._grid.addWidget(_right(rows.words(name, "secondary")), 0, column)
        for line, (key, name) in enumerate(DISPUTE_GROUPS.items(), start=1):
            self._grid.addWidget(rows.words(name), line, 0)
            for column, number in enumerate(year.tables.table4[key], start=1):
                told = f"{name}，{DISPUTE_COLUMNS[column - 1]}"
                made = rows.button(str(number), link=True)
                rows.name(made, f"{told}：{number}", "列出对应的申请")
                made.setProperty("cell", [key, column - 1, told])
                made.clicked.connect(self._on_number)
                self._grid.addWidget(made, line, column, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(0, 1)

    def _on_number(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        group, place, told = pressed.property("cell")
        self.chosen.emit(group, place, told)


class OtherPanel(QWidget):
    """其他事项: what the form does not ask and the report tells.

    Signals:
        chosen: key of the figure and its name.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(18)
        self._figures.setVerticalSpacing(3)
        frame, inner = rows.panel("渠道、时限、收费和主题")
        inside = QWidget()
        inside.setObjectName("plain")
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 8, 0)
        holder.addLayout(self._figures)
        holder.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(ScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        inner.addWidget(area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def set_view(self, view: YearView) -> None:
        """Show the figures of a year beside those of the year before."""
        _empty(self._figures)
        year = view.year
        before = f"{year.year - 1} 年" if view.before else f"{year.year - 1} 年（没有记录）"
        for column, words in enumerate(("", f"{year.year} 年", before)):
            self._figures.addWidget(_right(rows.words(words, "secondary")), 0, column)
        for line, figure in enumerate(view.figures, start=1):
            self._figures.addWidget(rows.words(figure.name), line, 0)
            self._figures.addWidget(self._number(figure), line, 1, Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(_right(rows.words(figure.before or "—", "secondary")), line, 2)
        line = len(view.figures) + 1
        self._figures.addWidget(rows.words("表式"), line, 0)
        form = f"国办公开办函〔{year.format[:4]}〕{year.format[5:]}号"
        self._figures.addWidget(_right(rows.words(form)), line, 1, 1, 2)
        for column, width in enumerate(_WIDTHS):
            self._figures.setColumnMinimumWidth(column, width)
        self._figures.setColumnStretch(len(_WIDTHS), 1)

    def _number(self, figure: Figure) -> QWidget:
        if not figure.key:
            return rows.words(figure.now)
        made = rows.button(figure.now, link=True)
        rows.name(made, f"{figure.name}：{figure.now}", "列出对应的申请")
        made.setProperty("figure", [figure.key, figure.name])
        made.clicked.connect(self._on_number)
        return made

    def _on_number(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        self.chosen.emit(*pressed.property("figure"))


def _right(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _empty(grid: QGridLayout) -> None:
    while item := grid.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QHBoxLayout):
            rows.clear(inner)
            inner.deleteLater()
