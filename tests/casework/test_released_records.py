"""The sample record of every released version is opened by this one, whole and with the same annual figures."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.reindex import keep_index_current
from caseapp.casework.office import Office
from caseapp.casework.upkeep.backups import verify
from caseapp.casework.year.yearbook import count_year
from casework.offices import D

RECORDS = sorted((Path(__file__).parents[1] / "data" / "records").glob("*.caseapp.xz"))


def test_there_is_one() -> None:
    assert RECORDS


@pytest.mark.parametrize("released", RECORDS, ids=lambda path: path.name)
def test_a_released_record_opens_whole_with_the_same_figures(released: Path, tmp_path: Path) -> None:
    path = tmp_path / released.stem
    path.write_bytes(lzma.decompress(released.read_bytes()))
    office = Office.open(path)
    try:
        keep_index_current(office, D("2026-11-23"))
        counted = count_year(office, 2021)
        assert counted.tables.table3[1] == (5, 1, 1, 0, 1, 0, 8)
        assert counted.tables.table3[24] == (5, 1, 1, 0, 1, 0, 8)
        assert [row for row, cells in counted.tables.table3.items() if 3 <= row <= 23 and cells[-1]] == [3, 4, 6, 8, 13]
        assert counted.on_time_rate == 1.0
        for case_id in office.record.case_ids():
            case = load_case(office, case_id, D("2026-11-23"))
            assert office.record.index_row(case_id) == index_of(office, case)
    finally:
        office.close()
    assert verify(path) == []
