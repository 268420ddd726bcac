"""Holiday notices as data: what a whole notice is, and reading one from a file.

Two forms are read: our CSV and the JSON of the public holiday-cn project; ``notice_text`` reads typed words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.law.calendar import REST, WORK, NoticeDay, weekday_name
from caseapp.law.errors import LawRefusal

FIRST_YEAR, LAST_YEAR = 2019, 2035
SOURCE_MARK = "；"
_COLUMNS = ["notice_year", "date", "kind", "name"]
_FEWEST_REST_DAYS = 11
_NO_DAYS: Mapping[date, str] = {}


class NoticeUnreadable(LawRefusal):
    """A calendar file or text that cannot be taken; nothing was imported."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of one year's notice, with its source (several joined by ``SOURCE_MARK``)."""

    year: int
    source: str
    days: tuple[NoticeDay, ...]


@dataclass(frozen=True, slots=True)
class LineDay:
    """One day and the line of the file or text it stands on, counted from 1."""

    line: int
    day: NoticeDay


def parse_notice(name: str, text: str, fixed: Mapping[date, str] = _NO_DAYS) -> list[Notice]:
    """Return the notices a file holds, one a year.

    The CSV form has the columns notice_year, date, kind, name; the JSON form is ``{"year", "papers", "days": [{"name",
    "date", "isOffDay"}]}``. ``fixed`` holds the 法定节日 known before any notice; a year's notice must name its own.

    Raises:
        NoticeUnreadable: naming the line: a day given twice or with both kinds, a foreign year, a date that is none,
            a 上班日 that is an ordinary day, a truncated file, a year that is not complete.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise NoticeUnreadable(f"“{name}”是空文件，没有导入。")
    if text.lstrip().startswith(("{", "[")):
        source, found = _from_json(text)
    else:
        source, found = "", _from_csv(text)
    return whole_notices(name, source or name, found, fixed)


def whole_notices(
    name: str, source: str, found: Iterable[LineDay], fixed: Mapping[date, str] = _NO_DAYS
) -> list[Notice]:
    """Return the notices these days make, after the checks every form shares.

    Raises:
        NoticeUnreadable: the first fault found, by line; or a year that is not complete.
    """
    found = list(found)
    if not found:
        raise NoticeUnreadable(f"“{name}”中没有放假安排，仍按未公布处理，没有导入。")
    problems = day_problems(found)
    if problems:
        raise NoticeUnreadable(problems[0][1] + "没有导入。")
    notices = []
    for year in sorted({item.day.notice_year for item in found}):
        own = [item for item in found if item.day.notice_year == year]
        lacking = lack_of(year, [item.day for item in own], fixed)
        if lacking:
            raise NoticeUnreadable(f"第 {own[0].line} 行起，{lacking}没有导入。")
        notices.append(Notice(year, source, tuple(sorted((item.day for item in own), key=_by_day))))
    return notices


def day_problems(found: Iterable[LineDay]) -> list[tuple[int, str]]:
    """Return what is wrong with single days, as (line, sentence): given twice, both kinds, foreign year, no 上班日."""
    found = list(found)
    rest = {item.day.day for item in found if item.day.kind == REST}
    seen: dict[date, LineDay] = {}
    problems = []
    for item in found:
        sentence = _twice(item, seen.get(item.day.day)) or _misplaced(item.day, rest)
        if sentence:
            problems.append((item.line, f"第 {item.line} 行的 {item.day.day} {sentence}。"))
        seen.setdefault(item.day.day, item)
    return problems


def _twice(item: LineDay, before: LineDay | None) -> str:
    if before is None:
        return ""
    if before.day.kind != item.day.kind:
        return f"既是休息日又是上班日（另见第 {before.line} 行），请核对通知"
    return f"与第 {before.line} 行重复"


def _misplaced(day: NoticeDay, rest: set[date]) -> str:
    if not date(day.notice_year - 1, 12, 1) <= day.day <= date(day.notice_year, 12, 31):
        return f"不属于 {day.notice_year} 年的放假安排"
    # A notice names an ordinary day 上班日 only as the first one after its holiday: 2020-02-03 did.
    if day.kind == WORK and day.day.weekday() < 5 and day.day - timedelta(days=1) not in rest:
        return f"是{weekday_name(day.day)}，不是周末，不会另定为上班日"
    return ""


def lack_of(year: int, days: Iterable[NoticeDay], fixed: Mapping[date, str] = _NO_DAYS) -> str:
    """Return what a year's notice lacks to be whole, as a sentence; "" when it is: a partial year stays 未公布.

    《全国年节及纪念日放假办法》 names the 法定节日; a notice that leaves one out is not the whole of it.
    """
    rest = {day.day for day in days if day.kind == REST}
    missing = [day for day in sorted(fixed) if day.year == year and day not in rest]
    if missing:
        words = "、".join(f"{fixed[day]} {day:%m-%d}" for day in missing)
        return f"{year} 年的放假安排不完整：缺少法定节日 {words}，仍按未公布处理，"
    if len(rest) < _FEWEST_REST_DAYS or date(year, 10, 1) not in rest:
        return f"{year} 年的放假安排不完整（只有 {len(rest)} 个休息日，或者没有国庆节），仍按未公布处理，"
    return ""


def _from_csv(text: str) -> list[LineDay]:
    import csv
    import io

    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = []
    headed = False
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if headed:
                found.append(_csv_day(cells, reader.line_num))
            elif cells != _COLUMNS:
                raise NoticeUnreadable(f"第 {reader.line_num} 行应当是表头 {','.join(_COLUMNS)}，没有导入。")
            headed = True
    except csv.Error:
        raise NoticeUnreadable(f"第 {reader.line_num} 行读不下去，文件可能不完整，没有导入。") from None
    return found


def _csv_day(cells: list[str], line: int) -> LineDay:
    if len(cells) != len(_COLUMNS):
        raise NoticeUnreadable(f"第 {line} 行应当有 4 列，没有导入。")
    year, day, kind, title = cells
    if kind not in (REST, WORK):
        raise NoticeUnreadable(f"第 {line} 行的类型“{_short(kind)}”应当是休息日或上班日，没有导入。")
    if not title:
        raise NoticeUnreadable(f"第 {line} 行没有写节日名称，文件可能不完整，没有导入。")
    return LineDay(line, NoticeDay(_day(day, line), kind, title, _year(year, line)))


def _from_json(text: str) -> tuple[str, list[LineDay]]:
    import json

    try:
        data, entries = json.loads(text), _entries(text)
    except json.JSONDecodeError as error:
        raise NoticeUnreadable(f"第 {error.lineno} 行读不下去，文件不是完整的放假安排 JSON，没有导入。") from None
    except (ValueError, RecursionError):
        raise NoticeUnreadable("第 1 行起的内容不是放假安排 JSON，没有导入。") from None
    if not isinstance(data, dict) or not isinstance(data.get("days"), list) or "year" not in data:
        raise NoticeUnreadable("第 1 行起应当是带 year 和 days 的放假安排 JSON，没有导入。")
    year = _year(str(data["year"]), _line_of(text, text.find('"year"')))
    papers = data.get("papers") or []
    source = SOURCE_MARK.join(str(paper) for paper in papers) if isinstance(papers, list) else str(papers)
    return source, [_json_day(entry, line, year) for line, entry in entries]


def _entries(text: str) -> list[tuple[int, object]]:
    """Return the elements of the ``days`` array with the line of their date, walking the text they were read from."""
    import json
    import re

    decoder = json.JSONDecoder()
    start = re.search(r'"days"\s*:\s*\[', text)
    position = start.end() if start else len(text)
    found = []
    while (step := re.compile(r"[\s,]*").match(text, position)) and text[step.end() : step.end() + 1] not in ("]", ""):
        entry, position = decoder.raw_decode(text, step.end())
        named = text.find('"date"', step.end(), position)
        found.append((_line_of(text, named if named >= 0 else step.end()), entry))
    return found


def _json_day(entry: object, line: int, year: int) -> LineDay:
    if not isinstance(entry, dict) or not isinstance(entry.get("isOffDay"), bool) or not entry.get("name"):
        raise NoticeUnreadable(f"第 {line} 行应当有 name、date 和 isOffDay（true 或 false），没有导入。")
    kind = REST if entry["isOffDay"] else WORK
    return LineDay(line, NoticeDay(_day(entry.get("date"), line), kind, str(entry["name"]), year))


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, max(0, position)) + 1


def _day(text: object, line: int) -> date:
    try:
        day = date.fromisoformat(str(text))
        if day.isoformat() != text:
            raise ValueError(text)
        return day
    except ValueError:
        raise NoticeUnreadable(f"第 {line} 行的日期“{_short(str(text))}”无法识别，没有导入。") from None


def _year(text: str, line: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        wanted = f"{FIRST_YEAR} 至 {LAST_YEAR}"
        raise NoticeUnreadable(f"第 {line} 行的年份“{_short(text)}”应当在 {wanted} 之间，没有导入。")
    return int(text)


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


def _by_day(day: NoticeDay) -> date:
    return day.day
