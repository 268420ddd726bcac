"""登记 by keyboard alone in the order a paper form is read; a program killed in the middle leaves the draft."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.casework.office import Office
from caseapp.casework.office_views import kept_draft
from caseapp.ui.register.register import DRAFT_KEY
from ui.hands import settle

TEXTS = {
    "申请人": "wang",
    "联系电话": "0537-2345678",
    "证件号码": "370811199001010014",
    "通信地址": "No. 1",
    "申请内容": "2025 output",
    "备注": "by mail",
}
ORDER = (
    *("渠道 邮寄（签收）", "到件日期", "类别 自然人", "申请人", "联系电话", "证件类型", "证件号码"),
    *("省市县", "通信地址", "邮政编码", "电子邮箱", "共同申请人", "代理人", "申请内容"),
    *("提供方式 纸质", "提供方式 电子邮件", "提供方式 光盘", "获取方式"),
    *("承办科室", "经办人", "登记编号", "备注", "补录原因", "所选文件不含国家秘密", "选择文件"),
)


def test_a_case_is_registered_by_keys_in_the_order_of_a_paper_form(qtbot, shell, office_path):
    qtbot.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, shell)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    walked = []
    for _ in range(60):
        here = QApplication.focusWidget()
        name = here.accessibleName()
        if name == "登记":
            break
        if not walked or walked[-1] != name:
            walked.append(name)
            qtbot.keyClicks(here, TEXTS.get(name, ""))
            if name == "提供方式 纸质":
                qtbot.keyClick(here, Qt.Key.Key_Space)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert tuple(walked[: len(ORDER)]) == ORDER
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle(qtbot, shell)
    office = Office.open(office_path)
    (case_id,) = office.record.case_ids()
    row = office.record.case(case_id)
    office.close()
    assert (row.channel, row.applicant, row.id_number) == ("post", "wang", "370811199001010014")
    assert (row.request, row.address, row.note, row.form_wanted) == ("2025 output", "No. 1", "by mail", "纸质")


TYPING = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from caseapp.casework.office import Office
from caseapp.ui.desk import Desk
from caseapp.ui.frame.pages import MAKERS
from caseapp.ui.frame.shell import Shell

QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(Path(sys.argv[1]).parent))
app = QApplication([])
shell = Shell(Desk(lambda: Office.open(Path(sys.argv[1])), lambda: date(2026, 11, 23)), MAKERS)
shell.show()
shell.start()
shell.open_register()
page = shell.current()
page._draft.saved.connect(lambda _at: print("kept", flush=True))
def type_on():
    if not shell.desk.busy:
        page.form.parties.applicant.setFocus()
        QTest.keyClicks(page.form.parties.applicant, "half a name")
        typing.stop()
typing = QTimer()
typing.timeout.connect(type_on)
typing.start(100)
app.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_program_killed_in_the_middle_leaves_the_draft(office_path):
    source = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": source}
    command = [sys.executable, "-c", TYPING, str(office_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout.readline() == "kept\n"
        program.send_signal(signal.SIGKILL)
        assert program.wait(10) == -signal.SIGKILL
    office = Office.open(office_path)
    draft = kept_draft(office, DRAFT_KEY)
    office.close()
    assert draft.payload["applicant"] == "half a name"
