"""A stick pulled out while a request is typed, a share, a record that is missing: one sentence, nothing typed lost."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.letters.drafting import reply_draft
from caseapp.casework.office import Office
from caseapp.casework.office_views import kept_draft
from caseapp.casework.upkeep import disks
from caseapp.casework.upkeep.backups import verify
from ui.case_setup import reviewed
from ui.hands import click, find, settle, shows, type_into

ASKED = "2025年全市粮食产量。"


@pytest.fixture
def stick(office_path):
    folder = office_path.parent / "U盘"
    folder.mkdir()
    office_path.rename(folder / office_path.name)
    return folder


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_what_is_typed_stays_and_is_registered_when_the_stick_is_back(qtbot, open_shell, stick, left):
    shell = open_shell(stick / "办件记录.caseapp")
    page = shell.open_page("register")
    settle(qtbot, shell)
    type_into(qtbot, page, "申请人", "王喆")
    type_into(qtbot, page, "通信地址", "济宁市任城区某某街2号")
    away = stick.rename(stick.with_name("拔出"))
    if left == "an empty folder":
        stick.mkdir()
    type_into(qtbot, page, "申请内容", ASKED)
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    said = shell.alerts.shown.text
    assert "断开了（U 盘被拔出，或者网络不通），没有保存，请接好后再试" in said or "现在找不到" in said
    assert "没有改动任何内容" in said
    assert find(page, "申请内容").toPlainText() == ASKED
    if left == "an empty folder":
        assert list(stick.iterdir()) == []
        stick.rmdir()
    away.rename(stick)
    click(qtbot, page, "登记")
    settle(qtbot, shell)
    assert shell.current() is shell.pages["case"]
    assert shows(shell, "2026-001")
    assert verify(stick / "办件记录.caseapp") == []


def test_a_record_that_was_there_before_is_asked_for_and_may_be_made_new(qtbot, open_shell, tmp_path):
    shell = open_shell(tmp_path / "没有.caseapp", create=True, known=True)
    assert shell.current() is shell.pages["trouble"]
    assert shows(shell, "U 盘或者网络盘可能没有接上")
    click(qtbot, shell.current(), "新建记录")
    settle(qtbot, shell)
    assert shell.current() is shell.pages["wizard"]


def test_a_record_on_a_share_is_told_once_and_stays_told(qtbot, open_shell, office_path, tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / {tmp_path} rw - nfs4 server:/office rw\n", encoding="utf-8")
    monkeypatch.setattr(disks, "_MOUNTS", mounts)
    shell = open_shell(office_path)
    assert shell.alerts.shown.title == "请把办件记录移到本机硬盘"
    assert "（在网络盘上）" in shell.status_left.text()
    shell.alerts.dismiss()
    page = shell.open_page("settings")
    page.show_tab("copies")
    settle(qtbot, shell)
    assert shell.alerts.shown is None
    assert shows(page, "网络盘上只放备份")


def test_what_could_not_be_kept_as_a_draft_is_kept_when_the_page_is_left(qtbot, open_shell, stick):
    shell = open_shell(stick / "办件记录.caseapp")
    page = shell.open_page("register")
    settle(qtbot, shell)
    away = stick.rename(stick.with_name("拔出"))
    type_into(qtbot, page, "申请内容", ASKED)
    qtbot.waitUntil(lambda: shell.alerts.shown is not None)
    shell.alerts.dismiss()
    away.rename(stick)
    shell.open_page("ledger")
    settle(qtbot, shell)
    office = Office.open(stick / "办件记录.caseapp")
    assert ASKED in str(kept_draft(office, "register").payload)
    office.close()


def test_a_reply_that_could_not_be_kept_is_kept_when_its_page_is_left(qtbot, open_shell, stick):
    record = stick / "办件记录.caseapp"
    case_id = reviewed(record)
    shell = open_shell(record)
    shell.open_letter(case_id)
    settle(qtbot, shell)
    page = shell.current()
    away = stick.rename(stick.with_name("拔出"))
    type_into(qtbot, page, "提供的材料", "2025年粮食产量")
    qtbot.waitUntil(lambda: shell.alerts.shown is not None)
    settle(qtbot, shell)
    shell.alerts.dismiss()
    away.rename(stick)
    shell.open_page("ledger")
    settle(qtbot, shell)
    office = Office.open(record)
    assert "2025年粮食产量" in str(reply_draft(office, load_case(office, case_id, date(2026, 11, 23))).slots)
    office.close()
