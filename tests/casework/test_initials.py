"""Names are found by the first letters of their pinyin."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.ledger.initials import initials
from caseapp.store.rows import IndexFilter
from casework.offices import new_office, register


@pytest.mark.parametrize(
    ("name", "letters"), [("王喆", "wz"), ("某某律师事务所", "mmlssws"), ("ABC公司1", "abcgs1"), ("", ""), ("·  ", "")]
)
def test_a_name_has_the_first_letters_of_its_sounds(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_case_is_found_by_them(tmp_path: Path) -> None:
    office = new_office(tmp_path / "office.caseapp")
    case_id = register(office, applicant="孙桂兰")
    register(office, applicant="王喆")
    assert office.record.index_ids(IndexFilter(text="sgl")) == [case_id]
    office.close()
