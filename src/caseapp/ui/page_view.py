"""Pictures of the pages of a letter: asked for in the worker, shown at the width there is, newest wins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from caseapp.casework.case_views import page_picture
from caseapp.ui import rows
from caseapp.ui.debounce import debounced
from caseapp.ui.desk import Desk

_MARGIN = 20
_WIDEST = 1100


class PageView(QWidget):
    """Pages with 上一页 and 下一页, as wide as the room allows.

    Signals:
        asked: the picture of another page or width is wanted (page from 0, width in device pixels).
    """

    asked = Signal(int, int)

    def __init__(self, name: str = "文书预览") -> None:
        super().__init__()
        self._page, self._pages = 0, 0
        self._where = rows.words("", "secondary")
        self.extra = rows.words("", "secondary")
        self._previous = rows.button("上一页", link=True)
        self._next = rows.button("下一页", link=True)
        self.sheet = QLabel()
        self.sheet.setObjectName("sheet")
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        rows.name(self.sheet, name)
        self._message = rows.words("", "secondary", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setObjectName("desk")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.name(self._area, f"{name}（可滚动）")
        self._resized: QTimer = debounced(self, 120, self._ask)

        bar = QHBoxLayout()
        bar.setContentsMargins(12, 7, 12, 7)
        bar.addWidget(self._where)
        bar.addStretch(1)
        bar.addWidget(self.extra)
        bar.addSpacing(8)
        bar.setSpacing(12)
        bar.addWidget(self._previous)
        bar.addWidget(self._next)
        inside = QWidget()
        inside.setObjectName("desk")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        column.addWidget(self._message)
        column.addWidget(self.sheet, 1)
        self._area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(rows.rule())
        layout.addWidget(self._area, 1)
        self.sheet.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

        self._message.hide()
        self._previous.clicked.connect(self._back)
        self._next.clicked.connect(self._forward)
        self._tell()

    @property
    def page(self) -> int:
        """The page in front, counted from 0."""
        return self._page

    @property
    def page_width(self) -> int:
        """The width a picture should have, in device pixels."""
        room = self._area.viewport().width() - 2 * _MARGIN
        return max(200, int(min(room, _WIDEST) * self.devicePixelRatioF()))

    def show_page(self, picture: bytes, pages: int) -> None:
        """Show the picture of the page in front."""
        self._pages = pages
        self._page = min(self._page, max(0, pages - 1))
        pixmap = QPixmap()
        pixmap.loadFromData(picture, "PNG")  # type: ignore[call-overload]
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(pixmap)
        self.sheet.setMinimumHeight(int(pixmap.height() / pixmap.devicePixelRatioF()))
        self._message.hide()
        self._tell()

    def show_message(self, text: str) -> None:
        """Say why there is no page."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def start(self, pages: int = 1) -> None:
        """Begin with the first page of another document."""
        self._page, self._pages = 0, pages
        self._tell()

    def scroll_to(self, part: float) -> None:
        """Bring a part of the page (0 top to 1 bottom) into sight."""
        bar = self._area.verticalScrollBar()
        bar.setValue(int(bar.maximum() * part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new width once it has settled."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._resized.start()

    def _back(self) -> None:
        self._turn(-1)

    def _forward(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        wanted = self._page + by
        if 0 <= wanted < self._pages:
            self._page = wanted
            self._area.verticalScrollBar().setValue(0)
            self._ask()
            self._tell()

    def _ask(self) -> None:
        self.asked.emit(self._page, self.page_width)

    def _tell(self) -> None:
        self._where.setText(f"第 {self._page + 1} 页，共 {self._pages} 页" if self._pages else "")
        rows.block(self._previous, "" if self._page else "已经是第一页")
        rows.block(self._next, "" if self._page + 1 < self._pages else "已经是最后一页")


class FrozenPages(PageView):
    """The pages of a frozen letter or form."""

    def __init__(self, desk: Desk, troubled: Callable[[Exception], None], name: str = "文书预览") -> None:
        super().__init__(name)
        self._desk = desk
        self._troubled = troubled
        self._document, self._count = 0, 0
        self.asked.connect(self._fetch)

    def set_document(self, document_id: int, pages: int) -> None:
        """Show a document from its first page."""
        self._document, self._count = document_id, pages
        self.start(pages)
        self._ask()

    def _fetch(self, page: int, width: int) -> None:
        document = self._document
        if document:
            self._desk.ask(
                lambda office: (document, page_picture(office, document, page, width)),
                self._show,
                owner=self,
                failed=self._troubled,
            )

    def _show(self, found: tuple[int, bytes]) -> None:
        document, picture = found
        if document == self._document:
            self.show_page(picture, self._count)
