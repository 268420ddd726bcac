"""The index is rebuilt whole when program or rules changed, and left alone otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from caseapp.casework.ledger import reindex
from casework.offices import D, finalise, new_office, register, to_sign_off


def test_other_rules_rebuild_the_index_once(tmp_path: Path, monkeypatch) -> None:
    office = new_office(tmp_path / "office.caseapp")
    case_id = register(office)
    to_sign_off(office, case_id, "provided", "2026-11-03")
    finalise(office, case_id, "provided", "2026-11-03")
    today = D("2026-11-03")
    assert reindex.keep_index_current(office, today) == 1
    right = office.record.index_row(case_id)
    assert right.reply_number == "济统依复〔2026〕1号"
    with office.record.change("弄错", "测试", office.now()) as change:
        change.put_index(replace(right, due=D("2030-01-01"), stage="错"))
    assert reindex.keep_index_current(office, today) == 0
    monkeypatch.setattr(reindex, "__version__", "9.9.9")
    assert reindex.keep_index_current(office, today) == 1
    assert office.record.index_row(case_id) == right
    office.close()
