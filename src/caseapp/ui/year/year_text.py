"""报告文字: the paragraph on 依申请公开, or the office's own words, each number checked against the tables."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.casework.year.yearbook import Year
from caseapp.law.annual_text import Claim
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced


class TextPanel(QWidget):
    """The words of the report.

    Signals:
        written: the words as they stand now; "" to go back to the program's own.
    """

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._own, self._busy = "", False
        self.text = rows.text_box(height=200, accessible="年度报告文字")
        self.text.setMaximumHeight(16_777_215)
        self._said = rows.words("", "reason")
        self._claims = rows.words("", "secondary", wrap=True)
        self._copy = rows.button("复制文字", small=True)
        self._back = rows.button("恢复程序写的", small=True)
        self._timer = debounced(self, 800, self._write)
        frame, inner = rows.panel("（二）依申请公开情况", self._said, self._back, self._copy)
        inner.addWidget(self.text, 1)
        inner.addWidget(rows.words("可以直接修改，自动保存。文字里的数字逐个与表格核对：", "reason"))
        inner.addWidget(self._claims)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.text.textChanged.connect(self._on_typed)
        self._copy.clicked.connect(self._on_copy)
        self._back.clicked.connect(self._on_back)

    def set_year(self, year: Year) -> None:
        """Show the words of a year; what is being typed is not disturbed."""
        self._own = year.paragraph
        if not (self.text.hasFocus() or self._timer.isActive()) and self.text.toPlainText() != year.text:
            self._busy = True
            self.text.setPlainText(year.text)
            self._busy = False
        self.text.setReadOnly(year.closed is not None)
        own = "" if year.text != year.paragraph else "就是程序写的。"
        rows.block(self._back, "本年度已经封存。" if year.closed else own)
        self._claims.setText("　".join(map(_told, year.claims(year.text))) or "没有读到表格中的数字。")
        self._said.setText("")

    def flush(self) -> None:
        """Hand out what is typed at once."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _on_typed(self) -> None:
        if not self._busy:
            self._said.setText("")
            self._timer.start()

    def _write(self) -> None:
        typed = self.text.toPlainText()
        self.written.emit("" if typed.strip() == self._own.strip() else typed)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._said.setText("已复制")

    def _on_back(self) -> None:
        self._busy = True
        self.text.setPlainText(self._own)
        self._busy = False
        self.written.emit("")


def _told(claim: Claim) -> str:
    """Return a number of the text and whether the tables have it."""
    return f"✓ {claim.what} {claim.said:g}" if claim.ok else f"✗ {claim.what} {claim.said:g}（表格 {claim.counted:g}）"
