"""The entry of the installed program: caseapp, after what the launcher set for itself alone is taken back.

The launcher finds the program's libraries by LD_LIBRARY_PATH. ``lp``, the file manager and a second window are started
with the libraries of the system instead.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType


def forget_launcher(surroundings: dict[str, str]) -> None:
    """Take the launcher's own settings out of what started programs inherit."""
    before = surroundings.pop("LD_LIBRARY_PATH_ORIG", "")
    if before:
        surroundings["LD_LIBRARY_PATH"] = before
    else:
        surroundings.pop("LD_LIBRARY_PATH", None)
    for name in [name for name in surroundings if name.startswith("_PYI_")]:
        del surroundings[name]


if __name__ == "__main__":
    forget_launcher(os.environ)  # type: ignore[arg-type]
    # python-stdnum imports it for look-ups on the web, which this program never makes; OpenSSL is not shipped.
    sys.modules["ssl"] = ModuleType("ssl")
    from caseapp.__main__ import main

    sys.exit(main())
