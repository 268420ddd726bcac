"""The office's own font files: laid over the bundled ones, refused in a sentence, never silently replaced."""

from __future__ import annotations

import io
import json
import shutil
import zlib

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from caseapp import resources
from caseapp.casework.casefile import load_case
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.letters.replying import decide_outcome, preview
from caseapp.casework.letters.typefaces import choose_font, font_choices, office_fonts
from caseapp.casework.office import Refused
from caseapp.cli.main import main
from casework.offices import SLOTS, D, new_office, register

DAY = D("2026-11-03")


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "office.caseapp")
    yield made
    made.close()


@pytest.fixture
def own(tmp_path):
    """A file that stands for an office's own 仿宋; it has another 局 than the bundled one, and no 喆."""
    place = tmp_path / "字体" / "仿宋_GB2312.ttf"
    place.parent.mkdir()
    shutil.copy(resources.root() / "fonts" / "hei.ttf", place)
    return place


def written(office):
    case_id = register(office, applicant="王喆𬱟")
    decide_outcome(office, case_id, "provided", DAY, "可以公开。", DAY)
    return preview(office, load_case(office, case_id, DAY), ReplyDraft(SLOTS["provided"]), DAY)


def outlines(pdf: bytes) -> list[TTFont]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font.values()
        files = [bytes(f.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) for f in fonts]
    return [TTFont(io.BytesIO(data)) for data in files]


def test_letters_are_set_in_the_file_of_the_office_and_bundled_faces_fill_its_gaps(office, own):
    before = written(office).sheet
    assert choose_font(office, "body", own).changed == {"settings"}
    after = written(office).sheet
    assert after.text.split("王")[1][:2] == "喆𬱟"
    assert after.pdf != before.pdf
    theirs = TTFont(io.BytesIO(own.read_bytes()))
    wanted = theirs["glyf"][theirs.getBestCmap()[ord("统")]].compile(theirs["glyf"])

    def drawn(pdf):
        return [font["glyf"][name].compile(font["glyf"]) for font in outlines(pdf) for name in font.getGlyphOrder()]

    assert wanted in drawn(after.pdf)
    assert wanted not in drawn(before.pdf)


def test_the_bundled_font_comes_back_when_asked_for(office, own):
    before = written(office).sheet.sha256
    choose_font(office, "body", own)
    choose_font(office, "body", None)
    assert written(office).sheet.sha256 == before
    assert [font.path for font in font_choices(office)] == [None] * 4


def test_a_file_that_went_away_stops_the_letter_and_says_where_to_go(office, own):
    choose_font(office, "body", own)
    own.unlink()
    found = written(office)
    assert found.sheet is None
    assert "打不开，请到“设置—文书字体”重新选择" in found.problem
    assert "打不开" in font_choices(office)[0].problem
    assert load_case(office, 1, DAY).state.has("registered")  # a request is taken in all the same, without a receipt
    assert load_case(office, 1, DAY).documents == ()
    with pytest.raises(Refused, match="打不开"):
        office_fonts(office)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a font", "不是 TrueType 字体文件"),
        (b"", "不是 TrueType 字体文件"),
        (b"OTTO" + bytes(200), "CFF"),
        ((resources.root() / "fonts" / "number.ttf").read_bytes(), "等常用字"),
        ((resources.root() / "fonts" / "kai.ttf").read_bytes()[:100_000], "不完整"),
    ],
    ids=["words", "empty", "CFF", "digits only", "cut"],
)
def test_a_file_that_cannot_serve_is_refused_and_changes_nothing(office, tmp_path, data, words):
    place = tmp_path / "某.ttf"
    place.write_bytes(data)
    with pytest.raises(Refused, match=words):
        choose_font(office, "title", place)
    assert [font.path for font in font_choices(office)] == [None] * 4


def test_a_folder_a_missing_file_and_an_unknown_role_are_refused(office, tmp_path, own):
    for place in (tmp_path, tmp_path / "没有.ttf"):
        with pytest.raises(Refused, match="打不开"):
            choose_font(office, "body", place)
    with pytest.raises(Refused, match="没有名为"):
        choose_font(office, "song", own)


def test_the_command_line_sets_shows_and_returns_fonts(office, own, capsys):
    record = str(office.record.path)
    assert main(["office", "--record", record, "--font", f"hei={own}", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fonts"] == {"body": None, "title": None, "hei": str(own), "kai": None}
    assert main(["office", "--record", record, "--font", "hei="]) == 0
    assert "黑体（一级标题）（hei）：自带：Noto Sans SC 中黑" in capsys.readouterr().out


def test_a_font_with_its_own_units_keeps_its_widths(office, own):
    """GB2312 fonts of an office have 256 or 2048 units to the em, not the 1000 of the bundled ones."""
    font = TTFont(io.BytesIO(own.read_bytes()))
    from fontTools.ttLib.scaleUpem import scale_upem

    scale_upem(font, 256)
    font.save(own)
    choose_font(office, "body", own)
    sheet = written(office).sheet
    with pikepdf.open(io.BytesIO(sheet.pdf)) as opened:
        assert opened.check_pdf_syntax() == []
    assert 256 in {font["head"].unitsPerEm for font in outlines(sheet.pdf)}
    assert zlib.crc32(sheet.pdf) == zlib.crc32(written(office).sheet.pdf)
