"""First letters of names in pinyin: 王喆 is found by wz."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return the first letters of a name, lower case; letters and figures stay, characters without a sound fall out."""
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(name[:60], style=Style.FIRST_LETTER, errors=_kept)
    return "".join(letters)


def _kept(text: str) -> str:
    return "".join(character.lower() for character in text if character.isascii() and character.isalnum())
