"""The record of a window: made once, opened again after its disk was gone, never made in place of a lost one."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import date, datetime
from pathlib import Path

import pytest

from caseapp.casework.office import Refused
from caseapp.casework.receiving import intake
from caseapp.casework.upkeep.opening import Opening, require_same
from caseapp.store.errors import RecordGone, RecordReplaced, StoreError

DAY = date(2026, 11, 2)
ASKED = intake.Application("in_person", DAY, "王喆", "person", "2025年全市粮食产量。")


def opening(path, **more):
    return Opening(path, lambda: DAY, lambda: datetime(2026, 11, 2, 9).astimezone(), **more)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def test_it_is_made_on_the_first_start_with_its_folder(tmp_path):
    path = tmp_path / "没有的文件夹" / "办件记录.caseapp"
    opening(path)().close()
    assert path.exists()


def test_one_that_is_opened_by_name_is_never_made(tmp_path):
    with pytest.raises(StoreError, match="找不到办件记录"):
        opening(tmp_path / "没有.caseapp", create=False)()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_a_stick_pulled_out_loses_nothing_and_nothing_is_made_in_its_place(stick, left):
    path = stick / "办件记录.caseapp"
    door = opening(path)
    office = door()
    intake.register(office, ASKED, DAY)
    away = stick.rename(stick.with_name("拔出"))
    if left == "an empty folder":
        stick.mkdir()
    with pytest.raises(RecordGone, match="所在的磁盘断开了（U 盘被拔出，或者网络不通），没有保存，请接好后再试。"):
        intake.register(office, ASKED, DAY)
    office.close()
    with pytest.raises(Refused, match="现在找不到：U 盘或者网络盘可能没有接上"):
        door()
    assert door.missing
    assert not path.exists()
    shutil.rmtree(stick, ignore_errors=True)
    away.rename(stick)
    office = door()
    assert not door.missing
    assert len(office.record.case_ids()) == 1
    intake.register(office, ASKED, DAY)
    assert len(office.record.case_ids()) == 2
    office.close()


def test_a_record_known_from_before_is_not_taken_for_a_first_start(stick):
    path = stick / "办件记录.caseapp"
    door = opening(path, known=True)
    with pytest.raises(Refused, match="也可能在另一台计算机上"):
        door()
    assert not path.exists()
    door.make_new()
    door().close()
    assert path.exists()


@pytest.mark.skipif(os.name != "posix", reason="no permission bits here")
def test_the_folder_of_the_program_is_closed_to_other_users(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own, elsewhere = tmp_path / "caseapp", tmp_path / "共用"
    for folder in (own, elsewhere):
        opening(folder / "办件记录.caseapp")().close()
    assert stat.filemode(own.stat().st_mode) == "drwx------"
    assert elsewhere.stat().st_mode & 0o077
    own.chmod(0o755)  # as an earlier version left it
    opening(own / "办件记录.caseapp")().close()
    assert stat.filemode(own.stat().st_mode) == "drwx------"


def test_a_folder_of_another_user_is_told_as_one(tmp_path, monkeypatch):
    def forbidden(self, **_named):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "exists", forbidden)
    with pytest.raises(StoreError, match="可能属于这台计算机的另一个用户"):
        opening(tmp_path / "办件记录.caseapp")()


def test_where_the_folder_is_gone_too_a_new_record_is_made_in_the_programs_own_place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    monkeypatch.delenv("CASEAPP_RECORD", raising=False)
    lost = opening(tmp_path / "U盘" / "办件记录.caseapp", known=True)
    with pytest.raises(Refused, match="现在找不到"):
        lost()
    lost.make_new()
    lost().close()
    assert lost.record == tmp_path / "data" / "caseapp" / "办件记录.caseapp"


def test_another_record_in_its_place_or_an_older_copy_is_not_the_same(stick, tmp_path):
    path = stick / "办件记录.caseapp"
    office = opening(path)()
    older = (path.read_bytes(), office.record.journal_head())
    intake.register(office, ASKED, DAY)
    shown = office.record.journal_head()
    office.close()
    same = opening(path)()
    require_same(same, shown)
    require_same(same, older[1])
    same.close()
    path.write_bytes(older[0])
    copy = opening(path)()
    with pytest.raises(RecordReplaced):
        require_same(copy, shown)
    copy.close()
