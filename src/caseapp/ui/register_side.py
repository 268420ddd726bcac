"""Beside the registration form: the dates it would bring, and earlier requests of the same applicant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.register_views import Earlier, Outlook
from caseapp.ui import rows


class DatesPanel(QWidget):
    """登记后的期限."""

    def __init__(self) -> None:
        super().__init__()
        self._clarify = rows.words("—")
        self._reply = rows.words("—")
        self._provisional = rows.badge("", "provisional")
        self._problem = rows.words("", "problem", wrap=True)
        frame, inner = rows.panel("登记后的期限")
        for title, value in (("补正告知，最迟", self._clarify), ("答复，最迟", self._reply)):
            line = QHBoxLayout()
            line.addWidget(rows.words(title))
            line.addStretch(1)
            if value is self._reply:
                line.addWidget(self._provisional)
            line.addWidget(value)
            inner.addLayout(line)
        inner.addWidget(self._problem)
        self._problem.hide()
        self._provisional.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def set_outlook(self, found: Outlook) -> None:
        """Show the dates, or why there are none."""
        dates = found.forecast
        clarify, reply = (dates.clarification_due, dates.due) if dates else (None, None)
        self._clarify.setText(f"{clarify}（7 个工作日）" if clarify else "确认后推算")
        self._reply.setText(f"{reply}（20 个工作日）" if reply else "确认后推算")
        rows.set_badge(self._provisional, "暂定" if dates and dates.provisional else "", "provisional")
        self._problem.setText(found.problem)
        self._problem.setVisible(bool(found.problem))


class EarlierPanel(QWidget):
    """本年同一申请人.

    Signals:
        opened: case id.
    """

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._hint = rows.words("", "caution")
        self._frame, self._inner = self._build()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self.hide()

    def set_found(self, count: int, shown: list[Earlier]) -> None:
        """Show earlier requests; with none the panel is not there."""
        rows.clear(self._inner)
        self.setVisible(bool(shown))
        self._hint.setText(f"共 {count} 件，可能重复")
        for item in shown:
            self._inner.addWidget(self._line(item))
        self._inner.addWidget(rows.words("是否重复申请在办理时判断，不影响登记", "reason"))

    def _build(self) -> tuple[QFrame, QVBoxLayout]:
        return rows.panel("本年同一申请人", self._hint)

    def _line(self, item: Earlier) -> QWidget:
        link = rows.button(item.number, link=True)
        rows.name(link, f"打开 {item.number}")
        link.setProperty("caseId", item.case_id)
        link.clicked.connect(self._on_link)
        request = rows.words(item.request, "reason")
        request.setToolTip(item.request)
        request.setMinimumWidth(40)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(link)
        top.addWidget(rows.badge(item.status, item.tone))
        top.addStretch(1)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(request)
        return holder

    def _on_link(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        self.opened.emit(int(pressed.property("caseId")))
