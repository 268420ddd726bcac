"""Reads a holiday notice in its own words, typed or pasted: “元旦：1月1日（周四）至3日（周六）放假调休，共3天。…”.

Every check the words allow is made (weekday in brackets, 共N天, order of a range); nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseapp.law.calendar import REST, WORK, NoticeDay, weekday_name
from caseapp.law.notices import LineDay, Notice, NoticeUnreadable, day_problems, lack_of, whole_notices

_NAME = "录入的放假安排"
_NO_DAYS: Mapping[date, str] = {}
_LONGEST_HOLIDAY = 15
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\d{1,2}[、.](?!\d))")
_FESTIVAL = re.compile(r"([^:\d]{2,20}):")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
_SPAN = rf"{_DAY}(?:(?:至|到|-|~|—|–){_DAY})?"
_LIST = rf"{_SPAN}(?:(?:、|,|和){_SPAN})*"
_REST = re.compile(
    rf"(?P<days>{_LIST})(?:放假调休|放假|休息|调休)(?P<short>\d{{1,2}}天)?"
    r"(?P<more>(?:,(?:共\d{1,2}天|与周末连休|不调休|调休))*)"
)
_WORK = re.compile(rf"(?P<days>{_LIST})(?:起)?(?:正常上班|调休上班|上班)")
_ONE_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_ONE_SPAN = re.compile(_SPAN)
_REMARK = re.compile(r"农历.*|除夕|正月.*|腊月.*|初.{1,2}")
# What stands around the days in a pasted notice and names none.
_PROSE = re.compile(
    r"国务院办公厅关于.*|国务院办公厅|国办发明电.*|各省.*|经国务院批准.*通知如下|节假日期间.*|鼓励.*|\d{4}年\d{1,2}月\d{1,2}日"
    r"|.*人民政府,国务院各部委.*|\(此件公开发布\)"
)


class _SentenceError(Exception):
    """Why one sentence cannot be taken."""


@dataclass(slots=True)
class TextReading:
    """What typed words say so far.

    Attributes:
        found: the days read, with their lines.
        problems: (line, sentence) of everything that cannot be taken, by line.
        lack: what the year still lacks to be whole, "" when nothing; only told when there are no problems.
    """

    found: list[LineDay] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    lack: str = ""


def parse_notice_text(year: int, source: str, text: str, fixed: Mapping[date, str] = _NO_DAYS) -> Notice:
    """Return the notice of a year typed in the notice's own words.

    ``fixed`` holds the 法定节日 known before any notice; those of the year must be among the days.

    Raises:
        NoticeUnreadable: naming and quoting the first line that cannot be taken; or the year is not complete.
    """
    reading = read_notice_text(year, text)
    if reading.problems:
        raise NoticeUnreadable(reading.problems[0][1] + "没有导入。")
    (notice,) = whole_notices(_NAME, source, reading.found, fixed)
    return notice


def read_notice_text(year: int, text: str, fixed: Mapping[date, str] = _NO_DAYS) -> TextReading:
    """Return every day the words name and every line that cannot be taken, for showing while typing."""
    reading = TextReading()
    festival = ""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        for raw in re.split("[。；;]", line):
            sentence = _plain(raw)
            if not sentence or _is_prose(sentence):
                continue
            festival, rest = _without_heading(sentence, festival)
            try:
                days = _days_of(rest, year, festival) if rest else []
            except _SentenceError as fault:
                reading.problems.append((number, f"第 {number} 行“{_short(raw)}”{fault}。"))
            else:
                reading.found += [LineDay(number, day) for day in days]
    reading.problems = sorted(reading.problems + day_problems(reading.found))
    if not reading.problems:
        reading.lack = lack_of(year, [item.day for item in reading.found], fixed)
    return reading


def _is_prose(sentence: str) -> bool:
    return bool(_PROSE.fullmatch(sentence)) and not re.search(r"\d日.*(?:放假|上班)", sentence)


def _plain(text: str) -> str:
    """Return a sentence in half-width signs and without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("星期天", "星期日").strip(",")


