"""封存: a year whose checks all hold is frozen as reported; a later correction is a dated amendment with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from caseapp import resources
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.year.yearbook import (
    CARRIED,
    CLOSED,
    TABLE2,
    TEXT,
    count_live,
    count_year,
    snapshot,
)
from caseapp.law.annual_checks import differences
from caseapp.law.proactive import read_cell

_DONE = Done(0, frozenset({"settings"}))
TEXT_LIMIT = 20_000


def save_table2(office: Office, year: int, typed: Mapping[str, str]) -> Done:
    """Keep table 二 as typed; a cell may be blank.

    Raises:
        NotANumber: a cell that is no number; nothing is kept.
        Refused: the year is closed, or there is no such cell.
    """
    _require_open(office, year)
    form = resources.load_table2(year)
    cells = {key: (section, column) for key, section, _, column in form.cells()}
    if unknown := [key for key in typed if key not in cells]:
        raise Refused(f"表二没有“{unknown[0]}”这一格。")
    kept = {key: read_cell(*cells[key], text) for key, text in typed.items()}
    with office.record.change(f"填写 {year} 年度表二", office.who, office.now()) as change:
        change.set_setting(TABLE2.format(year), kept)
    return _DONE


def save_carried(office: Office, year: int, cells: Sequence[str]) -> Done:
    """Keep row 25 of a year's report made without this program, six numbers or none; the 总计 is their sum.

    Raises:
        Refused: not six whole numbers.
    """
    plain = [cell.strip() for cell in cells]
    whole = len(plain) == 6 and all(cell.isascii() and cell.isdigit() and len(cell) <= 7 for cell in plain)
    if any(plain) and not whole:
        raise Refused("上年报告第 25 行应当填六个整数，没有的填 0。")
    row = [int(cell) for cell in plain] if any(plain) else []
    with office.record.change(f"填写 {year} 年报告第 25 行", office.who, office.now()) as change:
        change.set_setting(CARRIED.format(year), [*row, sum(row)] if row else None)
    return _DONE


def save_text(office: Office, year: int, text: str) -> Done:
    """Keep the words of the report as the office wrote them; "" goes back to the program's own.

    Raises:
        Refused: the year is closed, or the text too long.
    """
    _require_open(office, year)
    kept = clean(text, "报告文字", TEXT_LIMIT, lines=True)
    with office.record.change(f"保存 {year} 年度报告文字", office.who, office.now()) as change:
        change.set_setting(TEXT.format(year), kept)
    return _DONE


def close_year(office: Office, year: int, today: date) -> Done:
    """Freeze a year as reported.

    Raises:
        Refused: the year is not over, is closed, or a check does not hold; nothing is changed.
    """
    _require_open(office, year)
    if today.year <= year:
        raise Refused(f"{year} 年还没有结束，不能封存。")
    counted = count_year(office, year)
    if open_ := [check for check in counted.checks if check.pending or not check.ok]:
        raise Refused("检查没有全部通过，不能封存：" + "；".join(f"{c.label}（{c.detail}）" for c in open_[:4]) + "。")
    with office.record.change(f"封存 {year} 年度", office.who, office.now()) as change:
        kept = {"on": today.isoformat(), "by": office.who, "amendments": [], **snapshot(counted)}
        change.set_setting(CLOSED.format(year), kept)
    return _DONE


def amend_year(office: Office, year: int, reason: str, today: date) -> Done:
    """Take what the ledger counts now into a closed year, as an amendment with its day, its reason and what changed.

    Raises:
        Refused: the year is not closed, nothing differs, no reason, or a check of the new numbers does not hold.
    """
    reason = clean(reason, "更正原因", 500, required=True)
    kept = office.record.setting(CLOSED.format(year))
    if not kept:
        raise Refused(f"{year} 年没有封存，数字随台账变化，不需要更正。")
    reported, live = count_year(office, year), count_live(office, year)
    changes = differences(reported.tables, live.tables)
    if not changes:
        raise Refused(f"{year} 年封存的数字与台账一致，没有需要更正的。")
    if wrong := [check for check in live.checks if not check.ok and not check.pending]:
        raise Refused("更正后检查不能通过：" + "；".join(f"{c.label}（{c.detail}）" for c in wrong[:3]) + "。")
    amendment = {
        "on": today.isoformat(),
        "by": office.who,
        "reason": reason,
        "changes": [[change.where, change.before, change.after] for change in changes],
    }
    with office.record.change(f"更正 {year} 年度表", office.who, office.now()) as change:
        amended = {**kept, **snapshot(live), "amendments": [*kept["amendments"], amendment]}
        change.set_setting(CLOSED.format(year), amended)
    return _DONE


def _require_open(office: Office, year: int) -> None:
    kept: Any = office.record.setting(CLOSED.format(year))
    if kept:
        raise Refused(f"{year} 年度已于 {kept['on']} 封存，不能再改；确有错误的请作更正。")
