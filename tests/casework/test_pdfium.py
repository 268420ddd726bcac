"""PDFium is called by one thread at a time: strips for a printer wait while the worker of the record is at work."""

from __future__ import annotations

from threading import Thread

from caseapp.casework.paper.pdfium import PDFIUM
from caseapp.casework.paper.printing import picture_strips
from material.made_files import pdf


def test_a_strip_waits_for_the_worker_and_lets_it_in_between_two() -> None:
    drawn: list[int] = []
    strips = picture_strips(pdf(["第一页"]), 0, 300)

    def draw() -> None:
        drawn.append(next(strips).height)

    with PDFIUM:
        thread = Thread(target=draw)
        thread.start()
        thread.join(0.2)
        assert drawn == []
    thread.join(10)
    assert drawn == [1024]
    assert PDFIUM.acquire(blocking=False)
    PDFIUM.release()
    strips.close()
