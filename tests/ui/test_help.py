"""帮助: read, searched and walked through by mouse and keys, over any page and dialog, and kept as a PDF."""

from __future__ import annotations

import errno
import re
from importlib import metadata

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from caseapp import __version__, resources
from caseapp.casework.upkeep.about import made_of
from caseapp.ui.help.help_dialog import HelpDialog
from caseapp.ui.help.manual import chapter_for, chapters
from caseapp.ui.theme import current_tokens
from ui.desk_cases import three_cases
from ui.hands import click, find, settle, shows, texts, type_into

# The completer of the file dialog opens a popup, which the offscreen platform remarks on.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(qtbot, shell):
    shell.open_help()
    settle(qtbot, shell)
    return shell.current()


def titles(where):
    tree = find(where, "主题")
    return [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]


def read(where):
    """What stands in the text."""
    return find(where, "说明").toPlainText()


def marked(where):
    """The words that are marked in the text."""
    found, mark = [], QColor(current_tokens().warn_bg)
    block = find(where, "说明").document().begin()
    while block.isValid():
        run = block.begin()
        while not run.atEnd():
            style = run.fragment().charFormat()
            if style.hasProperty(style.Property.BackgroundBrush) and style.background().color() == mark:
                found.append(run.fragment().text())
            run += 1
        block = block.next()
    return found


def press_f1(shell):
    shell.findChild(object, "action_help").trigger()


def test_words_are_found_in_every_chapter_and_marked(qtbot, shell, page):
    every = titles(page)
    assert every == [chapter.title for chapter in chapters()]
    type_into(qtbot, page, "查找帮助", "遮盖 预览")
    counts = [int(re.search(r"　(\d+) 处$", title)[1]) for title in titles(page)]
    assert 0 < len(counts) < len(every)
    assert shows(page, f"找到 {sum(counts)} 处")
    qtbot.keyClick(find(page, "查找帮助"), Qt.Key.Key_Return)
    settle(qtbot, shell)
    assert find(page, "主题").hasFocus()
    assert re.fullmatch("(遮盖|预览)+", "".join(marked(page)))
    type_into(qtbot, page, "查找帮助", "不会有的词")
    assert titles(page) == []
    assert shows(page, "没有找到")
    type_into(qtbot, page, "查找帮助", "")
    assert titles(page) == every
    assert marked(page) == []


def test_f3_goes_from_hit_to_hit_and_round_again(qtbot, shell, page):
    type_into(qtbot, page, "查找帮助", "放假安排")
    text = find(page, "说明")
    seen = []
    for _ in range(60):
        qtbot.keyClick(page, Qt.Key.Key_F3)
        seen.append(text.textCursor().selectionStart())
        if seen.count(seen[-1]) == 2:
            break
    assert text.textCursor().selectedText() == "放假安排"
    assert len(set(seen)) == text.toPlainText().count("放假安排")


def test_a_section_is_chosen_in_the_contents(qtbot, shell, page):
    page.show_topic("settings")
    settle(qtbot, shell)
    tree, text = find(page, "主题"), find(page, "说明")
    tree.setFocus()
    assert tree.currentItem().text(0) == "设置"
    for _ in range(4):
        qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentItem().text(0) == "主动公开目录"
    qtbot.waitUntil(lambda: text.verticalScrollBar().value() > 0)
    top = text.cursorForPosition(QPoint(60, 12)).block()
    assert "主动公开目录" in (top.text(), top.next().text(), top.previous().text())


def test_a_link_is_followed_by_keys_and_one_comes_back(qtbot, shell, page):
    page.show_topic("wizard")
    text = find(page, "说明")
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert find(page, "主题").currentItem().text(0) == "收到一件申请"
    assert read(page).startswith("收到一件申请")
    click(qtbot, page, "后退")
    assert read(page).startswith("快速上手")
    assert shell.current() is page
    click(qtbot, page, "后退")
    assert shell.current() is shell.pages["today"]


def test_a_link_to_a_section_is_followed_by_the_mouse(qtbot, shell, page):
    page.show_topic("register")
    settle(qtbot, shell)
    text = find(page, "说明")
    assert text.find("见案件。")
    spot = text.cursorRect().center() - QPoint(24, 0)
    qtbot.mouseMove(text.viewport(), spot)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert find(page, "主题").currentItem().text(0) == "写错了怎么改"


@pytest.mark.parametrize("key", ["today", "register", "ledger", "year", "templates", "settings", "wizard", "trouble"])
def test_f1_opens_the_chapter_of_the_page_and_esc_returns(qtbot, shell, key):
    shell.open_page(key)
    settle(qtbot, shell)
    press_f1(shell)
    title = next(chapter.title for chapter in chapters() if chapter.key == chapter_for(key))
    assert read(shell.current()).startswith(title)
    assert find(shell.current(), "主题").currentItem().text(0) == title
    shell.findChild(object, "action_back").trigger()
    assert shell.current() is shell.pages[key]


