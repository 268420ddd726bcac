"""Addresses (住址) down to a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

_N = "[0-9０-９]{1,5}|[一二三四五六七八九十百零〇]{1,5}"
_HOUSE = re.compile("号楼|号院|[号弄栋幢组]")
_NUMBER = re.compile(f"(?:{_N})$")
_HAN = "\u4e00-\u9fff"
# What may stand right before the number of a house.
_STREET = re.compile(
    f"[{_HAN}](?:路|街|大道|道|巷|胡同|弄|里|村|庄|屯|小区|社区|新村|花园|家园|公寓|大厦|宿舍|苑|园|[东西南北中]段)$"
)
_NO_STREET = re.compile("(?:国道|省道|县道|乡道|铁路|高速公路|轨道|管道|渠道)$")
_RUN = re.compile(f"[{_HAN}](?:[{_HAN}]|\r?\n(?=[{_HAN}])){{1,58}}$")
_LABEL = re.compile(
    "住址|地址|住所地?|居住[在于]|现住|家住|户籍地?|坐落[于在]?|位于|邮寄至|[寄送]至|经营场所|送达|通信|住|在|至|到|为|是|由|从"
)
_PROVINCE = re.compile(
    "(?:北京|天津|上海|重庆)市|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省"
    "|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区"
)
_MORE = re.compile(
    f"(?:附(?:{_N})号?|[{_HAN}]{{2,10}}(?:大厦|小区|花园|家园|公寓|广场|中心)|(?:{_N})(?:号楼|号院|号|弄|栋|幢|组|单元|门|层|楼|室|户)"
    "|[A-Za-z]座|门面|(?<=楼|门|层|座|元)[0-9]{2,5}|(?<=[号栋幢楼])[0-9]{1,5}(?=-[0-9])|-[0-9]{1,5})"
)
_NO_HOUSE = re.compile("线|文|令|公告|通知|文件|机组|台风|批复|提案|议案|信箱")


def find_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each address begins and ends: from its province, town or street to its last house or room number.

    At most 60 characters before the number are looked at: time is linear in the length.
    """
    free = 0
    for house in _HOUSE.finditer(text):
        number = _NUMBER.search(text, max(free, house.start() - 5), house.start())
        if number is None:
            continue
        before = text[max(free, number.start() - 60) : number.start()]
        if not _STREET.search(before) or _NO_STREET.search(before):
            continue
        run = _RUN.search(before)
        assert run is not None
        end = house.end()
        while more := _MORE.match(text, end):
            end = more.end()
        if _NO_HOUSE.match(text, end):
            continue
        start = max(free, number.start() - 60) + run.start() + _lead(run[0])
        free = end
        yield start, end


def _lead(run: str) -> int:
    """Return how many characters before the address belong to the sentence."""
    if province := _PROVINCE.search(run):
        return province.start()
    lead = 0
    for label in _LABEL.finditer(run):
        if len(run) - label.end() >= 3:
            lead = label.end()
    return lead + len(run[lead:]) - len(run[lead:].lstrip())
