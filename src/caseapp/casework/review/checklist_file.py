"""A file of the 保密审查检查单: read strictly, what is wrong said by line or by the name of the item."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from caseapp import resources
from caseapp.casework.office import Refused
from caseapp.law.errors import LawRefusal
from caseapp.law.review import Checklist

MAX_BYTES = 1024 * 1024
MAX_ITEMS = 60
RELIED = ("K1", "K2", "K3", "K4", "K21", "K23", "K24")
"""Items the program goes by: worded as the office likes, but never left out, and with the same consequences."""
_POLARITIES = ("yes", "no", "none")
_ID = re.compile(r"K[1-9][0-9]{0,2}")
_TOP = {"version": 20}
_ITEM = {"id": 10, "group": 30, "question": 80, "polarity": 10, "basis": 60}
_ITEM_MORE = {"advice": 100, "outcome": 60}
_FLAGS = ("closes", "refers")
_EARLIER = {"basis": 60}
_SIGNER = {"role": 12, "label": 12}
"""Keys of each table and their longest words."""


def decode(name: str, data: bytes) -> str:
    """Return the text of a file.

    Raises:
        Refused: larger than 1 MB, no UTF-8, or with characters that cannot be seen.
    """
    if len(data) > MAX_BYTES:
        raise Refused(f"“{name}”超过 1 MB，不是检查单文件。")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(f"“{name}”第 {line} 行不是 UTF-8 文本，请用记事本另存为 UTF-8。") from None
    for number, words in enumerate(text.split("\n"), start=1):
        if hidden := _hidden(words):
            raise Refused(f"“{name}”第 {number} 行有看不见的控制字符（{hidden}），请删除后再导入。")
    return text


def parse(text: str) -> Checklist:
    """Return the checklist a text makes.

    Raises:
        Refused: it is broken, or leaves out what the program goes by; one sentence with the line or the item.
    """
    data = _load(text)
    _keys("检查单", data, {*_TOP, "in_force_from", "item", "signer"})
    _words("检查单", data, _TOP)
    _day("检查单", data, "in_force_from")
    items, signers = _tables(data, "item"), _tables(data, "signer")
    if len(items) > MAX_ITEMS:
        raise Refused(f"检查单有 {len(items)} 项，超过了 {MAX_ITEMS} 项。")
    for number, item in enumerate(items, start=1):
        _check_item(number, item)
    for number, signer in enumerate(signers, start=1):
        where = f"第 {number} 个签字栏"
        _keys(where, signer, {*_SIGNER, "required"})
        _words(where, signer, _SIGNER)
        _flag(where, signer, "required", needed=True)
    _apart([item["id"] for item in items], "检查项")
    _apart([signer["role"] for signer in signers], "签字栏")
    made = resources.checklist_of(data)
    _grouped(made)
    _kept(made, resources.load_checklist())
    return made


def _load(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "末尾"
        raise Refused(f"检查单{where}不是正确的 TOML 写法，请对照导出的原文改正。") from None
    except (RecursionError, ValueError):
        raise Refused("检查单嵌套过深，或者数字过大，不能使用。") from None


def _check_item(number: int, item: Mapping[str, Any]) -> None:
    named = isinstance(item.get("id"), str) and 0 < len(item["id"]) <= _ITEM["id"]
    where = item["id"] if named else f"第 {number} 项"
    _keys(where, item, {*_ITEM, *_ITEM_MORE, *_FLAGS, "earlier"})
    _words(where, item, _ITEM)
    _words(where, {key: item[key] for key in _ITEM_MORE if key in item}, _ITEM_MORE, blank=True)
    for key in _FLAGS:
        _flag(where, item, key)
    if not _ID.fullmatch(item["id"]):
        raise Refused(f"检查项编号“{where}”应当是 K 加数字，例如 K25。")
    if item["polarity"] not in _POLARITIES:
        raise Refused(f"{_at(where)}的 polarity 应当是 {'、'.join(_POLARITIES)} 之一，实际是“{item['polarity']}”。")
    if item["polarity"] == "none" and (item.get("closes") or item.get("refers")):
        raise Refused(f"{_at(where)}只供参考（polarity 是 none），不能再写 closes 或者 refers。")
    if outcome := item.get("outcome", ""):
        _check_outcome(where, outcome)
    last: date | None = None
    for earlier in _tables(item, "earlier", where) if "earlier" in item else ():
        _keys(f"{_at(where)}的 earlier", earlier, {*_EARLIER, "until"})
        _words(f"{_at(where)}的 earlier", earlier, _EARLIER)
        until = _day(f"{_at(where)}的 earlier", earlier, "until")
        if last is not None and until <= last:
            raise Refused(f"{_at(where)}的 earlier 应当从早到晚排列。")
        last = until


def _check_outcome(where: str, key: str) -> None:
    outcome, mark, ground = key.partition(":")
    try:
        found = resources.load_outcomes()[outcome]
        if mark:
            found.on_ground(ground)
    except LawRefusal:
        raise Refused(f"{_at(where)}的 outcome 没有“{key}”这种办理结果。") from None


def _grouped(made: Checklist) -> None:
    """Refuse a group whose items stand apart."""
    done: list[str] = []
    for item in made.items:
        if item.group in done[:-1]:
            raise Refused(f"{item.id} 与同组（{item.group}）的其他检查项分开了，同一组应当排在一起。")
        if not done or done[-1] != item.group:
            done.append(item.group)


def _kept(made: Checklist, shipped: Checklist) -> None:
    """Refuse a list without what the program goes by."""
    given = {item.id: item for item in made.items}
    for item in shipped.items:
        if item.id not in RELIED:
            continue
        if (own := given.get(item.id)) is None:
            raise Refused(f"检查单缺少 {item.id}“{item.question}”，程序要用这一项，可以改措辞，不能删去。")
        if (own.polarity, own.closes, own.refers) != (item.polarity, item.closes, item.refers):
            raise Refused(f"{item.id} 的 polarity、closes、refers 应当与原文一致，程序按它们判断；可以改措辞。")
    known = [signer.role for signer in shipped.signers]
    for signer in made.signers:
        if signer.role not in known:
            raise Refused(f"没有“{signer.role}”这种签字栏，可用的有：{'、'.join(known)}。")
    roles = {signer.role: signer for signer in made.signers}
    for signer in shipped.signers:
        if signer.required and not (signer.role in roles and roles[signer.role].required):
            raise Refused(f"签字栏“{signer.label}”（{signer.role}）是必须签字的，应当保留 required = true。")
    order = [known.index(signer.role) for signer in made.signers]
    if order != sorted(order):
        raise Refused("签字栏的先后应当与原文一致，签字依次进行。")


def _tables(data: Mapping[str, Any], key: str, where: str = "检查单") -> list[dict[str, Any]]:
    found = data.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise Refused(f"{_at(where)}缺少 {key}，应当写成 [[{key if where == '检查单' else 'item.' + key}]]。")
    return found


def _keys(where: str, data: Mapping[str, Any], known: set[str]) -> None:
    if unknown := next((key for key in data if key not in known), ""):
        raise Refused(f"{_at(where)}有不认识的 {unknown[:30]}，可用的有：{'、'.join(sorted(known))}。")


def _words(where: str, data: Mapping[str, Any], limits: Mapping[str, int], *, blank: bool = False) -> None:
    """Refuse words that are missing, blank, too long, no words, or hold what cannot be seen."""
    for key, limit in limits.items():
        if key not in data:
            if blank:
                continue
            raise Refused(f"{_at(where)}缺少 {key}。")
        value = data[key]
        if not isinstance(value, str):
            raise Refused(f"{_at(where)}的 {key} 应当是文字，写在引号里。")
        if not value.strip() and not blank:
            raise Refused(f"{_at(where)}的 {key} 是空的。")
        if len(value) > limit:
            raise Refused(f"{_at(where)}的 {key} 有 {len(value)} 字，超过了 {limit} 字。")
        if hidden := _hidden(value) or ("换行" if "\n" in value else ""):
            raise Refused(f"{_at(where)}的 {key} 有看不见的控制字符（{hidden}），请删除后再导入。")


def _day(where: str, data: Mapping[str, Any], key: str) -> date:
    value = data.get(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Refused(f"{_at(where)}缺少 {key}，应当写成日期，例如 {key} = 2026-01-01。")
    return value


def _flag(where: str, data: Mapping[str, Any], key: str, *, needed: bool = False) -> None:
    if needed and key not in data:
        raise Refused(f"{_at(where)}缺少 {key}。")
    if not isinstance(data.get(key, False), bool):
        raise Refused(f"{_at(where)}的 {key} 应当是 true 或者 false。")


def _apart(names: list[str], what: str) -> None:
    if twice := next((name for place, name in enumerate(names) if name in names[:place]), ""):
        raise Refused(f"{what} {twice} 重复了。")


def _at(where: str) -> str:
    """Return a place ready to be written before a Chinese word."""
    return f"{where} " if where[-1].isascii() else where


def _hidden(text: str) -> str:
    """Return the first character that cannot be seen, as its number; "" for none."""
    for char in text:
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            return f"U+{ord(char):04X}"
    return ""
