"""What the words of a reply must not say: old law, other organs, other people, dates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Superseded:
    """Words of a rule not in force, and the days on which they may not stand in a letter (None = open end)."""

    code: str
    pattern: re.Pattern[str]
    start: date | None
    until: date | None
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a letter.

    Attributes:
        whole: everything printed.
        typed: what the handler typed, blank by blank (label, text).
        remedy: the paragraphs of the remedy clause it must carry.
        organ: 复议机关; court: the court, both as set, "" where not set.
        strangers: names of other applicants found in it.
        rules: what is superseded.
    """

    whole: str = ""
    typed: tuple[tuple[str, str], ...] = ()
    remedy: tuple[str, ...] = ()
    organ: str = ""
    court: str = ""
    strangers: tuple[str, ...] = ()
    rules: tuple[Superseded, ...] = ()


_ORGAN = re.compile(r"向([^，。；、]{2,30}?)(?:或者[^，。；]{2,30}?)?申请行政复议")
_COURT = re.compile(r"向([^，。；、]{0,30}人民法院)(?:依法)?提起")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(\d{4})-(\d{1,2})-(\d{1,2})")
_PLACEHOLDER = re.compile(r"[×ⅹ]{2,}|[xX]{2,}(?![\w.])|＿{2,}|_{3,}|[?？]{2,}|【\s*】|（待[补定填][^）]*）|TODO")
_CONSENT = re.compile(r"(逾期|不答复|未答复|不回复|未回复|没有答复)[^。；]{0,20}(视为|视同|默认|推定)[^。；]{0,4}同意")
_ID_CARD = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def superseded(words: Words, decided: date) -> Iterable[Superseded]:
    """Yield the rules a letter of a day still cites though they are not in force."""
    for rule in words.rules:
        stands = (rule.start is None or rule.start <= decided) and (rule.until is None or decided <= rule.until)
        if stands and rule.pattern.search(words.whole):
            yield rule


def lacking_remedy(words: Words) -> bool:
    """Tell whether a paragraph of the remedy clause is not printed."""
    printed = "".join(words.whole.split())
    return any("".join(paragraph.split()) not in printed for paragraph in words.remedy)


def other_organ(words: Words) -> str:
    """Return a 复议机关 the typed words name that is not the one set, "" when there is none."""
    return _other(words, _ORGAN, words.organ)


def other_court(words: Words) -> str:
    """Return a court the typed words name that is not the one set, "" when there is none."""
    return _other(words, _COURT, words.court)


def _other(words: Words, pattern: re.Pattern[str], known: str) -> str:
    for _, text in words.typed:
        for found in pattern.finditer(text):
            name = found[1].removeprefix("依法").strip()
            if known and name not in (known, "人民法院"):
                return name
    return ""


def impossible_dates(words: Words) -> list[str]:
    """Return the dates in the typed words that no calendar has."""
    return [shown for _, shown, day in _dates(words) if day is None]


def later_dates(words: Words, decided: date) -> list[tuple[str, date]]:
    """Return label and day of typed dates after the day of the letter: a reply tells what has happened."""
    return [(label, day) for label, _, day in _dates(words) if day is not None and day > decided]


def _dates(words: Words) -> Iterable[tuple[str, str, date | None]]:
    for label, text in words.typed:
        for found in _DATE.finditer(text):
            year, month, day = (int(part) for part in found.groups() if part is not None)
            try:
                yield label, found[0], date(year, month, day)
            except ValueError:
                yield label, found[0], None


def placeholders(words: Words) -> list[tuple[str, str]]:
    """Return label and text of places left to be filled in."""
    return [(label, found[0]) for label, text in words.typed if (found := _PLACEHOLDER.search(text))]


def silence_is_consent(text: str) -> bool:
    """Tell whether words take the silence of a third party for consent; the organ decides itself (条例第三十二条)."""
    return bool(_CONSENT.search(text))


def private_numbers(words: Words) -> list[tuple[str, str]]:
    """Return label and kind of typed identity-card and mobile numbers (GB 11643 check digit; none of the office's)."""
    found = []
    for label, text in words.typed:
        if any(_is_id_card(match[0]) for match in _ID_CARD.finditer(text)):
            found.append((label, "居民身份证号码"))
        if _MOBILE.search(text):
            found.append((label, "手机号码"))
    return found


def _is_id_card(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()
