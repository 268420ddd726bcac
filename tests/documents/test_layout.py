"""The pure step from blocks to marks, read without drawing."""

from __future__ import annotations

import pytest

from caseapp.documents import blocks as b
from caseapp.documents.breaking import LIT_OFF, LIT_ON
from caseapp.documents.fonts import bundled
from caseapp.documents.layout import lay_out
from caseapp.documents.letterhead import letterhead
from caseapp.documents.page import Page, Ring, Run

FOOT = 262 * 72 / 25.4


def runs(page: Page) -> list[str]:
    return [mark.text for mark in page.marks if isinstance(mark, Run)]


def lines_of_text(count: int) -> b.Paragraph:
    return b.Paragraph("\n".join(["统计"] * count))


@pytest.mark.parametrize("count", range(1, 60))
def test_a_signature_never_stands_alone_on_a_page(count):
    signature = b.Signature("济宁市统计局", "2026年11月24日")
    parts = [b.Title(("标题",)), lines_of_text(count), signature, b.Note("联系人：张敏")]
    pages = lay_out(bundled(), parts, letterhead(bundled(), "济宁市统计局", "济统依复〔2026〕1号"))
    last = runs(pages[-1])
    assert "统计" in last[: last.index("济宁市统计局", 1 if len(pages) == 1 else 0)]
    assert last.index("2026年11月24日") > last.index("统计")
    assert sum(runs(page).count("统计") for page in pages) == count


@pytest.mark.parametrize("count", range(1, 60))
def test_nothing_is_set_below_the_text_area(count):
    parts = [b.Title(("标题",)), lines_of_text(count), b.Attachments(("甲", "乙")), b.Signature("局", "2026年1月1日")]
    for page in lay_out(bundled(), parts, letterhead(bundled(), "济宁市统计局", "")):
        body = [m for m in page.marks if isinstance(m, Run) and m.role != "number"]
        assert max(mark.y for mark in body) < FOOT


@pytest.mark.parametrize("count", range(1, 60))
def test_a_heading_never_ends_a_page(count):
    headings = [b.Paragraph("一、结果", "heading1"), b.Paragraph("（一）甲", "heading2")]
    parts = [lines_of_text(count), *headings, b.Paragraph("正文")]
    for page in lay_out(bundled(), parts, None):
        words = [text for text in runs(page) if not text.startswith("—")]
        assert words[-1] not in ("一、结果", "（一）甲")


def test_twenty_two_rows_stand_on_a_page():
    pages = lay_out(bundled(), [lines_of_text(45)], None)
    assert [runs(page).count("统计") for page in pages] == [22, 22, 1]
    assert [runs(page)[-1] for page in pages] == ["— 1 —", "— 2 —", "— 3 —"]
    assert runs(lay_out(bundled(), [lines_of_text(22)], None)[0])[-1] == "统计"


@pytest.mark.parametrize(
    ("count", "pages", "pitch"),
    [(11, 1, 28.99), (12, 1, 27.25), (13, 1, 25.51), (14, 2, 28.99)],
    ids=["fits", "a little over", "as close as it goes", "too much"],
)
def test_lines_come_closer_when_that_keeps_the_signature_on_the_page(count, pages, pitch):
    parts = [b.Title(("标题",)), lines_of_text(count), b.Signature("济宁市统计局", "2026年11月24日")]
    made = lay_out(bundled(), parts, letterhead(bundled(), "济宁市统计局", "济统依复〔2026〕1号"))
    assert len(made) == pages
    lines = [m.y for m in made[0].marks if isinstance(m, Run) and m.text == "统计"]
    assert lines[1] - lines[0] == pytest.approx(pitch, abs=0.01)


def test_a_page_with_text_of_its_own_leaves_the_pitch_alone():
    parts = [lines_of_text(30), b.Signature("济宁市统计局", "2026年11月24日")]
    first = lay_out(bundled(), parts, letterhead(bundled(), "济宁市统计局", ""))[0]
    lines = [m.y for m in first.marks if isinstance(m, Run) and m.text == "统计"]
    assert lines[1] - lines[0] == pytest.approx(28.99, abs=0.01)


