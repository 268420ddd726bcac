"""Fails when a library of the tree asks for one that is neither in the tree nor part of Windows 10.

usage: check_dlls.py TREE
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

OBJDUMP = "x86_64-w64-mingw32-objdump"
WINDOWS = frozenset(
    """
    advapi32 authz bcrypt comdlg32 crypt32 d3d11 d3d12 d3d9 dnsapi dwmapi dwrite dxgi gdi32 icuuc imm32 iphlpapi
    kernel32 mpr mscms msvcrt netapi32 ntdll ole32 oleaut32 rpcrt4 secur32 setupapi shell32 shlwapi ucrtbase
    uiautomationcore user32 userenv uxtheme version winhttp winmm winspool.drv ws2_32 wtsapi32
    """.split()
)


def main() -> int:
    """Print what is missing, and for whom."""
    libraries = [p for p in sorted(Path(sys.argv[1]).rglob("*")) if p.suffix.lower() in (".dll", ".exe", ".pyd")]
    there = {path.name.lower() for path in libraries}
    missing = 0
    for path in libraries:
        shown = subprocess.run([OBJDUMP, "-p", str(path)], capture_output=True, check=True).stdout
        for name in re.findall(r"DLL Name: (\S+)", shown.decode(errors="replace")):
            known = name.lower() in there or name.lower().removesuffix(".dll") in WINDOWS
            if not known and not name.lower().startswith("api-ms-win-"):
                print(f"{path.name}: {name}", file=sys.stderr)
                missing += 1
    print(f"{len(libraries)} libraries, {missing} missing")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
