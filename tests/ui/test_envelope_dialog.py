"""信封…: the address typed in the dialog, the page beside it, printed on the envelope's paper and recorded."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QFileDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from caseapp.ui.paper.envelope_dialog import EnvelopeDialog
from fake_cups import install
from ui.case_setup import signed
from ui.hands import click, find, settle, shows, type_into

MISSING = "“收件地址”没有填写，登记时没有留下地址的请在这里补填，或者改用其他方式送达。"


@pytest.fixture
def cups(tmp_path, monkeypatch):
    return install(tmp_path, monkeypatch)


@pytest.fixture
def opened(qtbot, open_shell, office_path, cups):
    """The window, the case and the dialog for the 接收回执 of an applicant who left no address."""
    case_id = signed(office_path)
    shell = open_shell(office_path)
    shell.open_case(case_id, "documents")
    settle(qtbot, shell)
    page = shell.current()
    page.documents.table.selectRow(1)
    click(qtbot, page, "信封…")
    settle(qtbot, shell)
    (dialog,) = [d for d in shell.findChildren(EnvelopeDialog) if d.isVisible()]
    return shell, case_id, dialog


def typed(qtbot, shell, dialog, name, text):
    type_into(qtbot, dialog, name, text)
    qtbot.waitUntil(lambda: not dialog._soon.isActive())
    settle(qtbot, shell)


def printed(path, case_id):
    office = Office.open(path)
    found = [f for f in load_case(office, case_id, date(2026, 11, 23)).facts if f.kind == "printed"]
    office.close()
    return found


def test_a_missing_address_is_said_at_its_field_and_nothing_is_printed(qtbot, opened, cups):
    _, _, dialog = opened
    assert shows(dialog, MISSING)
    click(qtbot, dialog, "打印")
    assert shows(dialog, "信封还没有排好，请先按提示填写。")
    assert cups.jobs() == []


def test_the_address_typed_is_printed_on_the_envelopes_paper_and_recorded(qtbot, opened, cups, office_path):
    shell, case_id, dialog = opened
    typed(qtbot, shell, dialog, "收件地址", "济宁市某某街2号")
    typed(qtbot, shell, dialog, "邮政编码", "272000")
    assert not shows(dialog, MISSING)
    qtbot.waitUntil(lambda: not dialog.pages.sheet.pixmap().isNull())
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert "media=iso_dl_110x220mm" in cups.jobs()[0]
    (fact,) = printed(office_path, case_id)
    assert (fact.detail["envelope"], fact.detail["receiver"]) == ("DL", "王喆")
    line = next(line for line in shell.current()._view.lines if line.kind == "printed")
    assert line.text == "DL 信封（王喆）；HP_M404"


def test_the_address_sheet_asks_for_the_phone_instead_of_the_boxes(qtbot, opened, cups):
    shell, _, dialog = opened
    typed(qtbot, shell, dialog, "收件地址", "济宁市某某街2号")
    typed(qtbot, shell, dialog, "信封", "A4 邮寄面单")
    assert find(dialog, "联系电话").isVisible()
    assert dialog.fields.input("paper").isVisible() is False
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert "media=A4" in cups.jobs()[0]


def test_a_refusing_printer_leaves_the_address_as_typed(qtbot, opened, cups, office_path):
    shell, case_id, dialog = opened
    typed(qtbot, shell, dialog, "收件地址", "济宁市某某街2号")
    cups.refuse("lp: The printer or class does not exist.")
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert shows(dialog, "打印机“HP_M404”不存在或者已被移除")
    assert find(dialog, "收件地址").toPlainText() == "济宁市某某街2号"
    assert printed(office_path, case_id) == []


def test_an_envelope_is_saved_for_printing_elsewhere(qtbot, opened, tmp_path):
    shell, _, dialog = opened
    typed(qtbot, shell, dialog, "收件地址", "济宁市某某街2号")
    click(qtbot, dialog, "另存为 PDF…")
    (chooser,) = dialog.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("2026-001 信封 DL.pdf")
    chooser.fileSelected.emit(str(tmp_path / "信封.pdf"))
    chooser.reject()
    settle(qtbot, shell)
    assert (tmp_path / "信封.pdf").read_bytes().startswith(b"%PDF")
    assert shows(dialog, "没有登记打印。")


def test_an_inner_form_needs_no_envelope(qtbot, shell, office_path, cups):
    shell.open_case(signed(office_path), "documents")
    settle(qtbot, shell)
    page = shell.current()
    page.documents.table.selectRow(0)
    assert find(page, "信封…").toolTip() == "这是内部表单，不寄出，不需要信封。"
