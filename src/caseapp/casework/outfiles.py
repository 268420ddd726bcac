"""Files the program writes for the handler to take away."""

from __future__ import annotations

from pathlib import Path

from caseapp.casework.office import Refused


def write_whole(data: bytes, path: Path) -> Path:
    """Write a file whole or not at all: an older one stays until the new one is complete.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    if not path.name or path.is_dir():
        raise Refused(f"“{path}”不是文件的位置，请写明文件名。")
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return path
