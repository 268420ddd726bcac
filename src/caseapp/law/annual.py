"""The annual tables 三 and 四 and their checks (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caseapp.law.errors import LawRefusal
from caseapp.law.parties import APPLICANT_CLASSES

CLASS_IDS: tuple[str, ...] = tuple(APPLICANT_CLASSES)
COLUMNS: tuple[str, ...] = (*APPLICANT_CLASSES.values(), "总计")
NEW, CARRIED_IN, TOTAL, CARRIED_OUT = 1, 2, 24, 25
FIRST_RESULT, LAST_RESULT = 3, 23
RESULTS: tuple[str, ...] = ("维持", "纠正", "其他", "未审结")
DISPUTE_COLUMNS: tuple[str, ...] = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DISPUTE_GROUPS: dict[str, str] = {
    "reconsideration": "行政复议",
    "direct_suit": "行政诉讼（未经复议直接起诉）",
    "suit_after_reconsideration": "行政诉讼（复议后起诉）",
}


class YearOutOfRange(LawRefusal):
    """A year no annual table can be made for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One number row of table 三: its number, label and the group heading it stands under."""

    number: int
    label: str
    group: str

    @property
    def full_label(self) -> str:
        """The label with its group, as a ledger writes it."""
        return f"{self.group}{self.label}" if self.group else self.label


@dataclass(frozen=True, slots=True)
class Counts:
    """What the record counted for a year, by applicant class.

    Attributes:
        received: requests whose 收到日 is in the year.
        carried_in: received before the year, not dealt with before it.
        closed: dealt with in the year, by (row, class).
        carried_out: received by the end of the year, not dealt with by then.
        disputes: group of table 四 to its four results.
        last_carried_out: row 25 of the year before where that year's table is fixed, else None.
        unconfirmed: registration numbers whose 收到日 is not confirmed yet.
        misdated: registration numbers dealt with before they were received.
    """

    received: Mapping[str, int]
    carried_in: Mapping[str, int]
    closed: Mapping[tuple[int, str], int]
    carried_out: Mapping[str, int]
    disputes: Mapping[str, Mapping[str, int]]
    last_carried_out: tuple[int, ...] | None = None
    unconfirmed: tuple[str, ...] = ()
    misdated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One 勾稽 check: what it compares, whether it holds, and both sides."""

    id: str
    label: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class AnnualTables:
    """Tables 三 and 四 of a year.

    Attributes:
        table3: row number 1..25 to seven numbers (six classes and 总计).
        table4: dispute group to five numbers.
    """

    year: int
    table3: Mapping[int, tuple[int, ...]]
    table4: Mapping[str, tuple[int, ...]]
    checks: tuple[Check, ...]



@dataclass(frozen=True, slots=True)
class DisputeFact:
    """One fact of a 行政复议 or 行政诉讼, as table 四 counts it.

    Attributes:
        group: key of DISPUTE_GROUPS. decided: True for a result, False for the filing.
        result: one of RESULTS; 未审结 for a filing.
    """

    case_id: int
    group: str
    on: date
    decided: bool
    result: str


def count_disputes(year: int, facts: Iterable[DisputeFact]) -> dict[str, dict[str, int]]:
    """Return the results of table 四 as they stood on 31 December of the year.

    A dispute decided in the year counts with its result; one filed by then and not decided by then is 未审结, in every
    year until it is decided. One that is known by its result alone counts in the year of the result.
    """
    cases: dict[tuple[int, str], list[DisputeFact]] = {}
    for fact in facts:
        cases.setdefault((fact.case_id, fact.group), []).append(fact)
    counted: dict[str, dict[str, int]] = {group: dict.fromkeys(RESULTS, 0) for group in DISPUTE_GROUPS}
    for (_, group), own in cases.items():
        decided = sorted((f for f in own if f.decided), key=lambda f: f.on)
        filed = sorted((f for f in own if not f.decided), key=lambda f: f.on)
        for fact in decided:
            counted[group][fact.result] += fact.on.year == year
        done_by_end = sum(1 for f in decided if f.on.year <= year)
        filed_by_end = sum(1 for f in filed if f.on.year <= year)
        counted[group][RESULTS[3]] += max(0, filed_by_end - done_by_end)
    return counted


def build_tables(year: int, counts: Counts) -> AnnualTables:
    """Return the tables of a year and all their checks.

    One request is one row by its outcome; 区分处理 counts as 部分公开 only (表三 row 4).

    Raises:
        YearOutOfRange: before 2019 or after 2099.
    """
    if not 2019 <= year <= 2099:
        raise YearOutOfRange(f"{year} 年没有对应的年度报告格式，请输入 2019 年以后的年份。")
    table3: dict[int, tuple[int, ...]] = {
        NEW: _with_sum(counts.received),
        CARRIED_IN: _with_sum(counts.carried_in),
    }
    for row in range(FIRST_RESULT, LAST_RESULT + 1):
        table3[row] = _with_sum({c: counts.closed.get((row, c), 0) for c in CLASS_IDS})
    table3[TOTAL] = tuple(
        sum(table3[row][column] for row in range(FIRST_RESULT, LAST_RESULT + 1)) for column in range(7)
    )
    table3[CARRIED_OUT] = _with_sum(counts.carried_out)
    table4 = {}
    for group in DISPUTE_GROUPS:
        four = tuple(counts.disputes.get(group, {}).get(result, 0) for result in RESULTS)
        table4[group] = (*four, sum(four))
    return AnnualTables(year, table3, table4, tuple(check_tables(table3, table4, counts)))


