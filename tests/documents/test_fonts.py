from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caseapp import resources
from caseapp.documents import fonts

RARE = "喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟"


@pytest.mark.parametrize("role", sorted(fonts.ROLES))
def test_every_character_of_the_standard_table_can_be_drawn_in_every_role(role):
    table = (resources.root() / "fonts" / "tongyong_guifan_hanzi_8105.txt").read_text(encoding="utf-8")
    characters = "".join(c for c in table if ord(c) >= 0x3400)
    assert len(set(characters)) == 8105
    assert fonts.bundled().missing(role, characters + RARE + "〔〕—·○●□☑√“”‘’《》…①℃％", "") == []


@pytest.mark.parametrize(("character", "face"), [("统", "fang"), ("9", "fang"), ("喆", "light"), ("統", "full")])
def test_body_falls_back_by_character(character, face):
    assert fonts.bundled().glyph("body", character).face is fonts.face(face)


def test_a_missing_character_is_named_with_its_place():
    assert fonts.bundled().missing("body", "甲𰻞乙𰻞", "正文") == [fonts.Missing("𰻞", "正文")]
    with pytest.raises(fonts.MissingGlyph, match=r"U\+30EDE"):
        fonts.bundled().glyph("body", "𰻞")


def test_kai_takes_full_width_quotation_marks_from_body():
    assert fonts.bundled().glyph("kai", "“") == fonts.Glyph(fonts.face("fang"), 1.0)


def test_the_full_fallback_is_read_only_when_needed():
    code = (
        "from caseapp.documents import fonts\n"
        "fonts.bundled().glyphs('body', '统喆')\n"
        "assert fonts.face.cache_info().currsize == 2\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": source})


def test_listing_templates_needs_no_typesetter():
    code = (
        "import sys\n"
        "from caseapp.documents.templates import load_templates\n"
        "load_templates()\n"
        "assert not {'reportlab', 'pikepdf', 'pypdfium2'} & set(sys.modules)\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": source})
