"""Whether two requests ask for the same: a hint for 重复申请 (条例第三十六条第（六）项), never a judgement.

What is asked for is compared without the phrases every request has; years and places that differ speak against it, for
a request for another year of the same figure is another request.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.55
"""Share of the shorter request's word pairs from which two requests are shown as alike."""
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")
_SPAN = re.compile(r"((?:19|20)\d\d)年?度?(?:至|到|[-—~－])((?:19|20)\d\d)年?度?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|、|和|及)")
_YEAR_WORDS = re.compile(r"(?:19|20)\d\d年?度?|至今|历年")
_PLACE = re.compile(r"([一-鿿]{2})([市县区镇]|乡(?!县))")
_NO_PLACES = ("全市", "本市", "我市", "全区", "全县", "各区", "各县", "市区", "地区")
_PHRASES = re.compile(
    "申请公开|申请获取|请求公开|依法|现申请|本人|贵局|你局|贵单位|请公开|请提供|麻烦|提供一下|希望获得|获取|获得|需要|想要|"
    "电子版即可|请?邮寄纸质材料|纸质材料|获取方式为?|电子邮件|加盖公章|用于[^，。；）)]*|承诺[^，。；]*|仅用于[^，。；]*|"
    "请于[^，。；]*答复|如不能公开[^，。；]*|请说明[^，。；]*|谢谢|相关|数据|情况|信息|材料|具体|数值|及其?|统计口径说明|"
    "关于|的|了|一下|并|请|另|和|与"
)
_SHORT = {
    "gdp": "地区生产总值",
    "cpi": "居民消费价格指数",
    "ppi": "工业生产者出厂价格指数",
    "规上": "规模以上",
    "限上": "限额以上",
    "固投": "固定资产投资",
    "社零额": "社会消费品零售总额",
}
"""What statistics offices and applicants shorten."""
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two requests are.

    Attributes:
        score: 0 to 1.
        difference: which years or places differ, "" where none is known to.
    """

    score: float
    difference: str

    @property
    def same(self) -> bool:
        """Whether they seem to ask for the same."""
        return self.score >= ALIKE and not self.difference


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words of a request ask for: years, places and the pairs of characters left without its phrases."""

    years: frozenset[int]
    places: frozenset[str]
    pairs: Counter[str]


def alike(one: str, other: str) -> Alike:
    """Compare the words of two requests; neither is ordered before the other."""
    a, b = asked_of(one), asked_of(other)
    found = []
    if a.years and b.years and not a.years & b.years:
        found.append("年份不同")
    if a.places and b.places and not a.places & b.places:
        found.append("地区不同")
    shorter = min(sum(a.pairs.values()), sum(b.pairs.values()))
    shared = sum((a.pairs & b.pairs).values())
    return Alike(shared / shorter if shorter else 0.0, "、".join(found))


def differing(one: str, other: str) -> list[tuple[str, bool]]:
    """Return the pieces of ``other`` in order, each with whether ``one`` lacks it."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(other[j1:j2], tag != "equal") for tag, _, _, j1, j2 in matcher.get_opcodes() if j2 > j1]


@lru_cache(maxsize=4096)
def asked_of(text: str) -> Asked:
    """Return what words ask for; what is shortened is written out, Chinese years become digits."""
    plain = "".join(unicodedata.normalize("NFKC", text[:4000]).split()).lower()
    for short, whole in _SHORT.items():
        plain = plain.replace(short, whole)
    plain = _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), plain)
    years = {int(year) for year in _YEAR.findall(plain)}
    for first, last in _SPAN.findall(plain):
        years |= set(range(int(first), min(int(last), int(first) + 60) + 1))
    bare = _MARKS.sub("", _PHRASES.sub("", _YEAR_WORDS.sub("", plain)))
    places = {f"{name}{kind}" for name, kind in _PLACE.findall(bare) if not f"{name}{kind}".endswith(_NO_PLACES)}
    return Asked(frozenset(years), frozenset(places), Counter(bare[i : i + 2] for i in range(len(bare) - 1)))
