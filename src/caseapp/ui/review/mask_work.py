"""What 遮盖 asks of the worker: the file and its boxes read, a text found, the draft kept, the copy made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.office_views import forget_draft, keep_draft
from caseapp.casework.review.masking import Box
from caseapp.casework.review.material_pages import MaskStart, draft_of, places_of_text, start_masking
from caseapp.casework.review.materials import mask_material
from caseapp.law.material_looks import SeenHit
from caseapp.ui.desk import Desk
from caseapp.ui.widgets.progress_line import ProgressLine

Result = TypeVar("Result")


class MaskWork(QObject):
    """The work of one dialog.

    Attributes:
        start: what masking begins with, None before it is read.
        reading, making: the progress of the two long kinds of work.

    Signals:
        begun: the file is read; ``start`` is set.
        found: a text was looked for; carries its boxes, None when 取消 was pressed.
        made: the copy is made; carries what changed.
        kept: the draft is kept; carries the moment.
        failed: one of them was refused or went wrong.
    """

    begun = Signal()
    found = Signal(object)
    made = Signal(object)
    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, desk: Desk, case_id: int, attachment_id: int) -> None:
        super().__init__(parent)
        self._desk, self._case_id, self._id = desk, case_id, attachment_id
        self._hits: Sequence[SeenHit] = ()
        self.start: MaskStart | None = None
        self.reading = ProgressLine("正在查找")
        self.making = ProgressLine("正在生成遮盖稿")

    def begin(self, hits: Sequence[SeenHit]) -> None:
        """Read the file, the boxes there are, and where the hits stand; 取消 leaves the hits out."""
        if hits:
            self.reading.begin()
        case_id, attachment_id, bar = self._case_id, self._id, self.reading

        def work(office: Office) -> MaskStart:
            return _unless_stopped(
                lambda: start_masking(office, case_id, attachment_id, hits, progress=bar.goes_on), bar
            ) or start_masking(office, case_id, attachment_id)

        self._desk.ask(work, self._begun, owner=self, failed=self.failed.emit)

    def begin_anew(self, hits: Sequence[SeenHit]) -> None:
        """Forget the draft and begin with the boxes of the copy that goes out now."""
        assert self.start is not None
        key = self.start.key

        def work(office: Office) -> bool:
            forget_draft(office, key)
            return True

        self._hits = hits
        self._desk.ask(work, self._forgotten, owner=self, failed=self.failed.emit)

    def find(self, text: str) -> None:
        """Look for a text on all pages."""
        assert self.start is not None
        self.reading.begin()
        pages, bar = self.start.pages, self.reading

        def work(_office: Office) -> tuple[Box, ...] | None:
            return _unless_stopped(lambda: places_of_text(pages, text, progress=bar.goes_on), bar)

        self._desk.ask(work, self.found.emit, owner=self, failed=self.failed.emit)

    def make(self, boxes: Sequence[Box], *, white: bool) -> None:
        """Make the copy and forget the draft."""
        assert self.start is not None
        self.making.begin()
        case_id, attachment_id, today, bar = self._case_id, self._id, self._desk.today(), self.making
        key = self.start.key

        def work(office: Office) -> Done:
            done = mask_material(office, case_id, attachment_id, boxes, today, white=white, progress=bar.goes_on)
            forget_draft(office, key)
            return done

        self._desk.do(work, self.made.emit, owner=self, failed=self.failed.emit)

    def keep(self, boxes: Sequence[Box], typed: Mapping[str, Any]) -> None:
        """Keep the draft."""
        if self.start is not None:
            key, payload = self.start.key, draft_of(boxes, self._id, typed)
            self._desk.ask(lambda office: keep_draft(office, key, payload), self._kept, owner=self)

    def _forgotten(self, _done: bool) -> None:
        self.begin(self._hits)

    def _begun(self, start: MaskStart) -> None:
        self.start = start
        self.begun.emit()

    def _kept(self, at: datetime) -> None:
        self.kept.emit(at)


def _unless_stopped(work: Callable[[], Result], bar: ProgressLine) -> Result | None:
    """Return what the work finds, None when 取消 was pressed; runs in the worker."""
    try:
        return work()
    except Refused:
        if bar.cancelled():
            return None
        raise


def found_words(text: str, found: int, new: int) -> str:
    """Say how many places of a text were found, and how many got a new box."""
    if not found:
        return f"没有找到“{text}”。图片里的文字查不到，请看着页面画框。"
    if new == found:
        return f"找到“{text}”{found} 处，都加上了方框。"
    return f"找到“{text}”{found} 处，{found - new} 处原来已有方框，新加 {new} 处。"


def unplaced_words(hits: Sequence[SeenHit]) -> str:
    """Say which hits have no box, and what to do."""
    named = "、".join(dict.fromkeys(f"{hit.place}{hit.kind}" for hit in hits[:5]))
    more = "等" if len(hits) > 5 else ""
    return (
        f"有 {len(hits)} 处在页面上没有找到（{named}{more}），没有加方框："
        "在页面上看得见的请画框；在批注、属性里的不会带进遮盖稿。"
    )
