"""The trials of the self-test that keep a record and write a workbook, both in the scratch folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseapp.casework.upkeep.trials import Unfit

_APPLICANT = "自检申请人"
_REQUEST = "自检用的申请内容"


def record(scratch: Path, today: date) -> str:
    """A record is made, a case written, the record closed, opened, searched and verified, and a copy of it too."""
    from caseapp.casework.office import Office
    from caseapp.casework.upkeep.backups import backup_to, verify
    from caseapp.store.rows import IndexFilter

    path = _made(scratch, today)
    office = Office.open(path)
    try:
        found = office.record.index_ids(IndexFilter(text=_APPLICANT[2:4]))
        names = [office.record.case(case_id).applicant for case_id in found]
        copy = backup_to(office, scratch / "副本.caseapp")
    finally:
        office.close()
    if names != [_APPLICANT]:
        raise Unfit(f"写入 1 件申请，读回 {len(names)} 件")
    findings = verify(path) + verify(copy)
    if findings:
        raise Unfit("；".join(findings))
    return "建立、写入、重新打开、备份、校验都正常"


def workbook(scratch: Path, today: date) -> str:
    """The ledger of the trial record is written as a workbook and read back."""
    from caseapp.casework.ledger.ledger_out import export_ledger
    from caseapp.casework.office import Office
    from caseapp.sheets.raw import read_grid
    from caseapp.store.rows import IndexFilter

    path = scratch / "台账.xlsx"
    office = Office.open(_made(scratch, today))
    try:
        export_ledger(office, path, IndexFilter(), today)
    finally:
        office.close()
    cells = [cell for grid in read_grid(path) for _, line in grid for cell in line]
    if _APPLICANT not in cells or _REQUEST not in cells:
        raise Unfit("读回的内容与写出的不同")
    return "台账写出并读回"


def _made(scratch: Path, today: date) -> Path:
    """Return the trial record with its one case, made the first time."""
    from caseapp.casework.office import Office, Profile, save_profile
    from caseapp.casework.receiving.intake import Application, register

    path = scratch / "自检.caseapp"
    if path.exists():
        return path
    begun = scratch / "未完成.caseapp"
    begun.unlink(missing_ok=True)
    office = Office.open(begun, who="自检", create=True)
    try:
        save_profile(office, Profile(name="自检机关"), complete=False)
        register(office, Application("in_person", today, _APPLICANT, "person", _REQUEST), today)
    finally:
        office.close()
    return begun.replace(path)
