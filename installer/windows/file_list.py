"""Writes the File lines of a tree for setup.nsi, sorted, so that the order of a file system leaves no trace.

usage: file_list.py TREE LIST.nsh    prints the size of the tree in KB, whole clusters counted
"""

from __future__ import annotations

import sys
from pathlib import Path

CLUSTER = 4096


def main() -> int:
    """Write the list and print the size."""
    tree, listing = Path(sys.argv[1]), Path(sys.argv[2])
    lines, folder, size = [], None, 0
    files = [path for path in tree.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda p: (p.parent == tree, p.parent.as_posix(), p.name)):  # the launchers last
        inner = path.relative_to(tree)
        if inner.parent != folder:
            folder = inner.parent
            lines.append('SetOutPath "$INSTDIR"' if folder == Path() else f'SetOutPath "$INSTDIR\\{backward(folder)}"')
        lines.append(f'File "{path.as_posix().replace("$", "$$")}"')
        size += -(-path.stat().st_size // CLUSTER) * CLUSTER
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(size // 1024)
    return 0


def backward(path: Path) -> str:
    """Return a path as Windows and NSIS write it."""
    return path.as_posix().replace("/", "\\").replace("$", "$$")


if __name__ == "__main__":
    raise SystemExit(main())
