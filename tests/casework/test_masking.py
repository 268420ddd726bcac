"""Masking from the verb and from the command line: the list of masks, the copy, the refusals."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from caseapp.casework.office import Refused
from caseapp.casework.review.masking import Box, Place, as_pdf, find_text, mask_file, page_sizes
from caseapp.cli.main import main
from material import pdf_sources as sources
from material.pdf_sources import NAME, SECRET


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "名单.pdf"
    path.write_bytes(sources.plain())
    return path


def texts(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def test_the_list_says_where_what_and_why(source: Path) -> None:
    pdf = as_pdf("名单.pdf", source.read_bytes())
    boxes = [Box(place, "身份证号", "个人隐私，条例第十五条") for place in find_text(pdf, SECRET)]
    made = mask_file("名单.pdf", pdf, boxes)
    assert [(line.number, line.page, line.what, line.why) for line in made.lines] == [
        (1, 1, "身份证号", "个人隐私，条例第十五条"),
        (2, 2, "身份证号", "个人隐私，条例第十五条"),
    ]
    assert made.lines[0].where == "第 1 页距左 49 毫米、距上 38 毫米处"
    assert (made.name, made.pages, made.remarks) == ("名单（遮盖版）.pdf", 2, ())


def test_a_mask_needs_a_reason(source: Path) -> None:
    with pytest.raises(Refused, match="理由"):
        mask_file("名单.pdf", source.read_bytes(), [Box(Place(0, 1, 1, 9, 9), "身份证号", " ")])


def test_a_scan_is_taken_and_another_file_is_not() -> None:
    out = io.BytesIO()
    Image.new("L", (200, 100), 255).save(out, "PNG", dpi=(100, 100))
    assert page_sizes(as_pdf("扫描.png", out.getvalue()))[0] == pytest.approx((144, 72), abs=0.1)
    with pytest.raises(Refused, match="不是 PDF"):
        as_pdf("表.xlsx", b"PK\x03\x04")


def test_the_command_masks_words_and_places(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "公开.pdf"
    words = ["mask", str(source), "--text", SECRET, "--rect", "2:70,140,300,30", "--why", "统计法第二十八条"]
    assert main([*words, "--out", str(out), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(m["page"], m["what"]) for m in data["masks"]] == [(2, "指定位置"), (1, SECRET), (2, SECRET)]
    assert data["masks"][0]["rect"] == [70, 140, 300, 30]
    assert any(NAME in remark and "第 1 页" in remark for remark in data["remarks"])
    assert texts(source)
    assert texts(out) == ""
    assert main([*words, "--what", "身份证号", "--white", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "1. 第 2 页距左 25 毫米、距上 49 毫米处　身份证号　统计法第二十八条" in said
    assert "遮盖 3 处" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--text", "没有这个词"], "没有找到“没有这个词”"),
        (["--rect", "1,2,3"], "应当写成“x,y,宽,高”"),
        (["--rect", "a:1,2,3,4"], "应当写成“x,y,宽,高”"),
        (["--rect", "1,2,nan,4"], "不是数字"),
        (["--rect", "1,2,0,4"], "没有面积"),
        (["--page", "9", "--rect", "1,2,3,4"], "没有第 9 页"),
        ([], "请指明要遮盖的地方"),
    ],
)
def test_the_command_refuses_in_one_sentence(
    arguments: list[str], words: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "公开.pdf"
    assert main(["mask", str(source), *arguments, "--why", "依据", "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_the_copy_never_replaces_the_source(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = source.read_bytes()
    assert main(["mask", str(source), "--text", SECRET, "--why", "依据", "--out", str(source)]) == 1
    assert "不能写在原件上" in capsys.readouterr().err
    assert source.read_bytes() == before
