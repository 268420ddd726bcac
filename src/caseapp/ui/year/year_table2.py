"""表二: typed by the office cell by cell, last year's numbers beside; row 25 of a report made without this program."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.casework.year.year_views import YearView
from caseapp.law.annual import COLUMNS
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_WIDTH = 96


class Table2Panel(QWidget):
    """The cells of table 二.

    Signals:
        typed: cell key -> text, every cell.
        carried: the six numbers of last year's row 25, as typed.
    """

    typed = Signal(object)
    carried = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, QLineEdit] = {}
        self._kept: dict[str, str] = {}
        self._form = ""
        self._problem = rows.words("", "problem", wrap=True)
        self._problem.hide()
        told = rows.words("由本机关填写，没有的填 0；填好一格就保存", "reason")
        frame, inner = rows.panel("二、主动公开政府信息情况", told)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        inside = QWidget()
        inside.setObjectName("plain")
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 8, 0)
        holder.addLayout(self._grid)
        holder.addWidget(self._build_carried())
        holder.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(ScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        inner.addWidget(self._problem)
        inner.addWidget(area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def _build_carried(self) -> QWidget:
        self._carried = [rows.line(accessible=f"上年第 25 行：{name}") for name in COLUMNS[:6]]
        self._carried_box = QWidget()
        column = QVBoxLayout(self._carried_box)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(rows.rule())
        told = "上年报告表三第 25 行（结转下年度继续办理）：上年报告不是用本程序做的，在这里照填"
        column.addWidget(rows.words(told, "reason"))
        line = QHBoxLayout()
        for name, field in zip(COLUMNS[:6], self._carried, strict=True):
            field.setFixedWidth(52)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.editingFinished.connect(self._on_carried)
            line.addWidget(rows.words(name, "secondary"))
            line.addWidget(field)
        line.addStretch(1)
        column.addLayout(line)
        return self._carried_box

    def set_view(self, view: YearView) -> None:
        """Show the cells of a year; a cell being typed in is not disturbed."""
        year, before = view.year, view.before
        if self._form != year.form2.id:
            self._build(view)
        self._kept = dict(year.table2)
        last = before.table2 if before and before.form2.id == year.form2.id else {}
        for key, field in self._cells.items():
            if not field.isModified():
                field.setText(self._kept.get(key, ""))
            field.setPlaceholderText(f"上年 {last[key]}" if last.get(key) else "")
            field.setReadOnly(year.closed is not None)
        carry = next(check for check in year.checks if check.id == "carry")
        self._carried_box.setVisible(carry.pending or (year.carried_before is not None and before is None))
        if year.carried_before and not any(field.hasFocus() for field in self._carried):
            for field, number in zip(self._carried, year.carried_before, strict=False):
                field.setText(str(number))
        self.say("")

    def say(self, problem: str) -> None:
        """Show why a number could not be kept."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _build(self, view: YearView) -> None:
        form = view.year.form2
        self._form = form.id
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._cells, line = {}, 0
        widest = max(len(section.columns) for section in form.sections)
        for section in form.sections:
            self._grid.addWidget(rows.words(section.title, "sectionTitle"), line, 0)
            for column, name in enumerate(section.columns, start=1):
                span = 1 if len(section.columns) > 1 else widest
                self._grid.addWidget(rows.words(name, "secondary"), line, column, 1, span)
            for row in section.rows:
                line += 1
                self._grid.addWidget(rows.words(f"　{row}"), line, 0)
                for column, name in enumerate(section.columns):
                    key = form.key(section, row, column)
                    field = rows.line(accessible=f"{section.title}，{row}，{name}")
                    field.setFixedWidth(_WIDTH)
                    field.setAlignment(Qt.AlignmentFlag.AlignRight)
                    field.editingFinished.connect(self._on_typed)
                    self._cells[key] = field
                    self._grid.addWidget(field, line, column + 1, Qt.AlignmentFlag.AlignLeft)
            line += 1
        self._grid.setColumnStretch(widest + 1, 1)

    def _on_typed(self) -> None:
        values = {key: field.text() for key, field in self._cells.items()}
        if any(values[key].strip() != self._kept.get(key, "") for key in values):
            for field in self._cells.values():
                field.setModified(False)
            self.typed.emit(values)

    def _on_carried(self) -> None:
        cells = [field.text() for field in self._carried]
        if all(cell.strip() for cell in cells):
            self.carried.emit(cells)
