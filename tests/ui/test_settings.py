"""设置: profile, people, calendar and copies, each change in the record; templates and manual can be read."""

from __future__ import annotations

import pytest

from caseapp import resources
from caseapp.casework.office import Office
from caseapp.casework.upkeep.backups import kept_copies, verify
from ui.hands import click, find, settle, shows, type_into


@pytest.fixture
def page(qtbot, shell):
    page = shell.open_page("settings")
    settle(qtbot, shell)
    return page


def _read(path, work):
    office = Office.open(path)
    try:
        return work(office)
    finally:
        office.close()


def test_a_changed_profile_is_saved(qtbot, shell, page, office_path):
    type_into(qtbot, page, "联系电话", "0537-1111111")
    assert shows(page, "有修改还没有保存")
    click(qtbot, page, "保存")
    settle(qtbot, shell)
    assert shows(page, "已保存")
    assert _read(office_path, lambda office: office.profile.phone) == "0537-1111111"


def test_an_emptied_required_field_is_not_saved(qtbot, shell, page, office_path):
    type_into(qtbot, page, "机关名称", " ")
    click(qtbot, page, "保存")
    settle(qtbot, shell)
    assert shows(page, "没有填写，文书上要印这一项")
    assert _read(office_path, lambda office: office.profile.name) == "济宁市统计局"


def test_an_unsaved_profile_is_kept_as_a_draft_and_can_be_taken_back(qtbot, shell, page, office_path):
    type_into(qtbot, page, "联系电话", "0537-1111111")
    shell.open_page("today")
    settle(qtbot, shell)
    assert _read(office_path, lambda office: office.record.draft("settings:profile").payload["phone"]) == "0537-1111111"
    shell.open_page("settings")
    settle(qtbot, shell)
    click(qtbot, page, "恢复已保存的内容")
    settle(qtbot, shell)
    assert find(page, "联系电话").text() == "0537-0000000"


def test_a_new_person_sits_down_at_the_desk(qtbot, shell, page, office_path):
    page.show_tab("people")
    type_into(qtbot, page, "新人员姓名", "李某")
    type_into(qtbot, page, "新人员科室", "综合科")
    click(qtbot, page, "添加并由此人经办")
    settle(qtbot, shell)
    assert [line.cells for line in find(page, "人员").lines()] == [
        ("张敏", "办公室", "科员", ""),
        ("李某", "综合科", "", "现在经办"),
    ]
    assert "李某（综合科）" in shell.status_left.text()


def test_the_person_at_the_desk_cannot_be_retired(qtbot, shell, page, office_path):
    page.show_tab("people")
    find(page, "人员").choose(1)
    click(qtbot, page, "停用")
    settle(qtbot, shell)
    assert "现在坐在办件台前的人员不能停用" in shell.alerts.shown.text


def test_the_unpublished_year_is_said(qtbot, page):
    page.show_tab("calendar")
    first = find(page, "放假安排").lines()[0]
    assert first.cells[:3] == ("2027 年", "未公布", "—")
    assert shows(page, "2027 年的放假安排公布后请导入")


def test_a_copy_is_made_now_and_verified(qtbot, shell, page, office_path):
    page.show_tab("copies")
    click(qtbot, page, "立即备份")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "已备份并校验"
    copies = kept_copies(office_path)
    assert len(copies) == 1
    assert verify(copies[0][0]) == []
    assert len(find(page, "备份").lines()) == 1


def test_the_record_can_be_checked(qtbot, shell, page):
    page.show_tab("copies")
    click(qtbot, page, "校验记录")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "记录完好"


def test_templates_say_what_they_are_for(qtbot, shell):
    page = shell.open_page("templates")
    settle(qtbot, shell)
    listed = find(page, "模板")
    lines = listed.lines()
    assert len(lines) == len(list((resources.root() / "templates").glob("*.txt")))
    listed.choose(next(line.id for line in lines if "部分公开" in line.cells[1]))
    qtbot.waitUntil(lambda: shows(page, "条例第三十七条、条例第三十六条第（三）项"))
    assert shows(page, "不予公开的内容及理由（必填）")
