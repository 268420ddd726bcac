"""依申请公开目录 lists what was given out in a year, without applicants and personal data."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseapp.casework.handling import procedure, service
from caseapp.casework.ledger.catalogue import without_persons, write_catalogue
from caseapp.casework.letters import replying
from caseapp.casework.office import Office, Refused
from casework.offices import PDF, D, finalise, new_office, register, to_sign_off

ASKED = "本人王喆（电话13800000001，住济宁市任城区太白路12号）申请公开2025年统计公报"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp", "2026-11-12")
    yield opened
    opened.close()


def served(office: Office, outcome: str, request: str) -> int:
    case_id = register(office, applicant="王喆", phone="13800000001", request=request)
    to_sign_off(office, case_id, outcome, "2026-11-10")
    finalise(office, case_id, outcome, "2026-11-10")
    replying.attach_sealed(office, case_id, "a.pdf", PDF, D("2026-11-10"), D("2026-11-10"))
    service.serve(office, case_id, "post", D("2026-11-11"), D("2026-11-11"), tracking="XA1")
    return case_id


def test_only_what_was_given_is_listed_and_nobody_is_named(office: Office, tmp_path: Path) -> None:
    served(office, "provided", ASKED)
    served(office, "petition", "反映某某问题")
    withdrawn = register(office, request="已撤回的申请")
    procedure.withdraw(office, withdrawn, D("2026-11-10"), "", D("2026-11-10"))
    path = tmp_path / "目录.xlsx"
    assert write_catalogue(office, path, 2026, D("2026-11-12")) == 1
    sheet = load_workbook(path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["序号", "申请公开的信息", "办理结果", "答复日期"]
    assert len(rows) == 2
    words = rows[1][1]
    assert "2025年统计公报" in words
    assert not any(part in words for part in ("王喆", "13800000001", "太白路"))


def test_a_year_without_one_is_refused_and_leaves_no_file(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="2025 年没有予以公开"):
        write_catalogue(office, tmp_path / "目录.xlsx", 2025, D("2026-11-12"))
    assert not (tmp_path / "目录.xlsx").exists()


def test_ordinary_figures_stay() -> None:
    assert without_persons("申请公开2025年全市粮食总产量 1234567 吨") == "申请公开2025年全市粮食总产量 1234567 吨"
