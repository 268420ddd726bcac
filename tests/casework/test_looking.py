"""A look into material shows how far it is, can be cancelled, and counts what it found."""

from __future__ import annotations

import pytest

from caseapp.casework.office import Refused
from caseapp.casework.review.looking import look_into
from material.made_files import IDS, MOBILE, pdf

PAGES = pdf([f"身份证号{IDS[0]}"], [f"电话{MOBILE}，{IDS[1]}"], ["秘密★10年"])


def test_hits_are_counted_by_class_in_the_order_of_weight() -> None:
    look = look_into("a.pdf", PAGES)
    assert look.complete
    assert look.summary == (("密级标志", 1), ("身份证号", 2), ("手机号", 1))
    assert [hit.place for hit in look.hits] == ["第1页", "第2页", "第2页", "第3页"]


def test_progress_is_told_page_by_page_and_a_cancelled_look_stops_there() -> None:
    told: list[tuple[int, int]] = []
    look = look_into("a.pdf", PAGES, progress=lambda *p: told.append(p), cancelled=lambda: told[-1][0] == 2)
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert not look.complete
    assert look.summary == (("身份证号", 2), ("手机号", 1))


def test_a_file_that_cannot_be_looked_into_is_refused() -> None:
    with pytest.raises(Refused, match="加了密码"):
        look_into("a.pdf", pdf(["x"], password="geheim"))
