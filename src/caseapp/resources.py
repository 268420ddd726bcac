"""Finds and reads the data files of resources/ and returns the frozen data the law core works on."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def root() -> Path:
    """Return the resources folder: inside an installed package, else beside src/ in a checkout.

    Raises:
        FileNotFoundError: the program was copied without its resources.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here / "_resources", here.parents[1] / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("程序缺少 resources 文件夹，请重新安装。")


def read_text(relative: str) -> str:
    """Return the text of one resource file, for example ``rules/periods.toml``."""
    return (root() / relative).read_text(encoding="utf-8")


def read_toml(relative: str) -> dict[str, Any]:
    """Return the parsed data of one TOML resource file."""
    return tomllib.loads(read_text(relative))
