"""Where the record stands when nobody says otherwise (standard library only; the calculator loads this too)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

RECORD_NAME = "办件记录.caseapp"


def data_folder() -> Path:
    """Return the user's data folder of the program; it may not exist yet."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "caseapp"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "caseapp"


def record_path(chosen: str | None) -> Path:
    """Return the record: as chosen, else CASEAPP_RECORD, else the one in the user's data folder."""
    text = chosen or os.environ.get("CASEAPP_RECORD") or ""
    return Path(text) if text else data_folder() / RECORD_NAME