def _without_heading(sentence: str, festival: str) -> tuple[str, str]:
    """Return the festival a sentence speaks of (the one before, when it names none) and the words about days."""
    if heading := _HEADING.match(sentence):
        sentence = sentence[heading.end() :]
    if named := _FESTIVAL.match(sentence):
        return named[1], sentence[named.end() :]
    return festival, sentence


def _days_of(sentence: str, year: int, festival: str) -> list[NoticeDay]:
    if not festival:
        raise _SentenceError("没有写是哪个节日，应当写成“元旦：1月1日至3日放假，共3天”")
    if found := _REST.fullmatch(sentence):
        days = _listed(found["days"], year)
        _check_count(days, (found["short"] or "") + found["more"])
        return [NoticeDay(day, REST, festival, year) for day in days]
    if found := _WORK.fullmatch(sentence):
        return [NoticeDay(day, WORK, festival, year) for day in _listed(found["days"], year)]
    # Several clauses may share a sentence: “…放假，共3天，1月4日上班”.
    clauses = re.split(r"(?<=[天休班]),(?=(?:\d{4}年)?\d{1,2}月)", sentence)
    if len(clauses) > 1:
        return [day for clause in clauses for day in _days_of(clause, year, festival)]
    raise _SentenceError("看不懂，应当写成“1月1日（周四）至3日（周六）放假调休，共3天”或“1月4日（周日）上班”")


def _listed(text: str, year: int) -> list[date]:
    """Return the days of a list of days and ranges; month and year carry on within it."""
    days: list[date] = []
    before: date | None = None
    for span in _ONE_SPAN.finditer(text):
        ends = []
        for part in _ONE_DAY.finditer(span[0]):
            before = _one_day(part, year, before)
            ends.append(before)
        days += _range(ends[0], ends[-1])
    return days


def _one_day(part: re.Match[str], year: int, before: date | None) -> date:
    words = f"{part[1] + '年' if part[1] else ''}{part[2] + '月' if part[2] else ''}{part[3]}日"
    if not part[2] and before is None:
        raise _SentenceError(f"没有写“{words}”的月份")
    month = int(part[2]) if part[2] else before.month if before else 0
    if not part[1] and before is None and month == 12:
        raise _SentenceError(f"没有写“{words}”的年份；12 月的日期可能在上一年，请写明")
    try:
        day = date(int(part[1]) if part[1] else before.year if before else year, month, int(part[3]))
    except ValueError:
        raise _SentenceError(f"中没有“{words}”这一天") from None
    if part[4] is not None:
        _check_bracket(day, words, part[4])
    return day


def _check_bracket(day: date, words: str, bracket: str) -> None:
    for remark in re.split("[、,]", bracket):
        said = re.fullmatch(r"(?:周|星期)([一二三四五六日])", remark)
        if said and "周" + said[1] != weekday_name(day):
            raise _SentenceError(
                f"的星期不对：{day.year}年{day.month}月{day.day}日是{weekday_name(day)}，不是周{said[1]}"
            )
        if not said and not _REMARK.fullmatch(remark):
            raise _SentenceError(f"中“{words}”后面的括号看不懂")


def _range(first: date, last: date) -> list[date]:
    if last < first:
        raise _SentenceError(f"的起止颠倒：{first} 至 {last}；跨年的请写明年份")
    if (last - first).days >= _LONGEST_HOLIDAY:
        raise _SentenceError(f"的放假太长：{first} 至 {last}，请核对月份")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _check_count(days: list[date], words: str) -> None:
    """Hold 共N天 and 与周末连休 against the days; the weekend rests anyway and is no day of the notice."""
    joined = set(days)
    if "与周末连休" in words:
        for day in days:
            joined |= _weekend_beside(day)
        if joined == set(days):
            raise _SentenceError("写了“与周末连休”，但这几天与周末不相连")
    said = re.search(r"(\d+)天", words)
    if said and int(said[1]) not in {len(days), len(joined)}:
        raise _SentenceError(f"写的是 {said[1]} 天，按起止日期是 {len(days)} 天")


def _weekend_beside(day: date) -> set[date]:
    if day.weekday() == 4:
        return {day + timedelta(days=1), day + timedelta(days=2)}
    if day.weekday() == 0:
        return {day - timedelta(days=1), day - timedelta(days=2)}
    return set()


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 30 else text[:30] + "…"
