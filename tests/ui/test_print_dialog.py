"""打印: ticked documents to the chosen printer, a fact in the timeline, every refusal inside with all typed kept."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.letters import replying
from caseapp.casework.office import Office
from caseapp.casework.paper.printing import owed_documents
from caseapp.ui.cases.document_dialog import DocumentDialog
from caseapp.ui.paper.print_dialog import PrintDialog
from caseapp.ui.paper.sheet_print import SheetPrintDialog
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from fake_cups import install
from ui.case_setup import reviewed, signed
from ui.hands import click, find, settle, shows, type_into

DAY = date(2026, 11, 23)


@pytest.fixture
def cups(tmp_path, monkeypatch):
    return install(tmp_path, monkeypatch)


def read(path, case_id):
    office = Office.open(path)
    case = load_case(office, case_id, DAY)
    office.close()
    return case


def facts(path, case_id):
    return [fact for fact in read(path, case_id).facts if fact.kind == "printed"]


def opened(qtbot, shell, case_id):
    shell.open_case(case_id, "documents")
    settle(qtbot, shell)
    return shell.current()


def the(shell, kind):
    (shown,) = [d for d in shell.findChildren(kind) if d.isVisible()]
    return shown


def owed_dialog(qtbot, shell, case_id):
    page = opened(qtbot, shell, case_id)
    click(qtbot, page, "打印待打印文书…")
    settle(qtbot, shell)
    return the(shell, PrintDialog)


def test_all_a_case_owes_goes_to_the_usual_printer_and_is_one_fact(qtbot, shell, office_path, cups):
    case_id = signed(office_path)
    owed = [d.id for d in owed_documents(read(office_path, case_id))]
    page = opened(qtbot, shell, case_id)
    assert page.documents._owed.text() == f"打印待打印文书 {len(owed)}…"
    dialog = owed_dialog(qtbot, shell, case_id)
    assert dialog.bar.printer.currentText() == "HP_M404（默认）"
    dialog.bar.copies.setValue(2)
    qtbot.mouseClick(find(dialog, "双面打印", QCheckBox), Qt.MouseButton.LeftButton, pos=_box(dialog.bar.duplex))
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "已送打印机"
    assert [job[1] for job in cups.jobs()] == ["HP_M404"] * len(owed)
    assert all(job[2:4] == ["-n", "2"] and "sides=two-sided-long-edge" in job for job in cups.jobs())
    (fact,) = facts(office_path, case_id)
    assert (fact.on, fact.detail["documents"], fact.detail["copies"]) == (DAY, owed, 2)
    assert page.documents._owed.toolTip() == "本件的文书都打印过了。"
    assert any(line.title == "打印" and "HP_M404" in line.text for line in page._view.lines)


def _box(box):
    from PySide6.QtCore import QPoint

    return QPoint(8, box.height() // 2)


def test_the_chosen_document_is_printed_in_part_and_still_owed(qtbot, shell, office_path, cups):
    case_id = reviewed(office_path)
    page = opened(qtbot, shell, case_id)
    page.documents.table.selectRow(0)
    click(qtbot, page, "打印…")
    settle(qtbot, shell)
    dialog = the(shell, PrintDialog)
    (document_id,) = dialog.chosen()
    type_into(qtbot, dialog, "页码范围", "1")
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert cups.jobs()[0][4:6] == ["-P", "1"]
    assert document_id in [d.id for d in owed_documents(read(office_path, case_id))]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("lp: The printer or class does not exist.\n", "打印机“HP_M404”不存在或者已被移除，没有打印；"),
        ("lp: Destination \"HP_M404\" is not accepting jobs.\n", "打印机“HP_M404”现在不接收任务"),
        ("lp: Error - scheduler not responding.\n", "系统的打印服务没有运行，没有打印"),
    ],
)
def test_a_refusal_is_one_sentence_inside_and_nothing_is_recorded(qtbot, shell, office_path, cups, said, shown):
    case_id = signed(office_path)
    dialog = owed_dialog(qtbot, shell, case_id)
    before = dialog.chosen()
    dialog.bar.copies.setValue(3)
    cups.refuse(said)
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert shows(dialog, shown)
    assert (dialog.isVisible(), dialog.chosen(), dialog.bar.copies.value()) == (True, before, 3)
    assert facts(office_path, case_id) == []


def test_a_printer_gone_after_the_first_document_leaves_the_rest_ticked(qtbot, shell, office_path, cups):
    case_id = signed(office_path)
    dialog = owed_dialog(qtbot, shell, case_id)
    first, *rest = dialog.chosen()
    cups.refuse("lp: The printer or class does not exist.\n", after=1)
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert dialog.chosen() == rest
    assert shows(dialog, "已送打印并已登记的有")
    (fact,) = facts(office_path, case_id)
    assert fact.detail["documents"] == [first]


def test_a_job_that_is_cancelled_after_it_was_taken_is_told(qtbot, shell, office_path, cups):
    dialog = owed_dialog(qtbot, shell, reviewed(office_path))
    cups.set("finished", "HP_M404-1  root  1024  today\n\tStatus: \n\tAlerts: job-canceled-by-user\n")
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert shell.alerts.shown.title == "打印可能没有完成"
    assert "打印任务被取消，没有印完" in shell.alerts.shown.text


def test_without_a_printer_the_sentence_says_what_to_do_and_saving_remains(
    qtbot, shell, office_path, cups, tmp_path
):
    cups.set("printers", "")
    dialog = owed_dialog(qtbot, shell, signed(office_path))
    assert shows(dialog, "没有找到打印机，请先在系统设置中添加；也可以另存为 PDF，到有打印机的电脑打印。")
    click(qtbot, dialog, "打印")
    assert cups.jobs() == []
    count = len(dialog.chosen())
    click(qtbot, dialog, "另存为 PDF…")
    (chooser,) = dialog.findChildren(QFileDialog)
    folder = tmp_path / "带走"
    folder.mkdir()
    chooser.fileSelected.emit(str(folder))
    chooser.reject()
    settle(qtbot, shell)
    assert len(list(folder.glob("*.pdf"))) == count
    assert shows(dialog, f"已保存到 {folder}，没有登记打印。")


def test_a_folder_that_cannot_be_written_is_said_inside(qtbot, shell, office_path, cups, tmp_path, monkeypatch):
    dialog = owed_dialog(qtbot, shell, signed(office_path))
    click(qtbot, dialog, "另存为 PDF…")
    (chooser,) = dialog.findChildren(QFileDialog)

    def denied(_self, _data):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "write_bytes", denied)
    chooser.fileSelected.emit(str(tmp_path))
    chooser.reject()
    settle(qtbot, shell)
    assert shows(dialog, "没有写入权限，没有保存。请换一个文件夹，或联系管理员。")
    assert dialog.isVisible()


def test_nothing_ticked_says_so_and_prints_nothing(qtbot, shell, office_path, cups):
    dialog = owed_dialog(qtbot, shell, reviewed(office_path))
    for box in dialog.boxes.values():
        box.setChecked(False)
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    assert shows(dialog, "还没有选择要打印的文书，请至少选一份。")
    assert cups.jobs() == []


def test_the_printer_used_last_comes_first_the_next_time(qtbot, shell, office_path, cups):
    case_id = signed(office_path)
    dialog = owed_dialog(qtbot, shell, case_id)
    type_into(qtbot, dialog, "打印机", "办公室彩印")
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    shell.alerts.dismiss()
    page = shell.current()
    page.documents.table.selectRow(0)
    page.print_page()
    settle(qtbot, shell)
    assert the(shell, PrintDialog).bar.printer.currentText() == "办公室彩印"


def test_a_document_looked_at_is_printed_from_there(qtbot, shell, office_path, cups):
    page = opened(qtbot, shell, reviewed(office_path))
    page.documents.table.selectRow(0)
    click(qtbot, page, "查看文书")
    settle(qtbot, shell)
    click(qtbot, the(shell, DocumentDialog), "打印…")
    settle(qtbot, shell)
    assert len(the(shell, PrintDialog).chosen()) == 1


def test_a_page_that_is_not_kept_is_printed_without_a_fact(qtbot, shell, office_path, cups):
    case_id = signed(office_path)
    shell.open_case(case_id)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "推算说明（打印页）")
    settle(qtbot, shell)
    sheet = the(shell, SheetDialog)
    click(qtbot, sheet, "打印…")
    settle(qtbot, shell)
    click(qtbot, the(shell, SheetPrintDialog), "打印")
    settle(qtbot, shell)
    assert shows(sheet, "已送“HP_M404”")
    assert cups.pdf().startswith(b"%PDF")
    assert facts(office_path, case_id) == []


def test_a_draft_is_not_printed_and_the_letter_says_why(qtbot, shell, office_path, cups):
    shell.open_letter(signed(office_path))
    settle(qtbot, shell)
    page = shell.current()
    assert find(page, "打印…").toolTip() == "答复书定稿后才能打印。"
    click(qtbot, page, "打印…")
    assert shell.alerts.shown.title == "还没有定稿"


def test_the_finalised_reply_is_printed_from_its_page(qtbot, shell, office_path, cups):
    case_id = signed(office_path)
    office = Office.open(office_path, who="张敏")
    replying.finalise(office, case_id, date(2026, 11, 5), reason="已核对")
    office.close()
    shell.open_letter(case_id)
    settle(qtbot, shell)
    page = shell.current()
    click(qtbot, page, "打印…")
    settle(qtbot, shell)
    dialog = the(shell, PrintDialog)
    assert dialog.chosen() == [page._view.reply.id]
    click(qtbot, dialog, "打印")
    settle(qtbot, shell)
    (fact,) = facts(office_path, case_id)
    assert fact.detail["documents"] == [page._view.reply.id]
    assert fact.detail["titles"] == [page._view.reply.title]
