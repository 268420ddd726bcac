"""The timeline of a case: dated facts in order, what fell struck through, corrected or taken back from below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.case_words import FactLine
from caseapp.ui.theme import current_tokens
from caseapp.ui.tokens import Tokens
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.painting import write

Index = QModelIndex | QPersistentModelIndex
LINE_HEIGHT = 52
_ROOT = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole)


class TimelineModel(QAbstractListModel):
    """The facts of one case."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[FactLine, ...] = ()

    def set_lines(self, lines: Sequence[FactLine]) -> None:
        """Show these facts."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of facts."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the fact in words, for the eye and the screen reader."""
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        words = "，".join(part for part in (line.on, line.title, line.text, line.gone) if part)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return words
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return f"{words}\n登记：{line.who}"
        return None


class TimelineDelegate(QStyledItemDelegate):
    """Paints day, dot, title and details."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every line is as high as the next."""
        return QSize(200, LINE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one fact."""
        line: FactLine = index.data(LINE_ROLE)
        tokens, area = current_tokens(), option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, QColor(tokens.accent_weak))
        self._dot(painter, tokens, area, line, index)
        write(painter, QRect(area.left() + 12, area.top() + 5, 44, 20), line.on[5:], tokens.text2)
        left, width = area.left() + 76, area.width() - 84
        colour = tokens.text3 if line.gone else tokens.hold if line.tone == "hold" else tokens.text
        title = QRect(left, area.top() + 5, width, 20)
        told = write(painter, title, line.title, colour, pixels=14, weight=500)
        if line.gone:
            painter.setPen(QPen(QColor(tokens.text3), 1))
            painter.drawLine(left, title.center().y() + 1, left + told, title.center().y() + 1)
        below = QRect(left, area.top() + 26, width, 18)
        write(painter, below, line.gone or line.text, tokens.danger if line.gone else tokens.text2, pixels=12)
        painter.restore()

    def _dot(self, painter: QPainter, tokens: Tokens, area: QRect, line: FactLine, index: Index) -> None:
        centre = QPoint(area.left() + 62, area.top() + 15)
        painter.setPen(QPen(QColor(tokens.line_strong), 1))
        top = centre.y() if index.row() == 0 else area.top()
        bottom = centre.y() if index.row() == index.model().rowCount() - 1 else area.bottom() + 1
        painter.drawLine(centre.x(), top, centre.x(), bottom)
        colour = {"accent": tokens.accent, "hold": tokens.hold}.get(line.tone, tokens.line_strong)
        filled = line.tone == "accent" and not line.gone
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(QColor(colour if filled else tokens.surface))
        painter.drawEllipse(centre, 4, 4)


class Timeline(QWidget):
    """The list with 更正 and 作废 for the chosen fact.

    Signals:
        correct, void: pressed for a FactLine.
        refused: a sentence why the chosen fact stands as it is.
    """

    correct = Signal(object)
    void = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = TimelineModel()
        self._count = rows.words("", "reason")
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(TimelineDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.name(self.view, "时间线", "上下键选择一条记录，可以更正或者作废")
        self._who = rows.words("选择一条记录可以更正或作废", "faint")
        self._correct = rows.button("更正…", small=True)
        self._void = rows.button("作废…", small=True)
        self.undo = rows.button("撤销上一步…", small=True)

        frame, inner = rows.panel("时间线", self._count)
        inner.setContentsMargins(0, 6, 0, 8)
        inner.setSpacing(6)
        inner.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addWidget(self._correct)
        foot.addWidget(self._void)
        foot.addStretch(1)
        foot.addWidget(self.undo)
        who = QHBoxLayout()
        who.setContentsMargins(12, 0, 12, 0)
        who.addWidget(self._who)
        inner.addWidget(rows.rule())
        inner.addLayout(who)
        inner.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

        self._correct.clicked.connect(self._on_correct)
        self._void.clicked.connect(self._on_void)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._block()

    def set_lines(self, lines: Sequence[FactLine]) -> None:
        """Show the facts of a case, the newest in sight."""
        chosen = self.chosen()
        self._model.set_lines(lines)
        standing = sum(1 for line in lines if not line.gone)
        fallen = len(lines) - standing
        self._count.setText(f"共 {standing} 条" + (f"，另有 {fallen} 条已更正或作废" if fallen else ""))
        again = next((i for i, line in enumerate(lines) if chosen and line.id == chosen.id), None)
        if again is not None:
            self.view.setCurrentIndex(self._model.index(again))
        self.view.scrollToBottom()
        self._block()

    def chosen(self) -> FactLine | None:
        """Return the chosen fact."""
        index = self.view.currentIndex()
        return self._model.lines[index.row()] if index.isValid() else None

    def choose(self, fact_id: int) -> None:
        """Choose a fact."""
        for row, line in enumerate(self._model.lines):
            if line.id == fact_id:
                self.view.setCurrentIndex(self._model.index(row))

    def _reason(self) -> str:
        line = self.chosen()
        if line is None:
            return "请先在时间线中选择一条记录。"
        if line.gone:
            return f"这条记录{line.gone}，不能再改。"
        return "这条记录是登记的凭据，不能更正或作废。" if line.fixed else ""

    def _block(self) -> None:
        reason = self._reason()
        for target in (self._correct, self._void):
            rows.block(target, reason)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        line = self.chosen()
        self._who.setText(f"登记：{line.who}" if line else "选择一条记录可以更正或作废")
        self._block()

    def _on_correct(self) -> None:
        self._emit(self.correct)

    def _on_void(self) -> None:
        self._emit(self.void)

    def _emit(self, signal: object) -> None:
        if reason := self._reason():
            self.refused.emit(reason)
        else:
            signal.emit(self.chosen())  # type: ignore[attr-defined]
