"""The page a place was found on, beside the list of what was found: the place framed, nothing to draw."""

from __future__ import annotations

from collections.abc import Callable

from caseapp.casework.review.masking import Box
from caseapp.casework.review.material_pages import MaterialPages, open_pages, places_of_hits
from caseapp.law.material_looks import SeenHit
from caseapp.ui.desk import Desk
from caseapp.ui.review.mask_view import MaterialView
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.marked_sheet import Mark
from caseapp.ui.words import sentence_of

_SOON_MS = 120


class HitPage(MaterialView):
    """Shows the place of one hit at a time, at 100 % to be read."""

    def __init__(self, desk: Desk, troubled: Callable[[Exception], None]) -> None:
        super().__init__(desk, self._failed, "公开件页面", drawable=False)
        self._bug = troubled
        self._hit: SeenHit | None = None
        self._soon = debounced(self, _SOON_MS, self._look)  # who runs through the list waits for the last one only
        self.choose_zoom("100")

    def open_file(self, case_id: int, attachment_id: int) -> None:
        """Read a 公开件."""
        self.show_message("正在读取……")
        self._desk.ask(
            lambda office: open_pages(office, case_id, attachment_id), self._opened, owner=self, failed=self._failed
        )

    def show_hit(self, hit: SeenHit | None) -> None:
        """Frame a hit on its page; None frames nothing."""
        if hit != self._hit:
            self._hit = hit
            self.marked.set_marks(())
            self._soon.start()

    def _opened(self, pages: MaterialPages) -> None:
        self.set_material(pages)
        self._look()

    def _look(self) -> None:
        pages, hit = self._material, self._hit
        if pages is not None and hit is not None and hit.page:
            self._desk.ask(
                lambda _office: (hit, places_of_hits(pages, [hit])[0]),
                self._frame,
                owner=self,
                failed=self._failed,
            )

    def _frame(self, found: tuple[SeenHit, tuple[Box, ...]]) -> None:
        hit, boxes = found
        if hit != self._hit:
            return
        self.marked.set_marks([Mark(row, box.place, chosen=True) for row, box in enumerate(boxes)])
        if boxes:
            self.go_to(boxes[0].place)
        else:
            self.go_to_page(hit.page - 1)

    def _failed(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._bug(error)
        else:
            self.show_message(sentence)
