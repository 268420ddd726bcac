"""The first start offers the records it found."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from caseapp import app
from caseapp.casework.office import Office
from caseapp.casework.upkeep.finding import FoundRecord
from caseapp.ui.frame.found_dialog import FoundDialog
from ui.case_setup import registered
from ui.hands import click, shows

FOUND = [
    FoundRecord(Path("/盘/一.caseapp"), "济宁市统计局", 8, datetime(2026, 11, 1, 9, 30).astimezone(), 7),
    FoundRecord(Path("/盘/二.caseapp"), "", 3, datetime(2026, 10, 1, 9, 30).astimezone(), 6),
]


def test_the_last_written_is_chosen_and_another_can_be(qtbot, tmp_path):
    dialog = FoundDialog(FOUND, tmp_path / "办件记录.caseapp")
    qtbot.addWidget(dialog)
    dialog.show()
    assert shows(dialog, "核对后复制一份到")
    assert dialog.chosen() == FOUND[0]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.chosen() == FOUND[1]
    click(qtbot, dialog, "接着用这个记录")
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize("accepted", [True, False])
def test_what_is_chosen_is_gone_on_with(qtbot, tmp_path, office_path, monkeypatch, accepted):
    registered(office_path)
    monkeypatch.setattr(app, "usual_places", lambda: [office_path.parent])
    monkeypatch.setattr(FoundDialog, "exec", lambda _self: QDialog.DialogCode(int(accepted)))
    record = tmp_path / "new" / "办件记录.caseapp"
    app._offer_found(record)
    assert record.exists() == accepted
    if accepted:
        office = Office.open(record)
        assert len(office.record.case_ids()) == 1
        office.close()
