"""Finds and reads the data files of resources/ and returns the frozen data the law core works on.

The due-date calculator loads this module, so what it does not need is imported where it is used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.law.calendar import REST, WORK, NoticeDay, WorkCalendar
from caseapp.law.periods import Period, Periods

if TYPE_CHECKING:
    from caseapp.law.annual import Row
    from caseapp.law.ledger_words import LedgerWords
    from caseapp.law.letter_words import Superseded
    from caseapp.law.outcomes import Outcomes
    from caseapp.law.proactive import Form2
    from caseapp.law.questions import Chooser
    from caseapp.law.remedies import RemedyRules
    from caseapp.law.review import Checklist


@cache
def root() -> Path:
    """Return the resources folder: inside an installed package, else beside src/ in a checkout.

    Raises:
        FileNotFoundError: the program was copied without its resources.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here / "_resources", here.parents[1] / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("程序缺少 resources 文件夹，请重新安装。")


def read_text(relative: str) -> str:
    """Return the text of one resource file, for example ``rules/periods.toml``."""
    return (root() / relative).read_text(encoding="utf-8")


def read_toml(relative: str) -> dict[str, Any]:
    """Return the parsed data of one TOML resource file."""
    return tomllib.loads(read_text(relative))


@cache
def load_periods() -> Periods:
    """Return the statutory periods of the 条例 in force since 2019-05-15."""
    data = read_toml("rules/periods.toml")
    items = {
        entry["id"]: Period(entry["id"], entry["days"], entry["article"], entry["text"]) for entry in data["period"]
    }
    return Periods(data["in_force_from"], items)


@cache
def load_calendar() -> WorkCalendar:
    """Return the working-day calendar shipped with the program (State Council notices 2019 to 2026)."""
    days = {}
    for year, day, kind, name in _rows("rules/holidays.csv"):
        on = date.fromisoformat(day)
        days[on] = NoticeDay(on, kind, name, int(year))
    sources: dict[int, tuple[str, ...]] = {}
    for year, source in _rows("rules/holiday_notices.csv"):
        sources[int(year)] = (*sources.get(int(year), ()), source)
    return WorkCalendar(days, sources, _festival_days())


def extend_calendar(base: WorkCalendar, years: Iterable[tuple[int, str, Mapping[str, str]]]) -> WorkCalendar:
    """Return ``base`` with imported notices laid over it.

    A year's notice replaces that year's shipped days and adds its sources to the year's; a day named by two years'
    notices follows the later one, whatever the order of import (2022-12-31 stands in the notice of 2023).

    Args:
        base: the shipped calendar.
        years: (year, sources joined by ``SOURCE_MARK``, ISO date -> kind and name), as the record keeps them.

    Raises:
        ValueError: a date or a kind that is none.
    """
    from caseapp.law.notices import SOURCE_MARK

    years = list(years)
    replaced = {year for year, _, _ in years}
    named = [day for day in base.days.values() if day.notice_year not in replaced]
    known = dict(base.sources)
    for year, source, days in years:
        for text, words in days.items():
            kind, _, name = words.partition(" ")
            if kind not in (REST, WORK):
                raise ValueError(words)
            named.append(NoticeDay(date.fromisoformat(text), kind, name, year))
        known[year] = tuple(dict.fromkeys((*known.get(year, ()), *filter(None, source.split(SOURCE_MARK)))))
    named.sort(key=lambda day: day.notice_year)
    return WorkCalendar({day.day: day for day in named}, known, base.fixed)


def _rows(relative: str) -> list[list[str]]:
    return [line.split(",") for line in read_text(relative).splitlines()[1:] if line]


def _festival_days() -> dict[date, str]:
    """Return the 法定节日 of unpublished years: fixed by 《全国年节及纪念日放假办法》, lunar ones from the table."""
    data = read_toml("rules/festival_days.toml")
    days: dict[date, str] = {}
    for year_text, lunar in data["lunar"].items():
        for month_day, name in data["fixed"]:
            days[date.fromisoformat(f"{year_text}-{month_day}")] = name
        for offset in range(-1, 3):
            days[lunar["spring"] + timedelta(days=offset)] = "春节"
        days[lunar["qingming"]] = "清明节"
        days[lunar["dragon_boat"]] = "端午节"
        days[lunar["mid_autumn"]] = "中秋节"
    return days


