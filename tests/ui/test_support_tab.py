"""设置—支持: the self-test is run by its button, shown line by line, and copied whole."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from caseapp.casework.upkeep import selftest
from ui.hands import click, find, settle, shows


@pytest.fixture
def page(qtbot, shell):
    page = shell.open_page("settings")
    settle(qtbot, shell)
    page.show_tab("support")
    return page


def test_the_lines_are_those_of_the_command_and_can_be_copied(qtbot, shell, page, monkeypatch, now):
    assert shows(page, "还没有自检")
    assert find(page, "复制").property("blocked")
    click(qtbot, page, "开始自检")
    qtbot.waitUntil(lambda: shows(page, "自检通过，共"), timeout=60_000)
    trials = selftest.self_test(now.today())
    table = find(page, "自检结果")
    assert [line.cells for line in table.lines()] == [("正常", trial.name, trial.detail) for trial in trials]
    click(qtbot, page, "复制")
    assert QGuiApplication.clipboard().text() == selftest.report(trials)
    assert shows(page, "已复制")


def test_a_part_that_fails_stands_out_and_is_named(qtbot, shell, page, monkeypatch):
    def broken(_scratch, _today):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(selftest, "CHECKS", (("文书排版", broken),))
    click(qtbot, page, "开始自检")
    settle(qtbot, shell)
    assert shows(page, "自检没有通过：文书排版。")
    line = find(page, "自检结果").lines()[1]
    assert line.cells == ("不通过", "文书排版", "磁盘空间不足，没有保存。请清理磁盘后重试")
    assert line.tone == "danger"