def check_tables(
    table3: Mapping[int, tuple[int, ...]], table4: Mapping[str, tuple[int, ...]], counts: Counts
) -> list[Check]:
    """Return every check of the two tables, each with its two sides in words."""
    return [
        _balance(table3),
        _total_row(table3),
        _sum_column(table3),
        _dispute_sums(table4),
        _carry(table3, counts.last_carried_out),
        _complete(table3, table4),
        _named("confirmed", "收到日均已确认", "收到日未确认，未计入第 1 行：", counts.unconfirmed),
        _named("dates", "办结日均不早于收到日", "办结日早于收到日：", counts.misdated),
    ]


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
    if last is None:
        return Check("carry", label, True, "没有导出过上年的年度表，请与上年报告核对")
    wrong = [
        f"{name}：上年 {last[column]} ≠ 本年 {table3[CARRIED_IN][column]}"
        for column, name in enumerate(COLUMNS)
        if last[column] != table3[CARRIED_IN][column]
    ]
    return Check("carry", label, not wrong, "；".join(wrong) or "逐列一致")


def _complete(table3: Mapping[int, tuple[int, ...]], table4: Mapping[str, tuple[int, ...]]) -> Check:
    cells = [cell for row in (*table3.values(), *table4.values()) for cell in row]
    wrong = [cell for cell in cells if not isinstance(cell, int) or cell < 0]
    rows_missing = [row for row in range(1, 26) if len(table3.get(row, ())) != 7]
    ok = not wrong and not rows_missing
    detail = f"{len(cells)} 格" if ok else f"{len(wrong)} 格不是数字，缺行 {rows_missing}"
    return Check("complete", "每个格子都有数字，零写 0", ok, detail)


def _named(check_id: str, label: str, words: str, numbers: tuple[str, ...]) -> Check:
    shown = "、".join(numbers[:10]) + ("等" if len(numbers) > 10 else "")
    return Check(check_id, label, not numbers, f"{words}{shown}" if numbers else "全部")


def _with_sum(by_class: Mapping[str, int]) -> tuple[int, ...]:
    six = tuple(by_class.get(c, 0) for c in CLASS_IDS)
    return (*six, sum(six))


def report_paragraph(
    organ: str,
    tables: AnnualTables,
    channels: Mapping[str, int],
    on_time_rate: float | None,
    fees_yuan: int,
    closed_late: int,
    judged: int,
) -> str:
    """Return the paragraph on 依申请公开 for the annual report, every number from the tables.

    Args:
        organ: name of the office.
        tables: the tables of the year.
        channels: reported heading to requests received.
        on_time_rate: share closed in time of those that can be judged, None when none can.
        fees_yuan: information fees of the year (yuan).
        closed_late: closed late, of those judged.
        judged: closed with a known deadline; imported ones are not.
    """
    new, carried, total, out = (tables.table3[r][-1] for r in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT))
    by_channel = "，".join(f"{name} {count} 件" for name, count in channels.items() if count)
    parts = [f"{tables.year} 年{organ}收到政府信息公开申请 {new} 件"]
    if by_channel:
        parts.append(f"其中{by_channel}")
    parts.append(f"{tables.year - 1} 年结转申请 {carried} 件")
    sentences = ["，".join(parts) + "。"]
    if total and on_time_rate is not None:
        rate = f"{on_time_rate * 100:.1f}".rstrip("0").rstrip(".")
        manner = (
            "均在法定期限内答复" if closed_late == 0 else f"其中 {closed_late} 件超过法定期限"
        )
        if judged < total:
            late = "均按期答复" if closed_late == 0 else f"有 {closed_late} 件超期"
            manner = f"其中可核定期限的 {judged} 件{late}"
        sentences.append(f"全年办结 {total} 件，{manner}，按期答复率 {rate}%；结转下年度继续办理 {out} 件。")
    else:
        sentences.append(f"全年办结 {total} 件，结转下年度继续办理 {out} 件。")
    disputes = [tables.table4[group][-1] for group in DISPUTE_GROUPS]
    if any(disputes):
        sentences.append(
            f"因政府信息公开申请发生行政复议 {disputes[0]} 件，行政诉讼 {disputes[1] + disputes[2]} 件"
            f"（未经复议直接起诉 {disputes[1]} 件，复议后起诉 {disputes[2]} 件）。"
        )
    else:
        sentences.append("全年未发生因政府信息公开申请引起的行政复议、行政诉讼事项。")
    sentences.append(f"全年收取信息处理费 {fees_yuan} 元。" if fees_yuan else "全年没有收取信息处理费。")
    return "".join(sentences)
