"""Numbers of persons, units and accounts: found by form and, where they carry one, by their check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

ID, CODE, CARD, MOBILE, LANDLINE = "身份证号", "统一社会信用代码", "银行卡号", "手机号", "固定电话"

_WIDE = {n: n - 0xFEE0 for n in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANK = " \u00a0\u3000\u200b\u2060\ufeff"
_DASH = "\\-\u2010-\u2014\uff0d\ufffe"
_FOLD = _WIDE | dict.fromkeys(map(ord, _BLANK), " ") | dict.fromkeys([*range(0x2010, 0x2015), 0xFF0D, 0xFFFE], "-")
# The tab is no separator: it stands between the cells of a table.
_GAP = f"(?:[{_BLANK}{_DASH}]{{1,3}}(?:\\r?\\n[{_BLANK}]{{0,3}})?|\\r?\\n[{_BLANK}]{{0,3}})"
_ANY = "[0-9０-９A-Za-zＡ-Ｚａ-ｚ]"
_CHAIN = re.compile(f"[0-9０-９AGNYagnyＡＧＮＹａｇｎｙ]{_ANY}*+(?:{_GAP}{_ANY}++)*+")
_SHORTEST = 7
_GROUP = re.compile("[0-9A-Z]+")

_PROVINCES = frozenset(
    f"{area}{number}"
    for area, numbers in enumerate(("12345", "123", "1234567", "123456", "01234", "12345", "1", "123"), start=1)
    for number in numbers
)
_CODE_HEAD = re.compile("[1-9AGNY][1-59]([0-9]{2})[0-9]{4}[0-9A-HJ-NP-RTUWXY]{10}")
_CODE_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CARD_HEAD = re.compile("6[02]|9558|8[14]|4(?=.{15}$)|5[1-5](?=.{14}$)|35(?=.{14}$)|2[2-7](?=.{14}$)")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_MOBILE_GROUPS = ([11], [3, 4, 4], [3, 8], [7, 4], [1] * 11)
_LANDLINE = re.compile(
    r"0(?:10|2[0-9]|[3-9][0-9]{2})(?:[ -]{0,3})[2-9](?:[0-9]{6,7}|[0-9]{2,3}[ -][0-9]{4})(?:-[0-9]{1,6})?(?![0-9A-Z])"
)
_LOCAL = re.compile(r"[2-9](?:[0-9]{6,7}|[0-9]{2,3}[ -][0-9]{4})(?:-[0-9]{1,6})?(?![0-9A-Z])")
_AREA_BEFORE = re.compile(r"[(（]0(?:10|2[0-9]|[3-9][0-9]{2})[)）][ \u3000]?$")
_PHONE_LABEL = re.compile(
    r"(?:电话|传真|手\s*机|座机|热线|致电|联系方式|号码|[Tt][Ee][Ll])[号码为是]{0,2}[：:\s]{0,4}$"
)
_AMOUNT_LABEL = re.compile(r"(?:产值|收入|金额|总额|合计|[万亿]?元)[）)]?[：:为 ]{0,3}$|[¥￥$]\s?$")
_UNIT_AFTER = re.compile(r"\s?(?:[元万亿吨人户辆台件亩%％]|千瓦|千克|公斤|公里|平方|立方)")
_MOST_BOXES = 200
"""So many single characters in a row are a pattern, and no form with a box for each digit."""


class Number(NamedTuple):
    """A number in a text: its class, and where it begins and ends."""

    kind: str
    start: int
    end: int


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text from left to right, none touching another.

    Full-width characters count as their plain ones; blanks, hyphens and one line end may stand inside a number.
    Time is linear in the length: from each group of characters a fixed number of forms is tried.
    """
    for chain in _CHAIN.finditer(text):
        if chain.end() - chain.start() >= _SHORTEST and sum(map(str.isdecimal, chain[0])) >= _SHORTEST:
            yield from _Chain(text, chain.start(), chain[0]).numbers()


