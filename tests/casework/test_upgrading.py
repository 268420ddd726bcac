"""A record of an earlier version is copied and checked before it is upgraded; no crash loses or halves it."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.casework.office import Office, copies_folder
from caseapp.casework.upkeep.backups import verify
from caseapp.casework.year.yearbook import count_year
from caseapp.store import backup, migrating
from caseapp.store.engine import RecordDatabase
from caseapp.store.errors import DiskFull, RecordTooNew, StoreError, UpgradeFailed

RECORDS = Path(__file__).parents[1] / "data" / "records"
SOURCE = Path(__file__).parents[2] / "src"
FIRST = lzma.decompress((RECORDS / "sample-0.1.0.caseapp.xz").read_bytes())

COMMITTED = 41
"""The first statement after the upgrade, of those asked of the record itself."""
KILLED = """
import os, signal, sys
from pathlib import Path
from caseapp.casework.office import Office
from caseapp.store.engine import RecordDatabase

left = int(sys.argv[2])
plain = RecordDatabase.execute_sql

def counted(self, sql, *more, **named):
    global left
    if self.path == Path(sys.argv[1]) and not self.read_only:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return plain(self, sql, *more, **named)

RecordDatabase.execute_sql = counted
Office.open(Path(sys.argv[1])).close()
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "记录.caseapp"
    path.write_bytes(FIRST)
    return path


def version(path: Path) -> int:
    database = RecordDatabase(path, read_only=not path.with_name(path.name + "-journal").exists())
    database.connect()
    try:
        return migrating.version_of(migrating.applied(database))
    finally:
        database.close()


def test_the_record_is_copied_whole_before_it_is_upgraded(old: Path) -> None:
    Office.open(old).close()
    (copy,) = copies_folder(old).iterdir()
    assert copy.name == "记录-升级前第1版.caseapp"
    assert (version(copy), verify(copy)) == (1, [])
    assert (version(old), verify(old)) == (migrating.version_of(migrating.known()), [])
    Office.open(old).close()
    assert list(copies_folder(old).iterdir()) == [copy]


def test_a_current_record_and_a_new_one_are_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "新.caseapp"
    for _ in range(2):
        Office.open(path, create=True).close()
    assert not copies_folder(path).exists()


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in migrating.FOLDER.glob("[0-9]*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    last = "def up(migrator, db):\n    db.execute_sql('DROP TABLE fact')\n    db.execute_sql('nonsense')\n"
    (folder / "0090_broken.py").write_text(last, encoding="utf-8")
    monkeypatch.setattr(migrating, "FOLDER", folder)
    monkeypatch.setattr(backup, "_findings", lambda *_args, **_named: [])
    with pytest.raises(UpgradeFailed, match=r"格式版本 1）没有能升级，原来的内容没有改动"):
        Office.open(old)
    monkeypatch.undo()
    assert (version(old), verify(old)) == (1, [])


def test_without_room_for_the_copy_nothing_is_upgraded(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, to: Path) -> None:
        raise DiskFull(to)

    monkeypatch.setattr(backup, "_copy", full)
    with pytest.raises(DiskFull):
        Office.open(old)
    monkeypatch.undo()
    assert old.read_bytes() == FIRST


def test_an_older_program_names_both_versions(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Office.open(old).close()
    now = migrating.version_of(migrating.known())
    monkeypatch.setattr(migrating, "known", lambda: ["0001_first_record"])
    with pytest.raises(RecordTooNew, match=f"格式版本是 {now}，本程序只支持到 1"):
        Office.open(old)


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL here")
@pytest.mark.parametrize("statement", range(3, 43, 2))
def test_a_program_killed_in_the_middle_of_an_upgrade_leaves_a_whole_record(old: Path, statement: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", KILLED, str(old), str(statement)]
    killed = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    assert version(old) == (1 if statement < COMMITTED else migrating.version_of(migrating.known()))
    office = Office.open(old)
    try:
        assert count_year(office, 2021).tables.table3[1] == (5, 1, 1, 0, 1, 0, 8)
    finally:
        office.close()
    assert verify(old) == []


def test_a_file_that_is_no_record_is_refused_before_anything_is_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.caseapp"
    path.write_bytes(b"PK\x03\x04 no record")
    with pytest.raises(StoreError, match="不是本程序的办件记录"):
        Office.open(path)
    assert list(tmp_path.iterdir()) == [path]
