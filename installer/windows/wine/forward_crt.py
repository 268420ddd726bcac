"""For a wine test prefix only: puts complex.c in front of the ucrtbase.dll of the prefix.

usage: forward_crt.py SYSTEM32
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = "x86_64-w64-mingw32-"
BUILTIN_MARK = b"Wine builtin DLL"
KEPT = "ucrtbase_kept"


def main() -> int:
    """Rename wine's library and link the one that passes on to it."""
    system = Path(sys.argv[1])
    own, kept = system / "ucrtbase.dll", system / f"{KEPT}.dll"
    data = own.read_bytes()
    if BUILTIN_MARK not in data[:256]:
        return 0  # done before
    kept.write_bytes(data.replace(BUILTIN_MARK, b"\0" * len(BUILTIN_MARK), 1))  # else wine looks for it in its own folder
    source = Path(__file__).with_name("complex.c")
    given = set(re.findall(r"TO_(?:REAL|COMPLEX)\((\w+)\)\n", source.read_text(encoding="utf-8"))) | {"cpow"}
    endings = (("", ""), ("f", "f"), ("l", ""))
    bodies = {name + ending: f"x_{name}{body}" for name in given for ending, body in endings}
    listing = subprocess.run([f"{TOOLS}objdump", "-p", str(kept)], capture_output=True, text=True, check=True).stdout
    _, _, table = listing.partition("[Ordinal/Name Pointer] Table")
    names = re.findall(r"^\s+\[\s*\d+\]\s(?:.*\s)?(\S+)$", table, re.MULTILINE)
    lines = ["LIBRARY ucrtbase.dll", "EXPORTS"]
    for name in names:
        ours = bodies.get(name)
        lines.append(f'"{name}" = {ours}' if ours else f'"{name}" = "{KEPT}.{name}"')
    with tempfile.TemporaryDirectory() as scratch:
        table_file = Path(scratch) / "ucrtbase.def"
        table_file.write_text("\n".join(lines) + "\n", encoding="ascii")
        made = Path(scratch) / "ucrtbase.dll"
        subprocess.run(
            [f"{TOOLS}gcc", "-O2", "-shared", "-static", "-o", str(made), str(source), str(table_file)], check=True
        )
        own.unlink()
        own.write_bytes(made.read_bytes())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
