"""A plain list of cases, two lines each; Enter opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caseapp.casework.ledger.lists import LedgerLine
from caseapp.ui.theme import current_tokens
from caseapp.ui.widgets import painting, rows

_HEIGHT = 48
Index = QModelIndex | QPersistentModelIndex


class CaseLinesModel(QAbstractListModel):
    """Lines of the ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[LedgerLine] = []

    def set_lines(self, lines: list[LedgerLine]) -> None:
        """Show other cases."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a screen reader says of a case."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.number}　{line.applicant}，{line.request}，{_when(line)}"
        return line.request if role == Qt.ItemDataRole.ToolTipRole else None


class CaseLinesDelegate(QStyledItemDelegate):
    """Paints number, applicant and day above, the request below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every case the same height."""
        return QSize(100, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one case."""
        tokens = current_tokens()
        model = index.model()
        assert isinstance(model, CaseLinesModel)
        line = model.lines[index.row()]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(tokens.accent_weak))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        upper = QRect(rect.left() + 12, rect.top() + 5, rect.width() - 24, 20)
        lower = QRect(rect.left() + 12, rect.top() + 25, rect.width() - 24, 18)
        day = painting.write(painter, upper, _when(line), tokens.text2, pixels=12, align=painting.RIGHT)
        left = upper.adjusted(0, 0, -day - 8, 0)
        painting.write(painter, left, f"{line.number}　{line.applicant}", tokens.text, pixels=14)
        painting.write(painter, lower, line.request, tokens.text2, pixels=12)


class CaseLines(QListView):
    """The list.

    Signals:
        opened: case id; Enter or double click.
    """

    opened = Signal(int)

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self._model = CaseLinesModel()
        self.setModel(self._model)
        self.setItemDelegate(CaseLinesDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.name(self, accessible, "回车打开案件")
        self.doubleClicked.connect(self._open_index)

    def set_lines(self, lines: list[LedgerLine]) -> None:
        """Show other cases, the first one chosen."""
        self._model.set_lines(lines)
        if lines:
            self.setCurrentIndex(self._model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.lines[index.row()].case_id)


def _when(line: LedgerLine) -> str:
    if line.closed_on:
        return f"{line.closed_on:%m-%d} 办结"
    return f"{line.received:%m-%d} 收到" if line.received else "未确认"
