"""What a trial of the self-test is, and how it says that something came out wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Check = Callable[[Path, date], str]
"""Takes the scratch folder and the day, returns what was seen, raises when it did not go well."""


class Unfit(Exception):  # noqa: N818 - names the finding
    """Something came out otherwise than it must; str() says what."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing tried: its name, whether it went well, and what was seen or what is wrong."""

    name: str
    ok: bool
    detail: str

    @property
    def words(self) -> str:
        """The line a person reads."""
        return f"{'正常' if self.ok else '不通过'}　{self.name}　{self.detail}"
