"""The entry of the installed program on Windows, run by both launchers.

A window that cannot be opened leaves its reason in the data folder: a windowed program has no console to say it on.
"""

from __future__ import annotations

import sys
import traceback
from types import ModuleType

REASON_FILE = "启动记录.txt"
NOT_STARTED = 70


def start() -> int:
    """Run the program and return its exit status, NOT_STARTED when it broke off."""
    sys.frozen = True  # type: ignore[attr-defined]  # a second window is started by the launcher itself
    # python-stdnum imports it for look-ups on the web, which this program never makes; OpenSSL is not shipped.
    sys.modules["ssl"] = ModuleType("ssl")
    try:
        from caseapp.__main__ import main

        return main()
    except Exception:
        if sys.stderr is not None:
            raise
        _leave_reason(traceback.format_exc())
        return NOT_STARTED


def _leave_reason(reason: str) -> None:
    from caseapp.casework.places import data_folder

    try:
        data_folder().mkdir(parents=True, exist_ok=True)
        (data_folder() / REASON_FILE).write_text(reason, encoding="utf-8")
    except OSError:
        return


if __name__ == "__main__":
    raise SystemExit(start())
