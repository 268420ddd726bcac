"""What is installed and what is missing (caseapp doctor)."""

from __future__ import annotations

import importlib
import importlib.util
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from caseapp import __version__, resources
from caseapp.casework.upkeep.disks import ON_SHARE, on_share

_PARTS = (
    ("sqlcipher3", "记录驱动", True),
    ("peewee", "记录", True),
    ("reportlab", "文书排版", True),
    ("pikepdf", "文书合并", True),
    ("pypdfium2", "页面预览", True),
    ("jinja2", "文书模板", True),
    ("openpyxl", "工作簿", True),
    ("docx", "Word 副本", True),
    ("stdnum", "证件号码核对", True),
    ("highspy", "数据表检查", True),
)
_LOWEST_FREE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One thing looked at; ``needed`` ones must be ok."""

    name: str
    ok: bool
    needed: bool
    detail: str


def examine(record: Path) -> list[Part]:
    """Return the state of every part of the program on this machine."""
    found = [
        Part("程序", True, True, f"caseapp {__version__}，Python {platform.python_version()}，{platform.platform()}")
    ]
    found += [_library(name, words, needed) for name, words, needed in _PARTS]
    found.append(_window())
    found.append(_fonts())
    found.append(_calendar())
    found.append(_printing())
    found.append(_record(record))
    found.append(_disk(record))
    found.append(_place(record))
    return found


def _library(name: str, words: str, needed: bool) -> Part:
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        return Part(words, False, needed, f"{name} 没有安装（{error}）")
    return Part(words, True, needed, f"{name} {getattr(module, '__version__', '')}".strip())


def _window() -> Part:
    """The window's library is looked for, not loaded: the command line never imports it."""
    found = importlib.util.find_spec("PySide6")
    return Part("窗口", found is not None, False, "PySide6 已安装" if found else "PySide6 没有安装，只能用命令行")


def _fonts() -> Part:
    names = sorted(p.name for p in (resources.root() / "fonts").glob("*.ttf"))
    return Part("文书字体", bool(names), True, "、".join(names) or "resources/fonts 中没有字体")


def _calendar() -> Part:
    last = resources.load_calendar().last_published
    return Part("工作日历", True, True, f"随程序提供，公布至 {last} 年")


def _printing() -> Part:
    lp = shutil.which("lp")
    if sys.platform == "win32":
        return Part("打印", True, False, "用系统打印")
    return Part("打印", lp is not None, False, lp or "没有 lp 命令，可另存 PDF 后打印")


def _record(record: Path) -> Part:
    from caseapp.store.backup import verify
    from caseapp.store.engine import is_there

    if not is_there(record):
        return Part("办件记录", True, True, f"{record}（还没有建立）")
    findings = verify(record)
    return Part("办件记录", not findings, True, "；".join(findings) or f"{record} 完好")


def _disk(record: Path) -> Part:
    folder = record.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Part("磁盘空间", free > _LOWEST_FREE, True, f"剩余 {free // 1024 // 1024} MB")


def _place(record: Path) -> Part:
    shared = on_share(record)
    return Part("记录位置", not shared, False, ON_SHARE if shared else "不在网络盘上")
