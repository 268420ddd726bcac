"""Which publications of the office probably answer a request (条例第三十六条第（一）项): a hint, never a judgement.

A request for figures a yearbook or bulletin carries is answered by telling where they stand; 条例第三十九条第二款 is
for those who want the book itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.similar import asked_of

YEARBOOK = "yearbook"
KINDS: dict[str, str] = {YEARBOOK: "年鉴", "bulletin": "公报", "monthly": "月报", "other": "其他"}
_SHARE = 0.5
_NAMED = 0.8
_ANY_YEAR = re.compile(r"(?<![\d〔\[（(第])(?:19|20)\d\d(?![\d〕\]）)号.])")
_BOOK_YEAR = re.compile(
    r"年鉴[》”]?[（(—-]?((?:19|20)\d\d)|((?:19|20)\d\d)年?(?:版|卷)?(?:的|《)?(?:[一-鿿]{2,6}[省市区县])?(?:[一-鿿]{2})?统计年鉴"
)
_AGO = re.compile(r"近([两二三四五六七八九十]|\d{1,2})年")
_NUMBERS = {word: value for value, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_RELATIVE = (("去年", 1), ("上年", 1), ("上一年", 1), ("前年", 2), ("今年", 0))
_MONTHS = re.compile(r"(?:(\d{1,2})月?[-—~～至到])?(\d{1,2})月(?!\d{1,2}日)(?:份)?")
_SEASONS = (("一季度", 3), ("二季度", 6), ("上半年", 6), ("三季度", 9), ("四季度", 12))
_FIGURES = re.compile(
    "产量|产值|总值|增加值|增速|增长率|人口|户数|人数|收入|支出|指数|价格|投资额?|零售|面积|单位数|就业|从业|工资|比重|存栏|出栏|能耗|用电量"
)
_WHOLE = re.compile("^(?:全[市县区]|本市|[分各])+")
_COARSE = re.compile("城镇|乡村|农村|村镇|乡镇企业|[我本]公司|[我本]单位")
_FINE = ("镇", "乡", "街道", "村", "社区", "名单", "名录", "台账", "花名册", "明细", "有限公司", "分公司", "合作社")


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication of the office or a place where it publishes by its own motion.

    Attributes:
        kind: key of KINDS.
        period: year 2025 or month 2025-03; of a yearbook the year in its name, of all others the year of the data; ""
            for what is not bound to one.
        published: day of first publication, None when not known.
        place: page and table of a book, or the path of a column of the website.
        keywords: what it carries, for example 粮食产量.
    """

    id: int
    name: str
    kind: str
    period: str = ""
    published: date | None = None
    place: str = ""
    link: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of its period, None where it has none."""
        return int(self.period[:4]) if self.period else None

    @property
    def data_year(self) -> int | None:
        """The year its figures are of: a yearbook of year N carries those of N-1 (统计年鉴 practice)."""
        if self.year is None:
            return None
        return self.year - 1 if self.kind == YEARBOOK else self.year

    @property
    def month(self) -> int | None:
        """The month its figures reach to, None for a whole year."""
        return int(self.period[5:7]) if len(self.period) > 4 else None


@dataclass(frozen=True, slots=True)
class Fit:
    """A publication that probably answers a request.

    Attributes:
        words: its keywords found in the request, () where only its kind and year speak for it.
        years: the years asked for that it carries; lacking: those it does not.
        itself: the request seems to want the book, not figures in it (条例第三十九条第二款).
    """

    publication: Publication
    words: tuple[str, ...]
    years: tuple[int, ...]
    lacking: tuple[int, ...]
    itself: bool = False

    @property
    def reason(self) -> str:
        """Why it is shown, in one line."""
        if self.itself:
            return "申请人要的如果是整本书，改用“公开出版物”（条例第三十九条第二款）"
        own, parts = self.publication, []
        if own.kind == YEARBOOK and own.year:
            parts.append(f"{own.year}年版载 {own.data_year} 年的数据")
        elif own.data_year:
            parts.append(f"{own.data_year}年{f'{own.month}月' if own.month else ''}的数据")
        if self.lacking:
            parts.append(f"不含 {'、'.join(map(str, self.lacking))} 年")
        if self.words:
            parts.append(f"关键词：{'、'.join(self.words)}")
        elif own.kind == YEARBOOK:
            parts.append("没有关键词，请查目录")
        return "；".join(parts) or "名称相符"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A request taken apart; ``years`` are of data, ``books`` of a yearbook named, ``fine`` too fine for a book."""

    text: str
    pairs: frozenset[str]
    years: frozenset[int]
    books: frozenset[int]
    months: frozenset[int]
    fine: tuple[str, ...]


