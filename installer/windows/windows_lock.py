"""Prints the lines of a lock file that count on 64-bit Windows with the embedded Python, without their markers.

``pip download --platform`` judges markers by the machine it runs on, so they are judged here instead.
usage: windows_lock.py LOCK PYTHON_VERSION
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pip._vendor.packaging.markers import Marker


def for_windows(lock: str, python: str) -> str:
    """Return the lock with only what 64-bit Windows needs."""
    target = {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": "win32",
    }
    lines, wanted = [], True
    for line in lock.splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            name, mark, rest = line.removesuffix("\\").partition(" ; ")
            wanted = not mark or Marker(rest.strip()).evaluate(target)
            line = name.rstrip() + (" \\" if line.endswith("\\") else "")
        if wanted:
            lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(for_windows(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2]))
