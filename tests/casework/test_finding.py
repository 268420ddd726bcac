"""A record of an earlier installation is found and taken over as a checked copy; a folder makes a program portable."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from caseapp.casework import places
from caseapp.casework.office import COPIES, Office
from caseapp.casework.upkeep.finding import find_records, take_over
from caseapp.store.errors import BackupFailed
from casework.offices import new_office, register


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "用户 张三" / "文档" / "公开"
    folder.mkdir(parents=True)
    for name, cases in (("旧.caseapp", 2), ("空.caseapp", 0)):
        office = new_office(folder / name)
        for _ in range(cases):
            register(office)
        office.close()
    Office.open(tmp_path / "没用过.caseapp", create=True).close()
    (folder / "坏.caseapp").write_bytes(b"SQLite format 3\x00" + b"x" * 200)
    (folder / "别的.caseapp").write_bytes(b"PK")
    (folder / COPIES).mkdir()
    (folder / COPIES / "旧-20261101-090000.caseapp").write_bytes((folder / "旧.caseapp").read_bytes())
    return tmp_path


def test_records_are_found_by_what_they_hold_and_copies_are_not_offered(here: Path) -> None:
    found = find_records([here, here])
    assert {(record.path.name, record.organ, record.cases) for record in found} == {
        ("旧.caseapp", "济宁市统计局", 2),
        ("空.caseapp", "济宁市统计局", 0),
    }


def test_a_place_that_is_not_there_finds_nothing(tmp_path: Path) -> None:
    assert find_records([tmp_path / "没有", tmp_path]) == []


def test_the_one_found_is_copied_whole_and_stays(here: Path, tmp_path: Path) -> None:
    (old,) = [record.path for record in find_records([here]) if record.cases]
    before = old.read_bytes()
    target = tmp_path / "data" / "caseapp" / places.RECORD_NAME
    take_over(old, target)
    assert old.read_bytes() == before
    office = Office.open(target)
    assert len(office.record.case_ids()) == 2
    office.close()


def test_a_damaged_one_is_not_taken_over(here: Path, tmp_path: Path) -> None:
    (old,) = [record.path for record in find_records([here]) if record.cases]
    old.write_bytes(old.read_bytes().replace("生产总值".encode(), "生产总量".encode()))
    with pytest.raises(BackupFailed):
        take_over(old, tmp_path / "data" / places.RECORD_NAME)
    assert not (tmp_path / "data" / places.RECORD_NAME).exists()


def test_a_folder_beside_the_program_makes_it_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "U盘" / "caseapp" / "caseapp.exe"
    program.parent.mkdir(parents=True)
    monkeypatch.setenv("CASEAPP_PROGRAM", str(program))
    assert places.portable_folder() is None
    (program.parent.parent / places.PORTABLE).mkdir()
    assert places.data_folder() == program.parent.parent / places.PORTABLE
    assert places.record_path(None) == program.parent.parent / places.PORTABLE / places.RECORD_NAME
    assert places.record_path("别处.caseapp") == Path("别处.caseapp")


def test_a_python_of_the_system_is_never_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / places.PORTABLE).mkdir()
    monkeypatch.delenv("CASEAPP_PROGRAM", raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert places.portable_folder() is None
