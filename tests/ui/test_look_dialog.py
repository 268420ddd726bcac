"""查看内容: what was found is left with a reason, one place or a whole class; a look again can be cancelled."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest

from caseapp.casework import files
from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.casework.review import materials
from caseapp.casework.review.disclosed import disclosed
from caseapp.law.material_looks import looked_of
from caseapp.ui.review.look_dialog import LookDialog
from material.made_files import MOBILE
from ui.case_setup import decided
from ui.hands import click, find, settle, shows, type_into

DAY = date(2026, 11, 4)
TEXT = f"综合科 0537-2345678\n办公 {MOBILE}\n值班 13800000002"


@pytest.fixture
def case_id(office_path, now):
    now.day = DAY
    made = decided(office_path, "partial")
    office = Office.open(office_path, who="张敏")
    files.attach(office, made, "material", "电话.txt", TEXT.encode(), DAY, not_secret=True)
    office.close()
    return made


@pytest.fixture
def dialog(qtbot, shell, case_id):
    shell.open_review(case_id)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "查看内容…")
    settle(qtbot, shell)
    return next(d for d in shell.findChildren(LookDialog) if d.isVisible())


def looked(office_path, case_id):
    office = Office.open(office_path)
    try:
        (row,) = disclosed(load_case(office, case_id, DAY).attachments)
        return looked_of(row.looked)
    finally:
        office.close()


def test_a_place_is_left_with_a_reason_and_a_class_with_one(qtbot, shell, dialog, office_path, case_id):
    assert shows(dialog, "未处理：固定电话 1 处、手机号 2 处")
    click(qtbot, dialog, "保留这一处")
    assert shows(dialog, "请写明保留的理由")
    rows = [dialog.table.model().index(row, 0).data() for row in range(dialog.table.model().rowCount())]
    dialog.table.selectRow(rows.index("手机号"))
    type_into(qtbot, dialog, "保留的理由", "值班手机，对外公布")
    click(qtbot, dialog, "保留同类")
    settle(qtbot, shell)
    assert shows(dialog, "未处理：固定电话 1 处")
    dialog.table.selectRow(rows.index("固定电话"))
    type_into(qtbot, dialog, "保留的理由", "办公电话")
    click(qtbot, dialog, "保留这一处")
    settle(qtbot, shell)
    assert shows(dialog, "都已处理")
    assert looked(office_path, case_id).open_words == ""
    click(qtbot, dialog, "改为未处理")
    settle(qtbot, shell)
    assert looked(office_path, case_id).open_words == "固定电话 1 处"


def test_a_look_again_can_be_cancelled_and_changes_nothing(qtbot, shell, dialog, office_path, case_id, monkeypatch):
    before, begun, go_on = looked(office_path, case_id), Event(), Event()
    found_in = materials.found_in

    def slow(name, data, *, cancelled, **more):
        begun.set()
        go_on.wait(10)
        return found_in(name, data, cancelled=cancelled, **more)

    monkeypatch.setattr(materials, "found_in", slow)
    click(qtbot, dialog, "重新查看")
    assert begun.wait(10)
    assert find(dialog, "正在查看").isVisible()
    click(qtbot, dialog, "取消")
    go_on.set()
    settle(qtbot, shell)
    assert shows(dialog, "已取消查看，没有改动任何内容")
    assert looked(office_path, case_id) == before
