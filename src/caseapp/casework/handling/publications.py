"""The office's list of what it publishes by its own motion (本机关出版物和主动公开目录), kept as one record setting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.law.publications import KINDS, YEARBOOK, Publication

SETTING = "publications"
MOST = 300
LABELS: dict[str, str] = {
    "name": "名称",
    "kind": "种类",
    "period": "年份",
    "published": "公布日期",
    "place": "位置",
    "link": "网址",
    "keywords": "关键词",
}
_LIMITS = {"name": 60, "place": 80, "link": 130, "keywords": 400}
_KEYWORDS, _KEYWORD = 40, 20
_DONE = Done(0, frozenset({"settings"}))
_PERIOD = re.compile(r"((?:19|20)\d\d)(?:年?(?:版|卷)?|[-/.年](\d{1,2})月?)")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00:00)?")
_PICTURES = re.compile("[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication as typed; every field is text, the kind a key of KINDS or its word."""

    name: str = ""
    kind: str = YEARBOOK
    period: str = ""
    published: str = ""
    place: str = ""
    link: str = ""
    keywords: str = ""


def publications(office: Office) -> list[Publication]:
    """Return the list: by kind, the newest first."""
    kept = [_read(entry) for entry in office.record.setting(SETTING, [])]
    kept.sort(key=lambda own: own.name)
    kept.sort(key=lambda own: own.period, reverse=True)
    return sorted(kept, key=lambda own: list(KINDS).index(own.kind))


def as_entry(publication: Publication) -> Entry:
    """Return a publication as it is typed."""
    day = publication.published.isoformat() if publication.published else ""
    return Entry(
        publication.name,
        publication.kind,
        publication.period,
        day,
        publication.place,
        publication.link,
        "、".join(publication.keywords),
    )


def save_publication(office: Office, entry: Entry, today: date, *, publication_id: int = 0) -> Done:
    """Put a publication on the list, or in the place of one that is there.

    Args:
        office: the open record.
        entry: as typed.
        today: no day of publication is later.
        publication_id: the one replaced, 0 for a new one.

    Raises:
        Refused: a field cannot be taken, it stands on the list already, the list is full, or there is none to replace.
    """
    made, kept = checked(entry, today), publications(office)
    if publication_id and publication_id not in {own.id for own in kept}:
        raise Refused(f"目录里没有编号为 {publication_id} 的一条，可能已被移除，请刷新后再试。")
    if any(same_entry(own, made) and own.id != publication_id for own in kept):
        raise Refused(f"“{made.name}”已经在目录里了，请选中它修改。")
    made = replace(made, id=publication_id or next_id(kept))
    store(office, [*(own for own in kept if own.id != publication_id), made], f"保存主动公开目录“{made.name}”")
    return _DONE


def drop_publications(office: Office, ids: Sequence[int]) -> Done:
    """Take publications off the list.

    Raises:
        Refused: one is not there.
    """
    kept = publications(office)
    wanted = find_publications(kept, ids)
    names = "”、“".join(own.name for own in wanted[:3])
    store(office, [own for own in kept if own not in wanted], f"从主动公开目录移除“{names}”")
    return _DONE


def find_publications(kept: Iterable[Publication], ids: Sequence[int]) -> list[Publication]:
    """Return the publications with some ids, in that order.

    Raises:
        Refused: one is not there.
    """
    by_id = {own.id: own for own in kept}
    for wanted in ids:
        if wanted not in by_id:
            raise Refused(f"目录里没有编号为 {wanted} 的一条，请先列出目录核对编号。")
    return [by_id[wanted] for wanted in dict.fromkeys(ids)]


def store(office: Office, kept: Sequence[Publication], title: str) -> None:
    """Write the list whole, journalled.

    Raises:
        Refused: it is too long.
    """
    if len(kept) > MOST:
        raise Refused(f"目录最多 {MOST} 条，请先移除不用的。")
    entries: list[dict[str, Any]] = [
        asdict(own)
        | {"keywords": list(own.keywords), "published": own.published.isoformat() if own.published else None}
        for own in kept
    ]
    with office.record.change(title, office.who, office.now()) as change:
        change.set_setting(SETTING, entries)


def next_id(kept: Iterable[Publication]) -> int:
    """Return an id no publication of the list has."""
    return max((own.id for own in kept), default=0) + 1


