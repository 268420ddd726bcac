"""The pages of a 公开件 on the screen: as they print, of bounded size, with what was found in its place."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework import files
from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office, Refused
from caseapp.casework.office_views import keep_draft
from caseapp.casework.review.disclosed import disclosed
from caseapp.casework.review.masking import Box, Place
from caseapp.casework.review.material_pages import (
    MaterialPages,
    add_missing,
    draft_of,
    material_page,
    open_pages,
    places_of_hits,
    places_of_text,
    start_masking,
)
from caseapp.casework.review.materials import mask_material
from caseapp.law.material_looks import SeenHit, looked_of
from material import pdf_sources as sources
from material.made_files import IDS, pdf
from ui.case_setup import decided

DAY = date(2026, 11, 4)
WHY = "个人信息（个人信息保护法）"
TOP, LOW = Box(Place(0, 72, 60, 200, 40), "数据", WHY), Box(Place(1, 72, 100, 50, 9), "地址", WHY)


@pytest.fixture
def office(tmp_path):
    path = tmp_path / "办件记录.caseapp"
    Office.open(path, who="张敏", create=True).close()
    case_id = decided(path)
    made = Office.open(path, who="张敏")
    data = pdf(["名单", f"身份证号 {IDS[0]}"], ["第二页", f"身份证号 {IDS[0]}"])
    files.attach(made, case_id, "material", "名单.pdf", data, DAY, not_secret=True)
    yield made
    made.close()


def given(office):
    (case_id,) = office.record.case_ids()
    (row,) = disclosed(load_case(office, case_id, DAY).attachments)
    return case_id, row


def opened(data, *sizes):
    return MaterialPages("x.pdf", data, data, sizes)


def dark(picture, left, top, right, bottom):
    """Count dark pixels of a part of a picture."""
    data, stride = picture.data, picture.stride
    return sum(data[y * stride + 4 * x] < 90 for y in range(top, bottom) for x in range(left, right))


def test_form_fields_are_seen_as_they_are_masked():
    picture = material_page(opened(sources.annotations_and_fields(), sources.A4), 0, 595)
    assert dark(picture, 84, 222, 370, 238) > 50


def test_a_page_larger_than_any_paper_is_drawn_smaller():
    picture = material_page(opened(sources.page_pdf(size=(100, 14000)), (100, 14000)), 0, 1000)
    assert picture.width * picture.height <= 30_100_000


def test_a_hit_stands_on_its_own_page_only(office):
    case_id, row = given(office)
    pages = open_pages(office, case_id, row.id)
    hits = looked_of(row.looked).hits
    assert [hit.page for hit in hits] == [1, 2]
    boxes, unplaced = places_of_hits(pages, hits[1:])
    assert [(box.place.page, box.what, unplaced) for box in boxes] == [(1, "身份证号", ())]
    elsewhere = SeenHit("x", "手机号", "13800000001", "第1页的批注", 1)
    assert places_of_hits(pages, [elsewhere]) == ((), (elsewhere,))


def test_a_text_is_named_after_its_class_or_itself(office):
    case_id, row = given(office)
    pages = open_pages(office, case_id, row.id)
    assert [box.what for box in places_of_text(pages, f" {IDS[0]} ")] == ["身份证号", "身份证号"]
    assert [box.what for box in places_of_text(pages, "第二页")] == ["第二页"]
    with pytest.raises(Refused, match="请写明要查找的文字"):
        places_of_text(pages, "  ")
    with pytest.raises(Refused, match="查找已经停止"):
        places_of_text(pages, "名单", progress=lambda done, total: False)


def test_a_copy_is_looked_at_with_the_places_of_its_original(office):
    case_id, row = given(office)
    mask_material(office, case_id, row.id, [TOP], DAY)
    _, copy = given(office)
    pages = open_pages(office, case_id, copy.id)
    assert pages.name == "名单（遮盖版）.pdf"
    assert [box.place.page for box in places_of_hits(pages, looked_of(copy.looked).hits)[0]] == [0, 1]
    assert start_masking(office, case_id, copy.id).pages.name == "名单.pdf"


def test_a_draft_made_before_a_copy_keeps_the_boxes_of_the_copy(office):
    case_id, row = given(office)
    start = start_masking(office, case_id, row.id)
    keep_draft(office, start.key, draft_of([LOW], row.id, {"why": "x"}))
    assert start_masking(office, case_id, row.id).boxes == (LOW,)
    mask_material(office, case_id, row.id, [TOP], DAY)
    _, copy = given(office)
    again = start_masking(office, case_id, copy.id)
    assert (again.boxes, again.typed["why"]) == ((LOW, TOP), "x")
    keep_draft(office, again.key, draft_of([LOW], copy.id, {}))
    assert start_masking(office, case_id, copy.id).boxes == (LOW,)


def test_what_is_covered_is_not_boxed_again():
    inner, other = Box(Place(0, 80, 70, 20, 9), "x", ""), Box(Place(1, 80, 70, 20, 9), "x", "")
    assert add_missing([TOP], [inner, other]) == [TOP, other]


def test_a_file_without_pages_is_refused(office):
    case_id, row = given(office)
    with pytest.raises(Refused, match="不是要公开的公开件"):
        open_pages(office, case_id, row.id + 99)
    files.attach(office, case_id, "material", "说明.txt", "没有".encode(), DAY, not_secret=True)
    text = next(a for a in office.record.attachments(case_id) if a.name == "说明.txt")
    with pytest.raises(Refused, match="请先另存为 PDF 再遮盖"):
        open_pages(office, case_id, text.id)
