"""What kind of disk a record stands on: a network share can lose it, and its locks are not to be trusted."""

from __future__ import annotations

import sys
from pathlib import Path

_SHARES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "fuse.sshfs", "fuse.gvfsd-fuse",
     "fuse.davfs", "davfs"}
)  # fmt: skip
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
ON_SHARE = (
    "办件记录在网络盘上：网络中断时可能写坏，几台计算机同时打开也不安全。"
    "请把记录放在本机硬盘，网络盘上只放备份。"
)


def on_share(path: Path) -> bool:
    """Tell whether a file stands on a network share, as far as the system says; False where it does not say."""
    try:
        real = path.absolute().resolve()
    except OSError:
        return False
    if sys.platform == "win32":
        return _remote_drive(str(real))
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system(real, mounts) in _SHARES


def file_system(path: Path, mounts: str) -> str:
    """Return the kind of file system a path lies in, "" where none holds it.

    Args:
        path: absolute, without links.
        mounts: the lines of /proc/self/mountinfo.
    """
    found, longest = "", -1
    for line in mounts.splitlines():
        left, mark, right = line.partition(" - ")
        words, kind = left.split(" "), right.split(" ")[0]
        if not mark or len(words) < 5:
            continue
        point = Path(words[4].encode().decode("unicode_escape").encode("latin-1").decode(errors="replace"))
        if (path == point or point in path.parents) and len(point.parts) >= longest:
            found, longest = kind, len(point.parts)
    return found


def _remote_drive(path: str) -> bool:
    if path.startswith("\\\\"):
        return not path.startswith("\\\\?\\") or path.startswith("\\\\?\\UNC\\")
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only there on Windows
    return bool(kernel.GetDriveTypeW(path[:3]) == _REMOTE)
