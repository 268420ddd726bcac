"""另存为 Word: of the draft and the frozen reply on their page, of any document in the tab 文书."""

from __future__ import annotations

from datetime import date

from docx import Document
from PySide6.QtWidgets import QFileDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from ui.case_setup import decided, registered
from ui.hands import click, find, settle, type_into


def opened_letter(qtbot, shell, case_id):
    shell.open_letter(case_id)
    settle(qtbot, shell)
    return shell.current()


def choose(qtbot, shell, page, place):
    """Choose a place in the file dialog that is open, and wait until the file is written or refused."""
    (chooser,) = [d for d in page.findChildren(QFileDialog) if d.isVisible()]
    name = chooser.selectedFiles()[0].rpartition("/")[2]
    chooser.fileSelected.emit(str(place))
    chooser.reject()
    settle(qtbot, shell)
    return name


def words(place):
    return "".join(p.text for p in Document(str(place)).paragraphs)


def test_what_is_typed_goes_into_the_word_copy_of_the_draft(qtbot, shell, office_path, tmp_path):
    page = opened_letter(qtbot, shell, decided(office_path))
    type_into(qtbot, page, "提供的材料", "2025年粮食产量")
    click(qtbot, page, "另存为 Word…")
    name = choose(qtbot, shell, page, tmp_path / "草稿.docx")
    assert name == "2026-001 政府信息公开申请答复书（予以公开） 草稿.docx"
    assert "2025年粮食产量" in words(tmp_path / "草稿.docx")
    assert shell.alerts.shown.title == "已保存"


def test_without_a_letter_the_button_says_why_and_writes_nothing(qtbot, shell, office_path):
    page = opened_letter(qtbot, shell, registered(office_path))
    button = find(page, "另存为 Word…")
    assert (button.property("blocked"), button.toolTip()) == (True, "还没有判断办理结果，先判断结果再写答复书。")
    click(qtbot, page, "另存为 Word…")
    assert shell.alerts.shown.title == "还没有答复书"
    assert page.findChildren(QFileDialog) == []


def test_a_place_that_cannot_be_written_is_told_and_the_form_keeps_its_text(qtbot, shell, office_path, tmp_path):
    page = opened_letter(qtbot, shell, decided(office_path))
    type_into(qtbot, page, "提供的材料", "2025年粮食产量")
    click(qtbot, page, "另存为 Word…")
    choose(qtbot, shell, page, tmp_path)
    assert shell.alerts.shown.text.startswith(f"“{tmp_path}”不是文件的位置，请写明文件名。")
    assert find(page, "提供的材料").toPlainText() == "2025年粮食产量"


def test_a_frozen_document_of_the_tab_is_saved_as_word(qtbot, shell, office_path, tmp_path):
    case_id = registered(office_path)
    office = Office.open(office_path, who="张敏")
    newest = load_case(office, case_id, date(2026, 11, 4)).documents[-1]
    office.close()
    shell.open_case(case_id, "documents")
    settle(qtbot, shell)
    page = shell.current()
    assert find(page, "另存为 Word…").property("blocked") is True
    page.documents.table.selectRow(0)
    assert find(page, "另存为 Word…").property("blocked") is False
    click(qtbot, page, "另存为 Word…")
    name = choose(qtbot, shell, page, tmp_path / "登记表.docx")
    assert name == f"2026-001 {newest.title}.docx"
    copy = Document(str(tmp_path / "登记表.docx"))
    assert newest.sha256 in copy.core_properties.comments
