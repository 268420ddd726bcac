"""Which record opens when none is named: the program's own, else the one worked on last; a lost one is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from caseapp.ui.frame.known_records import KnownRecords


@pytest.fixture
def records(tmp_path):
    return KnownRecords(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_the_programs_own_record_comes_first(records, tmp_path):
    own, other = tmp_path / "own.caseapp", tmp_path / "other.caseapp"
    own.touch()
    other.touch()
    records.remember(other)
    assert records.usual(own) == own


def test_else_the_one_worked_on_last_even_where_it_is_missing(records, tmp_path):
    first, second = (tmp_path / f"{name}.caseapp" for name in ("first", "second"))
    first.touch()
    second.touch()
    own = tmp_path / "own.caseapp"
    assert records.usual(own) == own
    assert records.is_first_start(own)
    for record in (second, first, second):
        records.remember(record)
    assert records.usual(own) == second
    second.unlink()
    assert records.usual(own) == second
    assert not records.is_first_start(second)


def test_a_folder_of_another_user_is_left_to_the_opening_to_tell(records, tmp_path, monkeypatch):
    def forbidden(self, **_named):
        raise PermissionError(13, "Permission denied", str(self))

    records.remember(tmp_path / "other.caseapp")
    monkeypatch.setattr(Path, "exists", forbidden)
    assert records.usual(tmp_path / "own.caseapp") == tmp_path / "own.caseapp"
    assert not records.is_first_start(tmp_path / "own.caseapp")


def test_a_record_once_open_is_known_and_only_the_last_are_kept(records, tmp_path):
    places = [tmp_path / f"{number}.caseapp" for number in range(25)]
    assert places[0] not in records
    for place in places:
        records.remember(place)
    assert places[24] in records
    assert places[4] not in records
