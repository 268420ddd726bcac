"""What the office keeps beside a text that came with the program: its own versions, and the one in use."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SHIPPED_CHANGED = "随程序更新的原文已有变化，请比较后决定"


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """One version of the office.

    Attributes:
        at: when it was saved, as ISO text.
        note: why, in the words of who saved it.
        base: version of the shipped text it was saved over.
        base_sha: SHA-256 of that shipped text.
    """

    number: int
    at: str
    by: str
    note: str
    text: str
    base: str
    base_sha: str

    @property
    def name(self) -> str:
        """The version as a letter or a sheet keeps it."""
        return f"{self.base}{OWN_MARK}{self.number}"


OWN_MARK = "+本机关"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the record holds of one text: the versions of the office, and the one in use."""

    versions: tuple[OwnVersion, ...] = ()
    active: OwnVersion | None = None

    def added(self, at: datetime, by: str, note: str, text: str, base: str, shipped: str) -> OwnVersion:
        """Return the next version over a shipped text."""
        number = max((version.number for version in self.versions), default=0) + 1
        return OwnVersion(number, at.isoformat(timespec="seconds"), by, note, text, base, sha_of(shipped))


@dataclass(frozen=True, slots=True)
class OwnState:
    """Whose version of a text is used.

    Attributes:
        own: the office's version chosen for use, None for the shipped text.
        changed: whether an update brought another shipped text since the own one was saved.
        problem: why the own version cannot be used, so that the shipped text is; "" mostly.
        versions: every version of the office, the newest first.
    """

    own: OwnVersion | None
    changed: bool
    problem: str
    versions: tuple[OwnVersion, ...]

    @property
    def words(self) -> str:
        """The state in a few words."""
        if self.own is None:
            return "原文"
        if self.problem:
            return f"本机关第 {self.own.number} 版不能使用，暂用原文"
        return f"本机关第 {self.own.number} 版" + ("，原文已更新" if self.changed else "")

    @property
    def notice(self) -> str:
        """What the office should know, one sentence or ""."""
        if self.problem:
            return f"{self.problem}已改用随程序提供的原文。"
        return f"{SHIPPED_CHANGED}。" if self.changed else ""


def sha_of(text: str) -> str:
    """Return the digest by which a shipped text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def kept_in(entry: object) -> Kept:
    """Return what an entry of the settings holds; what was broken by hand counts as not there."""
    if not isinstance(entry, dict) or not isinstance(entry.get("versions"), list):
        return Kept()
    versions = tuple(made for raw in entry["versions"] if (made := _version(raw)))
    active = next((version for version in versions if version.number == entry.get("active")), None)
    return Kept(versions, active)


def entry_of(versions: Sequence[OwnVersion], active: int | None) -> dict[str, Any]:
    """Return the entry of the settings that holds these versions."""
    base = next((version for version in versions if version.number == active), None)
    return {
        "shipped_version": base.base if base else "",
        "shipped_sha": base.base_sha if base else "",
        "versions": [{key: getattr(version, key) for key in OwnVersion.__slots__} for version in versions],
        "active": active,
    }


def _version(raw: object) -> OwnVersion | None:
    texts = ("at", "by", "note", "text", "base", "base_sha")
    if not isinstance(raw, dict) or type(raw.get("number")) is not int:
        return None
    if not all(isinstance(raw.get(key), str) for key in texts):
        return None
    return OwnVersion(raw["number"], *(raw[key] for key in texts))
