"""The grid of table 三: spans, a painted two-row head, zeros in grey, one chosen number."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from caseapp.law.annual import COLUMNS
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import YEAR_ROW_HEIGHT, Tokens
from caseapp.ui.widgets import painting, rows
from caseapp.ui.year.year_model import BOLD_ROWS, FIRST_NUMBER, RESULT_TITLE, ROWS, YearModel

_HEAD_HEIGHT = 50
_NUMBER_WIDTH, _LINE_WIDTH, _SIDE_WIDTH = 62, 30, 30
_GROUP_WIDTH = 100
_STRONG_AFTER = frozenset({2, 4, 12, 15, 20, 23, 24})
_SHORT = {"社会公益组织": "社会公益", "法律服务机构": "法律服务"}
_FIRST_ORGAN, _TOTAL = FIRST_NUMBER + 1, FIRST_NUMBER + len(COLUMNS) - 1


class YearHeader(QHeaderView):
    """Two rows: 自然人, 法人或其他组织 over its five, 总计."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """Ask for two rows."""
        return QSize(super().sizeHint().width(), _HEAD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both rows."""
        painter = QPainter(self.viewport())
        tokens = current_tokens()
        painter.fillRect(self.viewport().rect(), QColor(tokens.header))
        painting.write(painter, self._place(0), "行", tokens.text2, pixels=12, align=painting.CENTER)
        title = self._place(1).united(self._place(2)).adjusted(8, 4, -8, -4)
        upper, lower = QRect(title), QRect(title)
        upper.setHeight(title.height() // 2)
        lower.setTop(upper.bottom() + 1)
        painting.write(painter, upper, "三、收到和处理政府信息公开申请情况", tokens.text2, pixels=12)
        painting.write(painter, lower, "第 1 行＋第 2 行＝第 24 行＋第 25 行", tokens.text2, pixels=12)
        painting.write(painter, self._place(FIRST_NUMBER), COLUMNS[0], tokens.text2, pixels=12, align=painting.CENTER)
        painting.write(
            painter, self._place(_TOTAL), COLUMNS[-1], tokens.text, pixels=12, weight=600, align=painting.CENTER
        )
        band = self._place(_FIRST_ORGAN).united(self._place(_TOTAL - 1))
        half = band.height() // 2
        top = QRect(band.left(), 0, band.width(), half)
        painting.write(painter, top, "法人或其他组织", tokens.text2, pixels=12, align=painting.CENTER)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(band.left(), half, band.right(), half)
        for section in range(_FIRST_ORGAN, _TOTAL):
            name = COLUMNS[section - FIRST_NUMBER]
            place = self._place(section)
            place.setTop(half + 1)
            painting.write(
                painter, place, _SHORT.get(name, name), tokens.text2, pixels=12, align=painting.CENTER
            )
        self._draw_lines(painter, tokens, half)
        painter.end()

    def _place(self, section: int) -> QRect:
        return QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())

    def _draw_lines(self, painter: QPainter, tokens: Tokens, half: int) -> None:
        painter.setPen(QColor(tokens.line))
        for section in (0, *range(2, _TOTAL)):
            place = self._place(section)
            top = half if _FIRST_ORGAN <= section < _TOTAL - 1 else 0
            painter.drawLine(place.right(), top, place.right(), self.height())
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class YearDelegate(QStyledItemDelegate):
    """Paints one cell of the grid."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        tokens = current_tokens()
        model = index.model()
        assert isinstance(model, YearModel)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        row, column = index.row(), index.column()
        if column == 1 and 2 <= row < 24:
            _write_down(painter, rect, tokens)
        elif column < FIRST_NUMBER:
            self._paint_label(painter, rect, model, row, column, tokens)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            self._paint_number(painter, rect, model, row, column, tokens, chosen=chosen)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.setPen(QColor(tokens.line_strong if row + 1 in _STRONG_AFTER else tokens.line))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _paint_label(
        self, painter: QPainter, rect: QRect, model: YearModel, row: int, column: int, tokens: Tokens
    ) -> None:
        if column == 0:
            painting.write(painter, rect, str(row + 1), tokens.text2, pixels=12, align=painting.CENTER)
            return
        weight = 600 if row + 1 in BOLD_ROWS else 400
        inner = rect.adjusted(10, 0, -6, 0)
        if model.grouped(row):
            painting.write(painter, inner, model.group(row), tokens.text2, pixels=13)
            inner.setLeft(inner.left() + _GROUP_WIDTH)
        painting.write(painter, inner, model.label(row), tokens.text, pixels=13, weight=weight)

    def _paint_number(
        self, painter: QPainter, rect: QRect, model: YearModel, row: int, column: int, tokens: Tokens, *, chosen: bool
    ) -> None:
        number = model.number(row, column)
        if chosen:
            painter.fillRect(rect, QColor(tokens.accent))
        elif column == _TOTAL:
            painter.fillRect(rect, QColor(tokens.surface_alt))
        if number is None:
            return
        ink = tokens.on_accent if chosen else tokens.text if number else tokens.text3
        weight = 600 if (row + 1 in BOLD_ROWS or column == _TOTAL) and number else 400
        inner = rect.adjusted(4, 0, -14, 0)
        painting.write(painter, inner, str(number), ink, pixels=13, weight=weight, align=painting.RIGHT)


class YearTable(QTableView):
    """The grid.

    Signals:
        chosen: row number 1..25 and column 0..6 of the number chosen.
        entered_cell: Enter was pressed on a number.
    """

    chosen = Signal(int, int)
    entered_cell = Signal()

    def __init__(self, model: YearModel) -> None:
        super().__init__()
        self.setHorizontalHeader(YearHeader())
        self.setModel(model)
        self.setItemDelegate(YearDelegate(self))
        rows.name(self, "表三", "方向键选择数字，右侧列出对应的申请")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(YEAR_ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(YEAR_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(_HEAD_HEIGHT)
        header.setMinimumSectionSize(_LINE_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, _LINE_WIDTH)
        self.setColumnWidth(1, _SIDE_WIDTH)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column in range(FIRST_NUMBER, FIRST_NUMBER + len(COLUMNS)):
            self.setColumnWidth(column, _NUMBER_WIDTH)
        for row in (0, 1, ROWS - 1):
            self.setSpan(row, 1, 1, 2)
        self.setSpan(2, 1, 22, 1)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, row: int, column: int) -> None:
        """Choose the number of a row 1..25 and column 0..6."""
        self.setCurrentIndex(self.model().index(row - 1, column + FIRST_NUMBER))

    def place(self) -> tuple[int, int]:
        """Return row 1..25 and column 0..6 of the number chosen."""
        index = self.currentIndex()
        return index.row() + 1, index.column() - FIRST_NUMBER

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cases behind the number."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_cell.emit()
            return
        super().keyPressEvent(event)

    def _on_current(self, index: QModelIndex) -> None:
        if index.column() >= FIRST_NUMBER:
            self.chosen.emit(index.row() + 1, index.column() - FIRST_NUMBER)


def _write_down(painter: QPainter, rect: QRect, tokens: Tokens) -> None:
    """Write the title of the results from top to bottom."""
    step = 17
    top = rect.center().y() - len(RESULT_TITLE) * step // 2
    for offset, char in enumerate(RESULT_TITLE):
        place = QRect(rect.left(), top + offset * step, rect.width(), step)
        painting.write(painter, place, char, tokens.text2, pixels=13, align=painting.CENTER)
