"""The manual as a text: built from docs/manual, whole in itself, and true to what the program says."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path

import pytest

from caseapp import resources
from caseapp.cli.due import run
from caseapp.ui.frame.actions import TABLE
from caseapp.ui.frame.pages import MAKERS
from caseapp.ui.help.manual import chapters, pictures
from caseapp.ui.help.manual_text import ManualError, faults, read_chapter, target_of, written

ROOT = Path(__file__).resolve().parents[2]
NOT_MESSAGES = ("期限后面写着“暂定”",)
SIZE_LIMIT = 1_500_000


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("make_manual", ROOT / "scripts" / "make_manual.py")
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


@pytest.fixture(scope="module")
def said():
    """Everything the program can say, the places of values as blanks."""
    found = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.append("".join(p.value if isinstance(p, ast.Constant) else "\0" for p in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(found)


def texts():
    return {path.name: path.read_text(encoding="utf-8") for path in (resources.root() / "help").glob("*.md")}


def test_what_is_shipped_is_what_the_sources_build_to(builder):
    assert texts() == builder.built()
    assert not list((resources.root() / "help").glob("*.txt"))


def test_every_picture_is_shown_and_all_of_them_are_small(builder):
    assert builder.unused_pictures() == []
    assert sum(path.stat().st_size for path in pictures().glob("*.png")) < SIZE_LIMIT


def test_every_page_of_the_window_has_its_chapter():
    about = {key for chapter in chapters() for key in (chapter.key, *chapter.pages)}
    assert set(MAKERS) - about == set()
    known = {key for chapter in chapters() for key in chapter.pages}
    assert known <= set(MAKERS)


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.key)
def test_a_chapter_written_out_reads_back_as_it_was(chapter):
    assert read_chapter(chapter.key, written(chapter)) == chapter


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("没有标题", "no title"),
        ("# 题\n\n#### 太深", "not a form"),
        ("# 题\n\n![说明](other/x.png)", "not a form"),
        ("# 题\n\n<b>字</b>", "not a form"),
        ("# 题\n\n[外面](https://example.gov.cn)", "leads out"),
        ("# 题\n\n[没有](30-none.md)", "leads nowhere"),
        ("# 题\n\n[没有](#没有的节)", "leads nowhere"),
        ("# 题\n\n![说明](pictures/none.png)", "no picture"),
        ("# 题\n\n## 节\n\n## 节", "stands twice"),
    ],
)
def test_a_fault_of_the_text_is_found(text, fault):
    try:
        found = faults([read_chapter("one", text, "10-one.md")], pictures())
    except ManualError as error:
        found = [str(error)]
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("link", "place"),
    [("60-settings.md", ("settings", "")), ("60-settings.md#人员", ("settings", "人员")), ("#人员", ("case", "人员"))],
)
def test_where_a_link_leads(link, place):
    assert target_of(link, "case") == place


def test_the_messages_it_explains_are_the_programs_own(said):
    trouble = next(chapter for chapter in chapters() if chapter.key == "trouble")
    messages = [b.words for b in trouble.blocks if b.kind == "subheading" and b.words not in NOT_MESSAGES]
    assert len(messages) >= 40
    parts = {message: [p.strip() for p in re.split("[…“”：]", message)] for message in messages}
    missing = {m: p for m, pieces in parts.items() for p in pieces if len(p) > 1 and p not in said}
    assert missing == {}


def test_the_buttons_it_names_are_there(said):
    named = {name for text in texts().values() for name in re.findall("“([^“”…]{2,14}…)”", text)}
    assert len(named) > 30
    assert sorted(name for name in named if name not in said) == []


def test_the_keys_are_those_of_the_program():
    keys = next(chapter for chapter in chapters() if chapter.key == "keys")
    listed = {tuple("".join(span.words for span in cell) for cell in b.cells) for b in keys.blocks if b.kind == "row"}
    assert {(shortcut.replace("Return", "Enter"), words) for _, words, shortcut in TABLE} <= listed


@pytest.mark.parametrize(
    ("received", "happened", "due"),
    [
        ("2026-09-04", [], "10 月 9 日"),
        ("2026-09-04", ["extended:2026-09-30:20"], "11 月 5 日"),
        ("2026-09-04", ["clarification_sent:2026-09-09:15", "clarification_received:2026-09-21"], "10 月 26 日"),
        (
            "2026-09-04",
            [
                "third_party_sent:2026-09-10",
                "third_party_received:2026-09-12",
                "third_party_replied:2026-09-22",
            ],
            "10 月 21 日",
        ),
        ("2026-09-04", ["clarification_sent:2026-09-18:15", "clarification_received:2026-09-24"], "10 月 29 日"),
        ("2026-12-10", [], "2027 年 1 月 8 日"),
    ],
)
def test_the_figures_of_the_example_come_out_of_the_calculator(capsys, received, happened, due):
    given = [part for fact in happened for part in ("--fact", fact)]
    today = max(received, "2026-09-24")
    assert run(["due", "--received", received, "--today", today, *given]) == 0
    year, month, day = re.search(r"最迟答复日：(\d+)-(\d+)-(\d+)", capsys.readouterr().out).groups()
    said_as = f"{int(month)} 月 {int(day)} 日"
    assert due in (said_as, f"{year} 年 {said_as}")
    chapter = next(chapter for chapter in chapters() if chapter.key == "due")
    assert any(due in block.words for block in chapter.blocks)
