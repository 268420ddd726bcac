from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from caseapp.store import engine
from caseapp.store.backup import verify
from caseapp.store.errors import (
    DiskFull,
    NotARecord,
    RecordBusy,
    RecordDamaged,
    RecordGone,
    RecordMissing,
    RecordReadOnly,
    RecordTooNew,
)
from caseapp.store.record import Record
from caseapp.store.rows import CaseRow
from store.store_rows import attachment


def test_a_new_record_is_made_once_and_opened_again(tmp_path, at):
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record, record.change("登记", "张敏", at) as change:
        change.add_case(CaseRow(number="2021-001"))
    with Record.open(path, create=True) as record:
        assert record.case_by_number("2021-001")
        assert record.schema_version == 7
    with Record.open(str(path)) as record:
        assert record.path == path


def test_the_file_is_kept_safe_at_a_power_cut(record):
    pragma = {name: record._database.lines(f"PRAGMA {name}")[0][0] for name in ("synchronous", "foreign_keys")}
    assert pragma == {"synchronous": 2, "foreign_keys": 1}
    assert record._database.lines("PRAGMA journal_mode") == [("delete",)]


def test_a_record_left_in_wal_mode_is_brought_back(tmp_path):
    path = tmp_path / "record.db"
    Record.open(path, create=True).close()
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with Record.open(path) as record:
        assert record._database.lines("PRAGMA journal_mode") == [("delete",)]


def foreign_database(path):
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("CREATE TABLE music (title TEXT)")
    connection.close()


@pytest.mark.parametrize(
    ("make", "refusal", "words"),
    [
        (lambda path: None, RecordMissing, "找不到办件记录"),
        (lambda path: path.mkdir(), NotARecord, "不是本程序的办件记录"),
        (lambda path: path.write_bytes(b""), NotARecord, "不是本程序的办件记录"),
        (lambda path: path.write_bytes(b"PK\x03\x04" * 999), NotARecord, "不是本程序的办件记录"),
        (lambda path: path.write_bytes(engine.HEADER + b"\xff" * 4080), NotARecord, "不是本程序的办件记录"),
        (foreign_database, NotARecord, "不是本程序的办件记录"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path, make, refusal, words):
    path = tmp_path / "other.db"
    make(path)
    with pytest.raises(refusal, match=words):
        Record.open(path)


def test_a_truncated_record_is_called_damaged(tmp_path, worked):
    worked.close()
    data = worked.path.read_bytes()
    worked.path.write_bytes(data[: len(data) // 2 // 4096 * 4096])
    with pytest.raises(RecordDamaged, match="已经损坏，请用备份恢复"):
        Record.open(worked.path).journal()


def test_a_newer_record_is_refused_naming_both_versions(tmp_path):
    path = tmp_path / "record.db"
    Record.open(path, create=True).close()
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("INSERT INTO schema_migration (name, applied) VALUES ('0099_later', '2030-01-01')")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordTooNew, match="格式版本是 99，本程序只支持到 7，请安装新版程序"):
        Record.open(path)
    assert path.read_bytes() == before


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(RecordMissing):
        Record.open(tmp_path / "nowhere" / "record.db", create=True)


@pytest.mark.skipif(os.name != "posix", reason="file permissions")
@pytest.mark.parametrize("create", [False, True])
def test_a_read_only_folder_is_refused(ordinary_user_folder, create):
    path = ordinary_user_folder / "record.db"
    if not create:
        Record.open(path, create=True).close()
        path.chmod(0o666)
    ordinary_user_folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)
    with pytest.raises(RecordReadOnly, match="只读"):
        Record.open(path, create=create)


@pytest.mark.skipif(os.name != "posix", reason="file permissions")
def test_a_read_only_file_is_refused(ordinary_user_folder):
    path = ordinary_user_folder / "record.db"
    Record.open(path, create=True).close()
    path.chmod(0o444)
    if os.geteuid() == 0:
        os.seteuid(65534)
    with pytest.raises(RecordReadOnly, match="只读"):
        Record.open(path)


def test_a_record_held_by_another_program_is_busy(record, at, monkeypatch):
    record._database.lines("PRAGMA busy_timeout = 0")
    other = driver.connect(str(record.path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordBusy, match="正被其他程序占用"), record.change("登记", "张敏", at):
        pass
    with pytest.raises(RecordBusy):
        record.settings()
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)
    with pytest.raises(RecordBusy):
        Record.open(record.path)
    other.close()
    with record.change("登记", "张敏", at) as change:
        change.set_setting("代字", "济统依")


def test_a_full_disk_changes_nothing_and_leaves_the_record_usable(worked, at):
    pages = worked._database.lines("PRAGMA page_count")[0][0]
    worked._database.lines(f"PRAGMA max_page_count = {pages + 2}")
    full = pytest.raises(DiskFull, match="磁盘空间不足")
    with full, worked.change("附件", "张敏", at) as change:  # a write that fits comes before the one that does not
        change.set_setting("代字", "济统依")
        change.add_attachment(attachment(1), bytes(100_000))
    assert len(worked.attachments(1)) == 1
    assert worked.setting("代字") is None
    with worked.change("设置", "张敏", at) as change:
        change.set_setting("代字", "济统依")
    assert worked.verify_journal() == []


def test_a_record_moved_away_while_open_is_gone(worked, at):
    worked.path.rename(worked.path.with_name("moved.db"))
    with pytest.raises(RecordGone), worked.change("设置", "张敏", at) as change:
        change.set_setting("代字", "济统依")


KILLED = """
import os, signal, sys
from datetime import datetime
from caseapp.store.record import Record
from caseapp.store.rows import CaseRow
record = Record.open(sys.argv[1])
record._database.lines("PRAGMA cache_size = 1")
record.save_draft("登记", {"request": "typed so far"}, datetime(2021, 3, 1))
with record.change("登记", "张敏", datetime(2021, 3, 1)) as change:
    for number in range(200):
        change.add_case(CaseRow(number=f"2021-9{number:03}", request="x" * 2000))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_change_leaves_nothing_and_no_draft_is_lost(worked):
    worked.close()
    source = Path(engine.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(worked.path)], env=os.environ | {"PYTHONPATH": str(source)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert worked.path.with_name("record.db-journal").exists()
    with Record.open(worked.path) as record:
        assert record.case_ids() == [1]
        assert [draft.payload for draft in record.drafts()] == [{"request": "typed so far"}]
    assert verify(worked.path) == []


def test_a_change_inside_a_change_is_a_fault_of_the_program(record, at):
    with (
        pytest.raises(RuntimeError, match="already open"),
        record.change("登记", "张敏", at),
        record.change("登记", "张敏", at),
    ):
        pass