def same_entry(one: Publication, other: Publication) -> bool:
    """Tell whether two are the same publication: kind, period, and name but for blanks, width and 《》."""
    return (one.kind, one.period, _bare(one.name)) == (other.kind, other.period, _bare(other.name))


def checked(entry: Entry, today: date) -> Publication:
    """Return an entry as a publication, without an id.

    Raises:
        Refused: a field is missing, overlong or no such thing.
    """
    texts = {key: _text(getattr(entry, key), key) for key in _LIMITS}
    kind = next((key for key, word in KINDS.items() if entry.kind.strip() in (key, word)), "")
    if not kind:
        raise Refused(f"“种类”应当是{'、'.join(KINDS.values())}之一。")
    if not texts["name"]:
        raise Refused("“名称”没有填写。")
    period = _period(entry.period, kind, today)
    if not texts["place"] and not texts["link"]:
        raise Refused("“位置”和网址至少填写一项，申请人才能找到。")
    _check_link(texts["link"])
    return Publication(
        id=0,
        name=texts["name"],
        kind=kind,
        period=period,
        published=_published(entry.published, today),
        place=texts["place"],
        link=texts["link"],
        keywords=_keywords(texts["keywords"]),
    )


def _text(given: str, key: str) -> str:
    text = clean(given, LABELS[key], _LIMITS[key])
    if found := _PICTURES.search(text):
        raise Refused(f"“{LABELS[key]}”中的“{found[0]}”在答复书上印不出来，请删除。")
    return text


def _period(given: str, kind: str, today: date) -> str:
    text = "".join(unicodedata.normalize("NFKC", clean(given, LABELS["period"], 20)).split())
    if not text:
        if kind == "other":
            return ""
        raise Refused(f"“年份”没有填写：{'年鉴填书名上的年份' if kind == YEARBOOK else '填数据所属的年份或者月份'}。")
    found = _PERIOD.fullmatch(text)
    if found is None or not (1949 <= int(found[1]) <= today.year + 1) or not (1 <= int(found[2] or 1) <= 12):
        raise Refused(f"“年份”应当写成 2025 或者 2025-03，现在是“{text}”。")
    if kind == YEARBOOK and found[2]:
        raise Refused("“年份”在年鉴中是书名上的年份，例如 2025，不写月份。")
    if kind == "monthly" and not found[2]:
        raise Refused("“年份”在月报中要写到月份，例如 2025-03。")
    return f"{found[1]}-{int(found[2]):02}" if found[2] else found[1]


def _published(given: str, today: date) -> date | None:
    text = unicodedata.normalize("NFKC", clean(given, LABELS["published"], 30))
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(f"“公布日期”应当写成 2025-10-15 这样的日期，现在是“{text}”。")
    if day > today:
        raise Refused(f"“公布日期”{day} 还没有到，公布以后再列入目录。")
    return day


def _check_link(link: str) -> None:
    if not link:
        return
    bad = Refused("“网址”应当以 http:// 或者 https:// 开头，写到能打开的页面，例如 https://tjj.example.gov.cn/tjnj/。")
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        raise bad from None
    host = parts.hostname or ""
    right = parts.scheme in ("http", "https") and "." in host.strip(".") and "@" not in parts.netloc
    if not right or re.search(r"[\s<>\"“”《》]", link):
        raise bad


def _keywords(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for word in re.split(r"[\s,，、;；]+", text) if word))
    if len(words) > _KEYWORDS:
        raise Refused(f"“关键词”有 {len(words)} 个，最多 {_KEYWORDS} 个。")
    for word in words:
        if not 2 <= len(word) <= _KEYWORD:
            raise Refused(f"“关键词”每个 2 至 {_KEYWORD} 字，用顿号或者空格隔开，“{word[:_KEYWORD]}”不合适。")
    return words


def _bare(name: str) -> str:
    return re.sub(r"[\s《》“”\"]", "", unicodedata.normalize("NFKC", name)).lower()


def _read(entry: dict[str, Any]) -> Publication:
    day = entry.get("published")
    return Publication(
        id=int(entry["id"]),
        name=entry["name"],
        kind=entry["kind"] if entry["kind"] in KINDS else "other",
        period=entry.get("period", ""),
        published=date.fromisoformat(day) if day else None,
        place=entry.get("place", ""),
        link=entry.get("link", ""),
        keywords=tuple(entry.get("keywords", ())),
    )
