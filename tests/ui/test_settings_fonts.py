"""设置—文书字体: a file is chosen for a role, shown, refused in a sentence, and given up again."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QFileDialog

from caseapp import resources
from caseapp.casework.letters.typefaces import font_choices
from caseapp.casework.office import Office
from ui.hands import click, find, settle


@pytest.fixture
def page(qtbot, shell):
    page = shell.open_page("settings")
    settle(qtbot, shell)
    page.show_tab("fonts")
    return page


def choose(qtbot, shell, page, place):
    click(qtbot, page, "选择字体文件…")
    (dialog,) = [d for d in page.findChildren(QFileDialog) if d.isVisible()]
    dialog.fileSelected.emit(str(place))
    dialog.reject()
    settle(qtbot, shell)


def chosen(path):
    office = Office.open(path)
    try:
        return {font.role: font.path for font in font_choices(office) if font.path}
    finally:
        office.close()


def test_a_font_file_is_set_for_the_chosen_role_and_given_up_again(qtbot, shell, page, office_path, tmp_path):
    own = tmp_path / "小标宋.ttf"
    shutil.copy(resources.root() / "fonts" / "kai.ttf", own)
    table = find(page, "文书字体")
    assert [line.cells[0][:3] for line in table.lines()] == ["仿宋（", "小标宋", "黑体（", "楷体（"]
    assert find(page, "恢复自带字体").property("blocked")
    table.selectRow(1)
    choose(qtbot, shell, page, own)
    assert table.lines()[1].cells[1:] == (str(own), "可用")
    assert chosen(office_path) == {"title": own}
    table.selectRow(1)
    click(qtbot, page, "恢复自带字体")
    settle(qtbot, shell)
    assert table.lines()[1].cells[1] == "自带：Noto Serif SC 特粗"
    assert chosen(office_path) == {}


def test_a_file_that_is_no_font_is_refused_in_one_sentence(qtbot, shell, page, office_path, tmp_path):
    place = tmp_path / "某.ttf"
    place.write_bytes(b"not a font")
    find(page, "文书字体").selectRow(0)
    choose(qtbot, shell, page, place)
    assert shell.alerts.shown.text.startswith("“某.ttf”不是 TrueType 字体文件。")
    assert chosen(office_path) == {}


def test_a_file_that_went_away_is_said_in_the_table(qtbot, shell, page, office_path, tmp_path):
    own = tmp_path / "仿宋.ttf"
    shutil.copy(resources.root() / "fonts" / "kai.ttf", own)
    find(page, "文书字体").selectRow(0)
    choose(qtbot, shell, page, own)
    own.unlink()
    page.refresh()
    settle(qtbot, shell)
    assert "打不开" in find(page, "文书字体").lines()[0].cells[2]