def test_headings_annexes_and_the_title_are_anchored():
    parts = [b.Title(("关于", "答复")), b.Paragraph("一、结果", "heading1"), b.Paragraph("文"), b.PageBreak(),
             b.Paragraph("附件1", "annex")]
    first, second = lay_out(bundled(), parts, None)
    assert [anchor.text for anchor in first.anchors] == ["关于答复", "一、结果"]
    assert [(anchor.text, round(anchor.y, 1)) for anchor in second.anchors] == [("附件1", 104.9)]


def test_the_place_of_the_seal_is_outlined_only_when_asked_for():
    signature = b.Signature("济宁市统计局", "2026年11月24日")
    page = lay_out(bundled(), [signature], None, seal=True)[0]
    ring = next(mark for mark in page.marks if isinstance(mark, Ring))
    name, day = (mark for mark in page.marks if isinstance(mark, Run))
    assert name.y < ring.y < day.y
    assert ring.x == pytest.approx(day.x + (day.xs[0] + day.xs[-1] + 16) / 2, abs=8)
    assert ring.radius == pytest.approx(21 * 72 / 25.4)
    assert not [m for m in lay_out(bundled(), [signature], None)[0].marks if isinstance(m, Ring)]


def test_lit_words_carry_their_edges_over_lines_and_no_marks_reach_the_page():
    text = "甲" * 20 + LIT_ON + "乙" * 12 + LIT_OFF + "丙" * 30
    plain = lay_out(bundled(), [b.Paragraph("甲" * 20 + "乙" * 12 + "丙" * 30)], None)[0]
    page = lay_out(bundled(), [b.Paragraph(text)], None)[0]
    assert [m.text for m in page.marks] == [m.text for m in plain.marks]
    assert [m.xs for m in page.marks] == [m.xs for m in plain.marks]
    first, second, third = page.marks
    assert [round((right - left) / 15.793, 2) for left, right in first.lit + second.lit] == [6, 6]
    assert third.lit == ()


def test_levels_are_set_in_their_faces():
    kinds = ["heading1", "heading2", "body"]
    page = lay_out(bundled(), [b.Paragraph(kind, kind) for kind in kinds], None)[0]
    assert [m.role for m in page.marks if isinstance(m, Run)] == ["hei", "kai", "body"]


def test_a_title_breaks_at_its_sense_units_and_a_long_unit_evenly():
    title = b.Title(("济宁市统计局", "关于某某某某某某某某某某某某某某某某某某某某某政府信息公开申请的答复"))
    words = runs(lay_out(bundled(), [title], None)[0])
    assert words[0] == "济宁市统计局"
    assert len(words) == 3
    assert abs(len(words[1]) - len(words[2])) <= 2


def test_a_long_organ_name_shrinks_to_the_page():
    head = letterhead(bundled(), "济宁市" + "人民政府办公室" * 5, "")
    name = head.marks[0]
    assert isinstance(name, Run)
    assert name.x >= 28 * 72 / 25.4
    assert name.size < 34


def test_one_attachment_is_not_numbered_and_several_hang_under_their_names():
    assert runs(lay_out(bundled(), [b.Attachments(("甲表",))], None)[0]) == ["附件：甲表"]
    page = lay_out(bundled(), [b.Attachments(("甲表", "乙表" * 30))], None)[0]
    marks = [m for m in page.marks if isinstance(m, Run)]
    assert [m.text[:4] for m in marks[:2]] == ["附件：1", "2. 乙"]
    assert marks[2].xs[0] == pytest.approx(marks[1].xs[3], abs=0.1)


def test_a_table_repeats_its_header_and_long_cells_run_over_pages():
    rows = [b.TableRow((b.Cell("事项"), b.Cell("说明")), header=True)]
    rows += [b.TableRow((b.Cell(f"K{n}"), b.Cell("统计" * 20))) for n in range(40)]
    rows.append(b.TableRow((b.Cell("甲"), b.Cell("长" * 4000))))
    pages = lay_out(bundled(), [b.Table((1, 3), 12.0, tuple(rows))], None)
    assert len(pages) > 4
    assert all(runs(page)[:2] == ["事项", "说明"] for page in pages)
    assert sum("".join(runs(page)).count("长") for page in pages) == 4000


def test_copies_are_named_at_the_foot_of_the_last_page():
    pages = lay_out(bundled(), [lines_of_text(30), b.CopyTo("济宁市人民政府办公室。")], None)
    copy = [m for m in pages[-1].marks if isinstance(m, Run) and m.text.startswith("抄送")]
    assert copy[0].size == 14
    assert FOOT - 22 < copy[0].y < FOOT
