"""The list of 今日: four columns painted in two lines, and a real button for the step of every visible row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.casework.ledger.lists import TodayRow
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import TODAY_ROW_HEIGHT, tone_colours
from caseapp.ui.widgets import painting, rows

HEADINGS = ("期限（最急在前）", "申请人", "申请内容与期限依据", "下一步")
_STEP_COLUMN = 3
_WIDTHS = {0: 184, 1: 192, 3: 140}
Index = QModelIndex | QPersistentModelIndex


class TodayModel(QAbstractTableModel):
    """The lines of 今日."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[TodayRow] = []

    def set_lines(self, lines: list[TodayRow]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADINGS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return painting.LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the words of a cell; a screen reader reads both lines."""
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            top, below = two_lines(line, index.column())
            if role == Qt.ItemDataRole.ToolTipRole and index.column() == 2:
                return f"{top}\n{below}"
            return "，".join(part for part in (top, below) if part)
        return None


def two_lines(line: TodayRow, column: int) -> tuple[str, str]:
    """Return the upper and lower words of a cell."""
    if column == 0:
        below = line.due_line or line.reason.partition("；")[0].partition("，")[0]
        return line.headline + ("（暂定）" if line.provisional else ""), below
    if column == 1:
        return line.applicant, line.number
    if column == 2:
        return line.request, "" if line.reason == line.due_line else line.reason
    return line.step, ""


class TodayDelegate(QStyledItemDelegate):
    """Paints the bar of the tone and the two lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens = current_tokens()
        model = index.model()
        assert isinstance(model, TodayModel)
        line = model.lines[index.row()]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_weak))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        column = index.column()
        if column == _STEP_COLUMN:
            return
        left = rect.left() + (16 if column == 0 else 8)
        upper = QRect(left, rect.top() + 6, rect.right() - left - 8, 22)
        lower = QRect(left, rect.top() + 27, rect.right() - left - 8, 18)
        top, below = two_lines(line, column)
        if column == 0:
            ink = tone_colours(tokens, line.tone)[0] if line.tone != "neutral" else tokens.text
            if line.tone != "neutral":
                painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height() - 1), QColor(ink))
            width = painting.write(painter, upper, line.headline, ink, pixels=14, weight=600)
            if line.provisional:
                painting.badge(painter, left + width + 8, upper.center().y() + 1, "暂定", "provisional", tokens)
        else:
            painting.write(painter, upper, top, tokens.text, pixels=14, weight=500)
        painting.write(painter, lower, below, tokens.text2, pixels=12)


class TodayList(QTableView):
    """The table.

    Signals:
        opened: case id; Enter or double click on a line.
        step_wanted: case id and verb; a step button was pressed.
    """

    opened = Signal(int)
    step_wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._model = TodayModel()
        self._buttons: dict[int, QPushButton] = {}
        self.setObjectName("todayList")
        self.setModel(self._model)
        self.setItemDelegate(TodayDelegate(self))
        rows.name(self, "今日要办", "上下键选择，回车打开案件，Ctrl+Enter 办下一步")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(TODAY_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFixedHeight(30)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.verticalScrollBar().valueChanged.connect(self._place_buttons)
        self.selectionModel().currentRowChanged.connect(self._mark_primary)
        self.doubleClicked.connect(self._open_index)

    def set_lines(self, lines: list[TodayRow]) -> None:
        """Show other lines; the case that was selected stays selected, else the first."""
        before = self.selected()
        held = self.viewport().isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._drop_buttons()
        self._model.set_lines(lines)
        ids = [line.case_id for line in lines]
        row = ids.index(before.case_id) if before and before.case_id in ids else 0
        if lines:
            self.selectRow(row)
        self._place_buttons()
        if held:
            self.setFocus()

    def selected(self) -> TodayRow | None:
        """Return the selected line."""
        row = self.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def step_button(self) -> QPushButton | None:
        """Return the step button of the selected line."""
        return self._buttons.get(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give newly visible lines their buttons."""
        super().resizeEvent(event)
        self._place_buttons()

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.lines[index.row()].case_id)

    def _drop_buttons(self) -> None:
        for row in list(self._buttons):
            self._drop(row)

    def _drop(self, row: int) -> None:
        self._buttons.pop(row)
        self.setIndexWidget(self._model.index(row, _STEP_COLUMN), None)  # type: ignore[arg-type]

    def _place_buttons(self) -> None:
        """Keep a real button in every visible line, and in the selected one."""
        count = self._model.rowCount()
        if not count:
            return
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        wanted = set(range(first, (count if last < 0 else last + 1)))
        wanted |= {self.currentIndex().row()} & set(range(count))
        for row in set(self._buttons) - wanted:
            self._drop(row)
        for row in sorted(wanted - set(self._buttons)):
            self._place(row)
        self._mark_primary()

    def _place(self, row: int) -> None:
        line = self._model.lines[row]
        made = rows.button(line.step, small=True)
        made.setProperty("caseId", line.case_id)
        made.setProperty("verb", line.verb)
        rows.name(made, f"{line.step} {line.number}")
        made.setFixedSize(120, 28)
        made.clicked.connect(self._on_step)
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(4, 0, 12, 0)
        layout.addWidget(made)
        self.setIndexWidget(self._model.index(row, _STEP_COLUMN), holder)
        self._buttons[row] = made

    def _mark_primary(self) -> None:
        here = self.currentIndex().row()
        if 0 <= here < self._model.rowCount() and here not in self._buttons and self._buttons:
            self._place(here)
        for row, made in self._buttons.items():
            rows.set_flag(made, "primary", row == here)

    def _on_step(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        self.step_wanted.emit(int(pressed.property("caseId")), str(pressed.property("verb")))
