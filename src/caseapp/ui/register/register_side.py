"""Beside the registration form: the dates it would bring, and the requests near it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.receiving.near import SAME, Near, NearRequest
from caseapp.casework.receiving.register_views import Outlook
from caseapp.ui.letter.public_hints import PublicNotes
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.scrolling import ScrollArea

_TALLEST = 54
"""Pixels: three lines of an earlier request."""
_LONGEST = 10
"""Characters of an applicant's name."""


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


class NearPanel(QWidget):
    """相近的申请: of the same applicant, alike in words, from one phone or address; what the new one lacks is marked.

    Attributes:
        public: what of the office's publications probably answers it.

    Signals:
        opened: case id; person_wanted: name of an applicant whose page is wanted.
    """

    opened = Signal(int)
    person_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._hint = rows.words("", "caution")
        frame, self._inner = rows.panel("相近的申请", self._hint)
        self._frame, self._needed = frame, 0
        self.public = PublicNotes()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.public)
        column.addWidget(frame)
        column.addStretch(1)
        self._area = ScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.hide()

    def set_found(self, found: Near | None) -> None:
        """Show what is near; with nothing the panel is not there."""
        rows.clear(self._inner)
        requests, public = (found.requests, found.public) if found else ((), ())
        self.setVisible(bool(requests or public))
        self._frame.setVisible(bool(requests))
        self.public.set_fits(public)
        self._fill(found)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # what was just added counts once it is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as what was found, and scroll where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the height of what was found."""
        return QSize(super().sizeHint().width(), self._needed)

    def _fit(self) -> None:
        column = self._inside.layout()
        assert column is not None
        column.activate()
        self._needed = max(column.totalHeightForWidth(self.width()), column.totalSizeHint().height())
        self.setMaximumHeight(self._needed)
        self.updateGeometry()

    def _fill(self, found: Near | None) -> None:
        requests = found.requests if found else ()
        if found is None or not requests:
            return
        likely = sum(near.likely for near in requests)
        self._hint.setText(f"{likely} 件可能重复" if likely else "")
        if found.this_year:
            own = next((near.applicant for near in requests if near.why == SAME), "")
            told = QHBoxLayout()
            told.addWidget(rows.words(f"同一申请人本年 {found.this_year} 件，本月 {found.this_month} 件", "secondary"))
            told.addStretch(1)
            if own:
                told.addWidget(self._person(own, "全部…"))
            self._inner.addLayout(told)
        for near in requests:
            self._inner.addWidget(self._line(near))
        self._inner.addWidget(rows.words("是否重复申请在办理时判断，不影响登记", "reason"))

    def _line(self, near: NearRequest) -> QWidget:
        link = rows.button(near.number, link=True)
        rows.name(link, f"打开 {near.number}", near.why)
        link.setProperty("caseId", near.case_id)
        link.clicked.connect(self._on_link)
        request = QLabel(_marked(near.pieces))
        request.setTextFormat(Qt.TextFormat.RichText)
        request.setObjectName("reason")
        request.setWordWrap(True)
        request.setMaximumHeight(_TALLEST)
        request.setToolTip("加下划线的是这次申请里没有的文字")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(link)
        top.addWidget(rows.badge("可能重复" if near.likely else near.difference or near.status, _tone(near)))
        if near.why == SAME:
            top.addWidget(rows.words(SAME, "reason"))
        top.addStretch(1)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        if near.why != SAME:
            whose = QHBoxLayout()
            whose.setSpacing(4)
            whose.addWidget(rows.words(f"{near.why}：", "reason"))
            whose.addWidget(self._person(near.applicant, near.applicant))
            whose.addStretch(1)
            layout.addLayout(whose)
        layout.addWidget(request)
        return holder

    def _person(self, name: str, words: str) -> QPushButton:
        link = rows.button(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…", link=True)
        rows.name(link, f"查看申请人 {name}", "该申请人的全部申请和联系方式")
        link.setToolTip(name)
        link.setProperty("applicant", name)
        link.clicked.connect(self._on_person)
        return link

    def _on_person(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        self.person_wanted.emit(str(pressed.property("applicant")))

    def _on_link(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        self.opened.emit(int(pressed.property("caseId")))


def _tone(near: NearRequest) -> str:
    return "warn" if near.likely else "neutral" if near.difference else near.tone


def _marked(pieces: Sequence[tuple[str, bool]]) -> str:
    """Return the words of a request as markup, escaped, what the new one lacks underlined."""
    return "".join(f"<u>{escape(text)}</u>" if new else escape(text) for text, new in pieces)
