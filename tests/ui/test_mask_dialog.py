"""遮盖 in the window: drawn, searched and measured boxes, each with its reason; the copy holds nothing beneath."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from caseapp.casework import files
from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.casework.office_views import kept_draft
from caseapp.casework.review import material_pages
from caseapp.casework.review.disclosed import disclosed
from caseapp.casework.review.masking import Box, Place
from caseapp.casework.review.materials import boxes_of, mask_material
from caseapp.law.material_looks import looked_of
from caseapp.ui.review.mask_dialog import MaskDialog
from material.made_files import IDS, pdf
from ui.case_setup import decided
from ui.hands import click, find, settle, shows, type_into

DAY = date(2026, 11, 4)
FIRST = ["2025年企业产值说明", f"身份证号 {IDS[0]}", "某某精密机械有限公司 1234.5 万元"]
SECOND = ["第二页", f"身份证号 {IDS[1]}", "某某精密机械有限公司 77 万元"]
PERSONAL = "个人信息（个人信息保护法）"
UNIT = "能识别单个统计调查对象（统计法第二十八条）"


class Desk:
    """The 保密审查 page of a case with one 公开件, and its dialogs."""

    def __init__(self, qtbot, shell, path, case_id):
        self.qtbot, self.shell, self.path, self.case_id = qtbot, shell, path, case_id
        shell.resize(1366, 698)
        shell.open_review(case_id)
        self.rest()

    def rest(self):
        for _ in range(2):
            settle(self.qtbot, self.shell)
            QApplication.processEvents()

    def press(self, name, where=None):
        click(self.qtbot, where or self.shell.current(), name)
        self.rest()

    def dialog(self):
        self.rest()
        (shown,) = [d for d in self.shell.findChildren(QDialog) if d.isVisible()]
        return shown

    def masking(self):
        """Open 遮盖 from the bar and return it once its page is there."""
        self.press("遮盖…")
        dialog = self.dialog()
        assert isinstance(dialog, MaskDialog)
        self.qtbot.waitUntil(lambda: dialog.view.marked.page >= 0)
        self.rest()
        return dialog

    def drag(self, dialog, begin, end, modifier=Qt.KeyboardModifier.NoModifier):
        """Drag from one point of the page to another, both in points."""
        sheet, left = dialog.view.marked, Qt.MouseButton.LeftButton
        places = [sheet.area_of(Place(0, *point, 1, 1)).topLeft().toPoint() for point in (begin, end)]
        self.qtbot.mousePress(sheet, left, modifier, places[0])
        self.qtbot.mouseMove(sheet, (places[0] + places[1]) / 2)
        self.qtbot.mouseMove(sheet, places[1])
        self.qtbot.mouseRelease(sheet, left, modifier, places[1])
        self.rest()

    def record(self, work):
        office = Office.open(self.path, who="张敏")
        try:
            return work(office)
        finally:
            office.close()

    def given(self):
        case = self.record(lambda office: load_case(office, self.case_id, DAY))
        return disclosed(case.attachments)

    def words(self, row):
        data = self.record(lambda office: office.record.attachment_data(row.id))
        opened = pypdfium2.PdfDocument(data)
        try:
            return "".join(page.get_textpage().get_text_range() for page in opened)
        finally:
            opened.close()

    def draft(self):
        return self.record(lambda office: kept_draft(office, f"mask:{self.case_id}:{self.given()[0].id}"))


def attached(path, data=None, name="产值说明.pdf"):
    case_id = decided(path)
    office = Office.open(path, who="张敏")
    files.attach(office, case_id, "material", name, data or pdf(FIRST, SECOND), DAY, not_secret=True)
    office.close()
    return case_id


@pytest.fixture
def desk(qtbot, shell, office_path):
    return Desk(qtbot, shell, office_path, attached(office_path))


def box_rows(dialog):
    return [(box.place.page, box.what, box.why) for box in dialog.side.boxes.boxes()]


def test_a_text_is_found_on_every_page_and_leaves_the_copy(desk, qtbot):
    dialog = desk.masking()
    type_into(qtbot, dialog, "要查找的文字", "某某精密机械有限公司")
    desk.press("查找并遮盖", dialog)
    assert shows(dialog, "找到“某某精密机械有限公司”2 处，都加上了方框。")
    type_into(qtbot, dialog, "要查找的文字", IDS[0])
    desk.press("查找并遮盖", dialog)
    name = "某某精密机械有限公司"
    assert box_rows(dialog) == [(0, name, ""), (1, name, ""), (0, "身份证号", "")]
    type_into(qtbot, dialog, "理由", UNIT)
    desk.press("用于全部没有理由的", dialog)
    desk.press("生成遮盖稿", dialog)
    (copy,) = desk.given()
    assert copy.name == "产值说明（遮盖版）.pdf"
    assert [(line["what"], line["why"]) for line in copy.masks] == [(name, UNIT), (name, UNIT), ("身份证号", UNIT)]
    assert desk.words(copy) == ""
    # the other ID number was found and is not masked: it still asks for an answer
    assert [hit.text for hit in looked_of(copy.looked).open_hits] == [IDS[1]]
    assert desk.draft() is None


def test_what_stands_there_already_is_not_boxed_twice(desk, qtbot):
    dialog = desk.masking()
    type_into(qtbot, dialog, "要查找的文字", IDS[0])
    desk.press("查找并遮盖", dialog)
    desk.press("查找并遮盖", dialog)
    assert shows(dialog, "1 处原来已有方框，新加 0 处")
    assert len(box_rows(dialog)) == 1
    type_into(qtbot, dialog, "要查找的文字", "没有这句话")
    desk.press("查找并遮盖", dialog)
    assert shows(dialog, "没有找到“没有这句话”")


def test_a_box_is_drawn_chosen_moved_resized_and_deleted_on_the_page(desk, qtbot):
    dialog = desk.masking()
    sheet, boxes = dialog.view.marked, dialog.side.boxes
    desk.drag(dialog, (72, 100), (272, 140))
    (box,) = boxes.boxes()
    assert (box.place.x, box.place.y) == pytest.approx((72, 100), abs=1)
    assert (box.place.width, box.place.height) == pytest.approx((200, 40), abs=1.5)
    assert dialog.side.table.rows() == [0]
    desk.drag(dialog, (150, 120), (160, 160))
    moved = boxes.boxes()[0].place
    assert (moved.x, moved.y, moved.width) == pytest.approx((82, 140, box.place.width), abs=1.5)
    desk.drag(dialog, (moved.x + moved.width, moved.y + moved.height), (300, 200))
    wider = boxes.boxes()[0].place
    assert (wider.x + wider.width, wider.y + wider.height) == pytest.approx((300, 200), abs=1.5)
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert boxes.boxes()[0].place.x == pytest.approx(wider.x + 72 / 25.4)
    qtbot.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert boxes.boxes()[0].place.height == pytest.approx(wider.height + 72 / 25.4)
    desk.drag(dialog, (100, 150), (120, 160), Qt.KeyboardModifier.ShiftModifier)
    assert len(boxes.boxes()) == 2
    qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert len(boxes.boxes()) == 1


def test_a_click_on_the_page_is_no_box(desk):
    dialog = desk.masking()
    desk.drag(dialog, (100, 100), (101, 101))
    assert box_rows(dialog) == []
    desk.press("生成遮盖稿", dialog)
    assert shows(dialog, "还没有方框，请先画框或者查找文字。")


def test_a_box_without_a_reason_is_refused_and_named(desk, qtbot):
    dialog = desk.masking()
    desk.drag(dialog, (72, 100), (272, 140))
    desk.drag(dialog, (72, 200), (272, 240))
    type_into(qtbot, dialog, "理由", "商业秘密（条例第十五条）")
    desk.press("用于所选", dialog)
    desk.press("生成遮盖稿", dialog)
    assert shows(dialog, "每一处遮盖都应当写明理由（条例第三十七条）：第 1 处还没有理由。")
    assert dialog.side.table.rows() == [0]
    assert [row.masked_from for row in desk.given()] == [None]


def test_a_reason_is_typed_in_the_list(desk, qtbot):
    dialog = desk.masking()
    desk.drag(dialog, (72, 100), (272, 140))
    dialog.side.table.edit_reason(0)
    type_into(qtbot, dialog, "第 1 处理由", "内部管理信息")
    desk.press("生成遮盖稿", dialog)
    (copy,) = desk.given()
    assert [(line["what"], line["why"]) for line in copy.masks] == [("指定位置", "内部管理信息")]


def test_a_box_is_added_and_put_elsewhere_by_its_measures(desk, qtbot):
    dialog = desk.masking()
    desk.press("下一页", dialog)
    type_into(qtbot, dialog, "遮盖什么", "地址")
    for name, value in (("距左边", 20), ("距上边", 30), ("宽", 50), ("高", 10)):
        find(dialog, f"{name}（毫米）").setValue(value)
    desk.press("添加方框", dialog)
    (box,) = dialog.side.boxes.boxes()
    assert (box.place.page, box.what) == (1, "地址")
    assert box.place.x == pytest.approx(20 * 72 / 25.4)
    find(dialog, "宽（毫米）").setValue(70)
    desk.press("改为这个位置", dialog)
    assert dialog.side.boxes.boxes()[0].place.width == pytest.approx(70 * 72 / 25.4)


def test_page_down_scrolls_and_then_turns_the_page(desk, qtbot):
    dialog = desk.masking()
    view = dialog.view
    view.marked.setFocus()
    qtbot.keyClick(view.marked, Qt.Key.Key_PageDown)
    assert view.page == 0
    for _ in range(4):
        qtbot.keyClick(view.marked, Qt.Key.Key_PageDown)
    desk.rest()
    assert (view.page, view.marked.page) == (1, 1)
    for _ in range(5):
        qtbot.keyClick(view.marked, Qt.Key.Key_PageUp)
    desk.rest()
    assert (view.page, view.marked.page) == (0, 0)


def test_boxes_left_by_esc_are_there_again_and_can_be_dropped(desk, qtbot):
    dialog = desk.masking()
    desk.drag(dialog, (72, 100), (272, 140))
    type_into(qtbot, dialog, "理由", "还没想好")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.rest()
    assert desk.draft().payload["why"] == "还没想好"
    again = desk.masking()
    assert shows(again, "接着上次 11-23 09:12 的内容")
    assert box_rows(again) == [(0, "指定位置", "")]
    assert find(again, "理由").text() == "还没想好"
    desk.press("不用草稿，重新开始", again)
    assert box_rows(again) == []
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    desk.rest()
    assert desk.draft() is None


def test_looking_only_keeps_no_draft(desk, qtbot):
    dialog = desk.masking()
    desk.press("预览遮盖稿", dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.rest()
    assert desk.draft() is None


def test_cancelled_work_leaves_nothing(desk, qtbot, monkeypatch):
    dialog = desk.masking()
    desk.drag(dialog, (72, 100), (272, 140))
    type_into(qtbot, dialog, "理由", PERSONAL)
    desk.press("用于所选", dialog)
    asked = dialog.work.making.goes_on

    def slowly(done, total):
        asked(done, total)
        return not dialog.work.making._stop.wait(5)

    monkeypatch.setattr(dialog.work.making, "goes_on", slowly)
    click(qtbot, dialog, "生成遮盖稿")
    qtbot.waitUntil(lambda: dialog.work.making.isVisible())
    click(qtbot, dialog, "取消")
    desk.rest()
    assert shows(dialog, "遮盖已经停止，没有写出任何内容。")
    assert [row.masked_from for row in desk.given()] == [None]
    assert box_rows(dialog) == [(0, "指定位置", PERSONAL)]


def test_masking_again_begins_with_the_boxes_and_the_pages_of_the_original(desk, qtbot):
    (source,) = desk.given()
    boxes = [Box(Place(0, 72, 100, 200, 40), "数据", PERSONAL), Box(Place(1, 72, 100, 50, 9), "地址", PERSONAL)]
    desk.record(lambda office: mask_material(office, desk.case_id, source.id, boxes, DAY))
    desk.shell.current().refresh()
    desk.rest()
    dialog = desk.masking()
    assert box_rows(dialog) == [(0, "数据", PERSONAL), (1, "地址", PERSONAL)]
    assert shows(dialog, "遮盖：产值说明.pdf")
    dialog.side.table.choose([0])
    desk.press("删除所选", dialog)
    type_into(qtbot, dialog, "要查找的文字", IDS[0])
    type_into(qtbot, dialog, "理由", PERSONAL)
    desk.press("查找并遮盖", dialog)
    desk.press("生成遮盖稿", dialog)
    (copy,) = desk.given()
    assert copy.masked_from == source.id
    assert [box.what for box in boxes_of(copy)] == ["地址", "身份证号"]
    assert len(desk.record(lambda office: load_case(office, desk.case_id, DAY)).attachments) == 3


def test_what_was_found_is_framed_then_boxed_with_its_class(desk, qtbot):
    desk.press("查看内容…")
    look = desk.dialog()
    qtbot.waitUntil(lambda: look.view.marked.page == 0 and look.view.marked._here() != [])
    look.table.selectRow(1)
    qtbot.waitUntil(lambda: look.view.marked.page == 1 and look.view.marked._here() != [])
    desk.press("遮盖…", look)
    dialog = desk.dialog()
    assert box_rows(dialog) == [(0, "身份证号", ""), (1, "身份证号", "")]
    type_into(qtbot, dialog, "理由", PERSONAL)
    desk.press("用于全部没有理由的", dialog)
    desk.press("白底方框", dialog)
    desk.press("生成遮盖稿", dialog)
    (copy,) = desk.given()
    assert looked_of(copy.looked).open_hits == ()
    assert desk.words(copy) == ""
    assert shows(desk.shell.current(), "已遮盖 2 处")


def test_a_hit_on_no_page_is_said(desk, office_path, qtbot):
    (source,) = desk.given()
    hits = looked_of(source.looked).hits

    def start(office):
        pages = material_pages.open_pages(office, desk.case_id, source.id)
        return material_pages.places_of_hits(pages, [hits[0], type(hits[0])("x", "手机号", "139", "第1页的批注", 1)])

    boxes, unplaced = desk.record(start)
    assert [box.what for box in boxes] == ["身份证号"]
    assert [hit.place for hit in unplaced] == ["第1页的批注"]


def test_a_file_without_pages_shows_no_page(qtbot, shell, office_path):
    desk = Desk(qtbot, shell, office_path, attached(office_path, f"身份证号 {IDS[0]}".encode(), "说明.txt"))
    desk.press("查看内容…")
    look = desk.dialog()
    assert not look.view.isVisible()
    desk.press("遮盖…", look)
    assert shows(look, "只能遮盖 PDF 和图片")


def test_a_scan_is_masked_by_drawing(qtbot, shell, office_path):
    out = io.BytesIO()
    Image.new("L", (826, 1169), 255).save(out, "PNG", dpi=(100, 100))
    desk = Desk(qtbot, shell, office_path, attached(office_path, out.getvalue(), "扫描.png"))
    dialog = desk.masking()
    type_into(qtbot, dialog, "理由", PERSONAL)
    desk.drag(dialog, (72, 100), (272, 140))
    desk.press("生成遮盖稿", dialog)
    (copy,) = desk.given()
    assert (copy.name, [line["why"] for line in copy.masks]) == ("扫描（遮盖版）.pdf", [PERSONAL])
