"""Composition: what a start loads, one window per record, the copy on exit, crashes, the pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from caseapp import app as program
from caseapp.casework.office import Office, Profile, Refused, save_person, save_profile
from caseapp.casework.places import opens_window
from caseapp.casework.upkeep.backups import kept_copies, refuse_kept_copy, verify
from caseapp.ui.frame.single import Doorkeeper

SOURCE = Path(program.__file__).resolve().parents[1]
HEAVY = ("reportlab", "openpyxl", "pikepdf", "jinja2", "pypdfium2", "docx", "pypinyin", "stdnum", "highspy", "numpy")


def _run(code, tmp_path, *args):
    folder = str(tmp_path / "data")
    more = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(SOURCE), "XDG_DATA_HOME": folder, "LOCALAPPDATA": folder}
    more |= {"XDG_CONFIG_HOME": str(tmp_path / "config"), "CASEAPP_RECORD": str(tmp_path / "办件记录.caseapp")}
    command = [sys.executable, "-c", code, *args]
    done = subprocess.run(command, env=os.environ | more, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


_START = """
import sys
from PySide6.QtCore import QTimer
from caseapp import app
from caseapp.ui.frame.shell import Shell
started = Shell.start
def start(shell):
    started(shell)
    timer = QTimer(shell)
    def look():
        if not shell.desk.busy and shell.current() is not None:
            timer.stop()
            print(type(shell.current()).__name__)
            print(",".join(sorted(name for name in sys.modules if "." not in name)))
            shell.close()
    timer.timeout.connect(look)
    timer.start(10)
Shell.start = start
raise SystemExit(app.main(sys.argv[1:]))
"""
_PICTURES = """
import sys
from caseapp import app
raise SystemExit(app.main(sys.argv[1:]))
"""


def test_the_first_window_loads_no_heavy_part(tmp_path):
    page, modules = _run(_START, tmp_path).splitlines()
    assert page == "WizardPage"
    assert set(modules.split(",")) & set(HEAVY) == set()
    assert (tmp_path / "办件记录.caseapp").exists()


@pytest.mark.parametrize(
    ("name", "window"),
    [("备份/记录.caseapp", True), ("A.CASEAPP", True), ("更新.caseupdate", True), ("list", False), ("due", False)],
)
def test_a_file_that_is_double_clicked_opens_the_window(name, window):
    assert opens_window(name) is window


def test_an_update_file_opens_at_what_it_would_change(tmp_path):
    path = tmp_path / "办件记录.caseapp"
    office = Office.open(path, create=True)
    save_profile(office, Profile(name="济宁市统计局"), complete=False)
    office.close()
    update = tmp_path / "更新.caseupdate"
    update.write_text("不是更新文件", encoding="utf-8")
    page, _ = _run(_START, tmp_path, str(update)).splitlines()
    assert page == "SettingsPage"


def test_a_kept_copy_and_a_file_that_is_gone_are_not_worked_on(tmp_path):
    folder = tmp_path / "备份"
    folder.mkdir()
    copy = folder / "办件记录-20261126-190000.caseapp"
    Office.open(copy, create=True).close()
    before = copy.read_bytes()
    for path in (copy, tmp_path / "没有.caseapp"):
        page, _ = _run(_START, tmp_path, str(path)).splitlines()
        assert page == "TroublePage"
    assert copy.read_bytes() == before
    assert not (tmp_path / "没有.caseapp").exists()
    own = folder / "办件记录.caseapp"
    Office.open(own, create=True).close()
    refuse_kept_copy(own)
    with pytest.raises(Refused, match="不能在备份上办理，没有打开"):
        refuse_kept_copy(copy)


def test_a_changed_record_is_copied_when_the_window_closes(tmp_path):
    path = tmp_path / "办件记录.caseapp"
    office = Office.open(path, create=True)
    save_person(office, "张敏")
    office.close()
    _run(_START, tmp_path)
    copies = kept_copies(path)
    assert len(copies) == 1
    assert verify(copies[0][0]) == []
    _run(_START, tmp_path)
    assert len(kept_copies(path)) == 1


def test_a_second_start_on_the_same_record_brings_the_first_to_the_front(qtbot, tmp_path):
    record = str(tmp_path / "办件记录.caseapp")
    first, second, other = Doorkeeper(record), Doorkeeper(record), Doorkeeper(record + "2")
    assert not first.is_taken()
    with qtbot.waitSignal(first.knocked):
        assert second.is_taken()
    assert not other.is_taken()
    with qtbot.waitSignal(first.knocked) as knock:
        assert second.is_taken("/media/更新.caseupdate")
    assert knock.args == ["/media/更新.caseupdate"]
    first.close()
    other.close()


def test_a_crash_is_offered_at_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr(program, "data_folder", lambda: tmp_path)
    (tmp_path / program.CRASH_FILE).write_text("Fatal Python error: Aborted", encoding="utf-8")
    found = program._watch_crashes()
    program.faulthandler.disable()
    program._crash_stream.close()
    alert = program._crash_alert(found)
    assert alert.details == "Fatal Python error: Aborted"
    assert "草稿不受影响" in alert.text
    assert (tmp_path / program.CRASH_KEPT).exists()


@pytest.mark.parametrize(
    ("argv", "today"), [([], None), (["--today", "2026-11-23"], date(2026, 11, 23))]
)
def test_the_day_can_be_given(argv, today):
    assert program._options(argv).today == today


def test_pictures_of_the_main_screens_are_taken(tmp_path):
    target = tmp_path / "out"
    _run(_PICTURES, tmp_path, "--pictures", str(target))
    names = {path.name for path in target.glob("*.png")}
    assert names >= {
        "today.png",
        "ledger.png",
        "register.png",
        "case.png",
        "review.png",
        "letter.png",
        "year.png",
        "settings.png",
        "first_start.png",
        "empty_start.png",
    }
    sizes = {(QImage(str(path)).width(), QImage(str(path)).height()) for path in target.glob("*.png")}
    assert sizes == {(1366, 698)}