@cache
def load_outcomes() -> Outcomes:
    """Return the outcome taxonomy."""
    from caseapp.law.outcomes import Basis, Ground, Outcome, Outcomes

    def bases(entry: dict[str, Any]) -> tuple[Basis, ...]:
        return tuple(Basis(b["text"], b.get("from"), b.get("until")) for b in entry.get("basis", ()))

    items = {
        entry["id"]: Outcome(
            id=entry["id"],
            label=entry["label"],
            row=entry["row"],
            remedy=entry["remedy"],
            review=entry["review"],
            letter=entry["letter"],
            discloses=entry.get("discloses", False),
            basis=bases(entry),
            item=entry.get("item", ""),
            item_help=entry.get("item_help", ""),
            grounds=tuple(
                Ground(g["id"], g["label"], bases(g), g.get("cites", False)) for g in entry.get("ground", ())
            ),
        ).on_ground("")
        for entry in read_toml("rules/outcomes.toml")["outcome"]
    }
    return Outcomes(items)


@cache
def load_superseded() -> tuple[Superseded, ...]:
    """Return the words of old rules a reply must not carry."""
    import re

    from caseapp.law.letter_words import Superseded

    return tuple(
        Superseded(r["code"], re.compile(r["pattern"]), r.get("from"), r.get("until"), r["text"], r["article"])
        for r in read_toml("rules/superseded.toml")["rule"]
    )


@cache
def load_chooser() -> Chooser:
    """Return the questions that lead to an outcome.

    Raises:
        FaultyChooser: the file cannot be asked by.
    """
    from caseapp.law.questions import chooser_of

    return chooser_of(read_toml("rules/chooser.toml"), load_outcomes())


@cache
def load_remedies() -> RemedyRules:
    """Return the dated wordings of the remedy clause."""
    from caseapp.law.remedies import Clause, RemedyRules

    data = read_toml("rules/remedies.toml")
    clauses = tuple(
        Clause(c.get("from"), c.get("until"), tuple(c["class"]), tuple(c["paragraphs"])) for c in data["clause"]
    )
    return RemedyRules(clauses, data["online"]["from"], data["online"]["text"])


CHECKLIST = "checklists/review.toml"


@cache
def load_checklist() -> Checklist:
    """Return the confidentiality checklist (保密审查检查单) shipped with the program."""
    return checklist_of(read_toml(CHECKLIST))


def checklist_of(data: Mapping[str, Any], version: str = "") -> Checklist:
    """Return the checklist the data of its file make, under another version where one is given.

    Raises:
        KeyError, TypeError: something is missing, or is no table.
    """
    from caseapp.law.review import CheckItem, Checklist, Signer

    items = tuple(
        CheckItem(
            i["id"],
            i["group"],
            i["question"],
            i["polarity"],
            i["basis"],
            tuple((e["until"], e["basis"]) for e in i.get("earlier", ())),
            i.get("closes", False),
            i.get("advice", ""),
            i.get("outcome", ""),
            i.get("refers", False),
        )
        for i in data["item"]
    )
    signers = tuple(Signer(s["role"], s["label"], s["required"]) for s in data["signer"])
    return Checklist(version or data["version"], items, signers, data["in_force_from"])


@cache
def load_annual_rows() -> tuple[Row, ...]:
    """Return the 25 number rows of annual table 三 in their order."""
    from caseapp.law.annual import Row

    return tuple(Row(r["number"], r["label"], r["group"]) for r in read_toml("rules/annual_tables.toml")["row"])


@cache
def load_topics() -> dict[str, tuple[str, ...]]:
    """Return the topics requests to a statistics office are counted by, each with its words."""
    return {topic["name"]: tuple(topic["words"]) for topic in read_toml("rules/topics.toml")["topic"]}


@cache
def load_table2(year: int) -> Form2:
    """Return table 二 as the form of a year has it.

    Raises:
        YearOutOfRange: no form exists for the year.
    """
    from caseapp.law.annual import YearOutOfRange
    from caseapp.law.proactive import Form2, Section

    for form in read_toml("rules/annual_tables.toml")["table2"]:
        if form["from"] <= year <= form["until"]:
            sections = (
                Section(
                    s["title"],
                    tuple(s["columns"]),
                    tuple(s["rows"]),
                    s.get("stock", False),
                    s.get("money", False),
                    tuple(s.get("signed", ())),
                )
                for s in form["section"]
            )
            return Form2(form["id"], tuple(sections))
    raise YearOutOfRange(f"{year} 年没有对应的年度报告格式，请输入 2019 年以后的年份。")


@cache
def load_ledger_words() -> LedgerWords:
    """Return the other names of the columns and values of old ledgers."""
    from caseapp.law.ledger_words import COLUMNS, SKIP, LedgerWords, plain

    data = read_toml("rules/ledger_columns.toml")
    columns = {plain(name): SKIP for name in data["skip"]}
    columns |= {plain(name): column for column, names in data["columns"].items() for name in names}
    columns |= {plain(column): column for column in COLUMNS}
    values = {
        column: {plain(words): key for key, listed in kinds.items() for words in listed}
        for column, kinds in data["values"].items()
    }
    return LedgerWords(columns, frozenset(map(plain, data["groups"])), values)
