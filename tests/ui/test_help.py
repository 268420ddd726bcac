"""The manual: found as it is typed, a picture for each page it describes, and what the program is made of."""

from __future__ import annotations

from importlib import metadata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from caseapp import __version__, resources
from caseapp.casework.about import made_of
from ui.hands import find, settle, shows, type_into


@pytest.fixture
def page(qtbot, shell):
    shell.open_help()
    settle(qtbot, shell)
    return shell.current()


def titles(page):
    topics = find(page, "主题")
    return [topics.item(row).text() for row in range(topics.count())]


def test_words_are_found_in_every_topic_and_marked(qtbot, shell, page):
    every = titles(page)
    type_into(qtbot, page, "查找帮助", "遮盖 遮盖稿")
    assert 0 < len(titles(page)) < len(every)
    assert all("处" in title for title in titles(page))
    qtbot.keyClick(find(page, "查找帮助"), Qt.Key.Key_Return)
    settle(qtbot, shell)
    marked = [w for w in page.findChildren(QLabel) if w.objectName() == "found" and w.isVisible()]
    assert marked
    assert all("遮盖稿" in label.text() for label in marked)
    type_into(qtbot, page, "查找帮助", "不会有的词")
    assert titles(page) == []
    assert shows(page, "没有找到")
    type_into(qtbot, page, "查找帮助", "")
    assert titles(page) == every


def test_the_topic_of_a_page_has_its_picture(qtbot, shell, page):
    page.show_topic("year")
    settle(qtbot, shell)
    picture = find(page, "“年度”的画面", QLabel)
    assert picture.pixmap().width() == 760
    page.show_topic("keys")
    settle(qtbot, shell)
    assert not [w for w in page.findChildren(QLabel) if w.accessibleName().endswith("的画面") and w.isVisible()]


def test_every_part_of_the_program_is_named_with_its_licence(qtbot, shell, page):
    page.show_topic("about")
    settle(qtbot, shell)
    assert shows(page, f"依申请公开办件台 {__version__}，办件记录格式版本")
    named = {part.name.lower().replace("_", "-") for part in made_of()}
    lock = (resources.root().parent / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.partition("==")[0].lower() for line in lock.splitlines() if "==" in line}
    assert locked - named == set()
    assert all(part.licence and part.purpose for part in made_of())
    versions = {part.name: part.version for part in made_of()}
    assert versions["peewee"] == metadata.version("peewee")
    fonts = {part.name for part in made_of() if part.purpose.startswith("文书字体") or "字体" in part.purpose}
    assert fonts == {"FandolFang", "Noto Serif SC", "Noto Sans SC", "LXGW WenKai"}
