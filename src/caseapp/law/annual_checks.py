"""The checks (勾稽关系) of the annual tables: each with its two sides in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from caseapp.law.annual import (
    CARRIED_IN,
    CARRIED_OUT,
    COLUMNS,
    FIRST_RESULT,
    LAST_RESULT,
    NEW,
    TOTAL,
    AnnualTables,
    Counts,
)
from caseapp.law.disputes import DISPUTE_GROUPS


@dataclass(frozen=True, slots=True)
class Check:
    """One 勾稽 check: what it compares, whether it holds, and both sides.

    Attributes:
        pending: it cannot be judged yet; a year is not closed before it can.
    """

    id: str
    label: str
    ok: bool
    detail: str
    pending: bool = False


def check_tables(tables: AnnualTables, counts: Counts) -> list[Check]:
    """Return every check of tables 三 and 四; a blank cell is named once and counts as nothing in the sums."""
    table3 = {row: _filled(tables.table3.get(row, ()), len(COLUMNS)) for row in range(1, CARRIED_OUT + 1)}
    table4 = {group: _filled(tables.table4.get(group, ()), 5) for group in DISPUTE_GROUPS}
    return [
        _balance(table3),
        _total_row(table3),
        _sum_column(table3),
        _dispute_sums(table4),
        _carry(table3, counts.last_carried_out),
        _complete(tables.table3, tables.table4),
        _confirmed(counts),
        _named("dates", "办结日均不早于收到日", "办结日早于收到日：", counts.misdated),
    ]


def _filled(cells: tuple[int, ...], count: int) -> tuple[int, ...]:
    return tuple(cell if isinstance(cell, int) else 0 for cell in (*cells, *[0] * count)[:count])


def _balance(table3: Mapping[int, tuple[int, ...]]) -> Check:
    wrong = []
    for column, name in enumerate(COLUMNS):
        left = table3[NEW][column] + table3[CARRIED_IN][column]
        right = table3[TOTAL][column] + table3[CARRIED_OUT][column]
        if left != right:
            wrong.append(f"{name}：{left} ≠ {right}")
    new, carried, total, out = (table3[r][-1] for r in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT))
    detail = "；".join(wrong) or f"{new}+{carried}={total}+{out}"
    return Check("balance", "新收＋结转＝总计＋结转下年", not wrong, detail)


def _total_row(table3: Mapping[int, tuple[int, ...]]) -> Check:
    wrong = []
    for column, name in enumerate(COLUMNS):
        summed = sum(table3[row][column] for row in range(FIRST_RESULT, LAST_RESULT + 1))
        if summed != table3[TOTAL][column]:
            wrong.append(f"{name}：第 24 行 {table3[TOTAL][column]} ≠ 合计 {summed}")
    return Check("total_row", "第 24 行＝第 3 至 23 行之和", not wrong, "；".join(wrong) or "7 列一致")


def _sum_column(table3: Mapping[int, tuple[int, ...]]) -> Check:
    wrong = [
        f"第 {row} 行：{sum(cells[:6])} ≠ {cells[6]}"
        for row, cells in sorted(table3.items())
        if sum(cells[:6]) != cells[6]
    ]
    return Check("sum_column", "总计列＝六类申请人之和", not wrong, "；".join(wrong) or f"{len(table3)} 行一致")


def _dispute_sums(table4: Mapping[str, tuple[int, ...]]) -> Check:
    wrong = [
        f"{DISPUTE_GROUPS[group]}：{sum(cells[:4])} ≠ {cells[4]}"
        for group, cells in table4.items()
        if sum(cells[:4]) != cells[4]
    ]
    return Check("dispute_sums", "表四各总计＝四种结果之和", not wrong, "；".join(wrong) or "3 组一致")


def _carry(table3: Mapping[int, tuple[int, ...]], last: tuple[int, ...] | None) -> Check:
    label = "上年第 25 行＝本年第 2 行"
    if last is None and not any(table3[CARRIED_IN]):
        return Check("carry", label, True, "没有上年结转")
    if last is None:
        return Check("carry", label, False, "不知道上年报告的第 25 行，请填写后核对", pending=True)
    wrong = [
        f"{name}：上年 {last[column]} ≠ 本年 {table3[CARRIED_IN][column]}"
        for column, name in enumerate(COLUMNS)
        if last[column] != table3[CARRIED_IN][column]
    ]
    return Check("carry", label, not wrong, "；".join(wrong) or "逐列一致")


def _complete(table3: Mapping[int, tuple[int, ...]], table4: Mapping[str, tuple[int, ...]]) -> Check:
    blank = [
        f"表三第 {row} 行{name}"
        for row in range(1, 26)
        for name, cell in _cells(COLUMNS, table3.get(row, ()))
        if not isinstance(cell, int) or cell < 0
    ]
    blank += [
        f"表四{name}第 {place} 格"
        for group, name in DISPUTE_GROUPS.items()
        for place, cell in enumerate((*table4.get(group, ()), *[None] * 5)[:5], start=1)
        if not isinstance(cell, int) or cell < 0
    ]
    shown = "、".join(blank[:5]) + (f"等 {len(blank)} 格" if len(blank) > 5 else "")
    return Check("complete", "每个格子都有数字，零写 0", not blank, f"不是数字：{shown}" if blank else "190 格")


def _cells(names: tuple[str, ...], cells: tuple[int, ...]) -> Iterable[tuple[str, int | None]]:
    return zip(names, (*cells, *[None] * len(names))[: len(names)], strict=True)


def _confirmed(counts: Counts) -> Check:
    """Name what has no 收到日: what waits for it keeps the check open, what was withdrawn before it is told only."""
    found = _named("confirmed", "收到日均已确认", "收到日未确认，未计入第 1 行：", counts.unconfirmed)
    told = _named("", "", "；确认之前撤回，不计入：", counts.withdrawn).detail if counts.withdrawn else ""
    return replace(found, detail=found.detail + told, pending=not found.ok)


def _named(check_id: str, label: str, words: str, numbers: tuple[str, ...]) -> Check:
    shown = "、".join(numbers[:10]) + ("等" if len(numbers) > 10 else "")
    return Check(check_id, label, not numbers, f"{words}{shown}" if numbers else "全部")


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs: where, as reported, as the ledger counts now."""

    where: str
    before: int
    after: int


def differences(reported: AnnualTables, live: AnnualTables) -> list[Difference]:
    """Return the cells of tables 三 and 四 that differ."""
    found = [
        Difference(f"表三第 {row} 行{name}", before, after)
        for row in range(1, CARRIED_OUT + 1)
        for name, before, after in zip(COLUMNS, reported.table3[row], live.table3[row], strict=True)
        if before != after
    ]
    found += [
        Difference(f"表四{name}第 {place} 格", before, after)
        for group, name in DISPUTE_GROUPS.items()
        for place, (before, after) in enumerate(zip(reported.table4[group], live.table4[group], strict=True), start=1)
        if before != after
    ]
    return found


def check_frozen(reported: AnnualTables, live: AnnualTables) -> Check:
    """Return the check of a closed year: whether the ledger still counts what was reported."""
    changes = differences(reported, live)
    shown = "；".join(f"{c.where}：报告 {c.before} ≠ 台账 {c.after}" for c in changes[:4])
    more = f"等 {len(changes)} 格" if len(changes) > 4 else ""
    return Check("frozen", "封存的数字与台账一致", not changes, f"{shown}{more}" if changes else "一致")
