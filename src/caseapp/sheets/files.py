"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseapp.sheets.errors import SheetError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hand out a new file beside `path`, and put it in the place of `path` when all went well.

    Raises:
        SheetError: the folder is missing or read-only, the disk full, or `path` open in another program; an
            older file at `path` is left as it was.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.absolute().parent)
        part = Path(name)
        os.close(handle)
        yield part
        part.chmod(path.stat().st_mode if path.exists() else 0o644)
        part.replace(path)
    except OSError as error:
        raise SheetError(_sentence(error, path)) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _sentence(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"磁盘空间不足，“{path.name}”没有写入，请清理磁盘后再试。"
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return f"文件夹“{path.absolute().parent}”不存在，请另选位置。"
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return f"“{path}”是一个文件夹，请输入文件名。"
    return f"“{path}”写不进去：文件正在别的程序中打开，或者文件夹是只读的；请关闭文件或者换一个位置再试。"
