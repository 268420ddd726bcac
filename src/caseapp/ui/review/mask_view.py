"""The pages of a 公开件 with places marked on them; pictures come from the worker, newest wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from caseapp.casework.review.masking import Place
from caseapp.casework.review.material_pages import MaterialPages, material_page
from caseapp.ui.desk import Desk
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.marked_sheet import MarkedSheet
from caseapp.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from caseapp.casework.review.material_pages import Picture

_PIXELS = 96 / 72
"""A point at 100 %."""


class MaterialView(PageView):
    """The pages of one 公开件.

    Attributes:
        marked: the page itself.
    """

    def __init__(self, desk: Desk, troubled: Callable[[Exception], None], name: str, *, drawable: bool) -> None:
        marked = MarkedSheet(drawable=drawable)
        super().__init__(name, marked)
        self.marked = marked
        self._desk, self._troubled = desk, troubled
        self._material: MaterialPages | None = None
        self._asked = (-1, -1)
        self._wanted: Place | None = None
        self._settle = debounced(self, 60, self._bring)  # scroll bars learn of a new page in steps
        rows.name(self._area, f"{name}（可滚动）", "PageDown、PageUp 滚动，到页尾、页首时翻页。")
        self.asked.connect(self._fetch)
        for keys, act in (("PgDown", self._down), ("PgUp", self._up)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def shape(self) -> tuple[float, float]:
        """Width and height of the page in front at 100 %, in pixels."""
        if self._material is None:
            return super().shape
        width, height = self._material.sizes[self.page]
        return width * _PIXELS, height * _PIXELS

    def set_material(self, material: MaterialPages, page: int = 0) -> None:
        """Show a 公开件 from one of its pages."""
        self._material, self._asked = material, (-1, -1)
        self.show_message("")
        self.start(len(material.sizes))
        self.go_to_page(page)
        self._fetch(self.page, self.page_width)

    def go_to(self, place: Place) -> None:
        """Bring a place into sight."""
        self._wanted = place
        self.go_to_page(place.page)
        self._settle.start()

    def go_to_page(self, page: int) -> None:
        """Bring a page to the front."""
        self._turn(page - self.page)

    def _down(self) -> None:
        self._scroll(1)

    def _up(self) -> None:
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        """Scroll by what is seen, and turn the page at its end."""
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * bar.pageStep() * 9 // 10)
        if bar.value() == before:
            self._turn(by)

    def _fetch(self, page: int, width: int) -> None:
        material = self._material
        if material is None or (page, width) == self._asked:
            return
        self._asked = (page, width)
        self._desk.ask(
            lambda _office: ((page, width), material_page(material, page, width)),
            self._show,
            owner=self,
            failed=self._troubled,
        )

    def _show(self, found: tuple[tuple[int, int], Picture]) -> None:
        asked, picture = found
        if asked == self._asked and self._material is not None:
            self.show_page(picture, len(self._material.sizes))
            self.marked.set_page(asked[0], self._material.sizes[asked[0]])
            self._settle.start()

    def _bring(self) -> None:
        """Scroll to the place wanted once its page is there; nothing moves when it is in sight."""
        place, inside, port = self._wanted, self._area.widget(), self._area.viewport()
        if place is None or self.marked.page != place.page:
            return
        self._wanted = None
        area = self.marked.area_of(place).toAlignedRect()
        area.moveTopLeft(self.marked.mapTo(inside, area.topLeft()))
        seen = port.rect().translated(self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value())
        if not seen.contains(area):
            middle: QPoint = area.center()
            self._area.ensureVisible(middle.x(), middle.y(), port.width() // 2, port.height() // 2)
