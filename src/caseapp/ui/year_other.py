"""Table 四 and 其他事项 of a year: disputes, channels, on-time rate, fees, and the sentence for the report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from caseapp.casework.yearbook import Year
from caseapp.law.annual import DISPUTE_COLUMNS
from caseapp.law.disputes import DISPUTE_GROUPS
from caseapp.ui import rows


class DisputesPanel(QWidget):
    """表四: 行政复议、行政诉讼."""

    def __init__(self) -> None:
        super().__init__()
        frame, inner = rows.panel("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        inner.addLayout(self._grid)
        inner.addWidget(rows.words("复议、诉讼的结果在案件页“复议诉讼”登记，这里按年份自动计入。", "reason"))
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
                style = "count" if number else "secondary"
                label = _right(rows.words(str(number), style))
                rows.name(label, f"{name}，{DISPUTE_COLUMNS[column - 1]}：{number}")
                self._grid.addWidget(label, line, column)
        self._grid.setColumnStretch(0, 1)


class OtherPanel(QWidget):
    """其他事项."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._figures.setVerticalSpacing(8)
        self.paragraph = rows.text_box(height=150, accessible="年度报告文字")
        self.paragraph.setReadOnly(True)
        self._copy = rows.button("复制文字", small=True)
        self._copied = rows.words("", "reason")
        figures, figures_in = rows.panel("申请渠道、按期答复率、收费")
        figures_in.addLayout(self._figures)
        text, text_in = rows.panel("年度报告“收到和处理政府信息公开申请情况”一段", self._copied, self._copy)
        text_in.addWidget(self.paragraph)
        text_in.addWidget(rows.words("数字全部取自表三、表四；文字可以复制后修改。", "reason"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(figures)
        layout.addWidget(text)
        layout.addStretch(1)
        self._copy.clicked.connect(self._copy_text)

    def set_year(self, year: Year) -> None:
        """Show the figures of a year."""
        _empty(self._figures)
        rate = year.on_time_rate
        shown = [(f"渠道：{name}", f"{count} 件") for name, count in year.channels.items()]
        shown.append(("按期答复率", "没有办结的申请" if rate is None else f"{rate * 100:.1f}%"))
        shown.append(("按期 / 应判断", f"{year.figures.on_time} / {year.figures.judged} 件"))
        shown.append(("信息处理费", f"{year.fees_yuan} 元"))
        shown.append(("表式", f"国办公开办函〔{year.format[:4]}〕{year.format[5:]}号"))
        for position, (name, value) in enumerate(shown):
            line = QHBoxLayout()
            line.addWidget(rows.words(name, "secondary"))
            line.addStretch(1)
            line.addWidget(rows.words(value))
            self._figures.addLayout(line, position // 2, position % 2)
        self.paragraph.setPlainText(year.paragraph)
        self._copied.setText("")

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.paragraph.toPlainText())
        self._copied.setText("已复制")


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
