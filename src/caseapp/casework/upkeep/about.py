"""What the program is made of (关于): its version, the parts it is built from, their licences."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from platform import python_version

from caseapp import __version__, resources
from caseapp.store.migrating import known, version_of


@dataclass(frozen=True, slots=True)
class MadeOf:
    """One part: its name, version ("" where it has none of its own), what it is for, its licence."""

    name: str
    version: str
    purpose: str
    licence: str


def program_words() -> str:
    """Return version of the program and of the form of its records, in a sentence."""
    return f"依申请公开办件台 {__version__}，办件记录格式版本 {version_of(known())}，MIT 许可。"


def made_of() -> list[MadeOf]:
    """Return every part and font with its licence."""
    found = []
    for line in (resources.root() / "help" / "parts.tsv").read_text(encoding="utf-8").splitlines():
        name, purpose, licence, font = line.split("\t")
        found.append(MadeOf(name, "" if font else _version(name), purpose, licence))
    return found


def _version(name: str) -> str:
    if name == "Python":
        return python_version()
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # a packaged program may leave the metadata out
        return ""