@pytest.mark.parametrize("key", ["case", "review", "letter"])
def test_f1_in_a_case_returns_to_the_same_case(qtbot, shell, office_path, key):
    getattr(shell, f"open_{key}")(three_cases(office_path)[0])
    settle(qtbot, shell)
    before = texts(shell.current())
    press_f1(shell)
    assert find(shell.current(), "主题").currentItem().data(0, Qt.ItemDataRole.UserRole).key == key
    qtbot.keyClick(shell.current(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, shell)
    assert shell.current() is shell.pages[key]
    assert before
    assert texts(shell.current()) == before


def test_f1_in_a_dialog_opens_the_manual_over_it(qtbot, shell, office_path):
    shell.open_case(three_cases(office_path)[0])
    settle(qtbot, shell)
    click(qtbot, shell.current(), "转承办科室")
    settle(qtbot, shell)
    dialog = QApplication.activeModalWidget()
    type_into(qtbot, dialog, "请办理的事项", "查找原始记录")
    qtbot.keyClick(find(dialog, "请办理的事项"), Qt.Key.Key_F1)
    (help_dialog,) = dialog.findChildren(HelpDialog)
    assert read(help_dialog).startswith("案件")
    text = find(help_dialog, "说明")
    qtbot.waitUntil(lambda: text.document().idealWidth() <= text.viewport().width())
    type_into(qtbot, help_dialog, "查找帮助", "转承办科室")
    assert marked(help_dialog)
    type_into(qtbot, help_dialog, "查找帮助", "")
    before, tree = read(help_dialog), find(help_dialog, "主题")
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_End)
    assert read(help_dialog).startswith("关于")
    click(qtbot, help_dialog, "后退")
    assert read(help_dialog) == before
    click(qtbot, help_dialog, "关闭")
    assert find(dialog, "请办理的事项").toPlainText() == "查找原始记录"
    dialog.reject()


def test_pictures_are_as_wide_as_the_text_at_most(qtbot, shell, page):
    page.show_topic("year")
    settle(qtbot, shell)
    text = find(page, "说明")
    assert "\ufffc" in read(page)
    assert text.document().idealWidth() <= text.viewport().width()
    assert not text.horizontalScrollBar().isVisible()


def test_pictures_follow_a_window_made_narrower_and_one_reads_on_where_one_was(qtbot, shell, page):
    shell.resize(1366, 698)
    page.show_topic("case")
    settle(qtbot, shell)
    text = find(page, "说明")
    click_section(qtbot, page, "写错了怎么改")
    wide = text.document().size().width()
    shell.resize(1024, 600)
    settle(qtbot, shell)
    assert text.document().idealWidth() <= text.viewport().width() < wide
    near = [text.cursorForPosition(QPoint(60, y)).block().text() for y in (0, 20, 40, 60)]
    assert "写错了怎么改" in near


def click_section(qtbot, page, name):
    tree = find(page, "主题")
    (item,) = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(item).center())
    qtbot.waitUntil(lambda: find(page, "说明").verticalScrollBar().value() > 0)


def save_as(qtbot, page, path):
    click(qtbot, page, "另存为 PDF…")
    dialog = page.findChild(QFileDialog)
    place = dialog.findChild(QLineEdit)
    place.setText(str(path))  # as pasted: typing opens the list of the completer, which takes the keys
    qtbot.keyClick(place, Qt.Key.Key_Return)


def test_the_whole_manual_is_kept_as_a_pdf(qtbot, shell, page, tmp_path):
    path = tmp_path / "manual.pdf"
    save_as(qtbot, page, path)
    qtbot.waitUntil(lambda: shell.alerts.shown is not None, timeout=20000)
    assert shell.alerts.shown.text == f"文件在 {path}"
    assert find(page, "另存为 PDF…").isEnabled()
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    pages = ["".join(one.get_textpage().get_text_range().split()) for one in pdf]
    assert "用户手册" in pages[0]
    assert __version__ in pages[0]
    first = next(n for n, text in enumerate(pages) if text.endswith("—1—"))
    contents = "".join(pages[1:first])
    assert contents.startswith("目录")
    for chapter in chapters():
        numbers = map(int, re.findall(rf"{chapter.title}(\d+)", contents))  # a section elsewhere may be named so
        begins = [n for n in numbers if pages[first + n - 1].startswith(chapter.title)]
        assert len(begins) == 1, chapter.key
        assert pages[first + begins[0] - 1].endswith(f"—{begins[0]}—")
    size = pdf[0].get_size()
    assert (round(size[0]), round(size[1])) == (595, 842)


def test_a_full_disk_is_one_sentence_and_leaves_nothing(qtbot, shell, page, tmp_path, monkeypatch):
    def full(_path, _data):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    save_as(qtbot, page, tmp_path / "manual.pdf")
    qtbot.waitUntil(lambda: shell.alerts.shown is not None, timeout=20000)
    assert (shell.alerts.shown.title, shell.alerts.shown.text) == (
        "没有写出 PDF",
        "磁盘空间不足，没有保存。请清理磁盘后重试。",
    )
    assert list(tmp_path.glob("*.pdf*")) == []
    assert find(page, "另存为 PDF…").isEnabled()


def test_every_part_of_the_program_is_named_with_its_licence(qtbot, shell, page):
    page.show_topic("about")
    settle(qtbot, shell)
    assert f"依申请公开办件台 {__version__}，办件记录格式版本" in read(page)
    named = {part.name.lower().replace("_", "-") for part in made_of()}
    lock = (resources.root().parent / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.partition("==")[0].lower() for line in lock.splitlines() if "==" in line}
    assert locked - named == set()
    assert all(part.licence and part.purpose for part in made_of())
    versions = {part.name: part.version for part in made_of()}
    assert versions["peewee"] == metadata.version("peewee")
    assert all(part.name in read(page) for part in made_of())
    fonts = {part.name for part in made_of() if part.purpose.startswith("文书字体") or "字体" in part.purpose}
    assert fonts == {"FandolFang", "Noto Serif SC", "Noto Sans SC", "LXGW WenKai"}
