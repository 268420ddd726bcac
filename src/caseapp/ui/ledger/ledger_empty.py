"""台账 with nothing to show: an empty record, or conditions that hold nothing and which one to drop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.ledger.ledger_views import Drop, LedgerAround, Wanted, condition_words
from caseapp.ui.widgets import rows


class EmptyLedger(QWidget):
    """Says why nothing is there and what to do.

    Signals:
        dropped: the condition to drop.
        cleared: all conditions are to go.
        register_wanted, import_wanted: the record itself is empty.
    """

    dropped = Signal(object)
    cleared = Signal()
    register_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drop: Drop | None = None
        self._title = rows.words("", "pageTitle")
        self._text = rows.words("", "secondary", wrap=True)
        self._first = rows.button("登记新申请", primary=True)
        self._second = rows.button("导入台账")
        frame, inner = rows.panel()
        inner.setContentsMargins(44, 32, 44, 24)
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        buttons = QHBoxLayout()
        buttons.addWidget(self._first)
        buttons.addWidget(self._second)
        buttons.addStretch(1)
        inner.addSpacing(8)
        inner.addLayout(buttons)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._first.clicked.connect(self._on_first)
        self._second.clicked.connect(self._on_second)

    def primary(self) -> QPushButton:
        """Return the first way on."""
        return self._first

    def set_state(self, wanted: Wanted, around: LedgerAround) -> None:
        """Word the emptiness."""
        self._drop = around.drops[0] if around.drops else None
        if self._drop is None:
            text = "登记一件，或者导入已有的 Excel 台账；导入前先试读，有问题的行会逐行列出。"
            self._say("台账里还没有申请", text, "登记新申请", "导入台账")
            return
        words = "，".join(condition_words(key, getattr(wanted, key), around.choices) for key in wanted.used())
        advice = "、".join(f"去掉{_quoted(drop.words)}可得 {drop.count:,} 件" for drop in around.drops if drop.count)
        text = f"条件：{words}。" + (f"{advice}。" if advice else "单独去掉任何一个条件都没有结果。")
        self._say("没有符合的申请", text, f"去掉{_quoted(self._drop.words)}", "清除全部条件")

    def _say(self, title: str, text: str, first: str, second: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        for button, words in ((self._first, first), (self._second, second)):
            button.setText(words)
            rows.name(button, words)

    def _on_first(self) -> None:
        if self._drop is not None:
            self.dropped.emit(self._drop)
        else:
            self.register_wanted.emit()

    def _on_second(self) -> None:
        if self._drop is not None:
            self.cleared.emit()
        else:
            self.import_wanted.emit()


def _quoted(words: str) -> str:
    return words if words.startswith("“") else f"“{words}”"