def likely(request: str, publications: Iterable[Publication], on: date) -> list[Fit]:
    """Return the publications that probably answer a request, the likeliest and newest first.

    Args:
        request: its words.
        publications: the list of the office.
        on: day of receipt, from which 去年 and 近三年 count.
    """
    wanted = _wanted(request, on)
    found = [fit for publication in publications if (fit := _fit(wanted, publication))]
    found.sort(key=lambda fit: (-(fit.publication.year or 0), -len(fit.words)))
    found.sort(key=lambda fit: (fit.itself, not fit.words, -len(fit.years)))
    if wanted.years or wanted.books:
        return found
    newest: dict[tuple[str, str], Fit] = {}
    for fit in found:
        newest.setdefault((fit.publication.kind, re.sub(r"\d+", "", fit.publication.name)), fit)
    return list(newest.values())


def _wanted(request: str, on: date) -> _Wanted:
    text = "".join(unicodedata.normalize("NFKC", request[:4000]).split())
    asked = asked_of(text)
    books = {int(one or other) for one, other in _BOOK_YEAR.findall(text)}
    years = set(asked.years) or {int(year) for year in _ANY_YEAR.findall(text)}
    years |= {on.year - ago for word, ago in _RELATIVE if word in text}
    if near := _AGO.search(text):
        length = _NUMBERS.get(near[1]) or int(near[1])
        years |= set(range(on.year - length, on.year))
    coarse = _COARSE.sub("", text)
    return _Wanted(
        text=text,
        pairs=frozenset(asked.pairs),
        years=frozenset(years - books) or frozenset(year - 1 for year in books),
        books=frozenset(books),
        months=_months(text),
        fine=tuple(word for word in _FINE if word in coarse),
    )


def _months(text: str) -> frozenset[int]:
    found = {int(last) for _, last in _MONTHS.findall(text)} | {month for word, month in _SEASONS if word in text}
    return frozenset(month for month in found if 1 <= month <= 12)


def _fit(wanted: _Wanted, publication: Publication) -> Fit | None:
    if any(not _speaks_of(publication, word) for word in wanted.fine):
        return None
    words = tuple(word for word in publication.keywords if _holds(wanted.pairs, word, _SHARE))
    named = _holds(wanted.pairs, publication.name, _NAMED)
    if publication.kind == YEARBOOK and wanted.books and publication.year not in wanted.books:
        return None
    if publication.kind == YEARBOOK and named and not words and not _FIGURES.search(wanted.text):
        own = wanted.books or not wanted.years or publication.year in wanted.years
        return Fit(publication, (), (), (), itself=True) if own else None
    if not words and not named and not _may_carry(wanted, publication):
        return None
    if not _right_month(wanted.months, publication.month):
        return None
    carried = publication.data_year
    if carried and wanted.years and carried not in wanted.years:
        return None
    years = tuple(sorted(wanted.years & {carried})) if carried else tuple(sorted(wanted.years))
    return Fit(publication, words, years, tuple(sorted(wanted.years - set(years))))


def _speaks_of(publication: Publication, word: str) -> bool:
    return any(word in text for text in (publication.name, *publication.keywords))


def _may_carry(wanted: _Wanted, publication: Publication) -> bool:
    """Tell whether a yearbook nobody wrote keywords for may carry the figure asked for."""
    return publication.kind == YEARBOOK and not publication.keywords and bool(_FIGURES.search(wanted.text))


def _holds(pairs: frozenset[str], words: str, least: float) -> bool:
    """Tell whether a request holds words: their first and last pair and the share wanted of all."""
    own = list(asked_of(_WHOLE.sub("", words)).pairs)
    if not own or own[0] not in pairs or own[-1] not in pairs:
        return False
    return sum(pair in pairs for pair in own) / len(own) >= least


def _right_month(months: frozenset[int], month: int | None) -> bool:
    """Figures of December reach over the whole year, and those of a year are asked for by no other month."""
    if month is None:
        return not months or 12 in months
    return month in months if months else month == 12
