"""What 年度 shows: a year, the one before it, and each figure with what it was last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.casework.office import Office, Refused
from caseapp.casework.year.yearbook import Year, count_year, years_known
from caseapp.law.annual import NEW, TOTAL
from caseapp.law.errors import LawRefusal


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity outside the tables.

    Attributes:
        key: as ``figure_cases`` takes it, "" where no cases stand behind it.
        now, before: in words; ``before`` is "" where last year is not known.
    """

    key: str
    name: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as its page shows it.

    Attributes:
        years: those a table can be made for, latest first.
        before: the year before, None where the record does not reach it.
    """

    years: tuple[int, ...]
    year: Year
    before: Year | None
    figures: tuple[Figure, ...]


def year_view(office: Office, wanted: int, today: date) -> YearView:
    """Return a year with the one before it; 0 or an unknown one means the one most likely wanted."""
    years = years_known(office, today)
    chosen = wanted if wanted in years else _usual(years, today.month)
    year = count_year(office, chosen)
    try:
        before = count_year(office, chosen - 1)
    except (Refused, LawRefusal):
        before = None
    return YearView(tuple(years), year, before, tuple(_figures(year, before)))


def _usual(years: list[int], month: int) -> int:
    """Return the year most likely wanted: in January the one just ended, where the record has it."""
    return years[1] if month == 1 and len(years) > 1 else years[0]


def _figures(year: Year, before: Year | None) -> list[Figure]:
    now = _told(year)
    then = {key: words for key, _, words in _told(before)} if before else {}
    shown = [Figure(key, name, words, then.get(key, "")) for key, name, words in now]
    return [Figure("" if f.key.startswith(_TOTALS) else f.key, f.name, f.now, f.before) for f in shown]


_TOTALS = ("total:", "rate", "median", "corrected")


def _told(year: Year) -> list[tuple[str, str, str]]:
    """Return key, name and words of every figure of a year."""
    f, table = year.figures, year.tables.table3
    rate = f.on_time_rate
    median = "—" if f.days_median is None else f"{f.days_median:g} 个工作日"
    longest = "—" if f.days_longest is None else f"{f.days_longest} 个工作日"
    return [
        ("total:received", "新收", f"{table[NEW][-1]} 件"),
        ("total:closed", "办结", f"{table[TOTAL][-1]} 件"),
        *((f"channel:{name}", f"渠道：{name}", f"{count} 件") for name, count in f.channels.items()),
        ("rate", "按期答复率", "没有办结的申请" if rate is None else f"{rate * 100:.1f}%"),
        ("on_time", "按期答复", f"{f.on_time} / {f.judged} 件"),
        ("late", "超期答复", f"{f.judged - f.on_time} 件"),
        ("median", "办理用时中位数", median),
        ("longest", "办理用时最长", longest),
        ("clarified", "告知补正", f"{f.clarified} 件"),
        ("consulted", "征求意见", f"{f.consulted} 件"),
        ("extended", "延期答复", f"{f.extended} 件"),
        ("redone", "责令重新答复", f"{f.redone} 件"),
        ("corrected", "复议、诉讼纠正", f"{f.corrected} 件"),
        ("fees", "信息处理费", f"{f.fees_yuan} 元" if f.fees_yuan else "没有收取"),
        *((f"topic:{name}", f"主题：{name}", f"{count} 件") for name, count in f.topics.items()),
    ]
