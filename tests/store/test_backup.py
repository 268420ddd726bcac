from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from caseapp.store import backup
from caseapp.store.backup import copy_verified, keep_copies, restore, verify
from caseapp.store.errors import BackupFailed, NotARecord, RecordBusy, RecordMissing, RecordReadOnly
from caseapp.store.record import Record
from store.store_rows import NINE


def day(number):
    return NINE + timedelta(days=number - 1)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def spoil(path):
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("UPDATE document_pdf SET pdf = x'00'")
    connection.close()


def journal_in_the_middle(path):
    """Return the rollback journal as it stands on the disk in the middle of a large change."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE large (words TEXT)")
    connection.executemany("INSERT INTO large VALUES (?)", [("x" * 4000,)] * 50)
    connection.execute("UPDATE setting SET value = value || ' '")
    found = path.with_name(path.name + "-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    return found


def test_a_copy_is_whole_and_can_be_opened(worked, tmp_path):
    to = tmp_path / "copies" / "copy.db"
    to.parent.mkdir()
    to.write_text("an older copy")
    assert copy_verified(worked.path, to) == to
    assert verify(to) == []
    assert names(to.parent) == ["copy.db"]
    with Record.open(to) as copy:
        assert copy.case(1) == worked.case(1)
        assert copy.document_pdf(1) == b"%PDF-1.7 letter"


def test_a_damaged_record_is_not_copied_over_a_good_copy(worked, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    copy_verified(worked.path, folder / "copy.db")
    good = (folder / "copy.db").read_bytes()
    spoil(worked.path)
    with pytest.raises(BackupFailed, match="备份没有通过校验，没有保存"):
        copy_verified(worked.path, folder / "copy.db")
    assert (folder / "copy.db").read_bytes() == good
    assert names(folder) == ["copy.db"]


def test_a_copy_that_fails_half_way_leaves_nothing(worked, tmp_path, monkeypatch):
    folder = tmp_path / "copies"
    folder.mkdir()

    def fail(part, to):
        raise OSError("power cut")

    monkeypatch.setattr(backup, "_put", fail)
    with pytest.raises(OSError, match="power cut"):
        copy_verified(worked.path, folder / "copy.db")
    assert names(folder) == []


def test_refusals_name_what_is_wrong(worked, tmp_path):
    with pytest.raises(BackupFailed, match="自己的位置"):
        copy_verified(worked.path, worked.path)
    with pytest.raises(RecordMissing):
        copy_verified(worked.path, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(RecordMissing):
        copy_verified(tmp_path / "none.db", tmp_path / "copy.db")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(RecordReadOnly):
        keep_copies(worked, tmp_path / "file" / "copies", day(1))
    with pytest.raises(BackupFailed, match="同一个文件"):
        restore(worked.path, worked.path)


def test_copies_are_kept_only_when_the_record_changed(worked, tmp_path, at):
    folder = tmp_path / "备份"
    first = keep_copies(worked, folder, day(1))
    assert first.name == "record-20210301-090000.db"
    assert keep_copies(worked, folder, day(2)) is None
    with worked.change("设置", "张敏", at) as change:
        change.set_setting("代字", "济统依")
    assert keep_copies(worked, folder, day(3)).name == "record-20210303-090000.db"
    assert names(folder) == ["record-20210301-090000.db", "record-20210303-090000.db"]


def test_only_the_newest_copies_are_kept_and_other_files_are_left_alone(worked, tmp_path, at):
    folder = tmp_path / "备份"
    folder.mkdir()
    (folder / "record-说明.txt").write_text("勿删")
    (folder / "other-20200101-000000.db").write_text("别的记录")
    for number in range(1, 6):
        with worked.change("设置", "张敏", at) as change:
            change.set_setting("第几天", number)
        keep_copies(worked, folder, day(number), keep=3)
    assert names(folder) == [
        "other-20200101-000000.db",
        "record-20210303-090000.db",
        "record-20210304-090000.db",
        "record-20210305-090000.db",
        "record-说明.txt",
    ]


def test_a_spoilt_last_copy_is_made_anew(worked, tmp_path):
    folder = tmp_path / "备份"
    keep_copies(worked, folder, day(1)).write_text("spoilt")
    assert keep_copies(worked, folder, day(2)) is not None


def test_restoring_sets_the_present_file_aside(worked, tmp_path, at):
    copy = copy_verified(worked.path, tmp_path / "copy.db")
    with worked.change("设置", "张敏", at) as change:
        change.set_setting("代字", "济统依")
    worked.close()
    aside = restore(copy, worked.path)
    assert aside.name == "record.恢复前1.db"
    with Record.open(worked.path) as now, Record.open(aside) as before:
        assert now.setting("代字") is None
        assert before.setting("代字") == "济统依"
    assert restore(copy, worked.path).name == "record.恢复前2.db"
    assert restore(copy, tmp_path / "elsewhere.db") is None
    assert copy.exists()


def test_a_journal_left_without_its_record_is_not_rolled_back_into_the_copy(worked, tmp_path):
    """A power cut in the middle of writing, then the file moved away: its journal must go too."""
    copy = copy_verified(worked.path, tmp_path / "copy.db")
    worked.close()
    hot = worked.path.with_name(worked.path.name + "-journal")
    hot.write_bytes(journal_in_the_middle(worked.path))
    worked.path.unlink()
    assert restore(copy, worked.path) is None
    assert not hot.exists()
    assert worked.path.with_name("record.恢复前1.db-journal").exists()
    assert verify(worked.path) == []


@pytest.mark.parametrize("refuses", ["the record", "its journal", "the copy"])
def test_a_restore_that_cannot_go_on_leaves_everything_where_it_was(worked, tmp_path, monkeypatch, refuses):
    copy = copy_verified(worked.path, tmp_path / "copy.db")
    worked.close()
    hot = worked.path.with_name(worked.path.name + "-journal")
    hot.write_bytes(b"")
    name = {"the record": worked.path.name, "its journal": hot.name, "the copy": ".part"}[refuses]
    plain = Path.replace

    def held(self, target):
        if self.name.endswith(name):
            raise PermissionError(13, "in use", str(self))
        return plain(self, target)

    before = worked.path.read_bytes()
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(RecordBusy):
        restore(copy, worked.path)
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "record.db", "record.db-journal"]
    assert worked.path.read_bytes() == before
    assert verify(worked.path) == []


def test_a_bad_copy_is_not_restored(worked, tmp_path):
    copy = copy_verified(worked.path, tmp_path / "copy.db")
    spoil(copy)
    worked.close()
    before = worked.path.read_bytes()
    with pytest.raises(BackupFailed, match="没有恢复"):
        restore(copy, worked.path)
    (tmp_path / "foreign.db").write_text("foreign")
    with pytest.raises(BackupFailed, match="不是本程序的办件记录"):
        restore(tmp_path / "foreign.db", worked.path)
    assert worked.path.read_bytes() == before


def test_a_foreign_file_is_not_copied(tmp_path):
    (tmp_path / "foreign.db").write_text("foreign")
    with pytest.raises(NotARecord):
        copy_verified(tmp_path / "foreign.db", tmp_path / "copy.db")


def test_a_journal_set_aside_is_never_joined_by_another_record(worked, tmp_path):
    copy = copy_verified(worked.path, tmp_path / "copy.db")
    worked.close()
    worked.path.with_name("record.恢复前1.db-journal").write_bytes(journal_in_the_middle(worked.path))
    aside = restore(copy, worked.path)
    assert aside.name == "record.恢复前2.db"
    assert verify(aside) == []


def test_an_old_journal_beside_a_copy_is_not_rolled_back_into_the_new_one(worked, tmp_path):
    to = tmp_path / "copy.db"
    copy_verified(worked.path, to)
    to.with_name("copy.db-journal").write_bytes(journal_in_the_middle(to))
    copy_verified(worked.path, to)
    assert verify(to) == []
    assert not to.with_name("copy.db-journal").exists()


def test_a_copy_made_by_a_clock_set_back_stays(worked, tmp_path, at):
    folder = tmp_path / "copies"
    for number in range(1, 4):
        with worked.change("设置", "张敏", at) as change:
            change.set_setting("代字", str(number))
        keep_copies(worked, folder, day(number), keep=3)
    with worked.change("设置", "张敏", at) as change:
        change.set_setting("代字", "set back")
    made = keep_copies(worked, folder, day(-400), keep=3)
    assert made.exists()
    assert len(names(folder)) == 3
    with Record.open(made) as kept:
        assert kept.setting("代字") == "set back"