class _Chain:
    """A run of digits and letters with its blanks, and the groups it falls into."""

    def __init__(self, text: str, start: int, raw: str) -> None:
        self._text, self._start = text, start
        self._plain = raw.translate(_FOLD).upper()
        self._groups = [found.span() for found in _GROUP.finditer(self._plain)]
        self._compact = "".join(self._plain[a:b] for a, b in self._groups)
        # Where each group begins and ends in the compact text, and the place of each of its characters in the chain.
        self._ends: set[int] = set()
        self._places: list[int] = []
        for a, b in self._groups:
            self._places.extend(range(a, b))
            self._ends.add(len(self._places))

    def numbers(self) -> Iterator[Number]:
        """Yield what the chain holds."""
        free = at = singles = 0
        for a, b in self._groups:
            singles = singles + 1 if b - a == 1 else 0
            if a >= free and singles <= _MOST_BOXES and not self._joined_before(a) and (found := self._at(at, a)):
                kind, start, free = found
                yield Number(kind, self._start + start, self._start + free)
            at += b - a

    def _joined_before(self, place: int) -> bool:
        """Tell whether a letter, a mask or a fraction stands against the chain: then it is part of something else."""
        before = self._text[max(0, self._start - 4) : self._start]
        if place or not before:
            return False
        if before.endswith("."):
            return bool(re.search(r"(?:\b0|[0-9]{3})\.$", before))
        return before[-1] in "*＊" or (before[-1].isascii() and before[-1].isalnum())

    def _at(self, at: int, place: int) -> tuple[str, int, int] | None:
        for length, kind, grouped, fits in _FORMS:
            piece = self._compact[at : at + length]
            end = self._end(at + length) if len(piece) == length else 0
            if end and grouped(*self._shape(place, end)) and fits(piece):
                return kind, place, end
        return self._mobile(at, place) or self._landline(place)

    def _end(self, compact_end: int) -> int:
        """Return the end of a number in the chain, 0 where it would cut a group or run into a mask or a fraction."""
        if compact_end not in self._ends:
            return 0
        end = self._places[compact_end - 1] + 1
        after = self._text[self._start + end : self._start + end + 2]
        cut = after[:1] in ("*", "＊") or (after[:1] == "." and after[1:].isdigit())
        return 0 if cut else end

    def _shape(self, place: int, end: int) -> tuple[list[int], int]:
        """Return the sizes of the groups between two places, and the line ends among them."""
        within = self._plain[place:end]
        return [len(found) for found in _GROUP.findall(within)], within.count("\n")

    def _mobile(self, at: int, place: int) -> tuple[str, int, int] | None:
        for prefix in ("", "86", "0086"):
            if self._compact.startswith(prefix, at) and (found := _MOBILE.match(self._compact, at + len(prefix))):
                break
        else:
            return None
        start, end = self._places[found.start()], self._end(found.end())
        before = self._text[max(0, self._start + start - 12) : self._start + start]
        if not end or (prefix == "86" and not before.endswith("+86")):
            return None
        sizes, lines = self._shape(start, end)
        # Figures of two lines may look like one number: only a label before them tells.
        whole = bool(_PHONE_LABEL.search(before)) if lines else sizes in _MOBILE_GROUPS
        if not whole:
            return None
        if _AMOUNT_LABEL.search(before) or _UNIT_AFTER.match(self._text, self._start + end):
            return None
        return MOBILE, start, end

    def _landline(self, place: int) -> tuple[str, int, int] | None:
        before = self._text[max(0, self._start + place - 12) : self._start + place]
        if found := _LANDLINE.match(self._plain, place):
            return LANDLINE, place, found.end()
        if found := _LOCAL.match(self._plain, place):
            if area := _AREA_BEFORE.search(before):
                return LANDLINE, place - len(area[0]), found.end()
            if _PHONE_LABEL.search(before) or self._second_of_two(place):
                return LANDLINE, place, found.end()
        return None

    def _second_of_two(self, place: int) -> bool:
        """Tell whether a short number follows a labelled one: 电话：0537-2345678、2345679."""
        before = self._text[max(0, self._start + place - 32) : self._start + place]
        first = before.rstrip("0123456789-－、/，, ")
        return before[-1:] in ("、", "/", "，", ",") and bool(_PHONE_LABEL.search(first))


def _is_id(piece: str) -> bool:
    """公民身份号码 (GB 11643): province, a day that exists, and the check digit of ISO 7064 MOD 11-2.

    The county is not looked up: codes change, and a person keeps the one of the day of registration.
    """
    from stdnum.cn import ric

    if piece[:2] not in _PROVINCES or not piece[:17].isdigit() or not _is_day(piece[6:10], piece[10:14]):
        return False
    return bool(ric.calc_check_digit(piece) == piece[17])


def _is_old_id(piece: str) -> bool:
    """The number of 15 digits used until 1999: it has no check digit."""
    return piece.isdigit() and piece[:2] in _PROVINCES and _is_day("19" + piece[6:8], piece[8:12])


def _is_day(year: str, month_day: str) -> bool:
    if not "1900" <= year <= "2099":
        return False
    try:
        date(int(year), int(month_day[:2]), int(month_day[2:]))
    except ValueError:
        return False
    return True


def _is_code(piece: str) -> bool:
    """统一社会信用代码 (GB 32100): kind of register, province (10 for the national one), check character modulo 31.

    Checked here and not by stdnum, which knows no codes beginning with a letter (农业农村部门 N, 其他 Y).
    """
    head = _CODE_HEAD.fullmatch(piece)
    if not head or (head[1] not in _PROVINCES and head[1] != "10"):
        return False
    total = sum(_CODE_DIGITS.index(char) * weight for char, weight in zip(piece, _CODE_WEIGHTS, strict=False))
    return _CODE_DIGITS[-total % 31] == piece[17]


def _is_card(piece: str) -> bool:
    from stdnum import luhn

    return piece.isdigit() and bool(_CARD_HEAD.match(piece)) and bool(luhn.is_valid(piece))


def _few_groups(sizes: list[int], lines: int) -> bool:
    return lines <= 1 and (len(sizes) <= 5 or max(sizes) == 1)


def _card_groups(sizes: list[int], lines: int) -> bool:
    """Tell whether digits stand as on a card: together, in fours, six and the rest, boxed, or cut by a line end."""
    fours = all(size == 4 for size in sizes[:-1]) and sizes[-1] <= 4
    if lines:
        return lines == 1 and (len(sizes) == 2 or fours)
    return fours or len(sizes) == 1 or (len(sizes) == 2 and sizes[0] == 6) or max(sizes) == 1


_FORMS: tuple[tuple[int, str, Callable[[list[int], int], bool], Callable[[str], bool]], ...] = (
    (18, ID, lambda sizes, lines: lines <= 1, _is_id),
    (18, CODE, _few_groups, _is_code),
    (15, ID, lambda sizes, lines: len(sizes) == 1, _is_old_id),
    *((length, CARD, _card_groups, _is_card) for length in (19, 18, 17, 16)),
)
"""Length, class, how the groups may be, and what must hold of the digits."""
