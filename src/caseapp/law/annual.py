"""The annual tables 三 and 四 (国办公开办函〔2021〕30号; for 2019 and 2020 the trial form of 〔2019〕60号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.law.disputes import DISPUTE_GROUPS, RESULTS
from caseapp.law.errors import LawRefusal
from caseapp.law.parties import APPLICANT_CLASSES

CLASS_IDS: tuple[str, ...] = tuple(APPLICANT_CLASSES)
COLUMNS: tuple[str, ...] = (*APPLICANT_CLASSES.values(), "总计")
NEW, CARRIED_IN, TOTAL, CARRIED_OUT = 1, 2, 24, 25
FIRST_RESULT, LAST_RESULT = 3, 23
DISPUTE_COLUMNS: tuple[str, ...] = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


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
        last_carried_out: row 25 of the year before as it was reported, None where nobody said it.
        unconfirmed: registration numbers whose 收到日 is not confirmed yet.
        withdrawn: registration numbers withdrawn before their 收到日 was confirmed, which no row counts.
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
    withdrawn: tuple[str, ...] = ()


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



def build_tables(year: int, counts: Counts) -> AnnualTables:
    """Return the tables of a year.

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
    return AnnualTables(year, table3, table4)


def _with_sum(by_class: Mapping[str, int]) -> tuple[int, ...]:
    six = tuple(by_class.get(c, 0) for c in CLASS_IDS)
    return (*six, sum(six))
