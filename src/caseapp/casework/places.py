"""Where the record stands when nobody says otherwise (standard library only; the calculator loads this too)."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

RECORD_NAME = "办件记录.caseapp"
RECORD_ENDING, UPDATE_ENDING = ".caseapp", ".caseupdate"
"""Files that open the window when they are double-clicked."""
PORTABLE = "办件数据"
"""A folder of this name beside the program makes it portable: record, copies and settings stay in it."""


def portable_folder() -> Path | None:
    """Return the folder that makes an installed program portable, None where there is none.

    It stands beside the program's file, or beside the folder that holds it; a program started from its source is never
    portable, lest a Python of the system be taken for it.
    """
    program = os.environ.get("CASEAPP_PROGRAM") or (sys.executable if getattr(sys, "frozen", False) else "")
    if not program:
        return None
    beside = Path(program).absolute().parent
    return next((folder / PORTABLE for folder in (beside, beside.parent) if (folder / PORTABLE).is_dir()), None)


def data_folder() -> Path:
    """Return the folder of the program's data: the portable one, else the user's own; it may not exist yet."""
    portable = portable_folder()
    if portable is not None:
        return portable
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "caseapp"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "caseapp"


def make_folder(folder: Path) -> None:
    """Make the folder a record stands in; the program's own is kept from other users of the computer.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix" and folder == data_folder() and folder.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # a disk without permissions, or a folder of somebody else
            folder.chmod(0o700)


def record_path(chosen: str | None) -> Path:
    """Return the record: as chosen, else CASEAPP_RECORD, else the one in the program's data folder."""
    text = chosen or os.environ.get("CASEAPP_RECORD") or ""
    return Path(text) if text else data_folder() / RECORD_NAME


def opens_window(word: str) -> bool:
    """Tell whether the first word of a command line is a file to open in the window, and no command."""
    return word.lower().endswith((RECORD_ENDING, UPDATE_ENDING))


def is_update(path: Path) -> bool:
    """Tell whether a file is an 更新文件 by its ending."""
    return path.suffix.lower() == UPDATE_ENDING


def usual_places() -> list[Path]:
    """Return the folders a record of an earlier installation may lie in: the user's own, and what is plugged in."""
    home = Path.home()
    own = [home / name for name in ("文档", "Documents", "桌面", "Desktop", "下载", "Downloads")]
    if sys.platform == "win32":
        plugged = [Path(f"{letter}:\\") for letter in "DEFGHIJ"]
    else:
        plugged = [Path(base) / os.environ.get("USER", "") for base in ("/media", "/run/media")]
    return [data_folder(), *own, *plugged]
