"""表格披露检查 of a 公开件 in the record: its table, the office's thresholds, the other table it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from caseapp.casework.files import read_file
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.review.materials import material_of, original_of
from caseapp.casework.review.table_views import SheetTable
from caseapp.casework.review.tables import DEFAULTS, Roles, Settings, guess_roles, read_table

LIMITS: dict[str, tuple[str, int, int]] = {
    "min_units": ("最少单位数", 2, 100),
    "dominance": ("占比上限", 1, 100),
    "protection": ("保护宽度", 1, 100),
}
"""Setting -> its name, least and greatest value; no statute gives numbers, these are statistical practice."""

MAX_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class TableOpened:
    """A table ready to be looked over.

    Attributes:
        roles: a guess at its rows and columns, None where nothing looks like data; problem: why not.
        from_copy: a copy stands for the 公开件 already, and the original is shown.
    """

    table: SheetTable
    roles: Roles | None
    problem: str
    settings: Settings
    from_copy: bool


def open_table(office: Office, case_id: int, attachment_id: int, sheet: int = 1) -> TableOpened:
    """Read a sheet of a 公开件 in the record; nothing is written to the disk.

    Raises:
        Refused: the file is no 公开件 or has no such sheet. SheetError: it cannot be read.
    """
    from caseapp.material.errors import MaterialError

    row = material_of(office, case_id, attachment_id)
    source = original_of(office, case_id, row)
    table = read_table(Path(source.name), sheet, office.record.attachment_data(source.id))
    roles, problem = None, ""
    if len(table.grid) > MAX_ROWS:
        problem = f"表中有 {len(table.grid)} 行，超过 {MAX_ROWS} 行，请拆成几张表检查。"
    else:
        try:
            roles = guess_roles(table.grid)
        except MaterialError as error:
            problem = str(error)
    return TableOpened(table, roles, problem, limits(office), source.id != row.id)


def open_released(path: Path | str) -> SheetTable:
    """Read the first sheet of a table that is public already.

    Raises:
        Refused: it cannot be read or is larger than 50 MB. SheetError: it is no table.
    """
    name, data = read_file(path)
    if not name.lower().endswith((".xlsx", ".csv")):
        raise Refused("已公开的表应当是 .xlsx 或者 .csv 文件。")
    return read_table(Path(name), 1, data)


def limits(office: Office) -> Settings:
    """Return the thresholds of the office; what was broken by hand counts as not there."""
    def one(key: str, default: float) -> int:
        value = office.record.setting(key, None)
        _, least, most = LIMITS[key]
        return value if type(value) is int and least <= value <= most else int(default)

    return replace(
        DEFAULTS,
        min_units=one("min_units", DEFAULTS.min_units),
        dominance=float(one("dominance", DEFAULTS.dominance)),
        protection=float(one("protection", DEFAULTS.protection)),
    )


def save_limits(office: Office, min_units: int, dominance: int, protection: int) -> Done:
    """Save the thresholds every check of the office begins with.

    Raises:
        Refused: one is out of bounds.
    """
    given = {"min_units": min_units, "dominance": dominance, "protection": protection}
    for key, (words, least, most) in LIMITS.items():
        if not least <= given[key] <= most:
            raise Refused(f"“{words}”应当在 {least} 到 {most} 之间。")
    with office.record.change("保存表格披露检查的标准", office.who, office.now()) as change:
        for key, value in given.items():
            change.set_setting(key, value)
    return Done(0, frozenset({"settings"}))
