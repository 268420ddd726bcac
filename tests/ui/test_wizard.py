"""First start: an empty record opens the three steps, and what they ask is printed and kept."""

from __future__ import annotations

import pytest

from caseapp.casework.office import Office
from ui.hands import click, find, settle, shows, type_into

OFFICE = {
    "机关名称": "济宁市统计局",
    "政府信息公开工作机构": "办公室",
    "答复书代字": "济统依复",
    "告知书代字": "济统依告",
    "办公地址": "济宁市任城区某某路1号",
    "邮政编码": "272000",
    "联系电话": "0537-0000000",
    "联系人": "张敏",
}
REMEDY = {"行政复议机关": "济宁市人民政府", "起诉法院": "济宁市任城区人民法院", "网络平台名称": "互动交流平台"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "新记录.caseapp"


@pytest.fixture
def first(open_shell, path):
    return open_shell(path, create=True)


def _type_all(qtbot, page, values):
    for name, text in values.items():
        type_into(qtbot, page, name, text)


def test_an_empty_record_opens_the_first_step(first):
    assert shows(first.current(), "一、机关信息")


def test_the_three_steps_fill_profile_and_person(qtbot, first, path):
    page = first.current()
    _type_all(qtbot, page, OFFICE)
    click(qtbot, page, "下一步")
    assert shows(page, "二、救济途径和网上渠道")
    _type_all(qtbot, page, REMEDY)
    click(qtbot, page, "下一步")
    _type_all(qtbot, page, {"姓名": "张敏", "科室": "办公室", "职务": "科员"})
    click(qtbot, page, "完成")
    settle(qtbot, first)

    assert shows(first.current(), "还没有登记申请")
    assert first.windowTitle() == "依申请公开办件台 — 济宁市统计局"
    office = Office.open(path)
    assert (office.profile.name, office.profile.court) == ("济宁市统计局", "济宁市任城区人民法院")
    assert office.who == "张敏"
    assert office.record.draft("wizard") is None
    office.close()


def test_a_field_letters_need_stops_the_step_and_says_so(qtbot, first):
    page = first.current()
    _type_all(qtbot, page, OFFICE | {"答复书代字": " "})
    click(qtbot, page, "下一步")
    assert shows(page, "没有填写，文书上要印这一项")
    assert shows(page, "一、机关信息")
    assert first.focusWidget() is find(page, "答复书代字")


def test_the_court_is_never_guessed(qtbot, first):
    page = first.current()
    _type_all(qtbot, page, OFFICE)
    click(qtbot, page, "下一步")
    assert find(page, "起诉法院").text() == ""
    click(qtbot, page, "下一步")
    assert shows(page, "二、救济途径和网上渠道")


def test_what_was_typed_comes_back_at_the_next_start(qtbot, open_shell, first, path):
    type_into(qtbot, first.current(), "机关名称", "济宁市统计局")
    first.close()
    first.desk.close()
    again = open_shell(path)
    assert find(again.current(), "机关名称").text() == "济宁市统计局"


def test_it_can_be_left_for_later(qtbot, first):
    click(qtbot, first.current(), "以后再填")
    settle(qtbot, first)
    assert shows(first.current(), "还没有登记申请")


def test_a_file_that_is_no_record_is_said_in_one_sentence(qtbot, open_shell, tmp_path):
    path = tmp_path / "照片.caseapp"
    path.write_bytes(b"not a database at all, only some text" * 40)
    shell = open_shell(path)
    assert shows(shell.current(), "不是本程序的办件记录")
    assert shows(shell.current(), "没有改动任何文件")
    path.unlink()
    Office.open(path, create=True).close()
    click(qtbot, shell.current(), "重试")
    settle(qtbot, shell)
    assert shows(shell.current(), "一、机关信息")
