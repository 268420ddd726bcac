"""Whether two postal addresses (通信地址) are the same place: a hint that one person asks under several names.

Ways of writing are made one, province and city may be left out of either; everything from the district on must agree.
What names no house or institution, a district or a village alone, is the address of too many to say anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LONGEST = 300
_LEAST = 5
_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|"
    "内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_POSTCODE = re.compile(r"^\d{6}(?=\D)")
_PROVINCE = re.compile(
    f"^(?:中国)?({_PROVINCES})"
    "(?:省|(?:维吾尔|壮族|回族)?自治区|特别行政区|(?![路街巷大])(?=[一-鿿]{2,5}(?:市|自治州|地区)))"
)
_CITY = re.compile(r"^([一-鿿]{2,8}?(?:市|自治州|地区|盟))(?=[一-鿿]{1,6}?(?:(?<![小社园校])区|县|市|旗))")
_MARKS = re.compile(r"[\s,，.。、;；:：/·“”\"'()（）\[\]【】]+")
_DASH = re.compile(r"[—–－~～_]+")
_NUMBER = re.compile("(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[号室楼层栋幢组排]|单元)")
_DIGITS = "零一二三四五六七八九"
_HOUSE = re.compile(r"\d|大厦|小区|公寓|花园|广场|家园|大学|学院|中学|小学|医院|公司|事务所|中心|委员会|研究院|研究所")


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart.

    Attributes:
        province, city: "" where the address leaves them out.
        rest: from the district on, in one way of writing; "" when it names no house and no institution.
    """

    province: str
    city: str
    rest: str


def place_of(address: str) -> Place:
    """Return an address taken apart; province and city are taken off only where a district follows them."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", address[:_LONGEST])).lower().replace("#", "号")
    plain = _NUMBER.sub(_arabic, _DASH.sub("-", _POSTCODE.sub("", plain)))
    province = city = ""
    if found := _PROVINCE.match(plain):
        province, plain = found[1], plain[found.end() :]
    if found := _CITY.match(plain):
        city, plain = found[1], plain[found.end() :]
    return Place(province, city, plain if len(plain) >= _LEAST and _HOUSE.search(plain) else "")


def same_place(one: Place, other: Place) -> bool:
    """Tell whether two addresses are one place; what either leaves out speaks neither for nor against it."""
    return bool(one.rest) and one.rest == other.rest and _agree(one.city, other.city) and _agree(
        one.province, other.province
    )


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _arabic(found: re.Match[str]) -> str:
    tens, mark, ones = found[0].partition("十")
    if not mark:
        return str(_DIGITS.index(found[0]))
    return str((_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0))
