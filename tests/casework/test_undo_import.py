"""撤销导入: the whole of the last import goes, as if it had never been, and nothing of it is deleted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.files import attach
from caseapp.casework.handling.correcting import correct_fact
from caseapp.casework.ledger.ledgerfiles import import_ledger
from caseapp.casework.ledger.past_imports import last_import, past_imports, undo_import
from caseapp.casework.ledger.reindex import keep_index_current
from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep.backups import verify
from caseapp.casework.year.yearbook import count_year
from casework.offices import D, new_office, register
from casework.suqian import ledger_rows, write_ledger

TODAY = D("2024-02-01")
HEAD = "登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容,办理结果,办结日期,答复文号\n"
LINES = (
    "2023-041,甲方案,自然人,当面,2023-01-05,粮食产量,（一）予以公开,2023-01-09,济统依复〔2023〕12号\n"
    "2023-042,乙单位,商业企业,邮寄,2023-02-05,收入,,,\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp", "2024-02-01")
    yield opened
    opened.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "旧台账.csv"
    path.write_text(HEAD + LINES, encoding="utf-8")
    return path


def tables(office):
    return [(count_year(office, y).tables.table3, count_year(office, y).tables.table4) for y in (2023, 2024)]


def test_the_annual_counts_and_the_ledger_are_those_before_the_import(office, ledger):
    register(office, "2024-02-01", arrived=D("2023-06-01"), late_reason="补登")
    before, ids = tables(office), office.record.index_ids()
    import_ledger(office, ledger, TODAY)
    assert tables(office) != before
    undo_import(office, TODAY, reason="选错了文件")
    assert tables(office) == before
    assert office.record.index_ids() == ids
    assert keep_index_current(office, TODAY) > 0
    assert office.record.index_ids() == ids
    assert last_import(office) is None
    assert [(p.file, p.count, p.undone) for p in past_imports(office)] == [("旧台账.csv", 2, True)]


def test_nothing_is_deleted_and_the_journal_says_why(office, ledger, tmp_path):
    import_ledger(office, ledger, TODAY)
    undo_import(office, TODAY, reason="选错了文件")
    case = load_case(office, 1, TODAY)
    assert (case.voided, case.row.number, case.row.applicant) == (True, "2023-041〔已撤销1〕", "甲方案")
    assert [f.kind for f in case.all_facts] == ["received", "imported", "outcome_decided", "served", *["void"] * 4]
    assert {f.reason for f in case.all_facts[4:]} == {"撤销导入 旧台账.csv：选错了文件"}
    noted = next(line for line in office.record.journal() if line.entity == "note")
    assert noted.after == {"file": "旧台账.csv", "cases": 2, "reason": "选错了文件"}
    assert office.record.verify_journal() == []
    office.close()
    assert verify(tmp_path / "office.caseapp") == []


def test_the_numbers_are_free_again_for_the_corrected_ledger(office, ledger):
    import_ledger(office, ledger, TODAY)
    assert office.record.setting("case_floor:2023") == 42
    undo_import(office, TODAY)
    assert (office.record.setting("case_floor:2023"), office.record.setting("letter_floor:济统依复:2023")) == (0, 0)
    assert import_ledger(office, ledger, TODAY).count == 2
    assert office.record.case_by_number("2023-041").id == 3
    assert [p.undone for p in past_imports(office)] == [False, True]


def test_a_case_worked_on_since_refuses_by_its_number(office, ledger):
    import_ledger(office, ledger, TODAY)
    attach(office, 2, "other", "说明.txt", b"x", TODAY, not_secret=True)
    before = office.record.journal_head()
    with pytest.raises(Refused, match="没有撤销：“2023-042”导入后已经办理过，不能整批撤销。"):
        undo_import(office, TODAY)
    assert office.record.journal_head() == before


def test_a_corrected_fact_is_work_too(office, ledger):
    import_ledger(office, ledger, TODAY)
    correct_fact(office, 1, office.record.facts(1)[0].id, D("2023-01-04"), "看错了", TODAY)
    with pytest.raises(Refused, match="“2023-041”导入后已经办理过"):
        undo_import(office, TODAY)


def test_only_the_last_import_is_undone(office, ledger, tmp_path):
    import_ledger(office, ledger, TODAY)
    second = tmp_path / "第二本.csv"
    second.write_text(HEAD + LINES.replace("2023-04", "2022-04"), encoding="utf-8")
    import_ledger(office, second, TODAY)
    older = past_imports(office)[1]
    with pytest.raises(Refused, match="之后还有一次导入"):
        undo_import(office, TODAY, import_id=older.id)
    undo_import(office, TODAY)
    undo_import(office, TODAY, import_id=older.id)
    with pytest.raises(Refused, match="没有可以撤销的导入"):
        undo_import(office, TODAY)
    assert office.record.index_ids() == []


def test_a_voided_case_takes_no_verb_and_is_not_found(office, ledger):
    import_ledger(office, ledger, TODAY)
    undo_import(office, TODAY)
    with pytest.raises(Refused, match="的导入已经撤销，不能再办理"):
        attach(office, 2, "other", "说明.txt", b"x", TODAY, not_secret=True)
    assert office.record.ids_sharing("粮食产量", 5) == []
    assert office.record.applicants_named("甲方案和乙单位", 0) == []


def test_thousands_are_undone_in_one_go(office, tmp_path):
    write_ledger(tmp_path / "suqian.xlsx", ledger_rows())
    import_ledger(office, tmp_path / "suqian.xlsx", TODAY)
    undo_import(office, TODAY)
    assert office.record.index_ids() == []


_KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from datetime import date, datetime
    from pathlib import Path
    from caseapp.casework.ledger.ledgerfiles import import_ledger
    from caseapp.casework.office import Office
    from caseapp.store.change import Change

    after = getattr(Change, sys.argv[3])

    def die(self, *given):
        after(self, *given)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(Change, sys.argv[3], die)
    office = Office.open(Path(sys.argv[1]), who="x", now=datetime.now)
    import_ledger(office, Path(sys.argv[2]), date(2024, 2, 1))
    """
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on Windows")
@pytest.mark.parametrize("step", ["add_cases", "put_index_many", "set_setting"])
def test_an_import_killed_half_way_leaves_nothing(office, ledger, tmp_path, step):
    head = office.record.journal_head()
    office.close()
    path = tmp_path / "office.caseapp"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run([sys.executable, "-c", _KILLED, path, ledger, step], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    again = Office.open(path, who="张敏")
    assert (again.record.case_ids(), again.record.index_ids(), again.record.journal_head()) == ([], [], head)
    assert import_ledger(again, ledger, TODAY).count == 2
    again.close()
