"""用备份恢复 in the window: from 设置, for a record that does not open, from a stick; bad copies change nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office, save_person, save_profile
from caseapp.casework.upkeep.backups import backup_to
from caseapp.cli.main import main
from caseapp.ui.settings.restore_dialog import RestoreDialog
from ui.case_setup import registered
from ui.hands import click, find, settle, shows


def numbers(path):
    office = Office.open(path)
    found = [load_case(office, case_id, date(2026, 11, 23)).row.number for case_id in office.record.case_ids()]
    office.close()
    return found


@pytest.fixture
def copied(office_path):
    """A record of two cases, and a copy kept when there was one."""
    registered(office_path)
    office = Office.open(office_path)
    copy = backup_to(office)
    office.close()
    registered(office_path, applicant="李䶮", number=2)
    return copy


def settings(qtbot, open_shell, path):
    shell = open_shell(path)
    page = shell.open_page("settings")
    page.show_tab("copies")
    settle(qtbot, shell)
    click(qtbot, page, "用备份恢复…")
    settle(qtbot, shell)
    return shell, shown(shell)


def shown(shell):
    (dialog,) = [d for d in shell.findChildren(RestoreDialog) if d.isVisible()]
    return dialog


def test_a_copy_takes_the_place_of_the_record_which_is_kept_under_another_name(
    qtbot, open_shell, office_path, copied
):
    shell, dialog = settings(qtbot, open_shell, office_path)
    (line,) = dialog.table.lines()
    assert line.cells[1:4] == ("1 件", "济宁市统计局", copied.name)
    click(qtbot, dialog, "用它恢复")
    settle(qtbot, shell)
    assert shell.current() is shell.pages["today"]
    assert shell.alerts.shown.title == "已用备份恢复"
    ledger = shell.open_page("ledger")
    settle(qtbot, shell)
    assert shows(ledger, "1 件")
    assert numbers(office_path) == ["2026-001"]
    (aside,) = [p for p in office_path.parent.glob("*.caseapp") if p != office_path]
    assert aside.name in shell.alerts.shown.text
    assert numbers(aside) == ["2026-001", "2026-002"]


def test_a_record_that_does_not_open_is_replaced_by_its_copy(qtbot, open_shell, office_path, copied):
    data = bytearray(office_path.read_bytes())
    data[4096:40960] = bytes(36864)
    office_path.write_bytes(data)
    shell = open_shell(office_path)
    assert shell.current() is shell.pages["trouble"]
    assert shows(shell, "已经损坏，请用备份恢复")
    click(qtbot, shell.current(), "用备份恢复…")
    settle(qtbot, shell)
    click(qtbot, shown(shell), "用它恢复")
    settle(qtbot, shell)
    assert shell.current() is shell.pages["today"]
    assert numbers(office_path) == ["2026-001"]


def test_a_damaged_copy_is_not_taken_and_the_record_stays(qtbot, open_shell, office_path, copied):
    data = bytearray(copied.read_bytes())
    data[-8192:-4096] = b"\xff" * 4096
    copied.write_bytes(data)
    shell, dialog = settings(qtbot, open_shell, office_path)
    before = office_path.read_bytes()
    click(qtbot, dialog, "用它恢复")
    settle(qtbot, shell)
    assert shows(dialog, "没有通过校验，没有恢复")
    assert office_path.read_bytes() == before
    click(qtbot, dialog, "返回")
    assert numbers(office_path) == ["2026-001", "2026-002"]


def test_a_file_that_is_no_record_says_so_and_a_copy_from_a_stick_is_taken(
    qtbot, open_shell, office_path, copied, tmp_path
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "照片.caseapp").write_bytes(b"\xff\xd8\xff")
    shutil.move(copied, stick / "带走的.caseapp")
    shell, dialog = settings(qtbot, open_shell, office_path)
    click(qtbot, dialog, "用它恢复")
    assert shows(dialog, "没有可以恢复的备份，请按“另选文件…”")
    for name in ("照片.caseapp", "带走的.caseapp"):
        click(qtbot, dialog, "另选文件…")
        (chooser,) = [c for c in dialog.findChildren(QFileDialog) if c.isVisible()]
        chooser.fileSelected.emit(str(stick / name))
        chooser.reject()
        settle(qtbot, shell)
        click(qtbot, dialog, "用它恢复")
        settle(qtbot, shell)
        if name == "照片.caseapp":
            assert shows(dialog, "不是本程序的办件记录")
    assert numbers(office_path) == ["2026-001"]
    assert numbers(stick / "带走的.caseapp") == ["2026-001"]
    assert find(shell, "登记新申请").isEnabled()


def test_the_way_back_is_closed_while_it_is_restored(qtbot, open_shell, office_path, copied):
    shell, dialog = settings(qtbot, open_shell, office_path)
    click(qtbot, dialog, "用它恢复")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    click(qtbot, dialog, "返回")
    assert dialog.isVisible()
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "已用备份恢复"
    assert shell.current() is shell.pages["today"]


def test_copies_of_another_record_in_the_folder_are_not_offered(qtbot, open_shell, office_path, copied):
    shutil.copy(copied, copied.with_name("下属单位-20261101-080000.caseapp"))
    _, dialog = settings(qtbot, open_shell, office_path)
    assert [line.cells[3] for line in dialog.table.lines()] == [copied.name]


def test_a_copy_of_another_office_is_asked_about_first(qtbot, open_shell, office_path, copied):
    office = Office.open(copied)
    save_profile(office, replace(office.profile, name="某某镇人民政府"))
    office.close()
    shell, dialog = settings(qtbot, open_shell, office_path)
    click(qtbot, dialog, "用它恢复")
    settle(qtbot, shell)
    assert shows(dialog, "这个备份是“某某镇人民政府”的，现在的办件记录是“济宁市统计局”的")
    assert numbers(office_path) == ["2026-001", "2026-002"]
    click(qtbot, dialog, "用它恢复")
    settle(qtbot, shell)
    assert numbers(office_path) == ["2026-001"]


def test_a_record_restored_by_another_program_is_shown_anew(qtbot, open_shell, office_path, copied):
    shell = open_shell(office_path)
    shell.open_page("ledger")
    settle(qtbot, shell)
    assert shows(shell.pages["ledger"], "2 件")
    assert main(["restore", str(copied), "--record", str(office_path)]) == 0
    shell.open_page("register")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "办件记录换过了"
    assert shell.current() is shell.pages["today"]
    ledger = shell.open_page("ledger")
    settle(qtbot, shell)
    assert shows(ledger, "1 件")


def test_nothing_else_is_chosen_or_begun_while_a_copy_is_put_in_place(qtbot, open_shell, office_path, copied):
    shutil.copy(copied, copied.with_name("办件记录-20200101-080000.caseapp"))
    shell, dialog = settings(qtbot, open_shell, office_path)
    click(qtbot, dialog, "用它恢复")
    assert not dialog.table.isEnabled()
    dialog.table.choose(2)
    click(qtbot, dialog, "用它恢复")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "已用备份恢复"
    assert [p.name for p in office_path.parent.glob("*恢复前*")] == [f"{office_path.stem}.恢复前1.caseapp"]


def test_a_step_asked_for_before_the_record_was_replaced_is_not_done_to_the_other_one(
    qtbot, open_shell, office_path, copied
):
    shell = open_shell(office_path)
    shell.open_page("ledger")
    settle(qtbot, shell)
    assert main(["restore", str(copied), "--record", str(office_path)]) == 0
    done = []
    for name in ("李四", "王五"):
        shell.desk.do(lambda office, name=name: save_person(office, name), done.append)
    settle(qtbot, shell)
    assert done == []
    assert shell.alerts.shown.title == "办件记录换过了"
    office = Office.open(office_path)
    assert not {"李四", "王五"} & {person.name for person in office.record.people()}
    office.close()


def test_another_record_put_where_a_stick_was_is_not_written_into(qtbot, open_shell, office_path, tmp_path, copied):
    shell = open_shell(office_path)
    away = office_path.rename(tmp_path / "away.caseapp")
    done, failed = [], []
    shell.desk.do(lambda office: save_person(office, "李四"), done.append, failed=failed.append)
    settle(qtbot, shell)
    assert (done, len(failed)) == ([], 1)
    shutil.copy(copied, office_path)
    shell.desk.do(lambda office: save_person(office, "王五"), done.append)
    settle(qtbot, shell)
    assert done == []
    assert shell.alerts.shown.title == "办件记录换过了"
    assert away.exists()
    office = Office.open(office_path)
    assert "王五" not in {person.name for person in office.record.people()}
    office.close()
