"""Pictures of the pages of a letter: asked for in the worker, shown at the width there is, newest wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from caseapp.casework.case_views import page_picture
from caseapp.ui.desk import Desk
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from caseapp.casework.case_views import Picture

_MARGIN = 20
_WIDEST = 1100  # of a page fitted to the room
_A4_WIDTH, _A4_HEIGHT = 794, 1123  # pixels at 96 to the inch: what 100 % means
_FIT_WIDTH, _FIT_PAGE = "width", "page"
_STEPS = (50, 75, 100, 125, 150, 200)
_ZOOMS = [(_FIT_WIDTH, "适合宽度"), (_FIT_PAGE, "整页"), *((str(step), f"{step}%") for step in _STEPS)]


class PageView(QWidget):
    """Pages with 上一页 and 下一页, as wide as the room allows or at the size chosen.

    Signals:
        asked: the picture of another page or width is wanted (page from 0, width in device pixels).
        turned: somebody turned the page; ``asked`` follows.
    """

    asked = Signal(int, int)
    turned = Signal()

    def __init__(self, name: str = "文书预览", sheet: QLabel | None = None) -> None:
        super().__init__()
        self._page, self._pages = 0, 0
        self._where = rows.words("", "secondary")
        self.zoom = rows.choice(_ZOOMS, accessible="显示比例")
        self._previous = rows.button("上一页", link=True)
        self._next = rows.button("下一页", link=True)
        self.sheet = sheet or QLabel()
        self.sheet.setObjectName("sheet")
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        rows.name(self.sheet, name)
        self._message = rows.words("", "secondary", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = ScrollArea()
        self._area.setObjectName("desk")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming would narrow the page
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.name(self._area, f"{name}（可滚动）")
        self._bars = (self._area.horizontalScrollBar(), self._area.verticalScrollBar())
        self._middle: tuple[float, ...] = ()
        self._settled = debounced(self, 40, self._on_settled)  # scroll bars learn of a new size in steps
        for scroll in self._bars:
            scroll.rangeChanged.connect(self._centre)
        self._resized: QTimer = debounced(self, 120, self._ask)

        self._bar = bar = QHBoxLayout()
        bar.setContentsMargins(12, 7, 12, 7)
        bar.setSpacing(12)
        bar.addWidget(self._where)
        bar.addStretch(1)
        bar.addWidget(self.zoom)
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
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

        self._message.hide()
        self._previous.clicked.connect(self._back)
        self._next.clicked.connect(self._forward)
        self.zoom.currentIndexChanged.connect(self._on_zoom)
        for keys, act in (("Ctrl++", self._closer), ("Ctrl+=", self._closer), ("Ctrl+-", self._farther),
                          ("Ctrl+0", self._fit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._tell()

    def add_option(self, option: QWidget) -> None:
        """Put a control of the caller before the size."""
        self._bar.insertWidget(self._bar.indexOf(self.zoom), option)

    @property
    def page(self) -> int:
        """The page in front, counted from 0."""
        return self._page

    @property
    def shape(self) -> tuple[float, float]:
        """Width and height of the page in front at 100 %, in pixels."""
        return _A4_WIDTH, _A4_HEIGHT

    @property
    def page_width(self) -> int:
        """The width a picture should have, in device pixels."""
        chosen = self.zoom.currentData()
        if chosen == _FIT_WIDTH:
            width: float = min(self._area.viewport().width() - 2 * _MARGIN, _WIDEST)
        elif chosen == _FIT_PAGE:
            across, down = self.shape
            width = (self._area.viewport().height() - 2 * _MARGIN) * across / down
        else:
            width = self.shape[0] * int(chosen) / 100
        return max(200, int(width * self.devicePixelRatioF()))

    def choose_zoom(self, key: str) -> None:
        """Choose one of the sizes: ``width``, ``page`` or per cent."""
        self.zoom.setCurrentIndex(max(0, self.zoom.findData(key)))

    def show_page(self, picture: Picture, pages: int, page: int | None = None) -> None:
        """Show the picture of the page in front, or of another one that comes to the front."""
        self._pages = pages
        self._page = min(self._page if page is None else page, max(0, pages - 1))
        image = QImage(
            picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGBX8888
        )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(pixmap)
        size = pixmap.deviceIndependentSize()
        self.sheet.setMinimumSize(int(size.width()), int(size.height()))
        self._message.hide()
        self._tell()
        if self._middle and picture.width == self.page_width:
            self._settled.start()

    def show_message(self, text: str) -> None:
        """Say why there is no page."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def start(self, pages: int = 1) -> None:
        """Begin with the first page of another document."""
        self._page, self._pages = 0, pages
        self._tell()

    def scroll_to(self, part: float) -> None:
        """Bring a part of the page (0 top to 1 bottom) into sight; nothing moves when it is."""
        bar, seen = self._area.verticalScrollBar(), self._area.viewport().height()
        place = int(part * self.sheet.minimumHeight()) + _MARGIN
        if not bar.value() + _MARGIN < place < bar.value() + seen - 2 * _MARGIN:
            bar.setValue(place - seen // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new width once it has settled."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() or self.zoom.currentData() == _FIT_PAGE:
            self._resized.start()

    def _back(self) -> None:
        self._turn(-1)

    def _forward(self) -> None:
        self._turn(1)

    def _on_zoom(self) -> None:
        if not self._middle:
            self._middle = tuple(
                (bar.value() + bar.pageStep() / 2) / (bar.maximum() + bar.pageStep()) for bar in self._bars
            )
        self._ask()

    def _centre(self) -> None:
        """Have the same part of the page in the middle as before another size was chosen."""
        for bar, part in zip(self._bars, self._middle, strict=False):
            bar.setValue(round(part * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def _on_settled(self) -> None:
        self._centre()
        self._middle = ()

    def _closer(self) -> None:
        self._step(1)

    def _farther(self) -> None:
        self._step(-1)

    def _fit(self) -> None:
        self.zoom.setCurrentIndex(0)

    def _step(self, by: int) -> None:
        """Take the next larger or smaller size than the one shown."""
        shown = 100 * self.page_width / self.devicePixelRatioF() / self.shape[0]
        fitting = [step for step in _STEPS if (step > shown + 1 if by > 0 else step < shown - 1)]
        if fitting:
            self.zoom.setCurrentIndex(self.zoom.findData(str(fitting[0] if by > 0 else fitting[-1])))

    def _turn(self, by: int) -> None:
        wanted = self._page + by
        if 0 <= wanted < self._pages:
            self._page = wanted
            self._area.verticalScrollBar().setValue(0)
            self.turned.emit()
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

    def _show(self, found: tuple[int, Picture]) -> None:
        document, picture = found
        if document == self._document:
            self.show_page(picture, self._count)
