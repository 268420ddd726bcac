"""Reads holiday notices carried as small files: our CSV form and the JSON form of the public holiday-cn project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.law.calendar import REST, WORK, NoticeDay
from caseapp.law.errors import LawRefusal

_FEWEST_REST_DAYS = 11


class NoticeUnreadable(LawRefusal):
    """A calendar file that cannot be taken; nothing was imported."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of one year's notice, with its source."""

    year: int
    source: str
    days: tuple[NoticeDay, ...]


def parse_notice(name: str, text: str) -> list[Notice]:
    """Return the notices a file holds, one a year.

    The CSV form has the columns notice_year, date, kind, name; the JSON form is ``{"year", "papers", "days": [{"name",
    "date", "isOffDay"}]}``.

    Raises:
        NoticeUnreadable: naming the line, the day given twice, both kinds for a day, a foreign year, or a year that
            is not complete.
    """
    days = _from_json(text) if text.lstrip().startswith("{") else _from_csv(text)
    source = name
    if text.lstrip().startswith("{"):
        source = _json_source(text) or name
    years = sorted({day.notice_year for _, day in days})
    if not days:
        raise NoticeUnreadable(f"“{name}”中没有放假安排，没有导入。")
    seen: dict[date, int] = {}
    for line, day in days:
        if day.day in seen:
            raise NoticeUnreadable(f"第 {line} 行的 {day.day} 与第 {seen[day.day]} 行重复，没有导入。")
        seen[day.day] = line
        if not date(day.notice_year - 1, 12, 1) <= day.day <= date(day.notice_year, 12, 31):
            raise NoticeUnreadable(f"第 {line} 行的 {day.day} 不属于 {day.notice_year} 年的放假安排，没有导入。")
    notices = []
    for year in years:
        own = tuple(day for _, day in days if day.notice_year == year)
        _require_complete(year, own)
        notices.append(Notice(year, source, own))
    return notices


def _require_complete(year: int, days: tuple[NoticeDay, ...]) -> None:
    """An empty or partial year stays 未公布: it must reach from New Year to National Day."""
    rest = [day.day for day in days if day.kind == REST]
    if len(rest) < _FEWEST_REST_DAYS or date(year, 10, 1) not in rest:
        raise NoticeUnreadable(f"{year} 年的放假安排不完整（只有 {len(rest)} 个休息日），没有导入，仍按未公布处理。")


def _from_csv(text: str) -> list[tuple[int, NoticeDay]]:
    found = []
    lines = text.replace("\ufeff", "").splitlines()
    if not lines or [c.strip() for c in lines[0].split(",")] != ["notice_year", "date", "kind", "name"]:
        raise NoticeUnreadable("第 1 行应当是表头 notice_year,date,kind,name，没有导入。")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) != 4:
            raise NoticeUnreadable(f"第 {number} 行应当有 4 列，没有导入。")
        year, day, kind, title = cells
        if kind not in (REST, WORK):
            raise NoticeUnreadable(f"第 {number} 行的类型“{kind}”应当是休息日或上班日，没有导入。")
        found.append((number, NoticeDay(_day(day, number), kind, title, _year(year, number))))
    return found


def _from_json(text: str) -> list[tuple[int, NoticeDay]]:
    import json

    try:
        data = json.loads(text)
        year = int(data["year"])
        return [
            (number, NoticeDay(_day(d["date"], number), REST if d["isOffDay"] else WORK, str(d["name"]), year))
            for number, d in enumerate(data["days"], start=1)
        ]
    except (ValueError, KeyError, TypeError):
        raise NoticeUnreadable("文件不是完整的放假安排 JSON，没有导入。") from None


def _json_source(text: str) -> str:
    import json

    papers = json.loads(text).get("papers") or []
    return str(papers[0]) if papers else ""


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise NoticeUnreadable(f"第 {line} 行的日期“{text}”无法识别，没有导入。") from None


def _year(text: str, line: int) -> int:
    if not (text.isdigit() and 2019 <= int(text) <= 2035):
        raise NoticeUnreadable(f"第 {line} 行的年份“{text}”应当在 2019 至 2035 之间，没有导入。")
    return int(text)
