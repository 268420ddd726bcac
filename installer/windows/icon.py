"""Makes one .ico of the PNG pictures of the program's icon.

usage: icon.py PICTURES_FOLDER FILE.ico
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path


def main() -> int:
    """Write the icon, smallest picture first."""
    pictures = sorted(Path(sys.argv[1]).glob("[0-9]*.png"), key=lambda path: int(path.stem))
    where = 6 + 16 * len(pictures)
    entries, bodies = b"", b""
    for path in pictures:
        data, size = path.read_bytes(), int(path.stem) % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(data), where + len(bodies))
        bodies += data
    Path(sys.argv[2]).write_bytes(struct.pack("<HHH", 0, 1, len(pictures)) + entries + bodies)
    return 0 if pictures else 1


if __name__ == "__main__":
    raise SystemExit(main())
