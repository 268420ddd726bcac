"""Names of persons beside a number or a label: a name alone says nothing, beside a number it points at someone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from caseapp import resources
from caseapp.material.numbers import CODE, LANDLINE

_HAN = "\u4e00-\u9fff"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
    "康易乔赖文樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂焦柳邢岳齐梅庄辛管祝左涂谷时舒耿卜路詹关苗凌费"
    "纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景单包司柏宁柯阮桂闵解强柴华车冉房边邬蒲褚刁娄宗晏党"
    "满古池仇敖巩冷麦丛丰连艾蔺逄亓楚戚郎窦喻初桑荣应卞滕戈匡储仲虞骆蓝闻阎傅晋岑臧邸"
)
_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|"
    "令狐|司徒|夏侯|轩辕|宇文|长孙|端木|百里|东郭|南宫|西门|公冶"
)
_NOT_GIVEN = (
    "号码为是的了在于和与或等某位我您其及以至到被由本该此每各均先女男市县区镇乡村路街省局厂店站部科所队院"
    "校社行组氏计价额率量值吨元款费表"
)
_GIVEN = f"[^\\W\\d_a-zA-Z{_NOT_GIVEN}]"
_NAME = (
    f"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}}|[{_SURNAMES}][ \u3000]{_GIVEN}"
    f"|[{_HAN}]{{2,6}}·[{_HAN}]{{2,6}})"
)
_FULL = re.compile(_NAME)
_LABEL = re.compile(
    "(?:姓[ \u3000]{0,2}名|名字|户名|联系人|申请人|代理人|法定代表人|负责人|填[表报]人|经办人|收[件款]人|调查员"
    "|指导员|普查员|审核人|复核人|制表人|户主|业主|职工|当事人|被调查人|举报人|信访人)"
    f"[：:][ \u3000\\r\\n]{{0,3}}({_NAME}(?:、{_NAME}){{0,8}})(?![{_HAN}])"
)
_ROLE = (
    "申请人|持有人|经办人|代理人|代表人|负责人|户主|配偶|职工|员工|今收到|收到|收件人|收款人|联系人|指导员"
    "|普查员|调查员|同志|由|户名"
)
_SEPARATOR = "[，,、 \u3000\t（(：:“”\"|]"
_BETWEEN = (
    "男|女|汉族|[回满蒙藏苗彝壮]族|公民身份号码|居民身份证|身份证号?码?|证件?号码?|联系电话|手机号?码?"
    "|电话号?码?|电话|银行卡号?|账号|卡号|微信号?|[0-9]{1,3}(?![0-9])"
)
_BEFORE = re.compile(
    f"(?:^|[^{_HAN}]|{_ROLE})({_NAME})(?:{_SEPARATOR}{{0,3}}(?:{_BETWEEN})){{0,5}}{_SEPARATOR}{{0,3}}$"
)
_AFTER = re.compile(f"[）) ，,、\u3000\t\"”|]{{0,3}}[（(“]?({_NAME})(?![{_HAN}])")
_CELL = re.compile(f"(?<![^\t\\n\x1e,，|\"“”\u3000 ])({_NAME})(?![^\t\\r\\n\x1e,，|\"“”\u3000 ])")
_AMOUNT = re.compile(
    f"([{_SURNAMES}{_COMPOUND.replace('|', '')}][{_HAN}]{{1,3}})[ \u3000\t]{{1,3}}[¥￥]?"
    "(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,8})(?:\\.[0-9]{2}(?![0-9])|元)"
)
_LINE_END = re.compile("[\n\x1e]")
_REACH = 200
_PLACE_ENDS = "城州阳山江河湖海泉港湾桥桩岭"


def find_names(text: str, numbers: Iterable[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where each name begins and ends, given the personal numbers of the text (class, start, end).

    A name counts after a label, right before or after a number, in another cell of the line of a number of a person,
    and before an amount of money. At most 200 characters each side of a number are looked at: time is linear.
    """
    for found in _LABEL.finditer(text):
        for name in _FULL.finditer(text, found.start(1), found.end(1)):
            yield name.span()
    reach = 0
    for kind, start, end in numbers:
        low, of_person = max(0, start - 60), kind not in (LANDLINE, CODE)
        before = _BEFORE.search(text[low:start])
        # Beside a number of an office there may stand a place; beside that of a person a rare name is likelier.
        if before and (before[1] not in _words() if of_person else _likely(before[1])):
            yield low + before.start(1), low + before.end(1)
        if (after := _AFTER.match(text, end)) and _likely(after[1]):
            yield after.span(1)
        if start >= reach and of_person:
            low, high, reach = _line(text, start, end)
            yield from (cell.span(1) for cell in _CELL.finditer(text, low, high) if _likely(cell[1]))
    for found in _AMOUNT.finditer(text):
        free = not found.start() or not "\u4e00" <= text[found.start() - 1] <= "\u9fff"
        if free and _FULL.fullmatch(found[1]) and _likely(found[1]):
            yield found.span(1)


def _line(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Return where the line of a number begins and ends, as far as looked at, and where the next look may begin."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    low = max(text.rfind("\n", low, start), text.rfind("\x1e", low, start), low - 1) + 1
    found = _LINE_END.search(text, end, high)
    return (low, found.start(), found.start()) if found else (low, high, end)


def _likely(name: str) -> bool:
    """Tell whether a name that stands free is no ordinary word and no place."""
    return _words().isdisjoint((name, name[:2])) and name not in _counties() and not (
        len(name) == 2 and name[1] in _PLACE_ENDS
    )


@cache
def _words() -> frozenset[str]:
    return frozenset(resources.read_toml("checklists/not_names.toml")["words"])


@cache
def _counties() -> frozenset[str]:
    """Return the names of all provinces, cities and counties without their last word, from the table of stdnum."""
    from importlib.resources import files

    words = re.findall(f"[{_HAN}]{{3,}}", (files("stdnum.cn") / "loc.dat").read_text("utf-8"))
    return frozenset(re.sub("(?:地区|[省市区县旗盟州])$", "", word) for word in words)
